/* wordings.c - how Sendmail words what a remote server said, and what pasted lines lack
 *
 * deliver.c logdelivery in the log; savemail.c returntosender in a bounce. */
#include "sendmail.h"

const struct smtplog_wording sendmail_wordings[] = {
    {", reply=", SMTPLOG_BEFORE_REPLY, 0},
    {", stat=Deferred: ", SMTPLOG_BEFORE_REPLY, 0},
    {" protocol error: ", SMTPLOG_BEFORE_REPLY, 0},
    {", reject=", SMTPLOG_BEFORE_REPLY, 0},
    {", stat=", SMTPLOG_AFTER_REPLY, 0},
    {", relay=", SMTPLOG_BEFORE_PEER, 0},
    {": SMTP MAIL protocol error", SMTPLOG_NAMES_PHASE, SMTPLOG_MAIL},
    {": SMTP RCPT protocol error", SMTPLOG_NAMES_PHASE, SMTPLOG_RCPT},
    {": SMTP DATA-1 protocol error", SMTPLOG_NAMES_PHASE, SMTPLOG_DATA},
    {": SMTP DATA-2 protocol error", SMTPLOG_NAMES_PHASE, SMTPLOG_EOD},
    {NULL, 0, 0},
};

const struct smtplog_front sendmail_fronts[] = {
    {"ruleset=", ", reject=", "Jan  1 00:00:00 host sendmail[1]: "},
    {"to=", ", stat=", "Jan  1 00:00:00 host sendmail[1]: 6A1000aa000001: "},
    {"", ", stat=", "Jan  1 00:00:00 host sendmail[1]: "},
    {"", ": ruleset=", "Jan  1 00:00:00 host sendmail[1]: "},
    {NULL, NULL, NULL},
};
