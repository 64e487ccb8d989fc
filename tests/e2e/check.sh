# check: one line and a status for a monitor, from the report's own verdict.
status=0
echo "-- no database"
"$SMTPLOG" --db none.db check || status=$?
echo "status=$status"

"$SMTPLOG" --db a.db ingest -q "$SAMPLES/mail.log"

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
