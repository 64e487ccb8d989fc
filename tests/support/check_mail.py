#!/usr/bin/env python3
"""Reads a report's mail with another library and says what is wrong with it.

Stands for sendmail in unit tests, called as `sendmail -t -oi`: what the message must hold is told
by environment variables, and the status says how it went; 64 and more are faults, each told on
standard error.  tests/mta imports it for mail that a real server delivered.
"""
import email
import email.errors
import email.policy
import os
import sys

FIELDS = ["from", "to", "subject", "date", "message-id", "mime-version", "auto-submitted",
          "content-type"]


class Unsound(Exception):
    """Not even a message."""


def read(raw):
    strict = email.policy.default.clone(raise_on_defect=True)
    try:
        return email.message_from_bytes(raw, policy=strict)
    except email.errors.MessageDefect as defect:
        raise Unsound(f"not a sound message: {defect!r}") from defect


def written_faults(raw):
    """Of the bytes as smtplog wrote them."""
    if not raw.isascii():
        yield "bytes beyond ASCII"
    if b"\r" in raw:
        yield "a carriage return"
    if max(map(len, raw.split(b"\n"))) > 76:
        yield "a line of more than 76 bytes"
    if any(line == b"." or line.startswith(b"From ") for line in raw.split(b"\n")):
        yield "a line that mail programs take for something else"


def defects(message):
    """In every part and every field."""
    for part in message.walk():
        if part.defects:
            yield f"defects: {part.defects}"
        for name, value in part.items():
            if value.defects:
                yield f"{name}: {value.defects}"


def bodies(message):
    """Type and text of each part."""
    return [(p.get_content_type(), p.get_content().replace("\r\n", "\n"))    # base64 holds CR LF
            for p in message.iter_parts()]


def faults(message, want, trace=()):
    """All that is not as it must be.  want: subject, to, date, text, html.  trace: fields that
    servers add on the way."""
    yield from defects(message)
    names = [name.lower() for name in message.keys() if name.lower() not in trace]
    if sorted(names) != sorted(FIELDS):
        yield f"fields: {message.keys()}"
    if message["auto-submitted"] != "auto-generated":
        yield "not said to be written by a program"
    if message["subject"] != want["subject"]:
        yield f"subject: {message['subject']!r}"
    if ", ".join(a.addr_spec for a in message["to"].addresses) != want["to"]:
        yield f"to: {message['to']}"
    if not all(a.domain for a in message["from"].addresses):
        yield f"from: {message['from']}"
    if int(message["date"].datetime.timestamp()) != want["date"]:
        yield f"date: {message['date']}"
    if message.get_content_type() != "multipart/alternative":
        yield f"type: {message.get_content_type()}"
    found = bodies(message)
    if [kind for kind, _ in found] != ["text/plain", "text/html"]:
        yield "the parts' types"
    for (kind, content), wanted in zip(found, (want["text"], want["html"])):
        if content != wanted:
            yield f"{kind}: {content!r}"


def main():
    raw = sys.stdin.buffer.read()
    want = {name: os.environ[f"WANT_{name.upper()}"] for name in ("subject", "to", "text", "html")}
    found = [] if sys.argv[1:] == ["-t", "-oi"] else [f"called with {sys.argv[1:]}"]
    found += written_faults(raw)
    try:
        found += faults(read(raw), {**want, "date": 1795457070})
    except Unsound as unsound:
        sys.exit(str(unsound))
    for fault in found:
        print(fault, file=sys.stderr)
    sys.exit(64 + len(found) if found else 0)


if __name__ == "__main__":
    main()
