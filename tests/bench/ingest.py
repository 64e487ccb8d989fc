#!/usr/bin/env python3
"""ingest.py: how long logs take to read against `gzip -dc` of the same lines; never a test.

usage: ingest.py SMTPLOG [LINES [OTHER_SMTPLOG]]

Makes a quiet, a usual, a mixed and a stormy log of Postfix and of Exim (make_log.py, always the
same), and prints for each: `ingest` of it plain and packed and `parse` of it, as a ratio of wall
times and then of CPU seconds, which hardly change beside other work; the CPU seconds and the peak
memory of the packed ingest.  Runs of all commands take turns, and each figure is the least of
ROUNDS.  With OTHER_SMTPLOG, say of an older version, its figures stand beside, from the same turns.
LINES: a million.
"""
import os
import subprocess
import sys
import tempfile
import time

ROUNDS = 3
KINDS = ['quiet', '', 'mixed', 'storm']
here = os.path.dirname(os.path.abspath(__file__))


class Least:
    """The least of each figure over a command's runs."""

    def __init__(self):
        self.wall = self.cpu = self.peak = float('inf')

    def add(self, wall, cpu, peak):
        self.wall, self.cpu, self.peak = min(self.wall, wall), min(self.cpu, cpu), min(self.peak, peak)


def run(command, least):
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    least.add(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    if status != 0:
        sys.exit(f'{command}: status {status}')


def measure(log, programs, work):
    database = os.path.join(work, 'bench.db')
    commands = {'unpack': ['gzip', '-dc', log + '.gz']}
    for name, program in programs:
        ingest = [program, '--db', database, 'ingest', '-q']
        commands[name, 'plain'] = ingest + [log]
        commands[name, 'gz'] = ingest + [log + '.gz']
        commands[name, 'parse'] = [program, 'parse', log]
    figures = {key: Least() for key in commands}
    for _ in range(ROUNDS):
        for key, command in commands.items():
            for end in '', '-wal', '-shm':
                if os.path.exists(database + end):
                    os.remove(database + end)
            run(command, figures[key])
    return figures


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    lines = sys.argv[2] if len(sys.argv) > 2 else '1000000'
    programs = [('', sys.argv[1])] + [('other', other) for other in sys.argv[3:4]]
    print(f'{lines} lines; ratios to gzip -dc of the same lines')
    ways = ''.join(f'{way:>7}' for way in ('plain', 'gz', 'parse'))
    print(f'{"":24}{"wall":>21}{"CPU":>21}{"gzip":>8}{"gz":>13}')
    print(f'{"log":18}{"":6}{ways}{ways}{"CPU s":>8}{"CPU s":>7}{"MB":>6}', flush=True)
    with tempfile.TemporaryDirectory() as work:
        for mta in 'postfix', 'exim':
            for kind in KINDS:
                log = os.path.join(work, 'log')
                name = mta + ('-' + kind if kind else '')
                with open(log, 'w') as out:
                    subprocess.run([sys.executable, os.path.join(here, 'make_log.py'), name, lines],
                                   stdout=out, check=True)
                subprocess.run(['gzip', '-kf', log], check=True)
                figures = measure(log, programs, work)
                unpack = figures['unpack']
                for which, _ in programs:
                    of = [figures[which, way] for way in ('plain', 'gz', 'parse')]
                    ratios = [f.wall / unpack.wall for f in of] + [f.cpu / unpack.cpu for f in of]
                    print(f'{name:18}{which:6}{"".join(f"{r:7.2f}" for r in ratios)}'
                          f'{unpack.cpu:8.2f}{of[1].cpu:7.2f}{of[1].peak:6.0f}', flush=True)


main()
