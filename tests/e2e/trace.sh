# The stories of messages: from logs, over filters and hosts, with what the database still knows.
run() { status=0; "$SMTPLOG" --db a.db trace "$@" || status=$?; [ $status -eq 0 ] || echo "status $status"; }
story() { run "$@" | sed '/^$/,$d'; }       # the first message alone, without explanations
rows() { run "$@" --format csv | tr -d '\r' | cut -d, -f1,6,9,12,14,20- | sed 's/T\([0-9:]*\)Z/ \1/'; }

cat > mx1.log <<'LOG'
2026-11-22T10:00:00.1+00:00 mx1 postfix/smtpd[100]: connect from app.example.org[192.0.2.77]
2026-11-22T10:00:00.2+00:00 mx1 postfix/smtpd[100]: NOQUEUE: reject: RCPT from app.example.org[192.0.2.77]: 550 5.1.1 <gone@example.org>: Recipient address rejected: User unknown in local recipient table; from=<news@example.org> to=<gone@example.org> proto=ESMTP helo=<app>
2026-11-22T10:00:00.3+00:00 mx1 postfix/smtpd[100]: 4hQkTn2xWbz1cVf: client=app.example.org[192.0.2.77], sasl_method=PLAIN, sasl_username=news
2026-11-22T10:00:00.4+00:00 mx1 postfix/cleanup[101]: 4hQkTn2xWbz1cVf: message-id=<1@example.org>
2026-11-22T10:00:00.5+00:00 mx1 postfix/qmgr[102]: 4hQkTn2xWbz1cVf: from=<news@example.org>, size=900, nrcpt=2 (queue active)
2026-11-22T10:00:00.6+00:00 mx1 postfix/smtpd[100]: disconnect from app.example.org[192.0.2.77] ehlo=1 auth=1 mail=1 rcpt=2/3 data=1 quit=1 commands=7/8
2026-11-22T10:00:00.7+00:00 mx1 postfix/smtpd[100]: connect from other.example.net[192.0.2.99]
2026-11-22T10:00:00.8+00:00 mx1 postfix/smtpd[100]: NOQUEUE: reject: RCPT from other.example.net[192.0.2.99]: 554 5.7.1 <far@example.com>: Relay access denied; from=<o@example.net> to=<far@example.com> proto=ESMTP helo=<other>
2026-11-22T10:00:00.9+00:00 mx1 postfix/smtpd[100]: disconnect from other.example.net[192.0.2.99] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4
2026-11-22T10:00:01.1+00:00 mx1 postfix/smtpd[110]: connect from localhost[127.0.0.1]
2026-11-22T10:00:01.2+00:00 mx1 postfix/smtpd[110]: 4hQkTp3yXcz1cVg: client=localhost[127.0.0.1], orig_queue_id=4hQkTn2xWbz1cVf, orig_client=app.example.org[192.0.2.77]
2026-11-22T10:00:01.3+00:00 mx1 postfix/cleanup[101]: 4hQkTp3yXcz1cVg: message-id=<1@example.org>
2026-11-22T10:00:01.4+00:00 mx1 postfix/qmgr[102]: 4hQkTp3yXcz1cVg: from=<news@example.org>, size=1300, nrcpt=2 (queue active)
2026-11-22T10:00:01.5+00:00 mx1 postfix/smtp[103]: 4hQkTn2xWbz1cVf: to=<x@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0.1/0/0/0.9, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4hQkTp3yXcz1cVg)
2026-11-22T10:00:01.5+00:00 mx1 postfix/smtp[103]: 4hQkTn2xWbz1cVf: to=<y@example.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0.1/0/0/0.9, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4hQkTp3yXcz1cVg)
2026-11-22T10:00:01.6+00:00 mx1 postfix/qmgr[102]: 4hQkTn2xWbz1cVf: removed
2026-11-22T10:00:02.1+00:00 mx1 postfix/smtp[104]: 4hQkTp3yXcz1cVg: to=<x@example.com>, relay=mx.example.com[198.51.100.7]:25, delay=1, delays=0.1/0/0.2/0.7, dsn=4.7.1, status=deferred (host mx.example.com[198.51.100.7] said: 450 4.7.1 <x@example.com>: Recipient address rejected: Greylisted, please try again in 300 seconds (in reply to RCPT TO command))
2026-11-22T10:00:02.2+00:00 mx1 postfix/smtp[104]: 4hQkTp3yXcz1cVg: to=<y@example.com>, relay=mx.example.com[198.51.100.7]:25, delay=1, delays=0.1/0/0.2/0.7, dsn=5.1.1, status=bounced (host mx.example.com[198.51.100.7] said: 550 5.1.1 <y@example.com>: Recipient address rejected: User unknown (in reply to RCPT TO command))
2026-11-22T10:00:02.3+00:00 mx1 postfix/cleanup[101]: 4hQkTq4zYdz1cVh: message-id=<b@mx1.example.org>
2026-11-22T10:00:02.3+00:00 mx1 postfix/bounce[105]: 4hQkTp3yXcz1cVg: sender non-delivery notification: 4hQkTq4zYdz1cVh
2026-11-22T10:00:02.4+00:00 mx1 postfix/qmgr[102]: 4hQkTq4zYdz1cVh: from=<>, size=3000, nrcpt=1 (queue active)
2026-11-22T10:00:02.5+00:00 mx1 postfix/local[106]: 4hQkTq4zYdz1cVh: to=<news@example.org>, relay=local, delay=0.1, delays=0.1/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)
2026-11-22T10:00:02.6+00:00 mx1 postfix/qmgr[102]: 4hQkTq4zYdz1cVh: removed
2026-11-22T10:10:00.1+00:00 mx1 postfix/qmgr[102]: 4hQkTp3yXcz1cVg: from=<news@example.org>, size=1300, nrcpt=2 (queue active)
2026-11-22T10:10:01.1+00:00 mx1 postfix/smtp[104]: 4hQkTp3yXcz1cVg: to=<x@example.com>, relay=mx.example.com[198.51.100.7]:25, delay=600, delays=599/0/0.2/0.7, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 5A6B7C8D9E0)
2026-11-22T10:10:01.2+00:00 mx1 postfix/qmgr[102]: 4hQkTp3yXcz1cVg: removed
LOG
cat > mx2.log <<'LOG'
2026-11-22T10:10:00.9+00:00 mx2 postfix/smtpd[7]: 5A6B7C8D9E0: client=mx1.example.org[192.0.2.1]
2026-11-22T10:10:01.0+00:00 mx2 postfix/cleanup[8]: 5A6B7C8D9E0: message-id=<1@example.org>
2026-11-22T10:10:01.0+00:00 mx2 postfix/qmgr[9]: 5A6B7C8D9E0: from=<news@example.org>, size=1500, nrcpt=1 (queue active)
2026-11-22T10:10:02.0+00:00 mx2 postfix/lmtp[10]: 5A6B7C8D9E0: to=<x@example.com>, relay=mx2[private/dovecot-lmtp], delay=1, delays=0.1/0/0/0.9, dsn=2.0.0, status=sent (250 2.0.0 <x@example.com> Saved)
2026-11-22T10:10:02.1+00:00 mx2 postfix/qmgr[9]: 5A6B7C8D9E0: removed
2026-11-22T17:00:00.0+00:00 mx2 postfix/smtpd[7]: 5A6B7C8D9E0: client=late.example.net[192.0.2.66]
2026-11-22T17:00:00.1+00:00 mx2 postfix/qmgr[9]: 5A6B7C8D9E0: from=<late@example.net>, size=77, nrcpt=1 (queue active)
2026-11-22T17:00:01.0+00:00 mx2 postfix/smtp[10]: 5A6B7C8D9E0: to=<z@example.com>, relay=none, delay=1, delays=0.1/0/0.9/0, dsn=4.4.1, status=deferred (connect to mx.example.com[198.51.100.9]:25: Connection timed out)
LOG

