"""Postfix as a test wants it: its own defaults, small limits, no waiting, a log in a file."""
import glob
import json
import os
import shutil
import subprocess

import inbound
import wire
from world import ADDRESS, DOMAIN, HOSTNAME, RELAY_CLIENT, run, wait_for

LOGS, DATA = ["/var/log/mail.log"], "/var/spool/postfix-data"

PARSER_OPTIONS = ""
PORTS = (25, 26, 27, 587, *range(2525, 2533))
WITHOUT = ()                        # dialogues that it cannot have
SCREENED = (2525, 2526)
CERTIFICATE = "/etc/postfix/own.pem"        # and its key
# Filters before the queue: one that goes away, one that is not there.
DYING, ABSENT = "127.0.0.9", "127.0.0.10"
SERVICES = f"""submission inet n - n - - smtpd -o smtpd_timeout=2s
2525 inet n - n - 1 postscreen
2526 inet n - n - 1 postscreen
  -o syslog_name=postfix/dropping -o postscreen_greet_action=drop
  -o postscreen_bare_newline_action=drop -o postscreen_pipelining_enable=yes
  -o postscreen_pipelining_action=drop -o postscreen_blacklist_action=drop
  -o postscreen_access_list=cidr:/etc/postfix/denied
  -o postscreen_cache_map=btree:$data_directory/dropping
2527 inet n - n - - smtpd -o syslog_name=postfix/authless -o smtpd_sasl_auth_enable=no
2528 inet n - n - - smtpd -o syslog_name=postfix/cleartext -o smtpd_tls_auth_only=yes
  -o smtpd_timeout=2s
2529 inet n - n - - smtpd -o smtpd_forbid_unauth_pipelining=yes
2530 inet n - n - - smtpd -o smtpd_proxy_filter={DYING}:25
2531 inet n - n - - smtpd -o smtpd_proxy_filter={ABSENT}:25
2532 inet n - n - - smtpd -o syslog_name=postfix/relogin
26 inet n - n - - smtpd -o syslog_name=postfix/uncertified -o smtpd_tls_security_level=may
  -o smtpd_tls_CAfile=/none/such.pem
27 inet n - n - - smtpd -o syslog_name=postfix/certified -o smtpd_tls_security_level=may
smtpd pass - - n - - smtpd
dnsblog unix - - n - 0 dnsblog
tlsproxy unix - - n - 0 tlsproxy
postlog unix-dgram n - n - 1 postlogd
"""
MAIN = f"""compatibility_level = 3.6
myhostname = {HOSTNAME}
mydomain = {DOMAIN}
myorigin = {DOMAIN}
data_directory = {DATA}
mydestination = {DOMAIN}, {HOSTNAME}, localhost
mynetworks = {RELAY_CLIENT}/32
inet_interfaces = {ADDRESS}, 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
mail_spool_directory = /var/mail/
maillog_file = {LOGS[0]}
smtpd_helo_required = yes
smtpd_helo_restrictions = reject_invalid_helo_hostname,
    check_helo_access inline:{{{{bad.example = REJECT not you}}}}
smtpd_sender_restrictions =
    check_sender_access inline:{{{{refused.example = 550 5.7.1 no mail from there}}}},
    reject_unknown_sender_domain
smtpd_recipient_restrictions =
    check_recipient_access inline:{{{{later@example.org = 450 4.2.0 Greylisted, come again}}}}
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
disable_vrfy_command = yes
message_size_limit = 200000
header_checks = regexp:/etc/postfix/header_checks
smtpd_recipient_limit = 3
smtpd_recipient_overshoot_limit = 10
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 5
smtpd_sasl_auth_enable = yes
postscreen_greet_wait = 1s
postscreen_greet_action = enforce
postscreen_bare_newline_enable = yes
postscreen_bare_newline_action = enforce
postscreen_non_smtp_command_enable = yes
postscreen_access_list =
postscreen_tls_security_level = may
tlsproxy_tls_security_level = may
smtpd_tls_chain_files = {CERTIFICATE}
smtp_connection_cache_on_demand = no
queue_run_delay = 1h
minimal_backoff_time = 1h
maximal_backoff_time = 1h
"""

SASL = "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN CRAM-MD5\n"


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as out:
        out.write(text)


def start():
    with open("/usr/share/postfix/master.cf.dist") as master:
        lines = [line for line in master if not line.startswith(("#", "postlog", "submission"))]
    write("/etc/postfix/master.cf", "".join(unjailed(line) for line in lines) + SERVICES)
    write("/etc/postfix/main.cf", MAIN)
    write("/etc/postfix/header_checks", "/^Subject: forbidden/ REJECT 5.7.1 not this\n")
    write("/etc/postfix/denied", f"{inbound.address_of(inbound.dropped_denied)} reject\n")
    write("/etc/postfix/sasl/smtpd.conf", SASL)
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
        f"/CN={HOSTNAME}", "-keyout", "/etc/postfix/key.pem", "-out", "/etc/postfix/cert.pem")
    with open(CERTIFICATE, "w") as out:
        for part in ("key", "cert"):
            with open(f"/etc/postfix/{part}.pem") as file:
                out.write(file.read())
    wire.Sink(DYING, {"eod": wire.HANG_UP})
    subprocess.run(["saslpasswd2", "-p", "-c", "-u", HOSTNAME, "alice"], input=b"right", check=True)
    shutil.chown("/etc/sasldb2", group="postfix")
    os.chmod("/etc/sasldb2", 0o640)
    os.makedirs(DATA)
    shutil.chown(DATA, "postfix", "postfix")
    os.makedirs("/var/spool/postfix")
    for program in ("postdrop", "postqueue"):
        shutil.chown(f"/usr/sbin/{program}", group="postdrop")
        os.chmod(f"/usr/sbin/{program}", 0o2755)
    run("postfix", "start")


