# Periods as words, short names of formats, and values of filters that cannot be.
cp "$SAMPLES/mail.log" .
"$SMTPLOG" --db a.db ingest -q mail.log
first() { status=0; "$SMTPLOG" --db a.db "$@" > out 2>&1 || status=$?; head -n 1 out; echo "status=$status"; }
echo "-- periods; now is Monday 2026-11-23 18:04 UTC"
for period in "48h" "saturday" "last saturday" "last week" "this week" "2026-11" "2026-11-21" "yesterday"; do
    first top "$period" -n 1 --explain 0
done
first top last saturday -n 1 --explain 0
first report last saturday -n 1 --explain 0
TZ=NZST-13 first top saturday -n 1 --explain 0
echo "-- no periods"
first top 24x
first top last potato
first top 20:00
first top saturday --since 24h
first report 2026-02-30
first check potato
echo "-- formats for short"
first top 2026-11 --json
first top 2026-11 --csv -n 1
first report 2026-11 --csv
first status --json
first sql --csv "SELECT 1 AS one, 'a,b' AS two"
first explain 550 --json
first compare 334 501 --json
first trace nobody@example.org --json
echo "-- values that cannot be"
for filter in "--cause user-unknwon" "--mta postfx" "--host mx9" "--enhanced 5.1" "--enhanced 6.1.1" \
    "--code 5500" "--code 55" "--peer 300.1.1.1" "--peer 192.0.2.0/33" "--peer 2001:db8::g" "--sender <a@example.net>" \
    "--sender a@" "--recipient @" "--class 5x" "--direction in" "--by couse" "--count recipents" "--format jsn"; do
    # shellcheck disable=SC2086  # an option and its value
    first top 2026-11 $filter
done
first top 2026-11 --recipient "a b"
first top 2026-11 --recipient ""
echo "-- and those that can"
for filter in "--sender <>" "--sender @example.net" "--peer 192.0.2.0/24" "--peer 2001:db8::1" "--code 599" "--host mx1"; do
    # shellcheck disable=SC2086
    first top 2026-11 $filter --explain 0 -n 1
done
