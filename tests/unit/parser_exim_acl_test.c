/* What ACLs and programs refused: which code was really sent, and who was refused. */
#include "parser_exim.h"

#define ENDS .flags = SMTPLOG_MESSAGE_ENDS
#define ID "1vbXyz-000000012Ab-3cDe "

static const struct exim_row acl[] = {
    {"H=mx.example.net [192.0.2.10] F=<a@example.net> rejected RCPT <b@example.org>: 553 5.1.3 no "
     "such box", FAILURE, IN, PHASE(RCPT), REJECTED, LOGGED(553), .reply = "553 5.1.3 no such box",
     .sender = "a@example.net", .recipient = "b@example.org", .peer_name = "mx.example.net",
     .peer_ip = "192.0.2.10", .helo = "-"},
    {"H=(mail.example.com) [192.0.2.1] F=<> rejected RCPT <b@example.org>: relay not permitted",
     FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(550), .text = "relay not permitted", .reply = "-",
     .sender = "", .helo = "mail.example.com", .peer_name = "-", .session = "-"},
    {"H=(mail.example.com) [192.0.2.1] rejected RCPT b@example.org", FAILURE, IN, PHASE(RCPT),
     REJECTED, IMPLIED(550), .text = "-", .sender = "-", .recipient = "b@example.org"},
    {"H=(mail.example.com) [192.0.2.1]:5678 I=[198.51.100.5]:25 Ci=77 X=TLS1.3:AES_256:256 CV=no "
     "SNI=mx.example.org F=<a@example.com> A=plain:bob:a@example.com temporarily rejected RCPT "
     "<b@example.org>: Greylisted", FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(451), .user = "bob",
     .peer_port = 5678, .session = "77", .text = "Greylisted"},
    {"H=mx.example.net (helo.example.net) [192.0.2.1]:51234 I=[198.51.100.5]:25 U=ident "
     "F=<a@example.net> temporarily rejected RCPT <b@example.org>: 450 4.7.1 later", FAILURE, IN,
     PHASE(RCPT), REJECTED, LOGGED(450), .peer_port = 51234, .session = "192.0.2.1]:51234",
     .helo = "helo.example.net"},
    {"H=(x.example) [192.0.2.1] F=<a@example.net> rejected RCPT <b@example.org>: 450 wrong class",
     FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(550), .text = "450 wrong class"},
    {"H=(x.example) [192.0.2.1] F=<a@example.net> rejected RCPT <b@example.org>: 550-5.7.1 first",
     FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(550), .text = "550-5.7.1 first"},
    {"H=(x.example) [192.0.2.1] F=<a@example.net> rejected RCPT <\"q: 554 x\"@example.org>: no",
     FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(550), .recipient = "\"q: 554 x\"@example.org"},
    {"H=(x.example) [192.0.2.1] F=<a@example.net> rejected RCPT <aaaaaaaaaaaaaaaaaaaa: cut off",
     FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(550), .recipient = "aaaaaaaaaaaaaaaaaaaa",
     .text = "cut off"},
    {"H=(x.example) [192.0.2.1] rejected MAIL <a@example.net>: 550 go away", FAILURE, IN,
     PHASE(MAIL), REJECTED, LOGGED(550), .sender = "a@example.net"},
    {"H=(x.example) [192.0.2.1] temporarily rejected MAIL <>", FAILURE, IN, PHASE(MAIL), REJECTED,
     IMPLIED(451), .sender = ""},
    {"H=(bad.example) [192.0.2.1] rejected EHLO or HELO bad.example: banned", FAILURE, IN,
     PHASE(EHLO), REJECTED, IMPLIED(550), .helo = "bad.example", .text = "banned"},
    {"rejected MAIL from [192.0.2.1]: no HELO/EHLO given", FAILURE, IN, PHASE(MAIL), REJECTED,
     IMPLIED(503), .helo = "bad.example"},
    {"H=[192.0.2.66] rejected connection in \"connect\" ACL: 554-Your address is listed", FAILURE,
     IN, PHASE(CONNECT), REJECTED, IMPLIED(550), .peer_ip = "192.0.2.66"},
    {"H=[192.0.2.66] temporarily rejected connection in \"connect\" ACL: 421 4.3.2 busy", FAILURE,
     IN, PHASE(CONNECT), REJECTED, LOGGED(421)},
    {"H=(x.example) [192.0.2.1] temporarily rejected DATA: 451 4.3.2 later", FAILURE, IN,
     PHASE(DATA), REJECTED, LOGGED(451)},
    {"H=(x.example) [192.0.2.1] rejected DATA", FAILURE, IN, PHASE(DATA), REJECTED, IMPLIED(550)},
    {ID "H=mx.example.net [192.0.2.10] F=<a@example.net> rejected after DATA: virus found, code "
     "552", FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(550), .after_code = 354, ENDS,
     .queue_id = "1vbXyz-000000012Ab-3cDe", .recipient = "-",
     .more = "Envelope-from: <a@example.net>\n  Subject: 554 5.7.1 pills"},
    {"1vbXyz-0001AB-CD H=mx.example.net [192.0.2.10] F=<a@example.net> temporarily rejected after "
     "DATA", FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(451), .after_code = 354, ENDS,
     .queue_id = "1vbXyz-0001AB-CD"},
    {ID "H=mx.example.net [192.0.2.10] F=<a@example.net> rejected after DATA PRDR: no", FAILURE, IN,
     PHASE(EOD), REJECTED, IMPLIED(550), .after_code = 354, ENDS},
    {ID "H=mx.example.net [192.0.2.10] F=<a@example.net> rejected during MIME ACL checks: 554 zip",
     FAILURE, IN, PHASE(EOD), REJECTED, LOGGED(554), .after_code = 354, ENDS},
    {ID "H=mx.example.net [192.0.2.10] rejected DKIM : bad signature", FAILURE, IN, PHASE(EOD),
     REJECTED, IMPLIED(550), .after_code = 354, ENDS, .text = "bad signature"},
    {"H=(x.example) [192.0.2.1] rejected AUTH PLAIN AGJvYgBzZWNyZXQ=: no TLS, no AUTH", FAILURE, IN,
     PHASE(AUTH), REJECTED, IMPLIED(503), .text = "no TLS, no AUTH", .recipient = "-"},
    {"H=(x.example) [192.0.2.1] temporarily rejected STARTTLS : TLS later", FAILURE, IN,
     PHASE(STARTTLS), REJECTED, IMPLIED(451), .text = "TLS later"},
    {"H=(x.example) [192.0.2.1] rejected STARTTLS ", FAILURE, IN, PHASE(STARTTLS), REJECTED,
     IMPLIED(550)},
    {"H=(x.example) [192.0.2.1] rejected VRFY bob: no VRFY", FAILURE, IN, PHASE(VRFY), REJECTED,
     IMPLIED(252), .flags = SMTPLOG_NOT_FINAL, .recipient = "bob"},
    {"H=(x.example) [192.0.2.1] rejected VRFY bob: 554 5.1.0 no VRFY", FAILURE, IN, PHASE(VRFY),
     REJECTED, LOGGED(554)},
    {"H=(x.example) [192.0.2.1] rejected EXPN all: no EXPN", FAILURE, IN, PHASE(OTHER), REJECTED,
     IMPLIED(550)},
    {"H=(x.example) [192.0.2.1] rejected ETRN example.org: 458 no queueing", FAILURE, IN,
     PHASE(ETRN), REJECTED, LOGGED(458)},
    {"H=(x.example) [192.0.2.1] rejected ETRN #queue", FAILURE, IN, PHASE(ETRN), REJECTED,
     IMPLIED(458)},
    {"H=(x.example) [192.0.2.1] rejected ATRN example.org", FAILURE, IN, PHASE(OTHER), REJECTED,
     IMPLIED(450)},
    {"H=(x.example) [192.0.2.1] rejected WELLKNOWN a/b: no", FAILURE, IN, PHASE(OTHER), REJECTED,
     IMPLIED(550)},
    {"U=bob F=<bob@example.org> rejected RCPT <c@example.net>: not today", FAILURE, IN, PHASE(RCPT),
     REJECTED, IMPLIED(550), .peer_ip = "-"},
    {" DSH=mx.example.net [192.0.2.10] F=<a@example.net> rejected RCPT <b@example.org>", FAILURE,
     IN, PHASE(RCPT), REJECTED, IMPLIED(550), .peer_name = "mx.example.net"},
};

