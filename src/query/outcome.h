/* outcome.h - how deliveries that were put off went on
 *
 * Told of a period: a delivery that was deferred in it has failed for good if its last failure of
 * the period is final or the queue manager gave the message up in it, was delivered if the
 * database has its fate before the period's end, and else waits.
 */
#ifndef QUERY_OUTCOME_H
#define QUERY_OUTCOME_H

#include "query/scan.h"

struct outcome {
    int64_t deferred, delivered, failed, waiting;       /* recipients */
    int64_t half, most;         /* seconds from the first failure in which half, and 95 of 100, of
                                   the delivered were; 0: none */
};

/* Failed deliveries, added in order of time; a zeroed struct is a valid start. */
struct outcome_steps {
    uint64_t *steps;                    /* message, recipient, whether deferred */
    size_t len, cap;
};

/* A step: its message, 31 bits, its recipient, 32 bits, and the lowest bit for "put off". */
enum { OUTCOME_RECIPIENT = 1, OUTCOME_MESSAGE = 33 };
static inline uint64_t outcome_step(int64_t message, int64_t recipient, int deferred)
{
    return (uint64_t)message << OUTCOME_MESSAGE | (uint64_t)recipient << OUTCOME_RECIPIENT |
           (unsigned)(deferred != 0);
}

/* `deferred`: the delivery was put off; else it failed for good. */
void outcome_add(struct outcome_steps *s, const struct scan_row *row, int deferred);
/* The same for many: room for so many more, and one of them, added if `is_one` is 1 and both its
 * message and its recipient are known. */
void outcome_room(struct outcome_steps *s, size_t more);
static inline void outcome_put(struct outcome_steps *s, int is_one, int64_t message,
                               int64_t recipient, int deferred)
{
    s->steps[s->len] = outcome_step(message, recipient, deferred);
    s->len += (size_t)(is_one & (message != 0) & (recipient != 0));
}
/* What became of the recipients whose delivery was put off, by what the database knows of them up
 * to the period's end. 0, or STORE_FAILED: told. */
int outcome_settle(struct outcome *o, struct outcome_steps *steps, struct store *s,
                   struct period p);
void outcome_release(struct outcome_steps *s);

#endif
