/* Whose message a queue id is, and who submitted it, through content filters too. */
#include "correlate_lines.h"

#define CLIENT "c.example.net[192.0.2.1]"
#define LOGIN ", sasl_method=PLAIN, sasl_username=jo"
#define FROM "from=<s@example.com>, size=100, nrcpt=1 (queue active)"
#define TO "to=<r@example.net>, relay=mx.example.net[192.0.2.3]:25, delay=1, delays=1/0/0/0, "
#define GONE TO "dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.3] said: 550 5.1.1 no " \
    "(in reply to RCPT TO command))"
#define SENT(relay, id) "to=<r@example.net>, relay=" relay ", delay=1, delays=1/0/0/0, dsn=2.0.0, " \
    "status=sent (250 2.0.0 Ok: queued as " id ")"
#define REFUSED "final 550/5.1.1 rcpt bounced 5xx peer=192.0.2.3"
#define KNOWN " client=192.0.2.1 user=jo"
#define ENVELOPE " from=s@example.com to=r@example.net\n"

static const struct lines_case cases[] = {
    /* ---- Instances and services ---- */
    {"two instances, one queue id",
     {"0 postfix-in/smtpd[1]: 4F00001: client=a.example.net[192.0.2.7]",
      "0 postfix-out/smtpd[2]: 4F00001: client=" CLIENT LOGIN,
      "0 postfix-in/cleanup[3]: 4F00001: message-id=<in@example.net>",
      "0 postfix-out/cleanup[4]: 4F00001: message-id=<out@example.com>",
      "1 postfix-in/qmgr[5]: 4F00001: from=<in@example.net>, size=100, nrcpt=1 (queue active)",
      "1 postfix-out/qmgr[6]: 4F00001: " FROM, "2 postfix-in/smtp[7]: 4F00001: " GONE,
      "2 postfix-out/smtp[8]: 4F00001: " GONE, "3 postfix-in/qmgr[5]: 4F00001: removed",
      "4 postfix-out/smtp[8]: 4F00001: " GONE},
     "7 " REFUSED " client=192.0.2.7 from=in@example.net to=r@example.net\n"
     "8 " REFUSED KNOWN ENVELOPE "10 " REFUSED KNOWN ENVELOPE},
    {"a service with a name of its own is no instance",
     {"0 postfix/qmgr[5]: 4F00009: " FROM, "0 postfix-submission/smtpd[1]: 4F00001: client=" CLIENT LOGIN,
      "0 postfix/cleanup[3]: 4F00001: message-id=<1@example.net>", "0 postfix/qmgr[5]: 4F00001: " FROM,
      "1 postfix-slow/smtp[7]: 4F00001: " GONE, "1 postfix/smtp[8]: 4F00001: " GONE},
     "5 " REFUSED KNOWN ENVELOPE "6 " REFUSED KNOWN ENVELOPE},
    {"nor before its queue manager was seen",
     {"0 postfix/submission/smtpd[1]: 4F00001: client=" CLIENT LOGIN,
      "0 postfix/sender-cleanup/cleanup[3]: 4F00001: message-id=<1@example.net>",
      "0 postfix/qmgr[5]: 4F00001: " FROM, "1 postfix/relay/smtp[7]: 4F00001: " GONE},
     "4 " REFUSED KNOWN ENVELOPE},
    {"instances below one name",
     {"0 mail/in/qmgr[5]: 4F00001: from=<in@example.net>, size=100, nrcpt=1 (queue active)",
      "0 mail/out/qmgr[6]: 4F00001: " FROM, "2 mail/out/smtp[7]: 4F00001: " GONE},
     "3 " REFUSED ENVELOPE},
    {"an instance whose beginning was not seen is not given another's",
     {"0 postfix-out/qmgr[6]: 4F00007: " FROM, "0 postfix-in/smtpd[1]: 4F00001: client=" CLIENT LOGIN,
      "0 postfix-in/qmgr[5]: 4F00001: " FROM, "1 postfix-out/smtp[7]: 4F00001: " GONE},
     "4 " REFUSED " to=r@example.net\n"},
    /* ---- Content filters ---- */
    {"the filter tells the former id (XFORWARD)",
     {"0 postfix/smtpd[1]: 4F00001: client=" CLIENT LOGIN, "0 postfix/qmgr[5]: 4F00001: " FROM,
      "1 postfix/smtpd[2]: 4F00002: client=localhost[127.0.0.1], orig_queue_id=4F00001, orig_client=" CLIENT,
      "1 postfix/qmgr[5]: 4F00002: " FROM,
      "1 postfix/smtp[6]: 4F00001: " SENT("127.0.0.1[127.0.0.1]:10024", "4F00002"),
      "1 postfix/qmgr[5]: 4F00001: removed", "2 postfix/smtp[7]: 4F00002: " GONE},
     "7 " REFUSED KNOWN ENVELOPE},
    {"the filter tells nothing: \"queued as\" does",
     {"0 postfix/smtpd[1]: 4F00001: client=" CLIENT LOGIN, "0 postfix/qmgr[5]: 4F00001: " FROM,
      "1 postfix/smtpd[2]: connect from localhost[127.0.0.1]",
      "1 postfix/smtpd[2]: 4F00002: client=localhost[127.0.0.1]", "1 postfix/qmgr[5]: 4F00002: " FROM,
      "1 postfix/smtp[6]: 4F00001: " SENT("127.0.0.1[127.0.0.1]:10024", "4F00002"),
      "2 postfix/smtp[7]: 4F00002: " GONE},
     "7 " REFUSED KNOWN ENVELOPE},
    {"two filters, one after the other",
     {"0 postfix/smtpd[1]: 4F00001: client=" CLIENT LOGIN,
      "1 postfix/smtpd[2]: 4F00002: client=localhost[127.0.0.1]",
      "1 postfix/smtp[6]: 4F00001: " SENT("127.0.0.1[127.0.0.1]:10024", "4F00002"),
      "2 postfix/smtpd[2]: 4F00003: client=localhost[127.0.0.1]",
      "2 postfix/smtp[6]: 4F00002: " SENT("127.0.0.1[127.0.0.1]:10026", "4F00003"),
      "2 postfix/qmgr[5]: 4F00003: " FROM, "3 postfix/smtp[7]: 4F00003: " GONE},
     "7 " REFUSED KNOWN ENVELOPE},
    {"a filter on another machine",
     {"0 postfix/smtpd[1]: 4F00001: client=" CLIENT LOGIN,
      "1 postfix/smtpd[2]: 4F00002: client=scan.example.com[198.51.100.5]", "1 postfix/qmgr[5]: 4F00002: " FROM,
      "1 postfix/smtp[6]: 4F00001: " SENT("scan.example.com[198.51.100.5]:25", "4F00002"),
      "2 postfix/smtp[7]: 4F00002: " GONE},
     "5 " REFUSED KNOWN ENVELOPE},
    {"a filter before the queue",
     {"0 postfix/smtpd[1]: connect from " CLIENT, "0 postfix/smtpd[1]: NOQUEUE: client=" CLIENT LOGIN,
      "1 postfix/smtpd[2]: 4F00002: client=localhost[127.0.0.1]",
      "1 postfix/smtpd[1]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 4F00002; "
      "from=<s@example.com> to=<r@example.net> proto=ESMTP helo=<h.example.com> sasl_username=<jo>",
      "1 postfix/qmgr[5]: 4F00002: " FROM, "2 postfix/smtp[7]: 4F00002: " GONE},
     "6 " REFUSED KNOWN " helo=h.example.com" ENVELOPE},
    {"a stranger's id that looks like one of ours",
     {"0 postfix/smtpd[1]: 4F00001: client=" CLIENT LOGIN, "0 postfix/qmgr[5]: 4F00001: " FROM,
      "1 postfix/smtpd[2]: 4F00002: client=b.example.net[192.0.2.2]",
      "1 postfix/qmgr[5]: 4F00002: from=<other@example.com>, size=9, nrcpt=1 (queue active)",
      "1 postfix/smtp[6]: 4F00001: " SENT("mx.example.org[192.0.2.9]:25", "4F00002"),
      "2 postfix/smtp[7]: 4F00002: " GONE},
     "6 " REFUSED " client=192.0.2.2 from=other@example.com to=r@example.net\n"},
    {"a former id that was another client's",
     {"0 postfix/smtpd[1]: 4F00001: client=" CLIENT LOGIN,
      "1 postfix/smtpd[2]: 4F00002: client=localhost[127.0.0.1], orig_queue_id=4F00001, "
      "orig_client=b.example.net[192.0.2.2]", "2 postfix/qmgr[5]: 4F00002: " FROM,
      "2 postfix/smtp[7]: 4F00002: " GONE},
     "4 " REFUSED " client=192.0.2.2" ENVELOPE},
    {"a notification is its server's own",
     {"0 postfix/smtpd[1]: 4F00001: client=" CLIENT LOGIN, "0 postfix/qmgr[5]: 4F00001: " FROM,
      "1 postfix/bounce[8]: 4F00001: sender non-delivery notification: 4F00002",
      "1 postfix/qmgr[5]: 4F00002: from=<>, size=9, nrcpt=1 (queue active)",
      "2 postfix/smtp[7]: 4F00002: " GONE},
     "5 " REFUSED " to=r@example.net\n"},
    {"requeued (postsuper -r)",
     {"0 postfix/smtpd[1]: 4F00001: client=" CLIENT LOGIN, "0 postfix/qmgr[5]: 4F00001: " FROM,
      "9 postfix/pickup[8]: 4F00002: uid=105 from=<s@example.com> orig_id=4F00001",
      "9 postfix/smtp[7]: 4F00002: " GONE},
     "4 " REFUSED KNOWN ENVELOPE},
    {"forwarded by a local user",
     {"0 postfix/smtpd[1]: 4F00001: client=" CLIENT LOGIN, "0 postfix/qmgr[5]: 4F00001: " FROM,
      "1 postfix/cleanup[3]: 4F00002: message-id=<1@example.net>", "1 postfix/qmgr[5]: 4F00002: " FROM,
      "1 postfix/local[9]: 4F00001: to=<u@example.org>, relay=local, delay=1, delays=1/0/0/0, dsn=2.0.0, "
      "status=sent (forwarded as 4F00002)", "2 postfix/smtp[7]: 4F00002: " GONE},
     "6 " REFUSED KNOWN ENVELOPE},
};

CORRELATE_LINES_TESTS(correlate_message, cases)
