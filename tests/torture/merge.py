#!/usr/bin/env python3
"""Databases of several machines merged in any order, some of them twice, against all logs at once.

merge.py SMTPLOG [SECONDS [SEED]]
"""
import itertools
import shutil
import sys
import time

import trial

MACHINES, PAIRS = 4, 60


def merge(t, end):
    row = trial.Row("merge in any order, and again")
    parts, logs, all_of_them = [], [], t.path("db")
    for i in range(MACHINES):
        logs.append(t.path("log"))
        parts.append(t.path("db"))
        trial.write_log(logs[i], i * PAIRS, PAIRS, f"mx{i}")
        t.run(parts[i], "ingest", "-q", logs[i], check=True)
    t.run(all_of_them, "ingest", "-q", *logs, check=True)
    want = t.counts(all_of_them)
    orders = list(itertools.permutations(range(MACHINES)))
    t.chance.shuffle(orders)
    for turn, order in enumerate(orders):
        if turn >= 6 and time.monotonic() > end:
            break
        db, again = t.path("db"), t.chance.choice(order)
        shutil.copy(parts[order[0]], db)
        for i in (*order[1:], again):
            done = t.run(db, "merge", parts[i])
            row.ended(done.returncode, "" if i != again else done.stderr)
        done = t.run(db, "ingest", "-q", *logs)
        row.ended(done.returncode, done.stderr)
        row.compare(want, t.counts(db))
    return [row]


if __name__ == "__main__":
    sys.exit(trial.main(merge))
