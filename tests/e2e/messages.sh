# What becomes of whole messages: behind a content filter, for several recipients, in the queue.
line() { echo "2026-11-$1+00:00 mx1 postfix/$2"; }
sent() { line "$1" "smtp[7]: $2: to=<$3>, relay=$4, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as $5)"; }
failed() {      # TIME ID RECIPIENT DSN STATUS REPLY
    line "$1" "smtp[8]: $2: to=<$3>, relay=mx.example.com[198.51.100.7]:25, delay=1, delays=1/0/0/0, dsn=$4, status=$5 (host mx.example.com[198.51.100.7] said: $6 (in reply to RCPT TO command))"
}
active() { line "$1" "qmgr[5]: $2: from=<$3>, size=900, nrcpt=2 (queue active)"; }

{
    line 20T06:00:00 "smtpd[1]: 4F00001: client=pc.example.org[192.0.2.44], sasl_method=PLAIN, sasl_username=ann"
    active 20T06:00:00 4F00001 ann@example.org
    line 20T06:00:01 "smtpd[2]: 4F00002: client=localhost[127.0.0.1]"
    active 20T06:00:01 4F00002 ann@example.org
    failed 20T06:00:02 4F00002 gone@example.com 5.1.1 bounced "550 5.1.1 no such user"
    failed 20T06:00:02 4F00002 late@example.com 4.7.1 deferred "450 4.7.1 Greylisted, come again"
    sent 20T06:00:02 4F00001 gone@example.com "127.0.0.1[127.0.0.1]:10024" 4F00002
    failed 22T06:00:02 4F00002 late@example.com 4.7.1 deferred "450 4.7.1 Greylisted, come again"
    line 23T08:00:00 "qmgr[5]: 4F00002: from=<ann@example.org>, status=expired, returned to sender"
    line 23T08:00:00 "qmgr[5]: 4F00002: removed"
} > mail.log
"$SMTPLOG" --db a.db ingest -q mail.log
top() { "$SMTPLOG" --db a.db top --since 2026-11-20 --until 2026-11-24 --explain 0 "$@" | grep -E "^[345]xx|^  ( *[#0-9]|of )"; }
echo "-- the filter's message is the user's"
top --by sasl-user
echo "-- one message: one recipient failed for good"
top --count messages
echo "-- before it was given up, and the day on which it was"
"$SMTPLOG" --db a.db top --since 2026-11-20 --until 2026-11-23 --explain 0 | grep put
"$SMTPLOG" --db a.db top --since 2026-11-22 --until 2026-11-24 --explain 0 | grep put
