/* stat.h - what the stat= of a delivery says (sysexits.c, deliver.c giveresponse) */
#ifndef SENDMAIL_STAT_H
#define SENDMAIL_STAT_H

#include "sendmail.h"

struct sendmail_stat {
    struct smtplog_slice text, reply, dsn;      /* reply: ptr NULL if the line has none */
    const struct sendmail_hint *hint;           /* the line before it, or NULL */
    int smtp, local;                            /* of the mailer */
    int contacted;                              /* a server was reached in this try */
};

/* Does a stat= begin like this?  A server's text may hold other ones. */
int sendmail_stat_is_known(struct smtplog_slice text);
/* Fills a failed delivery's event; enum smtplog_result. */
int sendmail_stat_say(struct sendmail *state, const struct sendmail_stat *s,
                      struct smtplog_event *e);

#endif
