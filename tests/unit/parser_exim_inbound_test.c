/* Inbound lines with fixed words: greetings, sizes, limits, logins, syntax, lost connections. */
#include "parser_exim.h"
#include "../parsers/exim/exim.h"

#include <stdlib.h>

#define ID "1vbXyz-000000012Ab-3cDe "
#define BYE .flags = SMTPLOG_SESSION_ENDS
#define C1 "H=(x.example) [192.0.2.1]:99 I=[198.51.100.5]:25"
#define SYNC "SMTP protocol synchronization error (next input sent too soon: pipelining was not " \
             "advertised): "

static const struct exim_row refused[] = {
    {"rejected EHLO from [192.0.2.1]:99: syntactically invalid argument(s): a_b!", FAILURE, IN,
     PHASE(EHLO), REJECTED, IMPLIED(501), .helo = "a_b!", .peer_port = 99},
    {"rejected MAIL from [192.0.2.1]:99: no HELO/EHLO given", FAILURE, IN, PHASE(MAIL), REJECTED,
     IMPLIED(503), .helo = "a_b!", .peer_port = 99},
    {"rejected HELO from (x.example) [192.0.2.7]: syntactically invalid argument(s): (no argument "
     "given)", FAILURE, IN, PHASE(EHLO), REJECTED, IMPLIED(501), .helo = "x.example"},
    {"rejected \"EHLO x.example\" from rdns.example.net (x.example) [192.0.2.1]", FAILURE, IN,
     PHASE(EHLO), REJECTED, IMPLIED(550), .helo = "x.example", .peer_name = "rdns.example.net"},
    {"temporarily rejected \"HELO x.example\" from (x.example) [192.0.2.1]", FAILURE, IN,
     PHASE(EHLO), REJECTED, IMPLIED(451)},
    {"rejected MAIL command H=(x.example) [192.0.2.1]: too many messages in one connection",
     FAILURE, IN, PHASE(MAIL), REJECTED, IMPLIED(421)},
    {"rejected MAIL FROM:<a@example.net> " C1 ": message too big: size=552 max=500", FAILURE, IN,
     PHASE(MAIL), REJECTED, IMPLIED(552), .sender = "a@example.net", .peer_port = 99},
    {ID "rejected from <a@example.net> " C1 " U=i: message too big: read=550 max=500", FAILURE, IN,
     PHASE(EOD), REJECTED, IMPLIED(552), .after_code = 354, .helo = "x.example", .peer_port = 99},
    {ID "rejected from <bob@example.org> U=bob: message too big: read=550 max=500", FAILURE, IN,
     REJECTED, .text = "message too big: read=550 max=500"},
    {ID "rejected from <bob@example.org>: message too big: read=550 max=500", FAILURE, IN,
     REJECTED},
    {ID "rejected from <a@example.net> H=(x.example) [192.0.2.1]: Non-CRLF-terminated header, "
     "under CHUNKING: message abandoned", FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(552)},
    {ID "rejected from <a@example.net>H=(x.example) [192.0.2.1]: Too many \"Received\" headers",
     FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(550), .after_code = 354, .peer_ip = "192.0.2.1"},
    {"ridiculously long message header received from (x.example) [192.0.2.1] (more than 550 "
     "characters): message abandoned", FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(552),
     .after_code = 354, .peer_ip = "192.0.2.1"},
    {"overlong message header line received from (x.example) [192.0.2.1] (more than 550 "
     "characters): message abandoned", FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(552),
     .after_code = 354},
    {ID "Message abandoned: Spool write error (No space left on device) ...", FAILURE, IN,
     PHASE(EOD), REJECTED, IMPLIED(451), .after_code = 354},
    {"spool directory space check failed: space=452 inodes=99", FAILURE, IN, PHASE(MAIL), REJECTED,
     IMPLIED(452)},
    {"log directory space check failed: space=452 inodes=99", FAILURE, IN, PHASE(MAIL), REJECTED,
     IMPLIED(452)},
    {"unqualified sender rejected: <bob> " C1 " (failed to find host name from IP address)",
     FAILURE, IN, PHASE(MAIL), REJECTED, IMPLIED(501), .sender = "bob", .peer_port = 99},
    {"unqualified recipient rejected: <bob> " C1, FAILURE, IN, PHASE(RCPT), REJECTED, IMPLIED(501),
     .recipient = "bob", .peer_port = 99},
    {"unqualified verify rejected: <bob> " C1, FAILURE, IN, PHASE(VRFY), REJECTED, IMPLIED(501),
     .peer_port = 99},
    {"too many recipients: message rejected: sender=<a@example.net> " C1, FAILURE, IN, PHASE(RCPT),
     REJECTED, IMPLIED(552), .sender = "a@example.net", .peer_port = 99},
    {"too many recipients: excess temporarily rejected: sender=<a@example.net> " C1, FAILURE, IN,
     PHASE(RCPT), REJECTED, IMPLIED(452), .peer_port = 99},
    {"VRFY failed for <bob@example.org> " C1, FAILURE, IN, PHASE(VRFY), REJECTED, IMPLIED(550),
     .recipient = "bob@example.org", .peer_port = 99},
    {"PRDR R=<b@example.org> refusal", FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(550),
     .after_code = 353},
    {"PRDR R=<b@example.org> temporary refusal", FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(450),
     .after_code = 353},
    {"PRDR R=<b@example.org> acceptance", QUIET},
    {"PRDR was offered", QUIET},
    {ID "local_scan() function timed out - message temporarily rejected (size 550)", FAILURE, IN,
     PHASE(EOD), REJECTED, IMPLIED(421), .after_code = 354},
    {ID "local_scan() function crashed with signal 11 - message temporarily rejected (size 550)",
     FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(421), .after_code = 354},
    {ID "PRDR b@example.org 550 5.7.1 not for her", FAILURE, IN, PHASE(EOD), REJECTED, LOGGED(550),
     .after_code = 353, .recipient = "b@example.org", .reply = "550 5.7.1 not for her"},
    {ID "PRDR \"b 550 c\"@example.org 450 later", FAILURE, IN, PHASE(EOD), REJECTED, LOGGED(450),
     .after_code = 353, .recipient = "\"b 550 c\"@example.org"},
    {"rejected XCLIENT from (x.example) [192.0.2.1]: bad argument", FAILURE, IN, PHASE(OTHER),
     REJECTED, IMPLIED(501)},
    {"rejected XCLIENT from [192.0.2.1]: no HELO/EHLO given", FAILURE, IN, PHASE(OTHER), REJECTED,
     IMPLIED(503)},
    {"rejected \"WELLKNOWN acme/x\" from x.example", FAILURE, IN, PHASE(OTHER), REJECTED,
     IMPLIED(554), .helo = "x.example", .peer_ip = "-"},
    {"rejected XCLIENT from (x.example) [192.0.2.1]: not allowed in a mail transaction", FAILURE,
     IN, PHASE(OTHER), REJECTED, IMPLIED(503)},
    {"Connection from [192.0.2.1]:99 I=[198.51.100.5]:25 refused: too many connections from that "
     "IP address", FAILURE, IN, PHASE(CONNECT), REJECTED, IMPLIED(421), .peer_port = 99},
    {"Connection from [192.0.2.1] refused: load average = 5.50", FAILURE, IN, PHASE(CONNECT),
     REJECTED, IMPLIED(421)},
    {"temporarily refused connection from (x.example) [192.0.2.1]: not in reserve list: "
     "connected=20 max=20 reserve=5", FAILURE, IN, PHASE(CONNECT), REJECTED, IMPLIED(421)},
    {"refused connection from [192.0.2.1] (host_reject_connection)", FAILURE, IN, PHASE(CONNECT),
     REJECTED, IMPLIED(554)},
    {"refused connection from [192.0.2.1]:99 I=[198.51.100.5]:465 (host_reject_connection)",
     FAILURE, IN, PHASE(CONNECT), REJECTED, .peer_port = 99},
    {"refused connection from [192.0.2.1] (tcp wrappers)", FAILURE, IN, PHASE(CONNECT), REJECTED,
     IMPLIED(554)},
    {"temporarily refused connection from [192.0.2.1] (tcp wrappers errno=11)", FAILURE, IN,
     PHASE(CONNECT), REJECTED, IMPLIED(451)},
    {"connection from [192.0.2.1] refused (IP options)", FAILURE, IN, PHASE(CONNECT), REJECTED,
     IMPLIED(554)},
    {"getsockopt() failed from [192.0.2.1]: Bad file descriptor", FAILURE, IN, PHASE(CONNECT),
     REJECTED, IMPLIED(451)},
    {"SMTP protocol synchronization error (input sent without waiting for greeting): rejected "
     "connection from H=[192.0.2.1]:99 input=\"GET / HTTP\"", FAILURE, IN, PHASE(CONNECT), REJECTED,
     IMPLIED(554), .peer_port = 99, .text = "input sent without waiting for greeting"},
    {"SMTP protocol violation: synchronization error (input sent without waiting for greeting): rejected "
     "connection from H=[192.0.2.1]", FAILURE, IN, PHASE(CONNECT), REJECTED, IMPLIED(554),
     .text = "input sent without waiting for greeting"},
    {SYNC "rejected \"mail FROM:<a@example.net>\" " C1
     " next input=\"RCPT TO:<b@example.org>\\r\\n\" (99 bytes)", FAILURE, IN, PHASE(MAIL), REJECTED,
     IMPLIED(554), .peer_port = 99, .helo = "x.example"},
    {"Error or EOF on input from H=[192.0.2.1]", FAILURE, IN, PHASE(CONNECT), REJECTED,
     IMPLIED(554)},
    {"SMTP call from (x.example) [192.0.2.1]:99 dropped: too many nonmail commands (last was "
     "\"NOOP\")", FAILURE, IN, PHASE(OTHER), REJECTED, IMPLIED(554), .peer_port = 99},
    {"SMTP call from (x.example) [192.0.2.1] dropped: too many unrecognized commands (last was "
     "\"FOO\")", FAILURE, IN, PHASE(OTHER), REJECTED, IMPLIED(500)},
};

