# Checks what the house asks of every source: cmake -DROOT=... -P style.cmake.  Prints each
# fault, and fails.
#
#   - a .c opens with a comment that says what it is for and why it is so
#   - a line of C ends before column 100 (a character is a column)
cmake_minimum_required(VERSION 3.20)
set(bad 0)

function(fault file words)
  file(RELATIVE_PATH name ${ROOT} ${file})
  message("${name}${words}")
  set(bad 1 PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE files ${ROOT}/src/*.c ${ROOT}/parsers/*.c ${ROOT}/tests/*.c)
foreach(file IN LISTS files)
  file(READ ${file} start LIMIT 2 HEX)
  if(NOT start MATCHES "^2f2a")         # slash, asterisk
    fault(${file} ": does not open with a comment")
  endif()
endforeach()

string(REPEAT "." 100 too_long)
file(GLOB_RECURSE files ${ROOT}/src/*.[ch] ${ROOT}/parsers/*.[ch])
foreach(file IN LISTS files)
  file(STRINGS ${file} lines REGEX ${too_long} ENCODING UTF-8)
  foreach(line IN LISTS lines)
    string(HEX "${line}" bytes)
    string(REGEX REPLACE "(..)" "\\1;" bytes "${bytes}")
    list(FILTER bytes EXCLUDE REGEX "^([89ab]|$)")      # the first byte of each character is left
    list(LENGTH bytes columns)
    if(columns LESS 100)
      continue()
    endif()
    fault(${file} ": a line of 100 columns and more: ${line}")
  endforeach()
endforeach()

if(bad)
  message(FATAL_ERROR "sources are not as the house asks")
endif()
