#!/usr/bin/env python3
"""schema/clickhouse with the real server: clickhouse.py SMTPLOG SOURCE SERVERS

Four hosts' logs are read in two goes, exported by the cursor after each, loaded into one server and
into two that are the shards of another form, and loaded once more as a whole and straight from the
logs.  All views, the documented queries and the counts of `top` by every key say what SQLite says;
so they do after corrections, after settling, and by the reader's rights.  77: no server is to be had.
"""
import glob
import os
import re
import shutil
import sys
import tempfile

from server import Server, find
from stores import Stores, clickhouse, read

smtplog, source, servers = sys.argv[1:4]
schema = os.path.join(source, "schema", "clickhouse")
golden = os.path.join(source, "tests", "golden")
NOW = "2026-11-24 00:00:00"
PERIOD = ("2026-11-17", "2026-11-24")
TABLES = ("events traffic flow deliveries logins fates sources strange_lines clock_jumps causes "
          "reply_codes enhanced_codes providers rules").split()
KNOWLEDGE = TABLES[-5:]


# ---- What is compared -------------------------------------------------------------------------

def views(server, database):
    """Every column of every view, but the number of an event and what one machine alone knows."""
    n = 0
    left_out = {"event_id", "source_id", "size"}
    for view in TABLES + ["failures", "messages"]:
        columns = [c for c in sqlite_columns(view) if c not in left_out]
        if view == "messages":          # of the lives of an id, the one row that both have
            columns = ["host", "queue_id", "message_id", "sender", "client_ip", "sasl_user"]
        names = ", ".join(f"CAST({c} AS TEXT) AS {c}" if (view, c) == ("reply_codes", "code") else c
                          for c in columns)
        n += same(f"{database}.{view}", sqlite(f"SELECT {names} FROM {view}"),
                  clickhouse(server, database, f"SELECT {', '.join(columns)} FROM {view}"))
    hourly = [c for c in sqlite_columns("failures_hourly")
              if c not in ("events", "first_time", "last_time")]
    keys = ", ".join(hourly)
    sums = "sum(events) AS n, min(first_time) AS f, max(last_time) AS l"
    n += same(f"{database}.failures_hourly",
              sqlite(f"SELECT {keys}, {sums} FROM failures_hourly GROUP BY {keys}"),
              clickhouse(server, database,
                         f"SELECT {keys}, {sums} FROM failures_hourly GROUP BY {keys}"))
    return n


def sqlite_columns(view):
    return run("sql", "--format", "tsv", f"SELECT * FROM {view} LIMIT 0").strip().split("\t")


def queries(server, database):
    """The documented ones, at one time that both call now."""
    n = 0
    for path in sorted(glob.glob(os.path.join(schema, "examples", "[0-9]*.sql"))):
        name = os.path.basename(path)
        theirs = read(source, "schema", "examples", name).replace("'now'", f"'{NOW}'")
        ours = read(path).replace("now()", f"toDateTime('{NOW}', 'UTC')")
        theirs, ours = (q.replace("LIMIT 20", "LIMIT 9999") for q in (theirs, ours))    # ties
        n += same(f"{database}: {name}", sqlite(theirs), clickhouse(server, database, ours))
    return n


def compare(what, server, database):
    counts = views(server, database), queries(server, database), stores.tops(server, database)
    print(f"{what}: {counts[0]} rows of views, {counts[1]} of queries, {counts[2]} of top")
    if min(counts) < 20:
        wrong(f"{what}: too little was compared")


# ---- Logs, loading ----------------------------------------------------------------------------

