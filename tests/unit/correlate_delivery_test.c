/* What the lines of one delivery tell only together: which command a reply that was read late
 * answered, and whether the message was sent behind 354. */
#include "correlate_lines.h"

#define EXIM " exim[7]: "
#define M1 EXIM "1vbXyz-0001AB-CD "
#define M2 EXIM "1vbXyz-000000012Ab-3cDe "
#define MX1 "H=mx1.example.net [192.0.2.25]"
#define MX2 "H=mx2.example.net [2001:db8::25]"
#define CORE ": SMTP error from remote mail server after "
#define LATE CORE "pipelined end of data: "
#define ARRIVES(size) "<= s@example.com H=(h) [198.51.100.1] P=esmtp S=" size
#define FROM "client=198.51.100.1 helo=h from=s@example.com"
#define TO " to=r@example.net\n"
#define AT1 " peer=192.0.2.25 "
#define AT2 " peer=2001:db8::25 "

static const struct lines_case cases[] = {
    /* ---- Which command was answered ---- */
    {"the delivery's number tells the host's line",
     {"0" M1 ARRIVES("600"), "1" M1 MX1 LATE "421 4.7.0 busy",
      "1" M1 "== r@example.net R=r T=t defer (-45) " MX1 LATE "421 4.7.0 busy"},
     "2 not 421/4.7.0 mail attempt 4xx" AT1 FROM "\n"
     "3 final 421/4.7.0 mail deferred 4xx" AT1 FROM TO},
    {"of two hosts, each by its own words; another message's number tells nothing",
     {"0" M1 ARRIVES("600"), "0" M2 ARRIVES("600"),
      "1" M1 MX1 LATE "421 4.7.0 busy", "1" M1 MX2 LATE "451 4.3.0 scanner",
      "1" M2 "== r@example.net R=r T=t defer (-45) " MX2 LATE "451 4.3.0 scanner",
      "2" M1 "=> q@example.net R=r T=t H=mx9.example.org [192.0.2.9] C=\"250 ok\"",
      "3" M1 "== r@example.net R=r T=t defer (-46) " MX2 LATE "451 4.3.0 scanner",
      "4" M1 "Completed"},
     "5 final 451/4.3.0 mail deferred 4xx" AT2 FROM TO
     "4 not 451/4.3.0 eod attempt 4xx" AT2 FROM "\n"
     "7 final 451/4.3.0 eod deferred 4xx" AT2 FROM TO
     "3 not 421/4.7.0 - attempt 4xx" AT1 FROM "\n"},
    {"a bounce has no number, and an hour later is another delivery",
     {"0" M1 ARRIVES("600"), "1" M1 MX1 LATE "550 5.7.1 no",
      "1" M1 "** r@example.net R=r T=t " MX1 LATE "550 5.7.1 no",
      "2" M1 MX2 LATE "451 4.3.0 later",
      "4000" M1 "== q@example.net R=r T=t defer (-44) " MX1 CORE "RCPT TO:<q@example.net>: 450 wait"},
     "2 not 550/5.7.1 - attempt 5xx" AT1 FROM "\n"
     "3 final 550/5.7.1 - bounced 5xx" AT1 FROM TO
     "4 not 451/4.3.0 - attempt 4xx" AT2 FROM "\n"
     "5 final 450 rcpt deferred 4xx" AT1 FROM " to=q@example.net\n"},
    {"an id that comes back is another message",
     {"0" M1 ARRIVES("600"), "1" M1 MX1 LATE "421 4.7.0 busy",
      "900000" M1 "== r@example.net R=r T=t defer (-45) " MX1 LATE "421 4.7.0 busy"},
     "2 not 421/4.7.0 - attempt 4xx" AT1 FROM "\n"
     "3 final 421/4.7.0 mail deferred 4xx peer=192.0.2.25" TO},
    /* ---- Behind 354, or in chunks ---- */
    {"nothing speaks against 354",
     {"0" M1 ARRIVES("90000"), "1" M1 "** r@example.net R=r T=t " MX1 CORE "end of data: 552 5.3.4 big"},
     "2 final 552/5.3.4 after 354 eod bounced 5xx" AT1 FROM TO},
    {"this peer was sent chunks",
     {"0" M1 ARRIVES("90000"), "1" M1 "=> q@example.net R=r T=t " MX1 " X=TLS1.3:A:256 CV=yes K C=\"250 ok\"",
      "2" M1 "** r@example.net R=r T=t " MX1 CORE "end of data: 552 5.3.4 big"},
     "3 final 552/5.3.4 eod bounced 5xx" AT1 FROM TO},
    {"this peer was asked, though others get chunks",
     {"0" M1 ARRIVES("90000"), "1" M1 "=> q@example.org R=r T=t " MX2 " K C=\"250 ok\"",
      "2" M1 "=> q@example.net R=r T=t " MX1 " C=\"250 ok\"",
      "3" M1 "== r@example.net R=r T=t defer (110): Connection timed out " MX1
      ": SMTP timeout after end of data (90200 bytes written)"},
     "4 final 0 after 354 eod deferred 4xx" AT1 FROM TO},
    {"a peer that is not known, where others get chunks: a small message would be told apart",
     {"0" M1 ARRIVES("90000"), "0" M2 ARRIVES("600"),
      "1" M1 "=> q@example.org R=r T=t " MX2 " K C=\"250 ok\"",
      "2" M1 "** r@example.net R=r T=t " MX1 CORE "end of data: 552 5.3.4 big",
      "3" M2 "** r@example.net R=r T=t " MX1 CORE "end of data: 554 5.7.1 spam"},
     "4 final 552/5.3.4 eod bounced 5xx" AT1 FROM TO
     "5 final 554/5.7.1 after 354 eod bounced 5xx" AT1 FROM TO},
};

CORRELATE_LINES_TESTS(correlate_delivery, cases)
