# --anonymize: whoever is planted in the logs (all have "zori" in their names) stands in no output of
# any command; with --anonymize-clients no client either ("zcli", 203.0.113.0/24).
mkdir logs
export SMTPLOG_DB=a.db
cat > logs/mail.log <<'END'
2026-11-22T07:14:10.100000+00:00 mx1 postfix/smtpd[2130]: connect from pc.zcli.example[203.0.113.66]
2026-11-22T07:14:10.200000+00:00 mx1 postfix/smtpd[2130]: NOQUEUE: reject: RCPT from pc.zcli.example[203.0.113.66]: 450 4.7.25 Client host rejected: cannot find your hostname, [203.0.113.66]; from=<zori+list=a@bulk.example> to=<zori.one@example.org> proto=ESMTP helo=<zclihelo>
2026-11-22T07:14:11.200000+00:00 mx1 postfix/smtpd[2130]: NOQUEUE: reject: RCPT from pc.zcli.example[203.0.113.66]: 550 5.1.1 <"Mr. zori two"@example.org>: Recipient address rejected: zori-three is no mailbox; from=<zori-three@bulk.example> to=<"Mr. zori two"@example.org> proto=ESMTP helo=<zclihelo>
2026-11-22T07:14:12.200000+00:00 mx1 postfix/smtpd[2130]: NOQUEUE: reject: RCPT from pc.zcli.example[203.0.113.66]: 550 5.1.1 <zorilocal>: Recipient address rejected: User unknown in local recipient table; from=<> to=<zorilocal> proto=ESMTP helo=<zclihelo>
2026-11-22T09:02:13.100000+00:00 mx1 postfix/submission/smtpd[2240]: connect from unknown[203.0.113.80]
2026-11-22T09:02:13.200000+00:00 mx1 postfix/submission/smtpd[2240]: warning: unknown[203.0.113.80]: SASL LOGIN authentication failed: zori_login is locked, sasl_username=zori_login
2026-11-22T10:20:00.800000+00:00 mx1 postfix/submission/smtpd[2301]: 4hQkYd41kZz1cVg: client=laptop.zcli.example[203.0.113.44], sasl_method=PLAIN, sasl_username=zorisasl@example.org
2026-11-22T10:20:00.890000+00:00 mx1 postfix/cleanup[2304]: 4hQkYd41kZz1cVg: message-id=<zorimid.1@laptop.zcli.example>
2026-11-22T10:20:00.910000+00:00 mx1 postfix/qmgr[815]: 4hQkYd41kZz1cVg: from=<zori.sender@example.org>, size=20410, nrcpt=4 (queue active)
2026-11-22T10:20:03.410000+00:00 mx1 postfix/smtp[2310]: 4hQkYd41kZz1cVg: to=<zoribare@old.example>, relay=mx.old.example[198.51.100.91]:25, delay=2.6, delays=0.2/0.01/1.2/1.2, dsn=5.1.1, status=bounced (host mx.old.example[198.51.100.91] said: 550 5.1.1 No mailbox Zoribare here, zoribare! (in reply to RCPT TO command))
2026-11-22T10:20:03.510000+00:00 mx1 postfix/smtp[2310]: 4hQkYd41kZz1cVg: to=<zori99@old.example>, relay=mx.old.example[198.51.100.91]:25, delay=2.6, delays=0.2/0.01/1.2/1.2, dsn=5.2.2, status=bounced (host mx.old.example[198.51.100.91] said: 552 5.2.2 zori99: over quota (user=zori99) see https://old.example/full?u=zori99 (in reply to RCPT TO command))
2026-11-22T10:20:04.090000+00:00 mx1 postfix/smtp[2311]: 4hQkYd41kZz1cVg: to=<zorieva@slow.example>, orig_to=<zorialias@example.org>, relay=mx1.slow.example[198.51.100.92]:25, delay=3.3, delays=0.2/0.01/2/1.1, dsn=4.7.1, status=deferred (host mx1.slow.example[198.51.100.92] said: 451 4.7.1 Greylisting in action, please come back in 5 minutes (in reply to RCPT TO command))
2026-11-22T10:27:32.800000+00:00 mx1 postfix/smtp[2344]: 4hQkYd41kZz1cVg: to=<zorieva@slow.example>, relay=mx1.slow.example[198.51.100.92]:25, delay=452, delays=450/0.01/0.9/0.7, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1F20A77C)
2026-11-22T10:28:00.000000+00:00 mx1 postfix/smtp[2344]: warning: quite unheard of error: zorilocal failed to reject <zori@strange.example>
END
cat > logs/mainlog <<'END'
2026-11-22 06:41:30 H=(zclihelo2) [203.0.113.70] F=<zorix9@free.example> rejected RCPT <zori/five@elsewhere.example>: relay not permitted
2026-11-22 07:02:45 login authenticator failed for (zclihelo2) [203.0.113.71]: 535 Incorrect authentication data (set_id=zorilogin@example.net)
2026-11-22 07:02:46 plain authenticator failed for (zclihelo2) [203.0.113.71]: 535 Incorrect authentication data (set_id=zoriuser)
2026-11-22 09:30:20 1vMDkl-00025B-1x <= zoripetr@example.net H=pc7.zcli.example [203.0.113.77] P=esmtpsa X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=no A=plain_login:zoripetr@example.net S=33021 id=zorimid2@pc7.zcli.example
2026-11-22 09:30:23 1vMDkl-00025B-1x ** zorinobody@customer.example R=dnslookup T=remote_smtp H=mx.customer.example [198.51.100.95]: SMTP error from remote mail server after RCPT TO:<zorinobody@customer.example>: 550 5.1.1 <zorinobody@customer.example> zorinobody unknown to us
2026-11-22 09:31:00 1vMDkl-00025B-1x == zoribox@full.example <zorialias2@example.net> R=dnslookup T=remote_smtp defer (-46) H=mx1.full.example [198.51.100.96]: SMTP error from remote mail server after end of data: 452 4.2.2 The mailbox is over its quota
END
keys=$("$SMTPLOG" top --by '' 2>&1 | sed -n 's/.*: not one of //p' | tr -d ,)     # all that there are
leaks() {           # leaks WHAT PATTERN...: what of the output names somebody; how much of it was read
    what=$1; shift
    cat > output
    [ -s output ] || echo "$what printed nothing"
    for pattern in "$@"; do
        ! grep -i -o ".\{0,40\}$pattern.\{0,20\}" output || echo "  LEAK: $what"
    done
}
everything() {      # everything FLAG PATTERN...: each command, each format
    flag=$1; shift
    for key in $keys; do
        for format in table json; do
            "$SMTPLOG" top --since 7d --by "$key" --explain 9 --format $format "$flag" |
                leaks "top $key $format" "$@"
        done
    done
    for format in text html markdown json csv; do
        "$SMTPLOG" report --format $format "$flag" | leaks "report $format" "$@"
    done
    "$SMTPLOG" --config mail.conf report --mail-to a@example.org "$flag"
    leaks "report by mail" "$@" < mail.eml
    for view in $views; do
        "$SMTPLOG" sql "$flag" --format json "SELECT * FROM $view" | leaks "sql $view" "$@"
    done
    for table in address sasl_user message text reason source strange event fate; do
        "$SMTPLOG" sql "$flag" --format json "SELECT * FROM $table" | leaks "sql $table" "$@"
    done
    "$SMTPLOG" parse "$flag" logs | leaks "parse" "$@"
    echo "$flag: looked through"
}
cat > sendmail <<'END'
#!/bin/sh
cat > mail.eml
END
chmod +x sendmail
printf 'Sendmail: ./sendmail\n' > mail.conf

