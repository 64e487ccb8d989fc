# Checks what the house asks of every source: cmake -DROOT=... -P style.cmake.  Prints each fault, and
# fails.
#
#   - a .c opens with a comment that says what it is for and why it is so
cmake_minimum_required(VERSION 3.20)
file(GLOB_RECURSE files ${ROOT}/src/*.c ${ROOT}/parsers/*.c ${ROOT}/tests/*.c)
set(bad 0)
foreach(file IN LISTS files)
  file(READ ${file} start LIMIT 2 HEX)
  if(NOT start MATCHES "^2f2a")         # slash, asterisk
    file(RELATIVE_PATH name ${ROOT} ${file})
    message("${name}: does not open with a comment")
    set(bad 1)
  endif()
endforeach()
if(bad)
  message(FATAL_ERROR "sources are not as the house asks")
endif()
