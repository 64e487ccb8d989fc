#!/usr/bin/env python3
"""Databases of every schema that was ever on main, brought up to date, with kills.

migrate.py SMTPLOG [SECONDS [SEED]]

A schema is the first N files of schema/migrate/.  schema3.sql is what the program of the third stored;
of the schemas before it lacks the tables that they had not, and is brought to later ones by their
files, as their programs did.
"""
import glob
import os
import shutil
import sqlite3
import sys
import time

import trial

HERE = os.path.dirname(os.path.abspath(__file__))
STEPS = sorted(glob.glob(os.path.join(HERE, "../../schema/migrate/*.sql")))
SAMPLES = [os.path.join(HERE, "../samples", name) for name in ("mail.log", "mainlog")]
SINCE = {"event_pack": 3, "reply_sum": 3}       # tables, and the schema that they came with
KILLS_MOST = 6


def statements():
    with open(os.path.join(HERE, "schema3.sql")) as f:
        text = ""
        for line in f:
            text += line
            if sqlite3.complete_statement(text):
                yield text[text.index("INSERT"):]
                text = ""


def make(path, version):
    db = sqlite3.connect(path)
    for step in STEPS[:min(version, 3)]:
        db.executescript(open(step).read())
    for s in statements():
        if SINCE.get(s.split()[2].split("(")[0], 0) <= version:
            db.execute(s)
    db.commit()
    for step in STEPS[3:version]:
        db.executescript(open(step).read())
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.close()


def is_sound(path):
    db = sqlite3.connect(path)
    answers = db.execute("PRAGMA integrity_check").fetchall() + db.execute("PRAGMA user_version").fetchall()
    db.close()
    return answers == [("ok",), (len(STEPS),)]


def migrate(t, end):
    row, kills, turn = trial.Row(f"migration from schemas 1 to {len(STEPS) - 1}"), 0, 0
    nothing = t.path("log")
    trial.write_log(nothing, 0, 0)
    versions = list(range(1, len(STEPS)))
    while turn < len(versions) or time.monotonic() < end:
        old, good = t.path("db"), t.path("db")
        make(old, versions[turn % len(versions)])
        shutil.copy(old, good)
        began = time.monotonic()
        t.run(good, "reclassify", check=True)
        takes = time.monotonic() - began
        killed, status, said = t.killed(t.words(old, "reclassify"), takes, KILLS_MOST)
        kills += killed
        row.ended(status, said if status else "")
        row.crashed += not is_sound(old)
        want = t.counts(good)
        row.compare(want, t.counts(old))
        row.crashed += want is None or want[0] != 33
        for name in SAMPLES:            # the logs that it knows are not read again
            done = t.run(old, "ingest", "-q", name)
            row.ended(done.returncode, done.stderr)
        row.compare(want, t.counts(old))
        turn += 1
    row.fault += f" ({kills} kills)"
    return [row]


if __name__ == "__main__":
    sys.exit(trial.main(migrate))
