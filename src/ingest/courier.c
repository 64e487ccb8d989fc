/* courier.c - crates of parcels in a ring (base/ring.h): text is copied once, into the crate's own
 * bytes */
#include "ingest/courier.h"

#include "base/mem.h"
#include "base/ring.h"

#include <stdlib.h>

enum { CRATES = 4, CRATE_PARCELS = 512, CRATE_BYTES = 512 * 1024 };

struct crate {
    struct parcel parcels[CRATE_PARCELS];
    size_t len, used;
    char *bytes;
};

struct courier {
    struct crate crates[CRATES];
    struct ring *ring;
    void (*deliver)(void *to, struct parcel *parcel);
    void *to;
};

static struct crate *open_crate(struct courier *c)
{
    return &c->crates[ring_slot(c->ring)];
}

/* The other thread's work. */
static int deliver_crate(void *to, size_t slot)
{
    struct courier *c = to;
    struct crate *crate = &c->crates[slot];

    for (size_t i = 0; i < crate->len; i++)
        c->deliver(c->to, &crate->parcels[i]);
    crate->len = crate->used = 0;
    return 1;
}

struct courier *courier_new(void (*deliver)(void *to, struct parcel *parcel), void *to)
{
    struct courier *c = mem_alloc(sizeof *c);
    c->deliver = deliver;
    c->to = to;
    for (size_t i = 0; i < CRATES; i++)
        c->crates[i].bytes = mem_alloc(CRATE_BYTES);
    c->ring = ring_new(CRATES, RING_THREAD_EMPTIES, deliver_crate, c);
    return c;
}

void courier_free(struct courier *c)
{
    if (!c)
        return;
    ring_free(c->ring);
    for (size_t i = 0; i < CRATES; i++)
        free(c->crates[i].bytes);
    free(c);
}

void courier_send(struct courier *c)
{
    if (open_crate(c)->len)
        ring_give(c->ring);
}

void courier_wait(struct courier *c)
{
    courier_send(c);
    ring_wait(c->ring);
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
