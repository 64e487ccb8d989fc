/* Messages that came in, and what became of their deliveries. */
#include "parser_exim.h"

#define Q "1vbXyz-0001AB-CD "
#define ID "1vbXyz-000000012Ab-3cDe "
#define CORE "SMTP error from remote mail server after "
#define BEGINS .flags = SMTPLOG_MESSAGE_BEGINS
#define ECHO_ .flags = SMTPLOG_IS_ECHO

static const struct exim_row arrivals[] = {
    {ID "<= a@example.org H=mx.example.net (helo.example.net) [192.0.2.10]:5678 P=esmtpsa "
     "X=TLS1.3:AES_256:256 CV=no DN=\"CN=a,O=\"b\",C=x\" L.- A=plain:bob S=550 M8S=0 RT=0.04s "
     "id=x1@example.org T=\"550 5.7.1 \\\"pills\\\" H=[192.0.2.99]\" from <a@example.org> for "
     "b@example.org", SUCCESS, IN, PHASE(EOD), IMPLIED(250), BEGINS, .sender = "a@example.org",
     .helo = "helo.example.net", .client_ip = "192.0.2.10", .user = "bob", .peer_port = 5678,
     .queue_id = "1vbXyz-000000012Ab-3cDe"},
    {Q "<= <> R=1vbXyy-0001AA-AB U=Debian-exim P=local S=1846", FACTS, BEGINS, .sender = "",
     .peer_ip = "-", .former = "1vbXyy-0001AA-AB"},
    {Q "<= <> R=1vbXyy-000000012Ab-3cDe U=exim P=local S=1", FACTS, BEGINS, .sender = "",
     .former = "1vbXyy-000000012Ab-3cDe"},
    {Q "<= <> R=dnslookup U=exim P=local S=1", FACTS, BEGINS, .sender = "", .former = "-"},
    {Q "<= \"a b\"@example.org U=bob P=local S=451", FACTS, BEGINS,
     .sender = "\"a b\"@example.org"},
    {Q "<= a@example.org DS H=mx.example.net [192.0.2.10] P=smtp K S=552", SUCCESS, IN, PHASE(EOD),
     IMPLIED(250), BEGINS, .peer_name = "mx.example.net"},
    {Q "(= a@example.org H=(x.example) [192.0.2.1] P=esmtp S=400", FAILURE, IN, PHASE(EOD),
     REJECTED, IMPLIED(550), .after_code = 354, BEGINS, .sender = "a@example.org"},
    {Q "(= a@example.org H=(x.example) [192.0.2.1] P=esmtp K S=400", FAILURE, IN, PHASE(EOD),
     REJECTED, IMPLIED(550), BEGINS},
    {Q "Completed QT=1m2s", FACTS, .flags = SMTPLOG_MESSAGE_ENDS},
};

