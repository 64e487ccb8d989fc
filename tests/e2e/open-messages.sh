# More messages are open than memory holds (20,000): they lie in the database until a line asks for them.
# None loses its sender, within a run and from run to run, and a run for one line takes only what it asks for.
awk -v n=50000 'BEGIN {
    for (i = 0; i < n; i++) {
        at = sprintf("2026-11-22T%02d:%02d:%02d+00:00 mx1 postfix/", 8 + i / 36000, i / 600 % 60, i / 10 % 60)
        printf "%ssmtpd[%d]: 4Q%06dz: client=h%d.example.net[192.0.2.%d]\n", at, 100 + i % 9, i, i, i % 200 > "begun"
        printf "%sqmgr[7]: 4Q%06dz: from=<s%d@example.com>, size=900, nrcpt=1 (queue active)\n", at, i, i > "begun"
        at = sprintf("2026-11-22T%02d:%02d:%02d+00:00 mx1 postfix/", 12 + i / 36000, i / 600 % 60, i / 10 % 60)
        printf "%ssmtp[9]: 4Q%06dz: to=<r%d@example.org>, relay=mx.example.org[192.0.2.250]:25, delay=9, delays=1/0/1/7, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.250] said: 550 5.1.1 unknown (in reply to RCPT TO command))\n", at, i, i > "ended"
        printf "%sqmgr[7]: 4Q%06dz: removed\n", at, i > "ended"
    }
}'
tell() {
    sqlite3 "$1" "SELECT count(*), count(sender), count(client_ip), sum(sender = 's' || substr(recipient, 2, instr(recipient, '@') - 2) || '@example.com') FROM events"
}

mkdir one two few
cat begun ended > one/mail.log
"$SMTPLOG" --db one.db ingest -q one; echo "in one run: $(tell one.db)"
echo "left open: $(sqlite3 one.db "SELECT count(*) FROM pending WHERE substr(key, 1, 1) = x'6D'")"

cp begun two/mail.log; "$SMTPLOG" --db two.db ingest -q two
echo "open: $(sqlite3 two.db "SELECT count(*) FROM pending WHERE substr(key, 1, 1) = x'6D'")"
cp two.db few.db; cp begun few/mail.log
cat ended >> two/mail.log; "$SMTPLOG" --db two.db ingest -q two; echo "in two: $(tell two.db)"
echo "left open: $(sqlite3 two.db "SELECT count(*) FROM pending WHERE substr(key, 1, 1) = x'6D'")"

# a few lines: not even the keys are loaded
sed -n '40001,40004p' ended >> few/mail.log; "$SMTPLOG" --db few.db ingest -q few; echo "a few lines: $(tell few.db)"
echo "open: $(sqlite3 few.db "SELECT count(*) FROM pending WHERE substr(key, 1, 1) = x'6D'")"
