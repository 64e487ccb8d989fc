# The database is removed, renamed or replaced under a running ingest; faults that stay; interrupts.
line() { printf '2026-11-22T10:%02d:%02d+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 554 5.7.1 <u%d@example.org>: Relay access denied; from=<a@example.net> to=<u%d@example.org> proto=SMTP helo=<h>\n' $(($1 / 60)) $(($1 % 60)) "$1" "$1"; }
grow() { i=0; while [ $i -lt "$1" ]; do line "$n"; n=$((n + 1)); i=$((i + 1)); done >> log/mail.log; }
count() { "$SMTPLOG" --db a.db sql 'SELECT count(*), count(DISTINCT recipient) FROM events' --format tsv 2> /dev/null | tail -n 1; }
reach() { tries=0; until [ "$(count)" = "$1	$1" ]; do tries=$((tries + 1)); [ $tries -lt 300 ] || break; sleep 0.1; done; echo "$n lines, $(count)"; }
follow() { : > said; setsid "$SMTPLOG" --db a.db ingest --follow log 2> said & follower=$!
    until grep -q following said; do sleep 0.05; done; }
end() { kill -TERM $follower; status=0; wait $follower || status=$?; echo "status $status"; cat said; }
trap 'kill -KILL $follower 2> /dev/null || :' EXIT

mkdir log; n=0; grow 5
echo "-- nothing happens"; follow; reach 5; grow 2; reach 7; end
echo "-- removed"; follow; reach 7; rm a.db a.db-wal a.db-shm; grow 4; reach 11; end
echo "-- removed, and nothing grows"; follow; reach 11; rm a.db*; reach 11; end
echo "-- renamed"; follow; reach 11; mv a.db old.db; grow 3; reach 14; end
"$SMTPLOG" --db old.db sql --no-header "SELECT count(*) FROM events"
echo "-- replaced by a copy of yesterday"; cp old.db yesterday.db; follow; reach 14; mv yesterday.db a.db; rm -f a.db-wal a.db-shm; grow 1; reach 15; end

echo "-- under a run that is no follower"
mkfifo pipe; "$SMTPLOG" --db a.db ingest - < pipe & follower=$!
exec 3> pipe; line 100 >&3; reach 16; rm a.db*; line 101 >&3; exec 3>&-
status=0; wait $follower || status=$?; echo "status $status"

echo "-- a fault that stays is told once, and again when it comes again"
echo 'not packed at all' | gzip | head -c 20 > log/mail.log.2.gz; cp log/mail.log.2.gz cut.gz; : > said
# A line more is read by the round under way, perhaps, which has looked at the folder before; the next line
# by one that looked afterwards.
look() { for _ in 1 2; do grow 1; reach $n > reached; done; }
told() { tries=0; until [ "$(grep -c 'cut off' said)" = "$1" ] || [ $tries -ge 300 ]; do tries=$((tries + 1)); sleep 0.1; done; }
follow; reach 15; look; rm log/mail.log.2.gz; look; cp cut.gz log/mail.log.2.gz; told 2; look; end

echo "-- a silent pipe: the first signal is heard"
rm log/mail.log.2.gz
for signal in TERM INT HUP; do
    rm -f b.db*; exec 4<> pipe; "$SMTPLOG" --db b.db ingest -q - <&4 2> said & follower=$!
    line 200 >&4; tries=0
    until [ "$("$SMTPLOG" --db b.db sql --no-header 'SELECT count(*) FROM events' 2> /dev/null)" = 1 ]; do
        tries=$((tries + 1)); [ $tries -lt 300 ] || break; sleep 0.1
    done
    kill -$signal $follower; tries=0
    while kill -0 $follower 2> /dev/null && [ $tries -lt 300 ]; do tries=$((tries + 1)); sleep 0.1; done
    [ $tries -lt 300 ] || echo "it goes on"
    status=0; wait $follower || status=$?; echo "status $status"; cat said; exec 4>&-
    "$SMTPLOG" --db b.db sql --no-header 'SELECT count(*) FROM events'
done
