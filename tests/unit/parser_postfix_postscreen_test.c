/* postscreen: rejections, limits, tests that are no reply. */
#include "parser_postfix_check.h"

static const struct row rows[] = {
    {"screen reject", "postfix/postscreen",
     "NOQUEUE: reject: RCPT from [192.0.2.9]:40535: 550 5.7.1 Service unavailable; client "
     "[192.0.2.9] blocked using rbl.example.net; from=<s@example.com>, "
     "to=<r@example.org>, proto=ESMTP, helo=<h>",
     "failure rejected inbound rcpt local | reply 550 5.7.1 Service unavailable; client "
     "[192.0.2.9] blocked using rbl.example.net | peer [192.0.2.9]:40535 | session "
     "[192.0.2.9]:40535 | from s@example.com | to r@example.org | helo h"},
    {"screen new client", "postfix/postscreen",
     "NOQUEUE: reject: RCPT from [2001:db8::9]:40535: 450 4.3.2 Service currently "
     "unavailable; from=<>, to=<r@example.org>, proto=ESMTP, helo=<h>",
     "failure rejected inbound rcpt local | reply 450 4.3.2 Service currently unavailable "
     "| peer [2001:db8::9]:40535 | session [2001:db8::9]:40535 | from  | to r@example.org "
     "| helo h"},
    {"screen connections", "postfix/postscreen",
     "NOQUEUE: reject: CONNECT from [192.0.2.9]:40535: too many connections",
     "failure rejected inbound connect local implied | code 421 | text too many "
     "connections | enhanced 4.7.0 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"screen servers busy", "postfix/postscreen",
     "NOQUEUE: reject: CONNECT from [192.0.2.9]:40535: all server ports busy",
     "failure rejected inbound connect local implied | code 421 | text all server ports "
     "busy | enhanced 4.3.2 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"screens busy", "postfix/postscreen",
     "reject: connect from [192.0.2.9]:40535: all screening ports busy",
     "failure rejected inbound connect local implied | code 421 | text all screening "
     "ports busy | enhanced 4.3.2 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"screen connect", "postfix/postscreen", "CONNECT from [192.0.2.9]:40535 to [192.0.2.1]:25",
     "facts inbound session-begins | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"screen disconnect", "postfix/postscreen", "DISCONNECT [192.0.2.9]:40535",
     "facts inbound session-ends | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"
     " | tells disconnected"},
    {"pass", "postfix/postscreen", "PASS NEW [192.0.2.9]:40535",
     "facts inbound | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"pregreet", "postfix/postscreen",
     "PREGREET 14 after 0.08 from [192.0.2.9]:40535: EHLO h.example\\r\\n",
     "failure rejected inbound connect local implied | code 521 | text PREGREET 14 "
     "after 0.08 | enhanced 5.5.1 | peer [192.0.2.9]:40535 | session "
     "[192.0.2.9]:40535 | helo h.example | waits habit for disconnected"},
    {"dnsbl", "postfix/postscreen", "DNSBL rank 3 for [192.0.2.9]:40535",
     "failure rejected inbound connect local implied | code 521 | text DNSBL rank 3 | "
     "enhanced 5.7.1 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535 | waits "
     "habit for disconnected"},
    {"denylisted", "postfix/postscreen", "DENYLISTED [192.0.2.9]:40535",
     "failure rejected inbound connect local implied | code 521 | text DENYLISTED | "
     "enhanced 5.3.2 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535 | waits "
     "habit for disconnected"},
    {"blacklisted", "postfix/postscreen", "BLACKLISTED [192.0.2.9]:40535",
     "failure rejected inbound connect local implied | code 521 | text BLACKLISTED | "
     "enhanced 5.3.2 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535 | waits "
     "habit for disconnected"},
    {"allowlisted", "postfix/postscreen", "ALLOWLISTED [192.0.2.9]:40535",
     "facts inbound | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"whitelisted", "postfix/postscreen", "WHITELISTED [192.0.2.9]:40535",
     "facts inbound | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"allowlist veto", "postfix/postscreen", "ALLOWLIST VETO [192.0.2.9]:40535",
     "facts inbound | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"whitelist veto", "postfix/postscreen", "WHITELIST VETO [192.0.2.9]:40535",
     "facts inbound | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"command pipelining", "postfix/postscreen",
     "COMMAND PIPELINING from [192.0.2.9]:40535 after MAIL: RCPT TO:<r@example.org>\\r\\n",
     "failure rejected inbound mail local implied | code 521 | text COMMAND "
     "PIPELINING | enhanced 5.5.1 | peer [192.0.2.9]:40535 | session "
     "[192.0.2.9]:40535 | waits habit for disconnected"},
    {"bare newline", "postfix/postscreen", "BARE NEWLINE from [192.0.2.9]:40535 after EHLO h",
     "failure rejected inbound ehlo local implied | code 521 | text BARE NEWLINE | "
     "enhanced 5.5.1 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535 | waits "
     "habit for disconnected"},
    {"non-SMTP command", "postfix/postscreen",
     "NON-SMTP COMMAND from [192.0.2.9]:40535 after EHLO: GET / HTTP/1.1",
     "failure rejected inbound other local implied | code 521 | text NON-SMTP COMMAND "
     "| enhanced 5.7.0 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535 | waits "
     "habit for disconnected"},
    {"time limit", "postfix/postscreen", "COMMAND TIME LIMIT from [192.0.2.9]:40535 after EHLO",
     "failure aborted inbound ehlo local implied | code 421 | text COMMAND TIME LIMIT | "
     "enhanced 4.4.2 | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"count limit", "postfix/postscreen", "COMMAND COUNT LIMIT from [192.0.2.9]:40535 after NOOP",
     "failure aborted inbound other local implied | code 421 | text COMMAND COUNT LIMIT | "
     "peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"length limit", "postfix/postscreen",
     "COMMAND LENGTH LIMIT from [192.0.2.9]:40535 after UNKNOWN",
     "failure aborted inbound other local implied | code 421 | text COMMAND LENGTH LIMIT "
     "| peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"no recipient", "postfix/postscreen", "DATA without valid RCPT from [192.0.2.9]:40535",
     "failure rejected inbound data local not-final implied | code 554 | text DATA "
     "without valid RCPT | enhanced 5.5.1 | peer [192.0.2.9]:40535 | session "
     "[192.0.2.9]:40535"},
    {"no recipient, BDAT", "postfix/postscreen", "BDAT without valid RCPT from [192.0.2.9]:40535",
     "failure rejected inbound data local not-final implied | code 554 | text BDAT "
     "without valid RCPT | enhanced 5.5.1 | peer [192.0.2.9]:40535 | session "
     "[192.0.2.9]:40535"},
    {"hangup", "postfix/postscreen",
     "HANGUP after 0.8 from [192.0.2.9]:40535 in tests before SMTP handshake",
     "facts inbound | peer [192.0.2.9]:40535 | session [192.0.2.9]:40535"},
    {"no server", "postfix/postscreen",
     "warning: cannot connect to service private/smtpd: Connection refused",
     "failure rejected inbound connect local implied | code 421 | text cannot connect to "
     "service private/smtpd: Connection refused | enhanced 4.3.2"},
    {"getpeername", "postfix/postscreen",
     "warning: getpeername: Transport endpoint is not connected -- dropping this " "connection",
     "failure rejected inbound connect local implied | code 421 | text getpeername: "
     "Transport endpoint is not connected -- dropping this connection | enhanced 4.3.2"},
    {"cache", "postfix/postscreen",
     "cache btree:/var/lib/postfix/postscreen_cache full cleanup: retained=1 dropped=0 "
     "entries", "quiet"},
    {"dnsblog", "postfix/dnsblog", "addr 192.0.2.9 listed by domain rbl.example.net as 127.0.0.4",
     "quiet"},
    {"tlsproxy", "postfix/tlsproxy",
     "TLS handshake failed for service=smtp peer=[192.0.2.9]:40535",
     "failure aborted inbound starttls local | text TLS handshake failed | peer [192.0.2.9]:40535"},
    {"tlsproxy, for the SMTP client, which tells it itself", "postfix/tlsproxy",
     "TLS handshake failed for service=smtp peer=mx.example.org[192.0.2.9]:25", "quiet"},
};

POSTFIX_TABLE_TESTS(parser_postfix_postscreen, rows)
POSTFIX_FORMS_TEST(parser_postfix_postscreen, rows, postfix_postscreen_forms)