static const struct exim_row delivered[] = {
    {Q "=> b@example.net F=<a@example.org> P=<a@example.org> R=dnslookup T=remote_smtp S=553 "
     "H=mx.example.net [192.0.2.25]:25* I=[198.51.100.5]:4711 X=TLS1.3:AES:256 CV=yes L K C=\"250 "
     "2.0.0 OK id=1abcde-0002XY-EF\" QT=0.3s DT=0.1s", SUCCESS, OUT, PHASE(EOD), LOGGED(250),
     .reply = "250 2.0.0 OK id=1abcde-0002XY-EF", .peer_name = "mx.example.net", .peer_port = 25,
     .sender = "a@example.org", .recipient = "b@example.net", .flags = SMTPLOG_AFTER_BY_PEER},
    {Q "-> c@example.net R=dnslookup T=remote_smtp H=192.0.2.25 [192.0.2.25] C=\"250 a\\\\n250 b\"",
     SUCCESS, OUT, PHASE(EOD), LOGGED(250), BEHIND_354, .peer_name = "-", .peer_ip = "192.0.2.25"},
    {Q ">> d@example.net R=r T=smtp H=mx.example.net DS [192.0.2.25] C=\"250 OK\"", SUCCESS, OUT,
     PHASE(EOD), LOGGED(250), .peer_name = "mx.example.net"},
    {Q "*> d@example.net R=r T=smtp H=mx.example.net [192.0.2.25] C=\"delivery bypassed by -N "
     "option\"", FACTS, OUT, PHASE(EOD), .reply = "-"},
    {Q "=> b@example.net R=r T=t H=mx.example.net [192.0.2.25] C=\"250 OK id=1vbXyz-000000012Ab-3cDf\"",
     SUCCESS, OUT, PHASE(EOD), LOGGED(250), BEHIND_354, .next = "1vbXyz-000000012Ab-3cDf"},
    {Q "=> b@example.net R=r T=t H=localhost [127.0.0.1] C=\"250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): "
     "250 2.0.0 Ok: queued as 38CB7A9A519\"", SUCCESS, OUT, PHASE(EOD), LOGGED(250), BEHIND_354,
     .next = "38CB7A9A519"},
    {Q "=> bob <bob@example.org> R=localuser T=local_delivery ST=shadow (550 disk)", SUCCESS, LOCAL,
     PHASE(EOD), .recipient = "bob@example.org"},
    {Q "=> |/usr/bin/filter -f 550 <p@example.org> R=aliases T=pipe", SUCCESS, LOCAL, PHASE(EOD),
     .recipient = "|/usr/bin/filter -f 550"},
    {Q "=> e@example.net (list@example.org, all@example.org) <all@example.org> R=r T=t "
     "H=mx.example.net [192.0.2.25] C=\"250 OK\"", SUCCESS, OUT, PHASE(EOD), LOGGED(250), BEHIND_354,
     .recipient = "e@example.net"},
    {Q "=> :blackhole: <x@example.org> R=aliases", FAILURE, LOCAL, .disposition = SMTPLOG_DISCARDED,
     .flags = SMTPLOG_NOT_FINAL, .recipient = "x@example.org"},
    {Q "=> discarded <x@example.org> R=filter", FAILURE, LOCAL, .disposition = SMTPLOG_DISCARDED,
     .flags = SMTPLOG_NOT_FINAL},
    {Q "=> blackhole (DATA ACL discarded recipients): as told", FAILURE, LOCAL,
     .disposition = SMTPLOG_DISCARDED, .flags = SMTPLOG_NOT_FINAL, .text = "as told",
     .recipient = "-"},
};

