#!/bin/sh
# Runs one end-to-end case: run.sh CASE.sh SMTPLOG SOURCE
#
# CASE.sh runs with `sh -eu` in an empty scratch folder that is also its HOME, with TZ=UTC, no locale,
# a clock that stands still (SMTPLOG_NOW), a database of its own ($SMTPLOG_DB: root's usual one may
# be that of a machine at work) and nothing else in its environment but $SMTPLOG, the program, and
# $SAMPLES, the folder tests/samples.  It prints results and exit statuses
# (status=0; "$SMTPLOG" ... || status=$?); standard error counts too.  What it prints must be
# CASE.out, line by line; a line of CASE.out that begins with "~ " is a shell pattern.  With status 77
# the case is skipped, for the reason that it prints; what of it cannot be tried here it writes to
# $SKIPPED, a reason a line, and prints what is expected instead.
set -eu
case=$1 smtplog=$2 source=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/home"
cd "$scratch/home"
status=0
env -i PATH="$PATH" HOME="$scratch/home" TZ=UTC SMTPLOG_NOW=@1795457070 \
    SMTPLOG_DB="$scratch/home/usual.db" \
    SMTPLOG="$smtplog" SAMPLES="$source/tests/samples" \
    SKIPPED="$scratch/skipped" ${GOLDEN_UPDATE:+GOLDEN_UPDATE=1} \
    ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} \
    sh -eu "$case" > "$scratch/got" 2>&1 < /dev/null || status=$?
[ "$status" -ne 77 ] || { cat "$scratch/got"; exit 77; }      # skipped, and why
[ "$status" -eq 0 ] || echo "the case ended with status $status" >> "$scratch/got"

[ ! -e "$scratch/skipped" ] || sed 's/^/skipped: /' "$scratch/skipped"

number=0
fault=''
exec 3< "${case%.sh}.out" 4< "$scratch/got"
while :; do
    want_more=1 got_more=1 want='' got=''
    IFS= read -r want <&3 || [ -n "$want" ] || want_more=0
    IFS= read -r got <&4 || [ -n "$got" ] || got_more=0
    [ $want_more -eq 0 ] && [ $got_more -eq 0 ] && break
    number=$((number + 1))
    [ $want_more -eq $got_more ] || fault='the number of lines'
    case $want in
    '~ '*)  pattern=${want#'~ '}
            # shellcheck disable=SC2254
            case $got in $pattern) ;; *) fault="a pattern" ;; esac ;;
    *)      [ "$want" = "$got" ] || fault="a line" ;;
    esac
    [ -z "$fault" ] || break
done
[ -n "$fault" ] || exit 0
echo "line $number differs ($fault)"
echo "want: $want"
echo "got:  $got"
echo '--- all that was printed:'
cat "$scratch/got"
exit 1
