/* remote.h - what a remote server did to a delivery, as Exim words it
 *
 * The same core text stands in bounces, deferrals, per-host lines and callout rejections:
 * "SMTP error from remote mail server after RCPT TO:<b@example.net>: 550 5.1.1 no such user".
 */
#ifndef EXIM_REMOTE_H
#define EXIM_REMOTE_H

#include "fields.h"

struct exim_remote {
    uint32_t phase;
    uint32_t body_phase;                /* "pipelined end of data": a message sent in chunks, whose
                                           replies to MAIL and RCPT are read as late; `phase` is
                                           not known, this one if the reply was the body's own */
    int32_t after_code;                 /* 354 or 334 that had been reached */
    struct smtplog_slice reply;         /* NULL: no reply came */
    struct smtplog_slice sender, recipient;     /* out of MAIL FROM:<> and RCPT TO:<> */
    struct smtplog_slice challenge;
    unsigned lmtp : 1;                  /* LMTP: without a host, a program or socket of this one */
    struct exim_fields server;          /* host and ip, where the text names them (up to 4.84) */
};

/* Reads the core text; 0 if `text` is none.  `has_host`: the line has its H= (the smtp driver's
 * "LMTP error after DATA" then answers the final dot). */
int exim_remote_read(struct smtplog_slice text, int has_host, struct exim_remote *out);

/* Puts it into the event: phase, reply or text, after_code, origin. */
void exim_remote_fill(struct smtplog_event *e, const struct exim_remote *r,
                      struct smtplog_slice text);

#endif
