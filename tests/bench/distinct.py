#!/usr/bin/env python3
"""Many distinct values of one kind: what reading and reporting them costs.

distinct.py SMTPLOG N[,N...] [KIND...]      (all six kinds)
distinct.py SMTPLOG --check N

Each kind writes a log of N failures that differ in one thing: the logging host, the peer, the reason,
the recipient, the sender, the user who logs in.  Printed are seconds of processor time and the most
memory that was resident, of `ingest` and of the dearest of the reports.  With --check a run fails whose
memory is above INGEST_MIB, whatever N is, or above what a report may take for N values, which is
256 MiB for a million.
"""
import os
import subprocess
import sys
import tempfile

KINDS = ("host", "peer", "reason", "recipient", "sender", "user")
INGEST_MIB, REPORT_MIB, REPORT_KIB_A_VALUE = 64, 20, 0.24
DAY = ("--since", "2026-11-22", "--until", "2026-11-23")
REPORTS = (("top", *DAY), ("report", *DAY), ("report", *DAY, "--format", "html"),
           ("top", *DAY, "--by", "KIND"), ("check", *DAY), ("status",), ("metrics",))
KEYS = {"host": "host", "peer": "peer", "reason": "reason", "recipient": "recipient",
        "sender": "sender", "user": "sasl-user"}


def letters(i):
    """A word for a number, so that no template takes it for one."""
    word = ""
    for _ in range(6):
        word += "bcdfghjklmnpqrstvwxz"[i % 20]
        i //= 20
    return word[:3] + "a" + word[3:]


def write_log(path, kind, n):
    with open(path, "w") as log:
        for i in range(n):
            at = i * 86000 // n
            v = {k: "x" for k in KINDS}
            v[kind] = f"v{i}"
            peer = f"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}" if kind == "peer" else "192.0.2.1"
            reason = f"{letters(i)} and {letters(i * 7 + 3)} disagree" if kind == "reason" else "no"
            stamp = f"2026-11-22T{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}+00:00 h{v['host']}"
            if kind == "user":
                log.write(f"{stamp} postfix/smtpd[9]: warning: h.example.net[{peer}]: SASL LOGIN "
                          f"authentication failed: no, sasl_username={v['user']}@example.org\n")
            else:
                log.write(f"{stamp} postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[{peer}]: "
                          f"554 5.7.1 <{v['recipient']}@example.org>: {reason}; "
                          f"from=<{v['sender']}@example.net> to=<{v['recipient']}@example.org> "
                          f"proto=SMTP helo=<h>\n")


def run(words):
    """Seconds, MiB, status, what was said."""
    pid = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                           env={"PATH": os.environ["PATH"], "TZ": "UTC", "HOME": "/nonexistent"})
    said = pid.stderr.read().decode()
    _, status, used = os.wait4(pid.pid, 0)
    pid.returncode = status
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), said


def measure(smtplog, folder, kind, n, check):
    log, db = os.path.join(folder, "mail.log"), os.path.join(folder, "a.db")
    write_log(log, kind, n)
    took, mib, status, said = run([smtplog, "--db", db, "ingest", "-q", log])
    failed = status != 0 or (check and mib > INGEST_MIB)
    if failed:
        print(f"{kind}: ingest ended with {status}, {mib:.0f} MiB: {said.strip()}")
    worst = (0, 0, "")
    limit = REPORT_MIB + REPORT_KIB_A_VALUE * n / 1024
    for words in REPORTS:
        words = [KEYS[kind] if w == "KIND" else w for w in words]
        used = run([smtplog, "--db", db, *words])
        worst = max(worst, (used[0], used[1], " ".join(w for w in words if not w.startswith("2026"))))
        mib_worst = max(worst[1], used[1])
        worst = (worst[0], mib_worst, worst[2])
        if used[2] not in (0, 1, *((2, 3) if words[0] == "check" else ())) or \
                (check and used[1] > limit):
            print(f"{kind}: {' '.join(words)} ended with {used[2]}, {used[1]:.0f} MiB: {used[3].strip()}")
            failed = True
    print(f"{kind:9} {n:8} {took:8.2f} {mib:6.0f} {worst[0]:8.2f} {worst[1]:6.0f}  {worst[2]}", flush=True)
    for name in os.listdir(folder):
        os.unlink(os.path.join(folder, name))
    return failed


def main():
    smtplog, check = os.path.abspath(sys.argv[1]), sys.argv[2] == "--check"
    sizes = [int(n) for n in sys.argv[3 if check else 2].split(",")]
    kinds = sys.argv[4 if check else 3:] or KINDS
    failed = False
    print("kind             N   ingest    MiB   report    MiB  the dearest")
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            for n in sizes:
                failed |= measure(smtplog, folder, kind, n, check)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