static const struct exim_row logins[] = {
    {"login authenticator failed for rdns.example.net (x.example) [192.0.2.1]:5555 "
     "I=[198.51.100.5]:587: 535 Incorrect authentication data (set_id=bob)", FAILURE, IN,
     PHASE(AUTH), LOGGED(535), .disposition = SMTPLOG_AUTH_FAILED, .flags = SMTPLOG_SETTLES,
     .user = "bob", .peer_port = 5555, .session = "192.0.2.1]:5555",
     .peer_name = "rdns.example.net"},
    {"plain_server authenticator failed for H=(x.example) [192.0.2.1] U=i: 535 Incorrect "
     "authentication data (set_id=x: 454 y)", FAILURE, IN, PHASE(AUTH), LOGGED(535),
     .disposition = SMTPLOG_AUTH_FAILED, .flags = SMTPLOG_SETTLES, .user = "x: 454 y"},
    {"login authenticator failed for (x.example) [192.0.2.1]: 435 Unable to authenticate at "
     "present (set_id=bob): socket: 550 gone", FAILURE, IN, PHASE(AUTH), LOGGED(435),
     .disposition = SMTPLOG_AUTH_FAILED, .flags = SMTPLOG_SETTLES, .user = "bob"},
    {"login authenticator failed for (x.example) [192.0.2.1]: 501 Invalid base64 data", FAILURE, IN,
     PHASE(AUTH), LOGGED(501), .disposition = SMTPLOG_AUTH_FAILED, .flags = SMTPLOG_SETTLES},
    {"login authenticator failed for (x.example) [192.0.2.1]: 501 Authentication cancelled",
     FAILURE, IN, PHASE(AUTH), LOGGED(501), .after_code = 334, .disposition = SMTPLOG_AUTH_FAILED,
     .flags = SMTPLOG_SETTLES},
    {"login authenticator failed for (x.example) [192.0.2.1]: 553 Initial data not expected",
     FAILURE, IN, PHASE(AUTH), LOGGED(553), .disposition = SMTPLOG_AUTH_FAILED,
     .flags = SMTPLOG_SETTLES},
    {"cram authenticator (CRAM-MD5):", QUIET, .more = "  GNU SASL permanent failure: 535 no"},
};

