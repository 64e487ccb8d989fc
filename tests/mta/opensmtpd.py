"""OpenSMTPD as a test wants it: its own defaults, small limits, its log by syslog.

Debian's 6.8.0p2 fails every TLS handshake of a client (OpenSSL 3 hands it no key), so the logins that
it takes only behind TLS are not to be had: AUTH is refused as not supported.
"""
import contextlib
import glob
import os
import shutil
import socket

import inbound
import syslog_daemon
from world import ADDRESS, DOMAIN, HOSTNAME, RELAY_CLIENT, run, wait_for

LOGS = ["/var/log/mail.log"]
PARSER_OPTIONS = ""
PORTS = (25, 27, 2527, 2533)
WITHOUT = (inbound.certified_and_left_after_quit, inbound.certified_and_refused,
           inbound.left_in_a_chunk)     # told, but not listened to
ALIASES = """postmaster: alice
later: error:450 4.2.0 Greylisted, come again
crash: "|/bin/false"
shut: "|exit 69"
"""
CONFIGURATION = f"""
pki {HOSTNAME} cert "/etc/opensmtpd.pem"
pki {HOSTNAME} key "/etc/opensmtpd.key"
table aliases file:/etc/aliases
filter sender phase mail-from match mail-from regex ".*@refused[.]example$" \\
    reject "550 5.7.1 no mail from there"
filter greeting phase ehlo match helo regex "^bad[.]example$" reject "550 5.7.1 not you"
filter all chain {{ sender, greeting }}
smtp max-message-size 200K
smtp limit max-rcpt 3
listen on {ADDRESS} port 25 filter all
listen on {ADDRESS} port 27 tls pki {HOSTNAME} auth-optional
listen on {ADDRESS} port 2527
listen on {ADDRESS} port 2533
action "mailbox" mbox alias <aliases>
action "outbound" relay
match from any for domain {{ "{DOMAIN}", "{HOSTNAME}" }} action "mailbox"
match from local for local action "mailbox"
match from src {{ "{RELAY_CLIENT}", "local" }} for any action "outbound"
bounce warn-interval 1d
"""


def start():
    with open("/etc/smtpd.conf", "w") as out:
        out.write(CONFIGURATION)
    with open("/etc/aliases", "w") as out:
        out.write(ALIASES)
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
        f"/CN={HOSTNAME}", "-keyout", "/etc/opensmtpd.key", "-out", "/etc/opensmtpd.pem")
    os.chmod("/etc/opensmtpd.key", 0o600)
    os.makedirs("/var/lib/opensmtpd/empty")
    shutil.chown("/usr/sbin/smtpctl", group="opensmtpq")
    os.chmod("/usr/sbin/smtpctl", 0o2755)
    os.chmod("/var/spool", 0o711)
    syslog_daemon.start(LOGS[0], "/var/spool/dev")
    run("smtpd")
    wait_for("OpenSMTPD to listen", listens)


def listens():
    with contextlib.suppress(ConnectionRefusedError), socket.create_connection((ADDRESS, 2527)):
        return True
    return False


def lines_with(words):
    with open(LOGS[0], encoding="utf-8", errors="replace") as log:
        return sum(words in line for line in log)


def tries():
    """How often each envelope in the queue was tried: of fields between bars (smtpctl.c
    show_queue_envelope) the one before its state; 0 while one is under way."""
    rows = [line.split("|") for line in run("smtpctl", "show", "queue").splitlines()]
    return {row[0]: int(row[row.index("pending") - 1]) if "pending" in row else 0 for row in rows}


def settle(before=None):
    """Until each was tried, and more often than `before`."""
    def is_settled():
        return lines_with(" smtp connected ") == lines_with(" smtp disconnected ") and \
            all(n > (before or {}).get(envelope, 0) for envelope, n in tries().items())
    wait_for("OpenSMTPD to settle", is_settled, 60)
    syslog_daemon.drain()


def retry():
    """Once all hosts may be asked again: one that did not answer is left alone for 15 s."""
    wait_for("the hosts to be asked again", lambda: lines_with("smtp-out: Enabling route") ==
             lines_with("smtp-out: Disabling route"))
    before = tries()
    run("smtpctl", "schedule", "all")
    settle(before)


def rotate():
    for log in LOGS:
        os.rename(log, log + ".1")
        run("gzip", log + ".1")


# ---- What its log tells of a reply that was seen on the wire ----

def log_tells(seen, _):
    """None: there is no line.  Else what it says otherwise, or not at all (None).  Each refusal has a
    line with the command, so of the transaction what stands in that; no hang-up has one."""
    if seen.ended:
        return {} if seen.phase == "starttls" else None
    told = {}
    if seen.phase != "mail":
        told["sender"] = None
    if seen.phase != "rcpt":
        told["recipient"] = None
    if seen.text.endswith("Pipelining not supported"):      # of no command
        told["phase"] = "other"
    return told


def own_replies():
    """The 250 that this server gave itself for its notifications, to MAIL, RCPT and the message."""
    with open("/var/mail/alice", encoding="utf-8", errors="replace") as mailbox:
        return 3 * sum(line.startswith("Subject: Delivery status notification") for line in mailbox)


def attempt_tells(seen):
    """A session's error line shows no phase where the other server said nothing."""
    return {} if seen.code or seen.text else {"phase": None, "after_code": None}


def text_tells(words):
    """Lines are joined with nothing between, but what stood behind the status code."""
    return words.replace("\n", " ")


def delivery_tells(seen):
    """No phase.  Who is turned away before a message was taken up finds no reason in its own line."""
    if seen.phase in ("connect", "ehlo"):
        return {"peer_ip": None, "phase": None, "code": None, "enhanced": None,
                "disposition": "deferred"}
    return {"phase": None, "after_code": None}


def own_trouble(_):
    """(recipient, disposition, enhanced) of what failed on this host alone."""
    return [("crash@example.org", "bounced", None), ("shut@example.org", "bounced", None)]


TELLS_MESSAGE_ID = False
# Of a recipient whose domain does not exist it composes no code.
NO_DOMAIN_ENHANCED = None


def counts(seen, client):
    """The code that "smtp message" stands for, which has the number of recipients."""
    if seen.code != 250 or seen.phase not in ("mail", "rcpt", "eod"):
        return None
    at = next(n for n, s in enumerate(client.seen) if s is seen)
    return 250 if ends_well(client.seen[at:]) else None


def ends_well(seen):
    """Is the transaction's message accepted?"""
    for n, s in enumerate(seen):
        if s.phase == "eod":
            return s.code == 250
        if n and s.phase == "mail":
            return False
    return False
