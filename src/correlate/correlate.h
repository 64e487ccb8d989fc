/* correlate.h - from what single records say to whole events
 *
 * A parser tells what one record says.  Here that is joined to what other records of the same
 * message (by host and queue id) or dialogue (by session key) said before, in any file and any
 * earlier run:
 *   - a delivery failure gets its sender, client, SASL user, HELO, message-id, size;
 *   - a hang-up after AUTH is left in 334 only where the dialogue's end and its service's other
 *     dialogues say so (evidence.c); if the AUTH was answered, the answer's code is told and the
 *     hang-up is no failure of its own;
 *   - what a server prints twice for one failure is one failure (flag SMTPLOG_ONCE);
 *   - what only a later line of the dialogue decides waits for it (enum smtplog_wait);
 *   - behind content filters a message keeps who submitted it;
 *   - a recipient whose delivery was deferred and then succeeded is told apart from one that
 *     failed for good.
 *
 * The clock is the log's own, so a replay gives the same answers as the day itself.  Contexts
 * are bounded in number and age out; see context.h.
 */
#ifndef CORRELATE_CORRELATE_H
#define CORRELATE_CORRELATE_H

#include "correlate/context.h"
#include "event/event.h"
#include "event/flow.h"

/* A record and what its parser said of it. */
struct correlate_record {
    const struct smtplog_line *line;
    const struct smtplog_event *said;
    const char *mta;                    /* the parser's name */
    struct smtplog_slice source;
    int32_t micros, digits;
    uint64_t file;                      /* tells sources apart, through renames and runs */
    uint32_t times;                     /* how often this record stood ("last
                                           message repeated"), 1 on */
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
    void (*flow)(void *to, const struct flow *flow);       /* `channel` is not told */
    void (*login)(void *to, const struct login *login);
    void (*heard)(void *to, const struct correlate_heard *heard);     /* every record, in order */
    void *to;
};

struct correlator;

struct correlator *correlator_new(const struct correlate_sink *sink);
void correlator_free(struct correlator *c);

void correlate(struct correlator *c, const struct correlate_record *record);
/* A source's present end: events that stood there but for what the next line might have said are
 * told.  `for_good`: no more will be read, so all that wait are. */
void correlate_end(struct correlator *c, int for_good);

/* The open messages and dialogues, for the database. */
void correlator_save(struct correlator *c, const struct context_saver *saver);
void correlator_load(struct correlator *c, struct smtplog_slice key, struct smtplog_slice blob);

#endif