echo "-- through a content filter: greylisted, bounced, the notification; the dialogue before it"
run 4hQkTn2xWbz1cVf mx1.log
echo "-- the same asked from its end; a rotated log, gzip, through a pipe"
gzip -c mx1.log > mx1.log.1.gz
run 4hQkTq4zYdz1cVh mx1.log > plain
run 4hQkTq4zYdz1cVh mx1.log.1.gz | cmp - plain && cat mx1.log | run 4hQkTq4zYdz1cVh - | cmp - plain && run 4hQkTq4zYdz1cVh - < mx1.log.1.gz | cmp - plain && grep -c '^Message' plain
echo "-- a Message-ID over two hosts"
run '<1@example.org>' mx1.log mx2.log | grep '^Message\|^  [←→]'
echo "-- a short queue id used again"
run 5A6B7C8D9E0 mx2.log | sed '/^No Connection/,$d'
echo "-- asked from mx1, the later life is no part of it"
run 4hQkTp3yXcz1cVg mx1.log mx2.log | grep -c 'late@example.net' || :
echo "-- an address: messages, and what was refused before there was one"
run far@example.com mx1.log mx2.log | sed '/^$/,$d'
run y@example.com mx1.log mx2.log | grep '^Message'
run X@EXAMPLE.COM mx1.log mx2.log --since '2026-11-22 10:05' | grep '^Message'
echo "-- rows"
rows 4hQkTp3yXcz1cVg mx1.log