static const struct exim_row callouts[] = {
    {"H=(x.example) [192.0.2.1] F=<a@example.net> rejected RCPT <b@example.org>: 192.0.2.25 "
     "[192.0.2.25] : SMTP error from remote mail server after RCPT TO:<b@example.org>: 550 Unknown",
     FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(550), .peer_ip = "192.0.2.1"},
    {"H=(x.example) [192.0.2.1] F=<a@example.net> temporarily rejected RCPT <b@example.org>: Could "
     "not complete recipient verify callout: mx.example.org [192.0.2.25] : response to \"RCPT "
     "TO:<b@example.org>\" was: 451 no", FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(451)},
    {"H=(x.example) [192.0.2.1] sender verify fail for <a@example.net>: mx.example.net "
     "[192.0.2.25] : SMTP error from remote mail server after RCPT TO:<a@example.net>: 550 5.1.1 "
     "who", FAILURE, OUT, PHASE(RCPT), .disposition = SMTPLOG_ATTEMPT,
     .flags = SMTPLOG_NOT_FINAL | SMTPLOG_PROBE, LOGGED(550), .recipient = "a@example.net",
     .sender = "", .peer_name = "mx.example.net", .peer_ip = "192.0.2.25",
     .client_ip = "192.0.2.1"},
    {"H=(x.example) [192.0.2.1] sender verify fail for <a@example.net>: response to \"RCPT "
     "TO:<a@example.net>\" was: 553 no", FAILURE, OUT, PHASE(RCPT), .disposition = SMTPLOG_ATTEMPT,
     .flags = SMTPLOG_NOT_FINAL | SMTPLOG_PROBE, LOGGED(553)},
    {"H=(x.example) [192.0.2.1] sender verify fail for <a@example.net>: Unrouteable address",
     FACTS},
    {"H=(x.example) [192.0.2.1] sender verify fail for <a@example.net>", FACTS},
    {"H=(x.example) [192.0.2.1] sender verify defer for <a@example.net>: host lookup did not "
     "complete", FACTS},
    /* the reason that was told before, for this sender and client alone */
    {"H=(x.example) [192.0.2.1] F=<a@example.net> temporarily rejected RCPT <b@example.org>: Could "
     "not complete sender verify", FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(451),
     .text = "sender verify defer: host lookup did not complete"},
    {"H=(x.example) [192.0.2.1] F=<a@example.net> temporarily rejected RCPT <c@example.org>: Could "
     "not complete sender verify", FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(451),
     .text = "sender verify defer: host lookup did not complete"},
    {"H=(x.example) [192.0.2.1] F=<z@example.net> temporarily rejected RCPT <b@example.org>: Could "
     "not complete sender verify", FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(451),
     .text = "Could not complete sender verify"},
    {"H=(x.example) [192.0.2.2] F=<a@example.net> temporarily rejected RCPT <b@example.org>: Could "
     "not complete sender verify", FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(451),
     .text = "Could not complete sender verify"},
    /* up to 4.84 */
    {"H=(x.example) [192.0.2.1] sender verify fail for <a@example.net>: response to \"RCPT "
     "TO:<a@example.net>\" from mx.example.net [192.0.2.25] was: 550-no\\n550 user", FAILURE, OUT,
     PHASE(RCPT), LOGGED(550), .disposition = SMTPLOG_ATTEMPT,
     .flags = SMTPLOG_NOT_FINAL | SMTPLOG_PROBE, .peer_ip = "192.0.2.25",
     .recipient = "a@example.net"},
    {"H=(x.example) [192.0.2.1] F=<a@example.net> rejected RCPT <b@example.org>: mx.example.org "
     "[192.0.2.25] : response to \"EHLO\" did not include SMTPUTF8", FAILURE, IN, PHASE(RCPT),
     REJECTED, IMPLIED(533)},
    {"sender verify defer (making callout connection): T=remote_smtp Connection refused", QUIET},
};

