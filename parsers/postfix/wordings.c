/* wordings.c - how Postfix words what a remote server said, and what pasted lines lack
 *
 * smtp_trouble.c, smtp_proto.c and smtp_sasl_glue.c; reason.c reads the same in a record.  Bounces
 * repeat these words, and people paste them. */
#include "postfix.h"

const struct smtplog_wording postfix_wordings[] = {
    {" said: ", SMTPLOG_BEFORE_REPLY, 0},
    {"refused to talk to me: ", SMTPLOG_BEFORE_REPLY, 0},
    {"refused to start TLS: ", SMTPLOG_BEFORE_REPLY, 0},
    {" (in reply to ", SMTPLOG_AFTER_REPLY, 0},
    {"; from=<", SMTPLOG_AFTER_REPLY, 0},       /* smtpd's tail of context */
    {", from=<", SMTPLOG_AFTER_REPLY, 0},       /* postscreen's */
    {"host ", SMTPLOG_BEFORE_PEER, 0},
    {"relay=", SMTPLOG_BEFORE_PEER, 0},
    {"(in reply to MAIL FROM", SMTPLOG_NAMES_PHASE, SMTPLOG_MAIL},
    {"(in reply to RCPT TO", SMTPLOG_NAMES_PHASE, SMTPLOG_RCPT},
    {"(in reply to DATA", SMTPLOG_NAMES_PHASE, SMTPLOG_DATA},
    {"(in reply to end of DATA", SMTPLOG_NAMES_PHASE, SMTPLOG_EOD},
    {"(in reply to EHLO", SMTPLOG_NAMES_PHASE, SMTPLOG_EHLO},
    {"(in reply to HELO", SMTPLOG_NAMES_PHASE, SMTPLOG_EHLO},
    {"refused to talk to me:", SMTPLOG_NAMES_PHASE, SMTPLOG_CONNECT},
    {"refused to start TLS:", SMTPLOG_NAMES_PHASE, SMTPLOG_STARTTLS},
    {"SASL authentication failed; server", SMTPLOG_NAMES_PHASE, SMTPLOG_AUTH},
    {NULL, 0, 0},
};

const struct smtplog_front postfix_fronts[] = {
    {"postfix", "]: ", "Jan  1 00:00:00 host "},
    {"NOQUEUE: ", "", "Jan  1 00:00:00 host postfix/smtpd[1]: "},
    {"lost connection after ", " from ", "Jan  1 00:00:00 host postfix/smtpd[1]: "},
    {"timeout after ", " from ", "Jan  1 00:00:00 host postfix/smtpd[1]: "},
    {"warning: ", ": SASL ", "Jan  1 00:00:00 host postfix/smtpd[1]: "},
    {"to=<", ", status=", "Jan  1 00:00:00 host postfix/smtp[1]: 1234567: "},
    {"from=<", ", status=expired", "Jan  1 00:00:00 host postfix/qmgr[1]: 1234567: "},
    {"", ": milter-reject: ", "Jan  1 00:00:00 host postfix/cleanup[1]: "},
    {"", ": reject: ", "Jan  1 00:00:00 host postfix/smtpd[1]: "},
    {"", ": to=<", "Jan  1 00:00:00 host postfix/smtp[1]: "},
    {"", ", status=expired, ", "Jan  1 00:00:00 host postfix/qmgr[1]: "},
    {NULL, NULL, NULL},
};
