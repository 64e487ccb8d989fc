/* ahead.c - packs are read by a thread while the caller counts the one before (base/ring.h)
 *
 * The connection is shared, so the thread holds it while it reads, and the caller while it asks
 * for something else (ahead_hold). */
#include "query/ahead.h"

#include "base/mem.h"
#include "base/ring.h"

#include <pthread.h>
#include <stdlib.h>

enum { SLOTS = 3 };                     /* one is counted, one waits, one is filled */

struct slot {
    struct strbuf bytes;
    int64_t hour;
};

struct ahead {
    struct store_query *query;          /* under `connection` */
    struct slot slots[SLOTS];
    struct ring *ring;
    pthread_mutex_t connection;
};

/* The next pack into the slot; 0: the end. */
static int fetch(void *to, size_t n)
{
    struct ahead *a = to;
    struct slot *slot = &a->slots[n];

    pthread_mutex_lock(&a->connection);
    int found = store_next(a->query);
    if (found) {
        slot->hour = store_int(a->query, 0);
        strbuf_clear(&slot->bytes);
        strbuf_slice(&slot->bytes, store_blob(a->query, 1));
    }
    pthread_mutex_unlock(&a->connection);
    return found;
}

struct ahead *ahead_begin(struct store *s, struct period p)
{
    struct ahead *a = mem_alloc(sizeof *a);
    a->query = store_query(s, SQL_PACK_READ);
    store_bind_int(a->query, 1, p.since);
    store_bind_int(a->query, 2, p.until);
    pthread_mutex_init(&a->connection, NULL);
    a->ring = ring_new(SLOTS, RING_THREAD_FILLS, fetch, a);
    return a;
}

int ahead_next(struct ahead *a, int64_t *hour, struct smtplog_slice *bytes)
{
    size_t n;
    if (!ring_take(a->ring, &n))
        return 0;
    *hour = a->slots[n].hour;
    *bytes = strbuf_view(&a->slots[n].bytes);
    return 1;
}

void ahead_hold(struct ahead *a)
{
    pthread_mutex_lock(&a->connection);
}

void ahead_let(struct ahead *a)
{
    pthread_mutex_unlock(&a->connection);
}

int ahead_end(struct ahead *a)
{
    ring_free(a->ring);
    int failed = store_query_end(a->query);
    for (size_t i = 0; i < SLOTS; i++)
        strbuf_release(&a->slots[i].bytes);
    pthread_mutex_destroy(&a->connection);
    free(a);
    return failed;
}