static const struct exim_row programs[] = {
    {ID "F=a@example.net H=mx.example.net [192.0.2.10] P=esmtp rejected by local_scan(): 451 no",
     FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(550), .after_code = 354, ENDS, .text = "451 no"},
    {ID "F=<> H=mx.example.net [192.0.2.10] P=esmtp temporarily rejected by local_scan(): later",
     FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(451), .after_code = 354, ENDS},
    {ID "F=<bob@example.org> rejected by non-SMTP ACL: 550 no", FAILURE, IN, REJECTED, ENDS,
     .text = "550 no", .reply = "-"},
    {"H=(x.example) [192.0.2.1] F=<a@example.net> RCPT <b@example.org>: discarded by MAIL ACL: "
     "trap", FAILURE, IN, PHASE(RCPT), .disposition = SMTPLOG_DISCARDED, IMPLIED(250),
     .flags = SMTPLOG_NOT_FINAL, .text = "trap", .recipient = "b@example.org"},
    {"H=[192.0.2.66] X=TLS1.3:AES:256 dropped by 'connect' ACL: go", FAILURE, IN, PHASE(CONNECT),
     REJECTED, .flags = SMTPLOG_SESSION_ENDS, .text = "go"},
    {"H=(x.example) [192.0.2.1] Warning: 550 rejected, were this in earnest", QUIET},
    {"H=(x.example) [192.0.2.1] Warning: ACL 'warn' statement skipped (in acl_check at line 1 of "
     "/etc/exim.conf): condition test deferred", QUIET},
    {ID "H=(x.example) [192.0.2.1] b@example.org F=<a@example.net> P=<a@example.net> rejected "
     "after DATA: R=r T=t H=mx.example.org [192.0.2.25] C=\"550 5.7.1 first\\\\n550 5.7.1 last\"",
     FAILURE, IN, PHASE(EOD), REJECTED, LOGGED(550), .after_code = 354, ENDS,
     .peer_ip = "192.0.2.1", .recipient = "b@example.org"},
    {ID "H=(x.example) [192.0.2.1] b@example.org F=<a@example.net> tmp-reject from cutthrough "
     "after DATA: R=r T=t H=mx.example.org [192.0.2.25] C=\"459 busy\"", FAILURE, OUT, PHASE(EOD),
     ATTEMPT, LOGGED(459), .after_code = 354, .peer_name = "mx.example.org",
     .peer_ip = "192.0.2.25"},
    {"H=(x.example) [192.0.2.1] incomplete transaction (connection lost) from <a@example.net> for "
     "b@example.org", FACTS, .sender = "a@example.net"},
};

