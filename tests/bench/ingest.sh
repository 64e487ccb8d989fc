#!/bin/sh
# ingest.sh: how long an ingest takes against `gzip -dc` of the same log; ratios of one run, never a
# test.  usage: ingest.sh SMTPLOG [LINES]
#
# Each figure is the best of three on an otherwise idle machine.
set -eu
smtplog=$1 lines=${2:-3000000} here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

best() {        # best COMMAND...: seconds of the fastest of three runs
    python3 - "$@" <<'PY'
import os, subprocess, sys, time
times = []
for _ in range(3):
    for name in ('bench.db', 'bench.db-wal', 'bench.db-shm'):
        path = os.path.join(os.environ['WORK'], name)
        if os.path.exists(path):
            os.remove(path)
    start = time.monotonic()
    subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
    times.append(time.monotonic() - start)
print('%.2f' % min(times))
PY
}

export WORK="$work"
for mta in postfix exim; do
    python3 "$here/make_log.py" "$mta" "$lines" > "$work/log"
    gzip -k "$work/log"
    unpack=$(best gzip -dc "$work/log.gz")
    for file in log.gz log; do
        took=$(best "$smtplog" --db "$work/bench.db" ingest -q "$work/$file")
        echo "$mta $file: $lines lines in $took s; gzip -dc $unpack s; ratio $(echo "$took $unpack" | awk '{printf "%.2f", $1 / $2}')"
    done
    rm "$work/log" "$work/log.gz"
done
