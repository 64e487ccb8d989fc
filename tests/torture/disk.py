#!/usr/bin/env python3
"""The database's disk is full or read-only, the database locked by another, or removed.

disk.py SMTPLOG [SECONDS [SEED]]

Full and read-only take a file system of our own: a tmpfs in a mount namespace, so root and unshare.
After each fault the log is read once more without it, and all must be there once.  What a failed run
says that it stored must be what the database holds then.
"""
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import trial

PAIRS = 8000
HERE = os.path.abspath(__file__)


def finish(t, row, db, log, want):
    done = t.run(db, "ingest", "-q", log)
    row.ended(done.returncode, done.stderr, (0,))
    row.compare(want, t.counts(db))


def told_events(said):
    """The number of events in the line of totals; thousands are parted."""
    found = re.search(r"([\d,.  ]+) events?;", said)
    return int(re.sub(r"\D", "", found[1])) if found else None


def full(t, row, log, want, disk):
    size = t.chance.randint(600, 5000)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk], check=True)
    db = os.path.join(disk, "a.db")
    done = t.run(db, "ingest", log)
    row.ended(done.returncode, "\n".join(done.stderr.splitlines()[:1]))
    subprocess.run(["mount", "-o", "remount,size=200m", disk], check=True)
    told, got = told_events(done.stderr), t.counts(db)
    if done.returncode and told is not None and told != (got[0] if got else 0):
        row.crashed += 1
        row.said.append(f"{told} events told, {got} kept")
    finish(t, row, db, log, want)
    subprocess.run(["umount", disk], check=True)


def read_only(t, row, log, want, disk):
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", disk], check=True)
    db = os.path.join(disk, "a.db")
    half = t.path("log")
    with open(log) as whole, open(half, "w") as part:
        part.writelines(line for _, line in zip(range(PAIRS), whole))
    t.run(db, "ingest", "-q", half, check=True)
    before = t.counts(db)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    done = t.run(db, "ingest", "-q", log)
    row.ended(done.returncode, done.stderr, (1,))
    row.compare(before, t.counts(db))
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    finish(t, row, db, log, want)
    subprocess.run(["umount", disk], check=True)


def locked(t, row, log, want, _):
    db = t.path("db")
    t.run(db, "ingest", "-q", "/dev/null")
    other = sqlite3.connect(db, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(t.chance.uniform(0.1, 1.5), lambda: other.execute("ROLLBACK"))
    release.start()
    done = t.run(db, "ingest", "-q", log)
    row.ended(done.returncode, done.stderr, (0,))
    release.join()
    other.close()
    row.compare(want, t.counts(db))


def removed(t, row, log, want, _):
    db = t.path("db")
    run = subprocess.Popen(t.words(db, "ingest", "-q", log), env=t.env, stderr=subprocess.PIPE, text=True)
    time.sleep(t.chance.uniform(0.01, 0.4))
    for end in ("", "-wal", "-shm"):
        if os.path.exists(db + end):
            os.unlink(db + end)
    _, said = run.communicate()
    row.ended(run.returncode, said.replace(db, "DB"))
    finish(t, row, db, log, want)


FAULTS = (("database removed", removed), ("database locked", locked), ("disk full", full),
          ("disk read-only", read_only))


def disk(t, end):
    log, good, place = t.path("log"), t.path("db"), tempfile.mkdtemp(dir=t.folder)
    trial.write_log(log, 0, PAIRS)
    t.run(good, "ingest", "-q", log, check=True)
    want = t.counts(good)
    mounts = "in-namespace" in sys.argv
    if not mounts:
        print("full and read-only disks are not tried: they take root and unshare", file=sys.stderr)
    faults = FAULTS if mounts else FAULTS[:2]
    rows = [trial.Row(name) for name, _ in faults]
    turn = 0
    while turn < len(rows) or time.monotonic() < end:
        faults[turn % len(rows)][1](t, rows[turn % len(rows)], log, want, place)
        turn += 1
    shutil.rmtree(place)
    return rows


def enter_namespace():
    """Runs this file again in a mount namespace of its own, where that can be."""
    command = ["unshare", "-m", sys.executable, HERE]
    if "in-namespace" in sys.argv or os.geteuid() != 0 or not shutil.which("unshare") or \
            subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode:
        return
    os.execvp(command[0], command + sys.argv[1:4] + ["60", "1"][len(sys.argv[1:4]) - 1:] + ["in-namespace"])


if __name__ == "__main__":
    enter_namespace()
    sys.exit(trial.main(disk))
