# A log is known by all that was read of it, and a record by where it stands among others: edited,
# trimmed, restored, copied, cut and merged logs lose nothing and double nothing.  Each case prints the
# events, how many of them are different, and the successes: three equal numbers.
pair() {    # pair FROM TO: for each number a recipient that was refused and one that was delivered to
    awk -v i="$1" -v n="$2" 'BEGIN { for (; i < n; i++) {
        t = sprintf("2026-11-22T%02d:%02d:%02d+00:00 mx1 postfix/", i / 3600, i / 60 % 60, i % 60)
        printf "%ssmtpd[71]: NOQUEUE: reject: RCPT from client.example.net[192.0.2.%d]: 554 5.7.1 <r%d@example.org>: Relay access denied; from=<from@example.net> to=<r%d@example.org> proto=ESMTP helo=<client>\n", t, i % 200, i, i
        printf "%ssmtp[72]: 4iB%06dy: to=<d%d@example.org>, relay=mx.example.com[198.51.100.7]:25, delay=1.5, delays=0.5/0/0.5/0.5, dsn=2.0.0, status=sent (250 2.0.0 taken)\n", t, i, i
    } }'
}
count() { "$SMTPLOG" --db "${1:-a.db}" sql --format tsv "SELECT (SELECT count(*) FROM events), (SELECT count(DISTINCT recipient) FROM events), (SELECT coalesce(sum(replies), 0) FROM traffic WHERE class = '2xx')" | tail -n 1; }
ingest() { "$SMTPLOG" --db a.db ingest -q "$@" || echo "status $?"; }
begin() { rm -rf log a.db* b.db* c.db*; mkdir log; echo "-- $*"; }

begin "one line taken out, then the log goes on"
pair 0 200 > log/mail.log; ingest log
sed -i /r100@/d log/mail.log; ingest log; count
pair 200 210 >> log/mail.log; ingest log; count

begin "lines taken out in many places, packed"
pair 0 900 > log/mail.log; ingest log
sed '/[rd].*5[37]@/d' log/mail.log | gzip -n > log/mail.log.1.gz; rm log/mail.log; ingest log; ingest log; count

begin "an address made unreadable in place: the record that was changed is no other one"
pair 0 300 > log/mail.log; ingest log
sed -i 's/<d120@/<xxxx@/' log/mail.log; pair 300 330 >> log/mail.log; ingest log; count
sed -i 's/<r200@/<xxxx@/g; s/<r7@/<erased@/g' log/mail.log; ingest log; ingest log; count

begin "names made unreadable in the first records, in neighbours, over a full hour; shorter; packed"
pair 3500 3700 > log/mail.log; ingest log
sed -i 's/[rd]3500@[^>]*//g; s/[rd]355[0-3]@[^>]*/a-longer-word@example.org/g; s/[rd]3599@/x@/g; s/[rd]3600@/x@/g' log/mail.log; ingest log; count
sed -i 's/[rd]35[67]0@/x@/g' log/mail.log; gzip -n log/mail.log; mv log/mail.log.gz log/mail.log.2.gz; pair 3700 3710 > log/mail.log; ingest log; ingest log; count

begin "an Exim log in which names were made unreadable"
exim() { awk -v i="$1" -v n="$2" 'BEGIN { for (; i < n; i++)
    printf "2026-11-22 %02d:%02d:%02d H=c.example.net [203.0.113.%d] F=<a@example.net> rejected RCPT <u%d@example.org>: relay not permitted\n", i / 3600, i / 60 % 60, i % 60, i % 250, i }'; }
exim 0 200 > log/mainlog; ingest log
sed -i 's/<u77@example.org>/<x@x>/; s/u150@/x@/' log/mainlog; exim 200 210 >> log/mainlog; ingest log; ingest log; count

begin "a line put in, and others instead of one: these are new"
pair 0 100 > log/mail.log; ingest log
(pair 0 50; pair 1000 1003; pair 51 100) > log/mail.log; ingest log; count
(pair 0 20; pair 1010 1011; pair 20 50; pair 1000 1003; pair 51 100) > log/mail.log; ingest log; count

begin "the same file written anew without a line, or with other words, and grown"
pair 0 300 > log/mail.log; ingest log
grep -v '[<]r100@' log/mail.log > x; cat x > log/mail.log; pair 300 310 >> log/mail.log; ingest log; count
for r in r5 r150 r305; do
    sed "s/<$r@/<$(echo $r | tr r0-9 x)@/" log/mail.log > x; cat x > log/mail.log
    n=$((${n:-310} + 10)); pair $((n - 10)) $n >> log/mail.log; ingest log
    count
done