static const struct exim_row bounced[] = {
    {Q "** b@example.net R=dnslookup T=remote_smtp: " CORE "RCPT TO:<b@example.net>: host "
     "mx.example.net [192.0.2.25]: 550 5.1.1 no such user", FAILURE, OUT, PHASE(RCPT), BOUNCED,
     LOGGED(550), .reply = "550 5.1.1 no such user", .peer_name = "mx.example.net",
     .peer_ip = "192.0.2.25"},
    {Q "** b@example.net R=r T=t: SMTP error from remote mailer after end of data: host "
     "mx.example.net [192.0.2.25]: 554 spam", FAILURE, OUT, PHASE(EOD), BOUNCED, LOGGED(554),
     BEHIND_354},
    {ID "** b@example.net <o@example.org> F=<a@example.org> P=<a@example.org> R=r T=t "
     "H=mx.example.net [192.0.2.25] X=TLS1.3:AES:256 CV=no DN=\"CN=mx: y\": " CORE "pipelined MAIL "
     "FROM:<a@example.org> SIZE=550: 550-5.7.26 first\\n550 5.7.26 last DT=0.2s", FAILURE, OUT,
     PHASE(MAIL), BOUNCED, LOGGED(550), .reply = "550-5.7.26 first\\n550 5.7.26 last",
     .sender = "a@example.org", .recipient = "b@example.net", .after_code = 0},
    {ID "** b@example.net R=r T=t H=mx.example.net [192.0.2.25] X=TLS1.3:AES:256 : " CORE
     "DATA: 554 5.5.1 no valid recipients DT=1s", FAILURE, OUT, PHASE(DATA), BOUNCED, LOGGED(554),
     .reply = "554 5.5.1 no valid recipients"},
    {Q "** b@example.net R=r T=t H=mx.example.net [192.0.2.25]: " CORE
     "HELO mx.example.org: 550 no helono helo", FAILURE, OUT, PHASE(EHLO), BOUNCED, LOGGED(550)},
    {Q "** b@example.net R=r T=t H=mx.example.net [192.0.2.25]: " CORE "RCPT TO:<\"x: 553 "
     "y\"@example.net>: 550 : 451 R=x T=y H=z [192.0.2.9]: done ", FAILURE, OUT, PHASE(RCPT),
     BOUNCED, LOGGED(550), .peer_ip = "192.0.2.25",
     .reply = "550 : 451 R=x T=y H=z [192.0.2.9]: done "},
    {Q "** b@example.net R=r T=lmtp H=192.0.2.26 [192.0.2.26]: LMTP error after DATA: 550 5.1.1 "
     "who", FAILURE, OUT, PHASE(EOD), BOUNCED, LOGGED(550), BEHIND_354},
    {Q "** b@example.net R=r T=t H=mx.example.net [192.0.2.25]: PRDR error after DATA: 550 no",
     FAILURE, OUT, PHASE(EOD), BOUNCED, LOGGED(550), BEHIND_354},
    {Q "** bob@example.org R=r T=lmtp: LMTP error after RCPT TO:<bob@example.org>: 550 5.1.1 who",
     FAILURE, LOCAL, PHASE(RCPT), BOUNCED, LOGGED(550)},
    {Q "** b@example.net: retry timeout exceeded", FAILURE, OUT, EXPIRED,
     .text = "retry timeout exceeded", .recipient = "b@example.net"},
    {Q "** |/bin/x y <p@example.org>: retry timeout exceeded", FAILURE, LOCAL, EXPIRED,
     .recipient = "|/bin/x y"},
    {Q "** b@example.net R=r T=t: all hosts for 'example.net' have been failing for a long time "
     "(and retry time not reached)", FAILURE, OUT, EXPIRED},
    {Q "** b@example.net: Unrouteable address", FAILURE, OUT, BOUNCED,
     .text = "Unrouteable address"},
    {Q "** b@example.org R=aliases: 551 5.1.6 moved away", FAILURE, OUT, BOUNCED, .reply = "-",
     .enhanced = "5.1.6", .text = "551 5.1.6 moved away"},
    {Q "** |/bin/x <p@example.org> R=aliases T=pipe: Child process of pipe transport returned 67 "
     "(could mean user nonexistent) from command: /bin/x", FAILURE, LOCAL, BOUNCED},
    {Q "** bob <bob@example.org> R=u T=local: mailbox is full (MTA-imposed quota exceeded while "
     "writing)", FAILURE, LOCAL, BOUNCED, .recipient = "bob@example.org"},
    {Q "** b@example.net R=r T=t: message is too big (transport limit = 550)", FAILURE, OUT,
     BOUNCED},
    {Q "** mua_wrapper is set but recipients cannot all be delivered in one transaction", FAILURE,
     LOCAL, BOUNCED},
};

