/* Deliveries whose text is a remote reply. */
#include "parser_postfix_check.h"

static const struct row rows[] = {
    {"sent", "postfix/smtp", TO "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 38CB7A9A519)",
     "success outbound eod remote | reply 250 2.0.0 Ok: queued as 38CB7A9A519 | joint "
     "blank | enhanced 2.0.0" SAYS_ID " | next 38CB7A9A519" SAYS_MX ":25 | to r@example.org"},
    {"sent, nested", "postfix/smtp",
     ID "to=<r@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=0.2, "
     "delays=0.1/0/0.1/0, dsn=2.0.0, status=sent (250 2.0.0 from "
     "MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4jYDtB20xNz1dSk8)",
     "success outbound eod remote | reply 250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 "
     "2.0.0 Ok: queued as 4jYDtB20xNz1dSk8 | joint blank | enhanced 2.0.0" SAYS_ID
     " | next 4jYDtB20xNz1dSk8 | peer [127.0.0.1]:10024 | to r@example.org"},
    {"sent, to Exim", "postfix/smtp",
     TO "dsn=2.0.0, status=sent (250 OK id=1vbXyz-000000012Ab-3cDe)",
     "success outbound eod remote | reply 250 OK id=1vbXyz-000000012Ab-3cDe | joint blank | "
     "enhanced 2.0.0" SAYS_ID " | next 1vbXyz-000000012Ab-3cDe" SAYS_MX ":25 | to r@example.org"},
    {"sent, an older Exim", "postfix/smtp", TO "dsn=2.0.0, status=sent (250 OK id=1vbXyz-0001AB-CD)",
     "success outbound eod remote | reply 250 OK id=1vbXyz-0001AB-CD | joint blank | "
     "enhanced 2.0.0" SAYS_ID " | next 1vbXyz-0001AB-CD" SAYS_MX ":25 | to r@example.org"},
    {"sent, another id", "postfix/smtp", TO "dsn=2.0.0, status=sent (250 OK id=1vbXyz-0001AB)",
     "success outbound eod remote | reply 250 OK id=1vbXyz-0001AB | joint blank | "
     "enhanced 2.0.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"sent, a word", "postfix/smtp", TO "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as Saved)",
     "success outbound eod remote | reply 250 2.0.0 Ok: queued as Saved | joint blank | "
     "enhanced 2.0.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"sent, LMTP socket", "postfix/lmtp",
     ID "to=<r@example.org>, relay=mx1.example.org[private/dovecot-lmtp], delay=0.2, "
     "delays=0.1/0/0.1/0, dsn=2.0.0, status=sent (250 2.0.0 <r@example.org> Saved)",
     "success outbound eod remote | reply 250 2.0.0 <r@example.org> Saved | joint blank | "
     "enhanced 2.0.0" SAYS_ID " | peer mx1.example.org[] | to r@example.org"},
    {"sent, tls item", "postfix/smtp",
     TO "tls=dane/!requiretls:nocertmatch, dsn=2.0.0, status=sent (250 ok)",
     "success outbound eod remote | reply 250 ok | joint blank | enhanced 2.0.0" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"orig_to and conn_use", "postfix/smtp",
     ID "to=<r@example.org>, orig_to=<\"root, the\"@example.org>, relay=" MX
     ":25, conn_use=2, delay=0.2, delays=0.1/0/0.1/0, dsn=5.1.1, status=bounced (host " MX
     " said: 550 5.1.1 no (in reply to RCPT TO command))",
     "failure bounced outbound rcpt remote | reply 550 5.1.1 no | joint blank | enhanced " "5.1.1"
     SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"before 2.3", "postfix/smtp",
     ID "to=<r@example.org>, relay=" MX ", delay=1, status=bounced (host " MX
     " said: 550 no (in reply to RCPT TO command))",
     "failure bounced outbound rcpt remote | reply 550 no | joint blank" SAYS_ID SAYS_MX
     " | to r@example.org"},
    {"no brackets", "postfix/smtp",
     ID "to=r@example.org, relay=" MX
     ":25, delay=1, delays=1/0/0/0, dsn=5.1.1, status=bounced (host " MX
     " said: 550 5.1.1 no (in reply to RCPT TO command))",
     "failure bounced outbound rcpt remote | reply 550 5.1.1 no | joint blank | enhanced " "5.1.1"
     SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"quoted recipient", "postfix/smtp",
     ID "to=<\"a>, relay=x, b\"@example.org>, relay=" MX
     ":25, delay=1, delays=1/0/0/0, dsn=5.1.1, status=bounced (host " MX
     " said: 550 5.1.1 no (in reply to RCPT TO command))",
     "failure bounced outbound rcpt remote | reply 550 5.1.1 no | joint blank | enhanced " "5.1.1"
     SAYS_ID SAYS_MX ":25 | to \"a>, relay=x, b\"@example.org"},
    {"trailing blank", "postfix/smtp",
     ID "to=<r@example.org>, relay=" MX
     ":25, delay=1, delays=1/0/0/0, dsn=5.1.1, status=bounced (host " MX
     " said: 550 5.1.1 no (in reply to RCPT TO command)) ",
     "failure bounced outbound rcpt remote | reply 550 5.1.1 no | joint blank | enhanced " "5.1.1"
     SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"cut", "postfix/smtp",
     ID "to=<r@example.org>, relay=" MX
     ":25, delay=1, delays=1/0/0/0, dsn=5.1.1, status=bounced (host " MX
     " said: 550-5.1.1 no such user 550-5.1.1 see our long page abou",
     "failure bounced outbound remote | reply 550-5.1.1 no such user 550-5.1.1 see our "
     "long page abou | joint blank | enhanced 5.1.1" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"cut in the command", "postfix/smtp",
     ID "to=<r@example.org>, relay=" MX
     ":25, delay=1, delays=1/0/0/0, dsn=5.1.1, status=bounced (host " MX
     " said: 550 5.1.1 no such user (in reply to RC",
     "failure bounced outbound remote | reply 550 5.1.1 no such user | joint blank | "
     "enhanced 5.1.1" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"said, MAIL FROM", "postfix/smtp",
     TO "dsn=4.0.0, status=deferred (host " MX
     " said: 450 4.2.0 later (in reply to MAIL FROM command))",
     "failure deferred outbound mail remote | reply 450 4.2.0 later | joint blank | "
     "enhanced 4.0.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"said, RCPT TO", "postfix/smtp",
     TO "dsn=4.0.0, status=deferred (host " MX
     " said: 450 4.2.0 later (in reply to RCPT TO command))",
     "failure deferred outbound rcpt remote | reply 450 4.2.0 later | joint blank | "
     "enhanced 4.0.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"said, DATA", "postfix/smtp",
     TO "dsn=4.0.0, status=deferred (host " MX
     " said: 450 4.2.0 later (in reply to DATA command))",
     "failure deferred outbound data remote | reply 450 4.2.0 later | joint blank | "
     "enhanced 4.0.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"said, end of DATA", "postfix/smtp",
     TO "dsn=4.0.0, status=deferred (host " MX
     " said: 450 4.2.0 later (in reply to end of DATA command))",
     "failure deferred outbound eod remote | after 354 | reply 450 4.2.0 later | joint "
     "blank | enhanced 4.0.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"multi-line", "postfix/smtp",
     TO "dsn=4.2.0, status=deferred (host " MX
     " said: 450-4.2.0 first 450-4.2.0 second 450 4.2.0 last (in reply to RCPT TO " "command))",
     "failure deferred outbound rcpt remote | reply 450-4.2.0 first 450-4.2.0 second 450 "
     "4.2.0 last | joint blank | enhanced 4.2.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"parentheses", "postfix/smtp",
     TO "dsn=4.2.2, status=deferred (host " MX
     " said: 452 4.2.2 full (really (full)) (in reply to end of DATA command))",
     "failure deferred outbound eod remote | after 354 | reply 452 4.2.2 full (really "
     "(full)) | joint blank | enhanced 4.2.2" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"other host than relay", "postfix/smtp",
     TO "dsn=5.1.1, status=bounced (host mx2.example.org[192.0.2.4] said: 550 5.1.1 no (in "
     "reply to RCPT TO command))",
     "failure bounced outbound rcpt remote | reply 550 5.1.1 no | joint blank | enhanced " "5.1.1"
     SAYS_ID " | peer mx2.example.org[192.0.2.4] | to r@example.org"},
    {"rubbish first", "postfix/smtp",
     TO "dsn=4.0.0, status=deferred (host " MX
     " said: garbage line 450 4.0.0 after (in reply to RCPT TO command))",
     "failure deferred outbound rcpt remote | reply 450 4.0.0 after | joint blank | text "
     "garbage line 450 4.0.0 after | enhanced 4.0.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"a colon behind the code, and the reply to DATA", "postfix/smtp",
     TO "dsn=5.5.0, status=bounced (host " MX
     " said: 550: no such user here 354 go on (in reply to RCPT TO command))",
     "failure bounced outbound rcpt local | reply 354 go on | joint blank | text 550: no such user "
     "here 354 go on | enhanced 5.5.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"a colon behind the code, then a reply", "postfix/smtp",
     TO "dsn=4.2.0, status=deferred (host " MX
     " said: 550: moved in 250 days 450 4.2.0 later (in reply to RCPT TO command))",
     "failure deferred outbound rcpt remote | reply 450 4.2.0 later | joint blank | text 550: moved "
     "in 250 days 450 4.2.0 later | enhanced 4.2.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"another delivery's words in the reply", "postfix/smtp",
     TO "dsn=5.1.1, status=bounced (host " MX
     " said: 550 5.1.1 ask to=<x@example.com>, relay=local, status=sent (fine) (in reply to RCPT TO "
     "command))",
     "failure bounced outbound rcpt remote | reply 550 5.1.1 ask to=<x@example.com>, relay=local, "
     "status=sent (fine) | joint blank | enhanced 5.1.1" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"rubbish only", "postfix/smtp",
     TO "dsn=5.5.0, status=bounced (host " MX
     " said: garbage line (in reply to RCPT TO command))",
     "failure bounced outbound rcpt remote | reply garbage line | joint blank | enhanced " "5.5.0"
     SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"codes differ", "postfix/smtp",
     TO "dsn=4.3.0, status=deferred (host " MX
     " said: 550-5.1.1 codes differ 451 4.3.0 at last (in reply to RCPT TO command))",
     "failure deferred outbound rcpt remote | reply 451 4.3.0 at last | joint blank | "
     "text 550-5.1.1 codes differ 451 4.3.0 at last | enhanced 4.3.0" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"preliminary reply", "postfix/smtp",
     TO "dsn=5.5.0, status=bounced (host " MX
     " said: 150 wait (in reply to end of DATA command))",
     "failure bounced outbound eod local | code 150 | after 354 | reply 150 wait | joint "
     "blank | text wait | enhanced 5.5.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"code alone", "postfix/smtp",
     TO "dsn=5.0.0, status=bounced (host " MX " said: 550 (in reply to RCPT TO command))",
     "failure bounced outbound rcpt remote | reply 550 | joint blank | enhanced 5.0.0" SAYS_ID
     SAYS_MX ":25 | to r@example.org"},
    {"greeting", "postfix/smtp",
     TO "dsn=4.0.0, status=deferred (host " MX
     " refused to talk to me: 554-mx.example.org no service 554 bad PTR)",
     "failure deferred outbound connect remote | reply 554-mx.example.org no service 554 "
     "bad PTR | joint blank | enhanced 4.0.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"EHLO refused", "postfix/smtp",
     TO "dsn=5.7.1, status=bounced (host " MX
     " refused to talk to me: 550 5.7.1 HELO mx1.example.org rejected)",
     "failure bounced outbound ehlo remote | reply 550 5.7.1 HELO mx1.example.org "
     "rejected | joint blank | enhanced 5.7.1" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"STARTTLS refused", "postfix/smtp",
     TO "dsn=4.7.0, status=deferred (TLS is required, but host " MX
     " refused to start TLS: 454 4.7.0 TLS not available)",
     "failure deferred outbound starttls remote | reply 454 4.7.0 TLS not available | "
     "joint blank | enhanced 4.7.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"REQUIRETLS, STARTTLS refused", "postfix/smtp",
     TO "dsn=5.7.10, status=bounced (Sender requested REQUIRETLS, but host " MX
     " refused to start TLS: 454 4.7.0 no)",
     "failure bounced outbound starttls remote | reply 454 4.7.0 no | joint blank | "
     "enhanced 5.7.10" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"login refused", "postfix/smtp",
     TO "dsn=4.7.8, status=deferred (SASL authentication failed; server " MX
     " said: 535-5.7.8 not accepted. Learn more at?535 5.7.8  https://example.org/?p=1)",
     "failure deferred outbound auth remote | reply 535-5.7.8 not accepted. Learn more "
     "at?535 5.7.8  https://example.org/?p=1 | joint mark | enhanced 4.7.8" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"login remembered", "postfix/smtp",
     TO_NONE "dsn=4.7.8, status=deferred (SASL [CACHED] authentication failed; server "
     "mx.example.org said: 535 5.7.8 no)",
     "failure deferred outbound auth remote echo | reply 535 5.7.8 no | joint mark | "
     "enhanced 4.7.8" SAYS_ID " | peer mx.example.org[] | to r@example.org"},
    {"unexpected 2xx", "postfix/smtp",
     TO "dsn=5.5.0, status=bounced (Protocol error: host " MX
     " said: 250 2.0.0 ok (in reply to DATA command))",
     "failure bounced outbound data local | reply 250 2.0.0 ok | joint blank | enhanced " "5.5.0"
     SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"354 to RCPT", "postfix/smtp",
     TO "dsn=5.5.0, status=bounced (host " MX " said: 354 go on (in reply to RCPT TO command))",
     "failure bounced outbound rcpt local | reply 354 go on | joint blank | enhanced 5.5.0"
     SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"334 to MAIL", "postfix/smtp",
     TO "dsn=5.5.0, status=bounced (host " MX
     " said: 334 VXNlcm5hbWU6 (in reply to MAIL FROM command))",
     "failure bounced outbound mail local | reply 334 VXNlcm5hbWU6 | joint blank | "
     "enhanced 5.5.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
};

POSTFIX_TABLE_TESTS(parser_postfix_reply, rows)
