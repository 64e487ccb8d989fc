# Puts text files into the program as they are: smtplog_embed(), and the script behind it.
#
#   smtplog_embed(NAME SYMBOL FOLDER PATTERN...)
#
# makes the table `const struct embedded_file SYMBOL[]` (base/embedded.h) of the files of FOLDER, with
# its sub-folders, that match a PATTERN, sorted, each named by its path below FOLDER; the last row has
# the name NULL.  Whoever uses the table declares it: extern const struct embedded_file SYMBOL[].
#
# The bytes are arrays of unsigned char: plain char overflows at the first letter beyond ASCII, and
# string literals may not be longer than 4095 bytes in standard C.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(SMTPLOG_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
  function(smtplog_embed name symbol folder)
    list(TRANSFORM ARGN PREPEND ${folder}/ OUTPUT_VARIABLE patterns)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${patterns})
    list(SORT files)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c)
    string(REPLACE ";" "|" joined "${files}")
    add_custom_command(OUTPUT ${out}
      COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DSYMBOL=${symbol} -DFOLDER=${folder}
              "-DFILES=${joined}" -P ${SMTPLOG_EMBED_SCRIPT}
      DEPENDS ${files} ${SMTPLOG_EMBED_SCRIPT} VERBATIM)
    add_library(embedded_${name} OBJECT ${out})
    target_include_directories(embedded_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
    smtplog_furnish(embedded_${name})
  endfunction()
  return()
endif()

cmake_minimum_required(VERSION 3.20)
string(REPLACE "|" ";" FILES "${FILES}")
set(byte "0x..,")
set(line "${byte}${byte}${byte}${byte}${byte}${byte}${byte}${byte}${byte}${byte}${byte}${byte}")
set(body "/* Generated from ${SYMBOL}'s files.  Do not edit. */\n#include \"base/embedded.h\"\n\n")
set(rows "")
set(number 0)
foreach(path IN LISTS FILES)
  file(RELATIVE_PATH name ${FOLDER} ${path})
  file(READ ${path} hex HEX)
  string(LENGTH "${hex}" len)
  math(EXPR len "${len} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(${line})" "\\1\n    " bytes "${bytes}")
  string(APPEND body "/* ${name} */\nstatic const unsigned char file_${number}[] = {\n"
                     "    ${bytes}0x00};\n\n")
  string(APPEND rows "    {\"${name}\", file_${number}, ${len}},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND body "extern const struct embedded_file ${SYMBOL}[];\n"
                   "const struct embedded_file ${SYMBOL}[] = {\n${rows}    {0, 0, 0},\n};\n")
file(WRITE ${OUT}.tmp "${body}")
file(RENAME ${OUT}.tmp ${OUT})