def unjailed(line):
    """A service of master.cf without its chroot, the fifth column."""
    words = line.split()
    if line[0].isspace() or len(words) < 8:
        return line
    return " ".join(words[:4] + ["n"] + words[5:]) + "\n"


def queue():
    """What is in the queue: one dict a message."""
    return [json.loads(line) for line in run("postqueue", "-j").splitlines()]


def lines_with(words):
    with open(LOGS[0], encoding="utf-8", errors="replace") as log:
        return sum(words in line for line in log)


def write_mark():
    """The log's writer, postlogd, takes one line after the other: once this one is there, those
    before are."""
    before = lines_with("/postlog[")
    run("postlog", "a mark")
    wait_for("the log's writer", lambda: lines_with("/postlog[") > before)


def settle():
    """Until everything was tried and every client has gone, and the log says so."""
    def is_settled():
        return all(m["queue_name"] == "deferred" for m in queue()) and \
            not glob.glob("/var/spool/postfix/maildrop/*") and \
            lines_with(": connect from ") == lines_with(": disconnect from ")
    write_mark()
    wait_for("Postfix's queue to settle", is_settled)
    write_mark()


def retry():
    """Tries all that waits once more, and returns when that is done."""
    wanted = lines_with("(queue active)") + len(queue())
    run("postqueue", "-f")
    wait_for("the queue to be run", lambda: lines_with("(queue active)") >= wanted)
    settle()


def rotate():
    run("postfix", "logrotate")
    rotated = f"{LOGS[0]}.*"
    wait_for("the log to be compressed",
             lambda: glob.glob(rotated) and glob.glob(rotated) == glob.glob(f"{rotated}.gz"))


# ---- What its log tells of a reply that was seen on the wire ----

# Answers that Postfix gives without a line in its log.
SILENT = ("Error: no valid recipients", "Error: send HELO/EHLO first", "Error: need MAIL command",
          "Error: need RCPT command", "Error: command not recognized", "Syntax: ",
          "VRFY command is disabled", "Error: too many recipients",
          "Error: authentication not enabled", "Error: already authenticated",
          "Error: MAIL transaction in progress", "TLS not available due to local problem")


def hang_up_tells(before):
    """What the log tells of one after that reply."""
    if before.phase == "auth" and before.text == "Error: already authenticated":
        return {**NOBODY, "code": 503, "enhanced": "5.5.1"}
    if before.phase == "auth" and before.code >= 400 and not before.text.startswith(SILENT):
        return None                 # told by the login that failed
    return NOBODY


NOBODY = {"sender": None, "recipient": None}


def log_tells(seen, client):
    """None: there is no line.  Else what it says otherwise, or not at all (None)."""
    if seen.text.startswith(SILENT):
        return None
    if client.port in SCREENED and seen.ended:      # postscreen tells no hang-up as one
        return NOBODY if seen.phase == "starttls" else None
    if seen.ended:
        return hang_up_tells(client.before(seen))
    if seen.text == "Error: queue file write error":    # at the end proxy-reject names all
        return {"recipient": client.recipients[-1]} if seen.phase == "eod" else \
            {**NOBODY, "phase": None}
    if seen.text.startswith("Bad "):
        return NOBODY
    if seen.code == 421 or seen.text == "Error: message file too big":
        return NOBODY
    if seen.text == "not this":     # of header_checks: the last recipient stands for all
        return {"recipient": client.recipients[-1], "after_code": 354}  # in chunks, too
    return {}


def own_replies():
    return 0


def attempt_tells(_):
    return {}


def text_tells(words):
    return words


def own_trouble(_):
    return []


def delivery_tells(seen):
    """What the SMTP client composes where the other server gave no code or a wrong one, and what it
    does with 5xx at the door: another server may let it in."""
    if seen.code is None:
        return {"enhanced": "4.4.1" if seen.text else "4.4.2"}
    if seen.code < 400:
        return {"enhanced": "5.5.0", "disposition": "bounced"}
    told = {} if seen.enhanced else {"enhanced": f"{seen.code // 100}.0.0"}
    if seen.phase == "connect":
        told["disposition"] = "deferred"
    return told


TELLS_MESSAGE_ID = True
# What it composes for a recipient whose domain does not exist.
NO_DOMAIN_ENHANCED = "5.4.4"


def counts(seen, client):
    """The code under which `disconnect from` counts a reply; None: it does not.  Recipients beyond
    the limit are counted as accepted, though they were told 452."""
    if seen.text == "Error: too many recipients":
        return 250
    if client.port in SCREENED:     # postscreen counts nothing
        return None
    if seen.phase == "connect" or seen.code is None or seen.code >= 300:
        return None
    if seen.phase == "starttls" and client.seen[-1].phase == "starttls":
        return None                 # the handshake behind it failed
    return seen.code


# ---- Mail handed in by programs ----

REFUSAL = "message file too big"


def refuse_submissions():
    run("postconf", "-e", "message_size_limit = 1000")