static const struct exim_row deferred[] = {
    {Q "== b@example.net R=r T=t defer (-44) H=mx.example.net [192.0.2.25]: " CORE
     "RCPT TO:<b@example.net>: 450 4.2.0 greylisted", FAILURE, OUT, PHASE(RCPT), DEFERRED,
     LOGGED(450)},
    {Q "== b@example.net R=r T=t defer (-44): " CORE "RCPT TO:<b@example.net>: host mx.example.net "
     "[192.0.2.25]: 451 later", FAILURE, OUT, PHASE(RCPT), DEFERRED, LOGGED(451),
     .peer_ip = "192.0.2.25"},
    {Q "== b@example.net R=r T=t defer (-46) H=mx.example.net [192.0.2.25]:587 I=[198.51.100.5]:99 "
     "DT=0.04s: " CORE "end of data: 451 4.3.0 try", FAILURE, OUT, PHASE(EOD), DEFERRED,
     LOGGED(451), BEHIND_354, .peer_port = 587},
    {Q "== b@example.net R=r T=t defer (0) H=mx.example.net [192.0.2.25]: " CORE
     "initial connection: 354 hm", FAILURE, OUT, PHASE(CONNECT), DEFERRED, LOGGED(354)},
    {Q "== b@example.net R=r T=t defer (-44) H=mx.example.net [192.0.2.25]: " CORE
     "RCPT TO:<b@example.net>: 354 go", FAILURE, OUT, PHASE(RCPT), DEFERRED, LOGGED(354)},
    {Q "== b@example.net R=r T=t defer (0) H=mx.example.net [192.0.2.25]: " CORE
     "end of data: 354 more", FAILURE, OUT, PHASE(EOD), DEFERRED, LOGGED(354)},
    {Q "== b@example.net R=r T=t defer (0) H=mx.example.net [192.0.2.25]: " CORE
     "AUTH PLAIN ****: 334 User?", FAILURE, OUT, PHASE(AUTH), DEFERRED, LOGGED(334)},
    {Q "== b@example.net R=r T=t defer (0) H=mx.example.net [192.0.2.25]: " CORE
     "********: 454 4.7.0 no", FAILURE, OUT, PHASE(AUTH), DEFERRED, LOGGED(454), .after_code = 334},
    {Q "== b@example.net R=r T=t defer (0) H=mx.example.net [192.0.2.25]: " CORE "DATA: 250 huh",
     FAILURE, OUT, PHASE(DATA), DEFERRED, LOGGED(250)},
    {Q "== b@example.net R=r T=t defer (0) H=mx.example.net [192.0.2.25]: " CORE
     "end of data: 850 what", FAILURE, OUT, PHASE(EOD), DEFERRED, LOGGED(850), BEHIND_354},
    {Q "== b@example.net R=r T=t defer (0) H=mx.example.net [192.0.2.25]: " CORE
     "end of data: 150 wait", FAILURE, OUT, PHASE(EOD), DEFERRED, LOGGED(150), BEHIND_354,
     .text = "wait"},
    {Q "== b@example.net R=r T=t defer (0) H=mx.example.net [192.0.2.25]: " CORE
     "BDAT 550 LAST: 452 full", FAILURE, OUT, PHASE(DATA), DEFERRED, LOGGED(452)},
    {Q "== b@example.net R=r T=t defer (0) H=mx.example.net [192.0.2.25]: " CORE
     "sending data block: 421 bye", FAILURE, OUT, PHASE(EOD), DEFERRED, LOGGED(421),
     BEHIND_354},
    {Q "== b@example.net R=r T=t defer (110): Connection timed out H=mx.example.net [192.0.2.25]: "
     "SMTP timeout after pipelined MAIL FROM:<a@example.org> SIZE=550", FAILURE, OUT, PHASE(MAIL),
     DEFERRED, .peer_name = "mx.example.net", .sender = "a@example.org"},
    {Q "== b@example.net R=r T=t defer (110): Connection timed out H=mx.example.net [192.0.2.25]: "
     "SMTP timeout after end of data (451 bytes written)", FAILURE, OUT, PHASE(EOD), DEFERRED,
     BEHIND_354},
    {Q "== b@example.net R=r T=t defer (110): Connection timed out: SMTP timeout while connected "
     "to mx.example.net [192.0.2.25] after RCPT TO:<b@example.net>", FAILURE, OUT, PHASE(RCPT),
     DEFERRED, .peer_ip = "192.0.2.25"},
    {Q "== b@example.net R=r T=t defer (-18) H=mx.example.net [192.0.2.25]: Remote host closed "
     "connection in response to DATA", FAILURE, OUT, PHASE(DATA), DEFERRED},
    {Q "== b@example.net R=r T=t defer (-18): Remote host mx.example.net [192.0.2.25] closed "
     "connection in response to end of data", FAILURE, OUT, PHASE(EOD), DEFERRED, BEHIND_354,
     .peer_ip = "192.0.2.25"},
    {Q "== b@example.net R=r T=t defer (-18) H=mx.example.net [192.0.2.25]: Remote host closed "
     "connection in response to HELO x.example (EHLO response was: 421-4.7.0 a\\n421 4.7.0 b)",
     FAILURE, OUT, PHASE(EHLO), DEFERRED, LOGGED(421), .reply = "421-4.7.0 a\\n421 4.7.0 b"},
    {Q "== b@example.net R=r T=t defer (-19) H=mx.example.net [192.0.2.25]: Malformed SMTP reply "
     "in response to EHLO x.example: 5x0 what", FAILURE, OUT, PHASE(EHLO), DEFERRED, .reply = "-"},
    {Q "== b@example.net R=r T=t defer (-19): Malformed SMTP reply from mx.example.net "
     "[192.0.2.25] in response to initial connection: 550~x", FAILURE, OUT, PHASE(CONNECT),
     DEFERRED, .peer_ip = "192.0.2.25"},
    {Q "== b@example.net R=r T=t defer (111): Connection refused", FAILURE, OUT, PHASE(CONNECT),
     DEFERRED},
    {Q "== b@example.net R=r T=t defer (-37) H=mx.example.net [192.0.2.25]: TLS session: "
     "(SSL_connect): error:550", FAILURE, OUT, PHASE(STARTTLS), DEFERRED},
    {Q "== b@example.net R=r T=t defer (-38) H=mx.example.net [192.0.2.25]: a TLS session is "
     "required, but the server did not offer TLS support", FAILURE, OUT, PHASE(STARTTLS), DEFERRED},
    {Q "== b@example.net R=r T=t defer (-36): DANE error: tlsa lookup DEFER", FAILURE, OUT,
     PHASE(CONNECT), DEFERRED},
    {Q "== b@example.net R=r T=t defer (-42): authentication required but authentication "
     "attempt(s) failed", FAILURE, OUT, PHASE(AUTH), DEFERRED},
    {Q "== b@example.net R=r T=t defer (-48): Too few items in client_send in plain authenticator",
     FAILURE, OUT, PHASE(AUTH), DEFERRED, .after_code = 334},
    {Q "== b@example.net R=r T=t defer (-48): bad base 64 string in challenge: x", FAILURE, OUT,
     PHASE(AUTH), DEFERRED, .after_code = 334},
    {Q "== b@example.net R=r T=t defer (-54): retry time not reached for any host for "
     "'example.net'", FAILURE, OUT, DEFERRED, ECHO_},
    {Q "== b@example.net routing defer (-52): retry time not reached", FAILURE, OUT, DEFERRED,
     ECHO_, .recipient = "b@example.net"},
    {Q "== bob@example.org R=u T=local defer (-53): Retry time not yet reached", FAILURE,
     LOCAL, DEFERRED, ECHO_},
    {Q "== b@example.org R=aliases defer (-1) DT=0s: 451 4.3.0 later", FAILURE, OUT, DEFERRED,
     .reply = "-", .enhanced = "4.3.0"},
    {Q "== b@example.net R=r defer (-1): host lookup did not complete", FAILURE, OUT, DEFERRED},
    {Q "== bob@example.org R=r T=lmtp defer (0): LMTP timeout after end of data", FAILURE, LOCAL,
     PHASE(EOD), DEFERRED, .after_code = 354},
    {Q "== |/bin/x <p@example.org> R=a T=pipe defer (0): Child process of pipe transport returned "
     "75 (could mean temporary error) from command: /bin/x", FAILURE, LOCAL, DEFERRED,
     .recipient = "|/bin/x"},
};

