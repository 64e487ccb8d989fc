"""Exim as a test wants it: its own defaults, small limits, no waiting, its logs in files.

Variants, by name: what the operator may have chosen to log, and where (see VARIANTS)."""
import contextlib
import glob
import os
import shutil

import syslog_daemon
from world import ADDRESS, DOMAIN, HOSTNAME, RELAY_CLIENT, run, wait_for

FILES = ["/var/log/exim4/mainlog", "/var/log/exim4/rejectlog"]
SYSLOG = ["/var/log/mail.log"]
ERRORS = "log_selector = +smtp_syntax_error +smtp_protocol_error"
# logs, further settings
VARIANTS = {
    "": (FILES, ERRORS),
    "all": (FILES, "log_selector = +all\nlog_timezone"),
    "bare": (FILES, ERRORS + " -host_lookup_failed -queue_run -etrn -sender_verify_fail"
                             " -skip_delivery +millisec"),
    "syslog": (SYSLOG, ERRORS + " +pid +millisec +incoming_port +incoming_interface\n"
                       "log_file_path = syslog"),
    "syslog-bare": (SYSLOG, ERRORS + "\nlog_file_path = syslog\nno_syslog_timestamp\n"
                            "no_syslog_duplication\nsyslog_processname = mta-in"),
}
LOGS, variant = VARIANTS[""]
# What smtplog must be told of a tag that only the operator knows.
PARSER_OPTIONS = "exim.tags=mta-in"
PORTS = (25, 587, 26, 27, 2527, 2528, 2533)
WITHOUT = ()                        # dialogues that it cannot have
CONFIGURATION = rf"""
primary_hostname = {HOSTNAME}
qualify_domain = {DOMAIN}
domainlist local_domains = {DOMAIN} : {HOSTNAME} : localhost
hostlist relay_from_hosts = {RELAY_CLIENT}
local_interfaces = <; {ADDRESS}; 127.0.0.1
daemon_smtp_ports = 25 : 587 : 26 : 27 : 2527 : 2528 : 2533
disable_ipv6
acl_smtp_helo = acl_helo
acl_smtp_mail = acl_mail
acl_smtp_rcpt = acl_rcpt
acl_smtp_data = acl_data
acl_smtp_vrfy = deny message = we do not tell
message_size_limit = 200000
smtp_accept_queue_per_connection = 0
recipients_max = 3
smtp_max_synprot_errors = 3
smtp_receive_timeout = ${{if match{{$received_port}}{{^(587|2528)\$}}{{2s}}{{5m}}}}
rfc1413_query_timeout = 0s
host_lookup = *
keep_environment =
tls_advertise_hosts = ${{if match{{$received_port}}{{^(2[67]|2528)\$}}{{*}}}}
tls_certificate = ${{if eq{{$received_port}}{{26}}{{/etc/exim4/not-there.crt}}}}
auth_advertise_hosts = ${{if match{{$received_port}}{{^(2527|2528)\$}}{{}}{{*}}}}
VARIANT
begin acl
acl_helo:
  deny condition = ${{if eq{{$sender_helo_name}}{{bad.example}}}}
       message = not you
  accept
acl_mail:
  deny senders = *@refused.example
       message = 550 5.7.1 no mail from there
  accept
acl_rcpt:
  accept hosts = : {RELAY_CLIENT}
  accept authenticated = *
  require message = relay not permitted
          domains = +local_domains
  defer local_parts = later
        message = 450 4.2.0 Greylisted, come again
  require verify = recipient
  accept
acl_data:
  deny condition = ${{if match{{$h_subject:}}{{^forbidden}}}}
       message = not this
  accept
begin routers
abroad:
  driver = dnslookup
  domains = ! +local_domains
  transport = remote
  no_more
trouble:
  driver = accept
  local_parts = crash : shut
  transport = $local_part_data
home:
  driver = accept
  check_local_user
  transport = mailbox
begin transports
remote:
  driver = smtp
crash:
  driver = pipe
  command = /bin/false
  user = alice
shut:
  driver = appendfile
  file = /etc/exim4/not-yours
  user = alice
mailbox:
  driver = appendfile
  directory = /var/mail/$local_part_data
  maildir_format
  delivery_date_add
  envelope_to_add
  return_path_add
begin retry
* * F,4d,1h
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${{if and{{{{eq{{$auth2}}{{alice}}}}{{eq{{$auth3}}{{right}}}}}}}}
  server_set_id = $auth2
  server_prompts = :
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${{if and{{{{eq{{$auth1}}{{alice}}}}{{eq{{$auth2}}{{right}}}}}}}}
  server_set_id = $auth1
"""
USER = "Debian-exim"


