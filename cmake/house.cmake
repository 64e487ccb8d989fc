# What every target of the house shares: the language, the warnings, the sanitizers, and two
# words to declare rooms (object libraries) and parsers (built in and as plug-ins).
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_C_FLAGS_RELEASE "-O2")
# Scanners and rooms are small; the release sees them as one (4 % of an ingest).
include(CheckIPOSupported)
check_ipo_supported(RESULT SMTPLOG_IPO OUTPUT SMTPLOG_IPO_WHY LANGUAGES C)
set(CMAKE_INTERPROCEDURAL_OPTIMIZATION_RELEASE ${SMTPLOG_IPO})

option(SMTPLOG_DEV "warnings are errors" OFF)
option(SMTPLOG_SANITIZE "address and undefined-behaviour sanitizers" OFF)
option(SMTPLOG_SANITIZE_THREADS "the thread sanitizer" OFF)
option(SMTPLOG_FUZZ "the targets of tests/fuzz for libFuzzer; takes clang" OFF)
if(SMTPLOG_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "SMTPLOG_FUZZ takes clang: -DCMAKE_C_COMPILER=clang")
  endif()
  set(SMTPLOG_SANITIZE ON)
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()

# Times and offsets of 64 bits on machines of 32 bits too; base/units.c is not compiled without.
add_compile_definitions(_GNU_SOURCE _FILE_OFFSET_BITS=64 _TIME_BITS=64)
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                    -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2)
if(SMTPLOG_DEV)
  add_compile_options(-Werror)
endif()
if(SMTPLOG_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

# Of two threads that touch one place without a lock it tells both.  It and the address sanitizer
# cannot be had in one program.
if(SMTPLOG_SANITIZE_THREADS)
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
endif()

# What a fault in reading strangers' bytes meets; tests/hardening looks for each in the binary.
# Fortified calls need an optimizer, and the sanitizers look closer than any of these.
include(CheckPIESupported)
check_pie_supported()
if(NOT SMTPLOG_SANITIZE AND NOT SMTPLOG_SANITIZE_THREADS)
  add_compile_options(-fstack-protector-strong -fstack-clash-protection
                      "$<$<NOT:$<CONFIG:Debug>>:SHELL:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3>")
  add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()

find_package(PkgConfig REQUIRED)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(SQLITE3 REQUIRED IMPORTED_TARGET sqlite3>=3.37)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(JSONC REQUIRED IMPORTED_TARGET json-c)

# A room: every .c of the folder and of those in it, one object library named room_NAME.
function(smtplog_room name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.c)
  list(SORT sources)
  add_library(room_${name} OBJECT ${sources})
  target_include_directories(room_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src
                             ${PROJECT_SOURCE_DIR}/parsers/include
                             ${PROJECT_BINARY_DIR}/generated)
  target_link_libraries(room_${name} PUBLIC ${ARGN})
  smtplog_furnish(room_${name})
endfunction()

# All rooms and built-in parsers together, for the program and the tests.
add_library(smtplog_house INTERFACE)
function(smtplog_furnish target)
  target_link_libraries(smtplog_house INTERFACE ${target} $<TARGET_OBJECTS:${target}>)
endfunction()

# A parser: the folder's sources and the form machine, built in (symbol smtplog_parser_NAME) and
# as the plug-in NAME.so (symbol smtplog_parser).
function(smtplog_parser name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.c)
  list(SORT sources)
  add_library(parser_${name} OBJECT ${sources})
  target_compile_definitions(parser_${name} PRIVATE SMTPLOG_PARSER_BUILTIN)
  add_library(plugin_${name} MODULE ${sources} form/form.c)
  set_target_properties(plugin_${name} PROPERTIES PREFIX "" OUTPUT_NAME ${name})
  smtplog_furnish(parser_${name})
  foreach(target parser_${name} plugin_${name})
    target_include_directories(${target} PRIVATE include form)
    target_link_libraries(${target} PRIVATE PkgConfig::PCRE2)
  endforeach()
endfunction()
