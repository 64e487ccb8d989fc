# --follow: a log that grows, is rotated and packed while it is read; the hours that are over are packed;
# an interrupt ends it with all that was read in the database.
line() { printf '2026-11-22T10:%02d:%02d+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 554 5.7.1 <u%d@example.org>: Relay access denied; from=<a@example.net> to=<u%d@example.org> proto=SMTP helo=<h>\n' $(($1 / 60)) $(($1 % 60)) "$1" "$1"; }
grow() { i=0; while [ $i -lt "$1" ]; do line "$n"; n=$((n + 1)); i=$((i + 1)); done >> log/mail.log; }
count() { "$SMTPLOG" --db a.db sql 'SELECT count(*), count(DISTINCT recipient) FROM events' --format tsv 2> /dev/null | tail -n 1; }
reach() { tries=0; until [ "$(count)" = "$1	$1" ]; do tries=$((tries + 1)); [ $tries -lt 300 ] || break; sleep 0.1; done; echo "$n lines, $(count)"; }

mkdir log; n=0
grow 5
setsid "$SMTPLOG" --db a.db ingest -q --follow log & follower=$!
trap 'kill -KILL $follower 2> /dev/null || :' EXIT
reach 5
grow 7
reach 12
mv log/mail.log log/mail.log.1; grow 3; gzip log/mail.log.1
reach 15
kill -TERM $follower
status=0; wait $follower || status=$?; echo "status $status"
sqlite3 a.db 'SELECT count(*) FROM event_pack'