echo "-- the names are there"
"$SMTPLOG" ingest logs
views=$("$SMTPLOG" sql --format tsv --no-header \
        "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
"$SMTPLOG" parse logs | grep -c zori
"$SMTPLOG" report --format json | grep -c zori
"$SMTPLOG" top --since 7d --by peer --format csv | grep -c '203[.]0[.]113[.]'
echo "-- and in no anonymous output"
everything --anonymize zori
everything --anonymize-clients zori zcli '203.\{1,3\}0.\{1,3\}113'
"$SMTPLOG" top --since 7d --by peer-net --anonymize-clients --format csv |
    cut -d, -f 4 | sort -u | sed 's/[.][0-9a-f]\{12\}/.(hash)/'
echo "-- the figures are the same"
for key in $keys; do
    "$SMTPLOG" top --since 7d --by "$key" --groups 0 --format csv | cut -d, -f 1-3,5 | sort > plain
    "$SMTPLOG" top --since 7d --by "$key" --groups 0 --format csv --anonymize-clients |
        cut -d, -f 1-3,5 | sort > anonymous
    cmp plain anonymous
done
wc -l < plain
echo "-- filters take the name, and the word printed in its place"
top() { "$SMTPLOG" top --since 7d --format csv --by recipient "$@" | tail -n +2 | wc -l; }
word=$("$SMTPLOG" sql --format tsv --no-header --anonymize \
       "SELECT DISTINCT recipient FROM events WHERE recipient_domain = 'slow.example'")
client=$("$SMTPLOG" sql --format tsv --no-header --anonymize-clients \
         "SELECT DISTINCT peer_ip FROM events WHERE recipient = mask_address('zori.one@example.org')")
for flag in --explain=1 --anonymize --anonymize-clients; do
    top --recipient zorieva@slow.example "$flag"
    top --recipient "$word" "$flag"
    top --recipient slow.example "$flag"
    top --sender zori.sender@example.org "$flag"
    top --sasl-user zorisasl@example.org "$flag"
    top --peer 203.0.113.66 "$flag"
    top --peer 203.0.113.0/24 "$flag"
    top --peer PC.zcli.example "$flag"
done
echo "-- the word is the same in reports, in lines of JSON, and where prune put it"
parsed() { "$SMTPLOG" "$@" parse --anonymize logs | grep -c "\"$word\""; }
parsed
parsed --db none.db || :
ls none.db 2> /dev/null || echo "no database was made"
cp a.db pruned.db
"$SMTPLOG" --db pruned.db prune --anonymize-after 1h
"$SMTPLOG" --db pruned.db sql --format tsv --no-header \
    "SELECT count(*) FROM events WHERE recipient = '$word'"
echo "-- and trace finds whom a report hints at"
for hint in "$word" "$client" anon.0123456789ab; do
    "$SMTPLOG" trace --since 7d "$hint" > story || echo "status $?"
    grep -c -e zorieva@slow -e '203[.]0[.]113[.]66' story || :
done
echo "-- what sql does not let through"
for query in 'SELECT address FROM main.address' 'SELECT * FROM main.events' \
             'SELECT value FROM meta' 'SELECT * FROM pending'; do
    "$SMTPLOG" sql --anonymize "$query" || echo "status $?"
done
"$SMTPLOG" sql --anonymize 'SELECT count(ip) > 0 FROM main.peer'
"$SMTPLOG" sql --anonymize-clients 'SELECT count(ip) > 0 FROM main.peer' || echo "status $?"
"$SMTPLOG" sql --anonymize 'DELETE FROM event' || echo "status $?"
echo "-- the nightly report, as configured"
night() {
    printf 'Database: a.db\nPaths: logs\nReport-Folder: reports\nMail-To: a@example.org\nMail-From: b@example.org\nSendmail: ./sendmail\nAnonymize: %s\n' "$1" > night.conf
    rm -rf reports mail.eml
    "$SMTPLOG" --config night.conf nightly || echo "status $?"
    for file in reports/* mail.eml; do
        for kind in 'people zori' 'clients 203.\{1,3\}0.\{1,3\}113'; do
            ! grep -q "${kind#* }" "$file" 2> /dev/null || echo "$file names ${kind% *}"
        done
    done
}
for word in no Yes clients maybe; do
    echo "$word:"
    night "$word"
done
ls reports 2> /dev/null || echo "no report was written"
