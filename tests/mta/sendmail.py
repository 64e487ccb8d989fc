"""Sendmail as a test wants it: its own defaults, small limits, no waiting, its log by syslog.

Limits of time and number belong to a daemon as a whole, so there are several, over one queue.
"""
import contextlib
import glob
import os
import shutil
import subprocess

import inbound
import syslog_daemon
import wire
from world import ADDRESS, DOMAIN, HOSTNAME, RELAY_CLIENT, run, wait_for

LOGS = ["/var/log/mail.log"]
PARSER_OPTIONS = ""
PORTS = (25, 587, 27, 2527, 2533, 2534, 2535)
# CHUNKING comes with 8.18; a hang-up there stands for one after an unknown command.
WITHOUT = (inbound.mail_in_chunks, inbound.forbidden_chunk, inbound.hasty_greeting)
PROGRAM = "/usr/libexec/sendmail/sendmail"
# Which ports a daemon has (M=S: no STARTTLS there, M=A: no AUTH), and its own options.
DAEMONS = {
    "main": (("25, M=S", "27", "2527, M=SA", "2533, M=S", "2534, M=S", "2535, M=S"), ()),
    "quick": (("587, M=S",), ("Timeout.command=2s", "Timeout.datablock=2s")),
}


def address(dialogue):
    return inbound.address_of(dialogue)


ACCESS = f"""Connect:{RELAY_CLIENT} RELAY
From:refused.example ERROR:5.7.1:550 no mail from there
To:later@{DOMAIN} ERROR:4.2.0:450 Greylisted, come again
GreetPause:{address(inbound.babbling)} 1000
ClientRate:{address(inbound.limited_rate)} 2
"""
ALIASES = """postmaster: alice
mailer-daemon: alice
crash: "|/bin/false"
shut: /etc/mail/not-there/file
"""
M4 = rf"""include(`/usr/share/sendmail/cf/m4/cf.m4')
OSTYPE(`debian')
define(`confDOMAIN_NAME', `{HOSTNAME}')
LOCAL_DOMAIN(`{DOMAIN}')
define(`confMAX_RCPTS_PER_MESSAGE', `3')
define(`confMAX_MESSAGE_SIZE', `200000')
define(`confTO_IDENT', `0')
define(`confQUEUE_LA', `1000')
define(`confREFUSE_LA', `1000')
define(`confHOST_STATUS_DIRECTORY', `')
define(`confAUTH_MECHANISMS', `LOGIN PLAIN')
TRUST_AUTH_MECH(`LOGIN PLAIN')
define(`confCACERT', `/etc/mail/cert.pem')
define(`confCACERT_PATH', `/etc/mail')
define(`confSERVER_CERT', `/etc/mail/cert.pem')
define(`confSERVER_KEY', `/etc/mail/key.pem')
define(`ALIAS_FILE', `/etc/mail/aliases')
define(`LOCAL_MAILER_PATH', `/usr/libexec/sendmail/mail.local')
define(`LOCAL_MAILER_ARGS', `mail.local $u')
FEATURE(`no_default_msa')
FEATURE(`access_db', `hash -T<TMPF> /etc/mail/access')
FEATURE(`blocklist_recipients')
FEATURE(`greet_pause')
FEATURE(`ratecontrol', , `terminate')
MAILER(`local')
MAILER(`smtp')
LOCAL_RULESETS
HSubject: $>CheckSubject
SCheckSubject
Rforbidden $*		$#error $@ 5.7.1 $: "550 not this"
SLocal_check_mail
R$*			$: $&s
Rbad.example		$#error $@ 5.7.1 $: "550 not you"
"""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as out:
        out.write(text)


def configure():
    write("/etc/mail/access", ACCESS)
    write("/etc/mail/aliases", ALIASES)
    write("/etc/mail/sendmail.mc", M4)
    write("/etc/mail/sendmail.cf", run("m4", "/etc/mail/sendmail.mc"))
    write("/etc/mail/sasl/Sendmail.conf",
          "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\n")
    with open("/etc/mail/access") as table:
        subprocess.run(["/usr/libexec/sendmail/makemap", "hash", "/etc/mail/access"], stdin=table,
                       check=True)
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
        f"/CN={HOSTNAME}", "-keyout", "/etc/mail/key.pem", "-out", "/etc/mail/cert.pem")
    os.chmod("/etc/mail/key.pem", 0o600)
    subprocess.run(["saslpasswd2", "-p", "-c", "-u", HOSTNAME, "alice"], input=b"right", check=True)
    os.chmod("/etc/sasldb2", 0o600)


