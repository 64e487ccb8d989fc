/* Sendmail: deliveries, what explains them, the queue, and what no form knows. */
#include "parser_sendmail.h"

static const struct row rows[] = {
    {"sent", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, ctladdr=<a@example.com> (1000/1000), delay=00:00:01"
     ", xdelay=00:00:01, mailer=esmtp, pri=30851, relay=mx.example.org. [192.0.2.3], "
     "dsn=2.0.0, stat=Sent (Ok: queued as 4A2B9C0D1E)",
     "success outbound implied | code 250 | id 6AMI00x1004711 | next 4A2B9C0D1E | peer "
     "mx.example.org[192.0.2.3] | to r@example.org"},
    {"sent to another sendmail", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=relay, pri=30851, relay=hub."
     "example.com. [192.0.2.4], dsn=2.0.0, stat=Sent (6AMI01x1000815 Message accepted "
     "for delivery)",
     "success outbound implied | code 250 | id 6AMI00x1004711 | next 6AMI01x1000815 | "
     "peer hub.example.com[192.0.2.4] | to r@example.org"},
    {"sent to exim", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=2.0.0, stat=Sent (OK id=1vbXyz-000000012Ab-3cDe)",
     "success outbound implied | code 250 | id 6AMI00x1004711 | next 1vbXyz-000000012Ab-3cDe "
     "| peer mx.example.org[192.0.2.3] | to r@example.org"},
    {"sent locally", "sm-mta",
     "6AMI00x1004711: to=jo, delay=00:00:00, xdelay=00:00:00, mailer=local, pri=30851, "
     "dsn=2.0.0, stat=Sent",
     "success local | id 6AMI00x1004711 | to jo"},
    {"sent by LMTP", "sm-mta",
     "6AMI00x1004711: to=jo, delay=00:00:00, xdelay=00:00:00, mailer=local, pri=30851, "
     "dsn=2.0.0, stat=Sent (2.1.5 <jo> Ok)",
     "success local implied | code 250 | id 6AMI00x1004711 | to jo"},
    {"sent to Exim", "sm-mta",
     "6AMI00x1004711: to=<jo@example.org>, mailer=esmtp, pri=30851, relay=mx.example.org. "
     "[192.0.2.1], dsn=2.0.0, stat=Sent (OK id=1tXyZa-00000000AbC-1dEf)",
     "success outbound implied | code 250 | id 6AMI00x1004711 | next 1tXyZa-00000000AbC-1dEf | "
     "peer mx.example.org[192.0.2.1] | to jo@example.org"},
    {"sent to OpenSMTPD", "sm-mta",
     "6AMI00x1004711: to=<jo@example.org>, mailer=esmtp, pri=30851, relay=mx.example.org. "
     "[192.0.2.1], dsn=2.0.0, stat=Sent (2.0.0 1a2b3c4d Message accepted for delivery)",
     "success outbound implied | code 250 | id 6AMI00x1004711 | next 1a2b3c4d | "
     "peer mx.example.org[192.0.2.1] | to jo@example.org"},
    {"sent to some", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>,<s@example.org>,<\"a,b\"@example.org>, delay=00:00:0"
     "1, mailer=esmtp, pri=90851, relay=mx.example.org. [192.0.2.3], dsn=2.0.0, stat=Sent "
     "(ok, stat=Deferred: 451 x)",
     "success outbound implied | code 250 | id 6AMI00x1004711 | peer mx.example.org[192.0.2.3"
     "] | to r@example.org | and <s@example.org>,<\"a,b\"@example.org>"},
    {"user unknown", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, ctladdr=<a@example.com> (1000/1000), delay=00:00:01"
     ", xdelay=00:00:01, mailer=esmtp, pri=30851, relay=mx.example.org. [192.0.2.3], "
     "dsn=5.1.1, reply=550 5.1.1 <r@example.org>: no, such user, stat=User unknown",
     "failure bounced outbound rcpt remote | reply 550 5.1.1 <r@example.org>: no, such "
     "user | enhanced 5.1.1 | id 6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to "
     "r@example.org"},
    {"multi-line", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=5.1.1, reply=550-5.1.1 The account does not exist., "
     "stat=User unknown",
     "failure bounced outbound rcpt remote | reply 550-5.1.1 The account does not exist. "
     "| enhanced 5.1.1 | id 6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.or"
     "g"},
    {"forged stat", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=5.0.0, reply=554 no, stat=Sent (ok), stat=Service "
     "unavailable",
     "failure bounced outbound remote | reply 554 no, stat=Sent (ok) | enhanced 5.0.0 "
     "| id 6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.org"},
    {"user unknown, old", "sendmail",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=5.1.1, stat=User unknown",
     "failure bounced outbound rcpt remote | text User unknown | enhanced 5.1.1 | id "
     "6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.org"},
    {"data format", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=5.5.4, reply=501 5.5.4 syntax, stat=Data format error",
     "failure bounced outbound mail remote | reply 501 5.5.4 syntax | enhanced 5.5.4 "
     "| id 6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.org"},
    {"for some", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>,<s@example.org>, delay=00:00:01, mailer=esmtp, "
     "pri=30851, relay=mx.example.org. [192.0.2.3], dsn=4.7.1, reply=451 4.7.1 later, "
     "stat=Deferred: 451 4.7.1 later",
     "failure deferred outbound remote | reply 451 4.7.1 later | enhanced 4.7.1 | id "
     "6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.org | and <s@example.org"
     ">"},
    {"more follow", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>,<s@example.org>, [more], ctladdr=<a@example.com> "
     "(1000/1000), delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.example.org. [192.0.2.3]"
     ", dsn=5.7.1, reply=550 5.7.1 no, stat=Service unavailable",
     "failure bounced outbound remote | reply 550 5.7.1 no | enhanced 5.7.1 | id 6AMI00x10047"
     "11 | peer mx.example.org[192.0.2.3] | to r@example.org | and <s@example.org>"},
    {"deferred, old", "sendmail",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=4.7.1, stat=Deferred: 451 4.7.1 Greylisted, come back",
     "failure deferred outbound remote | reply 451 4.7.1 Greylisted, come back | enhanced "
     "4.7.1 | id 6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.org"},
    {"two codes", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=5.5.1, reply=554 5.5.1 no valid recipients, stat=Deferred:"
     " 421 4.3.0 closing",
     "failure deferred outbound remote | reply 421 4.3.0 closing | enhanced 5.5.1 | id "
     "6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.org"},
    {"composed", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=4.4.2, reply=421 4.4.1 Connection reset by mx.example.org."
     ", stat=Deferred",
     "failure deferred outbound local | text Connection reset by mx.example.org. | enhanced "
     "4.4.2 | id 6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.org"},
    {"handshake", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=4.7.0, stat=Deferred: 403 4.7.0 TLS handshake failed.",
     "failure deferred outbound local | text TLS handshake failed. | enhanced 4.7.0 | "
     "id 6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.org"},
    {"no connection", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=4.4.1, stat=Deferred: Connection refused by mx.example.org"
     ".",
     "failure deferred outbound connect local | text Connection refused by mx.example.org. "
     "| enhanced 4.4.1 | id 6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.or"
     "g"},
    {"not tried anew", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:10:01, mailer=esmtp, pri=120851, relay=mx."
     "example.org., dsn=4.0.0, stat=Deferred",
     "failure deferred outbound local | text Deferred | enhanced 4.0.0 | id 6AMI00x1004711 "
     "| to r@example.org"},
    {"no such host", "sm-mta",
     "6AMI00x1004711: to=<r@nx.example.org>, delay=00:00:01, mailer=esmtp, pri=30851, "
     "relay=nx.example.org, dsn=5.1.2, stat=Host unknown (Name server: nx.example.org: "
     "host not found)",
     "failure bounced outbound local | text Host unknown (Name server: nx.example.org: "
     "host not found) | enhanced 5.1.2 | id 6AMI00x1004711 | to r@nx.example.org"},
    {"name server", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, dsn=4.4.3,"
     " stat=queued",
     "failure deferred outbound local | text queued | enhanced 4.4.3 | id 6AMI00x1004711 "
     "| to r@example.org"},
    {"queued on purpose", "sendmail",
     "6AMI00x1004711: to=r@example.org, ctladdr=jo (1000/1000), delay=00:00:00, mailer=relay,"
     " pri=30851, stat=queued",
     "facts outbound | id 6AMI00x1004711 | to r@example.org"},
    {"quarantined", "sm-mta",
     "6AMI00x1004711: to=<jo@example.org>, delay=00:00:00, mailer=local, pri=30851, quarantin"
     "e=held, dsn=4.0.0, stat=quarantined",
     "failure held local local not-final | text quarantined | enhanced 4.0.0 | id 6AMI00x1004"
     "711 | to jo@example.org"},
    {"alias to nobody", "sm-mta",
     "6AMI00x1004711: to=nobody, ctladdr=<list@example.org> (65534/0), delay=00:00:00, "
     "mailer=local, pri=30851, dsn=5.1.1, reply=550 5.1.1 User unknown, stat=User unknown",
     "failure bounced local local | text User unknown | enhanced 5.1.1 | id 6AMI00x1004711 "
     "| to nobody"},
    {"lmtp", "sm-mta",
     "6AMI00x1004711: to=<jo@example.org>, delay=00:00:01, mailer=cyrusv2, pri=30851, "
     "relay=localhost, dsn=5.2.2, reply=552 5.2.2 Over quota, stat=Service unavailable",
     "failure bounced local remote | reply 552 5.2.2 Over quota | enhanced 5.2.2 | id "
     "6AMI00x1004711 | to jo@example.org"},
    {"local mailer", "sm-mta",
     "6AMI00x1004711: to=<jo@example.org>, delay=00:00:01, mailer=local, pri=30851, dsn=4.0.0"
     ", stat=Deferred: local mailer (/usr/bin/procmail) exited with EX_TEMPFAIL",
     "failure deferred local local | text local mailer (/usr/bin/procmail) exited with "
     "EX_TEMPFAIL | enhanced 4.0.0 | id 6AMI00x1004711 | to jo@example.org"},
    {"to a program", "sm-mta",
     "6AMI00x1004711: to=\"|/usr/bin/vacation, jo\", ctladdr=<jo@example.org> (1000/1000), "
     "delay=00:00:01, mailer=prog, pri=30851, dsn=5.3.0, stat=unknown mailer error 1",
     "failure bounced local local | text unknown mailer error 1 | enhanced 5.3.0 | id "
     "6AMI00x1004711 | to \"|/usr/bin/vacation, jo\""},
    {"quota", "sm-mta",
     "6AMI00x1004711: to=<jo@example.org>, delay=00:00:01, mailer=local, pri=30851, dsn=5.0.0"
     ", stat=Can't create output",
     "failure bounced local local | text Can't create output | enhanced 5.0.0 | id 6AMI00x100"
     "4711 | to jo@example.org"},
    {"loops back", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=exam"
     "ple.org., dsn=5.3.5, stat=Local configuration error",
     "failure bounced outbound local | text Local configuration error | enhanced 5.3.5 "
     "| id 6AMI00x1004711 | to r@example.org"},
    {"too many hops", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, dsn=5.4.6,"
     " stat=Too many hops 26 (25 max): from <a@example.com> via mail.example.net, to "
     "<r@example.org>",
     "failure bounced outbound local | text Too many hops 26 (25 max): from <a@example.com> "
     "via mail.example.net, to <r@example.org> | enhanced 5.4.6 | id 6AMI00x1004711 | "
     "to r@example.org"},
    {"extra fields", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, "
     "tls_verify=OK, tls_version=TLSv1.3, pri=30851, relay=mx.example.org. [192.0.2.3], "
     "dsn=5.0.0, stage=RCPT, reply=554 no, stat=Service unavailable",
     "failure bounced outbound remote | reply 554 no | enhanced 5.0.0 | id 6AMI00x1004711 "
     "| peer mx.example.org[192.0.2.3] | to r@example.org"},
    {"repeat", "sm-mta",
     "6AMI00x1004711: to=<jo@example.org>, delay=00:00:00, pri=60139, stat=Message scored "
     "17.4 of 5.0",
     "facts | id 6AMI00x1004711 | to jo@example.org"},
    {"repeat, aborted", "sm-mta",
     "6AMI00x1004711: to=<jo@example.org>, delay=00:00:00, pri=60139, stat=aborted by "
     "sender",
     "facts | id 6AMI00x1004711 | to jo@example.org"},
    {"unknown stat", "sm-mta",
     "6AMI00x1004711: to=<r@example.org>, delay=00:00:01, mailer=esmtp, pri=30851, relay=mx.e"
     "xample.org. [192.0.2.3], dsn=5.7.9, stat=Something new of this version",
     "failure bounced outbound local | text Something new of this version | enhanced "
     "5.7.9 | id 6AMI00x1004711 | peer mx.example.org[192.0.2.3] | to r@example.org"},
    {"protocol error, mail", "sm-mta",
     "6AMI00x1004711: mx.example.org.: SMTP MAIL protocol error: 354 huh",
     "failure attempt outbound mail remote not-final | reply 354 huh | id 6AMI00x1004711 "
     "| peer mx.example.org[]"},
    {"protocol error, data", "sm-mta",
     "6AMI00x1004711: mx.example.org.: SMTP DATA-1 protocol error: 250 2.0.0 Ok?",
     "failure attempt outbound data remote not-final | reply 250 2.0.0 Ok? | id 6AMI00x100471"
     "1 | peer mx.example.org[]"},
    {"protocol error, end", "sm-mta",
     "6AMI00x1004711: mx.example.org.: SMTP DATA-2 protocol error: 354 more",
     "failure attempt outbound eod remote not-final | after 354 | reply 354 more | id "
     "6AMI00x1004711 | peer mx.example.org[]"},
    {"protocol error, early", "sm-mta",
     "6AMI00x1004711: mx.example.org.: SMTP DATA-1 protocol error: remote server returned "
     "response before final dot",
     "failure attempt outbound data remote not-final | text remote server returned response "
     "before final dot | id 6AMI00x1004711 | peer mx.example.org[]"},
    {"server silent", "sm-mta",
     "6AMI00x1004711: timeout waiting for input from mx.example.org. during client DATA "
     "status",
     "quiet"},
    {"no connection, traced", "sm-mta",
     "6AMI00x1004711: makeconnection (mx.example.org. [192.0.2.3].25 (2)) failed: Network "
     "is unreachable",
     "quiet"},
    {"loops", "sm-mta",
     "6AMI00x1004711: SYSERR(root): MX list for example.org. points back to mx1.example.com",
     "quiet"},
    {"loops, greeting", "sm-mta",
     "6AMI00x1004711: SYSERR(root): mx1.example.com. config error: mail loops back to "
     "me (MX problem?)",
     "quiet"},
    {"cannot be written", "sm-mta", "6AMI00x1004711: SYSERR(root): putbody: write error: Broken pipe",
     "quiet"},
    {"cannot be returned", "sm-mta",
     "6AMI00x1004711: SYSERR(root): savemail: cannot save rejected email anywhere", "quiet"},
    {"lost", "sm-mta", "6AMI00x1004711: Losing ./qf6AMI00x1004711: savemail panic",
     "failure discarded local local not-final | text savemail panic | id 6AMI00x1004711"},
    {"done", "sm-mta",
     "6AMI00x1004711: done; delay=00:00:01, ntries=1",
     "facts message-ends | id 6AMI00x1004711"},
    {"bounce", "sm-mta",
     "6AMI00x1004711: 6AMI01x1004712: DSN: User unknown",
     "facts | id 6AMI00x1004711 | next 6AMI01x1004712"},
    {"return", "sm-mta",
     "6AMI00x1004711: 6AMI01x1004712: return to sender: Unable to deliver mail",
     "facts | id 6AMI00x1004711 | next 6AMI01x1004712"},
    {"warning", "sm-mta",
     "6AMI00x1004711: 6AMI01x1004712: sender notify: Warning: could not send message "
     "for past 4 hours",
     "facts | id 6AMI00x1004711 | next 6AMI01x1004712"},
    {"expired", "sm-mta",
     "6AMI00x1004711: 6AMI01x1004712: sender notify: Cannot send message for 5 days",
     "failure expired outbound local not-final | text Cannot send message for 5 days "
     "| id 6AMI00x1004711 | next 6AMI01x1004712"},
    {"postmaster", "sm-mta",
     "6AMI00x1004711: 6AMI01x1004712: postmaster notify: User unknown",
     "facts | id 6AMI00x1004711 | next 6AMI01x1004712"},
    {"clone", "sm-mta",
     "6AMI00x1004711: 6AMI01x1004712: clone: owner=owner-list",
     "facts | id 6AMI01x1004712 | former 6AMI00x1004711 | from owner-list"},
    {"id of 8.11", "sendmail",
     "e6FFAFv24566: to=<r@example.org>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, "
     "relay=mx.example.org. [192.0.2.3], stat=User unknown",
     "failure bounced outbound rcpt remote | text User unknown | id e6FFAFv24566 | peer "
     "mx.example.org[192.0.2.3] | to r@example.org"},
    {"daemon", "sm-mta",
     "starting daemon (8.17.1.9): SMTP+queueing@01:00:00",
     "quiet"},
    {"transcript", "sm-mta",
     "6AMI00x1004711: --- 550 5.7.1 <r@example.org>... Relaying denied",
     "quiet"},
    {"transcript, password", "sm-mta",
     "6AMI00x1004711: <-- AUTH PLAIN AGJvYgBzZWNyZXQ=",
     "quiet"},
    {"load", "sm-mta",
     "rejecting connections on daemon MTA: load average: 12",
     "quiet"},
    {"a disk that is full", "sendmail",
     "6AQNopa5000113: low on space (SMTP-MAIL needs 999 bytes + 100 blocks in /var/spool/mqueue), max avail: 5",
     "strange"},
    {"fault", "sm-mta",
     "NOQUEUE: SYSERR(root): hash map \"access\": unsafe map file /etc/mail/access.db: "
     "World writable directory",
     "strange"},
    {"unknown words", "sm-mta",
     "6AMI00x1004711: something that nobody printed yet",
     "unknown"},
    {"unknown words of failure", "sm-mta",
     "6AMI00x1004711: something failed that nobody printed yet",
     "strange"},
};

TABLE_TESTS(parser_sendmail_delivery, subject, rows)
TABLE_FORMS_TEST(parser_sendmail_delivery, subject, rows, sendmail_queue_forms)
