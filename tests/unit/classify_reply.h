/* classify_reply.h - replies as events, for the tests of what is concluded from them */
#ifndef CLASSIFY_REPLY_H
#define CLASSIFY_REPLY_H

#include "event/event.h"

#include <smtplog/scan.h>

/* "550 5.1.1 no such user" becomes the event's code, enhanced status code and text, which points
 * into `reply`. */
static inline void take_reply(struct event *e, const char *reply)
{
    struct smtplog_slice text = slice_str(reply);
    scan_code(&text, &e->code);
    text = slice_trim(text);
    if (scan_enhanced(&text, &e->enhanced))
        text = slice_trim(text);
    e->text = text;
}

/* An outbound reply of `peer`. */
static inline struct event reply_of(const char *peer, const char *reply)
{
    struct event e = {.direction = SMTPLOG_OUTBOUND, .phase = SMTPLOG_RCPT,
                      .disposition = SMTPLOG_BOUNCED, .origin = SMTPLOG_BY_REMOTE};
    e.peer_name = slice_str(peer);
    take_reply(&e, reply);
    return e;
}

#endif
