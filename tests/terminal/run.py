#!/usr/bin/env python3
"""What people see on a terminal: the real program under a pseudo-terminal.

run.py SMTPLOG SOURCE [NAME...] runs all tests below, or those named; each gets a scratch folder with a
database of hostile and ordinary log lines.  Nothing of the caller's environment is passed on.
"""
import os
import re
import signal
import subprocess
import sys
import tempfile
import unicodedata

import pty_run

NOW = "@1795457070"                     # 2026-11-23 18:04:30 UTC
SMTPLOG = SOURCE = DB = HOME = None

# What strangers can put into a log: escapes, C1, bidirectional and invisible characters, broken bytes.
HOSTILE = (b"2026-11-23T12:00:00+00:00 mx1 postfix/smtpd[7]: NOQUEUE: reject: RCPT from "
           b"evil\x9b31m.example[192.0.2.66]: 550 5.1.1 <x\x1b]52;c;QUFB\x07\xc2\x9bK\xe2\x80\xae@example.org>: "
           b"Recipient address rejected: \x1b[2J\xe2\x80\x8b\xd8\x9c\xf3\xa0\x80\x81 no\x7fbody\xff; "
           b"from=<=cmd|' /c calc'!A1@example.net> to=<x\x1b]52;c;QUFB\x07\xc2\x9bK\xe2\x80\xae@example.org> "
           b"proto=ESMTP helo=<\x1b[31mred>\n")


def ordinary(i):
    return (f"2026-11-23T{10 + i // 60:02}:{i % 60:02}:00+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT "
            f"from h{i}.example.net[198.51.100.{i % 250}]: 554 5.7.1 <user{i}@example.org>: Relay access "
            f"denied; from=<a{i}@example.net> to=<user{i}@example.org> proto=SMTP helo=<h>\n").encode()


WIDE = ["ผู้ดูแล", "مدير", "प्रबंधक", "日本語", "🎉🇩🇪", "писарь", "é́", "plain"]


def wide(i, name):
    return (f"2026-11-23T09:{i:02}:00+00:00 mx1 postfix/smtp[9]: 4hA{i:03}z: to=<{name}@example.com>, "
            f"relay=mx.example.com[203.0.113.2]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host "
            f"mx.example.com[203.0.113.2] said: 550 5.1.1 no such user)\n").encode()


def env(**more):
    base = {"PATH": os.environ["PATH"], "HOME": HOME, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
            "SMTPLOG_NOW": NOW, "TZ": "UTC", "SMTPLOG_PAGER": ""}
    base.update(more)
    for variable in ("ASAN_OPTIONS",):
        if variable in os.environ:
            base[variable] = os.environ[variable]
    return {k: v for k, v in base.items() if v is not None}


def on_terminal(*words, rows=24, columns=80, keys=b"", **more):
    data, status = pty_run.run([SMTPLOG, "--db", DB, *words], env(**more), rows, columns, keys, cwd=HOME)
    return data.replace(b"\r\n", b"\n"), status


def begin(*words, rows=24, columns=80, **more):
    return pty_run.Session([SMTPLOG, "--db", DB, *words], env(**more), rows, columns, HOME)


