#!/usr/bin/env python3
"""A fleet in small: demo.py SMTPLOG SOURCE SERVERS

Two hosts with Postfix, one with Exim, one with Sendmail: each reads its own logs, the databases are
merged, the whole is exported and loaded by load.sh, and `top` says the same of both stores, by every
key and in all three classes.  Then schema/clickhouse/demo.sh does the same, as an operator would call
it.  77: no server is to be had.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from server import Server, find
from stores import Stores, clickhouse, read

smtplog, source, servers = sys.argv[1:4]
schema = os.path.join(source, "schema", "clickhouse")
HOSTS = {"mx1": "golden/postfix/day/mail.log", "mx2": "samples/mail.log",
         "mx3": "golden/exim/day/mainlog", "mx4": "golden/sendmail/day/mail.log"}
PERIOD = ("2026-11-17", "2026-11-25")


def make_logs(folder):
    """Each under its host's name, as its host would have written it."""
    for host, log in HOSTS.items():
        text = read(source, "tests", log)
        os.makedirs(os.path.join(folder, host))
        with open(os.path.join(folder, host, os.path.basename(log)), "w", encoding="utf-8") as f:
            f.write(re.sub(r"(?m)^(\S+ +\S+ \S+ |\S+T\S+ )mx\d ", rf"\1{host} ", text))


def read_and_merge(stores, logs, work):
    """A database a host, and all in one; an Exim log has no host in it."""
    for host in HOSTS:
        own = os.path.join(work, host + ".db")
        stores.run("ingest", "-q", "--host", host, os.path.join(logs, host), db=own)
        stores.run("merge", own)
    found = {row[0] for row in stores.sqlite("SELECT DISTINCT host FROM events")}
    if found != set(HOSTS):
        stores.wrong(f"hosts {sorted(HOSTS)}, in the database {sorted(found)}")


def script(stores, server, name, *arguments, **variables):
    """One of the operator's, with this server's client in front; what it printed."""
    client = os.path.dirname(server.client)
    done = subprocess.run(
        ["sh", os.path.join(schema, name), *arguments, "--host", "127.0.0.1", "--port",
         str(server.port)], text=True, capture_output=True, check=False, stdin=subprocess.DEVNULL,
        env=dict(server.env, SMTPLOG=smtplog, PATH=client + os.pathsep + os.environ["PATH"],
                 **variables))
    if done.returncode:
        stores.wrong(f"{name}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def set_up(server):
    for name in ("01_tables.sql", "02_views.sql", "03_rollups.sql"):
        server.ask(read(schema, name))


def main(stores, server, work):
    logs = os.path.join(work, "logs")
    make_logs(logs)
    set_up(server)
    read_and_merge(stores, logs, work)
    for _ in range(2):                  # twice is once
        script(stores, server, "load.sh", SMTPLOG_DB=stores.db,
               SMTPLOG_SPOOL=os.path.join(work, "spool"))
    by_host = "SELECT host, mta, count(*) AS n FROM failures GROUP BY host, mta"
    rows = stores.same("failures by host", stores.sqlite(by_host),
                       clickhouse(server, "smtplog", by_host))
    groups = stores.tops(server, "smtplog")
    print(f"{rows} hosts, {groups} groups of top in both stores")
    if rows != len(HOSTS) or groups < 100:
        stores.wrong("too little was compared")
    server.ask("DROP DATABASE smtplog")
    set_up(server)
    said = script(stores, server, "demo.sh", logs)
    if said.count("ClickHouse says the same") != 3:
        stores.wrong("demo.sh says\n" + said)


found = find(servers)
if not found:
    print("no ClickHouse here (clickhouse-server and clickhouse-client): not tried")
    sys.exit(77)
folder = tempfile.mkdtemp()
both = Stores(smtplog, source, os.path.join(folder, "all.db"), PERIOD)
only = Server(found, os.path.join(folder, "server"), os.path.join(schema, "settings"))
try:
    only.start([only])
    if not only.wait():
        print("ClickHouse does not start here: not tried")
        sys.exit(77)
    main(both, only, folder)
finally:
    only.stop()
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(1 if both.faults else 0)