static const struct exim_row syntax[] = {
    {"SMTP syntax error in \"GET / HTTP/1.1\" " C1 " unrecognized command", FAILURE, IN,
     PHASE(OTHER), REJECTED, IMPLIED(500), .peer_port = 99, .text = "unrecognized command"},
    {"SMTP protocol error in \"auth plain AGJvYgBzZWNyZXQ=\" " C1
     " AUTH command used when not advertised", FAILURE, IN, PHASE(AUTH), REJECTED, IMPLIED(503),
     .peer_port = 99, .text = "AUTH command used when not advertised"},
    {"SMTP protocol error in \"AUTH NTLM\" " C1 " NTLM authentication mechanism not supported",
     FAILURE, IN, PHASE(AUTH), REJECTED, IMPLIED(504), .peer_port = 99},
    {"SMTP syntax error in \"MAIL FROM:<x@y>z7\" " C1 " malformed address: z7 may not follow <x@y>",
     FAILURE, IN, PHASE(MAIL), REJECTED, IMPLIED(501), .peer_port = 99},
    {"SMTP call from (x.example) [192.0.2.1]:99 dropped: too many syntax or protocol errors (last "
     "command was \"MAIL FROM:<x@y>z7\",  C=EHLO,MAIL)", FAILURE, IN, PHASE(MAIL), REJECTED,
     IMPLIED(501), .peer_port = 99, .flags = SMTPLOG_NOT_FINAL},
    {"SMTP call from (x.example) [192.0.2.8] dropped: too many syntax or protocol errors (last was "
     "\"X\")", FAILURE, IN, PHASE(OTHER), REJECTED},
    {"SMTP call from (x.example) [192.0.2.1]:99 dropped: too many unrecognized commands (last was "
     "\"FOO\")", FAILURE, IN, PHASE(OTHER), REJECTED, IMPLIED(500), .peer_port = 99},
    {"rejected MAIL from [192.0.2.3]: no HELO/EHLO given", FAILURE, IN, PHASE(MAIL), REJECTED,
     IMPLIED(503)},
    {"SMTP protocol error in \"MAIL FROM:<a@example.net>\" H=[192.0.2.3] HELO or EHLO required",
     FAILURE, IN, PHASE(MAIL), REJECTED, IMPLIED(503), .flags = SMTPLOG_NOT_FINAL},
    {"SMTP syntax error in \"AUTH X\" H=(evil) [198.51.100.9]\" H=(c.example.net) [192.0.2.1] "
     "invalid character in authentication mechanism name", FAILURE, IN, PHASE(AUTH), REJECTED,
     IMPLIED(501), .peer_ip = "192.0.2.1"},
    {"SMTP syntax error in \"RCPT TO:\" " C1 " RCPT must have an address operand", FAILURE, IN,
     PHASE(RCPT), REJECTED, IMPLIED(501), .peer_port = 99},
    {"SMTP protocol error in \"MAIL\" " C1 " MAIL must have an address operand", FAILURE, IN,
     PHASE(MAIL), REJECTED, IMPLIED(501), .peer_port = 99},
    {"SMTP protocol error in \"rcpt TO:<q>\" " C1 " sender not yet given", FAILURE, IN, PHASE(RCPT),
     REJECTED, IMPLIED(503), .peer_port = 99},
    {"SMTP protocol error in \"DATA\" U=bob valid RCPT command must precede DATA", FAILURE, IN,
     PHASE(DATA), REJECTED, IMPLIED(503), .peer_ip = "-"},
    {"SMTP protocol error in \"BDAT 0\" " C1 " zero size for BDAT command", FAILURE, IN,
     PHASE(DATA), REJECTED, IMPLIED(504), .peer_port = 99},
    {"SMTP protocol error in \"BDAT 9\" " C1 " SMTP synchronization error", FAILURE, IN,
     PHASE(DATA), REJECTED, IMPLIED(554), .peer_port = 99, .flags = SMTPLOG_NOT_FINAL},
    {"SMTP protocol error in \"ATRN a.example\" " C1 " ATRN command used when not advertised",
     FAILURE, IN, PHASE(OTHER), REJECTED, IMPLIED(502), .peer_port = 99},
    {"SMTP protocol error in \"ATRN\" " C1 " ATRN is not permitted without authentication",
     FAILURE, IN, PHASE(OTHER), REJECTED, IMPLIED(530), .peer_port = 99},
    {"SMTP protocol error in \"ATRN\" " C1 " ATRN is not permitted inside a transaction", FAILURE,
     IN, PHASE(OTHER), REJECTED, IMPLIED(503), .peer_port = 99},
    {"rejected HELO from [192.0.2.4]: syntactically invalid argument(s): a_b!", FAILURE, IN,
     PHASE(EHLO), REJECTED, IMPLIED(501)},
    {"SMTP call from [192.0.2.4] dropped: too many syntax or protocol errors (last command was "
     "\"HELO a_b!\",  C=HELO,HELO)", FAILURE, IN, PHASE(EHLO), REJECTED, IMPLIED(501),
     .flags = SMTPLOG_NOT_FINAL},
    {"SMTP syntax error in \"EHLO a?b\" H=[192.0.2.1]:99 NUL character(s) present (shown as '?')",
     FAILURE, IN, PHASE(EHLO), REJECTED, IMPLIED(501), .peer_port = 99, .helo = "a"},
};

