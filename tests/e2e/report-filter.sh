# report takes the filters of top: what each leaves is what SQL says, in every form; what is of all mail is
# left out; a value that cannot be is wrong usage with the nearest right one.
"$SMTPLOG" --db a.db ingest -q "$SAMPLES/mail.log" "$SAMPLES/mainlog"
since=$(date -u -d 2026-11-20 +%s) until=$(date -u -d 2026-11-24 +%s)
ask() {
    "$SMTPLOG" --db a.db sql --format tsv "SELECT count(*) FROM failures
        WHERE ts >= $since AND ts < $until AND $1" | tail -n +2
}
report() { "$SMTPLOG" --db a.db report --since 2026-11-20 --until 2026-11-24 --no-pager "$@" || echo "status=$?"; }
told() {    # CONDITION OPTION...: equal counts in SQL, in JSON and in the sum of the CSV's days?
    condition=$1; shift
    want=$(ask "$condition")
    json=$(report --json "$@" | tr -d ' \n' | sed 's/.*"period":{[^}]*"failures":\([0-9]*\).*/\1/')
    csv=$(report --csv "$@" | awk -F, '$1 == "day" {n += $3} END {print n + 0}')
    head=$(report "$@" | sed -n 2p)
    echo "$* $want $json $csv: $head"
}
told "code = 550" --code 550
told "class = '4xx'" --class 4xx
told "enhanced = '5.1.1'" --enhanced 5.1.1
told "cause = 'user-unknown'" --cause user-unknown
told "direction = 'inbound'" --direction inbound
told "mta = 'exim'" --mta exim
told "host = 'mx1'" --host mx1
told "recipient_domain = 'old.example'" --recipient old.example
told "sender = 'news@example.org'" --sender news@example.org
told "sasl_user IS NOT NULL AND sasl_user = (SELECT max(sasl_user) FROM failures)" --sasl-user \
    "$("$SMTPLOG" --db a.db sql --format tsv 'SELECT max(sasl_user) FROM failures' | tail -n 1)"
echo "-- sections"
report --code 550 | grep '^[A-Z]'
report --code 550 --format markdown | grep '^##'
report --code 550 --format html | grep -o '<section id="[a-z-]*"'
report --code 550 --json | grep '^  "'
echo "-- cannot be"
report --cause user-unknwon 2>&1 | head -n 1
report --mta sendmial 2>&1 | head -n 1
report --sasl-user nobody-such 2>&1 | head -n 2
echo "-- a provider"
cat > one.log <<'LOG'
2026-11-22T09:00:00+00:00 mx1 postfix/smtp[7]: 4hA1B2C3D4z5F: to=<a@gmail.com>, relay=gmail-smtp-in.l.google.com[192.0.2.26]:25, delay=1, delays=0/0/1/0, dsn=5.1.1, status=bounced (host gmail-smtp-in.l.google.com[192.0.2.26] said: 550 5.1.1 The account does not exist (in reply to RCPT TO command))
2026-11-22T09:00:01+00:00 mx1 postfix/smtp[7]: 4hA1B2C3D4z5G: to=<b@example.org>, relay=mx.example.org[192.0.2.27]:25, delay=1, delays=0/0/1/0, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.27] said: 550 5.1.1 The account does not exist (in reply to RCPT TO command))
LOG
"$SMTPLOG" --db b.db ingest -q one.log
"$SMTPLOG" --db b.db report --since 2026-11-20 --until 2026-11-24 --no-pager --provider gmail | sed -n 2p
