/* Records whose tag was cut or renamed: the message's shape tells the program. */
#include "parser_postfix_check.h"

static const struct row rows[] = {
    {"connect", "postfix", "connect from mail.example.net[192.0.2.7]",
     "facts inbound session-begins | peer mail.example.net[192.0.2.7]"},
    {"disconnect with counts", "postfix",
     "disconnect from mail.example.net[192.0.2.7] ehlo=2 starttls=1 auth=0/1 mail=1 "
     "rcpt=2/3 data=1 bdat=2 rset=1 vrfy=1 noop=3 unknown=0/2 quit=1 commands=14/18",
     "facts inbound session-ends | accepted ehlo 2 | accepted starttls 1 | accepted mail "
     "1 | accepted rcpt 2 | accepted data 2 | accepted eod 1 | accepted rset 1 | accepted "
     "vrfy 1 | accepted quit 1 | accepted other 3 | peer mail.example.net[192.0.2.7]"
     " | refused auth 1 | refused rcpt 1 | refused other 2"},
    {"client", "postfix", ID "client=mail.example.net[192.0.2.7]",
     "facts inbound message-begins" SAYS_ID
     " | peer mail.example.net[192.0.2.7] | client mail.example.net[192.0.2.7]"},
    {"user unknown", "postfix",
     "NOQUEUE: reject: RCPT from mail.example.net[192.0.2.7]: 550 5.1.1 <r@example.org>: "
     "Recipient address rejected: User unknown in local recipient table; " TAIL,
     "failure rejected inbound rcpt local | reply 550 5.1.1 <r@example.org>: Recipient "
     "address rejected: User unknown in local recipient table | peer "
     "mail.example.net[192.0.2.7]" SAYS_TAIL
     SAYS_FILTER},
    {"reject_warning", "postfix",
     "NOQUEUE: reject_warning: RCPT from unknown[192.0.2.8]: 450 4.7.25 Client host "
     "rejected: cannot find your hostname, [192.0.2.8]; " TAIL,
     "failure warned inbound rcpt local | reply 450 4.7.25 Client host rejected: cannot "
     "find your hostname, [192.0.2.8] | peer [192.0.2.8]" SAYS_TAIL},
    {"milter at RCPT, lines", "postfix",
     "NOQUEUE: milter-reject: RCPT from unknown[192.0.2.8]: 550-5.7.1 line one?\?550 "
     "5.7.1 line two; from=<a@example.com> to=<r@example.org> proto=ESMTP helo=<h> "
     "sasl_username=<jo>",
     "failure rejected inbound rcpt local | reply 550-5.7.1 line one?\?550 5.7.1 line two "
     "| joint mark | peer [192.0.2.8] | user jo | from a@example.com | to r@example.org | "
     "helo h"
     SAYS_FILTER},
    {"proxy-reject", "postfix",
     "proxy-reject: END-OF-MESSAGE: 554 5.7.0 Reject, id=1-2 - spam; from=<a@example.com> "
     "to=<r@example.org> proto=ESMTP helo=<h> sasl_username=<jo>",
     "failure rejected inbound eod local | after 354 | reply 554 5.7.0 Reject, id=1-2 - "
     "spam | user jo | from a@example.com | to r@example.org | helo h"
     " | waits other for filtered | tells proxy-verdict"},
    {"challenge leaked", "postfix",
     "warning: unknown[203.0.113.5]: SASL LOGIN authentication failed: UGFzc3dvcmQ6",
     "failure auth_failed inbound auth local settles implied | code 535 | after 334 | "
     "text SASL LOGIN authentication failed: UGFzc3dvcmQ6 | enhanced 5.7.8 | challenge "
     "Password: | peer [203.0.113.5]"
     SAYS_FILTER},
    {"hang-up in AUTH", "postfix", "lost connection after AUTH from unknown[203.0.113.5]",
     "failure aborted inbound auth local if-open implied | code 334 | text lost "
     "connection after AUTH | peer [203.0.113.5]"},
    {"not SMTP", "postfix", "warning: non-SMTP command from unknown[203.0.113.5]: GET / HTTP/1.1",
     "failure rejected inbound other local implied | code 221 | text non-SMTP command "
     "from unknown[203.0.113.5]: GET / HTTP/1.1 | enhanced 2.7.0 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"file too big", "postfix", "warning: 38CB7A9A517: queue file size limit exceeded",
     "failure rejected inbound eod local once implied | code 552 | after 354 | text queue file "
     "size limit exceeded | enhanced 5.3.4" SAYS_ID},
    {"connection rate", "postfix",
     "warning: Connection rate limit exceeded: 334 from unknown[203.0.113.5] for service " "smtp",
     "failure rejected inbound connect local implied | code 421 | text Connection rate "
     "limit exceeded | enhanced 4.7.0 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"proxy rejects RCPT", "postfix",
     "warning: proxy inet:127.0.0.1:10025 rejected \"RCPT TO:<r@example.org>\": \"550 "
     "5.7.1 blocked\"",
     "failure rejected inbound rcpt local | reply 550 5.7.1 blocked | to r@example.org"
     SAYS_FILTER},
    {"screen reject", "postfix",
     "NOQUEUE: reject: RCPT from [192.0.2.9]:40535: 550 5.7.1 Service unavailable; client "
     "[192.0.2.9] blocked using rbl.example.net; from=<s@example.com>, "
     "to=<r@example.org>, proto=ESMTP, helo=<h>",
     "failure rejected inbound rcpt local | reply 550 5.7.1 Service unavailable; client "
     "[192.0.2.9] blocked using rbl.example.net | peer [192.0.2.9]:40535 | session "
     "[192.0.2.9]:40535 | from s@example.com | to r@example.org | helo h"},
    {"screens busy", "postfix",
     "reject: connect from [192.0.2.9]:40535: all screening ports busy",
     "failure rejected inbound connect local implied | code 421 | text all screening "
     "ports busy | enhanced 4.3.2 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"screen connect", "postfix", "CONNECT from [192.0.2.9]:40535 to [192.0.2.1]:25",
     "facts inbound session-begins | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"pregreet", "postfix", "PREGREET 14 after 0.08 from [192.0.2.9]:40535: EHLO h.example\\r\\n",
     "failure rejected inbound connect local implied | code 521 | text PREGREET 14 "
     "after 0.08 | enhanced 5.5.1 | peer [192.0.2.9]:40535 | session "
     "[192.0.2.9]:40535 | helo h.example | waits habit for disconnected"},
    {"dnsbl", "postfix", "DNSBL rank 3 for [192.0.2.9]:40535",
     "failure rejected inbound connect local implied | code 521 | text DNSBL rank 3 | "
     "enhanced 5.7.1 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535 | waits "
     "habit for disconnected"},
    {"count limit", "postfix", "COMMAND COUNT LIMIT from [192.0.2.9]:40535 after NOOP",
     "failure aborted inbound other local implied | code 421 | text COMMAND COUNT LIMIT | "
     "peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"dnsblog", "postfix", "addr 192.0.2.9 listed by domain rbl.example.net as 127.0.0.4",
     "quiet"},
    {"message-id", "postfix", ID "message-id=<1.2@example.com>",
     "facts" SAYS_ID " | message-id 1.2@example.com"},
    {"milter, own text", "postfix",
     ID "milter-reject: END-OF-MESSAGE from mail.example.net[192.0.2.7]: 5.7.1 Spam message "
     "rejected; " TAIL,
     "failure rejected inbound eod local once | after 354 | text Spam message rejected | "
     "enhanced 5.7.1" SAYS_ID " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517"
     SAYS_TAIL},
    {"header check", "postfix",
     ID "reject: header Subject: x from=<q@example.com> from y[192.0.2.99]; "
     "from=<n@example.net> to=<m@example.net> proto=SMTP helo=<f>: 2.0.0 fine from "
     "mail.example.net[192.0.2.7]:40006; " TAIL ": 5.7.1 no thanks",
     "failure rejected inbound eod local implied | code 550 | after 354 | text no thanks "
     "| enhanced 5.7.1" SAYS_ID " | peer mail.example.net[192.0.2.7]:40006 | session 38CB7A9A517"
     SAYS_TAIL},
    {"queue active", "postfix", ID "from=<a@example.com>, size=851, nrcpt=1 (queue active)",
     "facts | size 851" SAYS_ID " | from a@example.com"},
    {"expired", "postfix", ID "from=<a@example.com>, status=expired, returned to sender",
     "failure expired outbound local not-final | text expired, returned to sender" SAYS_ID
     " | from a@example.com"},
    {"removed", "postfix", ID "removed", "facts message-ends" SAYS_ID},
    {"pickup", "postfix", ID "uid=1000 from=<jo>", "facts message-begins" SAYS_ID " | from jo"},
    {"sender non-delivery", "postfix", ID "sender non-delivery notification: 4jYDtB20xNz1dSk8",
     "facts | text sender non-delivery notification" SAYS_ID " | next 4jYDtB20xNz1dSk8"},
    {"sent", "postfix", TO "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 38CB7A9A519)",
     "success outbound eod remote | reply 250 2.0.0 Ok: queued as 38CB7A9A519 | joint "
     "blank | enhanced 2.0.0" SAYS_ID " | next 38CB7A9A519" SAYS_MX ":25 | to r@example.org"},
    {"sent, LMTP socket", "postfix",
     ID "to=<r@example.org>, relay=mx1.example.org[private/dovecot-lmtp], delay=0.2, "
     "delays=0.1/0/0.1/0, dsn=2.0.0, status=sent (250 2.0.0 <r@example.org> Saved)",
     "success outbound eod remote | reply 250 2.0.0 <r@example.org> Saved | joint blank | "
     "enhanced 2.0.0" SAYS_ID " | peer mx1.example.org[] | to r@example.org"},
    {"said, RCPT TO", "postfix",
     TO "dsn=4.0.0, status=deferred (host " MX
     " said: 450 4.2.0 later (in reply to RCPT TO command))",
     "failure deferred outbound rcpt remote | reply 450 4.2.0 later | joint blank | "
     "enhanced 4.0.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"suspended", "postfix",
     TO_NONE "dsn=4.7.0, status=deferred (delivery temporarily suspended: host " MX
     " refused to talk to me: 421 4.7.0 busy)",
     "failure deferred outbound connect remote echo | reply 421 4.7.0 busy | joint blank "
     "| enhanced 4.7.0" SAYS_ID SAYS_MX " | to r@example.org"},
    {"attempt said", "postfix",
     ID "host mx1.example.org[192.0.2.3] said: 450 4.7.1 Greylisted (in reply to RCPT TO "
     "command)",
     "failure attempt outbound rcpt remote not-final | reply 450 4.7.1 Greylisted | joint "
     "blank" SAYS_ID " | peer mx1.example.org[192.0.2.3]"},
    {"attempt connect", "postfix",
     "connect to mx1.example.org[192.0.2.3]:25: Connection timed out",
     "failure attempt outbound connect local not-final | text connect to "
     "mx1.example.org[192.0.2.3]:25: Connection timed out | peer "
     "mx1.example.org[192.0.2.3]:25"},
    {"mailbox", "postfix", TO_LOCAL "dsn=2.0.0, status=sent (delivered to mailbox)",
     "success local | text delivered to mailbox | enhanced 2.0.0" SAYS_ID " | to r@example.org"},
    {"no mail server's", "postfix-out", "nothing known here", "unknown"},
    {"renamed", "mta1/submission/smtpd", "lost connection after EHLO from unknown[203.0.113.5]",
     "failure aborted inbound ehlo local | text lost connection after EHLO | peer "
     "[203.0.113.5]"},
    {"instance with dots", "postfix-192.0.2.50/smtpd", "connect from mail.example.net[192.0.2.7]",
     "facts inbound session-begins | peer mail.example.net[192.0.2.7]"},
    {"invented program", "postfix/policy-spf", "Policy action=550 rejected", "quiet"},
    {"no tag", "", ID "removed", "facts message-ends" SAYS_ID},
    {"other software", "dovecot", "imap-login: Disconnected: auth failed", "not mine"},
    {"other software connects", "in.ftpd", "connect from unknown[203.0.113.5]", "not mine"},
    {"a milter's id", "opendkim", ID "no signature data", "not mine"},
    {"sendmail", "sm-mta",
     ID "to=<r@example.org>, delay=00:00:01, mailer=esmtp, relay=mx.example.org. "
     "[192.0.2.3], dsn=2.0.0, stat=Sent", "not mine"},
    {"id that looks like a code", "postfix/qmgr", "250FAD1234: removed",
     "facts message-ends | id 250FAD1234"},
    {"word that looks like no id", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: SASL LOGIN authentication failed: authentication " "failure",
     "failure auth_failed inbound auth local settles implied | code 535 | after 334 | "
     "text SASL LOGIN authentication failed: authentication failure | enhanced 5.7.8 | "
     "peer [203.0.113.5]"
     SAYS_FILTER},
    {"pipe by shape", "postfix",
     ID "to=<r@example.org>, relay=filter, delay=1, delays=1/0/0/0, dsn=5.1.1, "
     "status=bounced (user unknown. Command output: 550 x )",
     "failure bounced local local | text user unknown. Command output: 550 x  | enhanced " "5.1.1"
     SAYS_ID " | to r@example.org"},
};

POSTFIX_TABLE_TESTS(parser_postfix_shape, rows)
