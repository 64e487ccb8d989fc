/* wordings.c - how OpenSMTPD words what a remote server said
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