def in_pipe(*words, **more):
    done = subprocess.run([SMTPLOG, "--db", DB, *words], env=env(**more), cwd=HOME,
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.stdout, done.returncode


def plain(data):
    """Without the house's own sequences."""
    return re.sub(rb"\x1b\[[0-9;]*m|\x1b\]8;;[!-~]*\x1b\\", b"", data)


def columns_of(line):
    """Columns by Unicode's classes, so not by the tables that the program uses."""
    width = 0
    for c in line:
        if unicodedata.category(c) in ("Mn", "Me", "Mc", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(c) in "WF" else 1
    return width


def expect(right, what, seen=b""):
    if not right:
        raise AssertionError(f"{what}\n{seen.decode(errors='replace') if isinstance(seen, bytes) else seen}")


# ---- Nothing harmful reaches a terminal, whatever the command and the format ----------------------

DAY = ("--since", "2026-11-23", "--until", "2026-11-24")


def every_output():
    formats = {"top": "table box csv tsv json ndjson markdown", "report": "text html markdown json csv",
               "status": "table box csv tsv json ndjson markdown", "sql": "table box csv tsv json ndjson markdown",
               "trace": "text json", "explain": "text markdown json"}
    words = {"top": DAY, "report": DAY, "status": (), "trace": ("192.0.2.66",),
             "sql": ("SELECT * FROM events",), "explain": (HOSTILE.decode("latin-1"),)}
    for command, names in formats.items():
        for name in names.split():
            yield (command, *words[command], "--format", name)
    for key in "recipient sender reason helo peer".split():
        yield ("top", *DAY, "--by", key)
    yield ("parse", "--host", "mx1", "hostile.log")
    yield ("check", *DAY)
    yield ("sql", "SELECT char(27,91,50,74), char(155), char(8238), x'1b5b324a', char(13,10)")


def test_nothing_harmful_reaches_a_terminal():
    harmless = 0
    for words in every_output():
        for color in ("never", "always")[:1 if words[-1] in ("csv", "tsv", "json", "ndjson") else 2]:
            data, _ = on_terminal(*words, "--color", color)
            rest = plain(data) if color == "always" else data
            text = rest.decode()            # broken bytes would raise
            for c in text:
                expect(c in "\n\t\r" or unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp"),
                       f"{words} {color}: U+{ord(c):04x}", rest)
            expect(b"\r" not in rest.replace(b"\r\n", b""), f"{words}: a lone CR", rest)
            expect(len(text) > 20, f"{words}: nothing was printed", rest)
            harmless += 1
    expect(harmless > 50, f"only {harmless} outputs were looked at")


def test_a_complaint_does_no_harm_either():
    data, status = on_terminal("top", "--cause", "x\x1b[2J\u202e")
    expect(status == 2 and b"\\x1b[2J" in data and "\u202e".encode() not in data, "the complaint", data)


def test_csv_of_top_is_no_formula():
    data, _ = in_pipe("top", *DAY, "--by", "sender", "--format", "csv")
    expect(b",'=cmd|" in data and b",=cmd" not in data, "a formula", data)


# ---- Widths and letters ---------------------------------------------------------------------------

def test_columns_stand_below_each_other():
    query = "SELECT recipient, 'x' AS mark FROM events WHERE code = 550 AND recipient LIKE '%@example.com'"
    data, _ = on_terminal("sql", query, columns=100)
    places = set()
    for line in plain(data).decode().splitlines()[1:]:
        expect(line.endswith("x"), "a row", data)
        places.add(columns_of(line))
    expect(len(places) == 1 and len(data.splitlines()) == len(WIDE) + 1, f"columns {places}", data)


def test_no_line_is_wider_than_the_terminal():
    for columns in (80, 110, 160):
        for lang in ("en", "ru"):
            for words in (("top", *DAY, "--explain", "0"), ("top", *DAY, "--by", "recipient", "--explain", "0"),
                          ("status",), ("report", *DAY, "--explain", "0")):
                data, _ = on_terminal("--lang", lang, *words, columns=columns)
                for line in plain(data).decode().splitlines():
                    expect(columns_of(line) <= columns, f"{columns} {lang} {words}: {columns_of(line)}", line)


def test_ascii_where_the_locale_is():
    for words in (("top", *DAY), ("report", *DAY), ("status",), ("sql", "SELECT * FROM events"),
                  ("sql", "--format", "box", "SELECT recipient FROM events"), ("explain", "550")):
        for locale in ("C", "POSIX", None):
            data, _ = on_terminal(*words, LC_ALL=locale)
            expect(all(c < 0x80 for c in data), f"{words} in {locale}", data)
    data, _ = in_pipe("top", *DAY, LC_ALL="C")
    expect(not set(data.decode()) & set("…–×≈▼▲─│"), "symbols in a pipe", data)
    data, _ = in_pipe("sql", "SELECT recipient FROM events", LC_ALL="C")
    expect("日本語".encode() in data, "strangers' letters in a pipe stay", data)
    data, _ = in_pipe("sql", "--format", "csv", "SELECT '…'", LC_ALL="C")
    expect("…".encode() in data, "formats for programs stay", data)
    data, _ = on_terminal("--lang", "ru", "top", *DAY, LC_ALL="C")
    expect("Отказы".encode() in data or "отказ".encode() in data, "Russian that was asked for", data)


# ---- The pager ------------------------------------------------------------------------------------

def test_what_fits_is_not_paged():
    data, _ = on_terminal("sql", "SELECT 1", SMTPLOG_PAGER="sed s/^/paged:/")
    expect(b"paged:" not in data, "a short answer", data)
    long = ("sql", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT i FROM n")
    data, status = on_terminal(*long, SMTPLOG_PAGER="sed s/^/paged:/")
    expect(data.count(b"paged:") == 101 and status == 0, "a long answer", data)
    data, _ = on_terminal(*long, PAGER="sed s/^/paged:/", SMTPLOG_PAGER=None)
    expect(data.count(b"paged:") == 101, "$PAGER", data)
    for off in ({"SMTPLOG_PAGER": ""}, {"SMTPLOG_PAGER": "cat"}, {"SMTPLOG_PAGER": "/no/such/program -x"},
                {"SMTPLOG_PAGER": "sed s/^/paged:/", "TERM": "dumb"}):
        data, _ = on_terminal(*long, **off)
        expect(b"paged:" not in data and data.count(b"\n") == 101, f"{off}", data)
    data, _ = on_terminal("--no-pager", *long, SMTPLOG_PAGER="sed s/^/paged:/")
    expect(b"paged:" not in data and data.count(b"\n") == 101, "--no-pager", data)
    data, _ = on_terminal(*long, "--format", "csv", SMTPLOG_PAGER="sed s/^/paged:/")
    expect(b"paged:" not in data, "a format for programs", data)
    data, _ = in_pipe(*long, SMTPLOG_PAGER="sed s/^/paged:/")
    expect(b"paged:" not in data, "a pipe", data)


def test_a_pager_that_is_left_early():
    s = begin("sql", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) "
              "SELECT i FROM n", SMTPLOG_PAGER="head -n 3")
    expect(s.end() == 0, f"status {s.status}", s.data)


# ---- The shell of sql -----------------------------------------------------------------------------

def test_the_shell_of_sql():
    s = begin("sql", columns=120)
    talk = [(b".tabels\n", b"did you mean .tables?"), (b".tables\n", b"strange_lines"),
            (b".schema evnts\n", b"did you mean events?"), (b".schema traffic\n", b"replies"),
            (b"select count(*) from\n", b"...>"), (b"evnts;\n", b"did you mean events?"),
            (b"select recipent from events;\n", b"did you mean recipient"),
            (b"select 40 +\n", b"...>"), (b"2;\n", b"   42"), (b".mode json\n", b"smtplog> "),
            (b"select 43 as n;\n", b'{"n":43}'), (b".mode xml\n", b".mode takes one of"),
            (b"delete from events;\n", b"cannot modify events because it is a view"),
            (b"select * from fail\t", b"ures"), (b"\x03", b"smtplog> "), (b".examples\n", b"SELECT"),
            (b"select char(27,91,50,74) as e;\n", b"\\u001b[2J")]
    expect(s.wait_for(b"smtplog> "), "the prompt", s.data)
    for typed, answer in talk:
        s.quiet(0.2)
        s.data = b""
        s.type(typed)
        expect(s.wait_for(answer), f"{typed} is answered by {answer}", s.data)
    s.quiet(0.2)
    s.type(b".quit\n")
    expect(s.end() == 0, f"status {s.status}", s.data)
    history = os.path.join(HOME, ".local/state/smtplog/sql_history")
    expect(os.stat(history).st_mode & 0o077 == 0, "others can read the history")
    s = begin("sql")
    expect(s.wait_for(b"smtplog> "), "the prompt", s.data)
    s.quiet(0.2)
    s.type(b"\x1b[A\x1b[A")
    expect(s.wait_for(b"select char(27,91,50,74)"), "the arrow brings the statement back", s.data)
    s.quiet(0.2)                        # while it draws, an interrupt may pass unheard
    s.data = b""
    s.type(b"\x03")
    expect(s.wait_for(b"smtplog> "), "Ctrl-C leaves it", s.data)
    s.quiet(0.3)                        # an interrupt empties the terminal's queue
    s.type(b"\x04")
    expect(s.end() == 0, "Ctrl-D ends", s.data)


def test_a_statement_can_be_stopped():
    s = begin("sql")
    expect(s.wait_for(b"smtplog> "), "the prompt", s.data)
    s.quiet(0.2)
    s.type(b"with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c;\n")
    expect(s.wait_for(b"from c;"), "the statement is shown", s.data)
    s.quiet(0.7)                        # and runs
    s.type(b"\x03")
    expect(s.wait_for(b"query interrupted"), "Ctrl-C stops it", s.data)
    s.type(b"select 6 * 7;\n")
    expect(s.wait_for(b"   42"), "the shell goes on", s.data)
    s.quiet(0.5)
    s.type(b"\x04")
    expect(s.end() == 0, "Ctrl-D ends", s.data)


def test_no_statement_passes_its_time_limit():
    huge = "replace(hex(zeroblob(4000000)), '00', '0')"
    for query in (f"SELECT instr({huge}, substr({huge}, 1, 2000000) || '1')",
                  "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"):
        begun = os.times()
        _, status = in_pipe("sql", "--timeout", "1s", query)
        ended = os.times()          # the processor's time: the clock's is the machine's load
        took = ended.children_user + ended.children_system - begun.children_user - begun.children_system
        expect(status == 1 and took < 4, f"status {status} after {took:.1f} s of a processor: {query}")
    data, status = in_pipe("sql", "SELECT length(zeroblob(20000000))")
    expect(status == 1, "20 MB", data)


# ---- One screen, and again and again --------------------------------------------------------------

def test_brief_fits_the_screen():
    for rows, columns in ((24, 80), (24, 160), (40, 100), (12, 80)):
        for words in (("top", *DAY), ("top", *DAY, "--by", "recipient"), ("top", *DAY, "--class", "5xx")):
            data, status = on_terminal(*words, "--brief", rows=rows, columns=columns)
            lines = plain(data).decode().splitlines()
            expect(status == 0 and len(lines) < rows, f"{rows} rows: {len(lines)} lines", data)
            for line in lines:
                expect(columns_of(line) <= columns, f"{columns} columns: {columns_of(line)}", line)
            expect(rows < 24 or b"Relaying Denied" in data or b"user1" in data, "no group", data)


def test_the_place_stands_in_80_columns():
    data, _ = on_terminal("top", *DAY, "--explain", "0")
    row = [line for line in plain(data).decode().splitlines() if "Relaying Denied" in line]
    expect(row and "198.51.100.0/24" in row[0], "where", data)


# ---- Links ----------------------------------------------------------------------------------------

LINK = re.compile(rb"\x1b\]8;;([^\x1b]*)\x1b\\([^\x1b\n]*)\x1b\]8;;\x1b\\")


def test_links_are_for_terminals_that_have_them():
    has = ({"VTE_VERSION": "7200"}, {"TERM": "xterm-kitty"}, {"TERM_PROGRAM": "WezTerm"}, {"WT_SESSION": "x"},
           {"KONSOLE_VERSION": "220401"}, {"FORCE_HYPERLINK": "1"}, {"VTE_VERSION": "7200", "SMTPLOG_PAGER": "less -R"})
    none = ({}, {"VTE_VERSION": "4800"}, {"TERM": "linux"}, {"NO_COLOR": "1", "VTE_VERSION": "7200"},
            {"TERM": "dumb", "FORCE_HYPERLINK": "1"}, {"TMUX": "/tmp/x", "VTE_VERSION": "7200"},
            {"TERM": "screen", "VTE_VERSION": "7200"}, {"FORCE_HYPERLINK": "0", "VTE_VERSION": "7200"},
            {"VTE_VERSION": "7200", "SMTPLOG_PAGER": "more"})
    for variables in has:
        data, _ = on_terminal("explain", "550", rows=200, **variables)
        expect((b"https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3", b"RFC 5321 section 4.2.3")
               in LINK.findall(data), f"{variables}", data)
    for variables in none:
        data, _ = on_terminal("explain", "550", rows=200, **variables)
        expect(b"\x1b]8" not in data and b"RFC 5321" in data, f"{variables}", data)
    for words in (("--color", "never"),):
        data, _ = on_terminal("explain", "550", *words, rows=200, VTE_VERSION="7200")
        expect(b"\x1b" not in data, f"{words}", data)
    data, _ = in_pipe("explain", "550", "--color", "always", VTE_VERSION="7200")
    expect(b"\x1b[" in data and b"\x1b]8" not in data, "a pipe", data)


def test_no_text_of_a_log_is_in_a_link():
    for columns in (44, 80, 160):
        for words in (("top", *DAY), ("report", *DAY), ("explain", HOSTILE.decode("latin-1")),
                      ("explain", "550 5.1.1 see https://evil.example/x https://evil.example/\x1b]8;;y")):
            data, _ = on_terminal(*words, rows=500, columns=columns, VTE_VERSION="7200")
            links = LINK.findall(data)
            expect(links, f"{words}: no link", data)
            expect(data.count(b"\x1b]8") == 2 * len(links), f"{words}: a link over a line's end", data)
            for address, words_of_it in links:
                expect(re.fullmatch(rb"https://[!-~]+", address) and b"evil" not in address + words_of_it
                       and b"example" not in address + words_of_it, f"{words}: {address} {words_of_it}", data)


ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"


def test_watch_draws_and_leaves_no_trace():
    for end, want in ((b"q", 0), (b"\x03", 0), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGHUP, -signal.SIGHUP)):
        s = begin("top", *DAY, "--watch", "1")
        expect(s.wait_for(b"q ends"), "the first drawing", s.data)
        expect(s.data.count(ENTER) == 1, "the alternate screen", s.data)
        s.quiet(0.3)
        s.data = b""
        expect(s.wait_for(b"q ends"), "it is drawn again", s.data)
        if isinstance(end, bytes):
            s.type(end)
        else:
            s.kill(end)
        status = s.end()
        expect(status == want, f"{end}: status {status}", s.data)
        expect(s.data.endswith(LEAVE) and b"\x1b[?25h" in s.data, f"{end}: the screen is back", s.data)


def test_watch_follows_the_size_and_the_database():
    s = begin("top", *DAY, "-w", "600", rows=12, columns=80)
    expect(s.wait_for(b"q ends"), "the first drawing", s.data)
    s.quiet(0.3)
    s.data = b""
    s.resize(40, 130)
    expect(s.wait_for(b"q ends"), "a new size is drawn at once", s.data)
    expect(b"sender" in s.data, "at 130 columns the sender is there", s.data)
    s.type(b"q")
    expect(s.end() == 0, "q", s.data)
    data, status = in_pipe("top", *DAY, "--watch")
    expect(status == 2 and not data, "a pipe is no place to draw", data)
    data, status = on_terminal("top", *DAY, "--watch", "--json")
    expect(status == 2 and ENTER not in data, "nor is a format for programs", data)


# ---- The rest -------------------------------------------------------------------------------------

def test_no_room_is_said_by_every_command():
    for words in (("top", *DAY), ("report", *DAY), ("status",), ("explain", "550"), ("compare", "334", "501"),
                  ("sql", "SELECT 1"), ("sql", "--schema"), ("--help",), ("--version",), ("trace", "192.0.2.66"),
                  ("parse", "hostile.log"), ("help", "top"), ("completions", "bash"), ("top", *DAY, "--format", "csv")):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([SMTPLOG, "--db", DB, *words], env=env(), cwd=HOME, stdout=full,
                                  stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
        expect(done.returncode == 1 and b"No space left" in done.stderr, f"{words}: {done.returncode}", done.stderr)


def main():
    global SMTPLOG, SOURCE, DB, HOME
    SMTPLOG, SOURCE, *names = sys.argv[1:]
    SMTPLOG, SOURCE = os.path.abspath(SMTPLOG), os.path.abspath(SOURCE)
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        HOME, DB = scratch, os.path.join(scratch, "a.db")
        with open(os.path.join(scratch, "hostile.log"), "wb") as log:
            log.write(b"".join(wide(i, name) for i, name in enumerate(WIDE)))
            log.write(b"".join(ordinary(i) for i in range(40)) + HOSTILE)
        in_pipe("ingest", "-q", "hostile.log")
        for name, test in list(globals().items()):
            if not name.startswith("test_") or (names and name[5:] not in names):
                continue
            try:
                test()
                print(f"ok   {name[5:]}")
            except (AssertionError, UnicodeDecodeError) as fault:
                failed += 1
                print(f"FAIL {name[5:]}: {fault}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