def vary(name):
    """Before start()."""
    global LOGS, variant
    LOGS, variant = VARIANTS[name]


def start():
    settings = variant
    if LOGS is SYSLOG:
        syslog_daemon.start(LOGS[0], "/var/spool/dev")
    else:
        settings += "\nlog_file_path = /var/log/exim4/%slog"
    with open("/etc/exim4/exim4.conf", "w") as out:
        out.write(CONFIGURATION.replace("VARIANT", settings))
    for folder in ("/var/spool/exim4", "/var/log/exim4"):
        os.makedirs(folder)
        shutil.chown(folder, USER, USER)
    run("exim4", "-bd", "-oP", "/var/spool/exim4/pid")
    wait_for("Exim's pid file", lambda: os.path.exists("/var/spool/exim4/pid"))


def deliverers():
    """Processes of Exim beside the daemon."""
    number = -1
    for comm in glob.glob("/proc/[0-9]*/comm"):
        with contextlib.suppress(OSError), open(comm) as name:      # it may be gone by now
            number += name.read() == "exim4\n"
    return number


def settle():
    # twice: one that left a child and ended while they were counted hid both
    wait_for("Exim to settle", lambda: deliverers() == 0 and deliverers() == 0)
    if LOGS is SYSLOG:
        syslog_daemon.drain()


def retry():
    run("exim4", "-qff")
    settle()


def rotate():
    for log in LOGS:
        if os.path.exists(log):
            os.rename(log, log + ".1")
            run("gzip", log + ".1")


# ---- What its log tells of a reply that was seen on the wire ----

def log_tells(seen, client):
    """None: there is no line.  Else what it says otherwise, or not at all (None)."""
    nobody = {"sender": None, "recipient": None}
    if seen.ended:
        return hang_up_tells(seen)
    if seen.code == 452:                        # one line for all recipients beyond the limit
        first = next(s for s in client.seen if s.code == 452)
        return {"recipient": None} if seen is first else None
    if "\nValid RCPT command" in seen.text:     # the refused recipients have lines
        return None
    if seen.code == 503 and client.before(seen).phase == "mail" and client.before(seen).code == 550:
        return None                             # the refused sender has one
    if seen.code in (500, 503, 504) or (seen.phase == "mail" and seen.code == 501):
        return nobody
    if seen.code == 535:                        # of which mechanism, whether asked: not told
        return {"after_code": None}
    if seen.code == 421 and seen.after is None:
        return {**nobody, "phase": None}
    if seen.recipient and " " in seen.recipient:
        return {"recipient": seen.recipient.replace(" ", "=")}
    return {"after_code": 354} if seen.phase == "eod" else {}       # in chunks, too


def hang_up_tells(seen):
    if seen.phase == "starttls":
        return {}
    if seen.code == 334:        # the end of input is taken for an answer, and that for a wrong one
        return {"code": 535, "disposition": "auth_failed"}
    if seen.code == 354 or seen.phase == "data":                    # in chunks, too
        return {"code": 354, "phase": "eod", "sender": None}
    return {"phase": None, "sender": None} if seen.sender is not None else None


def delivery_tells(seen):
    """A refused connection's "==" line does not name the host; of a message in chunks only the number
    of a deferral tells which command was answered."""
    if seen.text == "nobody listens":
        return {"peer_ip": None}
    return {"phase": None} if seen.chunked and seen.code >= 500 else {}


def own_replies():
    return 0


def attempt_tells(seen):
    return {"phase": None} if seen.chunked and seen.code >= 500 else {}


def text_tells(words):
    return words


def own_trouble(rounds):
    """(recipient, disposition, enhanced) of what failed on this host alone."""
    return [("crash@example.org", "bounced", None),
            *[("shut@example.org", "deferred", None)] * rounds]


TELLS_MESSAGE_ID = True
# Of a recipient whose domain does not exist it composes no code.
NO_DOMAIN_ENHANCED = None


def counts(seen, _):
    """The code that "<=" stands for; other 2xx replies leave nothing."""
    return 250 if seen.phase == "eod" and seen.code == 250 else None


# ---- Mail handed in by programs ----

REFUSAL = ""        # it mails its reasons to the sender and prints none


def refuse_submissions():
    with open("/etc/exim4/exim4.conf") as file:
        text = file.read()
    with open("/etc/exim4/exim4.conf", "w") as file:
        file.write("acl_not_smtp = deny message = no mail from programs\n" + text)
