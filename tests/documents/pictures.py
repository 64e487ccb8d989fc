#!/usr/bin/env python3
"""The pictures of README, from what the program prints: pictures.py SMTPLOG SOURCE [--update]

A scripted day of tests/days (the server's address gets on a blocklist, with three weeks before it) is
read by the real program.  docs/pictures/top.svg is its `top` with the terminal's colours drawn as text,
and must be that byte for byte; docs/pictures/report.png is its page as Chromium shows it at 1280
pixels, and carries the page's SHA-256 in a chunk of text, which must be that of the page that is
written today.  --update makes both anew (target `pictures-update`; needs Chromium for the second).
"""
import hashlib
import html
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

SMTPLOG, SOURCE = os.path.abspath(sys.argv[1]), sys.argv[2]
UPDATE = "--update" in sys.argv
PICTURES = os.path.join(SOURCE, "docs", "pictures")
sys.path.insert(0, os.path.join(SOURCE, "tests", "days"))
import run as days_run  # noqa: E402  (tests/days is no package)
from days import DAYS  # noqa: E402

COLUMNS, LINE, CHAR, MARGIN = 100, 18, 8.43, 16         # pixels, of a font of 14
INK, PAPER = "#d8dee9", "#1f2430"
COLOURS = {"31": "#ff7b72", "33": "#e3b341", "36": "#56d4dd"}
WIDTH, HEIGHT = 1280, 1000


def coloured(line, style):
    """(the line's runs as (style, text), the style it ends with); style: SGR numbers in force."""
    runs = []
    for part in re.split("(\x1b\\[[0-9;]*m)", line):
        found = re.fullmatch("\x1b\\[([0-9;]*)m", part)
        if found:
            style = () if found[1] in ("", "0") else tuple(found[1].split(";"))
        elif part:
            runs.append((style, part))
    return runs, style


def drawn(text):
    """An SVG of what a terminal shows; each run stands at its own column, whatever the font."""
    lines, style = text.rstrip("\n").split("\n"), ()
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{round(COLUMNS * CHAR) + 2 * MARGIN}" '
           f'height="{len(lines) * LINE + 2 * MARGIN}" font-size="14" fill="{INK}" '
           'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace">',
           f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>']
    for number, line in enumerate(lines):
        column = 0
        runs, style = coloured(line, style)
        y = MARGIN + LINE * number + 13
        for sgr, words in runs:
            look = "".join([f' fill="{COLOURS[c]}"' for c in sgr if c in COLOURS] +
                           [' font-weight="bold"'] * ("1" in sgr) + [' opacity=".6"'] * ("2" in sgr))
            unknown = set(sgr) - set(COLOURS) - {"1", "2"}
            assert not unknown, f"a colour that this script does not know: {unknown}"
            left = len(words) - len(words.lstrip(" "))
            column, words, shown = column + len(words), words.strip(" "), column + left
            if words:
                out.append(f'<text x="{MARGIN + shown * CHAR:.1f}" y="{y}" xml:space="preserve"{look} '
                           f'textLength="{len(words) * CHAR:.1f}">{html.escape(words)}</text>')
    return "\n".join(out + ["</svg>", ""])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def chunks(png):
    at = 8
    while at < len(png):
        size = struct.unpack(">I", png[at:at + 4])[0]
        yield png[at + 4:at + 8], png[at + 8:at + 8 + size]
        at += 12 + size


def photographed(page, work):
    """The page's first screen by Chromium, with the page's sum in it."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not browser:
        sys.exit("no Chromium: the picture of the report cannot be made here")
    shot = os.path.join(work, "shot.png")
    subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                    f"--user-data-dir={work}/profile", f"--window-size={WIDTH},{HEIGHT}",
                    "--blink-settings=preferredColorScheme=1", f"--screenshot={shot}", "file://" + page],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    with open(shot, "rb") as image:
        png = image.read()
    out = png[:8]
    for kind, data in chunks(png):
        out += chunk(kind, data)
        if kind == b"IHDR":
            out += chunk(b"tEXt", b"Source\0" + sum_of(page).encode())
    return out


def sum_of(page):
    with open(page, "rb") as text:
        return hashlib.sha256(text.read()).hexdigest()


def told(work):
    """(what `top` prints, the report's page) of the day."""
    day = next(d for d in DAYS if d["name"] == "blocklisted")
    runner = days_run.Runner(SMTPLOG, work)
    runner.screens(day)
    now = days_run.midnight_of(day["date"]) + days_run.DAY + 1800
    period = ("--since", "yesterday", "--until", "today")
    _, top, fault = runner.run("day.db", now, day["zone"], "top", *period, "-n", "3", "--explain", "1",
                               "--color", "always")
    page = os.path.join(work, "report.html")
    runner.run("day.db", now, day["zone"], "report", "-o", page)
    assert top and os.path.getsize(page), fault
    return top, page


def read(path):
    if not os.path.exists(path):
        return b""
    with open(path, "rb") as what:
        return what.read()


def main():
    svg, png = (os.path.join(PICTURES, name) for name in ("top.svg", "report.png"))
    with tempfile.TemporaryDirectory() as work:
        top, page = told(work)
        if UPDATE:
            with open(svg, "w") as out:
                out.write(drawn(top))
            if dict(chunks(read(png))).get(b"tEXt") != b"Source\0" + sum_of(page).encode():
                with open(png, "wb") as out:
                    out.write(photographed(page, work))
        faults = []
        if read(svg).decode() != drawn(top):
            faults.append("top.svg is not what `top` prints")
        if dict(chunks(read(png))).get(b"tEXt") != b"Source\0" + sum_of(page).encode():
            faults.append("report.png is of another page than `report` writes")
    readme = read(os.path.join(SOURCE, "README.md")).decode()
    faults += [f"README does not show {os.path.basename(p)}" for p in (svg, png)
               if f"(docs/pictures/{os.path.basename(p)})" not in readme]
    print(*faults, *["make them anew with the target pictures-update, and look at them"] * bool(faults), sep="\n")
    sys.exit(1 if faults else 0)


main()
