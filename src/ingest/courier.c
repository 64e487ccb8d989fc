#include "ingest/courier.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>

enum { CRATES = 4, CRATE_PARCELS = 512, CRATE_BYTES = 512 * 1024 };

struct crate {
    struct parcel parcels[CRATE_PARCELS];
    size_t len, used;
    char *bytes;
};

struct courier {
    struct crate crates[CRATES];
    size_t packed, delivered;           /* crates sent and done with, ever */
    int ended;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    void (*deliver)(void *to, struct parcel *parcel);
    void *to;
};

static struct crate *open_crate(struct courier *c)
{
    return &c->crates[c->packed % CRATES];
}

static void *work(void *arg)
{
    struct courier *c = arg;

    pthread_mutex_lock(&c->lock);
    for (;;) {
        while (c->delivered == c->packed && !c->ended)
            pthread_cond_wait(&c->changed, &c->lock);
        if (c->delivered == c->packed)
            break;
        struct crate *crate = &c->crates[c->delivered % CRATES];
        pthread_mutex_unlock(&c->lock);
        for (size_t i = 0; i < crate->len; i++)
            c->deliver(c->to, &crate->parcels[i]);
        crate->len = crate->used = 0;
        pthread_mutex_lock(&c->lock);
        c->delivered++;
        pthread_cond_broadcast(&c->changed);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

struct courier *courier_new(void (*deliver)(void *to, struct parcel *parcel), void *to)
{
    struct courier *c = mem_alloc(sizeof *c);
    c->deliver = deliver;
    c->to = to;
    for (size_t i = 0; i < CRATES; i++)
        c->crates[i].bytes = mem_alloc(CRATE_BYTES);
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->changed, NULL);
    if (pthread_create(&c->thread, NULL, work, c) != 0)
        abort();        /* no thread to be had: as hopeless as no memory */
    return c;
}

void courier_free(struct courier *c)
{
    if (!c)
        return;
    pthread_mutex_lock(&c->lock);
    c->ended = 1;
    pthread_cond_broadcast(&c->changed);
    pthread_mutex_unlock(&c->lock);
    pthread_join(c->thread, NULL);
    pthread_mutex_destroy(&c->lock);
    pthread_cond_destroy(&c->changed);
    for (size_t i = 0; i < CRATES; i++)
        free(c->crates[i].bytes);
    free(c);
}

void courier_send(struct courier *c)
{
    if (open_crate(c)->len == 0)
        return;
    pthread_mutex_lock(&c->lock);
    c->packed++;
    pthread_cond_broadcast(&c->changed);
    while (c->packed - c->delivered == CRATES)
        pthread_cond_wait(&c->changed, &c->lock);
    pthread_mutex_unlock(&c->lock);
}

void courier_wait(struct courier *c)
{
    courier_send(c);
    pthread_mutex_lock(&c->lock);
    while (c->delivered != c->packed)
        pthread_cond_wait(&c->changed, &c->lock);
    pthread_mutex_unlock(&c->lock);
}

struct parcel *courier_pack(struct courier *c, enum parcel_kind kind, size_t bytes)
{
    struct crate *crate = open_crate(c);
    if (crate->len == CRATE_PARCELS || crate->used + bytes > CRATE_BYTES) {
        courier_send(c);
        crate = open_crate(c);
    }
    struct parcel *p = &crate->parcels[crate->len++];
    *p = (struct parcel){.kind = kind};
    return p;
}

struct smtplog_slice courier_copy(struct courier *c, struct smtplog_slice s)
{
    struct crate *crate = open_crate(c);
    if (!s.ptr)
        return s;
    s = slice_head(s, CRATE_BYTES - crate->used);
    char *copy = crate->bytes + crate->used;
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    crate->used += s.len;
    return slice_of(copy, s.len);
}
