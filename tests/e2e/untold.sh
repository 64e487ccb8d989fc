# The failures whose reply tells no reason are counted, in status and in the report; reclassify with
# an operator's rule for their words takes them off.
line() {
    echo "2026-11-22T10:00:0$1+00:00 mx1 postfix/smtp[1$1]: 4A0000000$1: to=<u$1@example.net>," \
        "relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=5.0.0, status=bounced" \
        "(host mx.example.net[192.0.2.1] said: $2 (in reply to end of DATA command))"
}
{
    line 1 "550 No thanks"
    line 2 "550 No thanks"
    line 3 "550 User unknown"
    line 4 "554 Zebra"
} > mail.log
"$SMTPLOG" --db a.db ingest -q mail.log
"$SMTPLOG" --db a.db status | grep 'reason'
"$SMTPLOG" --db a.db status --format json | grep -o '"failures": [0-9]*\|"reason_not_told": [0-9]*'
"$SMTPLOG" --db a.db report --since 2026-11-22 --until 2026-11-23 --format json |
    grep -o '"reason_not_told": [0-9]*'
"$SMTPLOG" --db a.db sql "SELECT count(*) FROM failures WHERE cause = 'other'" --format tsv

echo "-- with a rule"
mkdir rules.d
printf 'Name: thanks\nPattern: no thanks\nCause: policy\n' > rules.d/site.rules
printf 'Rules: rules.d\n' > conf
"$SMTPLOG" --config conf --db a.db reclassify > /dev/null
"$SMTPLOG" --config conf --db a.db status --format json | grep -o '"reason_not_told": [0-9]*'