static const struct exim_row ended[] = {
    {"SMTP command timeout on connection from (x.example) [192.0.2.1]:99 I=[198.51.100.5]:25 D=5m",
     FAILURE, IN, REJECTED, IMPLIED(421), BYE, .peer_port = 99},
    {"SMTP command timeout on TLS connection from (x.example) [192.0.2.1]", FAILURE, IN, REJECTED,
     IMPLIED(421), BYE},
    {ID "SMTP data timeout (message abandoned) on connection from (x.example) [192.0.2.1] "
     "F=<a@example.net> D=5m", FAILURE, IN, PHASE(EOD), REJECTED, IMPLIED(421), .after_code = 354,
     BYE, .sender = "a@example.net"},
    {"unexpected disconnection while reading SMTP command from (x.example) [192.0.2.1] (error: "
     "Connection reset by peer) D=1s", FAILURE, IN, ABORTED, BYE, .peer_ip = "192.0.2.1"},
    {ID "SMTP connection from (x.example) [192.0.2.1] lost while reading message data (header)",
     FAILURE, IN, PHASE(EOD), ABORTED, IMPLIED(354), BYE},
    {ID "SMTP connection lost after final dot H=(x.example) [192.0.2.1] P=esmtp", FAILURE, IN,
     PHASE(EOD), ABORTED, IMPLIED(354), .flags = SMTPLOG_SESSION_ENDS | SMTPLOG_MESSAGE_ENDS,
     .peer_ip = "192.0.2.1"},
    {"SMTP connection from (x.example) [192.0.2.1] TFO lost (error: x) D=1s", FAILURE, IN, ABORTED,
     .flags = SMTPLOG_SESSION_ENDS | SMTPLOG_NOT_FINAL},
    {"SMTP connection from (x.example) [192.0.2.1]:99 D=1s closed by QUIT", FACTS, BYE,
     .peer_port = 99},
    {"SMTP connection from (x.example) [192.0.2.1] closed by DROP in ACL", FACTS, BYE},
    {"SMTP connection from (x.example) [192.0.2.1] closed after SIGTERM", FAILURE, IN, ABORTED,
     IMPLIED(421), BYE},
    {"no MAIL in SMTP connection from (x.example) [192.0.2.1] D=1s A=plain:bob C=EHLO,AUTH,QUIT",
     FACTS, .user = "bob"},
    {"SMTP connection from [192.0.2.1]:99 I=[198.51.100.5]:25 Ci=7 (TCP/IP connection count = 421)",
     FACTS, .flags = SMTPLOG_SESSION_BEGINS, .peer_port = 99, .session = "7"},
    {"SMTP connection Ci=8 from (x.example) [192.0.2.1]:99 lost while reading message data "
     "(header)", FAILURE, IN, PHASE(EOD), ABORTED, IMPLIED(354), BYE, .session = "8",
     .peer_port = 99},
    {"SMTP connection Ci=8 from (x.example) [192.0.2.1] lost D=1s", FAILURE, IN, ABORTED,
     .flags = SMTPLOG_SESSION_ENDS | SMTPLOG_NOT_FINAL, .session = "8"},
    {"SMTP connection Ci=8 from (x.example) [192.0.2.1] D=1s closed after SIGTERM", FAILURE, IN,
     ABORTED, IMPLIED(421), BYE, .session = "8"},
    {"SMTP connection Ci=8 from (x.example) [192.0.2.1] D=1s closed by QUIT", FACTS, BYE,
     .session = "8"},
    {"SMTP connection Ci=8 from [192.0.2.1] (TCP/IP connection count = 1)", FACTS,
     .flags = SMTPLOG_SESSION_BEGINS, .session = "8"},
    {"no MAIL in TFO* SMTP connection Ci=8 from (x.example) [192.0.2.1] D=1s C=EHLO,QUIT", FACTS,
     .session = "8"},
    {"unexpected disconnection while reading SMTP command from TFO* (x.example) [192.0.2.1] D=1s",
     FAILURE, IN, ABORTED, BYE, .peer_name = "-", .helo = "x.example"},
    {"ignoring AUTH=bob@example.net from (x.example) [192.0.2.1] (client not authenticated)",
     QUIET},
    {"no host name found for IP address 192.0.2.1", QUIET},
    {"ETRN example.org received from (x.example) [192.0.2.1]", QUIET},
    {"timed out while reading local message", QUIET},
};

