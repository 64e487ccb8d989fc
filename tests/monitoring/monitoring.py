#!/usr/bin/env python3
"""What packaging/monitoring promises, tried with the real thing: monitoring.py SMTPLOG SOURCE [BIN]

`smtplog metrics` passes promtool, a Prometheus on loopback scrapes it and says the same numbers, the
alert rules pass their own tests, and every panel of both dashboards asks a question that Prometheus or
SQLite can answer.  Counters do not go back when old events are pruned and a database is merged in.
77: Prometheus is neither in the folder BIN nor installed.
"""
import functools
import http.server
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from ports import free_ports  # noqa: E402  (tests/support is no package)

smtplog, source = sys.argv[1], sys.argv[2]
monitoring = os.path.join(source, "packaging", "monitoring")
os.environ["PATH"] = os.pathsep.join(sys.argv[3:] + [os.environ["PATH"]])
work = tempfile.mkdtemp()
faults = []
EVER = "[1h]"       # on a busy machine a scrape may come too late, and then there is no value now


def check(right, what):
    if not right:
        faults.append(what)
        print("wrong:", what)


def run(*argv, **more):
    return subprocess.run(argv, check=True, text=True, capture_output=True, **more).stdout


def samples(text):
    """name{labels} -> value of a metrics page."""
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1])
            for line in text.splitlines() if line and not line.startswith("#")}


def the_page():
    """Counters by promtool's eye, against SQL, and over prune and merge."""
    db, other = os.path.join(work, "a.db"), os.path.join(work, "b.db")
    logs = os.path.join(source, "tests", "samples")
    run(smtplog, "--db", db, "ingest", "-q", logs)
    page = run(smtplog, "--db", db, "metrics")
    lint = subprocess.run(["promtool", "check", "metrics"], input=page, text=True, capture_output=True)
    check(lint.returncode == 0 and not lint.stderr.strip(), "promtool: " + lint.stdout + lint.stderr)
    before = samples(page)
    with sqlite3.connect(db) as sql:
        failures = sql.execute("SELECT count(*) FROM failures").fetchone()[0]
        replies = sql.execute("SELECT sum(replies) FROM traffic").fetchone()[0]
    for family, right in (("smtplog_failures_total", failures), ("smtplog_replies_total", replies)):
        got = sum(v for k, v in before.items() if k.startswith(family + "{"))
        check(got == right, f"{family} is {got}, the views say {right}")

    run(smtplog, "--db", db, "prune", "--keep", "1d")
    with sqlite3.connect(db) as sql:
        check(sql.execute("SELECT count(*) FROM failures").fetchone()[0] == 0, "nothing was pruned")
    log = os.path.join(work, "other.log")
    with open(log, "w") as out:
        out.write("2026-11-21T10:00:00+00:00 mx2 postfix/smtpd[7]: NOQUEUE: reject: RCPT from "
                  "h.example.com[192.0.2.8]: 550 5.1.1 <n@example.org>: Recipient address rejected: "
                  "User unknown; from=<a@example.com> to=<n@example.org> proto=ESMTP helo=<h>\n")
    run(smtplog, "--db", other, "ingest", "-q", log)
    run(smtplog, "--db", db, "merge", other)
    after = samples(run(smtplog, "--db", db, "metrics"))
    for key, value in before.items():
        check(after.get(key, -1) >= value, f"{key} went from {value} to {after.get(key)}")
    check(any('host="mx2"' in key for key in after), "the merged host is not there")

    path = os.path.join(work, "smtplog.prom")
    run(smtplog, "--db", db, "metrics", "-o", path)
    check(samples(open(path).read()) == after, "-o writes something else")
    return db, path


def rules():
    shutil.copy(os.path.join(monitoring, "alerts.yml"), work)
    shutil.copy(os.path.join(source, "tests", "monitoring", "alerts_test.yml"), work)
    for what in (["check", "rules", "alerts.yml"], ["test", "rules", "alerts_test.yml"]):
        said = subprocess.run(["promtool", *what], cwd=work, text=True, capture_output=True)
        check(said.returncode == 0, "promtool " + " ".join(what) + ": " + said.stdout + said.stderr)


class Page(http.server.SimpleHTTPRequestHandler):
    extensions_map = {".prom": "text/plain; version=0.0.4"}

    def log_message(self, *_):
        pass


