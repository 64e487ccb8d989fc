#!/usr/bin/env python3
"""README's table of other tools, measured again: beside.py SMTPLOG SOURCE [FETCHED] [-v]

The tools read the same two days as smtplog (tests/days: an address that gets on a blocklist at nine, a
log that stops in the night).  A claim is a pattern of what a tool prints and the words that README's
row of that tool must then hold, so a figure stands there only if the tool has printed it.  FETCHED
is a folder of Debian packages unpacked and not installed (packaging/packages.sh), for tools that
would bring a mail server or a daemon with them.  A tool that is missing, or whose release is not
that of README's row, is left out and told; 77: none is there.  -v prints their first lines.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

ARGS = [a for a in sys.argv[1:] if a != "-v"]
VERBOSE = "-v" in sys.argv
SMTPLOG, SOURCE = os.path.abspath(ARGS[0]), ARGS[1]
FETCHED = ARGS[2] if len(ARGS) > 2 else "/nonexistent"
sys.path.insert(0, os.path.join(SOURCE, "tests", "days"))
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import run as days_run  # noqa: E402  (tests/days is no package)
from days import DAYS  # noqa: E402
from ports import free_ports  # noqa: E402
from world import DAY, World  # noqa: E402

LISTED, STOPPED = "blocklisted", "stale_log"
FIRST = 25                      # lines: what a reader sees without scrolling
NOW = "@1795653000"             # 2026-11-26 00:30 UTC: the night after
work = tempfile.mkdtemp()

# tool -> what README's row must say: (day, pattern of what the tool prints, the row's words).
CLAIMS = {
    "pflogsumm": [
        (LISTED, r"(\d+)   received\n +(\d+)   delivered(?s:.*?)(\d+)   bounced\n +(\d+)   rejected",
         "{} received, {} delivered, {} bounced, {} rejected"),
        (STOPPED, r"(\d+)   received\n +(\d+)   delivered(?s:.*?)0100-0200 +0 +0 +0 +0 +0",
         "{} received, {} delivered; the hours after 01:00 are 0"),
    ],
    "logwatch": [
        (LISTED, r" (\d+)   SASL authentication failed", "{} failed logins"),
        (LISTED, r" (\d+)   Accepted(?s:.*?)(\d+)   Rejected", "{} accepted, {} rejected"),
        (LISTED, r"(\d+)   Bounced \(remote\)", "{} bounced (remote)"),
        (STOPPED, r" (\d+)   Accepted(?s:.*?)(\d+)   Rejected", "{} accepted, {} rejected"),
    ],
    "eximstats": [
        (LISTED, r"Received .*? (\d+) +\d+ +\d+ +[\d.]+% +(\d+) ([\d.]+)%\n(?s:.*?)Rejects +(\d+)",
         "{} received, {} failed ({} %), {} rejected"),
        (STOPPED, r"Received +\S+ +(\d+)(?s:.*?)05-06 +0\b", "{} received; hours with 0"),
    ],
    "GoAccess": [
        (LISTED, r"Format Errors", "nothing"),
        (STOPPED, r"Format Errors", "nothing"),
    ],
    "lnav": [
        (LISTED, r"warnings (\d+) errors 0 bounced (\d+)\n",
         "{} warnings, no error: none of the {} bounces is marked"),
        (STOPPED, r"warnings 0 errors 0", "no warning, no error"),
    ],
    "postfix_exporter": [
        (LISTED, r"cleanup_messages_processed_total (\d+)", "{} accepted"),
        (LISTED, r'rejected_total\{code="550"\} (\d+)\n.*code="554"\} (\d+)',
         "{} refused with 550 and {} with 554"),
        (LISTED, r"^(?!(?s:.*)bounced)", "bounces have no counter"),
        (LISTED, r'unsupported_log_entries_total\{service=""\} (\d+)', "{} lines of `submission`"),
        (STOPPED, r"cleanup_messages_processed_total (\d+)", "{} accepted"),
    ],
    "smtplog": [
        (LISTED, r"(Mail flows in part)\. (\d+) delivered, 0 waiting, (\d+) bounced",
         "{}; {} delivered, {} bounced"),
        (LISTED, r"bounced +\d+ +(\d+) ", "(usual {})"),
        (LISTED, r"address is refused as blocklisted.*?since (\d\d:\d\d), at (\d+) domains",
         "this server's address is refused since {} at {} domains"),
        (STOPPED, r"(Whether mail flows is not known).*?No log line since (\d\d:\d\d)",
         "{}: no log line since {}"),
    ],
}


def fetched(path):
    """A file of an unpacked package, else the installed one; None if there is neither."""
    for root in (FETCHED, ""):
        if os.path.exists(root + path):
            return root + path
    return None


def say(*argv, **more):
    done = subprocess.run(argv, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=more.pop("stdin", subprocess.DEVNULL), cwd=work, env=ENV, **more)
    return done.stdout


ENV = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8", COLUMNS="100", SMTPLOG_CONFIG="/dev/null", HOME=work,
           SMTPLOG_NOW=NOW)


def write_day(name, mta):
    """The days before and the day itself, as files NAME.MTA.before and NAME.MTA."""
    day = next(d for d in DAYS if d["name"] == name)
    world = World(sum(map(ord, mta)), **days_run.WORLDS[mta])
    midnight, before = days_run.midnight_of(day["date"]), ""
    for back in range(day["past"], 0, -1):
        before += world.day(midnight - back * DAY).text()
    for suffix, text in ((".before", before), ("", day["make"](world, midnight).text())):
        with open(os.path.join(work, f"{name}.{mta}{suffix}"), "w") as out:
            out.write(text)


def pflogsumm(day):
    return say("pflogsumm", day + ".postfix")


def logwatch(day):
    """Its filter for Postfix, which asks for traditional stamps and to be told of long queue ids."""
    with open(os.path.join(work, day + ".postfix")) as log:
        text = re.sub(r"^\S+T(\S{8})\S+ mx1", r"Nov 25 \1 mx1", log.read(), flags=re.M)
    with open(os.path.join(work, "traditional"), "w") as out:
        out.write(text)
    with open(os.path.join(work, "traditional")) as log:
        return say("perl", fetched(LOGWATCH), "--long_queue_ids", stdin=log)


def eximstats(day):
    return say("perl", fetched(EXIMSTATS), day + ".exim")


def goaccess(day):
    return say("goaccess", day + ".postfix", "--log-format=COMBINED", "--no-global-config", "-o", "out.json")


def lnav(day):
    return say("lnav", "-n", "-c", ";SELECT 'warnings ' || sum(log_level = 'warning') || ' errors ' || "
               "sum(log_level = 'error') || ' bounced ' || sum(log_body LIKE '%status=bounced%') AS w "
               "FROM syslog_log", day + ".postfix").replace(" \n", "\n")


def postfix_exporter(day):
    """It reads what is written while it runs: the day is written before its eyes, and behind it a line of
    a program that it does not know, which it counts when it has come to it."""
    live = os.path.join(work, "live")
    open(live, "w").close()
    address = f"127.0.0.1:{free_ports(1)[0]}"
    server = subprocess.Popen([fetched(EXPORTER), "--web.listen-address", address,
                               "--postfix.logfile_path", live], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    page, written = "", False
    try:
        for _ in range(300):
            time.sleep(.3)
            try:
                page = urllib.request.urlopen(f"http://{address}/metrics").read().decode()
            except OSError:
                continue
            page = "".join(x for x in page.splitlines(True) if re.match(r"postfix_.*(_total|status)", x))
            if not written:
                with open(os.path.join(work, day + ".postfix")) as log, open(live, "a") as out:
                    out.write(log.read() + "2026-11-25T23:59:59+00:00 mx1 postfix/end[1]: all is read\n")
                written = True
            elif 'service="end"' in page:
                break
    finally:
        server.terminate()
        server.wait()
    return page


def smtplog(day):
    db = os.path.join(work, day + ".db")
    say(SMTPLOG, "--db", db, "ingest", "-q", "--host", "mx1", day + ".postfix.before", day + ".postfix")
    return " ".join(say(SMTPLOG, "--db", db, "report").split())     # however wide it wraps


LOGWATCH = "/usr/share/logwatch/scripts/services/postfix"
EXIMSTATS = "/usr/sbin/eximstats"
EXPORTER = "/usr/bin/prometheus-postfix-exporter"
TOOLS = {   # tool -> how it is run, is it there, its package
    "pflogsumm": (pflogsumm, lambda: shutil.which("pflogsumm"), "pflogsumm"),
    "logwatch": (logwatch, lambda: fetched(LOGWATCH), "logwatch"),
    "eximstats": (eximstats, lambda: fetched(EXIMSTATS), "exim4-base"),
    "GoAccess": (goaccess, lambda: shutil.which("goaccess"), "goaccess"),
    "lnav": (lnav, lambda: shutil.which("lnav"), "lnav"),
    "postfix_exporter": (postfix_exporter, lambda: fetched(EXPORTER), "prometheus-postfix-exporter"),
    "smtplog": (smtplog, lambda: True, None),
}


def release(package):
    """Of the package here: what FETCHED unpacked notes it in PACKAGE.version; "" if nobody knows."""
    note = os.path.join(FETCHED, package + ".version")
    if os.path.exists(note):
        with open(note) as text:
            found = text.read()
    else:
        found = say("dpkg-query", "-W", "-f", "${Version}", package)
    return re.sub(r"^\d+:|-[^-]*$", "", found.strip())


def rows():
    """README's table: first word of a row -> (release, row)."""
    with open(os.path.join(SOURCE, "README.md")) as text:
        section = text.read().split("## Beside other tools", 1)[1].split("\n## ", 1)[0]
    return {m[1]: (m[2].strip(), m[3]) for m in re.finditer(r"^\| (\w+) ?([\d.]*) \|(.*)\|$", section, re.M)}


def main():
    for name in (LISTED, STOPPED):
        for mta in ("postfix", "exim"):
            write_day(name, mta)
    table, tried, faults = rows(), 0, []
    for tool, (read, there, package) in TOOLS.items():
        wanted, row = table.get(tool, ("", ""))
        if not there():
            print(f"skipped: {tool} is not here")
            continue
        if package and release(package) != wanted:
            print(f"skipped: {tool} {release(package)} is here, README's row is about {wanted or 'none'}")
            continue
        tried += tool != "smtplog"
        printed = {day: read(day) for day in (LISTED, STOPPED)}
        for day, pattern, words in CLAIMS[tool]:
            if VERBOSE:
                print(f"---- {tool}, {day}", *printed[day].splitlines()[:FIRST], sep="\n")
            found = re.search(pattern, printed[day])
            if not found:
                faults.append(f"{tool}, {day}: it does not print {pattern}")
            elif words.format(*found.groups()).lower() not in row.lower():
                faults.append(f"{tool}: README lacks: {words.format(*found.groups())}")
    shutil.rmtree(work)
    print(*faults, f"{tried} tools beside smtplog, {len(faults)} claims wrong", sep="\n")
    sys.exit(1 if faults else 0 if tried else 77)


main()