begin "a file that has only grown is not read through"
pair 0 20000 > log/mail.log; ingest log; wc -c < log/mail.log; pair 20000 20001 >> log/mail.log
bytes=$(sh -c '"$SMTPLOG" --db a.db ingest -q log; sed -n "s/^rchar: //p" /proc/$$/io'); count
[ "$bytes" -lt 3000000 ] && echo "less than half of it" || echo "$bytes bytes read"

begin "trimmed at its head, by lines and by bytes"
pair 0 200 > log/mail.log; ingest log
(pair 50 210) > log/mail.log; ingest log; count
pair 210 220 >> log/mail.log; tail -c 9000 log/mail.log > x; mv x log/mail.log; ingest log; count

begin "an older state restored, which then goes on"
pair 0 150 > log/mail.log; ingest log
pair 0 100 > log/mail.log; ingest log; count
pair 150 260 >> log/mail.log; ingest log; count

begin "rolled back twice, with other mail each time"
pair 0 1500 > whole; head -n 2000 whole > log/mail.log; ingest log
head -n 1000 whole > log/mail.log; pair 2000 2100 >> log/mail.log; ingest log; count
head -n 400 whole > log/mail.log; pair 3000 3050 >> log/mail.log; gzip -n log/mail.log; ingest log; ingest log; count

begin "the same beginning, another end; plain, packed and through a pipe"
pair 0 100 > head; (cat head; pair 100 150) > log/mail.log; ingest log
(cat head; pair 300 400) | gzip -n > log/mail.log.2.gz; rm log/mail.log; ingest log; ingest log; count
(cat head; pair 500 520) > log/mail.log; ingest log; count
(cat head; pair 600 620) | ingest -; count

begin "pages with the newest line first, which grow at their head, and are trimmed at their end"
json() { tac | sed 's/"/\\"/g; s/.*/  {"line": "&"},/; $ s/,$//' | (echo '{"hits": ['; cat; echo ']}'); }
pair 0 40 | tac > log/page.txt; "$SMTPLOG" --db a.db ingest log; count
pair 0 45 | tac > log/page.txt; ingest log; ingest log; count
pair 20 50 | tac > log/page.txt; ingest log; count
pair 100 140 | json > log/answer.json; "$SMTPLOG" --db a.db ingest log; count
pair 100 150 | json > log/answer.json; ingest log; ingest log; count

begin "the same first block, then two records on one line"
wrap() { sed 's/.*/{"message":"&"}/'; }
filler() { printf '{"message":"2026-11-22T00:00:00+00:00 mx1 cron[5]: %s"}\n' "$(head -c $((4096 - $(wc -c < head) - 54)) /dev/zero | tr '\0' x)"; }
pair 0 6 | wrap > head; filler >> head; wc -c < head
(cat head; pair 100 110 | wrap) > log/mail.json; ingest log; rm log/mail.json
(cat head; pair 200 220 | wrap | paste -d '' - -) > log/mail.json; ingest log; count

begin "copies by other names, of all and of a part, before and after"
pair 0 300 > log/mail.log; pair 100 180 > log/part.txt; ingest log; count
cp log/mail.log log/other.txt; pair 250 320 > log/more.txt; ingest log; count

begin "syslog's many logs of one record"
pair 0 40 > log/mail.log; cp log/mail.log log/mail.info; grep reject log/mail.log > log/mail.warn
sed 's/^/x/; s/^x//' log/mail.log | awk '{ print } NR % 3 == 0 { print "2026-11-22T00:00:00+00:00 mx1 cron[5]: job " NR }' > log/syslog
ingest log; count
n=40; while [ $n -lt 44 ]; do for f in mail.log mail.info; do pair $n $((n + 1)) >> log/$f; done; ingest log; n=$((n + 1)); done; count

begin "two logs of one host with different mail"
pair 0 100 > log/mail.log; pair 100 200 > log/mail-out.log; ingest log; count
"$SMTPLOG" --db a.db top --since 2026-11-21 --until 2026-11-23 | grep -o '50.0 %' | head -n 1

begin "equal records that stand alone are two"
pair 7 8 > log/first.log; pair 7 8 > x; (pair 3 4; cat x; pair 9 10) > log/second.log; ingest log; count

begin "Exim logs of two machines in one folder"
r='2026-11-22 08:00:00 H=(x) [203.0.113.7] F=<a@example.net> rejected RCPT <b@example.org>: relay not permitted'
for n in 1 2 3; do echo "$r"; done > log/mx1-mainlog; cp log/mx1-mainlog log/mx1-rejectlog
{ echo '2026-11-22 07:00:00 exim 4.96 daemon started'; cat log/mx1-mainlog; } > log/mainlog-mx2.1; ingest log
"$SMTPLOG" --db a.db sql --format tsv "SELECT host, count(*) FROM events GROUP BY 1 ORDER BY 1"

