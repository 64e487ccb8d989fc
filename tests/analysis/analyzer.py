#!/usr/bin/env python3
"""analyzer.py BUILD [ROOM...]: gcc -fanalyzer has nothing to say of the rooms that read strangers'
bytes; of the whole program and the parsers with the rooms "src/ parsers/", which takes two minutes.

Each file is looked at with the flags that BUILD compiles it with, as compile_commands.json tells,
but without optimizing, which costs the analyzer more than it finds.  What it remarks on is restated,
so that people see it more easily too; what it is wrong about stands in WRONG, with the reason.
77: the build's compiler is not the gcc of Debian 12, which judges otherwise."""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

ROOMS = ["parsers/", "src/base/", "src/smtp/", "src/input/", "src/frame/", "src/correlate/",
         "src/pasted/", "src/plugin/"]
WRONG = [
    # What iconv_open() answers where it fails is taken for a thing that must be closed.
    r"src/pasted/charset\.c:.*leak of .turn",
]
WORKERS = 2


def analyze(entry):
    """-> what the analyzer says of a file; a file that does not compile is no file without fault."""
    words = [w for w in shlex.split(entry["command"]) if not re.match(r"-O|-flto|-fsanitize", w)]
    words[words.index("-o") + 1] = os.devnull
    words[words.index("-c")] = "-S"
    done = subprocess.run(words + ["-O0", "-U_FORTIFY_SOURCE", "-fanalyzer", "-Wno-error"],
                          cwd=entry["directory"], capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if re.search(r"(warning|error): ", line)]
    said = [line for line in said if not any(re.search(wrong, line) for wrong in WRONG)]
    return said + ([f"{entry['file']}: not compiled"] if done.returncode else [])


def compiler_version(entry):
    words = shlex.split(entry["command"])
    compiler = words[1] if os.path.basename(words[0]) == "ccache" else words[0]
    said = subprocess.run([compiler, "--version"], capture_output=True, text=True).stdout
    found = re.match(r"(?:gcc|cc) .*? (\d+)\.\d+\.\d+", said)
    return int(found.group(1)) if found else None


def main():
    build, rooms = sys.argv[1], sys.argv[2:] or ROOMS
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + "/"
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as f:
        entries = {e["file"]: e for e in json.load(f)
                   if any(e["file"].startswith(root + room) for room in rooms)}
    assert len(entries) > 20, f"only {len(entries)} files are in {rooms}"
    if compiler_version(next(iter(entries.values()))) != 12:
        print("skipped: the compiler is not gcc 12")
        return 77
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        said = sorted({line for lines in pool.map(analyze, entries.values()) for line in lines})
    print(*said, sep="\n", end="\n" if said else "")
    print(f"{len(entries)} files, {len(said)} remarks")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
