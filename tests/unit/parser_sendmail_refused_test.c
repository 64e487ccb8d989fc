/* Sendmail: senders, verdicts of rulesets, and refusals that are logged without their code. */
#include "parser_sendmail.h"

static const struct row rows[] = {
    {"sender", "sm-mta",
     "6AMI00x1004711: from=<a@example.com>, size=851, class=0, nrcpts=2, msgid=<1.x@example.c"
     "om>, proto=ESMTP, daemon=MTA, relay=mail.example.net [192.0.2.7]",
     "facts inbound | size 851 | accepted mail 1 | accepted rcpt 2 | accepted eod 1 | "
     "id 6AMI00x1004711 | message-id 1.x@example.com | peer mail.example.net[192.0.2.7] "
     "| client mail.example.net[192.0.2.7] | from a@example.com | tells sender-line"},
    {"sender, forged name", "sm-mta",
     "6AMI00x1004711: from=<a@example.com>, size=0, class=0, nrcpts=0, proto=ESMTP, daemon=MT"
     "A, relay=mail.example.net [192.0.2.7] (may be forged)",
     "facts inbound | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7] | client mail.exam"
     "ple.net[192.0.2.7] | from a@example.com | tells sender-line"},
    {"sender, null", "sendmail",
     "6AMI00x1004711: from=<>, size=851, class=0, nrcpts=1, msgid=<1.x@example.com>, "
     "bodytype=8BITMIME, proto=ESMTPSA, daemon=MSA, relay=[IPv6:2001:db8:0:0:0:0:0:7]",
     "facts inbound | size 851 | accepted mail 1 | accepted rcpt 1 | accepted eod 1 | "
     "id 6AMI00x1004711 | message-id 1.x@example.com | peer [2001:db8::7] | client [2001:db8:"
     ":7] | from  | tells sender-line"},
    {"sender, ident", "sm-mta",
     "6AMI00x1004711: from=<a@example.com>, size=10, class=-60, nrcpts=1, proto=SMTP, "
     "daemon=MTA, relay=IDENT:jo@mail.example.net [192.0.2.7]",
     "facts inbound | size 10 | accepted mail 1 | accepted rcpt 1 | accepted eod 1 | "
     "id 6AMI00x1004711 | peer mail.example.net[192.0.2.7] | client mail.example.net[192.0.2."
     "7] | from a@example.com | tells sender-line"},
    {"sender, local", "sendmail",
     "6AMI00x1004711: from=jo, size=85, class=0, nrcpts=1, msgid=<1.x@example.com>, relay=jo@"
     "localhost",
     "facts inbound | size 85 | id 6AMI00x1004711 | message-id 1.x@example.com | peer "
     "localhost[] | client localhost[] | from jo | tells sender-line"},
    {"sender, not given", "sendmail",
     "6AMI00x1004711: from=<NONE>, size=0, class=0, nrcpts=0, relay=root@localhost",
     "facts inbound | id 6AMI00x1004711 | peer localhost[] | client localhost[] | tells "
     "sender-line"},
    {"sender with a comma", "sm-mta",
     "6AMI00x1004711: from=<\"a, relay=x [192.0.2.66]\"@example.com>, size=5, class=0, "
     "nrcpts=1, proto=ESMTP, daemon=MTA, relay=[192.0.2.7]",
     "facts inbound | size 5 | accepted mail 1 | accepted rcpt 1 | accepted eod 1 | id "
     "6AMI00x1004711 | peer [192.0.2.7] | client [192.0.2.7] | from \"a, relay=x [192.0.2.66]"
     "\"@example.com | tells sender-line"},
    {"check_rcpt", "sm-mta",
     "6AMI00x1004711: ruleset=check_rcpt, arg1=<r@example.org>, relay=mail.example.net "
     "[192.0.2.7], reject=550 5.7.1 <r@example.org>... Relaying denied",
     "failure rejected inbound rcpt local | reply 550 5.7.1 <r@example.org>... Relaying "
     "denied | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7] | to r@example.org "
     "| waits message for sender-line"},
    {"check_rcpt, forged reject", "sm-mta",
     "6AMI00x1004711: ruleset=check_rcpt, arg1=<\"r, relay=x [192.0.2.66], reject=421 "
     "4.0.0 no\"@example.org>, relay=[192.0.2.7], reject=550 5.7.1 <\"r, relay=x [192.0.2.66]"
     ", reject=421 4.0.0 no\"@example.org>... Relaying denied",
     "failure rejected inbound rcpt local | reply 550 5.7.1 <\"r, relay=x [192.0.2.66], "
     "reject=421 4.0.0 no\"@example.org>... Relaying denied | id 6AMI00x1004711 | peer "
     "[192.0.2.7] | to \"r, relay=x [192.0.2.66], reject=421 4.0.0 no\"@example.org | "
     "waits message for sender-line"},
    {"check_mail", "sm-mta",
     "6AMI00x1004711: ruleset=check_mail, arg1=<a@example.com>, relay=mail.example.net "
     "[192.0.2.7] (may be forged), reject=553 5.1.8 <a@example.com>... Domain of sender "
     "address a@example.com does not exist",
     "failure rejected inbound mail local | reply 553 5.1.8 <a@example.com>... Domain "
     "of sender address a@example.com does not exist | id 6AMI00x1004711 | peer mail.example."
     "net[192.0.2.7] | from a@example.com"},
    {"check_relay, list", "sm-mta",
     "ruleset=check_relay, arg1=[192.0.2.7], arg2=127.0.0.2, relay=[192.0.2.7], reject=550 "
     "5.7.1 Rejected: 192.0.2.7 listed at bl.example.net",
     "failure rejected inbound mail local | reply 550 5.7.1 Rejected: 192.0.2.7 listed "
     "at bl.example.net | peer [192.0.2.7]"},
    {"check_relay, 421", "sm-mta",
     "ruleset=check_relay, arg1=mail.example.net, arg2=192.0.2.7, relay=mail.example.net "
     "[192.0.2.7], reject=421 4.3.2 Connection rate limit exceeded.",
     "failure rejected inbound connect local | reply 421 4.3.2 Connection rate limit "
     "exceeded. | peer mail.example.net[192.0.2.7]"},
    {"check_data", "sm-mta",
     "6AMI00x1004711: ruleset=check_data, arg1=mail.example.net, relay=mail.example.net "
     "[192.0.2.7], reject=554 5.7.1 No data for you",
     "failure rejected inbound data local | reply 554 5.7.1 No data for you | id 6AMI00x10047"
     "11 | peer mail.example.net[192.0.2.7] | waits message for sender-line"},
    {"check_eom", "sm-mta",
     "6AMI00x1004711: ruleset=check_eom, arg1=851, relay=[192.0.2.7], reject=450 4.7.1 "
     "Later",
     "failure rejected inbound eod local | after 354 | reply 450 4.7.1 Later | id 6AMI00x1004"
     "711 | peer [192.0.2.7] | waits message for sender-line"},
    {"check_vrfy", "sm-mta",
     "6AMI00x1004711: ruleset=check_vrfy, arg1=jo, relay=[192.0.2.7], reject=550 5.7.1 "
     "Not told",
     "failure rejected inbound vrfy local | reply 550 5.7.1 Not told | id 6AMI00x1004711 "
     "| peer [192.0.2.7] | waits message for sender-line"},
    {"check_etrn", "sm-mta",
     "6AMI00x1004711: ruleset=check_etrn, arg1=example.net, relay=[192.0.2.7], reject=459 "
     "4.5.0 Not for you",
     "failure rejected inbound etrn local | reply 459 4.5.0 Not for you | id 6AMI00x1004711 "
     "| peer [192.0.2.7] | waits message for sender-line"},
    {"check_expn", "sm-mta",
     "6AMI00x1004711: ruleset=check_expn, arg1=list, relay=[192.0.2.7], reject=550 5.7.1 "
     "Not told",
     "failure rejected inbound other local | reply 550 5.7.1 Not told | id 6AMI00x1004711 "
     "| peer [192.0.2.7] | waits message for sender-line"},
    {"trust_auth", "sm-mta",
     "6AMI00x1004711: ruleset=trust_auth, arg1=jo, relay=[192.0.2.7], reject=550 5.7.1 "
     "not authenticated",
     "quiet"},
    {"tls_client", "sm-mta",
     "6AMI00x1004711: ruleset=tls_client, arg1=NONE, relay=[192.0.2.7], reject=454 4.7.0 "
     "authentication required",
     "failure rejected inbound mail local | reply 454 4.7.0 authentication required | "
     "id 6AMI00x1004711 | peer [192.0.2.7] | waits message for sender-line"},
    {"header ruleset", "sm-mta",
     "6AMI00x1004711: ruleset=CheckSubject, arg1= buy, relay=x, reject=550, now, relay=mail.e"
     "xample.net [192.0.2.7], reject=553 5.7.1 Header error",
     "failure rejected inbound eod local | after 354 | reply 553 5.7.1 Header error | "
     "id 6AMI00x1004711 | peer mail.example.net[192.0.2.7] | waits message for sender-line"},
    {"tls_server", "sm-mta",
     "6AMI00x1004711: ruleset=tls_server, arg1=SOFTWARE, relay=mx.example.org., reject=403 "
     "4.7.0 TLS handshake failed.",
     "failure attempt outbound starttls local not-final | text TLS handshake failed. "
     "| enhanced 4.7.0 | id 6AMI00x1004711 | peer mx.example.org[]"},
    {"try_tls", "sm-mta",
     "ruleset=try_tls, arg1=mx.example.org, relay=mx.example.org, reject=550 5.7.1 do "
     "not try TLS with mx.example.org",
     "quiet"},
    {"check_compat", "sm-mta",
     "6AMI00x1004711: ruleset=check_compat, arg1=<a@example.com>, arg2=<r@example.org>, "
     "relay=mx.example.org., reject=550 5.7.1 not those two",
     "failure attempt outbound local not-final | text not those two | enhanced 5.7.1 "
     "| id 6AMI00x1004711 | peer mx.example.org[]"},
    {"discard", "sm-mta",
     "6AMI00x1004711: ruleset=check_rcpt, arg1=<r@example.org>, relay=mail.example.net "
     "[192.0.2.7], discard",
     "failure discarded inbound rcpt local not-final | text discard | id 6AMI00x1004711 "
     "| peer mail.example.net[192.0.2.7] | to r@example.org | waits message for sender-line"},
    {"quarantine", "sm-mta",
     "6AMI00x1004711: ruleset=CheckSubject, arg1= odd, relay=[192.0.2.7], quarantine=odd "
     "subject",
     "failure held inbound eod local not-final | text odd subject | id 6AMI00x1004711 "
     "| peer [192.0.2.7] | waits message for sender-line"},
    {"user unknown", "sm-mta",
     "6AMI00x1004711: <nobody@example.org>... User unknown",
     "failure rejected inbound rcpt local implied | code 550 | text User unknown | enhanced "
     "5.1.1 | id 6AMI00x1004711 | to nobody@example.org | waits message for sender-line"},
    {"addressee unknown", "sm-mta",
     "6AMI00x1004711: <nobody@example.org>... Addressee unknown",
     "failure rejected inbound rcpt local implied | code 550 | text Addressee unknown "
     "| enhanced 5.1.1 | id 6AMI00x1004711 | to nobody@example.org | waits message for "
     "sender-line"},
    {"too many recipients", "sm-mta",
     "6AMI00x1004711: Too many recipients",
     "failure rejected inbound rcpt local implied | code 452 | text Too many recipients "
     "| enhanced 4.5.3 | id 6AMI00x1004711 | waits message for sender-line"},
    {"hostname required", "sm-mta",
     "6AMI00x1004711: <foo@>... Hostname required",
     "failure rejected inbound rcpt local implied | code 553 | text Hostname required "
     "| enhanced 5.1.3 | id 6AMI00x1004711 | to foo@ | waits message for sender-line"},
    {"user address required", "sm-mta",
     "6AMI00x1004711: <@bar>... User address required",
     "failure rejected inbound rcpt local implied | code 553 | text User address required "
     "| enhanced 5.1.3 | id 6AMI00x1004711 | to @bar | waits message for sender-line"},
    {"unbalanced", "sm-mta",
     "6AMI00x1004711: <\"q@example.org... Unbalanced '\"'",
     "failure rejected inbound rcpt local implied | code 553 | text Unbalanced '\"' | "
     "enhanced 5.0.0 | id 6AMI00x1004711 | waits message for sender-line"},
    {"invalid route", "sm-mta",
     "6AMI00x1004711: <@a@b>... Invalid route address",
     "failure rejected inbound rcpt local implied | code 553 | text Invalid route address "
     "| enhanced 5.1.3 | id 6AMI00x1004711 | to @a@b | waits message for sender-line"},
    {"parameter", "sm-mta",
     "6AMI00x1004711: FOO parameter unrecognized",
     "failure rejected inbound rcpt local implied | code 555 | text FOO parameter unrecognize"
     "d | enhanced 5.5.4 | id 6AMI00x1004711 | waits message for sender-line"},
    {"syntax", "sm-mta",
     "6AMI00x1004711: Syntax error in parameters scanning \"jo\"",
     "failure rejected inbound rcpt local implied | code 501 | text Syntax error in parameter"
     "s scanning \"jo\" | enhanced 5.5.2 | id 6AMI00x1004711 | waits message for sender-line"},
    {"missing recipient", "sm-mta",
     "6AMI00x1004711: Missing recipient",
     "failure rejected inbound rcpt local implied | code 501 | text Missing recipient "
     "| enhanced 5.0.0 | id 6AMI00x1004711 | waits message for sender-line"},
    {"loop", "sm-mta",
     "6AMI00x1004711: <list@example.org>... aliasing/forwarding loop broken (11 aliases "
     "deep; 10 max)",
     "failure rejected inbound rcpt local implied | code 554 | text aliasing/forwarding "
     "loop broken (11 aliases deep; 10 max) | enhanced 5.4.6 | id 6AMI00x1004711 | to "
     "list@example.org | waits message for sender-line"},
    {"to a program", "sm-mta",
     "6AMI00x1004711: <|/bin/id>... Cannot mail directly to programs",
     "failure rejected inbound rcpt local implied | code 550 | text Cannot mail directly "
     "to programs | enhanced 5.6.0 | id 6AMI00x1004711 | to |/bin/id | waits message "
     "for sender-line"},
    {"unsafe", "sm-mta",
     "6AMI00x1004711: <jo@example.org>... Address jo is unsafe for mailing to programs",
     "failure rejected inbound rcpt local implied | code 550 | text Address jo is unsafe "
     "for mailing to programs | enhanced 5.7.1 | id 6AMI00x1004711 | to jo@example.org "
     "| waits message for sender-line"},
    {"disk space", "sm-mta",
     "6AMI00x1004711: Insufficient disk space; try again later",
     "failure rejected inbound mail local implied | code 452 | text Insufficient disk "
     "space; try again later | enhanced 4.4.5 | id 6AMI00x1004711 | waits message for "
     "sender-line"},
    {"utf8", "sm-mta",
     "6AMI00x1004711: <jo@example.org>... Address requires SMTPUTF8",
     "failure rejected inbound rcpt local implied | code 553 | text Address requires "
     "SMTPUTF8 | enhanced 5.6.7 | id 6AMI00x1004711 | to jo@example.org | waits message "
     "for sender-line"},
    {"closing", "sm-mta",
     "6AMI00x1004711: closing connection",
     "failure rejected inbound local implied | code 421 | text closing connection | enhanced "
     "4.7.0 | id 6AMI00x1004711 | waits message for sender-line"},
    {"of a map", "sm-mta",
     "6AMI00x1004711: <old@example.org>... This mailbox has moved",
     "failure rejected inbound rcpt local | text This mailbox has moved | id 6AMI00x1004711 "
     "| to old@example.org | waits message for sender-line"},
};

TABLE_TESTS(parser_sendmail_refused, subject, rows)
