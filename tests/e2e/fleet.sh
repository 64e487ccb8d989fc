# Four hosts, each with a server of its own: their databases merged in any order say what one says that
# read all their logs.
golden=$SAMPLES/../golden
mkdir mx1 mx2 mx3 mx4
cp "$golden/postfix/day/mail.log" mx1/; cp "$golden/exim/day/mainlog" mx2/
sed "s/ mx1 / mx3 /" "$golden/sendmail/day/mail.log" > mx3/mail.log; sed "s/ mx2 / mx4 /" "$golden/opensmtpd/day/maillog" > mx4/maillog
day=2026-11-23
ask() {
    "$SMTPLOG" --db "$1" sql "SELECT ts, host, mta, code, enhanced, disposition, final, sender, recipient, peer_ip, queue_id, text FROM events ORDER BY ts, host, text, recipient, queue_id" --format tsv
    "$SMTPLOG" --db "$1" sql "SELECT hour, host, mta, direction, code, domain, sum(replies) FROM traffic GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6" --format tsv
    "$SMTPLOG" --db "$1" top --by host --since $day --until 2026-11-24 --format csv
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

# The same from databases that overlap, have grown, and are merged again and again.
facts() {
    ask "$1"
    for view in sources messages fates flow deliveries logins failures_hourly strange_lines clock_jumps; do
        "$SMTPLOG" --db "$1" sql "SELECT * FROM $view" --format tsv |
            case $view in sources) sed 's/\t[^\t]*$//' ;; *) cat ;; esac | sort
    done
}
for host in mx1 mx2 mx3 mx4; do
    mkdir half.$host
    for log in "$host"/*; do head -n $(($(wc -l < "$log") / 2)) "$log" > "half.$log"; done
done
take() { "$SMTPLOG" --db "$1.db" ingest -q --host "$2" "half.$2"; }
take a mx1; take a mx2; take b mx2; take b mx3; take c mx3; take c mx4; take d mx4; take d mx1
round() {       # into the database $1, in the order of the rest
    into=$1; shift
    for db in "$@"; do "$SMTPLOG" --db "$into.db" merge "$db.db" 2>&1 | grep -v "taken over" || :; done
}
round first a b c d; round second d c b a; round second a a
for host in mx1 mx2 mx3 mx4; do cp "$host"/* "half.$host/"; done
take a mx1; take b mx2; take c mx3; take d mx4
round first d a c b a; round second b c; round second a d d
# the log of a host has one name, as on the host itself
"$SMTPLOG" --db alone.db ingest -q --host mx1 half.mx1; "$SMTPLOG" --db alone.db ingest -q --host mx2 half.mx2
"$SMTPLOG" --db alone.db ingest -q half.mx3 half.mx4
facts alone.db > said.alone
for db in first second; do facts "$db.db" > "said.$db"; cmp "said.$db" said.alone && echo "overlapping and grown: as one"; done
"$SMTPLOG" --db first.db sql "SELECT count(*) AS logs, sum(lines) AS lines FROM sources" --format tsv

# Each has records of one hour that the other lacks.  What a record adds to the sums depends on those
# before it (is this delivery one that waited?), and neither has read them all: only the logs tell.
echo "-- parted both ways"; day=2026-11-21
rm -rf half.mx1 c d; mkdir c d
log=$(echo mx1/*)
head -n 34 "$log" > c/mail.log; tail -n +28 "$log" > d/mail.log
for db in c d; do "$SMTPLOG" --db $db.part.db ingest -q --host mx1 $db; done
"$SMTPLOG" --db parted.db merge c.part.db > /dev/null 2>&1
ask parted.db > said.before
status=0; "$SMTPLOG" --db parted.db merge d.part.db 2>&1 || status=$?
ask parted.db | cmp - said.before && echo "status $status, nothing was taken"
"$SMTPLOG" --db parted.db ingest -q --host mx1 d        # as it is told
for db in d c; do "$SMTPLOG" --db parted.db merge $db.part.db 2>&1; done
ask parted.db > said.parted
"$SMTPLOG" --db together.db ingest -q --host mx1 mx1; ask together.db | cmp - said.parted && echo "as one, and merged again it adds nothing"

echo "-- a name that is none's: said, and no database is made for it; beside one that is, that one is taken"
cp mx1.db there.db
status=0; "$SMTPLOG" --db misspelt.db merge no-such.db nor-this.db 2>&1 || status=$?; echo "status=$status"; ls misspelt* 2>/dev/null || echo "nothing was made"
status=0; "$SMTPLOG" --db spelt.db merge no-such.db there.db 2>&1 | sed 's/[0-9][0-9]* event/N event/' || status=$?; ls spelt.db no-such.db 2> /dev/null || :
