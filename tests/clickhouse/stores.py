"""What SQLite and ClickHouse say of the same events, in one form, and whether that is the same."""
import json
import os
import re
import subprocess


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as f:
        return f.read()


def plain(value):
    """JSON's numbers and ClickHouse's quoted ones alike."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def rows_of(text):
    return [tuple(plain(v) for v in json.loads(line).values()) for line in text.splitlines()]


def clickhouse(server, database, sql):
    sql = sql.strip().rstrip(";") + " FORMAT JSONEachRow"
    return rows_of(server.ask(sql, "-d", database, "--output_format_json_quote_64bit_integers",
                              "0").stdout)


class Stores:
    """One database of smtplog and what ClickHouse servers have of it; `faults` grows."""
    def __init__(self, smtplog, source, db, period):
        self.smtplog, self.db, self.period, self.faults = smtplog, db, period, []
        self.schema = os.path.join(source, "schema", "clickhouse")

    def wrong(self, what):
        self.faults.append(what)
        print("wrong:", what[:1500])

    def run(self, *argv, db=None, **more):
        return subprocess.run([self.smtplog, "--db", db or self.db, *argv], check=True, text=True,
                              capture_output=True, env=dict(os.environ, TZ="UTC"), **more).stdout

    def sqlite(self, sql):
        return rows_of(self.run("sql", "--format", "ndjson", sql))

    def same(self, what, one, other):
        def key(row):
            return [(v is None, str(v)) for v in row]
        one, other = sorted(one, key=key), sorted(other, key=key)
        if one != other:
            self.wrong(f"{what}\n  sqlite     {[r for r in one if r not in other][:3]}\n"
                       f"  clickhouse {[r for r in other if r not in one][:3]}")
        return len(one)

    def tops(self, server, database):
        """`top` by every key, three classes."""
        query = read(self.schema, "examples", "top.sql")
        keys = dict(re.findall(r"^--     ([a-z-]+) +(.*)$", query, re.M))   # those that are no column
        words = re.search(r"what makes a group:(.*?)\(default", self.run("top", "--help"), re.S)
        return sum(self.top(server, database, query, key, keys.get(key, key.replace("-", "_")))
                   for key in words.group(1).replace(",", " ").split())

    def top(self, server, database, query, key, expression):
        since, until = (f"toUnixTimestamp(toDateTime('{day} 00:00:00', 'UTC'))"
                        for day in self.period)
        sql = query.replace("cause AS key", expression + " AS key")
        sql = re.sub(r"ts >= .* AND class", f"ts >= {since} AND ts < {until} AND class", sql)
        ours = [(r[0], r[1] or "", r[2], r[3]) for r in clickhouse(server, database, sql)]
        page = json.loads(self.run("top", "--by", key, "--since", self.period[0], "--until",
                                   self.period[1], "-n", "1000", "--format", "json"))
        theirs = [(s["class"], g["key"] or "", g["direction"], g["count"])
                  for s in page["sections"] for g in s["groups"]]
        if not theirs:
            self.wrong(f"top --by {key}: nothing was compared")
        return self.same(f"{database}: top --by {key}", theirs, ours)
