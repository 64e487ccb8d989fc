/* wordings.c - how OpenSMTPD words what a remote server said, and what pasted lines lack
 *
 * mta_session.c mta_error, mta.c mta_log; bounce.c repeats the reply as it is. */
#include "opensmtpd.h"

const struct smtplog_wording opensmtpd_wordings[] = {
    {" stat=\"", SMTPLOG_BEFORE_REPLY, 0},
    {" result=\"", SMTPLOG_BEFORE_REPLY, 0},
    {"BANNER rejected: ", SMTPLOG_BEFORE_REPLY, 0},
    {"EHLO rejected: ", SMTPLOG_BEFORE_REPLY, 0},
    {"HELO rejected: ", SMTPLOG_BEFORE_REPLY, 0},
    {"STARTTLS rejected: ", SMTPLOG_BEFORE_REPLY, 0},
    {"AUTH rejected: ", SMTPLOG_BEFORE_REPLY, 0},
    {"LMTP server error: ", SMTPLOG_BEFORE_REPLY, 0},
    {"BANNER rejected: ", SMTPLOG_NAMES_PHASE, SMTPLOG_CONNECT},
    {"EHLO rejected: ", SMTPLOG_NAMES_PHASE, SMTPLOG_EHLO},
    {"HELO rejected: ", SMTPLOG_NAMES_PHASE, SMTPLOG_EHLO},
    {"STARTTLS rejected: ", SMTPLOG_NAMES_PHASE, SMTPLOG_STARTTLS},
    {"AUTH rejected: ", SMTPLOG_NAMES_PHASE, SMTPLOG_AUTH},
    {NULL, 0, 0},
};

const struct smtplog_front opensmtpd_fronts[] = {
    {"", " smtp failed-command ", "Jan  1 00:00:00 host smtpd[1]: "},
    {"", " mta delivery ", "Jan  1 00:00:00 host smtpd[1]: "},
    {"", " mda delivery ", "Jan  1 00:00:00 host smtpd[1]: "},
    {NULL, NULL, NULL},
};
