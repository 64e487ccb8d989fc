/* sink.h - what goes into a correlator, and what comes out of it
 *
 * Slices are borrowed until the call returns.
 */
#ifndef CORRELATE_SINK_H
#define CORRELATE_SINK_H

#include "event/event.h"
#include "event/flow.h"

/* A record and what its parser said of it. */
struct correlate_record {
    const struct smtplog_line *line;
    const struct smtplog_event *said;
    struct smtplog_slice mta;           /* the parser's name: static */
    struct smtplog_slice source;
    int32_t micros, digits;
    uint64_t file;                      /* tells sources apart, through renames and runs */
    uint32_t times;                     /* how often this record stood ("last
                                           message repeated"), 1 on */
    uint64_t identity;                  /* correlate_identity() of it */
    int is_copy;                        /* it was counted where it stands in another log: it tells
                                           no flows */
};

/* Replies for the denominators: final failures and successes alike. */
struct reply_count {
    int64_t time;
    struct smtplog_slice host, mta, domain; /* domain: the recipient's, on deliveries */
    uint32_t direction;
    int32_t code;                       /* 0: no reply crossed the wire */
    int32_t class;                      /* 2..5 */
    uint32_t n;
};

/* What became of a recipient whose delivery had been deferred. */
struct delivery_fate {
    struct smtplog_slice host, queue_id, recipient;
    struct smtplog_slice server;        /* that took it; ptr NULL: not known */
    int64_t began, time;                /* of the message; of the delivery */
};

/* Any record of a known form, a failure or not, and what is known by then of its message and its
 * dialogue: for who tells stories. */
struct correlate_heard {
    const struct correlate_record *record;
    const struct event *event;          /* of facts and successes too; without cause
                                           and provider */
    uint64_t life, dialogue;            /* one number for each use of a queue id and each session;
                                           0: none.  Not kept from run to run */
};

/* Where results go; slices live until the call returns.  All but `event` may be NULL. */
struct correlate_sink {
    /* 1: it is to be counted in `reply` too; 0: not, or the sink does that itself */
    int (*event)(void *to, const struct event *event);
    /* More became known of a message whose failures were told before: its sender, client, SASL
     * user, HELO, message-id, size.  The event holds nothing else but host, mta, queue_id and
     * message_began. */
    void (*message)(void *to, const struct event *facts);
    void (*reply)(void *to, const struct reply_count *count);
    void (*delivered)(void *to, const struct delivery_fate *fate);
    /* FLOW_RECORDS are put off, until another host or hour comes or
     * correlate_end() or correlator_save() is called. */
    void (*flow)(void *to, const struct flow *flow);
    void (*login)(void *to, const struct login *login);
    void (*arrived)(void *to, const struct arrival *arrival);
    void (*heard)(void *to, const struct correlate_heard *heard);     /* every record, in order */
    void *to;
};

#endif
