/* Sendmail: what milters made of clients, commands and messages. */
#include "parser_sendmail.h"

static const struct row rows[] = {
    {"milter sender", "sm-mta",
     "6AMI00x1004711: Milter: from=<a@example.com>, reject=550 5.7.1 Command rejected",
     "failure rejected inbound mail local | reply 550 5.7.1 Command rejected | id 6AMI00x1004"
     "711 | from a@example.com | waits message for sender-line"},
    {"milter sender, forged", "sm-mta",
     "6AMI00x1004711: Milter: from=<\"a, reject=421 x\"@example.com>, reject=554 5.7.1 "
     "listed",
     "failure rejected inbound mail local | reply 554 5.7.1 listed | id 6AMI00x1004711 "
     "| from \"a, reject=421 x\"@example.com | waits message for sender-line"},
    {"milter recipient", "sm-mta",
     "6AMI00x1004711: Milter: to=<r@example.org>, reject=451 4.7.1 Please try again later",
     "failure rejected inbound rcpt local | reply 451 4.7.1 Please try again later | "
     "id 6AMI00x1004711 | to r@example.org | waits message for sender-line"},
    {"milter, no code", "sm-mta",
     "6AMI00x1004711: Milter: to=<r@example.org>, reject=Command rejected",
     "failure rejected inbound rcpt local implied | code 550 | text Command rejected "
     "| enhanced 5.0.0 | id 6AMI00x1004711 | to r@example.org | waits message for sender-line"},
    {"milter, error mode", "sm-mta",
     "6AMI00x1004711: Milter: from=<a@example.com>, reject=421, errormode=4",
     "failure rejected inbound mail local | reply 421 | text closing connection | enhanced "
     "4.3.0 | id 6AMI00x1004711 | from a@example.com | waits message for sender-line"},
    {"milter helo", "sm-mta",
     "6AMI00x1004711: Milter: helo=bad.example.net, reject=550 5.7.1 HELO name refused",
     "failure rejected inbound mail local | reply 550 5.7.1 HELO name refused | id 6AMI00x100"
     "4711 | helo bad.example.net | waits message for sender-line"},
    {"milter data command", "sm-mta",
     "6AMI00x1004711: Milter: cmd=data, reject=451 4.3.2 Please try again later",
     "failure rejected inbound data local | reply 451 4.3.2 Please try again later | "
     "id 6AMI00x1004711 | waits message for sender-line"},
    {"milter command", "sm-mta",
     "6AMI00x1004711: Milter: unknown=FROB, reject=500 5.5.1 no such command",
     "failure rejected inbound other local | reply 500 5.5.1 no such command | id 6AMI00x1004"
     "711 | waits message for sender-line"},
    {"milter message", "sm-mta",
     "6AMI00x1004711: Milter: data, reject=554 5.7.1 virus found",
     "failure rejected inbound eod local | after 354 | reply 554 5.7.1 virus found | "
     "id 6AMI00x1004711 | waits message for sender-line"},
    {"milter discard", "sm-mta",
     "6AMI00x1004711: Milter: to=<r@example.org>, discard",
     "failure discarded inbound local not-final | text discard | id 6AMI00x1004711 | "
     "to r@example.org | waits message for sender-line"},
    {"milter discards message", "sm-mta",
     "6AMI00x1004711: Milter: data, discard",
     "failure discarded inbound local not-final | text discard | id 6AMI00x1004711 | "
     "waits message for sender-line"},
    {"milter client", "sm-mta",
     "6AMI00x1004711: Milter: connect: host=mail.example.net, addr=192.0.2.7, rejecting "
     "commands",
     "failure rejected inbound connect local implied | code 554 | text rejecting commands "
     "| enhanced 5.0.0 | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"milter client for now", "sm-mta",
     "6AMI00x1004711: Milter: connect: host=[192.0.2.7], addr=192.0.2.7, temp failing "
     "commands",
     "failure rejected inbound mail local implied | code 451 | text temp failing commands "
     "| enhanced 4.3.2 | id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"milter shutdown", "sm-mta",
     "6AMI00x1004711: Milter: connect: host=mail.example.net, addr=IPv6:2001:db8:0:0:0:0:0:7,"
     " shutdown",
     "failure rejected inbound connect local implied | code 421 | text shutdown | enhanced "
     "4.7.0 | id 6AMI00x1004711 | peer mail.example.net[2001:db8::7]"},
    {"milter connect reply", "sm-mta",
     "6AMI00x1004711: Milter: connect: host=mail.example.net, addr=192.0.2.7, reject=554 "
     "5.7.1 not you",
     "failure rejected inbound mail local | reply 554 5.7.1 not you | id 6AMI00x1004711 "
     "| peer mail.example.net[192.0.2.7]"},
    {"milter gone, reject", "sm-mta",
     "6AMI00x1004711: Milter: initialization failed, rejecting commands",
     "failure rejected inbound connect local implied | code 554 | text Milter: initialization"
     " failed, rejecting commands | enhanced 5.0.0 | id 6AMI00x1004711"},
    {"milter gone, tempfail", "sm-mta",
     "6AMI00x1004711: Milter: initialization failed, temp failing commands",
     "failure rejected inbound mail local implied | code 451 | text Milter: initialization "
     "failed, temp failing commands | enhanced 4.3.2 | id 6AMI00x1004711"},
    {"milter gone, closing", "sm-mta",
     "6AMI00x1004711: Milter: initialization failed, closing connection",
     "failure rejected inbound connect local implied | code 421 | text Milter: initialization"
     " failed, closing connection | enhanced 4.7.0 | id 6AMI00x1004711"},
    {"milter quarantine", "sm-mta",
     "6AMI00x1004711: milter=spam, quarantine=held, score 5.5.0 of 550",
     "failure held inbound eod local not-final | text held, score 5.5.0 of 550 | id 6AMI00x10"
     "04711 | waits message for sender-line"},
    {"milter trace", "sm-mta",
     "6AMI00x1004711: milter=spam, action=rcpt, reject=550 5.7.1 no",
     "quiet"},
    {"milter header", "sm-mta",
     "6AMI00x1004711: Milter add: header: X-Spam-Score: 550 5.7.1",
     "quiet"},
    {"milter note", "sm-mta",
     "6AMI00x1004711: Milter: no active filter",
     "quiet"},
};

TABLE_TESTS(parser_sendmail_milter, subject, rows)
TABLE_FORMS_TEST(parser_sendmail_milter, subject, rows, sendmail_milter_forms)