def start():
    configure()
    syslog_daemon.start(LOGS[0], "/var/spool/dev")
    os.makedirs("/var/spool/mqueue")
    os.chmod("/var/spool/mqueue", 0o700)
    run(PROGRAM, "-bi")
    for name, (ports, options) in DAEMONS.items():
        own = [*options, f"PidFile=/run/sendmail-{name}.pid",
               *(f"DaemonPortOptions=Name={name}, Addr={ADDRESS}, Port={port}" for port in ports)]
        run(PROGRAM, "-L", "sm-mta", "-bd", *(f"-O{option}" for option in own))
        wait_for("Sendmail's pid file", lambda n=name: os.path.exists(f"/run/sendmail-{n}.pid"))


def deliverers():
    """Processes of Sendmail beside the daemons."""
    number = -len(DAEMONS)
    for comm in glob.glob("/proc/[0-9]*/comm"):
        with contextlib.suppress(OSError), open(comm) as name:      # it may be gone by now
            number += name.read().startswith("sendmail")
    return number


def settle():
    # twice: one that left a child and ended while they were counted hid both
    wait_for("Sendmail to settle", lambda: deliverers() == 0 and deliverers() == 0)
    syslog_daemon.drain()


def retry():
    run(PROGRAM, "-q")
    settle()


def rotate():
    for log in LOGS:
        os.rename(log, log + ".1")
        run("gzip", log + ".1")


# ---- What its log tells of a reply that was seen on the wire ----

# Answers without a line in its log below LogLevel 15.
SILENT = ("Need ", "Command unrecognized", "Sender already specified", "AUTH aborted",
          "AUTH mechanism ", "AUTH not ", "Already Authenticated", "Message size exceeds fixed",
          "Command rejected")
NOBODY = {"sender": None, "recipient": None}


def hang_up_tells(seen, client):
    """One line for all who say nothing more, the command's name only after MAIL was accepted."""
    if seen.phase in ("starttls", "eod"):
        return {}
    if client.port == 587:
        return {"phase": None, "code": None}
    if seen.sender is None:
        return None
    return {"phase": None} if seen.phase == "data" else {}


def log_tells(seen, client):
    """None: there is no line.  Else what it says otherwise, or not at all (None)."""
    if seen.ended:
        return hang_up_tells(seen, client)
    if seen.text.startswith(SILENT):
        return None
    if seen.text == "Too many recipients":
        return {"recipient": None}
    return {"after_code": None} if seen.code == 535 else {}     # whether it was asked: not told


def own_replies():
    return 0


def attempt_tells(seen):
    """Servers that had to lead to another one are not told of, below LogLevel 14."""
    if seen.code == 354:                # told by a line of its own, which names the host alone
        return {"peer_ip": None}
    return None


def text_tells(words):
    return words.split("\n")[0]


def delivery_tells(seen):
    """No phase, but where the words are fixed, and a status code of its own where the server gave
    none (usersmtp.c smtptodsn)."""
    if seen.code is None:
        return {"enhanced": "4.4.1"} if seen.text else \
            {"enhanced": "4.4.2", "phase": None, "after_code": None}
    if seen.code < 400:
        return {"enhanced": "5.0.0", "disposition": "bounced"}
    told = {} if seen.enhanced else {"enhanced": {553: "5.1.3"}[seen.code]}
    if seen.phase == "rcpt" and seen.code in (550, 551, 553):       # stat=User unknown
        return told
    return {**told, "phase": None, "after_code": None}


def own_trouble(_):
    """(recipient, disposition, enhanced) of what failed on this host alone; an alias is not named."""
    return [('"|/bin/false"', "bounced", "5.3.0"), ("/etc/mail/not-there/file", "bounced", "5.0.0")]


TELLS_MESSAGE_ID = True
# What it composes for a recipient whose domain does not exist.
NO_DOMAIN_ENHANCED = "5.1.2"


def counts(seen, client):
    """The code that the sender's line stands for, which has the number of recipients, each once."""
    if seen.code == 235:
        return 235
    if seen.code == 552 and seen.phase == "eod":
        return 250                      # that it was too big stands behind the sender's line
    if seen.code != 250 or seen.phase not in ("mail", "rcpt", "eod"):
        return None
    at = next(n for n, s in enumerate(client.seen) if s is seen)
    if seen.phase == "mail":
        return 250 if takes_one(client.seen[at + 1:]) else None
    if seen.phase == "rcpt" and seen.recipient in accepted_before(client.seen[:at]):
        return None
    return 250


def takes_one(behind):
    """Is a recipient accepted before the next transaction?"""
    for seen in behind:
        if seen.phase == "mail":
            return False
        if seen.phase == "rcpt" and seen.code == 250:
            return True
    return False


def accepted_before(seen):
    """The recipients of the transaction so far."""
    found = []
    for s in seen:
        found = [] if s.phase == "mail" else found
        if s.phase == "rcpt" and s.code == 250:
            found.append(s.recipient)
    return found
