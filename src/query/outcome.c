/* Each recipient's failures in order of time, so that the last word about a delivery that was
 * put off can be found. */
#include "query/outcome.h"

#include "base/mem.h"
#include "query/radix.h"

#include <stdlib.h>

static uint64_t delivery(uint64_t step)
{
    return step >> OUTCOME_RECIPIENT;
}

static uint64_t delivery_of(int64_t message, int64_t recipient)
{
    return (uint64_t)message << (OUTCOME_MESSAGE - OUTCOME_RECIPIENT) | (uint64_t)recipient;
}

static int64_t message(uint64_t step)
{
    return (int64_t)(step >> OUTCOME_MESSAGE);
}

static int is_deferred(uint64_t step)
{
    return (int)(step & 1);
}

void outcome_room(struct outcome_steps *s, size_t more)
{
    s->steps = mem_grow(s->steps, &s->cap, s->len + more, sizeof *s->steps);
}

void outcome_add(struct outcome_steps *s, const struct scan_row *row, int deferred)
{
    outcome_room(s, 1);
    outcome_put(s, 1, row->message, row->recipient, deferred);
}

/* Most messages fail at once, and what is asked is of those that were put off: the others' steps
 * need no sorting. */
static void leave_waiting(struct outcome_steps *d)
{
    enum { BITS = 64 };
    int64_t least = INT64_MAX, most = 0;
    size_t len = 0;
    for (size_t i = 0; i < d->len; i++) {
        least = message(d->steps[i]) < least ? message(d->steps[i]) : least;
        most = message(d->steps[i]) > most ? message(d->steps[i]) : most;
    }
    uint64_t *waits = mem_alloc(d->len ? (size_t)((most - least) / BITS + 1) * sizeof *waits : 1);
    for (size_t i = 0; i < d->len; i++) {
        int64_t at = message(d->steps[i]) - least;
        waits[at / BITS] |= (d->steps[i] & 1) << at % BITS;
    }
    for (size_t i = 0; i < d->len; i++) {
        int64_t at = message(d->steps[i]) - least;
        if (waits[at / BITS] >> at % BITS & 1)
            d->steps[len++] = d->steps[i];
    }
    d->len = len;
    free(waits);
}

/* Of each delivery that was put off the last step stays; of equal ones the sort
 * keeps the order. */
static void last_steps(struct outcome_steps *d)
{
    size_t len = 0;
    leave_waiting(d);
    radix_sort(d->steps, d->len, OUTCOME_RECIPIENT);
    for (size_t i = 0; i < d->len;) {
        int deferred = 0;
        uint64_t which = delivery(d->steps[i]);
        for (; i < d->len && delivery(d->steps[i]) == which; i++)
            deferred |= is_deferred(d->steps[i]);
        if (deferred)
            d->steps[len++] = d->steps[i - 1];
    }
    d->len = len;
}

/* Messages that were given up: what was put off in them has failed.  Steps and
 * messages come in one order. */
static int give_up(struct outcome_steps *d, struct store *s, struct period p)
{
    struct store_query *q = store_query(s, SQL_TOP_EXPIRED);
    store_bind_int(q, 1, p.since);
    store_bind_int(q, 2, p.until);
    for (size_t i = 0; store_next(q);) {
        int64_t expired = store_int(q, 0);
        while (i < d->len && message(d->steps[i]) < expired)
            i++;
        for (; i < d->len && message(d->steps[i]) == expired; i++)
            d->steps[i] &= ~UINT64_C(1);
    }
    return store_query_end(q);
}

static int by_size(const void *left, const void *right)
{
    int64_t x = *(const int64_t *)left, y = *(const int64_t *)right;
    return (x > y) - (x < y);
}

/* How long they took, from so many of a hundred on. */
static void take_times(struct outcome *o, int64_t *times, size_t len)
{
    if (!len)
        return;
    qsort(times, len, sizeof *times, by_size);
    o->half = times[(len - 1) / 2];
    o->most = times[(len - 1) * 95 / 100];
}

/* Columns of schema/query/top_delivered.sql, in order; TOOK: seconds since the first failure. */
enum { DELIVERED_MESSAGE, DELIVERED_RECIPIENT, DELIVERED_TOOK };

/* Steps and fates come in one order. */
int outcome_settle(struct outcome *o, struct outcome_steps *d, struct store *s, struct period p)
{
    last_steps(d);
    *o = (struct outcome){.deferred = (int64_t)d->len};
    if (!d->len)
        return STORE_OK;
    if (give_up(d, s, p) != STORE_OK)
        return STORE_FAILED;
    for (size_t i = 0; i < d->len; i++)
        o->failed += !is_deferred(d->steps[i]);
    int64_t *times = mem_alloc(d->len * sizeof *times);
    struct store_query *q = store_query(s, SQL_TOP_DELIVERED);
    store_bind_int(q, 1, message(d->steps[0]));
    store_bind_int(q, 2, message(d->steps[d->len - 1]));
    store_bind_int(q, 3, p.until);
    for (size_t i = 0; store_next(q);) {
        uint64_t fate = delivery_of(store_int(q, DELIVERED_MESSAGE),
                                    store_int(q, DELIVERED_RECIPIENT));
        while (i < d->len && delivery(d->steps[i]) < fate)
            i++;
        if (i < d->len && delivery(d->steps[i]) == fate && is_deferred(d->steps[i]))
            times[o->delivered++] = store_int(q, DELIVERED_TOOK);
    }
    o->waiting = o->deferred - o->failed - o->delivered;
    take_times(o, times, (size_t)o->delivered);
    free(times);
    return store_query_end(q);
}

void outcome_release(struct outcome_steps *s)
{
    free(s->steps);
    *s = (struct outcome_steps){0};
}
