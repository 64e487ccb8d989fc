#!/bin/sh
# tidy.sh SOURCE BUILD: clang-tidy has nothing to say of the program and the parsers.  What it looks for,
# and what is left out because it is meant, .clang-tidy says; BUILD knows how each file is compiled, with
# a switch of gcc that clang has no name for.
command -v clang-tidy > /dev/null || { echo 'skipped: there is no clang-tidy'; exit 77; }
case $(clang-tidy --version) in
*'version 14.'*) ;;
*) echo 'skipped: another clang-tidy than that of Debian 12, 14, judges otherwise'; exit 77;;
esac
cd "$1" || exit 1
known=$(mktemp -d) && trap 'rm -rf "$known"' EXIT
sed 's/ -mmemset-strategy=[^ "]*//g' "$2/compile_commands.json" > "$known/compile_commands.json" || exit 1
find src parsers -name '*.c' -print0 | xargs -0 -n 25 -P 2 clang-tidy --quiet --warnings-as-errors='*' -p "$known"
