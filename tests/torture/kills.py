#!/usr/bin/env python3
"""Kills an ingest at random moments and goes on, against an undisturbed run.

kills.py SMTPLOG [SECONDS [SEED]]     (60 seconds, seed 1)

Each round writes a log of rejections and deliveries, every one with a recipient of its own, kills
`ingest` with SIGKILL at moments of a fixed seed until it ends by itself, and compares: events, distinct
recipients and 2xx replies must be those of a run that nobody disturbed.  Prints a table, and fails if
anything was lost or doubled.
"""
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

LINES, KILLS_MOST = 20000, 12
COUNTS = ("SELECT (SELECT count(*) FROM events), (SELECT count(DISTINCT recipient) FROM events), "
          "(SELECT coalesce(sum(replies), 0) FROM traffic WHERE class = '2xx')")


def write_log(path, first):
    with open(path, "w") as log:
        for i in range(first, first + LINES // 2):
            at = f"2026-11-22T{i // 3600 % 24:02}:{i // 60 % 60:02}:{i % 60:02}+00:00 mx1"
            log.write(f"{at} postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.{i % 250}]: "
                      f"554 5.7.1 <u{i}@example.org>: Relay access denied; from=<a@example.net> "
                      f"to=<u{i}@example.org> proto=SMTP helo=<h>\n")
            log.write(f"{at} postfix/smtp[9]: 4hA{i:06}z: to=<s{i}@example.org>, "
                      f"relay=mx.example.com[198.51.100.2]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, "
                      f"status=sent (250 2.0.0 ok)\n")


class Trial:
    def __init__(self, smtplog, folder):
        self.smtplog, self.folder = smtplog, folder
        self.env = {"PATH": os.environ["PATH"], "HOME": folder, "TZ": "UTC"}

    def command(self, *words):
        return [self.smtplog, "--db", *words]

    def counts(self, db):
        out = subprocess.run(self.command(db, "sql", "--no-header", "--format", "tsv", COUNTS),
                             env=self.env, capture_output=True, text=True)
        return [int(word) for word in out.stdout.split()] if out.returncode == 0 else None

    def undisturbed(self, db, log):
        began = time.monotonic()
        subprocess.run(self.command(db, "ingest", "-q", log), env=self.env, check=True)
        return time.monotonic() - began

    def killed(self, db, log, takes, chance):
        """How often it was killed, and the status that it ended with."""
        kills = 0
        while True:
            run = subprocess.Popen(self.command(db, "ingest", "-q", log), env=self.env,
                                   stderr=subprocess.PIPE)
            if kills < KILLS_MOST:
                try:
                    run.wait(chance.uniform(0.001, takes))
                except subprocess.TimeoutExpired:
                    run.send_signal(signal.SIGKILL)
            _, said = run.communicate()
            if run.returncode == -signal.SIGKILL:
                kills += 1
                continue
            return kills, run.returncode, said.decode().strip()


def main():
    smtplog = os.path.abspath(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    rounds = kills = lost = doubled = crashed = 0
    words = set()
    with tempfile.TemporaryDirectory() as folder:
        t = Trial(smtplog, folder)
        end = time.monotonic() + seconds
        while rounds == 0 or time.monotonic() < end:
            log, good, hurt = (os.path.join(folder, f"{rounds}.{name}") for name in ("log", "good", "hurt"))
            write_log(log, rounds * LINES)
            takes = t.undisturbed(good, log)
            times, status, said = t.killed(hurt, log, takes, chance)
            want, got = t.counts(good), t.counts(hurt)
            rounds += 1
            kills += times
            crashed += status not in (0, 1) or got is None
            if said:
                words.add(said)
            for a, b in zip(want or [], got or []):
                lost += max(0, a - b)
                doubled += max(0, b - a)
    print("fault    rounds  kills  lost  doubled  crashed  said")
    print(f"SIGKILL  {rounds:6}  {kills:5}  {lost:4}  {doubled:7}  {crashed:7}  {'; '.join(words) or '-'}")
    return 1 if lost or doubled or crashed or kills == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
