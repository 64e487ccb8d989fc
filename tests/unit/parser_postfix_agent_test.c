/* Attempts before a delivery, the SMTP client's companions, local agents. */
#include "parser_postfix_check.h"

static const struct row rows[] = {
    {"attempt said", "postfix/smtp",
     ID "host mx1.example.org[192.0.2.3] said: 450 4.7.1 Greylisted (in reply to RCPT TO "
     "command)",
     "failure attempt outbound rcpt remote not-final | reply 450 4.7.1 Greylisted | joint "
     "blank" SAYS_ID " | peer mx1.example.org[192.0.2.3]"},
    {"attempt refused", "postfix/smtp",
     ID "host mx1.example.org[192.0.2.3] refused to talk to me: 421 4.3.2 busy",
     "failure attempt outbound connect remote not-final | reply 421 4.3.2 busy | joint " "blank"
     SAYS_ID " | peer mx1.example.org[192.0.2.3]"},
    {"attempt lost", "postfix/smtp",
     ID "lost connection with mx1.example.org[192.0.2.3] while receiving the initial server "
     "greeting",
     "failure attempt outbound connect local not-final | text lost connection with "
     "mx1.example.org[192.0.2.3] while receiving the initial server greeting" SAYS_ID
     " | peer mx1.example.org[192.0.2.3]"},
    {"attempt timed out", "postfix/smtp",
     ID "conversation with mx1.example.org[192.0.2.3] timed out while sending end of data -- "
     "message may be sent more than once",
     "failure attempt outbound eod local not-final | after 354 | text conversation with "
     "mx1.example.org[192.0.2.3] timed out while sending end of data -- message may be "
     "sent more than once" SAYS_ID " | peer mx1.example.org[192.0.2.3]"},
    {"attempt login", "postfix/smtp",
     ID "SASL authentication failed; server mx1.example.org[192.0.2.3] said: 535 5.7.8 no",
     "failure attempt outbound auth remote not-final | reply 535 5.7.8 no | joint mark" SAYS_ID
     " | peer mx1.example.org[192.0.2.3]"},
    {"attempt TLS", "postfix/smtp", ID "Cannot start TLS: handshake failure",
     "failure attempt outbound starttls local not-final | text Cannot start TLS: "
     "handshake failure" SAYS_ID},
    {"attempt connect", "postfix/smtp",
     "connect to mx1.example.org[192.0.2.3]:25: Connection timed out",
     "failure attempt outbound connect local not-final | text connect to "
     "mx1.example.org[192.0.2.3]:25: Connection timed out | peer "
     "mx1.example.org[192.0.2.3]:25"},
    {"attempt connect, IPv6", "postfix/relay/smtp",
     "connect to mx1.example.org[2001:db8::3]:25: Network is unreachable",
     "failure attempt outbound connect local not-final | text connect to "
     "mx1.example.org[2001:db8::3]:25: Network is unreachable | peer "
     "mx1.example.org[2001:db8::3]:25"},
    {"xforward", "postfix/smtp",
     "warning: host filter.example.org[127.0.0.1]:10025 said: 502 5.5.2 no (in reply to "
     "XFORWARD name/address command)",
     "failure attempt outbound other remote not-final | reply 502 5.5.2 no | joint blank "
     "| peer filter.example.org[127.0.0.1]:10025"},
    {"long response", "postfix/smtp", "warning: " MX ":25: response longer than 30720: xxxx...",
     "quiet"},
    {"queue file gone", "postfix/smtp", "warning: open active 38CB7A9A517: No such file or directory",
     "quiet"},
    {"MX that is an address", "postfix/smtp",
     "warning: numeric domain name in resource data of MX record for example.org: 192.0.2.5", "quiet"},
    {"relay not there, told by the delivery", "postfix/smtp",
     "warning: connect to 127.0.0.1:9: Connection refused", "quiet"},
    {"blocklist slow", "postfix/postscreen", "warning: dnsblog reply timeout 10s for rbl.example.net",
     "quiet"},
    {"TLS proxy slow", "postfix/tlsproxy",
     "warning: ciphertext read/write timeout for [192.0.2.7]:40001", "quiet"},
    {"rubbish told", "postfix/smtp",
     "warning: 38CB7A9A517: non-ESMTP response from " MX ":25: garbage line", "quiet"},
    {"greets itself", "postfix/smtp",
     "warning: host " MX ":25 greeted me with my own hostname mx1.example.org", "quiet"},
    {"no address", "postfix/smtp",
     "warning: no MX host for example.org has a valid address record", "quiet"},
    {"SSL_connect", "postfix/smtp", "SSL_connect error to " MX ":25: -1", "quiet"},
    {"verification", "postfix/smtp",
     "certificate verification failed for " MX ":25: untrusted issuer /CN=x", "quiet"},
    {"established", "postfix/smtp",
     "Untrusted TLS connection established to " MX ":25: TLSv1.3 with cipher X (256/256 bits)",
     "quiet"},
    {"PIX", "postfix/smtp", ID "enabling PIX workarounds: disable_esmtp for " MX ":25", "quiet"},
    {"keywords", "postfix/smtp", "discarding EHLO keywords: CHUNKING", "quiet"},
    {"transcript", "postfix/smtp", "< " MX ":25: 354 go on", "quiet"},
    {"transcript, command", "postfix/smtp", "> " MX ":25: RCPT TO:<r@example.org>", "quiet"},
    {"internals", "postfix/smtp",
     "send attr reason = host " MX " said: 550 5.1.1 no (in reply to RCPT TO command)", "quiet"},
    {"bounce failed", "postfix/smtp", ID "status=deferred (bounce failed)",
     "failure deferred outbound local | text bounce failed" SAYS_ID},
    {"mailbox", "postfix/local", TO_LOCAL "dsn=2.0.0, status=sent (delivered to mailbox)",
     "success local | text delivered to mailbox | enhanced 2.0.0" SAYS_ID " | to r@example.org"},
    {"forward", "postfix/local", TO_LOCAL "dsn=2.0.0, status=sent (forwarded as 38CB7A9A51A)",
     "success local | text forwarded as 38CB7A9A51A | enhanced 2.0.0" SAYS_ID
     " | next 38CB7A9A51A | to r@example.org"},
    {"unknown user", "postfix/local", TO_LOCAL "dsn=5.1.1, status=bounced (unknown user: \"x\")",
     "failure bounced local local | text unknown user: \"x\" | enhanced 5.1.1" SAYS_ID
     " | to r@example.org"},
    {"disk quota", "postfix/local",
     TO_LOCAL "dsn=5.2.2, status=bounced (cannot update mailbox /var/mail/x for user x. error "
     "writing message: Disk quota exceeded)",
     "failure bounced local local | text cannot update mailbox /var/mail/x for user x. "
     "error writing message: Disk quota exceeded | enhanced 5.2.2" SAYS_ID " | to r@example.org"},
    {"backend's digits", "postfix/local",
     TO_LOCAL
     "dsn=5.1.1, status=bounced (user unknown. Command output: 550 5.1.1 no such user in "
     "backend )",
     "failure bounced local local | text user unknown. Command output: 550 5.1.1 no such "
     "user in backend  | enhanced 5.1.1" SAYS_ID " | to r@example.org"},
    {"maildir", "postfix/virtual",
     ID "to=<r@example.org>, relay=virtual, delay=0.2, delays=0.1/0/0.1/0, dsn=2.0.0, "
     "status=sent (delivered to maildir)",
     "success local | text delivered to maildir | enhanced 2.0.0" SAYS_ID " | to r@example.org"},
    {"virtual unknown", "postfix/virtual",
     ID "to=<r@example.org>, relay=virtual, delay=0.2, delays=0.1/0/0.1/0, dsn=5.1.1, "
     "status=bounced (unknown user: \"a@example.org\")",
     "failure bounced local local | text unknown user: \"a@example.org\" | enhanced 5.1.1" SAYS_ID
     " | to r@example.org"},
    {"pipe", "postfix/pipe",
     ID "to=<r@example.org>, relay=filter, delay=0.2, delays=0.1/0/0.1/0, dsn=2.0.0, "
     "status=sent (delivered via filter service (250 ok))",
     "success local | text delivered via filter service (250 ok) | enhanced 2.0.0" SAYS_ID
     " | to r@example.org"},
    {"pipe fails", "postfix/pipe",
     ID "to=<r@example.org>, relay=filter, delay=0.2, delays=0.1/0/0.1/0, dsn=4.3.0, "
     "status=deferred (Command died with status 75: \"/usr/bin/x\". Command output: 451 "
     "later)",
     "failure deferred local local | text Command died with status 75: \"/usr/bin/x\". "
     "Command output: 451 later | enhanced 4.3.0" SAYS_ID " | to r@example.org"},
    {"pipe says status", "postfix/pipe",
     ID "to=<r@example.org>, relay=filter, delay=0.2, delays=0.1/0/0.1/0, dsn=4.2.1, "
     "status=deferred (hello)",
     "failure deferred local local | text hello | enhanced 4.2.1" SAYS_ID " | to r@example.org"},
    {"discarded", "postfix/discard", TO_NONE "dsn=2.0.0, status=sent (dropped on purpose)",
     "success local | text dropped on purpose | enhanced 2.0.0" SAYS_ID " | to r@example.org"},
    {"alias error", "postfix/error",
     TO_NONE "dsn=5.1.1, status=bounced (User unknown in virtual alias table)",
     "failure bounced outbound local | text User unknown in virtual alias table | "
     "enhanced 5.1.1" SAYS_ID " | to r@example.org"},
    {"configured digits", "postfix/error", TO_NONE "dsn=5.1.2, status=bounced (550 no such host)",
     "failure bounced outbound local | text 550 no such host | enhanced 5.1.2" SAYS_ID
     " | to r@example.org"},
    {"retry", "postfix/retry", TO_NONE "dsn=4.3.0, status=deferred (mail transport unavailable)",
     "failure deferred outbound local | text mail transport unavailable | enhanced 4.3.0" SAYS_ID
     " | to r@example.org"},
    {"hand-over", "postfix/local", ID "passing <r@example.org> to transport=lmtp", "quiet"},
};

POSTFIX_TABLE_TESTS(parser_postfix_agent, rows)
