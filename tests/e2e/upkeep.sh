# Retention, several machines' databases in one, rules of one's own.
say() { status=0; "$SMTPLOG" "$@" || status=$?; echo "status $status"; }
count() { "$SMTPLOG" --db "$1" sql "SELECT count(*) FROM events" --format tsv | tail -n 1; }
line() { echo "$2T10:00:00+00:00 $1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: $3 from=<a@example.net> to=<u@example.org> proto=SMTP helo=<h>"; }
denied='554 5.7.1 <u@example.org>: Relay access denied;'

echo "-- prune"
{ line mx1 2026-06-01 "$denied"; line mx1 2026-11-20 "$denied"; } > mx1.log
"$SMTPLOG" --db a.db ingest -q mx1.log
say prune --db none.db --keep 90d
ls none.db 2> /dev/null || echo "nothing was made"
say prune --db a.db
say prune --db a.db --keep long
SMTPLOG_KEEP=soon say prune --db a.db
SMTPLOG_KEEP=90d say prune --db a.db
say prune --db a.db --keep 90d
count a.db
"$SMTPLOG" --db a.db sql "SELECT sum(events) FROM failures_hourly" --format tsv | tail -n 1
"$SMTPLOG" --db a.db ingest -q mx1.log; count a.db

echo "-- forget who"
"$SMTPLOG" --db n.db ingest -q mx1.log
say prune --db n.db --anonymize-after 1d
"$SMTPLOG" --db n.db sql "SELECT sender, recipient, text, peer_ip FROM events ORDER BY ts" --format tsv | sed 's/[0-9a-f]\{12\}@/HASH@/g'
say prune --db n.db --anonymize-after 1d
cat n.db* | grep -q 'u@example' || echo "nor does the file"

echo "-- merge"
line mx2 2026-11-21 "$denied" > mx2.log
"$SMTPLOG" --db b.db ingest -q mx2.log
say merge --db a.db b.db
say merge --db a.db b.db missing.db
say merge --db a.db
count a.db

echo "-- rules"
mkdir rules
line mx1 2026-11-22 '550 5.7.1 Wednesdays only;' > mx3.log
SMTPLOG_RULES=rules "$SMTPLOG" --db a.db ingest -q mx3.log
cause() { "$SMTPLOG" --db a.db sql "SELECT cause FROM events WHERE text LIKE 'Wed%'" --format tsv | tail -n 1; }
cause
printf 'Name: own-wednesday\nPattern: Wednesdays only\nCause: greylisted\n' > rules/own.rules
say lint-rules rules
SMTPLOG_RULES=rules say reclassify --db a.db
cause
SMTPLOG_RULES=rules say reclassify --db a.db
printf 'Name: own-wednesday\nPattern: Wed(nesday\nCause: no-such-cause\n' > rules/own.rules
say lint-rules rules
say lint-rules none
