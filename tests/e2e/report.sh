# The report on yesterday in every form, written whole or not at all; the story of a message.
at() { printf '2026-11-%sT%s:%02d:%02d+00:00 mx1 postfix/' "$1" "$2" $(($3 / 60 % 60)) $(($3 % 60)); }
run() { status=0; "$SMTPLOG" --db a.db "$@" || status=$?; [ $status -eq 0 ] || echo "status $status"; }

make_log() {
    for day in 17 18 19 20 21 22; do
        i=0; n=12
        [ $day = 22 ] && n=60
        while [ $i -lt $n ]; do
            at $day 10 $((i * 50)); echo "smtpd[9]: NOQUEUE: reject: RCPT from h$i.example.net[192.0.2.$i]: 550 5.1.1 <u$i@example.org>: Recipient address rejected: User unknown in local recipient table; from=<a@example.net> to=<u$i@example.org> proto=SMTP helo=<h>"
            i=$((i + 1))
        done
        at $day 23 3599; echo "smtpd[9]: disconnect from h.example.net[192.0.2.1] ehlo=1 quit=1 commands=2"
    done
    i=0
    while [ $i -lt 20 ]; do
        at 22 14 $((i * 20)); echo "smtpd[9]: warning: unknown[203.0.113.$((i % 4))]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=user$((i % 7))"
        i=$((i + 1))
    done
    at 22 15 1; echo "smtpd[8]: 4hQkTn2xWbz1cVf: client=app.example.org[192.0.2.77], sasl_method=PLAIN, sasl_username=news"
    at 22 15 2; echo "cleanup[8]: 4hQkTn2xWbz1cVf: message-id=<1@example.org>"
    at 22 15 3; echo "qmgr[8]: 4hQkTn2xWbz1cVf: from=<news@example.org>, size=900, nrcpt=2 (queue active)"
    at 22 15 4; echo "smtp[7]: 4hQkTn2xWbz1cVf: to=<x@example.com>, relay=mx.example.com[198.51.100.7]:25, delay=9, delays=1/1/1/6, dsn=4.2.2, status=deferred (host mx.example.com[198.51.100.7] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command))"
    at 22 15 5; echo "smtp[7]: 4hQkTn2xWbz1cVf: to=<y@example.com>, relay=mx.example.com[198.51.100.7]:25, delay=9, delays=1/1/1/6, dsn=5.1.1, status=bounced (host mx.example.com[198.51.100.7] said: 550 5.1.1 No such user (in reply to RCPT TO command))"
    at 22 15 1800; echo "smtp[7]: 4hQkTn2xWbz1cVf: to=<x@example.com>, relay=mx.example.com[198.51.100.7]:25, delay=1800, delays=1/1/1/6, dsn=2.0.0, status=sent (250 2.0.0 OK)"
}

make_log | sort -s -k 1,1 > mail.log
"$SMTPLOG" --db a.db ingest -q mail.log
echo "-- text"
run report
echo "-- Russian"
run report --lang ru --explain 1 -n 2
echo "-- Markdown"
run report --format markdown --explain 1
echo "-- CSV"
run report -o report.csv; tr -d '\r' < report.csv | grep -v '^day\|^hour'
echo "-- JSON"
run report -o report.json; head -n 40 report.json
echo "-- a file is written whole or not at all"
mkdir folder; run report -o folder; run report -o none/report.md; ls
echo "-- no data"
run report --since 2020-01-01 --until 2020-01-02 -o untouched.txt; [ ! -e untouched.txt ]
echo "-- trace"
run trace 4hQkTn2xWbz1cVf
run trace '<1@example.org>' --format ndjson | head -n 1
run trace x@example.com --format csv | tr -d '\r'
run trace 203.0.113.1 --lang ru | head -n 3
run trace nothing
echo "-- a clock that went back, and one late line, which is none"
{ at 22 10 1; echo "smtpd[9]: lost connection after DATA from a.example.net[192.0.2.1]"
  at 22 09 60; echo "smtpd[9]: lost connection after AUTH from b.example.net[192.0.2.2]"
  for i in 2 3 4 5 6 7; do at 22 10 $i; echo "smtpd[9]: lost connection after RCPT from c.example.net[192.0.2.$i]"; done
  for i in 2 3 4 5 6 7; do at 22 08 $i; echo "smtpd[9]: lost connection after RCPT from d.example.net[192.0.2.$i]"; done
} > jump.log
"$SMTPLOG" --db jump.db ingest -q jump.log
"$SMTPLOG" --db jump.db ingest -q jump.log
"$SMTPLOG" --db jump.db report | sed -n '/What was read/,$p'
"$SMTPLOG" --db jump.db report --format markdown | grep clock
"$SMTPLOG" --db jump.db report --lang ru --format html | grep -c 'class="worse"'
"$SMTPLOG" --db jump.db report --format json | grep -A 9 clock_jumps
"$SMTPLOG" --db jump.db sql "SELECT * FROM clock_jumps" --format csv | tr -d '\r'
