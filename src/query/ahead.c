/* ahead.c - packs are unpacked by a thread while the caller counts the one before (base/ring.h)
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
    struct pack pack;
    int64_t hour;
};

struct ahead {
    struct store_query *query;          /* under `connection` */
    unsigned wanted;
    struct slot slots[SLOTS];
    struct ring *ring;
    pthread_mutex_t connection;
};

/* The next pack into the slot, past those that cannot be read; 0: the end. */
static int fetch(void *to, size_t n)
{
    struct ahead *a = to;
    struct slot *slot = &a->slots[n];
    int found = 0;

    pthread_mutex_lock(&a->connection);
    while (!found && store_next(a->query)) {
        slot->hour = store_int(a->query, 0);
        found = pack_read(&slot->pack, store_blob(a->query, 1), a->wanted) == 0;
    }
    pthread_mutex_unlock(&a->connection);
    return found;
}

struct ahead *ahead_begin(struct store *s, struct period p, unsigned wanted)
{
    struct ahead *a = mem_alloc(sizeof *a);
    a->wanted = wanted;
    a->query = store_query(s, SQL_PACK_READ);
    store_bind_int(a->query, 1, p.since);
    store_bind_int(a->query, 2, p.until);
    pthread_mutex_init(&a->connection, NULL);
    a->ring = ring_new(SLOTS, RING_THREAD_FILLS, fetch, a);
    return a;
}

const struct pack *ahead_next(struct ahead *a, int64_t *hour)
{
    size_t n;
    if (!ring_take(a->ring, &n))
        return NULL;
    *hour = a->slots[n].hour;
    return &a->slots[n].pack;
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
        pack_release(&a->slots[i].pack);
    pthread_mutex_destroy(&a->connection);
    free(a);
    return failed;
}
