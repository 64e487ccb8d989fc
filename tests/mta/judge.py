"""smtplog as the test's subject: runs it, and compares what it found with what the wire saw."""
import collections
import json
import os
import subprocess

FIELDS = ("direction", "peer_ip", "phase", "code", "enhanced", "after_code", "disposition",
          "sender", "recipient")


class Smtplog:
    def __init__(self, program, folder, parser_options=""):
        self.program, self.folder = program, folder
        self.database = os.path.join(folder, "smtplog.db")
        self.environment = {"PATH": os.environ["PATH"], "HOME": folder, "TZ": "UTC"}
        if parser_options:
            self.environment["SMTPLOG_PARSER_OPTIONS"] = parser_options
        if "ASAN_OPTIONS" in os.environ:
            self.environment["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]

    def run(self, *words, database=None):
        """Standard output; a failure of the program ends the test."""
        words = [self.program, "--db", database or self.database, *words]
        done = subprocess.run(words, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}: status {done.returncode}\n"
                             f"{done.stdout}{done.stderr}")
        return done.stdout

    def sql(self, query, database=None):
        return json.loads(self.run("sql", query, "--format", "json", database=database))

    def failures(self, database=None):
        return self.sql(f"SELECT {', '.join(FIELDS)}, text, queue_id, line_no FROM failures"
                        " ORDER BY ts, line_no", database)

    def facts(self, database=None):
        """All that must not change when a log is read again, by whatever name."""
        return {
            "events": self.sql("SELECT ts, final, code, enhanced, phase, disposition, sender,"
                               " recipient, peer_ip, queue_id, text FROM events"
                               " ORDER BY ts, line_no, text", database),
            "traffic": self.sql("SELECT direction, code, domain, sum(replies) AS n FROM traffic"
                                " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3", database),
            "fates": self.sql("SELECT recipient, queue_id FROM fates ORDER BY 1, 2", database),
        }

    def unknown_lines(self):
        return self.sql("SELECT source, line_no, sample FROM strange_lines")

    def unread(self):
        """Sources with lines that were not understood.  (A record may have several lines.)"""
        return self.sql("SELECT source, lines, recognised, strange, other, unframed FROM sources"
                        " WHERE strange + other + unframed > 0 OR recognised = 0")


def key(row):
    return tuple(row[name] for name in FIELDS)


def shown(row):
    return "  ".join(f"{name}={row[name]}" for name in FIELDS if row[name] is not None)


def compare(expected, found):
    """Sentences on what is not alike: each row of one side must have its own on the other."""
    faults = []
    want, got = (collections.Counter(map(key, rows)) for rows in (expected, found))
    for row in expected:
        if want[key(row)] > got[key(row)]:
            want[key(row)] -= 1
            faults.append(f"on the wire, not found: {shown(row)}\n      {row['text']!r}")
    want = collections.Counter(map(key, expected))
    for row in found:
        if got[key(row)] > want[key(row)]:
            got[key(row)] -= 1
            faults.append(f"found, not on the wire: {shown(row)}\n"
                          f"      line {row['line_no']}: {row['text']!r}")
    return faults