begin "a gzip that is still being copied"
pair 0 300 > x; gzip -n < x > x.gz; size=$(stat -c %s x.gz)
for part in 5 30 50 70 95 99; do head -c $((size * part / 100)) x.gz > log/mail.log.2.gz; ingest log 2>> said; done
grep -c 'cut off' said; cp x.gz log/mail.log.2.gz; ingest log; count

begin "xz, Zstandard and bzip2 that are still being copied"
for packer in xz zstd bzip2; do
    rm -rf log/* a.db* x x.*; pair 0 300 > x; $packer -q -k x; file=$(echo x.*); size=$(stat -c %s "$file")
    for part in 20 60 90; do head -c $((size * part / 100)) "$file" > "log/mail.log.2.${file#x.}"; ingest log 2>> said; done
    cp "$file" "log/mail.log.2.${file#x.}"; ingest log; count
done

begin "a gzip that is damaged: what may be anything is not stored; mended, it is whole"
pair 0 1500 > x; gzip -n < x > x.gz; size=$(stat -c %s x.gz); : > said
spoil() { for at; do printf '\132\245\132' | dd of=log/mail.log.2.gz bs=1 seek=$((size * at / 100)) conv=notrunc 2> /dev/null; done; }
invented() { "$SMTPLOG" --db a.db sql --no-header --format tsv "SELECT sender, recipient, text FROM events" 2> /dev/null | grep -vc '^from@example.net.[r][0-9]*@example.org.5.*Relay access denied' || :; }
for at in 0.1 3 20 40 47 60 75 90 99; do
    rm -f a.db*; cp x.gz log/mail.log.2.gz; spoil ${at%.*}; "$SMTPLOG" --db a.db ingest -q log 2>> said || :
    echo "$at: invented $(invented)"; cp x.gz log/mail.log.2.gz; "$SMTPLOG" --db a.db ingest -q log; count
done
begin "the second of two members is damaged: the first is used"
pair 0 700 | gzip -n > log/mail.log.2.gz; size=$(stat -c %s log/mail.log.2.gz); pair 700 1500 | gzip -n >> log/mail.log.2.gz
cp log/mail.log.2.gz y.gz; spoil 150; ingest log 2> said; sed 's/.*damaged/damaged/' said; count; cp y.gz log/mail.log.2.gz; ingest log; count

begin "nothing new: silence"
pair 0 50 > log/mail.log; ingest log; touch log/mail.log; ingest log
cp log/mail.log log/mail.log.1; ingest log; gzip -n log/mail.log; ingest log; ingest log; count

begin "one log, read young by another database"
pair 0 1 > log/mail.log; "$SMTPLOG" --db b.db ingest -q log; pair 1 60 >> log/mail.log; ingest log
"$SMTPLOG" --db a.db merge b.db; count
"$SMTPLOG" --db b.db merge a.db; count b.db
"$SMTPLOG" --db b.db merge a.db; count b.db

begin "a copy of a part, merged; both ways"
pair 0 100 > a.log; pair 30 60 > piece.log; ingest a.log; "$SMTPLOG" --db b.db ingest -q piece.log
cp b.db c.db; "$SMTPLOG" --db a.db merge b.db; count
"$SMTPLOG" --db c.db merge a.db; count c.db; pair 100 110 >> a.log; ingest a.log; count

begin "two logs of which each has what the other lacks, merged: refused"
pair 0 100 > a.log; pair 60 160 > b.log; ingest a.log; "$SMTPLOG" --db b.db ingest -q b.log
"$SMTPLOG" --db a.db merge b.db || echo "status $?"; count

begin "two records exchanged; a copy with the line ends of Windows; no first block and no last line"
pair 0 300 > log/mail.log; ingest log
{ sed -n 3,4p log/mail.log; sed -n 1,2p log/mail.log; sed 1,4d log/mail.log; } > x; cat x > log/mail.log; ingest log; count
sed 's/$/\r/' log/mail.log > log/windows.log; ingest log; count
tail -c +4097 log/mail.log > x; head -n -1 x > log/mail.log; pair 300 320 >> log/mail.log; ingest log 2>> said; count

begin "zeros, or words, behind a whole gzip"
pair 0 60 | gzip -n > x.gz
{ cat x.gz; head -c 1000 /dev/zero; } > log/mail.log.2.gz; ingest log; count
{ cat x.gz; echo words; } > log/mail.log.2.gz; ingest log 2> said || cat said; count
