"""What the trials of this folder have in common: logs, runs, counts, and the table that they print.

A trial does something to an ingest that an operator's machine may do to it, and compares what the
database says in the end with a run that nobody disturbed: events, distinct recipients, 2xx replies.
"""
import os
import random
import subprocess
import sys
import tempfile
import time

COUNTS = ("SELECT (SELECT count(*) FROM events), (SELECT count(DISTINCT recipient) FROM events), "
          "(SELECT coalesce(sum(replies), 0) FROM traffic WHERE class = '2xx')")


def two_lines(i, host="mx1"):
    """A rejection and a delivery, each with a recipient of its own; one second after those before."""
    at = f"2026-11-22T{i // 3600 % 24:02}:{i // 60 % 60:02}:{i % 60:02}+00:00 {host}"
    return (f"{at} postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.{i % 250}]: "
            f"554 5.7.1 <u{i}@example.org>: Relay access denied; from=<a@example.net> "
            f"to=<u{i}@example.org> proto=SMTP helo=<h>\n"
            f"{at} postfix/smtp[9]: 4hA{i:06}z: to=<s{i}@example.org>, "
            f"relay=mx.example.com[198.51.100.2]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, "
            f"status=sent (250 2.0.0 ok)\n")


def write_log(path, first, n, host="mx1"):
    with open(path, "w") as log:
        log.writelines(two_lines(i, host) for i in range(first, first + n))


class Trial:
    def __init__(self, smtplog, folder, chance):
        self.smtplog, self.folder, self.chance = os.path.abspath(smtplog), folder, chance
        self.env = {"PATH": os.environ["PATH"], "HOME": folder, "TZ": "UTC"}
        self.number = 0

    def path(self, name):
        """A new one each time."""
        self.number += 1
        return os.path.join(self.folder, f"{self.number}.{name}")

    def words(self, db, *words):
        return [self.smtplog, "--db", db, *words]

    def run(self, db, *words, **how):
        return subprocess.run(self.words(db, *words), env=self.env, capture_output=True, text=True,
                              **how)

    def counts(self, db):
        out = self.run(db, "sql", "--no-header", "--format", "tsv", COUNTS)
        return [int(word) for word in out.stdout.split()] if out.returncode == 0 else None

    def killed(self, words, takes, most):
        """Runs until it ends by itself: how often it was killed before, status, what was said."""
        kills = 0
        while True:
            run = subprocess.Popen(words, env=self.env, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
            if kills < most:
                try:
                    run.wait(self.chance.uniform(0.001, takes))
                except subprocess.TimeoutExpired:
                    run.kill()
            _, said = run.communicate()
            if run.returncode == -9:
                kills += 1
                continue
            return kills, run.returncode, said.decode()


class Row:
    """One line of the table."""
    def __init__(self, fault):
        self.fault, self.tried, self.lost, self.doubled, self.crashed = fault, 0, 0, 0, 0
        self.said = []

    def compare(self, want, got):
        self.tried += 1
        if want is None or got is None:
            self.crashed += 1
            return
        for a, b in zip(want, got):
            self.lost += max(0, a - b)
            self.doubled += max(0, b - a)

    def ended(self, status, said, allowed=(0, 1)):
        """A run's end: anything but the contract's statuses is a crash; numbers and paths of what was
        said are left out."""
        self.crashed += status not in allowed
        for line in said.strip().splitlines():
            line = " ".join("N" if w.isdigit() else w for w in line.split() if not w.startswith("/"))
            if line not in self.said and len(self.said) < 4:
                self.said.append(line)

    def is_good(self):
        return self.tried > 0 and not (self.lost or self.doubled or self.crashed)


def show(rows):
    print(f"{'fault':34} tried  lost  doubled  crashed  said")
    for r in rows:
        print(f"{r.fault:34} {r.tried:5} {r.lost:5} {r.doubled:8} {r.crashed:8}  "
              f"{' | '.join(r.said)[:200] or '-'}")


def main(trial):
    """Runs one trial as a program of its own: NAME.py SMTPLOG [SECONDS [SEED]]."""
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with tempfile.TemporaryDirectory() as folder:
        rows = trial(Trial(sys.argv[1], folder, chance), time.monotonic() + seconds)
    show(rows)
    return 0 if all(r.is_good() for r in rows) else 1