def make_logs(part):
    """Each host its server; of each log the first half, or all."""
    for host, log in (("mx1", "postfix/day/mail.log"), ("mx2", "exim/day/mainlog"),
                      ("mx3", "sendmail/day/mail.log"), ("mx4", "opensmtpd/day/maillog")):
        text = re.sub(r"(?m)^(\S+ +\S+ \S+ |\S+T\S+ )mx\d ", rf"\1{host} ", read(golden, log))
        lines = text.splitlines(True)
        os.makedirs(os.path.join(logs, host), exist_ok=True)
        with open(os.path.join(logs, host, os.path.basename(log)), "w", encoding="utf-8") as f:
            f.writelines(lines[:len(lines) // 2] if part == "half" else lines)


def ingest(part):
    make_logs(part)
    for host in ("mx1", "mx2", "mx3", "mx4"):
        run("ingest", "-q", "--host", host, os.path.join(logs, host))


def load(rows, fmt, table):
    """Into the one server, and through the distributed tables of the other form."""
    form = {"ndjson": "JSONEachRow", "tsv": "TabSeparatedWithNames"}[fmt]
    if rows.count("\n") <= (fmt == "tsv"):
        return
    insert = "INSERT INTO %s.loaded_%s FORMAT %s"
    one.ask(insert % ("smtplog", table, form), data=rows)
    if table in KNOWLEDGE:
        for shard in shards:
            shard.ask(insert % ("smtplog", table, form), data=rows)
    else:
        shards[0].ask(insert % ("smtplog_fleet", table, form), "--insert_distributed_sync", "1",
                      data=rows)


def export(*options, fmt="ndjson"):
    n = 0
    for table in TABLES:
        rows = run("export", "--table", table, "--format", fmt, *options)
        load(rows, fmt, table)
        n += rows.count("\n") if table == "events" else 0
    return n


def set_up(server):
    for name in ("01_tables.sql", "02_views.sql", "03_rollups.sql"):
        server.ask(read(schema, name))
        server.ask(read(schema, name))          # again is no harm
    server.ask(read(schema, "fleet", "distributed.sql"))


# ---- The parts of the test --------------------------------------------------------------------

def both(what):
    compare(what + ", one server", one, "smtplog")
    compare(what + ", two shards", shards[1], "smtplog_fleet")
    counts = [int(s.ask("SELECT count() FROM smtplog.events").stdout) for s in shards]
    if not all(counts):
        wrong(f"not both shards have rows: {counts}")


def corrected():
    """Another cause and a sender that became known: only these go out, and the counts follow."""
    rules = os.path.join(work, "rules")
    os.makedirs(rules)
    with open(os.path.join(rules, "own.rules"), "w") as f:
        f.write("Name: own-unknown\nPattern: (?i)user unknown\nCause: mailbox-full\n")
    with open(os.path.join(work, "conf"), "w") as f:
        f.write(f"Rules: {rules}\n")
    run("--config", os.path.join(work, "conf"), "reclassify")
    sent = export()
    changed = sqlite("SELECT count(*) FROM events WHERE text LIKE '%user unknown%'")[0][0]
    if not 0 < sent == changed:
        wrong(f"{changed} events have another cause, {sent} went out")
    both("after corrections")
    for server in (one, *shards):
        hours = int(server.ask("SELECT count() FROM smtplog.corrected_hours").stdout)
        months = server.ask("SELECT DISTINCT toYYYYMM(toDateTime(hour)) FROM "
                            "smtplog.corrected_hours").stdout.split()
        if server is one and not hours:
            wrong("no hour is known to be corrected")
        parts = read(schema, "settle.sql").split("-- Then all months together:")
        for month in months:
            server.ask(parts[0].replace("202611", month))
        server.ask(parts[1])
    compare("after settling, one server", one, "smtplog")


def rights():
    def may(user, sql, **more):
        return one.ask(sql, "--user", user, "--input_format_skip_unknown_fields", "1", check=False,
                       **more).returncode == 0

    if one.ask("SELECT count() FROM smtplog.events", "--user", "reader", check=False).returncode:
        wrong("the reader may not read")
    for sql in ("INSERT INTO smtplog.corrected_hours VALUES (1, 1)", "DROP TABLE smtplog.rules",
                "SELECT count() FROM private.t"):
        if may("reader", sql):
            wrong("the reader may: " + sql)
    if not may("loader", "INSERT INTO smtplog.loaded_rules FORMAT JSONEachRow",
               data='{"rule":"own-x","version":"1","new_column":1}\n'):
        wrong("the loader may not load, or not what it does not know")
    title = one.ask("SELECT dictGetString('causes_en', 'title', tuple('greylisted'))").stdout
    if title.strip() != sqlite("SELECT title FROM causes WHERE cause = 'greylisted' AND "
                               "lang = 'en'")[0][0]:
        wrong("the dictionary says " + title)


def newer():
    """What is said to need a newer server does, and is refused by this one."""
    version = tuple(int(n) for n in one.ask("SELECT version()").stdout.split(".")[:2])
    for name, needs in (("ttl", (19, 6)), ("columns", (19, 15)), ("dictionaries", (20, 1)),
                        ("grants", (20, 5))):
        taken = one.ask(read(schema, "newer", name + ".sql"), check=False).returncode == 0
        if taken != (version >= needs):
            wrong(f"newer/{name}.sql on {version}: {'taken' if taken else 'refused'}")
    print("server", version)


def retention():
    one.ask(re.sub(r"202511", "202611", read(schema, "retention.sql")))
    if one.ask("SELECT count() FROM smtplog.events WHERE toYYYYMM(toDateTime(ts)) = 202611"
               ).stdout.strip() != "0":
        wrong("a month that was dropped is still there")


def main():
    for server in (one, *shards):
        set_up(server)
    one.ask("CREATE DATABASE private; CREATE TABLE private.t (n UInt8) ENGINE = Memory")
    ingest("half")
    first = export()
    ingest("whole")
    second = export(fmt="tsv")
    print(f"sent {first}, then {second}, then {export()}")
    events = sqlite("SELECT count(*) FROM events")[0][0]
    if not 0 < first < events or first + second < events or export():
        wrong(f"{events} events, {first} and {second} sent")
    compare("by the cursor, one server", one, "smtplog")
    export("--since", "2020-01-01")
    for host in ("mx1", "mx2", "mx3", "mx4"):
        load(run("parse", "--export", "--host", host, os.path.join(logs, host)),
             "ndjson", "events")
    export("--since", "2020-01-01", fmt="tsv")  # what only later lines told wins again
    both("loaded four times")
    corrected()
    rights()
    newer()
    retention()


found = find(servers)
if not found:
    print("no ClickHouse here (clickhouse-server and clickhouse-client): not tried")
    sys.exit(77)
work = tempfile.mkdtemp()
db, logs = os.path.join(work, "a.db"), os.path.join(work, "logs")
stores = Stores(smtplog, source, db, PERIOD)
run, sqlite, same, wrong = stores.run, stores.sqlite, stores.same, stores.wrong
one, *shards = [Server(found, os.path.join(work, name), os.path.join(schema, "settings"))
                for name in ("one", "shard1", "shard2")]
try:
    for each in (one, *shards):
        each.start(shards)
    if not all(each.wait() for each in (one, *shards)):
        print("ClickHouse does not start here: not tried")
        sys.exit(77)
    main()
finally:
    for each in (one, *shards):
        each.stop()
    shutil.rmtree(work, ignore_errors=True)
sys.exit(1 if stores.faults else 0)
