# Bad input: a clear sentence each, everything else still read, the status tells.
run() { status=0; "$SMTPLOG" --db a.db "$@" || status=$?; echo "status=$status"; }
count() { "$SMTPLOG" --db a.db sql "SELECT count(*) FROM events" --format tsv | tail -n 1; }
line() { echo "2026-11-22T10:00:0$1+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 554 5.7.1 <u$1@example.org>: Relay access denied; from=<a@example.net> to=<u$1@example.org> proto=SMTP helo=<h>"; }

# lines N NAME: so many of them, each to a recipient of its own
lines() { line 1 | awk -v n="$1" -v name="$2" '{ for (i = 0; i < n; i++) { s = $0; sub(/00:01/, "00:0" i % 10, s); gsub(/u1@/, name i "@", s); print s } }'; }

echo "-- a missing path, the good one is read"
line 1 > good.log
run ingest -q missing.log good.log; count
echo "-- an empty file, a folder without files, a folder without mail logs"
: > empty.log; mkdir folder other; echo "hello" > other/notes.txt
run ingest -q empty.log
run ingest -q folder
run ingest -q other
echo "-- no mail log: by content, not by name"
printf 'just words\nand more words\n' > words.log
run ingest -q words.log
printf '2026-11-22T10:00:00+00:00 mx1 cron[1]: hello\n' > cron.log
run ingest -q cron.log
echo "-- gzip cut off in the middle: what can be read is read"
lines 2000 v | gzip -c > whole.gz
head -c 12000 whole.gz > cut.gz
run ingest -q cut.gz; [ "$(count)" -gt 100 ] && echo "some were read"
echo "-- packed in another way"
printf '\004\042\115\030@@' > old.lz4
run ingest -q old.lz4
echo "-- wrong usage"
run ingest --nonsense
run ingest --format qmail good.log
run ingest --tz Mars/Olympus good.log
run ingest --year 20x6 good.log
echo "-- not our database, a newer one, a broken one"
"$SMTPLOG" --db b.db ingest -q good.log
sqlite3 foreign.db 'CREATE TABLE t(x); PRAGMA application_id=7'
status=0; "$SMTPLOG" --db foreign.db ingest -q good.log || status=$?; echo "status=$status"
sqlite3 b.db 'PRAGMA user_version=999000'
status=0; "$SMTPLOG" --db b.db ingest -q good.log || status=$?; echo "status=$status"
head -c 8192 /dev/zero | tr '\0' 'x' > broken.db
status=0; "$SMTPLOG" --db broken.db ingest -q good.log || status=$?; echo "status=$status"
echo "-- no database yet"
status=0; "$SMTPLOG" --db none.db sql 'SELECT 1' || status=$?; echo "status=$status"
echo "-- output that cannot be written"
status=0; "$SMTPLOG" parse good.log > /dev/full || status=$?; echo "status=$status"
echo "-- a disk that is full: nothing half done, and all of it the next time"
lines 6000 w > many.log
status=0; ( ulimit -f 700; "$SMTPLOG" --db c.db ingest -q many.log ) || status=$?; echo "failed with $status"
"$SMTPLOG" --db c.db ingest -q many.log
"$SMTPLOG" --db c.db sql "SELECT count(*), count(DISTINCT recipient) FROM events" --format tsv | tail -n 1
