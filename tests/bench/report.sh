#!/bin/sh
# report.sh: how long `top` over a day and `report` over a month take on a large database, against what
# sqlite3 takes to group the same failures by cause through the view; figures of one run, never a test.
# usage: report.sh SMTPLOG [EVENTS [DATABASE]]
#
# EVENTS failures (default ten million) are spread over 30 days.  A DATABASE that is there already is
# used as it is, else it is made there.  Each figure is the best of five on an otherwise idle machine.
set -eu
smtplog=$1 events=${2:-10000000} here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
db=${3:-$work/bench.db}
export TZ=UTC SMTPLOG_NOW=@1796083200           # 2026-12-01, when the last day is over
if [ ! -e "$db" ]; then
    python3 "$here/make_log.py" failures "$events" 1793491200 "$(echo "$events" | awk '{ print 2592000 / $1 }')" |
        "$smtplog" --db "$db" ingest -q -
fi

best() {        # best COMMAND...: seconds of the fastest of five runs
    python3 - "$@" <<'PY'
import subprocess, sys, time
times = []
for _ in range(5):
    start = time.monotonic()
    subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
    times.append(time.monotonic() - start)
print('%.3f' % min(times))
PY
}

tell() {        # tell WHAT SECONDS SECONDS_OF_SQL
    echo "$1: $2 s; the same grouped by cause in SQL $3 s; ratio $(echo "$2 $3" | awk '{ printf "%.2f", $1 / $2 }')"
}

by_cause() { echo "SELECT cause, count(*) FROM failures WHERE ts >= $1 AND ts < $2 GROUP BY 1"; }
day=$(best sqlite3 -readonly "$db" "$(by_cause 1795945800 1796032200)")
month=$(best sqlite3 -readonly "$db" "$(by_cause 1793491200 1796083200)")
tell "top over 24 hours, cut within hours" \
     "$(best "$smtplog" --db "$db" top --since @1795945800 --until @1796032200)" "$day"
tell "top over 30 days" "$(best "$smtplog" --db "$db" top --since 30d)" "$month"
tell "report over 30 days" \
     "$(best "$smtplog" --db "$db" report --since @1793491200 --until @1796083200)" "$month"
tell "report over 30 days as a page" \
     "$(best "$smtplog" --db "$db" report --since @1793491200 --until @1796083200 --format html)" "$month"