/* A stranger chose the HELO, the recipient and more: none may pass for the server's words. */
static const struct exim_row forged[] = {
    {"H=(a) [8.8.8.8] b) [192.0.2.1] F=<a@example.net> rejected RCPT <b@example.org>: no", FAILURE,
     IN, PHASE(RCPT), REJECTED, IMPLIED(550), .peer_ip = "192.0.2.1", .helo = "a) [8.8.8.8] b"},
    {"H=([192.0.2.9]) [192.0.2.1] F=<a@example.net> rejected RCPT <b@example.org>: no", FAILURE, IN,
     PHASE(RCPT), REJECTED, IMPLIED(550), .peer_ip = "192.0.2.1", .helo = "[192.0.2.9]"},
    {"H=([IPv6:2001:db8::9]) [2001:db8::1]:4025 F=<a@example.net> rejected RCPT <b@example.org>",
     FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(550), .peer_ip = "2001:db8::1", .peer_port = 4025,
     .helo = "[IPv6:2001:db8::9]"},
    {"H=(550.example.net) [192.0.2.1] F=<550@example.net> rejected RCPT <552@example.org>: no 553 "
     "here", FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(550), .recipient = "552@example.org"},
    {"H=(x.example) [192.0.2.1] F=<\"a> rejected RCPT <x>: 521 \"@example.net> rejected RCPT "
     "<b@example.org>", FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(550),
     .recipient = "b@example.org"},
    {"H=(x.example) [192.0.2.1] F=<a@example.net> rejected RCPT <b@example.org>: H=mx [192.0.2.5]: "
     "SMTP error from remote mail server after end of data: 554 R=x T=y", FAILURE, IN, PHASE(RCPT),
     REJECTED, IMPLIED(550), .peer_ip = "192.0.2.1"},
};

Test(parser_exim, acl) { CHECK_ROWS(acl); }
Test(parser_exim, callouts) { CHECK_ROWS(callouts); }
Test(parser_exim, programs) { CHECK_ROWS(programs); }
Test(parser_exim, forged) { CHECK_ROWS(forged); }
