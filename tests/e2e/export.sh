# Rows for a column store: once, in order of time, with keys that stay; what changed goes out again.
golden=$SAMPLES/../golden
db() { "$SMTPLOG" --db a.db "$@"; }
keys() { sed 's/.*"event_key":"\([0-9]*\)".*/\1/' "$1" | sort; }
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" "$2"; }
mkdir logs; cp "$golden/postfix/day/mail.log" logs/; cp "$golden/sendmail/day/mail.log" logs/sendmail.log

echo "-- a log that grows, is rotated and packed: each event once"
head -20 logs/mail.log > mail.log; db ingest -q mail.log; db export -o 1.nd
db export | wc -l
cp logs/mail.log mail.log; db ingest -q mail.log; db export -o 2.nd
mv mail.log mail.log.1; gzip mail.log.1; db ingest -q mail.log.1.gz logs; db export -o 3.nd
db export | wc -l
cat 1.nd 2.nd 3.nd > all.nd; echo "$(wc -l < all.nd) rows, $(keys all.nd | uniq | wc -l) events," \
    "$(db sql 'SELECT count(*) FROM events' --no-header --format tsv) in the database"
for part in 1 2 3; do field ts $part.nd | sort -n -c && echo "in order of time"; done

echo "-- the same keys straight from the logs, from a merged database, from one file"
keys all.nd | uniq > want
"$SMTPLOG" parse --export logs/mail.log logs/sendmail.log > p.nd; keys p.nd | cmp - want && echo alike
for log in mail sendmail; do "$SMTPLOG" --db $log.db ingest -q logs/$log.log; done
"$SMTPLOG" --db sum.db merge sendmail.db mail.db 2> note
"$SMTPLOG" --db sum.db export > m.nd; keys m.nd | cmp - want && echo alike
sed 's/,"source".*//' m.nd | sort > m; sed 's/,"source".*//' p.nd | sort | cmp - m && echo "and the same rows"

echo "-- a sender that becomes known later, and another cause"
cat > late.log <<'LOG'
Nov 22 10:00:00 mx1 postfix/smtp[77]: 4hQkc90000z1cVk: to=<u@far.example>, relay=mx.far.example[198.51.100.7]:25, delay=1, delays=0/0/0/1, dsn=4.2.0, status=deferred (host mx.far.example[198.51.100.7] said: 450 4.2.0 the wombat is asleep (in reply to RCPT TO command))
LOG
db ingest -q --year 2026 late.log; db export -o 4.nd
field correction 4.nd; field sender 4.nd
echo 'Nov 22 10:00:01 mx1 postfix/qmgr[5]: 4hQkc90000z1cVk: from=<who@example.org>, size=100, nrcpt=1 (queue active)' >> late.log
db ingest -q --year 2026 late.log; db export -o 5.nd
wc -l < 5.nd; field correction 5.nd; field sender 5.nd
mkdir rules; printf 'Name: own-wombat\nPattern: the wombat is asleep\nCause: greylisted\n' > rules/own.rules
printf 'Rules: rules\n' > own.conf
db --config own.conf reclassify 2>&1
db export -o 6.nd; wc -l < 6.nd; field correction 6.nd; field cause 6.nd
cat 4.nd 5.nd 6.nd > late.nd; keys late.nd | uniq | wc -l; field version late.nd | sort -n -c -u && echo "higher each time"

echo "-- output that is lost: told, and sent again"
db export --table traffic > /dev/full || echo "status $?"
db export --table traffic -o /nowhere/t || echo "status $?"
rows=$(db sql --no-header 'SELECT count(*) FROM traffic'); [ "$rows" -gt 30 ] && echo "rows of traffic"
test "$(db export --table traffic | wc -l)" = "$rows" && echo "all are sent"; db export --table traffic | wc -l
db export --since 2026-11-22T10:00:00Z | wc -l; db export --since 2030-01-01 | wc -l; db export | wc -l

echo "-- tabs: names first, NULL, and what strangers wrote"
printf 'Nov 22 11:00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from a.example[203.0.113.9]: 554 5.7.1 <u@x.example>: Recipient address rejected: a\tb \\ c; from=<s@y.example> to=<u@x.example> proto=ESMTP helo=<a.example>\n' > odd.log
"$SMTPLOG" parse --export=tsv --year 2026 odd.log | cut -f 1-8,32,41
"$SMTPLOG" parse --export=csv odd.log || echo "status $?"
