/* wordings.c - how Exim words what a remote server said, and what pasted lines lack
 *
 * smtp_out.c and transports/smtp.c, check_response(); remote.c reads the same in a record.
 * Bounces repeat these words, and people paste them. */
#include "exim.h"

const struct smtplog_wording exim_wordings[] = {
    {"SMTP error from remote mail server after ", SMTPLOG_BEFORE_COMMAND, 0},
    {"SMTP error from remote mailer after ", SMTPLOG_BEFORE_COMMAND, 0},    /* up to 4.84 */
    {"LMTP error after ", SMTPLOG_BEFORE_COMMAND, 0},
    {"PRDR error after ", SMTPLOG_BEFORE_COMMAND, 0},
    {"H=", SMTPLOG_BEFORE_PEER, 0},
    {"after initial connection:", SMTPLOG_NAMES_PHASE, SMTPLOG_CONNECT},
    {"after EHLO ", SMTPLOG_NAMES_PHASE, SMTPLOG_EHLO},
    {"after HELO ", SMTPLOG_NAMES_PHASE, SMTPLOG_EHLO},
    {"after STARTTLS:", SMTPLOG_NAMES_PHASE, SMTPLOG_STARTTLS},
    {"after AUTH", SMTPLOG_NAMES_PHASE, SMTPLOG_AUTH},
    {"after MAIL FROM:", SMTPLOG_NAMES_PHASE, SMTPLOG_MAIL},
    {"after pipelined MAIL FROM:", SMTPLOG_NAMES_PHASE, SMTPLOG_MAIL},
    {"after RCPT TO:", SMTPLOG_NAMES_PHASE, SMTPLOG_RCPT},
    {"after DATA:", SMTPLOG_NAMES_PHASE, SMTPLOG_DATA},
    {"after pipelined DATA:", SMTPLOG_NAMES_PHASE, SMTPLOG_DATA},
    {"after end of data:", SMTPLOG_NAMES_PHASE, SMTPLOG_EOD},
    {NULL, 0, 0},
};

const struct smtplog_front exim_fronts[] = {
    {"exim[", "]: ", "Jan  1 00:00:00 host "},
    {"** ", " R=", "2026-01-01 00:00:00 1aaaaa-000001-AA "},
    {"== ", " R=", "2026-01-01 00:00:00 1aaaaa-000001-AA "},
    {"H=", " rejected ", "2026-01-01 00:00:00 "},
    {"", " == ", "2026-01-01 00:00:00 "},
    {"", " ** ", "2026-01-01 00:00:00 "},
    {NULL, NULL, NULL},
};
