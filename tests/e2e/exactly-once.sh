# A log that is read, grows, is rotated, compressed, given twice and under other names: every line
# counts once.  Interrupted by kill -9 at any moment: the same.
count() { "$SMTPLOG" --db a.db sql "SELECT count(*) FROM events" --format tsv | tail -n 1; }
ingest() { "$SMTPLOG" --db a.db ingest -q "$@"; }

make_log() {        # make_log FROM TO: one rejection a line
    n=$1
    while [ "$n" -lt "$2" ]; do
        printf '2026-11-22T%02d:%02d:%02d+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.%d]: 554 5.7.1 <u%d@example.org>: Relay access denied; from=<a@example.net> to=<u%d@example.org> proto=SMTP helo=<h>\n' \
            $((n / 3600 % 24)) $((n / 60 % 60)) $((n % 60)) $((n % 250)) "$n" "$n"
        n=$((n + 1))
    done
}

make_log 0 50 > mail.log
ingest mail.log; echo "read: $(count)"
ingest mail.log; echo "given again: $(count)"
make_log 50 80 >> mail.log
printf '2026-11-22T01:00:00+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.exa' >> mail.log
ingest mail.log mail.log ./mail.log; echo "grown, last line unfinished: $(count)"
printf 'mple.net[192.0.2.1]: 554 5.7.1 <v@example.org>: Relay access denied; from=<a@example.net> to=<v@example.org> proto=SMTP helo=<h>\n' >> mail.log
mv mail.log mail.log.1
make_log 80 100 > mail.log
ingest mail.log mail.log.1; echo "rotated: $(count)"
gzip mail.log.1 && mv mail.log.1.gz mail.log.2.gz
mv mail.log mail.log.1; make_log 100 105 > mail.log
ingest .; echo "compressed: $(count)"
cp mail.log.1 other-name; gzip -c mail.log > elsewhere.bin
ingest other-name elsewhere.bin; echo "copies by other names: $(count)"
zcat mail.log.2.gz | ingest -; echo "through a pipe: $(count)"
# packed in every way that this build reads and this machine has the tool for
for tool in zstd xz bzip2; do
    case $("$SMTPLOG" --version) in *"$tool"*) ;; *) continue ;; esac
    if [ -n "$(command -v $tool)" ]; then
        $tool -c < mail.log.1 > packed-$tool
    else
        echo "$tool is not installed" >> "$SKIPPED"
    fi
done
ingest packed-* mail.log.1; echo "packed otherwise: $(count)"

make_log 200 30200 > big.log
for delay in 0.01 0.03 0.06 0.1 0.2; do
    "$SMTPLOG" --db a.db ingest -q big.log & pid=$!
    sleep $delay
    kill -9 $pid 2>/dev/null || true
    wait $pid 2>/dev/null || true
done
ingest big.log; echo "killed five times: $(count)"
"$SMTPLOG" --db a.db sql "SELECT count(DISTINCT recipient) FROM events" --format tsv | tail -n 1
