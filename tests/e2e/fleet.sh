# Four hosts, each with a server of its own: their databases merged in any order say what one says that
# read all their logs.
golden=$SAMPLES/../golden
mkdir mx1 mx2 mx3 mx4
cp "$golden/postfix/day/mail.log" mx1/; cp "$golden/exim/day/mainlog" mx2/
sed "s/ mx1 / mx3 /" "$golden/sendmail/day/mail.log" > mx3/mail.log; sed "s/ mx2 / mx4 /" "$golden/opensmtpd/day/maillog" > mx4/maillog
ask() {
    "$SMTPLOG" --db "$1" sql "SELECT ts, host, mta, code, enhanced, disposition, final, sender, recipient, peer_ip, queue_id, text FROM events ORDER BY ts, host, text, recipient, queue_id" --format tsv
    "$SMTPLOG" --db "$1" sql "SELECT hour, host, mta, direction, code, domain, sum(replies) FROM traffic GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6" --format tsv
    "$SMTPLOG" --db "$1" top --by host --since 2026-11-23 --until 2026-11-24 --format csv
}
"$SMTPLOG" --db one.db ingest -q mx1; "$SMTPLOG" --db one.db ingest -q --host mx2 mx2
"$SMTPLOG" --db one.db ingest -q mx3 mx4
for host in mx1 mx2 mx3 mx4; do "$SMTPLOG" --db $host.db ingest -q --host $host $host; done
echo "-- in one order and in another"
for order in "1 2 3 4" "4 2 1 3"; do
    for n in $order; do "$SMTPLOG" --db "all.$order.db" merge "mx$n.db" > /dev/null 2>&1; done
    ask "all.$order.db" > "said.$order"
done
cmp "said.1 2 3 4" "said.4 2 1 3" && echo alike
ask one.db > said.one
cmp said.one "said.1 2 3 4" && echo "as one"
"$SMTPLOG" --db one.db sql "SELECT host, mta FROM events GROUP BY 1, 2 ORDER BY 1, 2" --format tsv
