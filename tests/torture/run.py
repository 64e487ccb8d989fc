#!/usr/bin/env python3
"""All trials of this folder, each with its share of the time, and one table.

run.py SMTPLOG [SECONDS [SEED]]     (600 seconds, seed 1)

Fails if anything was lost, doubled or crashed.  A trial is run once however short its share is.
"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TRIALS = ("kills.py", "rotation.py", "migrate.py", "merge.py", "disk.py")


def main():
    smtplog = os.path.abspath(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 600
    seed = sys.argv[3] if len(sys.argv) > 3 else "1"
    failed, head = [], ""
    for name in TRIALS:
        done = subprocess.run([sys.executable, os.path.join(HERE, name), smtplog,
                               str(seconds / len(TRIALS)), seed], capture_output=True, text=True)
        lines = done.stdout.splitlines()
        if lines and lines[0] != head:
            head = lines[0]
            print(head)
        print("\n".join(lines[1:]), flush=True)
        sys.stderr.write(done.stderr)
        if done.returncode:
            failed.append(name)
    if failed:
        print("not as undisturbed: " + ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
