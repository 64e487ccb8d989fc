#!/bin/sh
# analyzer.sh SOURCE GENERATED [ROOM...]: gcc -fanalyzer has nothing to say of the rooms that
# read strangers' bytes; of all of src and parsers with the rooms `src parsers`, which takes minutes.
# What it remarks on is restated, so that people see it more easily too.  Known to be wrong:
#
#   pasted/charset.c    iconv_open()'s answer where it fails is taken for a thing that must be closed
command -v gcc > /dev/null || { echo 'skipped: there is no gcc'; exit 77; }
case $(gcc -dumpversion) in
12 | 12.*) ;;
*) echo "skipped: gcc $(gcc -dumpversion) judges otherwise than that of Debian 12, 12"; exit 77;;
esac
cd "$1" || exit 1
generated=$2
shift 2
[ $# -gt 0 ] || set -- parsers src/base src/smtp src/input src/frame src/correlate src/pasted src/plugin
said=$(find "$@" -name '*.c' | sort | xargs -P 2 -n 1 gcc -D_FILE_OFFSET_BITS=64 -D_GNU_SOURCE \
    -D_TIME_BITS=64 -Isrc -Iparsers/include "-I$generated" -O0 -std=c11 -fanalyzer -S -o /dev/null 2>&1 |
    grep -E 'warning:|error:' | grep -v '^src/pasted/charset.c:.*leak of .turn')
[ -z "$said" ] || { echo "$said"; exit 1; }
