# Hours of more events than are counted at once: what is told out of packs, column by column, is what is told of
# the same events row by row.
awk -v n=11000 'BEGIN {
    for (i = 0; i < n; i++) {
        at = sprintf("2026-11-23T%02d:%02d:%02d+00:00 mx%d postfix/", 14 + int(i / 5500), i % 5500 / 92, i % 60, 1 + i % 2)
        line[at sprintf("%06d", i)] = i
        p = (i * 7919) % 211; u = (i * 31) % 997
        if (i % 5 == 0)
            printf "%ssmtpd[%d]: NOQUEUE: reject: RCPT from c%d.example.net[192.0.%d.%d]: 554 5.7.1 <r%d@example.org>: Relay access denied; from=<s%d@d%d.example.com> to=<r%d@example.org> proto=ESMTP helo=<c%d>\n", at, i % 9, p, p % 7, p, u, u, u % 13, u, p
        else if (i % 5 == 1)
            printf "%ssmtpd[%d]: warning: unknown[198.51.100.%d]: SASL LOGIN authentication failed: authentication failure, sasl_username=u%d\n", at, i % 9, p, u % 40
        else {
            printf "%sqmgr[7]: 4Q%06dz: from=<s%d@d%d.example.com>, size=900, nrcpt=1 (queue active)\n", at, i, u, u % 13
            printf "%ssmtp[9]: 4Q%06dz: to=<r%d@e%d.example>, relay=mx%d.e.example[192.0.2.%d]:25, delay=9, delays=1/0/1/7, dsn=%s (host mx%d.e.example[192.0.2.%d] said: %s (in reply to RCPT TO command))\n", at, i, u, u % 29, p, p, i % 3 ? "4.2.2, status=deferred" : "5.1.1, status=bounced", p, p, i % 3 ? "452 4.2.2 full" : "550 5.1.1 unknown"
        }
    }
}' | sort -s -k1,1 > mail.log
"$SMTPLOG" --db packs.db ingest -q mail.log
cp packs.db rows.db
sqlite3 rows.db "DELETE FROM event_pack"
"$SMTPLOG" --db packs.db sql "SELECT count(*) FROM failures" | tail -n 1
sqlite3 packs.db "SELECT count(*), max(events) > 2 * 2048 FROM (SELECT hour, (SELECT count(*) FROM event WHERE ts >= hour AND ts < hour + 3600) AS events FROM event_pack)"
keys=$("$SMTPLOG" --db packs.db top --by none 2>&1 | sed -n 's,.*: not one of ,,p' | tr -d ',')
echo "keys: $(echo "$keys" | wc -w)"
for key in $keys; do
    for way in "--since 8h" "--since @1795442417 --until @1795447091 -n 3" "--since 8h --count recipients" "--since 8h --anonymize"; do
        # shellcheck disable=SC2086  # several words
        "$SMTPLOG" --db packs.db top --by "$key" --format json $way > packs.json
        # shellcheck disable=SC2086
        "$SMTPLOG" --db rows.db top --by "$key" --format json $way > rows.json
        cmp -s packs.json rows.json || echo "--by $key $way differs"
    done
done
for way in "--since 8h" "--since @1795442417 --until @1795447091"; do
    # shellcheck disable=SC2086
    "$SMTPLOG" --db packs.db report --format json $way > packs.json
    # shellcheck disable=SC2086
    "$SMTPLOG" --db rows.db report --format json $way > rows.json
    cmp -s packs.json rows.json || echo "report $way differs"
done
