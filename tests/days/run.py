#!/usr/bin/env python3
"""Runs the scripted days (days.py) or the ordinary ones through the real program and judges them.

  run.py SMTPLOG scripted [PART/PARTS] | ordinary | NAME...     -v: prints the first screens
  run.py SMTPLOG sites SEED SITES [MAILS]       ordinary days of servers made by the seed (sites.py)

The history of a world is read once and its database copied for each day that happens in it.
"""
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import evenings  # noqa: F401
import incidents  # noqa: F401  (their days enter themselves)
import mishaps  # noqa: F401
import mornings  # noqa: F401
from days import DAYS, ORDINARY
from sites import DAYS_EACH, Site, midnight_of
from world import DAY, World

LINES = 25
WORLDS = {
    "postfix": dict(mta="postfix"),
    "exim": dict(mta="exim", hosts=("mx1",)),
    "pair": dict(mta="postfix", hosts=("mx1", "mx2"), inbound=300, outbound=200),
    "trio": dict(mta="postfix", hosts=("mx1", "mx2", "mx3"), inbound=390, outbound=260),
    "small": dict(mta="postfix", inbound=60, outbound=24, noise=.4),
    "large": dict(mta="postfix", inbound=420, outbound=300, noise=2),
}
PAST_MOST = 22


