# What a stamp means that does not say its year or its zone, and which zones there are.
reject() { echo "$1 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 554 5.7.1 <${2-u}@example.org>: Relay access denied; from=<a@example.net> to=<${2-u}@example.org> proto=SMTP helo=<h>"; }
stamps() { "$SMTPLOG" parse "$@" | grep -o '"time":"[^"]*"' | cut -d '"' -f 4; }
begin() { rm -rf log*; echo "-- $*"; }

begin "a log of Berlin, and one of Kiritimati, read where it is UTC"
reject 'Nov 22 11:58:01' > log; touch -d '2026-11-22T11:00:00Z' log; stamps log
reject 'Nov 23 00:59:00' > log; touch -d '2026-11-22T11:00:00Z' log; stamps log
reject 'Nov 23 13:01:00' > log; touch -d '2026-11-22T11:00:00Z' log; stamps log

begin "a file time that says nothing; in a gzip too"
reject 'Nov 22 11:58:01' > log; touch -d @1 log; stamps log
touch -d 1980-01-01T00:00:00Z log; stamps log
reject 'Mar  3 11:58:01' > log.1; touch -d @315532800 log.1; gzip -N log.1
touch -d 2025-06-01T00:00:00Z log.1.gz; stamps log.1.gz
SMTPLOG_DB=none.db "$SMTPLOG" trace u@example.org --since 2026-11-21 log | grep -c 554

begin "booted without a clock"
{ reject 'Nov 20 12:00:00'; reject 'Jan  1 00:00:10'; reject 'Nov 20 12:01:00'; } > log
touch -d '2026-11-20T12:01:00Z' log; stamps log

begin "the same in the middle of a log of two years"
{ reject 'Mar 10 05:00:00'; reject 'Nov  3 00:00:00'; reject 'Mar 11 00:00:00'; reject 'Dec 20 00:00:00'
  reject 'Jan  5 00:00:00'; reject 'Nov 20 00:00:00'; } > log
touch -d '2026-11-20T12:01:00Z' log; stamps log

begin "the hour that comes twice; read at once, and as it grows"
hour() { reject "2026-10-25 01:50:00"; for pass in 1 2; do for m in 05 30 55; do reject "2026-10-25 02:$m:00" "p$pass"; done; done; reject '2026-10-25 03:05:00'; }
hour | sed 's/2026-10-25 /Oct 25 /' > log; touch -d '2026-10-25T03:00:00Z' log; TZ=CET-1CEST,M3.5.0,M10.5.0/3 stamps log
exim() { hour | sed 's/ mx1 .*/ H=h.example.net [192.0.2.1] F=<a@example.net> rejected RCPT <u@example.org>: relay not permitted/'; }
n=1; while [ $n -le 8 ]; do exim | sed -n ${n}p >> log.main; "$SMTPLOG" ingest -q --db a.db --tz CET-1CEST,M3.5.0,M10.5.0/3 log.main; n=$((n + 1)); done
"$SMTPLOG" --db a.db sql --format tsv "SELECT time FROM events ORDER BY line_no"
"$SMTPLOG" --db a.db sql --format tsv "SELECT count(*) FROM clock_jumps"

begin "zones"
reject 'Nov 22 12:00:00' > log
for zone in CET-1CEST,M3.5.0,M10.5.0/3 '<+0545>-5:45' EST5EDT,M3.2.0,M11.1.0 UTC; do echo "$zone $(stamps --tz "$zone" log)"; done
for zone in leapseconds zone.tab Mars/Olympus 'CET-1CEST,M3.5.0' CET-99 ../../../etc/passwd ''; do
    "$SMTPLOG" parse --tz "$zone" log > /dev/null || echo "status $?"
done
TZ=Mars/Olympus stamps log
TZ=CET-1CEST stamps log

begin "New Year and leap days: in the zones of others, with a clock that jumps, long after"
reject 'Jan  1 05:00:00' > log; touch -d 2025-12-31T20:00:00Z log; stamps log
reject 'Dec 31 17:00:00' > log; touch -d 2026-01-01T03:00:00Z log; stamps log
{ reject 'Dec 31 23:59:58'; reject 'Jan  1 00:00:01'; reject 'Dec 31 23:59:59'; reject 'Jan  1 00:00:03'; } > log
touch -d 2026-01-01T00:00:04Z log; stamps log
reject 'Feb 29 10:00:00' > log; touch -d 2026-03-01T00:00:00Z log; stamps log
reject 'Nov 20 10:00:00' > log; touch -d 2030-01-01T00:00:00Z log; stamps log
