# check: one line and a status for a monitor, from the report's own verdict.
status=0
echo "-- no database"
"$SMTPLOG" --db none.db check || status=$?
echo "status=$status"

cp "$SAMPLES/mail.log" .               # alerts name the log
"$SMTPLOG" --db a.db ingest -q mail.log

echo "-- a quiet log, with no days to compare with, that ended more than a day ago"
status=0
"$SMTPLOG" --db a.db check --since 2026-11-20 || status=$?
echo "status=$status"

echo "-- the same an hour after its last line"
status=0
SMTPLOG_NOW=@1795352700 "$SMTPLOG" --db a.db check --since 2026-11-20 || status=$?
echo "status=$status"

echo "-- limits: passed, broken, unknown"
for limit in "bounced > 90%" "bounced > 1" "bouncd > 1"; do
    SMTPLOG_NOW=@1795352700 "$SMTPLOG" --db a.db check --since 2026-11-20 --fail-if "$limit" |
        cut -d '|' -f 1
done
status=0
SMTPLOG_NOW=@1795352700 "$SMTPLOG" --db a.db check --since 2026-11-20 --fail-if "bounced > 1" \
    > /dev/null || status=$?
echo "status=$status"
status=0
SMTPLOG_NOW=@1795352700 "$SMTPLOG" --db a.db check --since 2026-11-20 --max-age 15m || status=$?
echo "status=$status"

echo "-- the convention: one line, status and figures, whatever is asked or wrong"
# Prints the status and what is wrong with the form; a figure is label=value[unit];warn;crit;min[;max].
judge() {
    status=0
    "$SMTPLOG" "$@" > out 2> /dev/null || status=$?
    [ "$(wc -l < out)" -eq 1 ] || echo "not one line: $*"
    case $status in 0) word=OK ;; 1) word=WARNING ;; 2) word=CRITICAL ;; *) word=UNKNOWN ;; esac
    grep -q "^SMTPLOG $word - " out || echo "status $status is not $(cut -c -30 out)"
    [ "$(tr -cd '|' < out | wc -c)" -le 1 ] || echo "more than one bar: $*"
    sed -n 's/.*| //p' out | tr ' ' '\n' |
        grep -Ev '^[a-z_]+=[0-9]+s?;([0-9]*:?[0-9]*)?;([0-9]*:?[0-9]*)?;[0-9]*$' || :
    echo "$status"
}
SMTPLOG_NOW=@1795352700; export SMTPLOG_NOW
judge --db a.db check --since 2026-11-20
judge --db a.db check --since 2026-11-20 --max-age 30d --fail-if 'bounced >= 100' --fail-if 'delivered < 1'
sed -n 's/.*| //p' out
judge --db a.db check --since 2026-11-20 --fail-if 'waiting > 50%' --fail-if 'todo > 7'
sed -n 's/.*| //p' out
judge --db a.db --lang ru check --since 2026-11-20
judge --db none.db check
echo "no database" > bad.db
judge --db bad.db check
judge --db a.db check --bogus
judge --db a.db check --since nonsense
judge --db a.db check --since 2026-11-21 --until 2026-11-20
judge --db a.db check --max-age
judge --db a.db check --config none.conf
"$SMTPLOG" check --help > out && head -n 1 out
