/* The queue manager, pickup, bounce, and the tools. */
#include "parser_postfix_check.h"

static const struct row rows[] = {
    {"queue active", "postfix/qmgr", ID "from=<a@example.com>, size=851, nrcpt=1 (queue active)",
     "facts | size 851" SAYS_ID " | from a@example.com"},
    {"null sender", "postfix/qmgr", ID "from=<>, size=2851, nrcpt=1 (queue active)",
     "facts | size 2851" SAYS_ID " | from "},
    {"quoted sender", "postfix/qmgr",
     ID "from=<\"a, size=1> b\"@example.com>, size=851, nrcpt=1 (queue active)",
     "facts | size 851" SAYS_ID " | from \"a, size=1> b\"@example.com"},
    {"expired", "postfix/qmgr", ID "from=<a@example.com>, status=expired, returned to sender",
     "failure expired outbound local not-final | text expired, returned to sender" SAYS_ID
     " | from a@example.com"},
    {"force-expired", "postfix/qmgr",
     ID "from=<a@example.com>, status=force-expired, returned to sender",
     "failure expired outbound local not-final | text force-expired, returned to sender" SAYS_ID
     " | from a@example.com"},
    {"removed", "postfix/qmgr", ID "removed", "facts message-ends" SAYS_ID},
    {"unavailable", "postfix/qmgr",
     ID "to=<r@example.org>, relay=none, delay=1, delays=1/0/0/0, dsn=4.3.0, status=deferred "
     "(mail transport unavailable)",
     "failure deferred outbound local | text mail transport unavailable | enhanced 4.3.0" SAYS_ID
     " | to r@example.org"},
    {"transport", "postfix/qmgr",
     "warning: connect to transport private/x: No such file or directory", "quiet"},
    {"transport trouble", "postfix/qmgr",
     "warning: transport x failure -- see a previous warning/fatal/panic logfile record "
     "for the problem description", "quiet"},
    {"pickup", "postfix/pickup", ID "uid=1000 from=<jo>",
     "facts message-begins" SAYS_ID " | from jo"},
    {"pickup again", "postfix/pickup", ID "uid=1000 from=<jo> orig_id=38CB7A9A516",
     "facts message-begins" SAYS_ID " | former 38CB7A9A516 | from jo"},
    {"sender non-delivery", "postfix/bounce",
     ID "sender non-delivery notification: 4jYDtB20xNz1dSk8",
     "facts | text sender non-delivery notification" SAYS_ID " | next 4jYDtB20xNz1dSk8"},
    {"sender delay", "postfix/bounce", ID "sender delay notification: 4jYDtB20xNz1dSk8",
     "facts | text sender delay notification" SAYS_ID " | next 4jYDtB20xNz1dSk8"},
    {"sender delivery status", "postfix/bounce",
     ID "sender delivery status notification: 4jYDtB20xNz1dSk8",
     "facts | text sender delivery status notification" SAYS_ID " | next 4jYDtB20xNz1dSk8"},
    {"postmaster non-delivery", "postfix/bounce",
     ID "postmaster non-delivery notification: 4jYDtB20xNz1dSk8",
     "facts | text postmaster non-delivery notification" SAYS_ID " | next 4jYDtB20xNz1dSk8"},
    {"postmaster delay", "postfix/bounce", ID "postmaster delay notification: 4jYDtB20xNz1dSk8",
     "facts | text postmaster delay notification" SAYS_ID " | next 4jYDtB20xNz1dSk8"},
    {"no notification", "postfix/bounce",
     "warning: 38CB7A9A517: sender notification failed to a@example.com: x", "quiet"},
    {"operator", "postfix/postsuper", ID "removed", "facts message-ends" SAYS_ID},
    {"operator holds", "postfix/postsuper", ID "placed on hold", "quiet"},
    {"submission too big", "postfix/sendmail", "fatal: jo(1000): message file too big",
     "failure rejected local local | text message file too big"},
    {"submission cannot write", "postfix/postdrop", "warning: uid=0: File too large",
     "failure rejected local local not-final | text File too large"},
    {"QMQP error", "postfix/qmqpd",
     "warning: 38CB7A9A517: mail.example.net[192.0.2.7]: Error: message too large",
     "failure rejected inbound other local | text Error: message too large" SAYS_ID
     " | peer mail.example.net[192.0.2.7]"},
    {"QMQP timeout", "postfix/qmqpd",
     ID "mail.example.net[192.0.2.7]: timeout while receiving data",
     "failure aborted inbound other local | text timeout while receiving data" SAYS_ID
     " | peer mail.example.net[192.0.2.7]"},
    {"crash", "postfix/master",
     "warning: process /usr/lib/postfix/sbin/smtpd pid 77 killed by signal 11", "quiet"},
    {"fatal", "postfix/master", "fatal: open lock file: unable to set exclusive lock", "strange"},
    {"warning", "postfix/qmgr", "warning: 4bXyZ12345z1: queue file corrupt", "strange"},
    {"anvil", "postfix/anvil",
     "statistics: max connection rate 7/60s for (smtp:192.0.2.7) at Nov 22 18:00:00", "quiet"},
    {"start", "postfix/postfix-script", "starting the Postfix mail system", "quiet"},
};

POSTFIX_TABLE_TESTS(parser_postfix_queue, rows)
POSTFIX_FORMS_TEST(parser_postfix_queue, rows, postfix_tool_forms)
