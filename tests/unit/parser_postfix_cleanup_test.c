/* cleanup: milters at the end of the message, header and body checks. */
#include "parser_postfix_check.h"

static const struct row rows[] = {
    {"message-id", "postfix/cleanup", ID "message-id=<1.2@example.com>",
     "facts" SAYS_ID " | message-id 1.2@example.com"},
    {"no message-id", "postfix/cleanup", ID "message-id=<>", "facts" SAYS_ID},
    {"resent", "postfix/cleanup", ID "resent-message-id=<3@example.com>",
     "facts" SAYS_ID " | message-id 3@example.com"},
    {"rubbish", "postfix/cleanup", ID "message-id=not an id",
     "facts" SAYS_ID " | message-id not an id"},
    {"milter, own text", "postfix/cleanup",
     ID "milter-reject: END-OF-MESSAGE from mail.example.net[192.0.2.7]: 5.7.1 Spam message "
     "rejected; " TAIL,
     "failure rejected inbound eod local once | after 354 | text Spam message rejected | "
     "enhanced 5.7.1" SAYS_ID " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517"
     SAYS_TAIL},
    {"milter, library text", "postfix/cleanup",
     ID "milter-reject: END-OF-MESSAGE from mail.example.net[192.0.2.7]: 4.7.1 Service "
     "unavailable - try again later; " TAIL,
     "failure rejected inbound eod local once implied | code 451 | after 354 | text "
     "Service unavailable - try again later | enhanced 4.7.1" SAYS_ID
     " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517" SAYS_TAIL},
    {"milter, no status", "postfix/cleanup",
     ID "milter-reject: END-OF-MESSAGE from mail.example.net[192.0.2.7]: plain text no dsn; "
     TAIL,
     "failure rejected inbound eod local once | after 354 | text plain text no dsn" SAYS_ID
     " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517" SAYS_TAIL},
    {"milter, lines", "postfix/cleanup",
     ID "milter-reject: END-OF-MESSAGE from mail.example.net[192.0.2.7]: 5.7.1 one?\?554 "
     "5.7.1 two; " TAIL,
     "failure rejected inbound eod local once | after 354 | reply 554-5.7.1 one?\?554 "
     "5.7.1 two | joint mark" SAYS_ID " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517"
     SAYS_TAIL},
    {"milter, local mail", "postfix/cleanup",
     ID "milter-reject: RCPT from localhost[127.0.0.1]: 5.7.1 Command rejected; "
     "from=<root@example.org> to=<r@example.org>",
     "failure rejected inbound rcpt local once implied | code 550 | text Command rejected "
     "| enhanced 5.7.1" SAYS_ID
     " | peer localhost[127.0.0.1] | session 38CB7A9A517 | from root@example.org | to "
     "r@example.org"},
    {"milter, no origin", "postfix/cleanup",
     ID "milter-reject: END-OF-MESSAGE from unknown: 5.7.1 no; from=<root@example.org> "
     "to=<r@example.org>",
     "failure rejected inbound eod local once | after 354 | text no | enhanced 5.7.1" SAYS_ID
     " | session 38CB7A9A517 | from root@example.org | to r@example.org"},
    {"milter-hold", "postfix/cleanup",
     ID "milter-hold: END-OF-MESSAGE from mail.example.net[192.0.2.7]: milter triggers HOLD "
     "action; " TAIL,
     "failure held inbound eod local not-final once | text milter triggers HOLD action" SAYS_ID
     " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517" SAYS_TAIL},
    {"milter-discard", "postfix/cleanup",
     ID "milter-discard: END-OF-MESSAGE from mail.example.net[192.0.2.7]: milter triggers "
     "DISCARD action; " TAIL,
     "failure discarded inbound eod local not-final once | text milter triggers DISCARD " "action"
     SAYS_ID " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517" SAYS_TAIL},
    {"milter header check", "postfix/cleanup",
     ID "milter-header-reject: header X-Spam: yes from mail.example.net[192.0.2.7]; " TAIL
     ": 5.7.1 spam",
     "failure rejected inbound eod local implied | code 550 | after 354 | text spam | "
     "enhanced 5.7.1" SAYS_ID " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517"
     SAYS_TAIL},
    {"milter header note", "postfix/cleanup",
     ID "milter-header-warning: header X-Spam: yes from mail.example.net[192.0.2.7]; " TAIL
     ": look", "quiet"},
    {"header check", "postfix/cleanup",
     ID "reject: header Subject: x from=<q@example.com> from y[192.0.2.99]; "
     "from=<n@example.net> to=<m@example.net> proto=SMTP helo=<f>: 2.0.0 fine from "
     "mail.example.net[192.0.2.7]:40006; " TAIL ": 5.7.1 no thanks",
     "failure rejected inbound eod local implied | code 550 | after 354 | text no thanks "
     "| enhanced 5.7.1" SAYS_ID " | peer mail.example.net[192.0.2.7]:40006 | session 38CB7A9A517"
     SAYS_TAIL},
    {"header check, soft", "postfix/cleanup",
     ID "reject: header Subject: x from mail.example.net[192.0.2.7]; " TAIL ": 4.7.9 later",
     "failure rejected inbound eod local implied | code 451 | after 354 | text later | "
     "enhanced 4.7.9" SAYS_ID " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517"
     SAYS_TAIL},
    {"header check, no text", "postfix/cleanup",
     ID "reject: header Subject: x from mail.example.net[192.0.2.7]; " TAIL,
     "failure rejected inbound eod local implied | code 550 | after 354 | text header "
     "Subject: x | enhanced 5.7.1" SAYS_ID
     " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517" SAYS_TAIL},
    {"body check", "postfix/cleanup",
     ID "reject: body win money from mail.example.net[192.0.2.7]; " TAIL
     ": 5.7.1 message content rejected",
     "failure rejected inbound eod local implied | code 550 | after 354 | text message "
     "content rejected | enhanced 5.7.1" SAYS_ID
     " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517" SAYS_TAIL},
    {"code in a check's text", "postfix/cleanup",
     ID "reject: header X-Virus: yes from mail.example.net[192.0.2.7]; " TAIL
     ": 5.7.1 550 5.7.1 virus",
     "failure rejected inbound eod local implied | code 550 | after 354 | text 550 5.7.1 "
     "virus | enhanced 5.7.1" SAYS_ID " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517"
     SAYS_TAIL},
    {"mime error", "postfix/cleanup",
     ID "reject: mime-error message header length exceeds safety limit: X: aaa from "
     "mail.example.net[192.0.2.7]; " TAIL,
     "failure rejected inbound eod local implied | code 550 | after 354 | text mime-error "
     "message header length exceeds safety limit: X: aaa | enhanced 5.6.0" SAYS_ID
     " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517" SAYS_TAIL},
    {"local header check", "postfix/cleanup",
     ID "reject: header Subject: x from local; from=<root@example.org> to=<r@example.org>: "
     "5.7.1 no thanks",
     "failure rejected local local not-final | text no thanks | enhanced 5.7.1" SAYS_ID
     " | session 38CB7A9A517 | from root@example.org | to r@example.org"},
    {"and its bounce", "postfix/cleanup",
     ID "to=<r@example.org>, relay=none, delay=0, delays=0/0/0/0, dsn=5.7.1, status=bounced "
     "(no thanks)",
     "failure bounced local local | text no thanks | enhanced 5.7.1" SAYS_ID
     " | to r@example.org"},
    {"header hold", "postfix/cleanup",
     ID "hold: header Subject: x from mail.example.net[192.0.2.7]; " TAIL ": look at it",
     "failure held inbound local not-final | text look at it" SAYS_ID
     " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517" SAYS_TAIL},
    {"header discard", "postfix/cleanup",
     ID "discard: header Subject: x from mail.example.net[192.0.2.7]; " TAIL,
     "failure discarded inbound local not-final | text header Subject: x" SAYS_ID
     " | peer mail.example.net[192.0.2.7] | session 38CB7A9A517" SAYS_TAIL},
    {"header warning", "postfix/cleanup",
     ID "warning: header Subject: 550 x from mail.example.net[192.0.2.7]; " TAIL ": odd 550",
     "quiet"},
    {"header info", "postfix/cleanup",
     ID "info: header Subject: 550 x from mail.example.net[192.0.2.7]; " TAIL ": odd 550",
     "quiet"},
    {"header filter", "postfix/cleanup",
     ID "filter: header Subject: 550 x from mail.example.net[192.0.2.7]; " TAIL ": odd 550",
     "quiet"},
    {"header prepend", "postfix/cleanup",
     ID "prepend: header Subject: 550 x from mail.example.net[192.0.2.7]; " TAIL ": odd 550",
     "quiet"},
    {"header replace", "postfix/cleanup",
     ID "replace: header Subject: 550 x from mail.example.net[192.0.2.7]; " TAIL ": odd 550",
     "quiet"},
    {"header redirect", "postfix/cleanup",
     ID "redirect: header Subject: 550 x from mail.example.net[192.0.2.7]; " TAIL ": odd 550",
     "quiet"},
    {"header bcc", "postfix/cleanup",
     ID "bcc: header Subject: 550 x from mail.example.net[192.0.2.7]; " TAIL ": odd 550",
     "quiet"},
    {"header strip", "postfix/cleanup",
     ID "strip: header Subject: 550 x from mail.example.net[192.0.2.7]; " TAIL ": odd 550",
     "quiet"},
    {"header pass", "postfix/cleanup",
     ID "pass: header Subject: 550 x from mail.example.net[192.0.2.7]; " TAIL ": odd 550",
     "quiet"},
    {"hops", "postfix/cleanup", "warning: 38CB7A9A517: message rejected: hopcount exceeded",
     "failure rejected inbound eod local once implied | code 554 | after 354 | text message "
     "rejected: hopcount exceeded | enhanced 5.4.0" SAYS_ID " | session 38CB7A9A517"},
    {"malformed", "postfix/cleanup", "warning: 38CB7A9A517: message rejected: malformed record",
     "failure rejected inbound eod local once implied | code 451 | after 354 | text message "
     "rejected: malformed record | enhanced 4.3.0" SAYS_ID " | session 38CB7A9A517"},
    {"map trouble", "postfix/cleanup",
     "warning: 38CB7A9A517: virtual_alias_maps map lookup problem for r@example.org -- "
     "message not accepted, try again later",
     "failure rejected inbound eod local once implied | code 451 | after 354 | text "
     "virtual_alias_maps map lookup problem for r@example.org -- message not accepted, "
     "try again later | enhanced 4.3.0" SAYS_ID " | session 38CB7A9A517"},
    {"file too big", "postfix/cleanup", "warning: 38CB7A9A517: queue file size limit exceeded",
     "failure rejected inbound eod local once implied | code 552 | after 354 | text queue file "
     "size limit exceeded | enhanced 5.3.4" SAYS_ID " | session 38CB7A9A517"},
    {"disk full", "postfix/cleanup",
     "warning: 38CB7A9A517: write queue file: No space left on device",
     "failure rejected inbound eod local once implied | code 451 | after 354 | text write queue "
     "file: No space left on device | enhanced 4.3.0" SAYS_ID " | session 38CB7A9A517"},
    {"removed, discarded", "postfix/cleanup", ID "removed (discarded)",
     "facts message-ends" SAYS_ID " | session 38CB7A9A517"},
    {"close error", "postfix/cleanup", "warning: mail_stream_cleanup: close error", "quiet"},
};

POSTFIX_TABLE_TESTS(parser_postfix_cleanup, rows)
POSTFIX_FORMS_TEST(parser_postfix_cleanup, rows, postfix_cleanup_forms)