#define LATE "R=r T=t defer (-45) H=mx.example.net [192.0.2.25]: " CORE "pipelined "

/* A message sent in chunks: replies to MAIL are read late, and the log does not tell which is one. */
static const struct exim_row chunks[] = {
    {Q "== b@example.net " LATE "end of data: 421 4.7.0 too much", FAILURE, OUT, PHASE(MAIL),
     DEFERRED, LOGGED(421)},
    {Q "== b@example.net " LATE "sending data block: 451 later", FAILURE, OUT, PHASE(MAIL),
     DEFERRED, LOGGED(451)},
    {Q "== b@example.net R=r T=t defer (-46) H=mx.example.net [192.0.2.25]: " CORE
     "pipelined end of data: 451 4.3.0 try", FAILURE, OUT, PHASE(EOD), DEFERRED, LOGGED(451)},
    {Q "** b@example.net R=r T=t H=mx.example.net [192.0.2.25] X=TLS1.3:AES:256 CV=yes: " CORE
     "pipelined end of data: 550 5.7.1 no", FAILURE, OUT, BOUNCED, LOGGED(550)},
    {Q "H=mx.example.net [192.0.2.25]: " CORE "pipelined end of data: 421 4.7.0 too much", FAILURE,
     OUT, ATTEMPT, LOGGED(421)},
    {Q "== b@example.net R=r T=t defer (-18) H=mx.example.net [192.0.2.25]: Remote host closed "
     "connection in response to pipelined end of data", FAILURE, OUT, DEFERRED},
    {Q "== b@example.net R=r T=t defer (110): Connection timed out H=mx.example.net [192.0.2.25]: "
     "SMTP timeout after pipelined end of data (550 bytes written)", FAILURE, OUT, DEFERRED},
    {Q "== b@example.net R=r T=t defer (-45) H=mx.example.net [192.0.2.25]: " CORE
     "pipelined MAIL FROM:<a@example.org>: 450 4.1.8 who", FAILURE, OUT, PHASE(MAIL), DEFERRED,
     LOGGED(450), .sender = "a@example.org"},
};

