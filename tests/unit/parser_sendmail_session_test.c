/* Sendmail: fixed lines of sessions, of messages being read, and logins. */
#include "parser_sendmail.h"

static const struct row rows[] = {
    {"pre-greeting", "sm-mta",
     "6AMI00x1004711: rejecting commands from mail.example.net [192.0.2.7] due to pre-greetin"
     "g traffic after 3 seconds",
     "failure rejected inbound connect local implied | code 554 | text rejecting commands "
     "| id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"pre-greeting, no name", "sm-mta",
     "6AMI00x1004711: rejecting commands from [192.0.2.7] [192.0.2.7] due to pre-greeting "
     "traffic after 0 seconds",
     "failure rejected inbound connect local implied | code 554 | text rejecting commands "
     "| id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"early data", "sm-mta",
     "6AMI00x1004711: rejecting server DATA from [192.0.2.7] [192.0.2.7] due to traffic "
     "before response",
     "failure rejected inbound data local implied | code 554 | text rejecting server "
     "DATA | enhanced 5.5.0 | id 6AMI00x1004711 | peer [192.0.2.7] | waits message for "
     "sender-line"},
    {"early ehlo", "sm-mta",
     "6AMI00x1004711: rejecting server EHLO from mail.example.net [192.0.2.7] due to "
     "traffic before response",
     "failure rejected inbound ehlo local implied | code 554 | text rejecting server "
     "EHLO | enhanced 5.5.0 | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7] | "
     "waits message for sender-line"},
    {"open proxy", "sm-mta",
     "6AMI00x1004711: mail.example.net [192.0.2.7] (may be forged): probable open proxy: "
     "command=GET http://x.example/ HTTP/1.0\\r\\n",
     "failure rejected inbound other local implied | code 421 | text probable open proxy "
     "| enhanced 4.7.0 | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"too long", "sm-mta",
     "6AMI00x1004711: [192.0.2.7]: SMTP violation, input too long: 2050",
     "failure rejected inbound other local implied | code 421 | text SMTP violation, "
     "input too long | enhanced 4.7.0 | id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"attack", "sm-mta",
     "6AMI00x1004711: [192.0.2.7]: possible SMTP attack: command=HELO/EHLO, count=3",
     "facts inbound | id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"attack, no client", "sm-mta",
     "6AMI00x1004711: possible SMTP attack: command=AUTH, count=4",
     "quiet"},
    {"flood", "sm-mta",
     "6AMI00x1004711: mail.example.net [192.0.2.7]: Possible SMTP RCPT flood, throttling.",
     "facts inbound | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"flood, closed", "sm-mta",
     "6AMI00x1004711: mail.example.net [192.0.2.7]: Possible SMTP RCPT flood, shutting "
     "down connection.",
     "failure rejected inbound rcpt local implied | code 421 | text Possible SMTP RCPT "
     "flood, shutting down connection. | enhanced 4.7.0 | id 6AMI00x1004711 | peer mail.examp"
     "le.net[192.0.2.7] | waits message for sender-line"},
    {"expn refused", "sm-mta",
     "6AMI00x1004711: mail.example.net [192.0.2.7]: EXPN list [rejected]",
     "failure rejected inbound other local implied | code 502 | text EXPN list [rejected] "
     "| enhanced 5.7.0 | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"etrn refused", "sm-mta",
     "6AMI00x1004711: mail.example.net [192.0.2.7]: ETRN example.net [rejected]",
     "failure rejected inbound etrn local implied | code 502 | text ETRN example.net "
     "[rejected] | enhanced 5.7.0 | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"vrfy refused", "sm-mta",
     "6AMI00x1004711: mail.example.net [192.0.2.7]: VRFY jo [rejected]",
     "facts inbound | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"vrfy", "sm-mta",
     "6AMI00x1004711: mail.example.net [192.0.2.7]: VRFY jo",
     "facts inbound | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"wiz", "sm-mta",
     "6AMI00x1004711: \"wiz\" command from mail.example.net [192.0.2.7] (192.0.2.7)",
     "failure rejected inbound other local implied | code 500 | text \"wiz\" command "
     "| enhanced 5.5.1 | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"bad helo", "sm-mta",
     "6AMI00x1004711: invalid domain name (a b) from mail.example.net [192.0.2.7]",
     "failure rejected inbound ehlo local implied | code 501 | text invalid domain name "
     "(a b) | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7] | helo a b"},
    {"long helo", "sm-mta",
     "6AMI00x1004711: invalid domain name (too long) from [192.0.2.7]",
     "failure rejected inbound ehlo local implied | code 501 | text invalid domain name "
     "(too long) | id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"tempfailed mail", "sm-mta",
     "6AMI00x1004711: SMTP MAIL command (<a@example.com>) from [192.0.2.7] tempfailed "
     "(due to previous checks)",
     "failure rejected inbound mail local implied | code 451 | text SMTP MAIL command "
     "| enhanced 4.3.2 | id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"tempfailed auth", "sm-mta",
     "6AMI00x1004711: SMTP AUTH command (PLAIN) from [192.0.2.7] tempfailed (due to previous "
     "checks)",
     "failure rejected inbound auth local implied | code 454 | text SMTP AUTH command "
     "| enhanced 4.3.0 | id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"tempfailed starttls", "sm-mta",
     "6AMI00x1004711: SMTP STARTTLS command () from [192.0.2.7] tempfailed (due to previous "
     "checks)",
     "failure rejected inbound starttls local implied | code 454 | text SMTP STARTTLS "
     "command | enhanced 4.7.0 | id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"tempfailed vrfy", "sm-mta",
     "6AMI00x1004711: SMTP VRFY command (jo) from [192.0.2.7] tempfailed (due to previous "
     "checks)",
     "failure rejected inbound vrfy local implied | code 550 | text SMTP VRFY command "
     "| enhanced 5.7.1 | id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"no mail", "sm-mta",
     "6AMI00x1004711: mail.example.net [192.0.2.7] did not issue MAIL/EXPN/VRFY/ETRN "
     "during connection to MTA",
     "facts inbound session-ends | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"connect", "sm-mta",
     "NOQUEUE: connect from mail.example.net [192.0.2.7]",
     "facts inbound session-begins | peer mail.example.net[192.0.2.7]"},
    {"hang-up", "sm-mta",
     "6AMI00x1004711: lost input channel from mail.example.net [192.0.2.7] to MTA after "
     "rcpt",
     "failure aborted inbound rcpt local once | text lost input channel from mail.example.net"
     " [192.0.2.7] to MTA after rcpt | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7] "
     "| waits message for sender-line"},
    {"hang-up after no command", "sm-mta",
     "6AMI00x1004711: lost input channel from [192.0.2.7] to MTA after startup",
     "failure aborted inbound local once | text lost input channel from [192.0.2.7] "
     "to MTA after startup | id 6AMI00x1004711 | peer [192.0.2.7] | waits message for "
     "sender-line"},
    {"hang-up after data", "sm-mta",
     "6AMI00x1004711: lost input channel from [192.0.2.7] to MTA after data",
     "failure aborted inbound data local once | text lost input channel from [192.0.2.7] "
     "to MTA after data | id 6AMI00x1004711 | peer [192.0.2.7] | waits message for sender-lin"
     "e"},
    {"timeout", "sm-mta",
     "6AMI00x1004711: timeout waiting for input from mail.example.net during server cmd "
     "read",
     "failure aborted inbound local once | text timeout waiting for input | id 6AMI00x1004711"
     " | peer mail.example.net[] | waits message for sender-line"},
    {"wrappers", "sm-mta",
     "NOQUEUE: tcpwrappers (mail.example.net, 192.0.2.7) rejection",
     "failure rejected inbound mail local implied | code 550 | text tcpwrappers (mail.example"
     ".net, 192.0.2.7) rejection | enhanced 5.0.0"},
    {"features", "sm-mta",
     "6AMI00x1004711: ERROR: srv_features=tempfail, relay=mail.example.net [192.0.2.7], "
     "access temporarily disabled",
     "failure rejected inbound mail local implied | code 450 | text ERROR: srv_features=tempf"
     "ail | enhanced 4.3.0 | id 6AMI00x1004711 | peer mail.example.net[192.0.2.7]"},
    {"handshake", "sm-mta",
     "STARTTLS=server, error: accept failed=-1, reason=wrong version number, SSL_error=1, "
     "errno=0, retry=-1, relay=mail.example.net [192.0.2.7]",
     "failure aborted inbound starttls local | text STARTTLS=server, error: accept failed=-1,"
     " reason=wrong version number, SSL_error=1, errno=0, retry=-1 | peer mail.example.net[19"
     "2.0.2.7]"},
    {"premature end", "sm-mta",
     "6AMI00x1004711: collect: premature EOM: unexpected close",
     "quiet"},
    {"hang-up in data", "sm-mta",
     "6AMI00x1004711: collect: relay=mail.example.net, from=<a@example.com>, info=unexpected "
     "close",
     "failure aborted inbound eod local implied | code 354 | text unexpected close | "
     "id 6AMI00x1004711 | peer mail.example.net[] | from a@example.com | "
     "waits message for sender-line"},
    {"hang-up in data, old", "sendmail",
     "6AMI00x1004711: collect: unexpected close on connection from [192.0.2.7], sender=<a@exa"
     "mple.com>",
     "failure aborted inbound eod local implied | code 354 | text unexpected close | "
     "id 6AMI00x1004711 | peer [192.0.2.7] | from a@example.com | "
     "waits message for sender-line"},
    {"data timeout", "sm-mta",
     "6AMI00x1004711: SYSERR(root): collect: relay=mail.example.net, from=<a@example.com>, "
     "info=read timeout",
     "failure rejected inbound eod local implied | code 421 | after 354 | text read timeout "
     "| enhanced 4.4.1 | id 6AMI00x1004711 | peer mail.example.net[] | from a@example.com "
     "| waits message for sender-line"},
    {"data error", "sm-mta",
     "6AMI00x1004711: collect: relay=[192.0.2.7], from=<>, info=I/O error",
     "failure rejected inbound eod local implied | code 421 | after 354 | text I/O error "
     "| enhanced 4.4.1 | id 6AMI00x1004711 | peer [192.0.2.7] | from  | waits message "
     "for sender-line"},
    {"data timeout, old", "sendmail",
     "6AMI00x1004711: SYSERR(root): collect: read timeout on connection from [192.0.2.7], "
     "from=<a@example.com>",
     "failure rejected inbound eod local implied | code 421 | after 354 | text read timeout "
     "| enhanced 4.4.1 | id 6AMI00x1004711 | peer [192.0.2.7] | from a@example.com | "
     "waits message for sender-line"},
    {"data error, old", "sendmail",
     "6AMI00x1004711: collect: I/O error on connection from mail.example.net, from=<a@example"
     ".com>",
     "failure rejected inbound eod local implied | code 421 | after 354 | text I/O error "
     "| enhanced 4.4.1 | id 6AMI00x1004711 | peer mail.example.net[] | from a@example.com "
     "| waits message for sender-line"},
    {"bare newline", "sm-mta",
     "6AMI00x1004711: collect: relay=mail.example.net, from=<a@example.com>, info=Bare "
     "linefeed (LF) not allowed, where=body, status=tempfail",
     "failure rejected inbound eod local implied | code 421 | after 354 | text Bare linefeed "
     "(LF) not allowed | enhanced 4.5.0 | id 6AMI00x1004711 | peer mail.example.net[] "
     "| from a@example.com | waits message for sender-line"},
    {"bare newline replaced", "sm-mta",
     "6AMI00x1004711: collect: relay=mail.example.net, from=<a@example.com>, info=Bare "
     "linefeed (LF) not allowed, where=body, status=replaced",
     "quiet"},
    {"headers too large", "sm-mta",
     "6AMI00x1004711: headers too large (32768 max) from mail.example.net during message "
     "collect",
     "failure rejected inbound eod local implied | code 552 | after 354 | text headers "
     "too large (32768 max) | enhanced 5.6.0 | id 6AMI00x1004711 | peer mail.example.net[] "
     "| waits message for sender-line"},
    {"header overflow", "sm-mta",
     "6AMI00x1004711: header overflow from [192.0.2.7] during message collect",
     "failure rejected inbound eod local implied | code 552 | after 354 | text header "
     "overflow | enhanced 5.6.0 | id 6AMI00x1004711 | peer [192.0.2.7] | waits message "
     "for sender-line"},
    {"too big", "sm-mta",
     "6AMI00x1004711: message size (64031) exceeds maximum (40000)",
     "failure rejected inbound eod local implied | code 552 | after 354 | size 64031 "
     "| text message size (64031) exceeds maximum (40000) | enhanced 5.2.3 | id 6AMI00x100471"
     "1 | waits message for sender-line"},
    {"cannot write", "sm-mta",
     "6AMI00x1004711: SYSERR(root): collect: Cannot write ./df6AMI00x1004711 (bfcommit, "
     "uid=0, gid=25): No space left on device",
     "failure rejected inbound eod local implied | code 421 | after 354 | text collect: "
     "Cannot write ./df6AMI00x1004711 (bfcommit, uid=0, gid=25): No space left on device "
     "| enhanced 4.3.0 | id 6AMI00x1004711 | waits message for sender-line"},
    {"no space", "sm-mta",
     "6AMI00x1004711: SYSERR(root): Out of disk space for temp file",
     "failure rejected inbound eod local implied | code 421 | after 354 | text Out of "
     "disk space for temp file | enhanced 4.3.1 | id 6AMI00x1004711 | waits message for "
     "sender-line"},
    {"auth failure", "sm-mta",
     "6AMI00x1004711: AUTH failure (LOGIN): authentication failure (-13) SASL(-13): authentic"
     "ation failure: checkpass failed, user=jo, relay=mail.example.net [192.0.2.7]",
     "failure auth_failed inbound auth local settles implied | code 535 | text authentication"
     " failure (-13) SASL(-13): authentication failure: checkpass failed | enhanced 5.7.0 "
     "| id 6AMI00x1004711 | peer mail.example.net[192.0.2.7] | user jo"},
    {"auth failure, commas", "sm-mta",
     "6AMI00x1004711: AUTH failure (PLAIN): user not found (-20) SASL(-13): a, b, user=x, "
     "relay=y, relay=[192.0.2.7]",
     "failure auth_failed inbound auth local settles implied | code 535 | text user not "
     "found (-20) SASL(-13): a, b | enhanced 5.7.0 | id 6AMI00x1004711 | peer [192.0.2.7] "
     "| user x, relay=y"},
    {"auth failure, old", "sendmail",
     "6AMI00x1004711: AUTH failure (CRAM-MD5): user not found (-20) SASL(-13): user not "
     "found: no secret in database, relay=[192.0.2.7]",
     "failure auth_failed inbound auth local settles implied | code 535 | text user not "
     "found (-20) SASL(-13): user not found: no secret in database | enhanced 5.7.0 | "
     "id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"auth decode", "sm-mta",
     "6AMI00x1004711: AUTH decode64 error [1 for \"AGJv!!\"], relay=[192.0.2.7]",
     "failure auth_failed inbound auth local implied | code 501 | text AUTH decode64 error "
     "| enhanced 5.5.4 | id 6AMI00x1004711 | peer [192.0.2.7]"},
    {"auth encode", "sm-mta",
     "6AMI00x1004711: AUTH encode64 error [1 for \"x\"]",
     "failure auth_failed inbound auth local implied | code 454 | text AUTH encode64 error "
     "| enhanced 4.5.4 | id 6AMI00x1004711"},
    {"login", "sm-mta",
     "AUTH=server, relay=mail.example.net [192.0.2.7], authid=jo@example.org, mech=PLAIN, "
     "bits=256",
     "facts inbound | accepted auth 1 | peer mail.example.net[192.0.2.7] | user jo@example.or"
     "g"},
};

TABLE_TESTS(parser_sendmail_session, subject, rows)
TABLE_FORMS_TEST(parser_sendmail_session, subject, rows, sendmail_session_forms)

/* The second table. */
Test(parser_sendmail_session, forms_of_messages)
{
    table_check_forms(&subject, rows, sizeof rows / sizeof *rows, sendmail_data_forms,
                      sendmail_data_forms_len);
}
