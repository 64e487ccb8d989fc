# The nightly job: with an empty environment, a standard input that never ends, and a mail program.
unset SMTPLOG_DB                        # the configurations say which
mkfifo silence; exec 5<>silence
nightly() {         # nightly CONFIG [WORD...]
    config=$1; shift; status=0
    env -i TZ=UTC SMTPLOG_NOW=$SMTPLOG_NOW ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} \
        timeout 60 "$SMTPLOG" --config "$config" nightly "$@" <&5 || status=$?
    echo "status $status"
}
cat > sendmail <<'END'
#!/bin/sh
echo "sendmail $*" >&2
cat > mail.eml
END
chmod +x sendmail

echo "-- printed if it is wanted nowhere; a path that is standard input does not wait"
printf 'Database: a.db\nPaths: %s -\n' "$SAMPLES" > plain.conf
nightly plain.conf > printed
head -n 1 printed; tail -n 1 printed
echo "-- kept and mailed, each step by itself"
printf 'Database: b.db\nPaths: %s\nReport-Folder: reports\nMail-To: root@example.org,b@example.net\nMail-From: smtplog@example.org\nSendmail: ./sendmail\nKeep: 24h\n' "$SAMPLES" > full.conf
nightly full.conf --steps ingest,report
ls reports; head -c 15 reports/*; echo; ls mail.eml 2> /dev/null || echo "no mail yet"
nightly full.conf --steps mail
sed -n '1,4p;/^MIME/,/^Auto/p;/^Content-Type: text/p' mail.eml
count() { "$SMTPLOG" --db b.db sql 'SELECT count(*) > 0 FROM events WHERE ts < 1795305600' --format tsv | tail -n 1; }
count
nightly full.conf --steps prune
count
echo "-- a second time, all at once"
rm -r reports mail.eml
nightly full.conf
ls reports mail.eml
echo "-- a step that fails does not keep the others"
rm -r reports; echo > reports
sed 's/^Sendmail.*/Sendmail: false/' full.conf > broken.conf
nightly broken.conf
rm reports
echo "-- wrong usage"
nightly full.conf --steps report,dance
nightly full.conf --steps ''
echo "-- report by mail"
"$SMTPLOG" --config full.conf report --mail-to 'root, a b@example.org' || echo "status $?"
rm mail.eml
"$SMTPLOG" --config full.conf report --mail-to root@example.org --output kept.txt
grep -c '^To: root@example.org$' mail.eml
head -n 1 kept.txt
grep -q 'example\[[.]\]' kept.txt || echo "the file has the names as they are"
grep -q 'example\[[.]\]' mail.eml && echo "the mail does not"