/* deferral_log(): the errno's words, the last host that was reached, what happened. */
static const struct exim_row errnos[] = {
    {Q "== b@example.net R=r T=t defer (111): Connection refused H=mx2.example.net [192.0.2.26]",
     FAILURE, OUT, PHASE(CONNECT), DEFERRED, .text = "Connection refused", .peer_ip = "-"},
    {Q "== b@example.net R=r T=t defer (110): Connection timed out H=mx.example.net "
     "[2001:db8::25]:25 I=[2001:db8::5]:99 DT=2m", FAILURE, OUT, PHASE(CONNECT), DEFERRED,
     .text = "Connection timed out", .peer_ip = "-"},
    {Q "== b@example.net R=r T=t defer (113): No route to host H=mx.example.net [192.0.2.25]: "
     "mx.example.net [192.0.2.25]", FAILURE, OUT, PHASE(CONNECT), DEFERRED,
     .text = "No route to host", .peer_ip = "192.0.2.25", .peer_name = "mx.example.net"},
    {Q "== b@example.net R=r T=t defer (104): Connection reset by peer H=mx.example.net "
     "[192.0.2.25] DT=1s", FAILURE, OUT, DEFERRED, .text = "Connection reset by peer"},
    {Q "== b@example.net R=r T=t defer (13): Permission denied", FAILURE, OUT, DEFERRED},
};

