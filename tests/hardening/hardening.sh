#!/bin/sh
# What the compiler and the linker were asked for (cmake/house.cmake) is in the files that they made:
# hardening.sh PROGRAM PLUGIN...   Prints what is missing, and fails.
set -u
missing=0
program=$1

lacks() { echo "$1: $2"; missing=1; }

# has FILE WHAT PATTERN READELF-OPTION...
has() {
    file=$1 what=$2 pattern=$3
    shift 3
    readelf -W "$@" "$file" | grep -Eq "$pattern" || lacks "$file" "$what"
}

for file in "$@"; do
    has "$file" "not independent of its position" 'Type: +DYN' -h
    has "$file" "no read-only relocations" 'GNU_RELRO' -l
    has "$file" "symbols are not bound at the start" 'BIND_NOW|FLAGS_1.*NOW' -d
    has "$file" "the stack may be executed" 'GNU_STACK.* RW +0x' -l
done
has "$program" "is no position independent executable" 'FLAGS_1.*PIE' -d
has "$program" "no stack protector" '__stack_chk_fail' --dyn-syms
has "$program" "no fortified calls" '__(memcpy|vsnprintf|fprintf|memset|strcpy)_chk' --dyn-syms
# A frame of more than a page is touched page by page, as x86 does it.
case $(uname -m) in
x86_64) objdump -d --no-show-raw-insn "$program" | grep -q 'orq \+\$0x0,(%rsp)' ||
            lacks "$program" "no protection against a clash of stack and heap" ;;
esac
exit $missing
