/* Events that wait for the line that tells whose message it was (Sendmail's "from="), and lines of
 * several recipients. */
#include "correlate_lines.h"

#define A "6AMI00x1000007: "
#define B "6AMI01x1000007: "
#define FROM(s) "from=<" s "@example.com>, size=0, class=0, nrcpts=0, proto=ESMTP, daemon=MTA, " \
    "relay=c.example.net [192.0.2.1]"
#define NOBODY "<r@example.org>... User unknown"
#define UNKNOWN "final 550/5.1.1 rcpt rejected 5xx"

static const struct lines_case cases[] = {
    {"the sender comes after",
     {"0 sm-mta[7]: " A NOBODY, "1 sm-mta[7]: " A NOBODY, "2 sm-mta[7]: " A FROM("s")},
     "1 " UNKNOWN " peer=192.0.2.1 from=s@example.com to=r@example.org\n"
     "2 " UNKNOWN " peer=192.0.2.1 from=s@example.com to=r@example.org\n"},
    {"two messages of one dialogue",
     {"0 sm-mta[7]: " A NOBODY, "1 sm-mta[7]: " A FROM("s"), "2 sm-mta[7]: " B NOBODY,
      "3 sm-mta[7]: " B FROM("t")},
     "1 " UNKNOWN " peer=192.0.2.1 from=s@example.com to=r@example.org\n"
     "3 " UNKNOWN " peer=192.0.2.1 from=t@example.com to=r@example.org\n"},
    {"the first one's sender is never told",
     {"0 sm-mta[7]: " A NOBODY, "2 sm-mta[7]: " B NOBODY, "3 sm-mta[7]: " B FROM("t")},
     "1 " UNKNOWN " to=r@example.org\n"
     "2 " UNKNOWN " peer=192.0.2.1 from=t@example.com to=r@example.org\n"},
    {"it never comes", {"0 sm-mta[7]: " A NOBODY}, "1 " UNKNOWN " to=r@example.org\n"},
    {"it was told before",
     {"0 sm-mta[7]: " A FROM("s"), "1 sm-mta[7]: " A "Milter: data, reject=550 5.7.1 no"},
     "2 final 550/5.7.1 after 354 eod rejected 5xx peer=192.0.2.1 from=s@example.com\n"},
    {"another process, another client",
     {"0 sm-mta[7]: " A NOBODY, "1 sm-mta[8]: 6AMI01x1000008: " FROM("x"),
      "2 sm-mta[7]: " A FROM("s")},
     "1 " UNKNOWN " peer=192.0.2.1 from=s@example.com to=r@example.org\n"},
    {"silent, then gone: one failure",
     {"0 sm-mta[7]: " A "timeout waiting for input from c.example.net during server cmd read",
      "0 sm-mta[7]: " A "lost input channel from c.example.net [192.0.2.1] to MTA after rcpt",
      "0 sm-mta[7]: " A FROM("s")},
     "1 final 0 - aborted 4xx peer=192.0.2.1 from=s@example.com\n"
     "2 not 0 rcpt aborted 4xx peer=192.0.2.1 from=s@example.com\n"},
    {"a delivery to several",
     {"0 sm-mta[7]: " A "from=<s@example.com>, size=9, class=0, nrcpts=3, proto=ESMTP, daemon=MTA, "
      "relay=c.example.net [192.0.2.1]",
      "1 sm-mta[9]: " A "to=<a@example.net>,<\"b,c\"@example.net>,d, delay=00:00:01, mailer=esmtp, "
      "pri=1, relay=mx.example.net. [192.0.2.3], dsn=4.7.1, stat=Deferred: 451 4.7.1 later"},
     "2 final 451/4.7.1 - deferred 4xx peer=192.0.2.3 client=192.0.2.1 from=s@example.com "
     "to=a@example.net\n"
     "2 final 451/4.7.1 - deferred 4xx peer=192.0.2.3 client=192.0.2.1 from=s@example.com "
     "to=\"b,c\"@example.net\n"
     "2 final 451/4.7.1 - deferred 4xx peer=192.0.2.3 client=192.0.2.1 from=s@example.com to=d\n"},
    {"a delivery's reply stands in the line before",
     {"0 sm-mta[9]: " A "mx.example.net.: SMTP DATA-1 protocol error: 250 2.0.0 Ok?",
      "1 sm-mta[9]: " A "to=<a@example.net>, delay=00:00:01, mailer=esmtp, pri=1, "
      "relay=mx.example.net. [192.0.2.3], dsn=2.0.0, stat=Remote protocol error"},
     "1 not 250/2.0.0 data attempt 4xx\n2 final 250/2.0.0 data bounced 5xx peer=192.0.2.3 "
     "to=a@example.net\n"},
    {"a clone is delivered to as well",
     {"0 sm-mta[7]: " A FROM("s"), "1 sm-mta[9]: " A "6AMI02x1000009: clone: owner=list-owner",
      "2 sm-mta[9]: 6AMI02x1000009: to=<a@example.net>, delay=00:00:01, mailer=esmtp, pri=1, "
      "relay=mx.example.net. [192.0.2.3], dsn=5.1.1, reply=550 5.1.1 no, stat=User unknown"},
     "3 final 550/5.1.1 rcpt bounced 5xx peer=192.0.2.3 client=192.0.2.1 from=list-owner "
     "to=a@example.net\n"},
};

Test(correlate_sender, cases)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(&cases[i]);
}

Test(correlate_sender, whatever_line_is_lost)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_lost(&cases[i]);
}
