# The top offenders of a day on two days of logs: widths, languages, formats, filters, what to say when
# there is nothing to say, and text that wants to harm a terminal.
at() { printf '2026-11-%sT%s:%02d:%02d+00:00 mx1 postfix/' "$1" "$2" $(($3 / 60 % 60)) $(($3 % 60)); }
top() { status=0; "$SMTPLOG" --db a.db top "$@" || status=$?; [ $status -eq 0 ] || echo "status $status"; }

make_log() {
    at 22 00 1; echo "smtpd[9]: disconnect from h.example.net[192.0.2.1] ehlo=1 mail=40 rcpt=40 data=40 quit=1 commands=122"
    i=0
    while [ $i -lt 15 ]; do     # relaying is refused on both days, three times as often on the second
        at 22 10 $((i * 100)); echo "smtpd[9]: NOQUEUE: reject: RCPT from h$i.example.net[192.0.2.$i]: 554 5.7.1 <u$i@example.org>: Relay access denied; from=<a@example.net> to=<u$i@example.org> proto=SMTP helo=<h>"
        i=$((i + 1))
    done
    at 23 00 1; echo "smtpd[9]: disconnect from h.example.net[192.0.2.1] ehlo=1 mail=40 rcpt=40 data=40 quit=1 commands=122"
    i=0
    while [ $i -lt 45 ]; do
        at 23 10 $((i * 60)); echo "smtpd[9]: NOQUEUE: reject: RCPT from h$i.example.net[192.0.2.$i]: 554 5.7.1 <u$i@example.org>: Relay access denied; from=<a@example.net> to=<u$i@example.org> proto=SMTP helo=<h>"
        i=$((i + 1))
    done
    i=0
    while [ $i -lt 12 ]; do     # a delivery put off again and again
        at 23 11 $((i * 300)); echo "smtp[7]: 4hQkTn2xWbz1cVf: to=<x@example.com>, relay=mx.example.com[198.51.100.7]:25, delay=9, delays=1/1/1/6, dsn=4.7.28, status=deferred (host mx.example.com[198.51.100.7] said: 421-4.7.28 Our system has detected an unusual rate 421 4.7.28 of mail from your host. gsmtp (in reply to end of DATA command))"
        i=$((i + 1))
    done
    at 23 12 0; echo "smtpd[9]: disconnect from app.example[203.0.113.8] auth=1 commands=1"
    at 23 12 1; echo "smtpd[9]: lost connection after AUTH from dial.example[203.0.113.9]"
    at 23 12 1; echo "smtpd[9]: disconnect from dial.example[203.0.113.9] auth=0/1 commands=0/1"
    at 23 13 2; printf 'smtpd[9]: NOQUEUE: reject: RCPT from \033evil.example[203.0.113.66]: 550 5.1.1 <=cmd|x@example.org>: Recipient address rejected: User unknown \033]0;owned\007; from=<"a,b"@example.net> to=<=cmd|x@example.org> proto=SMTP helo=<h>\n'
}

make_log > mail.log
"$SMTPLOG" --db a.db ingest -q mail.log
echo "-- 80 columns"
COLUMNS=80 top --since today --until 'tomorrow'
echo "-- 160 columns, Russian, one explained"
COLUMNS=160 top --lang ru --since today --until 'tomorrow' --explain 1
echo "-- colour"
COLUMNS=100 top --color always --since today --until 'tomorrow' --explain 0 --class 4xx | od -c | head -n 12
echo "-- formats"
for format in csv tsv ndjson markdown; do
    top --since today --until 'tomorrow' --format $format | tr -d '\r'
done
top --since today --until 'tomorrow' --class 5xx -n 1 --format json
echo "-- keys"
for key in code reason peer peer-net sender sender-domain recipient recipient-domain provider \
           sasl-user host phase hour day; do
    COLUMNS=100 top --since today --until 'tomorrow' --explain 0 --by $key -n 2 --class 5xx
done
echo "-- counted once"
for unit in recipients messages attempts; do
    COLUMNS=100 top --since today --until 'tomorrow' --explain 0 --class 4xx --count $unit
done
echo "-- nothing"
top --since 14:00 --until 14:30
top --since 12:10 --until 12:50
top --since today --until 'tomorrow' --sender nobody@example.com
top --since 2020-01-01 --until 2020-01-02
"$SMTPLOG" --db empty.db ingest -q cron.log 2> /dev/null || :
"$SMTPLOG" --db empty.db top || echo "status $?"
top --since 18:00 --until 17:00
top --by colour
top --since never
