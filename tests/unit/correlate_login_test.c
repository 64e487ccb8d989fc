/* What a hang-up or a timeout after AUTH tells: 334 only with evidence (evidence.c). */
#include "correlate_lines.h"

#define SMTPD "postfix/smtpd[21]: "
#define SUBMISSION "postfix/submission/smtpd[31]: "
#define A "unknown[192.0.2.1]"
#define B "unknown[192.0.2.2]"
#define FAILED ": SASL LOGIN authentication failed: authentication failure"

static const struct lines_case cases[] = {
    {"nothing known of the service",
     {"0 " SMTPD "connect from " A, "1 " SMTPD "lost connection after AUTH from " A,
      "1 " SMTPD "disconnect from " A " ehlo=1 auth=0/1 commands=1/2"},
     "2 final 0 auth aborted 4xx peer=192.0.2.1\n"},
    {"a login failed before, in a dialogue of the kind",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "warning: " A FAILED,
      "0 " SMTPD "disconnect from " A " ehlo=1 auth=0/1 quit=1 commands=2/3",
      "9 postfix/smtpd[22]: connect from " B, "9 postfix/smtpd[22]: lost connection after AUTH from " B,
      "9 postfix/smtpd[22]: disconnect from " B " ehlo=1 auth=0/1 commands=1/2"},
     "2 final 535/5.7.8 after 334 auth auth_failed 5xx peer=192.0.2.1\n"
     "5 final 334 auth aborted 3xx peer=192.0.2.2\n"},
    {"somebody logged in before",
     {"0 " SMTPD "connect from " A,
      "0 " SMTPD "4F00001: client=" A ", sasl_method=PLAIN, sasl_username=jo",
      "0 " SMTPD "disconnect from " A " ehlo=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=6",
      "9 " SMTPD "connect from " B, "9 " SMTPD "timeout after AUTH from " B,
      "9 " SMTPD "disconnect from " B " ehlo=1 auth=0/1 commands=1/2"},
     "5 final 421/4.4.2 after 334 auth rejected 4xx peer=192.0.2.2\n"},
    {"logins were seen behind TLS only",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "warning: " A FAILED,
      "0 " SMTPD "disconnect from " A " ehlo=2 starttls=1 auth=0/1 quit=1 commands=4/5",
      "9 " SMTPD "connect from " B, "9 " SMTPD "lost connection after AUTH from " B,
      "9 " SMTPD "disconnect from " B " ehlo=1 auth=0/1 commands=1/2",
      "19 " SMTPD "connect from " B, "19 " SMTPD "timeout after AUTH from " B,
      "19 " SMTPD "disconnect from " B " ehlo=1 auth=0/1 commands=1/2"},
     "2 final 535/5.7.8 after 334 auth auth_failed 5xx peer=192.0.2.1\n"
     "5 final 0 auth aborted 4xx peer=192.0.2.2\n"
     "8 final 421/4.4.2 auth rejected 4xx peer=192.0.2.2\n"},
    {"logins were seen at another service only",
     {"0 " SUBMISSION "connect from " A, "0 " SUBMISSION "warning: " A FAILED,
      "0 " SUBMISSION "disconnect from " A " ehlo=1 auth=0/1 quit=1 commands=2/3",
      "9 " SMTPD "connect from " B, "9 " SMTPD "lost connection after AUTH from " B,
      "9 " SMTPD "disconnect from " B " ehlo=1 auth=0/1 commands=1/2"},
     "2 final 535/5.7.8 after 334 auth auth_failed 5xx peer=192.0.2.1\n"
     "5 final 0 auth aborted 4xx peer=192.0.2.2\n"},
    {"two services of one name: a silent refusal casts doubt, the process itself clears it",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "warning: " A FAILED,
      "0 " SMTPD "disconnect from " A " ehlo=1 auth=0/1 quit=1 commands=2/3",
      "1 postfix/smtpd[22]: connect from " A,
      "1 postfix/smtpd[22]: disconnect from " A " ehlo=1 auth=0/1 quit=1 commands=2/3",
      "9 postfix/smtpd[23]: connect from " B, "9 postfix/smtpd[23]: lost connection after AUTH from " B,
      "9 postfix/smtpd[23]: disconnect from " B " ehlo=1 auth=0/1 commands=1/2",
      "10 " SMTPD "connect from " B, "10 " SMTPD "lost connection after AUTH from " B,
      "10 " SMTPD "disconnect from " B " ehlo=1 auth=0/1 commands=1/2"},
     "2 final 535/5.7.8 after 334 auth auth_failed 5xx peer=192.0.2.1\n"
     "7 final 0 auth aborted 4xx peer=192.0.2.2\n"
     "10 final 334 auth aborted 3xx peer=192.0.2.2\n"},
    {"after a failed login: told by it",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "warning: " A FAILED,
      "0 " SMTPD "NOQUEUE: lost connection after AUTH from " A,
      "0 " SMTPD "disconnect from " A " ehlo=1 auth=0/1 commands=1/2"},
     "2 final 535/5.7.8 after 334 auth auth_failed 5xx peer=192.0.2.1\n"
     "3 not 535 after 334 auth aborted 5xx peer=192.0.2.1\n"},
    {"after a failed login, in the next",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "warning: " A FAILED,
      "0 " SMTPD "lost connection after AUTH from " A,
      "0 " SMTPD "disconnect from " A " ehlo=1 auth=0/2 commands=1/3"},
     "2 final 535/5.7.8 after 334 auth auth_failed 5xx peer=192.0.2.1\n"
     "3 final 334 auth aborted 3xx peer=192.0.2.1\n"},
    {"a second AUTH after a login",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "lost connection after AUTH from " A,
      "0 " SMTPD "disconnect from " A " ehlo=1 auth=1/2 commands=2/3"},
     "2 final 503/5.5.1 auth aborted 5xx peer=192.0.2.1\n"},
    {"gone after 235: nothing was open",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "lost connection after AUTH from " A,
      "0 " SMTPD "disconnect from " A " ehlo=1 auth=1 commands=2"},
     "2 final 0 auth aborted 4xx peer=192.0.2.1\n"},
    {"before 3.0 nothing is counted",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "warning: " A FAILED, "0 " SMTPD "disconnect from " A,
      "9 " SMTPD "connect from " B, "9 " SMTPD "lost connection after AUTH from " B,
      "9 " SMTPD "disconnect from " B},
     "2 final 535/5.7.8 after 334 auth auth_failed 5xx peer=192.0.2.1\n"
     "5 final 334 auth aborted 3xx peer=192.0.2.2\n"},
    {"the end of the dialogue was lost",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "lost connection after AUTH from " A,
      "5 " SMTPD "connect from " B, "5 " SMTPD "disconnect from " B " quit=1 commands=1"},
     "2 final 0 auth aborted 4xx peer=192.0.2.1\n"},
    {"the log ends there",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "lost connection after AUTH from " A},
     "2 final 0 auth aborted 4xx peer=192.0.2.1\n"},
};

CORRELATE_LINES_TESTS(correlate_login, cases)
