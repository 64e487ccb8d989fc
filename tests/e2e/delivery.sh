# Delivery by the recipient's domain and by the provider whose servers take it: delivered, failed, put off
# and how long that needed, equal in the report and in SQL; it outlives prune, and merge adds it up.
# A domain's mail that no server answered counts where the domain's other mail goes.
line() { echo "2026-11-22T$1+00:00 mx1 postfix/$2"; }
to() {      # TIME QUEUE-ID RECIPIENT RELAY DSN STATUS
    line "$1" "smtp[9]: $2: to=<$3>, relay=$4, delay=9, delays=1/1/1/6, dsn=$5, status=$6"
}
google='aspmx.l.google.com[192.0.2.26]:25'
office='firm-example.mail.protection.outlook.com[192.0.2.36]:25'
{
    for n in 10 11 12 13 14 15 16 17 18 19; do
        to "08:00:$n" "4Q0000A$n" "u$n@school.example" "$google" 2.0.0 'sent (250 2.0.0 OK gsmtp)'
        to "08:01:$n" "4Q0000B$n" "u$n@firm.example" "$office" 2.6.0 'sent (250 2.6.0 queued)'
    done
    to 08:02:00 4Q0000C1 gone@school.example "$google" 5.1.1 "bounced (host $google said: 550 5.1.1 no such user (in reply to RCPT TO command))"
    for n in 1 2 3 4; do
        line "08:03:00" "qmgr[3]: 4Q0000D$n: from=<ann@example.org>, size=900, nrcpt=1 (queue active)"
        to 08:03:00 "4Q0000D$n" "w$n@school.example" "$google" 4.2.1 "deferred (host $google said: 450 4.2.1 rate limit (in reply to RCPT TO command))"
        to "08:0$((n + 3)):$n$n" "4Q0000D$n" "w$n@school.example" "$google" 2.0.0 'sent (250 2.0.0 OK gsmtp)'
    done
    line 08:09:00 'qmgr[3]: 4Q0000E1: from=<ann@example.org>, size=900, nrcpt=1 (queue active)'
    to 08:09:00 4Q0000E1 x@school.example none 4.4.3 'deferred (Host or domain name not found. Name service error for name=school.example type=MX: Host not found, try again)'
    to 08:10:00 4Q0000F1 y@small.example 'mx.small.example[192.0.2.99]:25' 2.0.0 'sent (250 ok)'
} > mail.log
"$SMTPLOG" --db a.db ingest mail.log 2> /dev/null
sections() {
    "$SMTPLOG" --db "$1" report --since 2026-11-22 --until 2026-11-23 --no-pager |
        sed -n '/^Delivery by domain/,/^By provider/p' | sed '/^By provider/d'
}
ask() { "$SMTPLOG" --db "$1" sql --format tsv "$2" | tail -n +2; }
sections a.db
echo "-- JSON"
"$SMTPLOG" --db a.db report --since 2026-11-22 --until 2026-11-23 --format json |
    tr -d ' \n' | sed 's/.*"delivery_providers":\(\[[^]]*\]\).*/\1/' && echo
echo "-- CSV"
"$SMTPLOG" --db a.db report --since 2026-11-22 --until 2026-11-23 --csv | grep '^destination\|^delivery'
echo "-- SQL"
ask a.db "SELECT domain, provider, sum(deliveries), sum(bounced), sum(put_off), sum(settled)
          FROM deliveries GROUP BY 1, 2 ORDER BY 1, 2"
ask a.db "SELECT domain, provider, seconds, recipients FROM delays ORDER BY seconds"
ask a.db "SELECT delivered - first_failed FROM fates ORDER BY 1"
echo "-- read again, pruned"
cp mail.log again.log
"$SMTPLOG" --db a.db ingest again.log 2> /dev/null
sections a.db > before
"$SMTPLOG" --db c.db merge a.db > /dev/null 2>&1
SMTPLOG_NOW=@1795857070 "$SMTPLOG" --db a.db prune --keep 1d > /dev/null 2>&1 || echo "status=$?"
ask a.db 'SELECT count(*) FROM fates'
ask a.db 'SELECT sum(recipients) FROM delays'
sections a.db | diff before - && echo same
echo "-- merged: another host's, then the same once more"
sed 's/ mx1 / mx2 /' mail.log > other.log
"$SMTPLOG" --db b.db ingest other.log 2> /dev/null
"$SMTPLOG" --db b.db merge c.db > /dev/null 2>&1
"$SMTPLOG" --db b.db merge c.db > /dev/null 2>&1 || echo "status=$?"
ask b.db "SELECT provider, sum(deliveries), sum(put_off) FROM deliveries GROUP BY 1 ORDER BY 1"
ask b.db "SELECT sum(recipients) FROM delays"