/* Mailboxes, pipes and programs of this server. */
static const struct exim_row local[] = {
    {Q "== bob@example.org R=u T=local defer (13): Permission denied: creating lock file hitching "
     "post /var/mail/bob.lock.mx.550 (euid=8 egid=8)", FAILURE, LOCAL, DEFERRED,
     .text = "Permission denied: creating lock file hitching post /var/mail/bob.lock.mx.550 "
             "(euid=8 egid=8)"},
    {Q "== bob@example.org R=u T=local defer (-9): failed to lock mailbox /var/mail/bob (fcntl)",
     FAILURE, LOCAL, DEFERRED},
    {Q "== bob@example.org R=u T=maildir defer (2): No such file or directory: mkdir /home/bob",
     FAILURE, LOCAL, DEFERRED},
    {Q "== bob@example.org R=u T=local defer (-22): mailbox is full (MTA-imposed quota exceeded)",
     FAILURE, LOCAL, DEFERRED},
    {Q "== bob@example.org R=u T=local defer (-7): mailbox /var/mail/bob has the wrong mode "
     "00666", FAILURE, LOCAL, DEFERRED},
    {Q "** bob@example.org R=u T=pipe: return message generated", FAILURE, LOCAL, BOUNCED},
    {Q "== bob@example.org R=u T=pipe defer (0): Child process of pipe transport returned 75 "
     "(could mean temporary error) from command: /usr/bin/deliver", FAILURE, LOCAL, DEFERRED},
    {Q "== bob@example.org R=u T=lmtp defer (-1): LMTP connection closed after RCPT "
     "TO:<bob@example.org>", FAILURE, LOCAL, PHASE(RCPT), DEFERRED},
    /* a remote server's mailbox */
    {Q "== b@example.net R=r T=t defer (-44): " CORE "RCPT TO:<b@example.net>: host mx.example.net "
     "[192.0.2.25]: 452 mailbox is full", FAILURE, OUT, PHASE(RCPT), DEFERRED, LOGGED(452)},
    {Q "== b@example.net R=r T=t defer (-44) H=mx.example.net [192.0.2.25]: " CORE
     "RCPT TO:<b@example.net>: 450 retry time not reached", FAILURE, OUT, PHASE(RCPT), DEFERRED,
     LOGGED(450)},
};

/* Told to wait: nothing was tried. */
static const struct exim_row queued[] = {
    {Q "== b@example.net R=r T=t defer (0): SMTP delivery explicitly queued", FAILURE, OUT, HELD},
    {Q "== b@example.net R=r T=t defer (-1): first-pass only routing due to -odqs, "
     "queue_smtp_domains or control=queue", FAILURE, OUT, HELD},
    {Q "== b@example.net R=r T=t defer (-1): domain matches queue_smtp_domains, or -odqs set",
     FAILURE, OUT, HELD},
    {Q "== b@example.net routing defer (-56): domain is in queue_domains", FAILURE, OUT, HELD},
    {Q "== b@example.net routing defer (-23): domain is held", FAILURE, OUT, HELD},
};

static const struct exim_row attempts[] = {
    {ID "Connection aborted; STARTTLS support by mx.example.net [192.0.2.25] required by DNS SRV "
     "but STARTTLS not offered", FAILURE, OUT, PHASE(STARTTLS), ATTEMPT, .peer_ip = "192.0.2.25"},
    {Q "H=mx.example.net [192.0.2.25]: " CORE "RCPT TO:<b@example.net>: 452 4.5.3 too many",
     FAILURE, OUT, PHASE(RCPT), ATTEMPT, LOGGED(452), .recipient = "b@example.net",
     .queue_id = "1vbXyz-0001AB-CD"},
    {Q "H=mx.example.net [192.0.2.25]:25 " CORE "RCPT TO:<b@example.net>: 452 no", FAILURE, OUT,
     PHASE(RCPT), ATTEMPT, LOGGED(452), .peer_port = 25},
    {Q CORE "MAIL FROM:<a@example.org>: host mx.example.net [192.0.2.25]: 550 no", FAILURE, OUT,
     PHASE(MAIL), ATTEMPT, LOGGED(550), .peer_name = "mx.example.net"},
    {Q "H=mx.example.net [192.0.2.25] Connection refused", FAILURE, OUT, PHASE(CONNECT), ATTEMPT},
    {Q "mx.example.net [192.0.2.25] Connection refused", FAILURE, OUT, PHASE(CONNECT), ATTEMPT,
     .peer_ip = "192.0.2.25"},
    {Q "H=mx.example.net [192.0.2.25] TLS error on connection (SSL_connect): error", FAILURE, OUT,
     PHASE(STARTTLS), ATTEMPT},
    {Q "H=mx.example.net [192.0.2.25] TLS error on connection (recv): closed", QUIET},
    {Q "TLS error on connection to mx.example.net [192.0.2.25] (SSL_connect): error", FAILURE, OUT,
     PHASE(STARTTLS), ATTEMPT},
    {Q "smtp send to mx.example.net [192.0.2.25] failed: Broken pipe", FAILURE, OUT, ATTEMPT,
     .peer_ip = "192.0.2.25"},
    {Q "TLS session: (gnutls_handshake): x: delivering unencrypted to H=mx.example.net "
     "[192.0.2.25] (not in hosts_require_tls)", QUIET},
    {Q "DANE attempt failed; TLS connection to mx.example.net [192.0.2.25]: x", FAILURE, OUT,
     PHASE(STARTTLS), ATTEMPT},
    {Q "plain authenticator failed H=mx.example.net [192.0.2.25] 535-5.7.8 first", FAILURE, OUT,
     PHASE(AUTH), ATTEMPT, LOGGED(535), .reply = "535-5.7.8 first\n535 5.7.8 second",
     .more = "535 5.7.8 second"},
    {Q "login authenticator cancelled authentication H=mx.example.net [192.0.2.25] Invalid base64 "
     "string in server response \"334 User?\"", FAILURE, OUT, PHASE(AUTH), ATTEMPT,
     .after_code = 334, .challenge = "User?"},
};

