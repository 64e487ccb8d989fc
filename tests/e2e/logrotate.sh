# The real logrotate moves and packs a growing log between readings, by renaming and by copying.
line() { printf '2026-11-22T%02d:%02d:%02d+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 554 5.7.1 <u%d@example.org>: Relay access denied; from=<a@example.net> to=<u%d@example.org> proto=SMTP helo=<h>\n' $(($1 / 3600)) $(($1 / 60 % 60)) $(($1 % 60)) "$1" "$1"; }
grow() { i=0; while [ $i -lt "$1" ]; do line "$n"; n=$((n + 1)); i=$((i + 1)); done >> log/mail.log; }

for way in create copytruncate; do
    rm -rf log; mkdir -m 755 log; n=0
    printf '%s/log/mail.log {\n rotate 9\n compress\n delaycompress\n missingok\n %s\n}\n' "$PWD" "$way" > rotate.conf
    chmod 644 rotate.conf
    for round in 1 2 3 4; do
        grow 40
        "$SMTPLOG" --db "$way.db" ingest -q log || echo "failed"
        grow 7      # written after the reading, before the rotation
        /usr/sbin/logrotate -f -s state rotate.conf
        grow 3
        "$SMTPLOG" --db "$way.db" ingest -q log || echo "failed"
    done
    echo "$way: $(ls log | wc -l) files, $n lines, $("$SMTPLOG" --db "$way.db" sql 'SELECT count(*), count(DISTINCT recipient) FROM events' --format tsv | tail -n 1)"
done
