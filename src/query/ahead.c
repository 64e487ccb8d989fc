#include "query/ahead.h"

#include "base/mem.h"

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
    size_t filled, taken;               /* ever; under `lock` */
    int over, stop;
    int threaded;
    pthread_t thread;
    pthread_mutex_t lock, connection;
    pthread_cond_t changed;
};

/* The next pack into the slot, past those that cannot be read; 0: the end. */
static int fetch(struct ahead *a, struct slot *slot)
{
    int found = 0;
    pthread_mutex_lock(&a->connection);
    while (!found && store_next(a->query)) {
        slot->hour = store_int(a->query, 0);
        found = pack_read(&slot->pack, store_blob(a->query, 1), a->wanted) == 0;
    }
    pthread_mutex_unlock(&a->connection);
    return found;
}

static void *work(void *arg)
{
    struct ahead *a = arg;
    pthread_mutex_lock(&a->lock);
    while (!a->over && !a->stop) {
        if (a->filled - a->taken == SLOTS - 1) {        /* the taken one is still being counted */
            pthread_cond_wait(&a->changed, &a->lock);
            continue;
        }
        struct slot *slot = &a->slots[a->filled % SLOTS];
        pthread_mutex_unlock(&a->lock);
        int found = fetch(a, slot);
        pthread_mutex_lock(&a->lock);
        a->filled += found != 0;
        a->over = !found;
        pthread_cond_broadcast(&a->changed);
    }
    pthread_mutex_unlock(&a->lock);
    return NULL;
}

struct ahead *ahead_begin(struct store *s, struct period p, unsigned wanted)
{
    struct ahead *a = mem_alloc(sizeof *a);
    a->wanted = wanted;
    a->query = store_query(s, SQL_PACK_READ);
    store_bind_int(a->query, 1, p.since);
    store_bind_int(a->query, 2, p.until);
    pthread_mutex_init(&a->lock, NULL);
    pthread_mutex_init(&a->connection, NULL);
    pthread_cond_init(&a->changed, NULL);
    a->threaded = pthread_create(&a->thread, NULL, work, a) == 0;
    return a;
}

const struct pack *ahead_next(struct ahead *a, int64_t *hour)
{
    struct slot *slot = NULL;
    if (!a->threaded) {
        slot = fetch(a, &a->slots[0]) ? &a->slots[0] : NULL;
    } else {
        pthread_mutex_lock(&a->lock);
        while (a->filled == a->taken && !a->over)
            pthread_cond_wait(&a->changed, &a->lock);
        if (a->filled != a->taken)
            slot = &a->slots[a->taken++ % SLOTS];
        pthread_cond_broadcast(&a->changed);
        pthread_mutex_unlock(&a->lock);
    }
    if (slot)
        *hour = slot->hour;
    return slot ? &slot->pack : NULL;
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
    if (a->threaded) {
        pthread_mutex_lock(&a->lock);
        a->stop = 1;
        pthread_cond_broadcast(&a->changed);
        pthread_mutex_unlock(&a->lock);
        pthread_join(a->thread, NULL);
    }
    int failed = store_query_end(a->query);
    for (size_t i = 0; i < SLOTS; i++)
        pack_release(&a->slots[i].pack);
    pthread_mutex_destroy(&a->lock);
    pthread_mutex_destroy(&a->connection);
    pthread_cond_destroy(&a->changed);
    free(a);
    return failed;
}
