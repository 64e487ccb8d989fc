/* Deliveries that failed without a reply, and replies that are copies. */
#include "parser_postfix_check.h"

static const struct row rows[] = {
    {"lost, receiving the initial server greeting", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX
     " while receiving the initial server greeting)",
     "failure deferred outbound connect local | text lost connection with " MX
     " while receiving the initial server greeting | enhanced 4.4.2" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"lost, performing the EHLO handshake", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX
     " while performing the EHLO handshake)",
     "failure deferred outbound ehlo local | text lost connection with " MX
     " while performing the EHLO handshake | enhanced 4.4.2" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"lost, performing the HELO handshake", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX
     " while performing the HELO handshake)",
     "failure deferred outbound ehlo local | text lost connection with " MX
     " while performing the HELO handshake | enhanced 4.4.2" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"lost, performing the LHLO handshake", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX
     " while performing the LHLO handshake)",
     "failure deferred outbound ehlo local | text lost connection with " MX
     " while performing the LHLO handshake | enhanced 4.4.2" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"lost, receiving the STARTTLS response", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX
     " while receiving the STARTTLS response)",
     "failure deferred outbound starttls local | text lost connection with " MX
     " while receiving the STARTTLS response | enhanced 4.4.2" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"lost, sending XFORWARD name/address", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX
     " while sending XFORWARD name/address)",
     "failure deferred outbound other local | text lost connection with " MX
     " while sending XFORWARD name/address | enhanced 4.4.2" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"lost, sending XFORWARD protocol/helo_name", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX
     " while sending XFORWARD protocol/helo_name)",
     "failure deferred outbound other local | text lost connection with " MX
     " while sending XFORWARD protocol/helo_name | enhanced 4.4.2" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"lost, sending MAIL FROM", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX " while sending MAIL FROM)",
     "failure deferred outbound mail local | text lost connection with " MX
     " while sending MAIL FROM | enhanced 4.4.2" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"lost, sending RCPT TO", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX " while sending RCPT TO)",
     "failure deferred outbound rcpt local | text lost connection with " MX
     " while sending RCPT TO | enhanced 4.4.2" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"lost, sending DATA command", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX " while sending DATA command)",
     "failure deferred outbound data local | text lost connection with " MX
     " while sending DATA command | enhanced 4.4.2" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"lost, sending message body", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX " while sending message body)",
     "failure deferred outbound eod local | after 354 | text lost connection with " MX
     " while sending message body | enhanced 4.4.2" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"lost, sending end of data -- message may be sent more than once", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (lost connection with " MX
     " while sending end of data -- message may be sent more than once)",
     "failure deferred outbound eod local | after 354 | text lost connection with " MX
     " while sending end of data -- message may be sent more than once | enhanced 4.4.2" SAYS_ID
     SAYS_MX ":25 | to r@example.org"},
    {"timed out", "postfix/smtp",
     TO "dsn=4.4.2, status=deferred (conversation with " MX
     " timed out while sending message body)",
     "failure deferred outbound eod local | after 354 | text conversation with " MX
     " timed out while sending message body | enhanced 4.4.2" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"connect, Connection timed out", "postfix/smtp",
     TO_NONE "dsn=4.4.1, status=deferred (connect to " MX ":25: Connection timed out)",
     "failure deferred outbound connect local | text connect to " MX
     ":25: Connection timed out | enhanced 4.4.1" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"connect, Connection refused", "postfix/smtp",
     TO_NONE "dsn=4.4.1, status=deferred (connect to " MX ":25: Connection refused)",
     "failure deferred outbound connect local | text connect to " MX
     ":25: Connection refused | enhanced 4.4.1" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"connect, No route to host", "postfix/smtp",
     TO_NONE "dsn=4.4.1, status=deferred (connect to " MX ":25: No route to host)",
     "failure deferred outbound connect local | text connect to " MX
     ":25: No route to host | enhanced 4.4.1" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"connect, Network is unreachable", "postfix/smtp",
     TO_NONE "dsn=4.4.1, status=deferred (connect to " MX ":25: Network is unreachable)",
     "failure deferred outbound connect local | text connect to " MX
     ":25: Network is unreachable | enhanced 4.4.1" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"LMTP socket", "postfix/lmtp",
     TO_NONE "dsn=4.4.1, status=deferred (connect to mx1.example.org[/run/lmtp]: No such file or "
     "directory)",
     "failure deferred outbound connect local | text connect to "
     "mx1.example.org[/run/lmtp]: No such file or directory | enhanced 4.4.1" SAYS_ID
     " | peer mx1.example.org[] | to r@example.org"},
    {"no domain", "postfix/smtp",
     TO "dsn=5.4.4, status=bounced (Host or domain name not found. Name service error for "
     "name=example.invalid type=MX: Host not found)",
     "failure bounced outbound local | text Host or domain name not found. Name service "
     "error for name=example.invalid type=MX: Host not found | enhanced 5.4.4" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"bad name", "postfix/smtp",
     TO "dsn=5.4.4, status=bounced (Name service error for example..org: invalid host or "
     "domain name)",
     "failure bounced outbound local | text Name service error for example..org: invalid "
     "host or domain name | enhanced 5.4.4" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"native look-up", "postfix/smtp",
     TO "dsn=4.3.0, status=deferred (unable to look up host mx.example.org: Temporary "
     "failure in name resolution)",
     "failure deferred outbound local | text unable to look up host mx.example.org: "
     "Temporary failure in name resolution | enhanced 4.3.0" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"native, none", "postfix/smtp",
     TO "dsn=5.4.4, status=bounced (mx.example.org: host not found)",
     "failure bounced outbound local | text mx.example.org: host not found | enhanced " "5.4.4"
     SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"null MX", "postfix/smtp",
     TO "dsn=5.1.0, status=bounced (Domain example.org does not accept mail (nullMX))",
     "failure bounced outbound local | text Domain example.org does not accept mail "
     "(nullMX) | enhanced 5.1.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"loop", "postfix/smtp",
     TO "dsn=5.4.6, status=bounced (mail for example.org loops back to myself)",
     "failure bounced outbound local | text mail for example.org loops back to myself | "
     "enhanced 5.4.6" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"no primary", "postfix/smtp",
     TO "dsn=4.4.4, status=deferred (unable to find primary relay for example.org)",
     "failure deferred outbound local | text unable to find primary relay for example.org "
     "| enhanced 4.4.4" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"no TLS offered", "postfix/smtp",
     TO "dsn=4.7.4, status=deferred (TLS is required, but was not offered by host " MX ")",
     "failure deferred outbound starttls local | text TLS is required, but was not "
     "offered by host " MX " | enhanced 4.7.4" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"no TLS engine", "postfix/smtp",
     TO "dsn=4.7.5, status=deferred (TLS is required, but our TLS engine is unavailable)",
     "failure deferred outbound starttls local | text TLS is required, but our TLS engine "
     "is unavailable | enhanced 4.7.5" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"handshake", "postfix/smtp",
     TO "dsn=4.7.5, status=deferred (Cannot start TLS: handshake failure)",
     "failure deferred outbound starttls local | text Cannot start TLS: handshake failure "
     "| enhanced 4.7.5" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"certificate", "postfix/smtp",
     TO "dsn=4.7.5, status=deferred (Server certificate not verified)",
     "failure deferred outbound starttls local | text Server certificate not verified | "
     "enhanced 4.7.5" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"TLS configuration", "postfix/smtp",
     TO "dsn=4.7.5, status=deferred (client TLS configuration problem)",
     "failure deferred outbound starttls local | text client TLS configuration problem | "
     "enhanced 4.7.5" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"TLSA", "postfix/smtp",
     TO "dsn=4.7.5, status=deferred (TLSA lookup error for mx.example.org:25)",
     "failure deferred outbound starttls local | text TLSA lookup error for "
     "mx.example.org:25 | enhanced 4.7.5" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"no mechanism", "postfix/smtp",
     TO "dsn=4.7.0, status=deferred (SASL authentication failed; cannot authenticate to "
     "server " MX ": no mechanism available)",
     "failure deferred outbound auth local | text SASL authentication failed; cannot "
     "authenticate to server " MX ": no mechanism available | enhanced 4.7.0" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"mechanisms", "postfix/smtp",
     TO "dsn=4.7.0, status=deferred (SASL authentication failed: server " MX
     " offered no compatible authentication mechanisms for this type of connection " "security)",
     "failure deferred outbound auth local | text SASL authentication failed: server " MX
     " offered no compatible authentication mechanisms for this type of connection "
     "security | enhanced 4.7.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"login loop", "postfix/smtp",
     TO "dsn=4.7.0, status=deferred (SASL authentication failed: authentication protocol "
     "loop with server " MX ")",
     "failure deferred outbound auth local | text SASL authentication failed: "
     "authentication protocol loop with server " MX " | enhanced 4.7.0" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"size", "postfix/smtp",
     TO "dsn=5.3.4, status=bounced (message size 999 exceeds size limit 100 of server " MX ")",
     "failure bounced outbound local | text message size 999 exceeds size limit 100 of " "server "
     MX " | enhanced 5.3.4" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"SMTPUTF8", "postfix/smtp",
     TO "dsn=5.6.7, status=bounced (message requires SMTPUTF8, but no server was found that "
     "supports SMTPUTF8. Last)",
     "failure bounced outbound local | text message requires SMTPUTF8, but no server was "
     "found that supports SMTPUTF8. Last | enhanced 5.6.7" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"SMTPUTF8, older", "postfix/smtp",
     TO "dsn=5.6.7, status=bounced (SMTPUTF8 is required, but was not offered by host " MX ")",
     "failure bounced outbound local | text SMTPUTF8 is required, but was not offered by " "host "
     MX " | enhanced 5.6.7" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"REQUIRETLS", "postfix/smtp",
     TO "dsn=5.7.30, status=bounced (Sender requested REQUIRETLS, but no server was found "
     "that supports it)",
     "failure bounced outbound starttls local | text Sender requested REQUIRETLS, but no "
     "server was found that supports it | enhanced 5.7.30" SAYS_ID SAYS_MX
     ":25 | to r@example.org"},
    {"local data", "postfix/smtp",
     TO "dsn=4.3.0, status=deferred (local data error while talking to " MX ")",
     "failure deferred outbound local | text local data error while talking to " MX
     " | enhanced 4.3.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"unreadable", "postfix/smtp", TO "dsn=4.3.0, status=deferred (unreadable mail queue entry)",
     "failure deferred outbound local | text unreadable mail queue entry | enhanced 4.3.0" SAYS_ID
     SAYS_MX ":25 | to r@example.org"},
    {"no server", "postfix/smtp",
     TO "dsn=4.4.0, status=deferred (server unavailable or unable to receive mail)",
     "failure deferred outbound local | text server unavailable or unable to receive mail "
     "| enhanced 4.4.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"8-bit header", "postfix/smtp",
     TO "dsn=5.6.0, status=bounced (improper use of 8-bit data in message header)",
     "failure bounced outbound local | text improper use of 8-bit data in message header "
     "| enhanced 5.6.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"suspended", "postfix/error",
     TO_NONE "dsn=4.7.0, status=deferred (delivery temporarily suspended: host " MX
     " refused to talk to me: 421 4.7.0 busy)",
     "failure deferred outbound connect remote echo | reply 421 4.7.0 busy | joint blank "
     "| enhanced 4.7.0" SAYS_ID SAYS_MX " | to r@example.org"},
    {"suspended, login", "postfix/error",
     TO_NONE "dsn=4.7.0, status=deferred (delivery temporarily suspended: SASL authentication "
     "failed; server " MX " said: 454 4.7.0 later)",
     "failure deferred outbound auth remote echo | reply 454 4.7.0 later | joint mark | "
     "enhanced 4.7.0" SAYS_ID SAYS_MX " | to r@example.org"},
    {"suspended, connect", "postfix/error",
     TO_NONE "dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to " MX
     ":25: Connection refused)",
     "failure deferred outbound connect local echo | text connect to " MX
     ":25: Connection refused | enhanced 4.4.1" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"suspended, words", "postfix/error",
     TO_NONE "dsn=4.3.0, status=deferred (delivery temporarily suspended: unknown mail transport "
     "error)",
     "failure deferred outbound local echo | text unknown mail transport error | enhanced "
     "4.3.0" SAYS_ID " | to r@example.org"},
    {"soft bounce", "postfix/smtp",
     TO "dsn=4.1.1, status=SOFTBOUNCE (host " MX
     " said: 550 5.1.1 no (in reply to RCPT TO command))",
     "failure deferred outbound rcpt remote | reply 550 5.1.1 no | joint blank | enhanced "
     "4.1.1" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"probe good", "postfix/smtp", TO "dsn=2.1.5, status=deliverable (250 2.1.5 Ok)",
     "success outbound rcpt remote probe | reply 250 2.1.5 Ok | joint blank | enhanced " "2.1.5"
     SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"probe at DATA", "postfix/smtp", TO "dsn=2.0.0, status=deliverable (354 go on)",
     "failure outbound data remote not-final probe | reply 354 go on | joint blank | "
     "enhanced 2.0.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"probe bad", "postfix/smtp",
     TO "dsn=5.1.1, status=undeliverable (host " MX
     " said: 550 5.1.1 no (in reply to RCPT TO command))",
     "failure bounced outbound rcpt remote not-final probe | reply 550 5.1.1 no | joint "
     "blank | enhanced 5.1.1" SAYS_ID SAYS_MX ":25 | to r@example.org"},
    {"probe bad, not cached", "postfix/smtp",
     TO "dsn=4.2.0, status=undeliverable-but-not-cached (host " MX
     " said: 450 4.2.0 later (in reply to RCPT TO command))",
     "failure bounced outbound rcpt remote not-final probe | reply 450 4.2.0 later | "
     "joint blank | enhanced 4.2.0" SAYS_ID SAYS_MX ":25 | to r@example.org"},
};

POSTFIX_TABLE_TESTS(parser_postfix_reason, rows)
