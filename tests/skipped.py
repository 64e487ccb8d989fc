#!/usr/bin/env python3
"""What ctest left out and why: skipped.py "NAME: JUNIT_FILE"...

A test that is skipped as a whole ends with status 77; one that leaves out a part says so in a line that
begins with "skipped: ".  A reason counts once, with the tests that it stands in.
"""
import re
import sys
import xml.etree.ElementTree

REASON = re.compile(r"^(?:skipped: |\[SKIP\]\s*(?:\S+: )?)(.+)$", re.M)


def reasons(case):
    """Why a test, or some of it, was not run."""
    text = re.sub("\x1b\\[[0-9;]*m", "", case.findtext("system-out") or "")
    found = REASON.findall(text)
    if case.find("skipped") is not None and not found:
        found = [text.strip().splitlines()[-1] if text.strip() else "it does not say why"]
    return found


def main():
    for argument in sys.argv[1:]:
        name, path = argument.split(": ", 1)
        try:
            cases = xml.etree.ElementTree.parse(path).getroot().findall("testcase")
        except OSError as fault:
            print(f"Tests, {name}: not run ({fault.strerror})")
            continue
        why = {}
        for case in cases:
            for reason in reasons(case):
                why.setdefault(reason, []).append(case.get("name"))
        whole = sum(case.find("skipped") is not None for case in cases)
        plain = [case.get("name") for case in cases if case.get("status") == "disabled"]
        bad = sum(case.find("failure") is not None for case in cases)
        print(f"Tests, {name}: {len(cases) - whole - bad - len(plain)} passed, {bad} failed, {whole} skipped"
              + ("; left out is:" if why else ", nothing was left out"))
        if plain:
            print(f"  {', '.join(plain)}: not of this build (tests/CMakeLists.txt says why)")
        for reason, tests in why.items():
            print(f"  {', '.join(sorted(set(tests)))}: {reason}")


main()