echo "-- lines that stand for others: repeated, continued, cut into pieces by syslog"
cat > repeated.log <<'LOG'
Nov 22 10:00:00 mx3 postfix/smtp[5]: 7A6B7C8D9E0: to=<r@example.com>, relay=none, delay=1, delays=0.1/0/0.9/0, dsn=4.4.1, status=deferred (connect to mx.example.com[198.51.100.9]:25: Connection timed out)
Nov 22 10:00:01 mx3 last message repeated 2 times
Nov 22 10:00:02 mx3 exim[9]: [1/2] 1vMHaa-0003kF-3c ** s@example.com R=dnslookup T=remote_smtp H=mx.example.com [198.51.100.1]: SMTP error from remote mail server after RCPT TO:<s@example.com>: 550 5.1.1
Nov 22 10:00:02 mx3 exim[9]: [2/2]  no such user here
LOG
run 7A6B7C8D9E0 repeated.log | grep '×'
run 1vMHaa-0003kF-3c repeated.log | sed -n '3,/^$/p'

echo "-- Exim: retried, bounced, the bounce"
cat > mainlog <<'LOG'
2026-11-22 09:00:00 1vMHaa-0003kD-2b <= anna@example.org H=pc.example.org (pc) [192.0.2.30]:4711 P=esmtpsa A=plain:anna S=2100 id=e1@example.org
2026-11-22 09:00:01 1vMHaa-0003kD-2b H=mx1.example.com [198.51.100.1]: SMTP error from remote mail server after RCPT TO:<q@example.com>: 451 4.7.1 Greylisted, come back later
2026-11-22 09:00:02 1vMHaa-0003kD-2b == q@example.com R=dnslookup T=remote_smtp defer (-44) H=mx2.example.com [198.51.100.2]: SMTP error from remote mail server after RCPT TO:<q@example.com>: 451 4.7.1 Greylisted, come back later
2026-11-22 09:15:02 1vMHaa-0003kD-2b ** q@example.com R=dnslookup T=remote_smtp H=mx1.example.com [198.51.100.1]: SMTP error from remote mail server after end of data: 554 5.7.1 Spam
2026-11-22 09:15:02 1vMHoc-0003kE-1a <= <> R=1vMHaa-0003kD-2b U=Debian-exim P=local S=3300
2026-11-22 09:15:03 1vMHaa-0003kD-2b Completed
2026-11-22 09:15:03 1vMHoc-0003kE-1a => anna <anna@example.org> R=localuser T=local_delivery
2026-11-22 09:15:03 1vMHoc-0003kE-1a Completed
LOG
run 1vMHaa-0003kD-2b mainlog | sed '/^Greylisted/,$d'

echo "-- what the log no longer has comes from the database, what it has stands once"
"$SMTPLOG" --db a.db ingest -q mx1.log mainlog
run 4hQkTp3yXcz1cVg mx1.log > both; "$SMTPLOG" --db none.db trace 4hQkTp3yXcz1cVg mx1.log > alone; cmp both alone
grep ' 10:10:\|T10:10:' mx1.log > rest.log
story 4hQkTp3yXcz1cVg rest.log
echo "-- only in the database"
rm -f mx1.log.1.gz; story 4hQkTp3yXcz1cVg; run 4hQkTp3yXcz1cVg --format ndjson | head -n 1