class Runner:
    def __init__(self, program, folder):
        self.program, self.folder, self.bases = os.path.abspath(program), folder, {}

    def run(self, db, now, zone, *words):
        env = dict(os.environ, TZ=zone, SMTPLOG_NOW="@%d" % now, LC_ALL="C.UTF-8", COLUMNS="100",
                   SMTPLOG_CONFIG="/dev/null")
        done = subprocess.run([self.program, "--db", db, *words], env=env, cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def ingest(self, db, now, zone, name, text):
        with open(os.path.join(self.folder, name), "w") as out:
            out.write(text)
        status, _, told = self.run(db, now, zone, "ingest", "-q", "--host", "mx1", name)
        if status not in (0, 1):
            sys.exit("ingest %s: %s" % (name, told))

    def base(self, d):
        """A database with the days before, and the world as they left it."""
        key = (d["world"], d["date"], d["past"], d["before"])
        if key not in self.bases:
            world, rows = World(sum(map(ord, d["world"])), **WORLDS[d["world"]]), []
            end = midnight_of(d["date"])
            for back in range(d["past"], 0, -1):
                log = world.day(end - back * DAY)
                if d["before"]:
                    d["before"](world, end - back * DAY, log)
                rows += sorted(log.rows)
            db = "base%d.db" % len(self.bases)
            if rows:
                self.ingest(db, end, d["zone"], "%s.log.1" % db, "".join(r[2] + "\n" for r in rows))
            self.bases[key] = (db, world.rng.getstate(), world.number)
        return self.bases[key]

    def screens(self, d):
        base, state, number = self.base(d)
        world = World(0, **WORLDS[d["world"]])
        world.rng.setstate(state)
        world.number = number
        midnight = midnight_of(d["date"])
        db = "day.db"
        for suffix in ("", "-wal", "-shm"):
            source, target = (os.path.join(self.folder, x + suffix) for x in (base, db))
            if os.path.exists(target):
                os.unlink(target)
            if os.path.exists(source):
                shutil.copy(source, target)
        now = midnight + DAY + 1800
        text = d["make"](world, midnight).text()
        if text:
            self.ingest(db, now, d["zone"], "day-%s.log" % d["name"], text)
        return self.look(db, now, d["zone"])

    def look(self, db, now, zone):
        day = ("--since", "yesterday", "--until", "today")
        out = {"report": self.run(db, now, zone, "report"),
               "top": self.run(db, now, zone, "top", *day)}
        status, text, _ = self.run(db, now, zone, "report", "--format", "json")
        out["json"] = json.loads(text) if text else {}
        out["check"] = self.run(db, now, zone, "check", *day, "--max-age", "12h")
        return out


def first_screen(text):
    return "\n".join(text.splitlines()[:LINES])


def items(report):
    return report.get("todo", []) + report.get("attention", [])


def faults(d, got):
    """What is wrong with a day's first screens; empty: it passes."""
    wrong = []
    for form in ("report", "top"):
        status, text, told = got[form]
        if status < 0 or not text:
            wrong.append("%s: status %d %s" % (form, status, told.strip()[:200]))
        screen = " ".join(first_screen(text).split())
        wrong += ["%s does not say %s" % (form, p) for p in d["say"] if not re.search(p, screen)]
        wrong += ["%s says %s" % (form, p) for p in d["never"] if re.search(p, screen)]
    found = items(got["json"])
    texts = [i.get("text", "") + " " + i.get("who", "") for i in found]
    if d["quiet"] and found:
        wrong.append("alarms: " + " | ".join(texts))
    if d["quiet"] and got["check"][0] != 0:
        wrong.append("check: %d %s" % (got["check"][0], got["check"][1].strip()))
    if d["act"] and not any(re.search(d["say"][0], i.get("text", "")) and
                            re.search(d["act"], i.get("who", "")) for i in found):
        wrong.append("who must act is not %s: %s" % (d["act"], texts))
    if d["first"] and found and not re.search(d["say"][0], found[0].get("text", "")):
        wrong.append("first is not %s: %s" % (d["say"][0], texts))
    if d["state"] is not None and got["check"][0] != d["state"]:
        wrong.append("check: %d, not %d" % (got["check"][0], d["state"]))
    return wrong


def scripted(runner, days, verbose):
    failed = 0
    for d in days:
        got = runner.screens(d)
        wrong = faults(d, got)
        failed += bool(wrong)
        print("%-5s %s" % ("FAIL" if wrong else "pass", d["name"]))
        for w in wrong:
            print("        " + w)
        if verbose:
            print(first_screen(got["report"][1]), "\n--- top", first_screen(got["top"][1]),
                  "\n--- check", got["check"], sep="\n")
    print("%d of %d days pass" % (len(days) - failed, len(days)))
    return failed


def days_of(runner, world, name, date, days, verbose):
    """Days one after another, each with all before it: how many alarm."""
    alarms, db = 0, "%s.db" % name
    zone = getattr(world.zone, "key", "UTC")
    midnights = [midnight_of(date, world.zone, i) for i in range(-PAST_MOST, days + 1)]
    past = "".join(world.day(m).text() for m in midnights[:PAST_MOST])
    runner.ingest(db, midnights[PAST_MOST], zone, "%s.log" % name, past)
    for i, (midnight, end) in enumerate(zip(midnights[PAST_MOST:], midnights[PAST_MOST + 1:])):
        now = end + 1800
        runner.ingest(db, now, zone, "%s-%d.log" % (name, i), world.day(midnight).text())
        got = runner.look(db, now, zone)
        found = items(got["json"])
        alarms += bool(found) or got["check"][0] != 0
        if found or got["check"][0] != 0:
            print("alarm on day %d of %s: %s %s" % (i, name, [f["text"] for f in found],
                                                   got["check"][1].strip()))
        if verbose:
            print(first_screen(got["report"][1]))
    return alarms


def ordinary(runner, verbose):
    """At most two of a hundred may alarm."""
    alarms = sum(days_of(runner, World(seed, **WORLDS[name]), "o-" + name, date, days, verbose)
                 for name, seed, date, days in ORDINARY)
    print("%d of %d ordinary days alarm" % (alarms, sum(o[3] for o in ORDINARY)))
    return alarms > 2


def of_sites(runner, verbose, seed, count, most=2000):
    """The same of servers made by a seed."""
    alarms = 0
    for n in range(seed, seed + count):
        site = Site(n, most)
        found = days_of(runner, site, "site%d" % n, site.date, DAYS_EACH, verbose)
        if found:
            print("  site %d: %s" % (n, site.told()))
        alarms += found
    print("%d of %d days of %d sites alarm" % (alarms, count * DAYS_EACH, count))
    return alarms * 50 > count * DAYS_EACH


def main():
    words = [w for w in sys.argv[1:] if w != "-v"]
    with tempfile.TemporaryDirectory(prefix="smtplog-days-") as folder:
        runner = Runner(words[0], folder)
        if words[1] == "sites":
            return of_sites(runner, "-v" in sys.argv, *(int(n) for n in words[2:]))
        if words[1] == "ordinary":
            return ordinary(runner, "-v" in sys.argv)
        if words[1] == "scripted":
            part, parts = (int(n) for n in (words[2] if len(words) > 2 else "0/1").split("/"))
            days = DAYS[part::parts]
        else:
            days = [d for d in DAYS if d["name"] in words[1:]]
        return 1 if scripted(runner, days, "-v" in sys.argv) else 0


if __name__ == "__main__":
    sys.exit(main())
