#!/usr/bin/env python3
"""The real logrotate, in all its modes, under a log that grows and an ingest that reads.

rotation.py SMTPLOG [SECONDS [SEED]]

A thread writes as a syslog daemon does: it keeps its file open and opens it anew when it is told to.
With copytruncate, and with compress but for delaycompress, it holds still while logrotate runs: what is
written between copy and truncation, or to a file that is packed already, is lost by that, not by us.
"""
import os
import shutil
import subprocess
import sys
import threading
import time

import trial

LOGROTATE = shutil.which("logrotate") or "/usr/sbin/logrotate"
MODES = {
    "create": "create", "create, compress": "create\ncompress",
    "delaycompress": "create\ncompress\ndelaycompress",
    "dateext": "create\ndateext\ndateformat -%Y%m%d-%s", "copytruncate": "copytruncate",
    "copytruncate, compress": "copytruncate\ncompress", "copy": "copy", "copy, compress": "copy\ncompress",
    "olddir": "create\nolddir old\ncreateolddir 755 root root", "sharedscripts": "create\nsharedscripts",
    "zstd": "create\ncompress\ncompresscmd /usr/bin/zstd\ncompressext .zst\ncompressoptions --rm -q",
}
ROUNDS = 5


class Writer(threading.Thread):
    def __init__(self, paths):
        super().__init__(daemon=True)
        self.paths, self.n, self.stop, self.lock = paths, 0, False, threading.Lock()
        self.files = [open(path, "a") for path in paths]

    def reopen(self):
        for i, path in enumerate(self.paths):
            self.files[i].close()
            self.files[i] = open(path, "a")

    def run(self):
        while not self.stop:
            with self.lock:
                for file in self.files:
                    for _ in range(3):
                        file.write(trial.two_lines(self.n))
                        self.n += 1
                    file.flush()
            time.sleep(0.002)


def rotate(writer, config, folder, options):
    command = [LOGROTATE, "-f", "-s", os.path.join(folder, "state"), config]
    if "copy" in options or ("compress" in options and "delaycompress" not in options):
        with writer.lock:
            done = subprocess.run(command, capture_output=True, text=True)
            writer.reopen()
            return done
    done = subprocess.run(command, capture_output=True, text=True)
    time.sleep(0.01)                    # the daemon hears of it a little later
    with writer.lock:
        writer.reopen()
    return done


def one_mode(t, row, options):
    folder = t.path("logs")
    os.mkdir(folder, 0o755)
    paths = [os.path.join(folder, "mail.log")]
    if "sharedscripts" in options:
        paths.append(os.path.join(folder, "mail.info"))
    config, db = t.path("conf"), t.path("db")
    script = "\npostrotate\n true\nendscript" if "sharedscripts" in options else ""
    with open(config, "w") as f:
        f.write(" ".join(paths) + " {\nsu root root\nrotate 99\nmissingok\n" + options + script + "\n}\n")
    os.chmod(config, 0o644)
    writer = Writer(paths)
    writer.start()
    for _ in range(ROUNDS):
        for _ in range(t.chance.randint(0, 2)):
            done = t.run(db, "ingest", "-q", "-r", folder)
            row.ended(done.returncode, done.stderr, (0,))
        time.sleep(t.chance.uniform(0, 0.1))
        done = rotate(writer, config, folder, options)
        if done.returncode:
            row.ended(2, "logrotate: " + done.stderr)
        if "%s" in options:
            time.sleep(1)               # names are of seconds
    writer.stop = True
    writer.join()
    done = t.run(db, "ingest", "-q", "-r", folder)
    row.ended(done.returncode, done.stderr, (0,))
    row.compare([writer.n] * 3, t.counts(db))
    shutil.rmtree(folder)


def rotation(t, end):
    rows = [trial.Row("logrotate: " + name) for name in MODES]
    if not os.path.exists(LOGROTATE) or os.geteuid() != 0:
        print("rotation is not tried: it takes logrotate and root", file=sys.stderr)
        return []
    turn = 0
    while turn < len(rows) or time.monotonic() < end:
        row = rows[turn % len(rows)]
        one_mode(t, row, MODES[row.fault.removeprefix("logrotate: ")])
        turn += 1
    return rows


if __name__ == "__main__":
    sys.exit(trial.main(rotation))
