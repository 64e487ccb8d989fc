#!/bin/sh
# cppcheck.sh SOURCE GENERATED: cppcheck has nothing to say of the program and the parsers.
# What it is wrong about is taken out of its way in the code where that costs nothing, and else listed
# here with the reason.
command -v cppcheck > /dev/null || { echo 'skipped: there is no cppcheck'; exit 77; }
case $(cppcheck --version) in
*' 2.10'*) ;;
*) echo "skipped: $(cppcheck --version) judges otherwise than that of Debian 12, 2.10"; exit 77;;
esac
cd "$1" || exit 1
# unknownMacro: json-c's headers, where json_object_object_foreach() is, are not read.
# missingIncludeSystem: those of no library are.
# leakReturnValNotUsed: freopen() gives back the stream that it was given.
cppcheck -q -j2 --std=c11 --enable=warning,performance,portability -D_GNU_SOURCE \
    -Isrc -Iparsers/include "-I$2" --error-exitcode=1 \
    --suppress=missingIncludeSystem --suppress=unknownMacro:src/pasted/challenge.c \
    --suppress=leakReturnValNotUsed:src/cli/cmd_nightly.c \
    src parsers
