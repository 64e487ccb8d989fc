#!/usr/bin/env python3
"""Runs what the documents tell people to type: documents.py SMTPLOG SOURCE DATASETTE TESTS

Every line of a ```sh block and of an indented block, and every command of a man page's example, is
typed here, or a row of ELSEWHERE names the test (of the list in the file TESTS) that types it; a line
that is neither is a fault.  A command must end with status 0, and print something unless it only
writes; a line of a plain block that begins with "$ " must print what stands below it, byte by byte.
Paths below /var and programs that are not smtplog's are played by a scene of our samples, so nothing
of this machine is read.  The queries made for Datasette (DATASETTE) are asked of the scene's database.
"""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

smtplog, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
scene = tempfile.mkdtemp()
samples = os.path.join(source, "tests", "samples")
NOW = "@1795352400"             # 2026-11-22 13:00 UTC: an hour after the samples end

# What is not typed here: pattern of the line -> the test that types it or does what it says.
ELSEWHERE = [
    (r"sh packaging/try\.sh", "install/try"),
    (r"sh packaging/test\.sh", None),               # continuous integration is this command (.ci/run)
    (r"cmake --preset dev .* ctest", None),         # as this test was built and is run
    (r"cmake --preset tsan ", None),                # a second build, of minutes; e2e/jobs is what it runs
    (r"cmake --install ", "install/try"),
    (r"systemd-sysusers|install -d /etc/smtplog|systemctl ", "install/try"),
    (r"apt-get build-dep|dpkg-buildpackage|apt-get install", "install/deb"),
    (r"cpack -G RPM", "install/rpm"),
    (r"clickhouse-client|sh load\.sh", "clickhouse"),
    (r"python3 tests/days/run\.py", "days/ordinary"),
    (r"cmake --build build-dev --target golden-update", "golden"),
]
# Commands that say nothing when all is well: they write a file, only read logs, or had said all before.
SILENT = re.compile(r"-o \S|> \S+|\bingest\b|^cc |\bexport\b")


def write(name, text, mode=0o644):
    path = os.path.join(scene, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as out:
        out.write(text)
    os.chmod(path, mode)


def build():
    """What the commands expect to find."""
    shutil.copytree(samples, os.path.join(scene, "var/log"))
    os.makedirs(os.path.join(scene, "var/lib/prometheus/node-exporter"))
    write("smtplog.conf", f"Database: {scene}/smtplog.db\nPaths: {scene}/var/log/*\n")
    write("bin/docker", f"#!/bin/sh\nsed 's/^/smtp-1  | /' {samples}/mail.log\n", 0o755)
    write("bin/journalctl", "#!/bin/sh\n" + "\n".join(
        f"""echo '{{"__REALTIME_TIMESTAMP":"17953500000000{i:02}","_HOSTNAME":"mx1","_PID":"7","""
        f""""__CURSOR":"c{i}","SYSLOG_IDENTIFIER":"postfix/smtpd","MESSAGE":"disconnect from unknown"""
        f"""[192.0.2.1] ehlo=1 quit=1 commands=2"}}'""" for i in range(3)) + "\n", 0o755)
    write("bin/jq", "#!/bin/sh\ncat\n", 0o755)
    os.symlink(smtplog, os.path.join(scene, "bin/smtplog"))
    write("bounce.eml", "Final-Recipient: rfc822; nobody@example.org\nAction: failed\nStatus: 5.1.1\n"
          "Diagnostic-Code: smtp; 550 5.1.1 <nobody@example.org>: User unknown\n")
    for name in os.listdir(source):
        if name in ("tests", "packaging", "parsers"):
            os.symlink(os.path.join(source, name), os.path.join(scene, name))
    run("smtplog ingest -q")


def run(line):
    env = {"PATH": f"{scene}/bin:/usr/bin:/bin", "HOME": scene, "TZ": "UTC", "LC_ALL": "C.UTF-8",
           "SMTPLOG_CONFIG": f"{scene}/smtplog.conf", "SMTPLOG_NOW": NOW, "COLUMNS": "90"}
    return subprocess.run(["/bin/sh", "-c", line.replace("/var/", f"{scene}/var/")], cwd=scene, env=env,
                          text=True, stdin=subprocess.DEVNULL, capture_output=True)


def blocks(text):
    """(language, lines) of a page's fenced blocks."""
    for language, body in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S):
        yield language, body.splitlines()


