#!/usr/bin/env python3
"""Runs what the documents tell people to type: documents.py SMTPLOG SOURCE DATASETTE

A ```sh block's lines that call smtplog or a tool that reads its database, and the examples of the man pages, must end with status 0; a line
of a plain block that begins with "$ " must print what stands below it.  Paths below /var and programs
that are not smtplog's are played by a scene of our samples, so nothing of this machine is read.  The
queries made for Datasette (DATASETTE) are asked of the scene's database.
"""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

smtplog, source = os.path.abspath(sys.argv[1]), sys.argv[2]
scene = tempfile.mkdtemp()
samples = os.path.join(source, "tests", "samples")
NOW = "@1795352400"             # 2026-11-22 13:00 UTC: an hour after the samples end


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


def commands(name, text):
    """(command, expected output or None)."""
    if name.endswith(".md"):
        for language, lines in blocks(text):
            if language == "sh":
                for line in lines:
                    line = re.sub(r"^(\S+ ){5}\s*\S+\s+(?=smtplog)", "", line)      # cron's fields
                    call = re.search(r"(?:^|[|;] *)(smtplog|sqlite3|sqlite-utils) ", line)
                    if call and (call[1] == "smtplog" or shutil.which(call[1])):
                        yield line, None
            elif lines and lines[0].startswith("$ "):
                yield lines[0][2:], "\n".join(lines[1:]) + "\n"
    else:
        for line in examples(text):
            if line.startswith("smtplog "):
                yield line, None


def main():
    build()
    tried, faults = 0, 0
    pages = ["README.md", "packaging/README.md", "parsers/README.md", "docs/schema.md", "CONTRIBUTING.md"]
    pages += ["docs/man/" + page for page in sorted(os.listdir(os.path.join(source, "docs/man")))]
    for name in pages:
        with open(os.path.join(source, name)) as text:
            for line, expected in commands(name, text.read()):
                done = run(line)
                tried += 1
                if done.returncode or (expected is not None and done.stdout != expected):
                    faults += 1
                    print(f"-- {name}: {line}\nstatus {done.returncode}\n{done.stderr}", end="")
                    print(done.stdout if expected is not None else "")
    with open(sys.argv[3]) as text, sqlite3.connect(scene + "/smtplog.db") as db:
        for name, query in json.load(text)["databases"]["smtplog"]["queries"].items():
            tried += 1
            try:
                db.execute(query["sql"]).fetchall()
            except sqlite3.Error as fault:
                faults += 1
                print(f"-- datasette, {name}: {fault}")
    shutil.rmtree(scene)
    print(f"{tried - faults} passed, {faults} failed")
    sys.exit(1 if faults or not tried else 0)


main()