def scraped(path):
    """Starts Prometheus on the page; answers a function that asks it, and one that ends it."""
    page = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                           functools.partial(Page, directory=os.path.dirname(path)))
    threading.Thread(target=page.serve_forever, daemon=True).start()
    (port,) = free_ports(1)
    config = os.path.join(work, "prometheus.yml")
    with open(config, "w") as out:
        json.dump({"global": {"scrape_interval": "2s", "scrape_timeout": "2s"}, "rule_files": ["alerts.yml"],
                   "scrape_configs": [{"job_name": "smtplog",
                                       "metrics_path": "/" + os.path.basename(path),
                                       "static_configs": [{"targets": [
                                           f"127.0.0.1:{page.server_address[1]}"]}]}]}, out)
    server = subprocess.Popen(
        ["prometheus", "--config.file", config, "--storage.tsdb.path", os.path.join(work, "tsdb"),
         "--web.listen-address", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL, stderr=open(os.path.join(work, "prometheus.log"), "w"))

    def ask(expr):
        url = f"http://127.0.0.1:{port}/api/v1/query?" + urllib.parse.urlencode({"query": expr})
        try:
            return json.load(urllib.request.urlopen(url, timeout=10))
        except urllib.error.HTTPError as fault:
            return json.load(fault)

    def end():
        server.terminate()
        server.wait()
        page.shutdown()

    for _ in range(120):                    # until it has scraped once
        try:
            if ask(f"last_over_time(smtplog_build_info{EVER})").get("data", {}).get("result"):
                break
        except (OSError, ValueError):       # nobody listens yet, or says in words that it is not ready
            pass
        time.sleep(0.5)
    return ask, end


def panels(name):
    """By rules written here, for Grafana's own schema is not to be had."""
    with open(os.path.join(monitoring, name)) as text:
        board = json.load(text)
    check(board["schemaVersion"] >= 36 and board["title"] and board["uid"], name + ": its head")
    taken, ids = set(), set()
    for panel in board["panels"]:
        where = f"{name}, {panel['title']}"
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        check(not cells & taken and at["x"] + at["w"] <= 24, where + ": its place")
        check(panel["id"] not in ids and panel["type"] in ("stat", "timeseries", "table"), where + ": id, type")
        check(panel["description"] and panel["targets"] and panel["datasource"], where + ": incomplete")
        taken |= cells
        ids.add(panel["id"])
        yield where, panel


def boards(ask, db, known):
    for where, panel in panels("grafana-prometheus.json"):
        for target in panel["targets"]:
            expr = target["expr"].replace("$host", ".*").replace("$__range", "1h")
            expr = expr.replace("$__rate_interval", "5m")
            answer = ask(expr)
            check(answer["status"] == "success", f"{where}: {answer.get('error')}")
            for metric in re.findall(r"smtplog_\w+", expr):
                check(metric in known, f"{where}: no metric {metric}")
    with sqlite3.connect(db) as sql:
        for where, panel in panels("grafana-sqlite.json"):
            for target in panel["targets"]:
                text = target["rawQueryText"].replace("$__from", "0").replace("$__to", "4000000000000")
                try:
                    rows = sql.execute(text).fetchall()
                    check(rows or "failures AS" not in text, where + ": no rows")
                except sqlite3.Error as fault:
                    check(False, f"{where}: {fault}")


def main():
    if not shutil.which("prometheus") or not shutil.which("promtool"):
        print("skipped: Prometheus is not installed")
        sys.exit(77)
    db, path = the_page()
    rules()
    ask, end = scraped(path)
    try:
        told = samples(open(path).read())
        known = {key.split("{")[0] for key in told}
        got = ask(f"sum(last_over_time(smtplog_failures_total{EVER}))")["data"]["result"]
        right = sum(v for k, v in told.items() if k.startswith("smtplog_failures_total{"))
        check(got and float(got[0]["value"][1]) == right, f"Prometheus has {got}, the page {right}")
        with open(os.path.join(monitoring, "alerts.yml")) as text:
            for metric in set(re.findall(r"smtplog_\w+(?:_total|_seconds)", text.read())):
                check(metric in known, "alerts.yml: no metric " + metric)
        boards(ask, db, known)
    finally:
        end()
    shutil.rmtree(work)
    print(f"{0 if faults else 1} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


main()