static const struct exim_row notes[] = {
    {Q "Frozen (delivery error message)", FAILURE, LOCAL, .disposition = SMTPLOG_HELD,
     .flags = SMTPLOG_NOT_FINAL},
    {Q "frozen by ACL", FAILURE, LOCAL, .disposition = SMTPLOG_HELD, .flags = SMTPLOG_NOT_FINAL},
    {Q "Message is frozen", QUIET},
    {Q "Unfrozen by errmsg timer", QUIET},
    {Q "cancelled by timeout_frozen_after", FACTS, .flags = SMTPLOG_MESSAGE_ENDS},
    {Q "removed by root", FACTS, .flags = SMTPLOG_MESSAGE_ENDS},
    {Q "b@example.net: error ignored", QUIET},
    {Q "Spool file for 1vbXyz-0001AB-CD is locked (another process is handling this message)",
     QUIET},
    {Q "no immediate delivery: load average 5.50", QUIET},
    {Q "<|/bin/x>: pipe transport output: 550 5.1.1 no such user", QUIET},
    {Q "remote host address is the local host: mx.example.org", QUIET},
    {Q "DKIM: d=example.org s=s c=relaxed/relaxed a=rsa-sha256 b=2048 [verification failed]",
     QUIET},
    {Q "SA: Action: flagged as spam score=5.5", QUIET},
    {Q "SMTP connection outbound 1767322800 1vbXyz-0001AB-CD example.net b@example.net", QUIET},
    {"Start queue run: pid=451", QUIET},
    {"list matching forced to fail: failed to find host name for 192.0.2.1", QUIET},
    {"configured error code starts with incorrect digit (expected 5) in \"450 4.1.1 text\"", QUIET},
    {"Warning: purging the environment.", QUIET,
     .more = " Suggested action: use keep_environment."},
    {"something nobody wrote down failed", STRANGE},
    {"Exim starts to sing", UNKNOWN},
};

Test(parser_exim, arrivals) { CHECK_ROWS(arrivals); }
Test(parser_exim, delivered) { CHECK_ROWS(delivered); }
Test(parser_exim, bounced) { CHECK_ROWS(bounced); }
Test(parser_exim, deferred) { CHECK_ROWS(deferred); }
Test(parser_exim, chunks) { CHECK_ROWS(chunks); }
Test(parser_exim, errnos) { CHECK_ROWS(errnos); }
Test(parser_exim, local) { CHECK_ROWS(local); }
Test(parser_exim, queued) { CHECK_ROWS(queued); }
Test(parser_exim, attempts) { CHECK_ROWS(attempts); }
Test(parser_exim, notes) { CHECK_ROWS(notes); }
