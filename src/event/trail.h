/* trail.h - what the records of one hour, source and host leave behind
 *
 * The shape in which trails travel between who reads a log and wherever its results go.  What
 * stands in `body` and how logs are compared by it, store/trail.h and store/twins.h know; an
 * outlet (ingest/outlet.h) need only keep it and give it back.
 */
#ifndef EVENT_TRAIL_H
#define EVENT_TRAIL_H

#include <smtplog/parser.h>
#include <stdint.h>

struct trail {
    int64_t hour;                       /* its first second, Unix time */
    int64_t source;                     /* a number of the outlet's; 0: the present one */
    struct smtplog_slice name;          /* the source's path */
    struct smtplog_slice host;          /* empty: any */
    struct smtplog_slice body;          /* 6 bytes a record; with `cursors` 10 */
    int cursors;
    int is_twin;                        /* known to hold records of the present source */
};

/* Takes one trail.  All that it points to is borrowed until the call returns. */
typedef void trail_take(void *to, const struct trail *trail);

#endif
