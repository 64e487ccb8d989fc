/* What the SMTP server refuses: rejections, milters, the filter before the queue. */
#include "parser_postfix_check.h"

static const struct row rows[] = {
    {"user unknown", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 550 5.1.1 <r@example.org>: "
     "Recipient address rejected: User unknown in local recipient table; " TAIL,
     "failure rejected inbound rcpt local | reply 550 5.1.1 <r@example.org>: Recipient "
     "address rejected: User unknown in local recipient table | peer "
     "mail.example.net[192.0.2.7]" SAYS_TAIL
     SAYS_FILTER},
    {"real queue id", "postfix/smtpd",
     ID "reject: RCPT from mail.example.net[192.0.2.7]: 554 5.7.1 <r@example.org>: Relay "
     "access denied; " TAIL,
     "failure rejected inbound rcpt local | reply 554 5.7.1 <r@example.org>: Relay access "
     "denied" SAYS_ID " | peer mail.example.net[192.0.2.7]" SAYS_TAIL
     SAYS_FILTER},
    {"connect stage", "postfix/smtpd",
     "NOQUEUE: reject: CONNECT from unknown[192.0.2.8]: 554 5.7.1 <unknown[192.0.2.8]>: "
     "Client host rejected: Access denied; proto=SMTP",
     "failure rejected inbound connect local | reply 554 5.7.1 <unknown[192.0.2.8]>: "
     "Client host rejected: Access denied | peer [192.0.2.8]"
     SAYS_FILTER},
    {"mail stage, port", "postfix/smtpd",
     "NOQUEUE: reject: MAIL from unknown[2001:db8::9]:2525: 552 5.3.4 Message size "
     "exceeds fixed limit; from=<a@example.com> proto=ESMTP helo=<h>",
     "failure rejected inbound mail local | reply 552 5.3.4 Message size exceeds fixed "
     "limit | peer [2001:db8::9]:2525 | from a@example.com | helo h"
     SAYS_FILTER},
    {"no storage", "postfix/smtpd",
     "NOQUEUE: reject: MAIL from unknown[192.0.2.8]: 452 4.3.1 Insufficient system "
     "storage; proto=ESMTP helo=<h>",
     "failure rejected inbound mail local | reply 452 4.3.1 Insufficient system storage | "
     "peer [192.0.2.8] | helo h"
     SAYS_FILTER},
    {"data stage, null sender", "postfix/smtpd",
     ID "reject: DATA from unknown[192.0.2.8]: 550 5.5.3 <DATA>: Data command rejected: "
     "Multi-recipient bounce; from=<> proto=ESMTP helo=<h>",
     "failure rejected inbound data local | reply 550 5.5.3 <DATA>: Data command "
     "rejected: Multi-recipient bounce" SAYS_ID " | peer [192.0.2.8] | from  | helo h"
     SAYS_FILTER},
    {"after the dot", "postfix/smtpd",
     ID "reject: END-OF-MESSAGE from unknown[192.0.2.8]: 554 5.7.1 <END-OF-MESSAGE>: "
     "End-of-data rejected: Access denied; " TAIL,
     "failure rejected inbound eod local | after 354 | reply 554 5.7.1 <END-OF-MESSAGE>: "
     "End-of-data rejected: Access denied" SAYS_ID " | peer [192.0.2.8]" SAYS_TAIL
     SAYS_FILTER},
    {"ehlo stage", "postfix/smtpd",
     "NOQUEUE: reject: EHLO from unknown[192.0.2.8]: 504 5.5.2 <pc>: Helo command "
     "rejected: need fully-qualified hostname; proto=SMTP helo=<pc>",
     "failure rejected inbound ehlo local | reply 504 5.5.2 <pc>: Helo command rejected: "
     "need fully-qualified hostname | peer [192.0.2.8] | helo pc"
     SAYS_FILTER},
    {"vrfy stage", "postfix/smtpd",
     "NOQUEUE: reject: VRFY from unknown[192.0.2.8]: 550 5.1.1 <x@example.org>: Recipient "
     "address rejected: User unknown; to=<x@example.org> proto=ESMTP helo=<h>",
     "failure rejected inbound vrfy local | reply 550 5.1.1 <x@example.org>: Recipient "
     "address rejected: User unknown | peer [192.0.2.8] | to x@example.org | helo h"
     SAYS_FILTER},
    {"etrn stage", "postfix/smtpd",
     "NOQUEUE: reject: ETRN from unknown[192.0.2.8]: 554 5.7.1 <example.org>: Etrn "
     "command rejected: Access denied; proto=ESMTP helo=<h>",
     "failure rejected inbound etrn local | reply 554 5.7.1 <example.org>: Etrn command "
     "rejected: Access denied | peer [192.0.2.8] | helo h"
     SAYS_FILTER},
    {"unknown command", "postfix/smtpd",
     "NOQUEUE: reject: UNKNOWN from unknown[192.0.2.8]: 450 4.3.2 x; proto=SMTP",
     "failure rejected inbound other local | reply 450 4.3.2 x | peer [192.0.2.8]"
     SAYS_FILTER},
    {"data content", "postfix/smtpd",
     ID "reject: DATA content from unknown[192.0.2.8]: bare <LF> received; " TAIL,
     "failure rejected inbound eod local implied | code 550 | after 354 | text bare <LF> "
     "received | enhanced 5.5.2" SAYS_ID " | peer [192.0.2.8]" SAYS_TAIL
     SAYS_FILTER},
    {"blocklist with semicolons", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 554 5.7.1 Service "
     "unavailable; Client host [192.0.2.7] blocked using rbl.example.net; see "
     "https://rbl.example.net/?ip=192.0.2.7; " TAIL,
     "failure rejected inbound rcpt local | reply 554 5.7.1 Service unavailable; Client "
     "host [192.0.2.7] blocked using rbl.example.net; see "
     "https://rbl.example.net/?ip=192.0.2.7 | peer mail.example.net[192.0.2.7]" SAYS_TAIL
     SAYS_FILTER},
    {"remote reply quoted", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 450 4.1.1 <r@example.org>: "
     "Recipient address rejected: unverified address: host " MX
     " said: 550 5.1.1 no; from=<q@example.com> to=<z@example.org> proto=ESMTP "
     "helo=<fake> (in reply to RCPT TO command); " TAIL,
     "failure rejected inbound rcpt local | reply 450 4.1.1 <r@example.org>: Recipient "
     "address rejected: unverified address: host " MX
     " said: 550 5.1.1 no; from=<q@example.com> to=<z@example.org> proto=ESMTP "
     "helo=<fake> (in reply to RCPT TO command) | peer mail.example.net[192.0.2.7]" SAYS_TAIL
     SAYS_FILTER},
    {"no tail", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 421 4.3.0 mx1.example.org "
     "Server local data error",
     "failure rejected inbound rcpt local | reply 421 4.3.0 mx1.example.org Server local "
     "data error | peer mail.example.net[192.0.2.7]"
     SAYS_FILTER},
    {"empty name", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 450 4.7.1 : Helo command "
     "rejected: Host not found; from=<a@example.com> to=<r@example.org> proto=ESMTP helo=",
     "failure rejected inbound rcpt local | reply 450 4.7.1 : Helo command rejected: Host "
     "not found | peer mail.example.net[192.0.2.7] | from a@example.com | to r@example.org"
     SAYS_FILTER},
    {"no brackets", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 554 5.7.1 <r@example.org>: "
     "Relay access denied; from=a@example.com to=r@example.org proto=ESMTP " "helo=h.example.com",
     "failure rejected inbound rcpt local | reply 554 5.7.1 <r@example.org>: Relay access "
     "denied | peer mail.example.net[192.0.2.7] | from a@example.com | to r@example.org | "
     "helo h.example.com"
     SAYS_FILTER},
    {"cut in mid-word", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 554 5.7.1 <r@example.org>: "
     "Relay access denied; from=<a@example.com> to=<r@exam",
     "failure rejected inbound rcpt local | reply 554 5.7.1 <r@example.org>: Relay access "
     "denied | peer mail.example.net[192.0.2.7] | from a@example.com | to r@exam"
     SAYS_FILTER},
    {"quoted sender", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 554 5.7.1 <r@example.org>: "
     "Relay access denied; from=<\"a b;x> to=<y\"@example.com> to=<r@example.org> "
     "proto=ESMTP helo=<a?\?b?>",
     "failure rejected inbound rcpt local | reply 554 5.7.1 <r@example.org>: Relay access "
     "denied | peer mail.example.net[192.0.2.7] | from \"a b;x> to=<y\"@example.com | to "
     "r@example.org | helo a?\?b?"
     SAYS_FILTER},
    {"lone quote, before 3.5", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 554 5.7.1 <r@example.org>: "
     "Relay access denied; from=<a\"b@example.com> to=<r@example.org> proto=ESMTP helo=<h>",
     "failure rejected inbound rcpt local | reply 554 5.7.1 <r@example.org>: Relay access "
     "denied | peer mail.example.net[192.0.2.7] | from a\"b@example.com | to "
     "r@example.org | helo h"
     SAYS_FILTER},
    {"tail forged in the sender", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 554 5.7.1 <r@example.org>: "
     "Relay access denied; from=<\"x; from=<n@example.net> to=<m@example.net> proto=SMTP "
     "helo=<y>\"@example.com> to=<r@example.org> proto=ESMTP helo=<h>",
     "failure rejected inbound rcpt local | reply 554 5.7.1 <r@example.org>: Relay access "
     "denied | peer mail.example.net[192.0.2.7] | from \"x; from=<n@example.net> "
     "to=<m@example.net> proto=SMTP helo=<y>\"@example.com | to r@example.org | helo h"
     SAYS_FILTER},
    {"login in the tail, 3.10", "postfix/submission/smtpd",
     "NOQUEUE: reject: RCPT from unknown[192.0.2.8]: 553 5.7.1 <a@example.com>: Sender "
     "address rejected: not owned by user jo; from=<a@example.com> to=<r@example.org> "
     "proto=ESMTP helo=<h> sasl_method=PLAIN sasl_username=jo sasl_sender=jo@example.org",
     "failure rejected inbound rcpt local | reply 553 5.7.1 <a@example.com>: Sender "
     "address rejected: not owned by user jo | peer [192.0.2.8] | user jo | from "
     "a@example.com | to r@example.org | helo h"
     SAYS_FILTER},
    {"login with a blank", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from unknown[192.0.2.8]: 554 5.7.1 <r@example.org>: Relay "
     "access denied; from=<a@example.com> to=<r@example.org> proto=ESMTP helo=<h> "
     "sasl_method=LOGIN sasl_username=jo the first",
     "failure rejected inbound rcpt local | reply 554 5.7.1 <r@example.org>: Relay access "
     "denied | peer [192.0.2.8] | user jo the first | from a@example.com | to "
     "r@example.org | helo h"
     SAYS_FILTER},
    {"three-digit detail", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 550 5.12.345 "
     "<r@example.org>: Recipient address rejected: odd; " TAIL,
     "failure rejected inbound rcpt local | reply 550 5.12.345 <r@example.org>: Recipient "
     "address rejected: odd | peer mail.example.net[192.0.2.7]" SAYS_TAIL
     SAYS_FILTER},
    {"soft bounce", "postfix/smtpd",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 450 4.1.1 <r@example.org>: "
     "Recipient address rejected: User unknown; " TAIL,
     "failure rejected inbound rcpt local | reply 450 4.1.1 <r@example.org>: Recipient "
     "address rejected: User unknown | peer mail.example.net[192.0.2.7]" SAYS_TAIL
     SAYS_FILTER},
    {"reject_warning", "postfix/smtpd",
     "NOQUEUE: reject_warning: RCPT from unknown[192.0.2.8]: 450 4.7.25 Client host "
     "rejected: cannot find your hostname, [192.0.2.8]; " TAIL,
     "failure warned inbound rcpt local | reply 450 4.7.25 Client host rejected: cannot "
     "find your hostname, [192.0.2.8] | peer [192.0.2.8]" SAYS_TAIL},
    {"hold", "postfix/smtpd",
     "NOQUEUE: hold: RCPT from unknown[192.0.2.8]: <r@example.org>: Recipient address "
     "triggers HOLD action; " TAIL,
     "failure held inbound rcpt local not-final | text <r@example.org>: Recipient address "
     "triggers HOLD action | peer [192.0.2.8]" SAYS_TAIL},
    {"discard", "postfix/smtpd",
     "NOQUEUE: discard: RCPT from unknown[192.0.2.8]: <r@example.org>: Recipient address "
     "triggers DISCARD action; " TAIL,
     "failure discarded inbound rcpt local not-final | text <r@example.org>: Recipient "
     "address triggers DISCARD action | peer [192.0.2.8]" SAYS_TAIL},
    {"warn", "postfix/smtpd",
     "NOQUEUE: warn: RCPT from unknown[192.0.2.8]: policy says 451; " TAIL, "quiet"},
    {"info", "postfix/smtpd", "NOQUEUE: info: RCPT from unknown[192.0.2.8]: ; " TAIL, "quiet"},
    {"filter", "postfix/smtpd",
     "NOQUEUE: filter: RCPT from unknown[192.0.2.8]: <r@example.org>: Recipient address "
     "triggers FILTER smtp:[127.0.0.1]:10025; " TAIL, "quiet"},
    {"redirect", "postfix/smtpd",
     "NOQUEUE: redirect: RCPT from unknown[192.0.2.8]: <r@example.org>: Recipient address "
     "triggers REDIRECT x@example.org; " TAIL, "quiet"},
    {"bcc", "postfix/smtpd",
     "NOQUEUE: bcc: RCPT from unknown[192.0.2.8]: <r@example.org>: Recipient address "
     "triggers BCC x@example.org; " TAIL, "quiet"},
    {"permit", "postfix/smtpd",
     "NOQUEUE: permit: RCPT from unknown[192.0.2.8]: action=permit_mynetworks for Client "
     "host=localhost; " TAIL, "quiet"},
    {"hangup", "postfix/smtpd", "NOQUEUE: hangup: RCPT from unknown[192.0.2.8]: ; " TAIL,
     "quiet"},
    {"bare LF", "postfix/smtpd",
     ID "reject: END-OF-MESSAGE from unknown[192.0.2.8]: bare <LF> received; " TAIL,
     "failure rejected inbound eod local implied | code 550 | after 354 | text bare <LF> "
     "received | enhanced 5.5.2" SAYS_ID " | peer [192.0.2.8]" SAYS_TAIL
     SAYS_FILTER},
    {"bare LF, first releases", "postfix/smtpd",
     "bare <LF> received after DATA from unknown[192.0.2.8]",
     "failure rejected inbound data local implied | code 521 | text bare <LF> received "
     "after DATA | enhanced 5.5.2 | peer [192.0.2.8]"
     SAYS_FILTER},
    {"reply filter in", "postfix/smtpd", "NOQUEUE: reply filter in: 550 5.1.1 no", "quiet"},
    {"reply filter out", "postfix/smtpd", "NOQUEUE: reply filter out: 450 4.1.1 later",
     "failure rejected inbound local replaces | reply 450 4.1.1 later | tells filtered"},
    {"milter at connection", "postfix/smtpd",
     "NOQUEUE: milter-reject: CONNECT from unknown[192.0.2.8]: 451 4.7.1 Service "
     "unavailable - try again later; proto=SMTP",
     "failure rejected inbound connect local not-final | reply 451 4.7.1 Service "
     "unavailable - try again later | joint mark | peer [192.0.2.8] | waits sent for "
     "milter-heard"},
    {"milter hangs up", "postfix/smtpd",
     "NOQUEUE: milter-reject: CONNECT from unknown[192.0.2.8]: 421 4.7.0 Server closing "
     "connection; proto=SMTP",
     "failure rejected inbound connect local | reply 421 4.7.0 Server closing "
     "connection | joint mark | peer [192.0.2.8] | waits other for filtered"},
    {"milter at EHLO", "postfix/smtpd",
     "NOQUEUE: milter-reject: EHLO from unknown[192.0.2.8]: 550 5.7.1 Command rejected; "
     "proto=SMTP helo=<h>",
     "failure rejected inbound ehlo local not-final | reply 550 5.7.1 Command "
     "rejected | joint mark | peer [192.0.2.8] | helo h | waits sent for milter-heard"},
    {"milter at RCPT, lines", "postfix/smtpd",
     "NOQUEUE: milter-reject: RCPT from unknown[192.0.2.8]: 550-5.7.1 line one?\?550 "
     "5.7.1 line two; from=<a@example.com> to=<r@example.org> proto=ESMTP helo=<h> "
     "sasl_username=<jo>",
     "failure rejected inbound rcpt local | reply 550-5.7.1 line one?\?550 5.7.1 line two "
     "| joint mark | peer [192.0.2.8] | user jo | from a@example.com | to r@example.org | "
     "helo h"
     SAYS_FILTER},
    {"milter-hold", "postfix/smtpd",
     "NOQUEUE: milter-hold: RCPT from unknown[192.0.2.8]: milter triggers HOLD action; " TAIL,
     "failure held inbound rcpt local not-final | text milter triggers HOLD action | peer "
     "[192.0.2.8]" SAYS_TAIL},
    {"certificate missing", "postfix/smtpd",
     "NOQUEUE: abort: TLS from unknown[192.0.2.8]: No client certificate presented",
     "failure rejected inbound starttls local implied | code 421 | text No client "
     "certificate presented | enhanced 4.7.1 | peer [192.0.2.8]"
     SAYS_FILTER},
    {"certificate not trusted", "postfix/smtpd",
     "NOQUEUE: abort: TLS from unknown[192.0.2.8]: Client certificate not trusted",
     "failure rejected inbound starttls local implied | code 421 | text Client "
     "certificate not trusted | enhanced 4.7.1 | peer [192.0.2.8]"
     SAYS_FILTER},
    {"proxy-accept", "postfix/smtpd",
     "proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 38CB7A9A519; " TAIL,
     "facts inbound eod | next 38CB7A9A519" SAYS_TAIL},
    {"proxy-reject", "postfix/smtpd",
     "proxy-reject: END-OF-MESSAGE: 554 5.7.0 Reject, id=1-2 - spam; from=<a@example.com> "
     "to=<r@example.org> proto=ESMTP helo=<h> sasl_username=<jo>",
     "failure rejected inbound eod local | after 354 | reply 554 5.7.0 Reject, id=1-2 - "
     "spam | user jo | from a@example.com | to r@example.org | helo h"
     " | waits other for filtered | tells proxy-verdict"},
    {"proxy-reject, empty", "postfix/smtpd", "proxy-reject: END-OF-MESSAGE: ; " TAIL,
     "failure rejected inbound eod local implied | code 451 | after 354 | enhanced 4.3.0"
     SAYS_TAIL
     " | waits other for filtered | tells proxy-verdict"},
};

POSTFIX_TABLE_TESTS(parser_postfix_reject, rows)
