/* OpenSMTPD: dialogues with servers, and local delivery. */
#include "parser_opensmtpd.h"

static const struct row rows[] = {
    {"connecting", "smtpd",
     "7f3b9a0c5d1e2f40 mta connecting address=smtp://198.51.100.7:25 host=mx.example.org",
     "facts outbound session-begins | peer mx.example.org[198.51.100.7]:25 | session "
     "7f3b9a0c5d1e2f40"},
    {"connecting, no name", "smtpd",
     "7f3b9a0c5d1e2f40 mta event=connecting address=smtp+tls://[2001:db8::7]:587 host=[2001:d"
     "b8::7]",
     "facts outbound session-begins | peer [2001:db8::7]:587 | session 7f3b9a0c5d1e2f40"},
    {"delivered", "smtpd",
     "7f3b9a0c5d1e2f40 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@example"
     ".org> rcpt=<-> source=\"192.0.2.25\" relay=\"198.51.100.7 (mx.example.org)\" delay=2s "
     "result=\"Ok\" stat=\"250 2.0.0 Ok: queued as 4A2B9C0D1E\"",
     "success outbound | reply 250 2.0.0 Ok: queued as 4A2B9C0D1E | id 1a2b3c4d | next "
     "4A2B9C0D1E | peer mx.example.org[198.51.100.7] | session 7f3b9a0c5d1e2f40 | from "
     "a@example.com | to r@example.org"},
    {"delivered to another", "smtpd",
     "7f3b9a0c5d1e2f40 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@example"
     ".org> rcpt=<-> source=\"192.0.2.25\" relay=\"198.51.100.7 (mx.example.org)\" delay=2s "
     "result=\"Ok\" stat=\"250 2.0.0 7b6d0fd1 Message accepted for delivery\"",
     "success outbound | reply 250 2.0.0 7b6d0fd1 Message accepted for delivery | id "
     "1a2b3c4d | next 7b6d0fd1 | peer mx.example.org[198.51.100.7] | session 7f3b9a0c5d1e2f40"
     " | from a@example.com | to r@example.org"},
    {"bounced", "smtpd",
     "7f3b9a0c5d1e2f40 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@example"
     ".org> rcpt=<-> source=\"192.0.2.25\" relay=\"198.51.100.7 (mx.example.org)\" delay=2s "
     "result=\"PermFail\" stat=\"550 5.1.1 No \"such\" user\"",
     "failure bounced outbound remote | reply 550 5.1.1 No \"such\" user | id 1a2b3c4d "
     "| peer mx.example.org[198.51.100.7] | session 7f3b9a0c5d1e2f40 | from a@example.com "
     "| to r@example.org"},
    {"bounced, 6.0", "smtpd",
     "7f3b9a0c5d1e2f40 mta event=delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> "
     "to=<r@example.org> rcpt=<-> source=\"[2001:db8::25]\" relay=\"[2001:db8::7] (mx.example"
     ".org)\" delay=2s result=\"PermFail\" stat=\"550-5.1.1 The account does not exist. "
     "Try again\"",
     "failure bounced outbound remote | reply 550-5.1.1 The account does not exist. Try "
     "again | id 1a2b3c4d | peer mx.example.org[2001:db8::7] | session 7f3b9a0c5d1e2f40 "
     "| from a@example.com | to r@example.org"},
    {"glued", "smtpd",
     "7f3b9a0c5d1e2f40 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@example"
     ".org> rcpt=<-> source=\"192.0.2.25\" relay=\"198.51.100.7 (mx.example.org)\" delay=2s "
     "result=\"PermFail\" stat=\"554-5.7.26 Mail is not authenticated5.7.26 so it is "
     "refused.5.7.26 See the help\"",
     "failure bounced outbound remote | reply 554-5.7.26 Mail is not authenticated5.7.26 "
     "so it is refused.5.7.26 See the help | text Mail is not authenticated\nso it is "
     "refused.\nSee the help | enhanced 5.7.26 | id 1a2b3c4d | peer mx.example.org[198.51.100"
     ".7] | session 7f3b9a0c5d1e2f40 | from a@example.com | to r@example.org"},
    {"deferred", "smtpd",
     "7f3b9a0c5d1e2f40 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@example"
     ".org> rcpt=<-> source=\"192.0.2.25\" relay=\"198.51.100.7 (mx.example.org)\" delay=2s "
     "result=\"TempFail\" stat=\"451 4.7.1 Greylisted\"",
     "failure deferred outbound remote | reply 451 4.7.1 Greylisted | id 1a2b3c4d | peer "
     "mx.example.org[198.51.100.7] | session 7f3b9a0c5d1e2f40 | from a@example.com | "
     "to r@example.org"},
    {"wrong 3xx", "smtpd",
     "7f3b9a0c5d1e2f40 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@example"
     ".org> rcpt=<-> source=\"192.0.2.25\" relay=\"198.51.100.7 (mx.example.org)\" delay=2s "
     "result=\"TempFail\" stat=\"354 go ahead\"",
     "failure deferred outbound remote | reply 354 go ahead | id 1a2b3c4d | peer mx.example.o"
     "rg[198.51.100.7] | session 7f3b9a0c5d1e2f40 | from a@example.com | to r@example.org"},
    {"cut off", "smtpd",
     "7f3b9a0c5d1e2f40 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@example"
     ".org> rcpt=<-> source=\"192.0.2.25\" relay=\"198.51.100.7 (mx.example.org)\" delay=2s "
     "result=\"TempFail\" stat=\"Connection closed unexpectedly\"",
     "failure deferred outbound local | text Connection closed unexpectedly | id 1a2b3c4d "
     "| peer mx.example.org[198.51.100.7] | session 7f3b9a0c5d1e2f40 | from a@example.com "
     "| to r@example.org"},
    {"too many errors", "smtpd",
     "7f3b9a0c5d1e2f40 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@example"
     ".org> rcpt=<-> source=\"192.0.2.25\" relay=\"198.51.100.7 (mx.example.org)\" delay=2s "
     "result=\"TempFail\" stat=\"Too many consecutive errors, closing connection\"",
     "failure deferred outbound rcpt local | text Too many consecutive errors, closing "
     "connection | id 1a2b3c4d | peer mx.example.org[198.51.100.7] | session 7f3b9a0c5d1e2f40"
     " | from a@example.com | to r@example.org"},
    {"no session", "smtpd",
     "0000000000000000 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@example"
     ".org> rcpt=<-> source=\"-\" relay=\"example.org\" delay=4h result=\"TempFail\" "
     "stat=\"Network error on destination MXs\"",
     "failure deferred outbound local | text Network error on destination MXs | id 1a2b3c4d "
     "| from a@example.com | to r@example.org"},
    {"no domain", "smtpd",
     "0000000000000000 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<r@example"
     ".org> rcpt=<-> source=\"-\" relay=\"example.org\" delay=1s result=\"PermFail\" "
     "stat=\"Domain does not exist\"",
     "failure bounced outbound local | text Domain does not exist | id 1a2b3c4d | from "
     "a@example.com | to r@example.org"},
    {"banner", "smtpd",
     "7f3b9a0c5d1e2f40 mta error reason=BANNER rejected: 421 4.3.2 Too busy",
     "failure attempt outbound connect remote not-final | reply 421 4.3.2 Too busy | "
     "session 7f3b9a0c5d1e2f40"},
    {"banner, glued", "smtpd",
     "7f3b9a0c5d1e2f40 mta error reason=BANNER rejected: 554-5.7.1 You are listed5.7.1 "
     "See the list",
     "failure attempt outbound connect remote not-final | reply 554-5.7.1 You are listed5.7.1"
     " See the list | text You are listed\nSee the list | enhanced 5.7.1 | session 7f3b9a0c5d"
     "1e2f40"},
    {"login refused", "smtpd",
     "7f3b9a0c5d1e2f40 mta event=error reason=AUTH rejected: 535 5.7.8 Error: authentication "
     "failed",
     "failure attempt outbound auth remote not-final | reply 535 5.7.8 Error: authentication "
     "failed | session 7f3b9a0c5d1e2f40"},
    {"tls refused", "smtpd",
     "7f3b9a0c5d1e2f40 mta error reason=STARTTLS rejected: 454 4.7.0 TLS not available",
     "failure attempt outbound starttls remote not-final | reply 454 4.7.0 TLS not available "
     "| session 7f3b9a0c5d1e2f40"},
    {"helo refused", "smtpd",
     "7f3b9a0c5d1e2f40 mta error reason=HELO rejected: 550 5.7.1 not you",
     "failure attempt outbound ehlo remote not-final | reply 550 5.7.1 not you | session "
     "7f3b9a0c5d1e2f40"},
    {"refused connection", "smtpd",
     "7f3b9a0c5d1e2f40 mta error reason=IO Error: Connection refused",
     "failure attempt outbound connect local not-final | text IO Error: Connection refused "
     "| session 7f3b9a0c5d1e2f40"},
    {"certificate of the server", "smtpd",
     "7f3b9a0c5d1e2f40 mta error reason=IO Error: certificate verification failed: self-signe"
     "d certificate",
     "failure attempt outbound starttls local not-final | text IO Error: certificate "
     "verification failed: self-signed certificate | session 7f3b9a0c5d1e2f40"},
    {"broken", "smtpd",
     "7f3b9a0c5d1e2f40 mta error reason=Bad response: line too short",
     "failure attempt outbound local not-final | text Bad response: line too short | "
     "session 7f3b9a0c5d1e2f40"},
    {"disconnected", "smtpd",
     "7f3b9a0c5d1e2f40 mta disconnected reason=quit messages=1",
     "facts outbound session-ends | session 7f3b9a0c5d1e2f40"},
    {"closed, 6.0", "smtpd",
     "7f3b9a0c5d1e2f40 mta event=closed reason=quit messages=1",
     "facts outbound session-ends | session 7f3b9a0c5d1e2f40"},
    {"connected", "smtpd",
     "7f3b9a0c5d1e2f40 mta connected",
     "quiet"},
    {"tls", "smtpd",
     "7f3b9a0c5d1e2f40 mta tls ciphers=TLSv1.3:TLS_AES_256_GCM_SHA384:256",
     "quiet"},
    {"starttls", "smtpd",
     "7f3b9a0c5d1e2f40 mta starttls ciphers=\"x\"",
     "quiet"},
    {"server certificate", "smtpd",
     "7f3b9a0c5d1e2f40 mta server-cert-check result=\"failure\"",
     "quiet"},
    {"certificate", "smtpd",
     "7f3b9a0c5d1e2f40 mta cert-check result=\"unverified\" fingerprint=\"SHA256:00\"",
     "quiet"},
    {"certificate name", "smtpd",
     "7f3b9a0c5d1e2f40 mta ssl_check_name: no match for 'mx' in cert",
     "quiet"},
    {"closing", "smtpd",
     "7f3b9a0c5d1e2f40 mta closing reason=tls-connect-failed",
     "quiet"},
    {"gives up", "smtpd",
     "7f3b9a0c5d1e2f40 mta host-rejects-all-mails",
     "quiet"},
    {"local", "smtpd",
     "7f3b9a0c5d1e2f40 mda delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<b@example"
     ".com> rcpt=<b@example.com> user=bob delay=0s result=Ok stat=Delivered",
     "success local | id 1a2b3c4d | session 7f3b9a0c5d1e2f40 | from "
     "a@example.com | to b@example.com"},
    {"local, deferred", "smtpd",
     "7f3b9a0c5d1e2f40 mda delivery evpid=1a2b3c4d5e6f7081 from=<> to=<b@example.com> "
     "rcpt=<b@example.com> user=bob delay=40s result=TempFail stat=Error (temporary failure: "
     "\"552 5.2.2 Mailbox full\")",
     "failure deferred local local | text temporary failure: \"552 5.2.2 Mailbox full\" "
     "| id 1a2b3c4d | session 7f3b9a0c5d1e2f40 | from  | to b@example.com"},
    {"local, bounced, 6.0", "smtpd",
     "0000000000000000 mda event=delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> "
     "to=<b@example.com> rcpt=<b@example.com>, user=bob method=mda delay=0s result=PermFail "
     "stat=Error (\"no such mailbox\")",
     "failure bounced local local | text \"no such mailbox\" | id 1a2b3c4d | from a@example.c"
     "om | to b@example.com"},
    {"local, lmtp", "smtpd",
     "7f3b9a0c5d1e2f40 mda delivery evpid=1a2b3c4d5e6f7081 from=<a@example.com> to=<b@example"
     ".com> rcpt=<b@example.com> user=bob delay=0s result=PermFail stat=Error (service "
     "unavailable: \"mail.lmtp: LMTP server error: 550 5.1.1 <b> User doesn't exist\")",
     "failure bounced local remote | reply 550 5.1.1 <b> User doesn't exist | id 1a2b3c4d "
     "| session 7f3b9a0c5d1e2f40 | from a@example.com | to b@example.com"},
};

TABLE_TESTS(parser_opensmtpd_mta, subject, rows)
TABLE_FORMS_TEST(parser_opensmtpd_mta, subject, rows, opensmtpd_mta_forms)

/* The second table. */
Test(parser_opensmtpd_mta, forms_of_local_delivery)
{
    table_check_forms(&subject, rows, sizeof rows / sizeof *rows, opensmtpd_mda_forms,
                      opensmtpd_mda_forms_len);
}
