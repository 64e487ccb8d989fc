/* Logs without process ids: a dialogue is known by its client, unless that holds several at once;
 * a log without tags does not tell which service has shown logins. */
#include "correlate_lines.h"

#define SMTPD "postfix/smtpd[0]: "
#define A "unknown[192.0.2.1]"
#define B "unknown[192.0.2.2]"
#define REJECT(client)                                                                            \
    "NOQUEUE: reject: RCPT from " client ": 554 5.7.1 <r@example.net>: Relay access denied; "     \
    "from=<s@example.com> to=<r@example.net> proto=ESMTP helo=<h.example.com>"
#define FAILED ": SASL LOGIN authentication failed: authentication failure"
#define LOGIN(id, user) id ": client=" A ", sasl_method=PLAIN, sasl_username=" user
#define ENVELOPE " helo=h.example.com from=s@example.com to=r@example.net\n"

static const struct lines_case cases[] = {
    {"two clients at once, one dialogue each",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "connect from " B, "1 " SMTPD REJECT(A),
      "1 " SMTPD "lost connection after RCPT from " B, "2 " SMTPD "lost connection after RCPT from " A,
      "2 " SMTPD "disconnect from " A " ehlo=1 mail=1 rcpt=0/1 commands=2/3",
      "2 " SMTPD "disconnect from " B " ehlo=1 mail=1 rcpt=1 commands=3"},
     "4 final 0 rcpt aborted 4xx peer=192.0.2.2\n"
     "3 final 554/5.7.1 rcpt rejected 5xx peer=192.0.2.1" ENVELOPE
     "5 not 0 rcpt aborted 4xx peer=192.0.2.1\n"},
    {"who logged in is never joined: the other dialogue's beginning may have been lost",
     {"0 " SMTPD "connect from " A, "0 " SMTPD LOGIN("4F0001", "u1"), "1 " SMTPD REJECT(A),
      "2 " SMTPD "disconnect from " A " ehlo=1 auth=1 mail=2 rcpt=1/2 commands=5/6",
      "3 " SMTPD "connect from " A, "3 " SMTPD REJECT(A),
      "4 " SMTPD "disconnect from " A " ehlo=1 mail=1 rcpt=0/1 commands=2/3"},
     "3 final 554/5.7.1 rcpt rejected 5xx peer=192.0.2.1" ENVELOPE
     "6 final 554/5.7.1 rcpt rejected 5xx peer=192.0.2.1" ENVELOPE},
    {"one client, two dialogues at once: nothing is joined until both have ended",
     {"0 " SMTPD "connect from " A, "0 " SMTPD LOGIN("4F0001", "u1"), "1 " SMTPD "connect from " A,
      "2 " SMTPD REJECT(A), "3 " SMTPD "lost connection after RCPT from " A,
      "3 " SMTPD "disconnect from " A " ehlo=1 mail=1 rcpt=0/1 commands=2/3", "4 " SMTPD REJECT(A),
      "5 " SMTPD "disconnect from " A " ehlo=1 auth=1 mail=1 rcpt=0/1 commands=3/4",
      "6 " SMTPD "connect from " A, "6 " SMTPD LOGIN("4F0002", "u2"), "6 " SMTPD REJECT(A),
      "6 " SMTPD "disconnect from " A " ehlo=1 auth=1 mail=2 rcpt=1/2 commands=5/6"},
     "4 final 554/5.7.1 rcpt rejected 5xx peer=192.0.2.1" ENVELOPE
     "5 final 0 rcpt aborted 4xx peer=192.0.2.1\n"
     "7 final 554/5.7.1 rcpt rejected 5xx peer=192.0.2.1" ENVELOPE
     "11 final 554/5.7.1 rcpt rejected 5xx peer=192.0.2.1" ENVELOPE},
    {"the ports tell them apart",
     {"0 " SMTPD "connect from " A ":5001", "0 " SMTPD "connect from " A ":5002",
      "1 " SMTPD REJECT(A ":5001"), "2 " SMTPD "lost connection after RCPT from " A ":5002",
      "2 " SMTPD "lost connection after RCPT from " A ":5001",
      "3 " SMTPD "disconnect from " A ":5001 ehlo=1 mail=1 rcpt=0/1 commands=2/3",
      "3 " SMTPD "disconnect from " A ":5002 ehlo=1 mail=1 rcpt=1 commands=3"},
     "4 final 0 rcpt aborted 4xx peer=192.0.2.1\n"
     "3 final 554/5.7.1 rcpt rejected 5xx peer=192.0.2.1" ENVELOPE
     "5 not 0 rcpt aborted 4xx peer=192.0.2.1\n"},
    {"an end that was lost spoils the client's dialogues for ten minutes only",
     {"0 " SMTPD "connect from " A, "0 " SMTPD LOGIN("4F0001", "u1"), "5 " SMTPD "connect from " A,
      "6 " SMTPD "disconnect from " A " quit=1 commands=1", "700 " SMTPD "connect from " A,
      "700 " SMTPD REJECT(A), "700 " SMTPD "lost connection after RCPT from " A,
      "701 " SMTPD "disconnect from " A " ehlo=1 mail=1 rcpt=0/1 commands=2/3"},
     "6 final 554/5.7.1 rcpt rejected 5xx peer=192.0.2.1" ENVELOPE
     "7 not 0 rcpt aborted 4xx peer=192.0.2.1\n"},
    {"a dialogue whose beginning was not seen tells nothing of the next line",
     {"0 " SMTPD LOGIN("4F0001", "u1"), "1 " SMTPD REJECT(A)},
     "2 final 554/5.7.1 rcpt rejected 5xx peer=192.0.2.1" ENVELOPE},
    {"a login that was asked for, by the service's tag",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "warning: " A FAILED,
      "0 " SMTPD "disconnect from " A " ehlo=1 auth=0/1 quit=1 commands=2/3",
      "9 " SMTPD "connect from " B, "9 " SMTPD "lost connection after AUTH from " B,
      "9 " SMTPD "disconnect from " B " ehlo=1 auth=0/1 commands=1/2"},
     "2 final 535/5.7.8 after 334 auth auth_failed 5xx peer=192.0.2.1\n"
     "5 final 334 auth aborted 3xx peer=192.0.2.2\n"},
    {"without a tag it may be another service's",
     {"0 [0]: connect from " A, "0 [0]: warning: " A FAILED,
      "0 [0]: disconnect from " A " ehlo=1 auth=0/1 quit=1 commands=2/3",
      "9 [0]: connect from " B, "9 [0]: lost connection after AUTH from " B,
      "9 [0]: disconnect from " B " ehlo=1 auth=0/1 commands=1/2"},
     "2 final 535/5.7.8 after 334 auth auth_failed 5xx peer=192.0.2.1\n"
     "5 final 0 auth aborted 4xx peer=192.0.2.2\n"},
};

CORRELATE_LINES_TESTS(correlate_client, cases)
