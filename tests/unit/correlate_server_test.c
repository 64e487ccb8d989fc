/* Dialogues with a key of their own, in both directions (OpenSMTPD's session ids): who is on the other
 * side stands in the first line, and nobody else is. */
#include "correlate_lines.h"

#define IN "7f3b9a0c5d1e2f40 smtp "
#define OUT "7f3b9a0c5d1e2f41 mta "
#define CONNECTED "connected address=192.0.2.1 host=c.example.net"

static const struct lines_case cases[] = {
    {"a client's refusals",
     {"0 smtpd[7]: " IN CONNECTED,
      "1 smtpd[7]: " IN "failed-command command=\"RCPT TO:<r@example.org>\" result=\"550 no\"",
      "2 smtpd[7]: " IN "disconnected reason=disconnect"},
     "2 final 550 rcpt rejected 5xx peer=192.0.2.1 to=r@example.org\n"},
    {"a failed login is nobody's",
     {"0 smtpd[7]: " IN CONNECTED, "1 smtpd[7]: " IN "authentication user=bob result=permfail",
      "1 smtpd[7]: " IN "failed-command command=\"AUTH PLAIN (...)\" result=\"535 no\"",
      "2 smtpd[7]: " IN "failed-command command=\"RCPT TO:<r@example.org>\" result=\"550 no\""},
     "3 final 535 auth auth_failed 5xx peer=192.0.2.1 user=bob\n"
     "4 final 550 rcpt rejected 5xx peer=192.0.2.1 to=r@example.org\n"},
    {"who submitted a message, on its delivery",
     {"0 smtpd[7]: " IN CONNECTED, "1 smtpd[7]: " IN "authentication user=bob result=ok",
      "2 smtpd[7]: " IN "message msgid=1a2b3c4d size=9 nrcpt=1 proto=ESMTPA",
      "2 smtpd[7]: " IN "envelope evpid=1a2b3c4d5e6f7081 from=<s@example.com> to=<r@example.org>",
      "3 smtpd[7]: " OUT "delivery evpid=1a2b3c4d5e6f7081 from=<s@example.com> to=<r@example.org> "
      "rcpt=<-> source=\"192.0.2.25\" relay=\"192.0.2.3 (mx.example.org)\" delay=1s "
      "result=\"PermFail\" stat=\"550 5.1.1 no\""},
     "5 final 550/5.1.1 - bounced 5xx peer=192.0.2.3 client=192.0.2.1 user=bob from=s@example.com "
     "to=r@example.org\n"},
    {"a server that refuses the dialogue",
     {"0 smtpd[7]: " OUT "connecting address=smtp://192.0.2.3:25 host=mx.example.org",
      "1 smtpd[7]: " OUT "error reason=BANNER rejected: 554 5.7.1 not you",
      "1 smtpd[7]: " OUT "disconnected reason=quit messages=0",
      "9 smtpd[7]: 7f3b9a0c5d1e2f42 mta error reason=Connection closed unexpectedly"},
     "2 not 554/5.7.1 connect attempt 5xx peer=192.0.2.3\n4 not 0 - attempt 4xx\n"},
};

Test(correlate_server, cases)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(&cases[i]);
}

Test(correlate_server, whatever_line_is_lost)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_lost(&cases[i]);
}
