# A database where nothing can be written: a backup, another machine's snapshot, a read-only mount.
# Root needs a mount of its own for that; where it may not have one, this cannot be tried.
mkdir m
if [ "$(id -u)" -eq 0 ]; then
    unshare -m sh -c 'mount --bind m m && mount -o remount,ro,bind m' 2> /dev/null || exit 77
    there() { unshare -m sh -c 'mount --bind m m && mount -o remount,ro,bind m && "$@"' sh "$@"; }
else
    there() { chmod 555 m; status=0; "$@" || status=$?; chmod 755 m; return $status; }
fi
line() { echo "2026-11-22T10:00:0$1+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 554 5.7.1 <u$1@example.org>: Relay access denied; from=<a@example.net> to=<u$1@example.org> proto=SMTP helo=<h>"; }
count() { there "$SMTPLOG" --db "$1" sql --no-header "SELECT count(*) FROM events" || echo "status $?"; }
begin() { rm -rf m/* a.db* log; echo "-- $*"; }
line 1 > log; line 2 >> log; "$SMTPLOG" --db first.db ingest -q log

begin "a copy alone; in a path with signs; report, top, status"
cp first.db m/a.db; count m/a.db; cp first.db 'm/50%20?#.db'; count 'm/50%20?#.db'; count "$PWD/m/a.db"
there "$SMTPLOG" --db m/a.db top --since 2026-11-22 --until 2026-11-23 | sed -n 2p
there "$SMTPLOG" --db m/a.db report --since 2026-11-22 --until 2026-11-23 --format json | grep -c '"failures"'
begin "with an empty WAL"
cp first.db m/a.db; : > m/a.db-wal; count m/a.db
begin "with both files, the last lines in the WAL"
cp first.db a.db; line 3 > log
# a reader holds on to the WAL, so that closing does not empty it
sqlite3 a.db 'PRAGMA journal_mode=WAL' > /dev/null
mkfifo hold; sqlite3 a.db < hold > /dev/null & holder=$!; exec 5> hold
printf 'BEGIN; SELECT count(*) FROM event;\n.shell touch held\n' >&5
until [ -e held ]; do sleep 0.05; done
"$SMTPLOG" --db a.db ingest -q log
cp a.db a.db-wal a.db-shm m; count m/a.db
begin_again() { echo "-- $*"; }
begin_again "with the WAL alone: what is missing is named"
rm m/a.db-shm; count m/a.db
exec 5>&-; wait $holder
begin_again "writing there"
rm -f m/*; cp first.db m/a.db; line 4 > log; there "$SMTPLOG" --db m/a.db ingest -q log || echo "status $?"
there "$SMTPLOG" --db m/new.db ingest -q log || echo "status $?"
begin "merged from there"
cp first.db m/a.db; cp first.db 'm/50%20?#.db'; for other in m/a.db 'm/50%20?#.db'; do
    rm -f b.db*; there "$SMTPLOG" --db b.db merge "$other" || echo "status $?"; count b.db; done
begin "with the journal of a transaction that was broken off"
cp first.db m/a.db; echo 'not empty' > m/a.db-journal; count m/a.db
