# Every view that docs/schema.md documents is there, and none is empty once logs with such matter were
# read; rules come from one place, named or not.
cat > mail.log <<'END'
2026-11-22T10:00:05+00:00 mx1 postfix/smtpd[71]: NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 554 5.7.1 <ann@example.org>: Relay access denied; from=<bob@example.net> to=<ann@example.org> proto=ESMTP helo=<pc>
2026-11-22T08:00:05+00:00 mx1 postfix/smtpd[71]: NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 554 5.7.1 <ann@example.org>: Relay access denied; from=<bob@example.net> to=<ann@example.org> proto=ESMTP helo=<pc>
2026-11-22T08:00:06+00:00 mx1 postfix/smtpd[71]: NOQUEUE: reject: RCPT from mx.example.net[203.0.113.8]: 450 4.2.0 <ann@example.org>: Recipient address rejected: Greylisted; from=<cy@example.net> to=<ann@example.org> proto=ESMTP helo=<mx>
2026-11-22T08:00:09+00:00 mx1 postfix/smtpd[71]: warning: 550 rejected as never before, error 5.7.1
END
"$SMTPLOG" --db a.db ingest "$SAMPLES" mail.log 2> /dev/null
ask() { "$SMTPLOG" --db a.db sql --format tsv "$1" | tail -n +2; }
sed -n 's/^## `\(.*\)`$/\1/p' "$SAMPLES/../../docs/schema.md" | sort > documented
ask "SELECT name FROM sqlite_schema WHERE type = 'view'" | sort > there
echo "-- views"
diff documented there && wc -l < there
echo "-- empty"
while read -r view; do
    [ "$(ask "SELECT count(*) FROM $view")" -gt 0 ] || echo "$view"
done < there
echo "-- joined"
ask "SELECT count(*) FROM events WHERE provider IS NOT NULL AND provider NOT IN
     (SELECT provider FROM providers WHERE lang = 'ru')"
ask "SELECT count(*) FROM rules WHERE cause NOT IN (SELECT cause FROM causes WHERE lang = 'en')"
ask "SELECT title, description FROM providers WHERE provider = 'amazon-ses' AND lang = 'en'"
echo "-- what reads much says what would be quick, once"
"$SMTPLOG" --db a.db sql "SELECT count(*) FROM rules AS a, rules AS b, (VALUES (1), (2), (3), (4));
    SELECT count(*) FROM rules AS a, rules AS b, (VALUES (1), (2), (3), (4))" 2>&1 > /dev/null
"$SMTPLOG" --db a.db sql "SELECT count(*) FROM rules AS a, rules AS b" 2>&1 > /dev/null