echo "-- nothing; no database; an unreadable path"
run nothing; run nothing mx1.log; "$SMTPLOG" --db none.db trace nothing mx1.log || echo "status $?"
run 4hQkTq4zYdz1cVh nowhere.log mx1.log | tail -n 5
echo 'Paths: /nowhere/mail.log' > paths.conf; run 4hQkTp3yXcz1cVg --config paths.conf | head -n 1
echo no database > no.db; "$SMTPLOG" --db no.db trace 1vMHoc-0003kE-1a mainlog | head -n 1
run; run 4hQkTq4zYdz1cVh --log-format qmail mx1.log; run x --since 2026-11-23 --until 2026-11-22
echo "-- hostile text"
printf '2026-11-22T10:00:00+00:00 mx1 postfix/smtpd[1]: 4hQzzzzzzzz1aBc: client=\033]0;owned\007[192.0.2.9]\n2026-11-22T10:00:00+00:00 mx1 postfix/qmgr[1]: 4hQzzzzzzzz1aBc: from=<"\033[2J=cmd"@example.org>, size=1, nrcpt=1 (queue active)\n2026-11-22T10:00:01+00:00 mx1 postfix/smtp[1]: 4hQzzzzzzzz1aBc: to=<a\377@example.com>, relay=mx.example.com[198.51.100.7]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 \033[31mOk: queued as 4hQkTz00000z1cV)\n' > hostile.log
# most lines are plain: a log that is coloured throughout is a terminal's
for n in 3 4 5 6; do echo "2026-11-22T10:00:0$n+00:00 mx1 postfix/smtpd[$n]: connect from c.example.net[192.0.2.7]"; done >> hostile.log
run 4hQzzzzzzzz1aBc hostile.log
run 4hQzzzzzzzz1aBc hostile.log --format ndjson | head -n 1
printf 'x\033[31m' > word; run "$(cat word)" hostile.log
echo "-- Russian"
run 4hQkTp3yXcz1cVg mx1.log --lang ru | sed '/^Получатель/,$d'

echo "-- two hosts whose clocks differ: by minutes; by hours, where the Message-ID joins them"
cat > a.log <<'LOG'
2026-11-22T10:10:00.1+00:00 mx1 postfix/smtpd[100]: 4hQkTr5yXcz1cVi: client=app.example.org[192.0.2.77]
2026-11-22T10:10:00.1+00:00 mx1 postfix/cleanup[101]: 4hQkTr5yXcz1cVi: message-id=<2@example.org>
2026-11-22T10:10:00.1+00:00 mx1 postfix/qmgr[102]: 4hQkTr5yXcz1cVi: from=<news@example.org>, size=1300, nrcpt=1 (queue active)
2026-11-22T10:10:01.1+00:00 mx1 postfix/smtp[104]: 4hQkTr5yXcz1cVi: to=<x@example.com>, relay=mx.example.com[198.51.100.7]:25, delay=1, delays=0/0/0.2/0.7, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 5A6B7C8D9E0)
2026-11-22T10:10:01.2+00:00 mx1 postfix/qmgr[102]: 4hQkTr5yXcz1cVi: removed
LOG
for minute in 10:10 10:14 10:04 19:10; do
    head -n 5 mx2.log | sed "s/T10:10:0/T$minute:0/; s/<1@example/<2@example/" > b.log
    COLUMNS=120 run '<2@example.org>' a.log b.log | grep '^  [←→]'
done
COLUMNS=120 run '<2@example.org>' a.log b.log --lang ru | grep '^  →'

echo "-- a code that no line shows is called implied"
echo 'Nov 22 11:00:00 mx1 postfix/smtpd[31]: warning: unknown[203.0.113.77]: SASL LOGIN authentication failed: (reason unavailable), sasl_username=joe' > login.log
COLUMNS=200 "$SMTPLOG" --db none.db trace 203.0.113.77 login.log | grep implied
"$SMTPLOG" explain - < login.log | grep '^Reply'