def examples(page):
    """Lines of a man page's .EX blocks."""
    for body in re.findall(r"^\.EX\n(.*?)^\.EE$", page, re.M | re.S):
        yield from body.replace("\\-", "-").replace("\\e", "\\").splitlines()


def lines_of(name, text):
    """(line, what it must print or None) of a document."""
    if not name.endswith(".md"):
        yield from ((line, None) for line in examples(text) if re.match(r"smtplog |sqlite|[a-z-]+ \S+ -", line))
        return
    for language, lines in blocks(text):
        if language == "sh":
            yield from ((line, None) for line in lines if line and not line.startswith("#"))
        elif lines and lines[0].startswith("$ "):
            yield lines[0][2:], "\n".join(lines[1:]) + "\n"
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    for line in re.findall(r"^    ((?:python3|cmake|cc|sh|smtplog|ctest) .*)$", outside, re.M):
        yield line, None


def typed(line):
    """The line as it is typed here: cron's fields are cron's, NAME is the parser of the template."""
    line = re.sub(r"^(\S+ ){5}\s*\S+\s+(?=smtplog)", "", line)
    line = re.sub(r"(-o )?NAME\.(so|c)", lambda m: f"{m[1] or ''}" + (
        "dove.so" if m[2] == "so" else "parsers/template/dove.c"), line)
    return line.replace("build-dev/smtplog", "smtplog")


def missing_tool(line):
    tool = re.match(r"(sqlite3|sqlite-utils|cc) ", line)
    return tool[1] if tool and not shutil.which(tool[1]) else None


def documents():
    """Every page of the repository, by git's list where there is one."""
    listed = subprocess.run(["git", "-C", source, "ls-files", "*.md", "docs/man/*.[0-9]"], text=True,
                            capture_output=True)
    return listed.stdout.split() or [
        os.path.relpath(os.path.join(folder, name), source)
        for folder, _, names in os.walk(source) for name in names
        if re.search(r"\.md$|^smtplog.*\.[0-9]$", name) and "/build" not in folder]


def judge(name, line, expected):
    """What is wrong with what a line prints; None: nothing."""
    done = run(typed(line))
    if done.returncode or (expected is not None and done.stdout != expected):
        return f"status {done.returncode}\n{done.stderr}{done.stdout if expected is not None else ''}"
    if not done.stdout and not SILENT.search(line):
        return "it prints nothing"
    return None


def main():
    build()
    with open(sys.argv[4]) as text:
        tests = text.read().split()
    tried, elsewhere, faults = 0, 0, 0
    used = set()
    for name in sorted(documents()):
        with open(os.path.join(source, name)) as text:
            found = list(lines_of(name, text.read()))
        for line, expected in found:
            row = next((r for r in ELSEWHERE if re.search(r[0], line)), None)
            if row:
                elsewhere += 1
                used.add(row)
                wrong = None if row[1] is None or row[1] in tests else f"there is no test {row[1]}"
            elif missing_tool(line):
                print(f"skipped: no {missing_tool(line)} for: {line}")
                continue
            else:
                tried += 1
                wrong = judge(name, line, expected)
            if wrong:
                faults += 1
                print(f"-- {name}: {line}\n{wrong}")
    for row in set(ELSEWHERE) - used:
        faults += 1
        print(f"-- no document has: {row[0]}")
    with open(sys.argv[3]) as text, sqlite3.connect(scene + "/smtplog.db") as db:
        for name, query in json.load(text)["databases"]["smtplog"]["queries"].items():
            tried += 1
            try:
                db.execute(query["sql"]).fetchall()
            except sqlite3.Error as fault:
                faults += 1
                print(f"-- datasette, {name}: {fault}")
    shutil.rmtree(scene)
    print(f"{tried} typed, {elsewhere} typed by other tests, {faults} wrong")
    sys.exit(1 if faults or not tried else 0)


main()