#define TLS_ON "TLS error on connection "

static const struct exim_row tls[] = {
    {TLS_ON "from (x.example) [192.0.2.1] (SSL_accept): error:550:no", FAILURE, IN,
     PHASE(STARTTLS), ABORTED, .peer_ip = "192.0.2.1", .text = "(SSL_accept): error:550:no"},
    {TLS_ON "from rdns.example.net ([192.0.2.9]) [192.0.2.1]:99 I=[198.51.100.5]:25 "
     "(gnutls_handshake): timed out", FAILURE, IN, PHASE(STARTTLS), ABORTED, .peer_port = 99,
     .peer_name = "rdns.example.net", .helo = "[192.0.2.9]", .text = "(gnutls_handshake): timed out"},
    {TLS_ON "from (x.example) [192.0.2.1] (gnutls_handshake): A TLS fatal alert has been received.: "
     "Certificate is expired", FAILURE, IN, PHASE(STARTTLS), ABORTED, .peer_ip = "192.0.2.1",
     .text = "(gnutls_handshake): A TLS fatal alert has been received.: Certificate is expired"},
    {TLS_ON "from (x.example) [192.0.2.1] (SSL_accept): error:0A000418:SSL routines::tlsv1 alert "
     "unknown ca", FAILURE, IN, PHASE(STARTTLS), ABORTED,
     .text = "(SSL_accept): error:0A000418:SSL routines::tlsv1 alert unknown ca"},
    {TLS_ON "Ci=8 from (x.example) [192.0.2.1] (SSL_accept): error", FAILURE, IN, PHASE(STARTTLS),
     ABORTED, .session = "8"},
    {TLS_ON "from (x.example) [192.0.2.1] (certificate verification failed): none", FAILURE, IN,
     PHASE(STARTTLS), ABORTED},
    {TLS_ON "from (x.example) [192.0.2.1] (SSL_CTX_use_PrivateKey_file file=/etc/x (550)/key): "
     "error", FAILURE, IN, PHASE(STARTTLS), REJECTED, IMPLIED(454), .helo = "x.example",
     .text = "(SSL_CTX_use_PrivateKey_file file=/etc/x (550)/key): error"},
    {TLS_ON "from [192.0.2.1] (via inetd) (cert/key setup: cert=/etc/c key=/etc/k): Error while "
     "reading file.", FAILURE, IN, PHASE(STARTTLS), REJECTED, IMPLIED(454), .peer_ip = "192.0.2.1"},
    {TLS_ON "from [192.0.2.1]:99 I=[198.51.100.5]:465 (cert/key setup: cert=/etc/c): no", FAILURE,
     IN, PHASE(STARTTLS), ABORTED, .peer_port = 99},
    {TLS_ON "from [192.0.2.1]:99 I=[198.51.100.5]:4650 (DH): no", FAILURE, IN, PHASE(STARTTLS),
     REJECTED, IMPLIED(454), .peer_port = 99},
    {TLS_ON "from (x.example) [192.0.2.1] (recv): The TLS connection was non-properly terminated.",
     FAILURE, IN, ABORTED, .flags = SMTPLOG_NOT_FINAL},
    {TLS_ON "from (x.example) [192.0.2.1] (recv): A TLS fatal alert has been received.: "
     "Certificate is bad", FAILURE, IN, ABORTED},
    {"TLS error (SSL_read): on connection from (x.example) [192.0.2.1] error:1", FAILURE, IN,
     ABORTED, .peer_ip = "192.0.2.1", .text = "TLS error (SSL_read): error:1"},
    {"TLS error (SSL_read): on connection Ci=8 from (x.example) [192.0.2.1] error:0A000126:SSL "
     "routines::unexpected eof while reading", FAILURE, IN, ABORTED, .flags = SMTPLOG_NOT_FINAL,
     .session = "8"},
    {"TLS error (SSL_write): error", FAILURE, IN, ABORTED},
    {"TLS client disconnected cleanly (rejected our certificate?)", QUIET},
};

