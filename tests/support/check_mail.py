#!/usr/bin/env python3
"""Stands for sendmail in tests: reads a message and says with its status what is wrong with it.

Called as `sendmail -t -oi`.  What the message must hold is told by environment variables; 64 and more
are faults, each told on standard error."""
import email
import email.errors
import email.policy
import os
import sys
import email.utils

faults = []


def expect(holds, sentence):
    if not holds:
        faults.append(sentence)


raw = sys.stdin.buffer.read()
strict = email.policy.default.clone(raise_on_defect=True)
try:
    message = email.message_from_bytes(raw, policy=strict)
except email.errors.MessageDefect as defect:
    sys.exit(f"not a sound message: {defect!r}")

expect(sys.argv[1:] == ["-t", "-oi"], f"called with {sys.argv[1:]}")
expect(raw.isascii(), "bytes beyond ASCII")
expect(b"\r" not in raw, "a carriage return")
expect(max(map(len, raw.split(b"\n"))) <= 76, "a line of more than 76 bytes")
expect(not any(line in (b".",) or line.startswith(b"From ") for line in raw.split(b"\n")),
       "a line that mail programs take for something else")
for part in message.walk():
    expect(not part.defects, f"defects: {part.defects}")
    for name, value in part.items():
        expect(not value.defects, f"{name}: {value.defects}")
allowed = ["from", "to", "subject", "date", "message-id", "mime-version", "auto-submitted",
           "content-type"]
expect(sorted(name.lower() for name in message.keys()) == sorted(allowed),
       f"fields: {message.keys()}")
expect(message["auto-submitted"] == "auto-generated", "not said to be written by a program")
expect(message["subject"] == os.environ["WANT_SUBJECT"], f"subject: {message['subject']!r}")
expect(", ".join(a.addr_spec for a in message["to"].addresses) == os.environ["WANT_TO"],
       f"to: {message['to']}")
expect(all(a.domain for a in message["from"].addresses), f"from: {message['from']}")
expect(int(message["date"].datetime.timestamp()) == 1795457070, f"date: {message['date']}")
expect(message.get_content_type() == "multipart/alternative", message.get_content_type())
parts = list(message.iter_parts())
expect([p.get_content_type() for p in parts] == ["text/plain", "text/html"], "the parts' types")
for part, name in zip(parts, ("WANT_TEXT", "WANT_HTML")):
    content = part.get_content().replace("\r\n", "\n")     # base64 holds the canonical form
    expect(content == os.environ[name], f"{name}: {content!r}")
for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(64 + len(faults) if faults else 0)
