/* OpenSMTPD: dialogues with clients. */
#include "parser_opensmtpd.h"

static const struct row rows[] = {
    {"connected", "smtpd",
     "7f3b9a0c5d1e2f40 smtp connected address=192.0.2.10 host=mail.example.net",
     "facts inbound session-begins | peer mail.example.net[192.0.2.10] | session 7f3b9a0c5d1e"
     "2f40"},
    {"connected, no name", "smtpd",
     "7f3b9a0c5d1e2f40 smtp connected address=[2001:db8::10] host=<unknown>",
     "facts inbound session-begins | peer [2001:db8::10] | session 7f3b9a0c5d1e2f40"},
    {"connected, local", "smtpd",
     "7f3b9a0c5d1e2f40 smtp connected address=local host=mx1.example.org",
     "facts inbound session-begins | session 7f3b9a0c5d1e2f40"},
    {"connected, 6.0", "smtpd",
     "7f3b9a0c5d1e2f40 smtp event=connected address=192.0.2.10 host=mail.example.net",
     "facts inbound session-begins | peer mail.example.net[192.0.2.10] | session 7f3b9a0c5d1e"
     "2f40"},
    {"refused rcpt", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"RCPT TO:<r@example.org>\" result=\"550 "
     "Invalid recipient: <r@example.org>\"",
     "failure rejected inbound rcpt local | reply 550 Invalid recipient: <r@example.org> "
     "| session 7f3b9a0c5d1e2f40 | to r@example.org"},
    {"refused rcpt, 6.4", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command address=192.0.2.10 host=mail.example.net command=\""
     "RCPT TO:<r@example.org> \" result=\"550 Invalid recipient\"",
     "failure rejected inbound rcpt local | reply 550 Invalid recipient | peer mail.example.n"
     "et[192.0.2.10] | session 7f3b9a0c5d1e2f40 | to r@example.org"},
    {"refused mail, 6.0", "smtpd",
     "7f3b9a0c5d1e2f40 smtp event=failed-command address=192.0.2.10 host=<unknown> command=\""
     "MAIL FROM:<a@example.com> SIZE=10\" result=\"421 4.3.0: Temporary Error\"",
     "failure rejected inbound mail local | reply 421 4.3.0: Temporary Error | text Temporary"
     " Error | enhanced 4.3.0 | peer [192.0.2.10] | session 7f3b9a0c5d1e2f40 | from a@example"
     ".com"},
    {"refused mail, null", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"MAIL FROM: <>\" result=\"452 4.5.3 "
     "Too many recipients: Too many messages sent\"",
     "failure rejected inbound mail local | reply 452 4.5.3 Too many recipients: Too "
     "many messages sent | session 7f3b9a0c5d1e2f40 | from "},
    {"forged result", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"FOO bar\" result=\"550 x\" result=\"500 "
     "5.5.1 Invalid command: Command unrecognized\"",
     "failure rejected inbound other local | reply 500 5.5.1 Invalid command: Command "
     "unrecognized | session 7f3b9a0c5d1e2f40"},
    {"quoted result", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"MAIL FROM:<\"a>b\"@example.com>\" "
     "result=\"554 5.7.1 Sender is \"not\" wanted\"",
     "failure rejected inbound mail local | reply 554 5.7.1 Sender is \"not\" wanted "
     "| session 7f3b9a0c5d1e2f40 | from \"a>b\"@example.com"},
    {"refused client", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"\" result=\"554 5.7.1 go away\"",
     "failure rejected inbound connect local | reply 554 5.7.1 go away | session 7f3b9a0c5d1e"
     "2f40"},
    {"empty command", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"\" result=\"500 5.5.1 Invalid command: "
     "Command unrecognized\"",
     "failure rejected inbound other local | reply 500 5.5.1 Invalid command: Command "
     "unrecognized | session 7f3b9a0c5d1e2f40"},
    {"data, out of order", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"DATA\" result=\"503 5.5.4 Invalid "
     "command arguments: No recipient specified\"",
     "failure rejected inbound data local | reply 503 5.5.4 Invalid command arguments: "
     "No recipient specified | session 7f3b9a0c5d1e2f40"},
    {"end of data", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"DATA\" result=\"554 5.3.4 Message "
     "too big for system: Transaction failed, message too big\"",
     "failure rejected inbound eod local | after 354 | reply 554 5.3.4 Message too big "
     "for system: Transaction failed, message too big | session 7f3b9a0c5d1e2f40"},
    {"refused helo", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"HELO bad.example.net\" result=\"550 "
     "5.7.1 no such helo\"",
     "failure rejected inbound ehlo local | reply 550 5.7.1 no such helo | session 7f3b9a0c5d"
     "1e2f40 | helo bad.example.net"},
    {"refused starttls", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"STARTTLS\" result=\"503 5.5.1 Invalid "
     "command: Command not supported\"",
     "failure rejected inbound starttls local | reply 503 5.5.1 Invalid command: Command "
     "not supported | session 7f3b9a0c5d1e2f40"},
    {"refused vrfy", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"VRFY root\" result=\"500 5.5.1 Invalid "
     "command: Command unrecognized\"",
     "failure rejected inbound vrfy local | reply 500 5.5.1 Invalid command: Command "
     "unrecognized | session 7f3b9a0c5d1e2f40"},
    {"wrong login", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"AUTH LOGIN (password)\" result=\"535 "
     "Authentication failed\"",
     "failure auth_failed inbound auth local settles | after 334 | reply 535 Authentication "
     "failed | session 7f3b9a0c5d1e2f40"},
    {"wrong login, plain", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"AUTH PLAIN (...)\" result=\"535 "
     "Authentication failed\"",
     "failure auth_failed inbound auth local settles | reply 535 Authentication failed "
     "| session 7f3b9a0c5d1e2f40"},
    {"cancelled login", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"AUTH LOGIN (username)\" result=\"501 "
     "5.5.2 Syntax error: Syntax error\"",
     "failure rejected inbound auth local settles | after 334 | reply 501 5.5.2 Syntax "
     "error: Syntax error | session 7f3b9a0c5d1e2f40"},
    {"credentials", "smtpd",
     "7f3b9a0c5d1e2f40 smtp failed-command command=\"AUTH PLAIN AGJvYgBzZWNyZXQ=\" result=\"5"
     "03 5.5.1 Invalid command: Command not supported\"",
     "failure rejected inbound auth local settles | reply 503 5.5.1 Invalid command: "
     "Command not supported | session 7f3b9a0c5d1e2f40"},
    {"bad input", "smtpd",
     "7f3b9a0c5d1e2f40 smtp bad-input result=\"500 5.0.0 Line too long\"",
     "failure rejected inbound other local | reply 500 5.0.0 Line too long | session "
     "7f3b9a0c5d1e2f40"},
    {"bad input, 6.0", "smtpd",
     "7f3b9a0c5d1e2f40 smtp event=bad-input address=192.0.2.10 host=mail.example.net "
     "result=\"500 5.0.0: Line too long\"",
     "failure rejected inbound other local | reply 500 5.0.0: Line too long | text Line "
     "too long | enhanced 5.0.0 | peer mail.example.net[192.0.2.10] | session 7f3b9a0c5d1e2f4"
     "0"},
    {"quit", "smtpd",
     "7f3b9a0c5d1e2f40 smtp disconnected reason=quit",
     "facts inbound session-ends | session 7f3b9a0c5d1e2f40"},
    {"gone", "smtpd",
     "7f3b9a0c5d1e2f40 smtp disconnected address=[2001:db8::10] host=<unknown> reason=disconn"
     "ect",
     "facts inbound session-ends | peer [2001:db8::10] | session 7f3b9a0c5d1e2f40"},
    {"timeout", "smtpd",
     "7f3b9a0c5d1e2f40 smtp disconnected reason=timeout",
     "failure aborted inbound local session-ends | text timeout | session 7f3b9a0c5d1e2f40"},
    {"timeout, 6.0", "smtpd",
     "7f3b9a0c5d1e2f40 smtp event=closed address=192.0.2.10 host=mail.example.net reason=time"
     "out",
     "failure aborted inbound local session-ends | text timeout | peer mail.example.net[192.0"
     ".2.10] | session 7f3b9a0c5d1e2f40"},
    {"handshake", "smtpd",
     "7f3b9a0c5d1e2f40 smtp disconnected reason=io-error: handshake failed: error:0A00010B:SS"
     "L routines::wrong version number",
     "failure aborted inbound starttls local session-ends | text io-error: handshake "
     "failed: error:0A00010B:SSL routines::wrong version number | session 7f3b9a0c5d1e2f40"},
    {"no certificate", "smtpd",
     "7f3b9a0c5d1e2f40 smtp disconnected  reason=no-client-cert",
     "failure aborted inbound starttls local session-ends | text no-client-cert | session "
     "7f3b9a0c5d1e2f40"},
    {"reset", "smtpd",
     "7f3b9a0c5d1e2f40 smtp disconnected reason=io-error: Connection reset by peer",
     "failure aborted inbound local not-final session-ends | text io-error: Connection "
     "reset by peer | session 7f3b9a0c5d1e2f40"},
    {"logged in", "smtpd",
     "7f3b9a0c5d1e2f40 smtp authentication user=bob@example.org result=ok",
     "facts inbound | accepted auth 1 | session 7f3b9a0c5d1e2f40 | user bob@example.org"},
    {"not logged in", "smtpd",
     "7f3b9a0c5d1e2f40 smtp event=authentication user=bob address=192.0.2.10 host=mail.exampl"
     "e.net result=permfail",
     "facts inbound | peer mail.example.net[192.0.2.10] | session 7f3b9a0c5d1e2f40"},
    {"message", "smtpd",
     "7f3b9a0c5d1e2f40 smtp message msgid=1a2b3c4d size=353 nrcpt=2 proto=ESMTP",
     "facts inbound | size 353 | accepted mail 1 | accepted rcpt 2 | accepted eod 1 | "
     "id 1a2b3c4d | session 7f3b9a0c5d1e2f40"},
    {"message, 6.4", "smtpd",
     "7f3b9a0c5d1e2f40 smtp message address=192.0.2.10 host=mail.example.net msgid=1a2b3c4d "
     "from=<a@example.com> to=<r@example.org> size=353 ndest=1 proto=ESMTP",
     "facts inbound | size 353 | accepted mail 1 | accepted rcpt 1 | accepted eod 1 | "
     "id 1a2b3c4d | peer mail.example.net[192.0.2.10] | session 7f3b9a0c5d1e2f40 | from "
     "a@example.com | to r@example.org"},
    {"envelope", "smtpd",
     "7f3b9a0c5d1e2f40 smtp envelope evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@exampl"
     "e.org>",
     "facts inbound | id 1a2b3c4d | session 7f3b9a0c5d1e2f40 | from a@example.com | to "
     "r@example.org"},
    {"envelope, quotes", "smtpd",
     "7f3b9a0c5d1e2f40 smtp envelope evpid=1a2b3c4d5e6f7081 from=<\"a> to=<b\"@example.com> "
     "to=<r@example.org>",
     "facts inbound | id 1a2b3c4d | session 7f3b9a0c5d1e2f40 | from \"a> to=<b\"@example.com "
     "| to r@example.org"},
    {"tls", "smtpd",
     "7f3b9a0c5d1e2f40 smtp tls ciphers=TLSv1.3:TLS_AES_256_GCM_SHA384:256",
     "quiet"},
    {"starttls, 6.4", "smtpd",
     "7f3b9a0c5d1e2f40 smtp starttls ciphers=\"version=TLSv1.2, cipher=x\"",
     "quiet"},
    {"client certificate", "smtpd",
     "7f3b9a0c5d1e2f40 smtp client-cert-check result=\"success\"",
     "quiet"},
    {"certificate", "smtpd",
     "7f3b9a0c5d1e2f40 smtp cert-check result=\"verified\" fingerprint=\"SHA256:00\"",
     "quiet"},
    {"proxy", "smtpd",
     "7f3b9a0c5d1e2f40 smtp event=proxy address=192.0.2.10",
     "quiet"},
    {"unheard-of", "smtpd",
     "7f3b9a0c5d1e2f40 smtp frobnicated result=failed",
     "strange"},
};

TABLE_TESTS(parser_opensmtpd_smtp, subject, rows)
TABLE_FORMS_TEST(parser_opensmtpd_smtp, subject, rows, opensmtpd_smtp_forms)
