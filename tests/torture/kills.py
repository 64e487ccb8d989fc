#!/usr/bin/env python3
"""Kills an ingest at random moments and goes on, against an undisturbed run.

kills.py SMTPLOG [SECONDS [SEED]]     (60 seconds, seed 1)
"""
import sys
import time

import trial

PAIRS, KILLS_MOST, TURNS_MOST = 10000, 12, 20


def kills(t, end):
    row, first = trial.Row("SIGKILL in ingest"), 0
    times = 0
    # where the machine was busy only while the undisturbed run was timed, kills come too late
    while first == 0 or time.monotonic() < end or (times == 0 and first < TURNS_MOST * PAIRS):
        log, good, hurt = t.path("log"), t.path("db"), t.path("db")
        trial.write_log(log, first, PAIRS)
        first += PAIRS
        began = time.monotonic()
        t.run(good, "ingest", "-q", log, check=True)
        killed, status, said = t.killed(t.words(hurt, "ingest", "-q", log), time.monotonic() - began,
                                        KILLS_MOST)
        times += killed
        row.ended(status, said)
        row.compare(t.counts(good), t.counts(hurt))
    row.fault += f" ({times} kills)"
    row.crashed += times == 0
    return [row]


if __name__ == "__main__":
    sys.exit(trial.main(kills))
