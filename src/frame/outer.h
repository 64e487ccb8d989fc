/* outer.h - what the wrappings around a line told of it: see unwrap.h
 *
 * Zeroed: nothing.  Slices live until the next unwrap_next().
 */
#ifndef FRAME_OUTER_H
#define FRAME_OUTER_H

#include "frame/stamp.h"

struct outer {
    struct stamp stamp;
    struct smtplog_slice host, tag, more;
    struct smtplog_slice body;          /* the message, where `complete` */
    uint32_t pid, flags;
    int stamped;                        /* stamp is known */
    int stamp_is_fresh;                 /* and of the moment in which the line was written */
    int complete;                       /* a whole record: the text inside is its message */
    int holds_line;                     /* though in that message a whole line may stand */
};

#endif
