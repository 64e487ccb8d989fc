/* collect.h - one reading: what the wanted records say, by the lives of queue ids
 *
 * An outlet (ingest/outlet.h).  Records of messages go to their lives (lives.h); failures of no
 * message (a refused recipient, a failed login) wait for the message of their dialogue, or stand
 * for themselves if the word names them.
 */
#ifndef TRACE_COLLECT_H
#define TRACE_COLLECT_H

#include "ingest/copies.h"
#include "ingest/ingest.h"
#include "ingest/outlet.h"
#include "trace/trace.h"
#include "trace/lives.h"
#include "trace/needles.h"

enum { LOOSE_MOST = 4 * TRACE_EVENTS };

struct loose {
    struct trace_event event;
    uint64_t dialogue;
    int named;                          /* the word is in it */
};

struct collect {
    const struct ingest_options *options;
    struct smtplog_slice word;          /* without angle brackets */
    struct period period;
    struct needles *needles;
    int reading;                        /* 1: the first, which takes whatever the word names */
    struct lives lives;
    struct loose *loose;                /* in order; the latest */
    size_t loose_len, loose_cap;
    int loose_cut;
    struct map held;                    /* dialogues in which a message of a life came in */
    struct map channels;
    int channel, may_repeat;
    struct copies copies;
};

/* An outlet that keeps what belongs to the story and forgets all else. */
struct outlet collect_outlet(struct collect *c);
/* The life that came in by this dialogue; NULL: none. */
struct life *collect_holder(const struct collect *c, uint64_t dialogue);
/* Forgets what the reading told. */
void collect_clear(struct collect *c);

#endif
