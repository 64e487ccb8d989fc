/* SMTP server sessions: facts, logins, break-offs, limits, companions. */
#include "parser_postfix_check.h"

/* OpenSSL's words for an alert that the client sent. */
#define ALERT_TEXT(code, words, number)                                                           \
    "TLS library problem: error:" code ":SSL routines::" words                                    \
    ":../ssl/record/rec_layer_s3.c:1600:SSL alert number " number
#define ALERT(code, words, number) "warning: " ALERT_TEXT(code, words, number) ":"
#define SAYS_ALERT(code, words, number)                                                           \
    "failure aborted inbound starttls local once | text " ALERT_TEXT(code, words, number)

static const struct row rows[] = {
    {"connect", "postfix/smtpd", "connect from mail.example.net[192.0.2.7]",
     "facts inbound session-begins | peer mail.example.net[192.0.2.7]"},
    {"connect unknown with port", "postfix/smtpd", "connect from unknown[2001:db8::7]:40001",
     "facts inbound session-begins | peer [2001:db8::7]:40001"},
    {"connect, hand-off failed", "postfix/smtpd", "connect from unknown[unknown]",
     "facts inbound session-begins"},
    {"disconnect with counts", "postfix/smtpd",
     "disconnect from mail.example.net[192.0.2.7] ehlo=2 starttls=1 auth=0/1 mail=1 "
     "rcpt=2/3 data=1 bdat=2 rset=1 vrfy=1 noop=3 unknown=0/2 quit=1 commands=14/18",
     "facts inbound session-ends | accepted ehlo 2 | accepted starttls 1 | accepted mail "
     "1 | accepted rcpt 2 | accepted data 2 | accepted eod 1 | accepted rset 1 | accepted "
     "vrfy 1 | accepted quit 1 | accepted other 3 | peer mail.example.net[192.0.2.7]"
     " | refused auth 1 | refused rcpt 1 | refused other 2"},
    {"disconnect with notes", "postfix/smtpd",
     "disconnect from unknown[192.0.2.8] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5 "
     "notes=bare_lf",
     "facts inbound session-ends | accepted ehlo 1 | accepted mail 1 | accepted rcpt 1 | "
     "accepted eod 1 | accepted quit 1 | peer [192.0.2.8]"},
    {"disconnect before 3.0", "postfix/smtpd", "disconnect from mail.example.net[192.0.2.7]",
     "facts inbound session-ends | peer mail.example.net[192.0.2.7]"},
    {"client", "postfix/smtpd", ID "client=mail.example.net[192.0.2.7]",
     "facts inbound message-begins" SAYS_ID
     " | peer mail.example.net[192.0.2.7] | client mail.example.net[192.0.2.7]"},
    {"client with login", "postfix/submission/smtpd",
     "4jYDtB20xNz1dSk8: client=unknown[192.0.2.8]:40002, sasl_method=PLAIN, "
     "sasl_username=jo@example.org",
     "facts inbound message-begins | id 4jYDtB20xNz1dSk8 | peer [192.0.2.8]:40002 | "
     "client [192.0.2.8] | user jo@example.org"},
    {"client with sender login", "postfix/smtpd",
     ID "client=unknown[192.0.2.8], sasl_method=LOGIN, sasl_username=jo@example.org, "
     "sasl_sender=ann@example.org",
     "facts inbound message-begins" SAYS_ID
     " | peer [192.0.2.8] | client [192.0.2.8] | user jo@example.org"},
    {"client with a comma in its login", "postfix/smtpd",
     ID "client=unknown[192.0.2.8], sasl_method=LOGIN, sasl_username=jo, the first",
     "facts inbound message-begins" SAYS_ID
     " | peer [192.0.2.8] | client [192.0.2.8] | user jo, the first"},
    {"client behind a filter", "postfix/smtpd",
     "38CB7A9A518: client=localhost[127.0.0.1], orig_queue_id=38CB7A9A517, "
     "orig_client=mail.example.net[192.0.2.7]",
     "facts inbound message-begins | id 38CB7A9A518 | former 38CB7A9A517 | peer "
     "localhost[127.0.0.1] | client mail.example.net[192.0.2.7]"},
    {"login behind a filter", "postfix/smtpd",
     ID "client=localhost[127.0.0.1], sasl_method=PLAIN, sasl_username=jo, "
     "orig_queue_id=4jYDtB20xNz1dSk8, orig_client=unknown[192.0.2.8]",
     "facts inbound message-begins" SAYS_ID " | former 4jYDtB20xNz1dSk8 | peer "
     "localhost[127.0.0.1] | client [192.0.2.8] | user jo"},
    {"client for a proxy", "postfix/smtpd", "NOQUEUE: client=mail.example.net[192.0.2.7]",
     "facts inbound | peer mail.example.net[192.0.2.7] | client " "mail.example.net[192.0.2.7]"},
    {"challenge leaked", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: SASL LOGIN authentication failed: UGFzc3dvcmQ6",
     "failure auth_failed inbound auth local settles implied | code 535 | after 334 | "
     "text SASL LOGIN authentication failed: UGFzc3dvcmQ6 | enhanced 5.7.8 | challenge "
     "Password: | peer [203.0.113.5]"
     SAYS_FILTER},
    {"challenge leaked, user name", "postfix/smtpd",
     "warning: unknown[203.0.113.5]:40003: SASL login authentication failed: VXNlcm5hbWU6",
     "failure auth_failed inbound auth local settles implied | code 535 | after 334 | "
     "text SASL login authentication failed: VXNlcm5hbWU6 | enhanced 5.7.8 | challenge "
     "Username: | peer [203.0.113.5]:40003"
     SAYS_FILTER},
    {"CRAM-MD5 challenge", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: SASL CRAM-MD5 authentication failed: "
     "PDEyMzQ1LjY3ODlAbXgxLmV4YW1wbGUub3JnPg==",
     "failure auth_failed inbound auth local settles implied | code 535 | after 334 | "
     "text SASL CRAM-MD5 authentication failed: PDEyMzQ1LjY3ODlAbXgxLmV4YW1wbGUub3JnPg== "
     "| enhanced 5.7.8 | challenge <12345.6789@mx1.example.org> | peer [203.0.113.5]"
     SAYS_FILTER},
    {"user, 3.9", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: SASL PLAIN authentication failed: (reason "
     "unavailable), sasl_username=admin@example.org",
     "failure auth_failed inbound auth local settles implied | code 535 | text SASL PLAIN "
     "authentication failed: (reason unavailable) | enhanced 5.7.8 | peer [203.0.113.5] | "
     "user admin@example.org"
     SAYS_FILTER},
    {"user not told", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: SASL LOGIN authentication failed: authentication "
     "failure, sasl_username=(unavailable)",
     "failure auth_failed inbound auth local settles implied | code 535 | after 334 | "
     "text SASL LOGIN authentication failed: authentication failure | enhanced 5.7.8 | "
     "peer [203.0.113.5]"
     SAYS_FILTER},
    {"no reason", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: SASL PLAIN authentication failed:",
     "failure auth_failed inbound auth local settles implied | code 535 | text SASL PLAIN "
     "authentication failed: | enhanced 5.7.8 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"temporary", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: SASL LOGIN authentication failed: Connection lost to "
     "authentication server",
     "failure auth_failed inbound auth local settles implied | code 454 | after 334 | "
     "text SASL LOGIN authentication failed: Connection lost to authentication server | "
     "enhanced 4.7.0 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"temporary, Cyrus", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: SASL PLAIN authentication failed: generic failure, "
     "sasl_username=",
     "failure auth_failed inbound auth local settles implied | code 454 | text SASL PLAIN "
     "authentication failed: generic failure | enhanced 4.7.0 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"mechanism", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: SASL NTLM authentication failed: Invalid "
     "authentication mechanism: 'NTLM'",
     "failure auth_failed inbound auth local settles implied | code 535 | text SASL NTLM "
     "authentication failed: Invalid authentication mechanism: 'NTLM' | enhanced 5.7.8 | "
     "peer [203.0.113.5]"
     SAYS_FILTER},
    {"cancelled", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: SASL LOGIN authentication aborted",
     "failure auth_failed inbound auth local settles implied | code 501 | after 334 | "
     "text SASL LOGIN authentication aborted | enhanced 5.7.0 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"Cyrus companion", "postfix/smtpd",
     "warning: SASL authentication failure: Password verification failed", "quiet"},
    {"Dovecot companion", "postfix/smtpd",
     "warning: SASL: Connect to Dovecot auth socket 'private/auth' failed: Connection " "refused",
     "quiet"},
    {"hang-up in AUTH", "postfix/smtpd", "lost connection after AUTH from unknown[203.0.113.5]",
     "failure aborted inbound auth local if-open implied | code 334 | text lost "
     "connection after AUTH | peer [203.0.113.5]"},
    {"hang-up in AUTH, 3.10", "postfix/smtpd",
     "NOQUEUE: lost connection after AUTH from unknown[203.0.113.5]:40004",
     "failure aborted inbound auth local if-open implied | code 334 | text lost "
     "connection after AUTH | peer [203.0.113.5]:40004"},
    {"hang-up in data", "postfix/smtpd",
     "lost connection after DATA (14 bytes) from unknown[203.0.113.5]",
     "failure aborted inbound eod local implied | code 354 | text lost connection after "
     "DATA (14 bytes) | peer [203.0.113.5]"},
    {"hang-up in data, 3.10", "postfix/smtpd",
     ID "lost connection after DATA (0 bytes) from unknown[203.0.113.5]",
     "failure aborted inbound eod local implied | code 354 | text lost connection after "
     "DATA (0 bytes)" SAYS_ID " | peer [203.0.113.5]"},
    {"hang-up after DATA", "postfix/smtpd",
     "lost connection after DATA from unknown[203.0.113.5]",
     "failure aborted inbound data local | text lost connection after DATA | peer "
     "[203.0.113.5]"},
    {"hang-up in a chunk", "postfix/smtpd",
     "lost connection after BDAT (48 bytes) from unknown[203.0.113.5]",
     "failure aborted inbound data local | text lost connection after BDAT (48 bytes) | "
     "peer [203.0.113.5]"},
    {"hang-up early", "postfix/smtpd", "lost connection after CONNECT from unknown[203.0.113.5]",
     "failure aborted inbound connect local | text lost connection after CONNECT | peer "
     "[203.0.113.5]"},
    {"hang-up in STARTTLS", "postfix/smtpd",
     "lost connection after STARTTLS from unknown[203.0.113.5]",
     "failure aborted inbound starttls local | text lost connection after STARTTLS | peer "
     "[203.0.113.5]"},
    {"timeout", "postfix/smtpd", "timeout after RCPT from unknown[203.0.113.5]",
     "failure rejected inbound rcpt local implied | code 421 | text timeout after RCPT | "
     "enhanced 4.4.2 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"timeout in data", "postfix/smtpd",
     "timeout after DATA (17 bytes) from unknown[203.0.113.5]",
     "failure rejected inbound eod local implied | code 421 | after 354 | text timeout "
     "after DATA (17 bytes) | enhanced 4.4.2 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"timeout after the dot", "postfix/smtpd",
     "timeout after END-OF-MESSAGE from unknown[203.0.113.5]",
     "failure rejected inbound eod local implied | code 421 | after 354 | text timeout "
     "after END-OF-MESSAGE | enhanced 4.4.2 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"timeout in BDAT", "postfix/smtpd", "timeout after BDAT from unknown[203.0.113.5]",
     "failure rejected inbound data local implied | code 421 | text timeout after BDAT | "
     "enhanced 4.4.2 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"too many errors", "postfix/smtpd",
     "too many errors after UNKNOWN from unknown[203.0.113.5]",
     "failure rejected inbound other local implied | code 421 | text too many errors "
     "after UNKNOWN | enhanced 4.7.0 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"pipelining", "postfix/smtpd",
     "improper command pipelining after CONNECT from unknown[203.0.113.5]: EHLO "
     "h.example.com\\r\\nMAIL FROM:<a@example.com>\\r\\n",
     "failure rejected inbound connect local implied | code 554 | text Error: SMTP "
     "protocol synchronization | enhanced 5.5.0 | peer [203.0.113.5] | helo "
     "h.example.com | waits real for connect"},
    {"pipelining before 2.8", "postfix/smtpd",
     "improper command pipelining after DATA from unknown[203.0.113.5]",
     "failure rejected inbound data local implied | code 554 | text Error: SMTP "
     "protocol synchronization | enhanced 5.5.0 | peer [203.0.113.5] | waits real for "
     "eod"},
    {"not SMTP", "postfix/smtpd",
     "warning: non-SMTP command from unknown[203.0.113.5]: GET / HTTP/1.1",
     "failure rejected inbound other local implied | code 221 | text non-SMTP command "
     "from unknown[203.0.113.5]: GET / HTTP/1.1 | enhanced 2.7.0 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"line too long", "postfix/smtpd",
     "warning: unknown[203.0.113.5]: request longer than 2048: XXXXXXXX...",
     "failure rejected inbound other local not-final | text request longer than 2048 | "
     "peer [203.0.113.5]"},
    {"bad sender", "postfix/smtpd",
     "warning: Illegal address syntax from unknown[203.0.113.5] in MAIL command: bad>addr",
     "failure rejected inbound mail local implied | code 501 | text Illegal address "
     "syntax from unknown[203.0.113.5] in MAIL command: bad>addr | enhanced 5.1.7 | peer "
     "[203.0.113.5]"
     SAYS_FILTER},
    {"bad recipient", "postfix/smtpd",
     "warning: Illegal address syntax from unknown[203.0.113.5]:40005 in RCPT command: <>",
     "failure rejected inbound rcpt local implied | code 501 | text Illegal address "
     "syntax from unknown[203.0.113.5]:40005 in RCPT command: <> | enhanced 5.1.3 | peer "
     "[203.0.113.5]:40005"
     SAYS_FILTER},
    {"file too big", "postfix/smtpd", "warning: 38CB7A9A517: queue file size limit exceeded",
     "failure rejected inbound eod local once implied | code 552 | after 354 | text queue file "
     "size limit exceeded | enhanced 5.3.4" SAYS_ID},
    {"BDAT syntax", "postfix/smtpd",
     "warning: 38CB7A9A517: malformed BDAT command syntax from unknown[203.0.113.5]: BDAT " "x",
     "failure rejected inbound data local implied | code 521 | text malformed BDAT "
     "command syntax | enhanced 5.5.4" SAYS_ID " | peer [203.0.113.5]"
     SAYS_FILTER},
    {"BDAT null", "postfix/smtpd", "warning: null BDAT request from unknown[203.0.113.5]",
     "failure rejected inbound data local implied | code 551 | text null BDAT request | "
     "enhanced 5.7.1 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"BDAT size", "postfix/smtpd",
     "warning: 38CB7A9A517: BDAT request from unknown[203.0.113.5] exceeds message size " "limit",
     "failure rejected inbound data local implied | code 552 | text BDAT request from "
     "unknown[203.0.113.5] exceeds message size limit | enhanced 5.3.4" SAYS_ID
     " | peer [203.0.113.5]"
     SAYS_FILTER},
    {"BDAT too much", "postfix/smtpd", "warning: too much BDAT content -- message discarded",
     "failure aborted inbound data local | text too much BDAT content -- message discarded"},
    {"connection rate", "postfix/smtpd",
     "warning: Connection rate limit exceeded: 334 from unknown[203.0.113.5] for service " "smtp",
     "failure rejected inbound connect local implied | code 421 | text Connection rate "
     "limit exceeded | enhanced 4.7.0 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"concurrency", "postfix/smtpd",
     "warning: Connection concurrency limit exceeded: 51 from mail.example.net[192.0.2.7] "
     "for service smtp",
     "failure rejected inbound connect local implied | code 421 | text Connection "
     "concurrency limit exceeded | enhanced 4.7.0 | peer mail.example.net[192.0.2.7]"
     SAYS_FILTER},
    {"message rate", "postfix/smtpd",
     "warning: Message delivery request rate limit exceeded: 101 from "
     "unknown[203.0.113.5] for service smtp",
     "failure rejected inbound mail local implied | code 450 | text Message delivery "
     "request rate limit exceeded | enhanced 4.7.1 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"recipient rate", "postfix/smtpd",
     "warning: Recipient address rate limit exceeded: 101 from unknown[203.0.113.5] for "
     "service smtp",
     "failure rejected inbound rcpt local implied | code 450 | text Recipient address "
     "rate limit exceeded | enhanced 4.7.1 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"AUTH rate", "postfix/smtpd",
     "warning: AUTH command rate limit exceeded: 11 from unknown[203.0.113.5] for service "
     "smtp",
     "failure rejected inbound auth local settles implied | code 450 | text AUTH command "
     "rate limit exceeded | enhanced 4.7.1 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"TLS rate", "postfix/smtpd",
     "warning: New TLS session rate limit exceeded: 11 from unknown[203.0.113.5] for "
     "service smtp",
     "failure rejected inbound starttls local implied | code 421 | text New TLS session "
     "rate limit exceeded | enhanced 4.7.0 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"STARTTLS refused", "postfix/smtpd",
     "warning: Refusing STARTTLS request from unknown[203.0.113.5] for service smtp",
     "failure rejected inbound starttls local implied | code 454 | text Refusing STARTTLS "
     "request | enhanced 4.7.0 | peer [203.0.113.5]"
     SAYS_FILTER},
    {"TLS service refused", "postfix/smtpd",
     "warning: Refusing TLS service request from unknown[203.0.113.5] for service smtps",
     "failure aborted inbound connect local | text Refusing TLS service request | peer "
     "[203.0.113.5]"},
    {"ETRN rejected", "postfix/smtpd",
     "warning: reject: ETRN example.org... from unknown[203.0.113.5]",
     "failure rejected inbound etrn local implied | code 459 | text reject: ETRN "
     "example.org... | peer [203.0.113.5]"
     SAYS_FILTER},
    {"ETRN bad", "postfix/smtpd", "warning: bad ETRN ex ample... from unknown[203.0.113.5]",
     "failure rejected inbound etrn local implied | code 458 | text bad ETRN ex ample... "
     "| peer [203.0.113.5]"
     SAYS_FILTER},
    {"proxy rejects RCPT", "postfix/smtpd",
     "warning: proxy inet:127.0.0.1:10025 rejected \"RCPT TO:<r@example.org>\": \"550 "
     "5.7.1 blocked\"",
     "failure rejected inbound rcpt local | reply 550 5.7.1 blocked | to r@example.org"
     SAYS_FILTER},
    {"proxy rejects MAIL", "postfix/smtpd",
     "warning: proxy 127.0.0.1:10025 rejected \"MAIL FROM:<a@example.com> SIZE=100\": "
     "\"450 4.7.1 later\"",
     "failure rejected inbound mail local | reply 450 4.7.1 later | from a@example.com"
     SAYS_FILTER},
    {"proxy rejects DATA", "postfix/smtpd",
     "warning: proxy 127.0.0.1:10025 rejected \"DATA\": \"451 4.3.0 not now\"",
     "failure rejected inbound data local | reply 451 4.3.0 not now"
     SAYS_FILTER},
    {"proxy without 354", "postfix/smtpd",
     "warning: proxy 127.0.0.1:10025 rejected \"DATA\": \"250 2.0.0 fine\"",
     "failure rejected inbound data local implied | code 451 | text 250 2.0.0 fine | "
     "enhanced 4.3.0"
     SAYS_FILTER},
    {"proxy rejects EHLO", "postfix/smtpd",
     "warning: proxy 127.0.0.1:10025 rejected \"EHLO mx1.example.org\": \"550 5.7.1 go " "away\"",
     "failure rejected inbound ehlo local implied | code 451 | text 550 5.7.1 go away | "
     "enhanced 4.3.0"
     SAYS_FILTER},
    {"proxy not there", "postfix/smtpd",
     "warning: connect to proxy filter 127.0.0.1:10025: Connection refused",
     "failure rejected inbound local implied | code 451 | text connect to proxy filter "
     "127.0.0.1:10025: Connection refused | enhanced 4.3.0"
     " | waits other for proxy-verdict"},
    {"proxy lost", "postfix/smtpd", "warning: lost connection with proxy 127.0.0.1:10025",
     "failure rejected inbound local implied | code 451 | text lost connection with proxy "
     "127.0.0.1:10025 | enhanced 4.3.0"
     " | waits other for proxy-verdict"},
    {"proxy slow", "postfix/smtpd", "warning: timeout talking to proxy 127.0.0.1:10025",
     "failure rejected inbound local implied | code 451 | text timeout talking to proxy "
     "127.0.0.1:10025 | enhanced 4.3.0"
     " | waits other for proxy-verdict"},
    {"no such name", "postfix/smtpd",
     "warning: hostname h.example.com does not resolve to address 203.0.113.5: Name or "
     "service not known", "quiet"},
    {"TLS library", "postfix/smtpd",
     "warning: TLS library problem: error:0A000126:SSL routines::unexpected eof:", "quiet"},
    {"alert: expired", "postfix/smtpd",
     ALERT("0A000415", "sslv3 alert certificate expired", "45"),
     SAYS_ALERT("0A000415", "sslv3 alert certificate expired", "45")},
    {"alert: expired, OpenSSL 3.2", "postfix/submission/smtpd",
     ALERT("0A000415", "ssl/tls alert certificate expired", "45"),
     SAYS_ALERT("0A000415", "ssl/tls alert certificate expired", "45")},
    {"alert: bad", "postfix/smtpd", ALERT("0A000412", "sslv3 alert bad certificate", "42"),
     SAYS_ALERT("0A000412", "sslv3 alert bad certificate", "42")},
    {"alert: unknown authority", "postfix/smtpd", ALERT("0A000418", "tlsv1 alert unknown ca", "48"),
     SAYS_ALERT("0A000418", "tlsv1 alert unknown ca", "48")},
    {"alert: revoked", "postfix/smtpd", ALERT("0A000414", "sslv3 alert certificate revoked", "44"),
     SAYS_ALERT("0A000414", "sslv3 alert certificate revoked", "44")},
    {"alert: unknown, OpenSSL 1.0", "postfix/smtpd",
     "warning: TLS library problem: 4021:error:14094416:SSL routines:SSL3_READ_BYTES:sslv3 alert "
     "certificate unknown:s3_pkt.c:1260:SSL alert number 46:",
     "failure aborted inbound starttls local once | text TLS library problem: 4021:error:14094416:SSL "
     "routines:SSL3_READ_BYTES:sslv3 alert certificate unknown:s3_pkt.c:1260:SSL alert number 46"},
    {"alert: unsupported", "postfix/smtpd",
     ALERT("0A000413", "sslv3 alert unsupported certificate", "43"),
     SAYS_ALERT("0A000413", "sslv3 alert unsupported certificate", "43")},
    {"alert: about something else", "postfix/smtpd",
     ALERT("0A000410", "sslv3 alert handshake failure", "40"), "quiet"},
    {"alert: only begins like one", "postfix/smtpd",
     ALERT("0A000410", "sslv3 alert handshake failure", "450"), "quiet"},
    {"milter down", "postfix/smtpd",
     "warning: connect to Milter service inet:127.0.0.1:8891: Connection refused", "quiet"},
    {"milter broken", "postfix/smtpd",
     "warning: milter inet:127.0.0.1:8891: can't read SMFIC_MAIL reply packet header: " "Success",
     "quiet"},
    {"no space", "postfix/smtpd",
     "warning: not enough free space in mail queue: 1234 bytes < 1.5*message size limit",
     "quiet"},
    {"policy down", "postfix/smtpd",
     "warning: problem talking to server private/policy: Connection timed out", "quiet"},
    {"wrapper", "postfix/smtpd",
     "warning: Wrapper-mode request dropped from unknown[203.0.113.5] for service smtps. "
     "TLS context initialization failed.", "quiet"},
    {"table trouble", "postfix/smtpd",
     "warning: ldap:/etc/postfix/a: table lookup problem -- lookup error for "
     "\"x@example.org\"", "quiet"},
    {"SSL_accept", "postfix/smtpd", "SSL_accept error from unknown[203.0.113.5]: lost connection",
     "quiet"},
    {"TLS established", "postfix/smtpd",
     "Anonymous TLS connection established from mail.example.net[192.0.2.7]: TLSv1.3 with "
     "cipher TLS_AES_256_GCM_SHA384 (256/256 bits)", "quiet"},
    {"mapping", "postfix/smtpd", "mapping DSN status 5.1.1 into Sender address status 5.1.0",
     "quiet"},
    {"removed, cancelled", "postfix/smtpd", ID "removed (canceled)",
     "facts message-ends" SAYS_ID},
    {"verbose reply", "postfix/smtpd", "> unknown[203.0.113.5]: 334 VXNlcm5hbWU6", "quiet"},
    {"verbose command", "postfix/smtpd", "< unknown[203.0.113.5]: AUTH LOGIN", "quiet"},
    {"verbose check", "postfix/smtpd", "generic_checks: name=reject_unauth_destination status=2",
     "quiet"},
    {"parameter overridden", "postfix/smtpd",
     "warning: /etc/postfix/main.cf, line 9: overriding earlier entry: relayhost=", "quiet"},
    {"table older than its source", "postfix/smtpd",
     "warning: database /etc/postfix/a.db is older than source file /etc/postfix/a", "quiet"},
    {"name that is none", "postfix/smtpd", "warning: valid_hostname: misplaced hyphen: -x", "quiet"},
    {"a word in a parameter's name", "postfix/smtpd",
     "warning: restriction \"permit_a\" is gone; use \"reject_non_fqdn_sender\" instead", "quiet"},
    {"filter's reply is no reply", "postfix/smtpd",
     "warning: NOQUEUE: ignoring invalid reject filter result: 250 2.0.0 ok", "quiet"},
    {"strange", "postfix/smtpd", "warning: something failed in a way nobody has seen", "strange"},
    {"a limit that no form knows", "postfix/smtpd",
     "warning: VRFY command rate limit exceeded: 5 from h.example[192.0.2.1] for service smtp", "strange"},
    {"a warning without words of failure", "postfix/smtpd", "warning: something that nobody has seen", "quiet"},
};

POSTFIX_TABLE_TESTS(parser_postfix_smtpd, rows)
POSTFIX_FORMS_TEST(parser_postfix_smtpd, rows, postfix_smtpd_forms)
