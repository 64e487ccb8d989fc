#!/bin/sh
# valgrind.sh SMTPLOG LOG...: nothing uninitialised is used and nothing lost while logs are read,
# stored and reported.  Without PCRE2's compiled patterns, whose code valgrind cannot judge.  Not in
# every run: half a minute a log.
#
#     tests/analysis/valgrind.sh build-dev/smtplog tests/golden/*/*/*log
smtplog=$(realpath "$1") || exit 1
shift
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
echo 'int pcre2_jit_compile_8(void *code, unsigned options) { (void)code; (void)options; return -45; }' |
    cc -shared -fPIC -x c -o "$folder/no-jit.so" - || exit 1
export LD_PRELOAD="$folder/no-jit.so" TZ=UTC
check() {
    valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
        "$smtplog" --no-sandbox --db "$folder/a.db" "$@" > "$folder/out" 2> "$folder/said"
    [ $? -ne 99 ] || { echo "smtplog $*:"; cat "$folder/said"; failed=1; }
}
failed=0
for log; do
    check ingest -q "$log"
done
check report --since 1970-01-02 --until now --format html
check top --since 1970-01-02 --until now --by reason
exit $failed