Test(parser_exim, refused) { CHECK_ROWS(refused); }
Test(parser_exim, logins) { CHECK_ROWS(logins); }
Test(parser_exim, syntax) { CHECK_ROWS(syntax); }
Test(parser_exim, ended) { CHECK_ROWS(ended); }
Test(parser_exim, tls) { CHECK_ROWS(tls); }

/* Which forms of Exim's table the rows are of, noted in `met`. */
static void meet(const struct exim_row *list, size_t n, char *met)
{
    for (size_t i = 0; i < n; i++) {
        void *state = smtplog_parser_exim.open(&nobody);
        struct smtplog_line line = {.flags = SMTPLOG_LINE_MTA_STAMP, .body = slice_str(list[i].line),
                                    .more = slice_str(list[i].more)};
        struct smtplog_event e = {0};
        smtplog_parser_exim.parse(state, &line, &e);
        for (size_t f = 0; e.form && f < exim_inbound_rows_len; f++)
            met[f] |= e.form == exim_inbound_rows[f].name;
        smtplog_parser_exim.close(state);
    }
}

/* Every form of the table answers some row. */
Test(parser_exim, forms)
{
    char *met = calloc(exim_inbound_rows_len, 1);
#define MEET(rows) meet(rows, sizeof(rows) / sizeof *(rows), met)
    MEET(refused);
    MEET(logins);
    MEET(syntax);
    MEET(ended);
    MEET(tls);
#undef MEET
    for (size_t f = 0; f < exim_inbound_rows_len; f++)
        cr_expect(met[f], "no row is of the form \"%s\"", exim_inbound_rows[f].name);
    free(met);
}
