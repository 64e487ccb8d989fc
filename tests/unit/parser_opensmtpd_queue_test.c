/* OpenSMTPD: lines without a session, and the prose of 5.x. */
#include "parser_opensmtpd.h"

static const struct row rows[] = {
    {"expired", "smtpd",
     "relay: Expire for 1a2b3c4d5e6f7081: from=<a@example.com>, to=<r@example.org>, rcpt=<->,"
     " delay=4d, stat=Envelope expired",
     "failure expired outbound local not-final | text Envelope expired | id 1a2b3c4d "
     "| from a@example.com | to r@example.org"},
    {"expired, null sender", "smtpd",
     "delivery: Expire for 1a2b3c4d5e6f7081: from=<@>, to=<b@example.com>, rcpt=<->, "
     "delay=4d, stat=Envelope expired",
     "failure expired local local not-final | text Envelope expired | id 1a2b3c4d | from "
     " | to b@example.com"},
    {"removed", "smtpd",
     "relay: Remove for 1a2b3c4d5e6f7081: from=<a@example.com>, to=<r@example.org>, rcpt=<->,"
     " delay=1h, stat=Removed by administrator",
     "failure discarded outbound local not-final | text Removed by administrator | id "
     "1a2b3c4d | from a@example.com | to r@example.org"},
    {"loop", "smtpd",
     "delivery: Loop for 1a2b3c4d5e6f7081: from=<a@example.com>, to=<b@example.com>, "
     "rcpt=<->, delay=1s, stat=Loop detected",
     "failure bounced local local | text Loop detected | id 1a2b3c4d | from a@example.com "
     "| to b@example.com"},
    {"relay, 5.9", "smtpd",
     "relay: PermFail for 1a2b3c4d5e6f7081: session=7f3b9a0c5d1e2f40, from=<a@example.com>, "
     "to=<r@example.org>, rcpt=<->, source=192.0.2.25, relay=198.51.100.7 (mx.example.org), "
     "delay=2s, stat=550 5.1.1 No such user",
     "failure bounced outbound remote | reply 550 5.1.1 No such user | id 1a2b3c4d | "
     "peer mx.example.org[198.51.100.7] | session 7f3b9a0c5d1e2f40 | from a@example.com "
     "| to r@example.org"},
    {"relay without session, 5.9", "smtpd",
     "relay: TempFail for 1a2b3c4d5e6f7081: session=0000000000000000, from=<a@example.com>, "
     "to=<r@example.org>, rcpt=<->, source=-, relay=example.org, delay=1d4h, stat=No "
     "MX found for domain",
     "failure deferred outbound local | text No MX found for domain | id 1a2b3c4d | from "
     "a@example.com | to r@example.org"},
    {"local, 5.4", "smtpd",
     "delivery: Ok for 1a2b3c4d5e6f7081: from=<a@example.com>, to=<b@example.com>, user=bob, "
     "method=maildir, delay=0s, stat=Delivered",
     "success local | id 1a2b3c4d | from a@example.com | to b@example.com"},
    {"local deferred, 5.9", "smtpd",
     "delivery: TempFail for 1a2b3c4d5e6f7081: from=<a@example.com>, to=<b@example.com>, "
     "rcpt=<b@example.com>, user=bob, method=mda, delay=10s, stat=Error (\"mailbox is "
     "locked\")",
     "failure deferred local local | text \"mailbox is locked\" | id 1a2b3c4d | from "
     "a@example.com | to b@example.com"},
    {"held", "smtpd",
     "relay: Hold for 1a2b3c4d5e6f7081: from=<>, to=<r@example.org>, rcpt=<->, delay=1s, "
     "stat=Route disabled",
     "quiet"},
    {"routed", "smtpd",
     "relay: Route for 1a2b3c4d5e6f7081: x",
     "quiet"},
    {"bounce trace", "smtpd",
     "bounce: 0x5555: <<< 550 5.7.1 no",
     "quiet"},
    {"injection", "smtpd",
     "warn: PermFail injecting failure report on message 1a2b3c4d to <a@example.com> "
     "for 1 envelope: 550 no",
     "quiet"},
    {"double bounce", "smtpd",
     "warn: queue: double bounce!",
     "quiet"},
    {"no clients", "smtpd",
     "warn: Disabling incoming SMTP connections: Client limit reached",
     "quiet"},
    {"clients again", "smtpd",
     "warn: smtp: fd exhaustion over, re-enabling incoming connections",
     "quiet"},
    {"disk full", "smtpd",
     "warn: not enough disk space: 4% left",
     "quiet"},
    {"disk full, refusing", "smtpd",
     "warn: temporarily rejecting messages",
     "quiet"},
    {"loop warned", "smtpd",
     "warn: loop detected",
     "quiet"},
    {"no secret", "smtpd",
     "warn: Failed to retrieve secret for x",
     "quiet"},
    {"info", "smtpd",
     "info: OpenSMTPD 7.8.0-portable starting",
     "quiet"},
    {"route", "smtpd",
     "smtp-out: Disabling route [] <-> 198.51.100.7 (mx.example.org) for 15s",
     "quiet"},
    {"no mx", "smtpd",
     "smtp-out: Failed to resolve MX for [relay:example.org,smtp]: Domain does not exist",
     "quiet"},
    {"no mx found", "smtpd",
     "smtp-out: No MX found for [connector:[]->[relay:example.org,smtp],0x0]",
     "quiet"},
    {"family", "smtpd",
     "smtp-out: Address family mismatch on [connector:[]->[relay:example.org,smtp],0x0]",
     "quiet"},
    {"no route", "smtpd",
     "smtp-out: No valid route for [connector:[]->[relay:example.org,smtp],0x0]",
     "quiet"},
    {"high water", "smtpd",
     "smtp-out: hiwat reached on [relay:example.org,smtp]: holding envelopes",
     "quiet"},
    {"low water", "smtpd",
     "smtp-out: back to lowat on [relay:example.org,smtp]: releasing",
     "quiet"},
    {"proxy", "smtpd",
     "proxy 0x5555 event=closed address=192.0.2.10 reason=\"protocol error (invalid signature"
     ")\"",
     "quiet"},
    {"dns name", "smtpd",
     "getnameinfo: 192.0.2.10: Temporary failure in name resolution",
     "quiet"},
    {"dns address", "smtpd",
     "getaddrinfo: mail.example.net: Name or service not known",
     "quiet"},
    {"a program in an alias", "smtpd",
     "commands executed from aliases run with opensmtpd privileges",
     "quiet"},
    {"purge", "smtpd",
     "warn: purge_task: opendir: No such file or directory",
     "quiet"},
    {"exit", "smtpd",
     "Exiting",
     "quiet"},
    {"exited", "smtpd",
     "warn: parent -> queue: imsg_read: Connection reset by peer",
     "quiet"},
    {"unheard-of", "smtpd",
     "warn: the moon is full",
     "unknown"},
    {"unheard-of failure", "smtpd",
     "warn: the moon failed",
     "strange"},
    {"debug", "smtpd",
     "debug: smtp: AUTH PLAIN AGJvYgBzZWNyZXQ=",
     "quiet"},
    {"old command", "smtpd",
     "smtp-in: Failed command on session 7f3b9a0c5d1e2f40: \"RCPT TO:<r@example.org>\" "
     "=> 550 Invalid recipient",
     "failure rejected inbound rcpt local | reply 550 Invalid recipient | session 7f3b9a0c5d1"
     "e2f40 | to r@example.org"},
    {"old command, forged", "smtpd",
     "smtp-in: Failed command on session 7f3b9a0c5d1e2f40: \"FOO\" => 550 x\" => 500 "
     "5.5.1 Invalid command: Command unrecognized",
     "failure rejected inbound other local | reply 500 5.5.1 Invalid command: Command "
     "unrecognized | session 7f3b9a0c5d1e2f40"},
    {"old login", "smtpd",
     "smtp-in: Failed command on session 7f3b9a0c5d1e2f40: \"AUTH LOGIN (password)\" "
     "=> 535 Authentication failed",
     "failure auth_failed inbound auth local settles | after 334 | reply 535 Authentication "
     "failed | session 7f3b9a0c5d1e2f40"},
    {"old input", "smtpd",
     "smtp-in: Bad input on session 7f3b9a0c5d1e2f40: 500 5.0.0: Line too long",
     "failure rejected inbound other local | reply 500 5.0.0: Line too long | text Line "
     "too long | enhanced 5.0.0 | session 7f3b9a0c5d1e2f40"},
    {"invalid command", "smtpd",
     "smtp-in: session 7f3b9a0c5d1e2f40: received invalid command: \"RCPT TO:<r@example.org>\"",
     "failure rejected inbound rcpt local | text received invalid command | session 7f3b9a0c5"
     "d1e2f40 | to r@example.org"},
    {"invalid input", "smtpd",
     "smtp-in: session 7f3b9a0c5d1e2f40: received invalid input: 500 5.0.0: Line too "
     "long",
     "failure rejected inbound other local | reply 500 5.0.0: Line too long | text Line "
     "too long | enhanced 5.0.0 | session 7f3b9a0c5d1e2f40"},
    {"new session", "smtpd",
     "smtp-in: New session 7f3b9a0c5d1e2f40 from host mail.example.net [192.0.2.10]",
     "facts inbound session-begins | peer mail.example.net[192.0.2.10] | session 7f3b9a0c5d1e"
     "2f40"},
    {"new session, 5.7.3", "smtpd",
     "smtp-in: session 7f3b9a0c5d1e2f40: connection from host mail.example.net [192.0.2.10] "
     "established",
     "facts inbound session-begins | peer mail.example.net[192.0.2.10] | session 7f3b9a0c5d1e"
     "2f40"},
    {"accepted", "smtpd",
     "smtp-in: Accepted message 1a2b3c4d on session 7f3b9a0c5d1e2f40: from=<a@example.com>, "
     "to=<b@example.com>, size=1234, ndest=1, proto=ESMTP",
     "facts inbound | size 1234 | accepted mail 1 | accepted rcpt 1 | accepted eod 1 "
     "| id 1a2b3c4d | session 7f3b9a0c5d1e2f40 | from a@example.com | to b@example.com"},
    {"login accepted", "smtpd",
     "smtp-in: Accepted authentication for user bob on session 7f3b9a0c5d1e2f40",
     "facts inbound | session 7f3b9a0c5d1e2f40 | user bob"},
    {"login failed", "smtpd",
     "smtp-in: Authentication failed for user bob on session 7f3b9a0c5d1e2f40",
     "quiet"},
    {"idle", "smtpd",
     "smtp-in: Disconnecting session 7f3b9a0c5d1e2f40: session timeout",
     "failure aborted inbound local session-ends | text session timeout | session 7f3b9a0c5d1"
     "e2f40"},
    {"certificate", "smtpd",
     "smtp-in: Disconnecting session 7f3b9a0c5d1e2f40: SSL certificate check failed",
     "failure aborted inbound starttls local session-ends | text SSL certificate check "
     "failed | session 7f3b9a0c5d1e2f40"},
    {"end", "smtpd",
     "smtp-in: Closing session 7f3b9a0c5d1e2f40",
     "facts inbound session-ends | session 7f3b9a0c5d1e2f40"},
    {"end, 5.7.3", "smtpd",
     "smtp-in: session 7f3b9a0c5d1e2f40: connection from host mail.example.net [192.0.2.10] "
     "closed (client disconnected)",
     "facts inbound session-ends | peer mail.example.net[192.0.2.10] | session 7f3b9a0c5d1e2f"
     "40"},
    {"tls", "smtpd",
     "smtp-in: Started TLS on session 7f3b9a0c5d1e2f40: version=TLSv1.2",
     "quiet"},
    {"connecting", "smtpd",
     "smtp-out: Connecting to smtp+tls://198.51.100.7:25 (mx.example.org) on session "
     "7f3b9a0c5d1e2f40...",
     "facts outbound session-begins | peer mx.example.org[198.51.100.7]:25 | session "
     "7f3b9a0c5d1e2f40"},
    {"connecting, 5.7.3", "smtpd",
     "smtp-out: session 7f3b9a0c5d1e2f40: connecting to smtp+tls://198.51.100.7:25 (mx.exampl"
     "e.org)",
     "facts outbound session-begins | peer mx.example.org[198.51.100.7]:25 | session "
     "7f3b9a0c5d1e2f40"},
    {"delivery, 5.7.3", "smtpd",
     "smtp-out: session 7f3b9a0c5d1e2f40: evpid=1a2b3c4d5e6f7081, status=TempFail, from=<a@ex"
     "ample.com>, to=<r@example.org>, rcpt=<->, source=192.0.2.25, relay=198.51.100.7 "
     "(mx.example.org), delay=5s, stat=451 4.7.1 Greylisted",
     "failure deferred outbound remote | reply 451 4.7.1 Greylisted | id 1a2b3c4d | peer "
     "mx.example.org[198.51.100.7] | session 7f3b9a0c5d1e2f40 | from a@example.com | "
     "to r@example.org"},
    {"error, 5.7.3", "smtpd",
     "smtp-out: session 7f3b9a0c5d1e2f40: error: BANNER rejected: 421 4.3.2 Too busy",
     "failure attempt outbound connect remote not-final | reply 421 4.3.2 Too busy | "
     "session 7f3b9a0c5d1e2f40"},
    {"downgrade", "smtpd",
     "smtp-out: Error on session 7f3b9a0c5d1e2f40: opportunistic TLS failed, downgrading "
     "to plain",
     "quiet"},
    {"late error", "smtpd",
     "smtp-out: Error on session 7f3b9a0c5d1e2f40 after 2 messages sent: Connection closed "
     "unexpectedly",
     "failure attempt outbound local not-final | text Connection closed unexpectedly "
     "| session 7f3b9a0c5d1e2f40"},
    {"error, 5.9", "smtpd",
     "smtp-out: Error on session 7f3b9a0c5d1e2f40: BANNER rejected: 554 5.7.1 Access "
     "denied",
     "failure attempt outbound connect remote not-final | reply 554 5.7.1 Access denied "
     "| session 7f3b9a0c5d1e2f40"},
    {"connected", "smtpd",
     "smtp-out: Connected on session 7f3b9a0c5d1e2f40",
     "quiet"},
    {"postfix under this tag", "smtpd",
     "NOQUEUE: reject: RCPT from x.example.net[192.0.2.1]: 550 5.1.1 <r@example.org>: "
     "no",
     "not mine"},
    {"somebody's words", "smtpd",
     "fx: looked at a message of a session",
     "not mine"},
};

TABLE_TESTS(parser_opensmtpd_queue, subject, rows)
TABLE_FORMS_TEST(parser_opensmtpd_queue, subject, rows, opensmtpd_queue_forms)

/* The second table. */
Test(parser_opensmtpd_queue, forms_of_old)
{
    table_check_forms(&subject, rows, sizeof rows / sizeof *rows, opensmtpd_old_forms,
                      opensmtpd_old_forms_len);
}
