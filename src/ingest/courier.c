/* courier.c - crates of parcels in a ring (base/ring.h): text is copied once, into the crate's own
 * bytes. Which members of a value are text, one table knows. */
#include "ingest/courier.h"

#include "base/mem.h"
#include "base/ring.h"

#include <stdlib.h>

enum { CRATES = 8, CRATE_BYTES = 512 * 1024, ALIGNED = 16 };

/* Where the texts of each kind of parcel stand in its value. */
#define AT(type, member) offsetof(struct type, member)
static const size_t
    of_reply[] = {AT(reply_count, host), AT(reply_count, mta), AT(reply_count, domain)},
    of_fate[] = {AT(delivery_fate, host), AT(delivery_fate, queue_id),
                 AT(delivery_fate, recipient), AT(delivery_fate, server)},
    of_flow[] = {AT(flow, host), AT(flow, mta), AT(flow, process)},
    of_delivery[] = {AT(flow, host), AT(flow, domain), AT(flow, provider)},
    of_login[] = {AT(login, host), AT(login, user), AT(login, client_name), AT(login, client_ip)},
    of_arrival[] = {AT(arrival, sender), AT(arrival, client_name), AT(arrival, client_ip)},
    of_strange[] = {AT(parcel_strange, body)},
    of_jump[] = {AT(jump, host)},
    of_trail[] = {AT(trail, host), AT(trail, body)},
    of_pending[] = {AT(parcel_pending, key), AT(parcel_pending, blob)},
    of_checkpoint[] = {AT(checkpoint, framer), AT(checkpoint, blocks), AT(checkpoint, format),
                       AT(checkpoint, host), AT(checkpoint, wrapping)};
#undef AT

#define ROW(type, texts) {sizeof(struct type), sizeof texts / sizeof *texts, texts}
static const struct layout { size_t size, len; const size_t *texts; } layouts[] = {
    [PARCEL_EVENT] = ROW(event, event_texts), [PARCEL_MESSAGE] = ROW(event, event_texts),
    [PARCEL_REPLY] = ROW(reply_count, of_reply), [PARCEL_FATE] = ROW(delivery_fate, of_fate),
    [PARCEL_FLOW] = ROW(flow, of_flow), [PARCEL_DELIVERY] = ROW(flow, of_delivery),
    [PARCEL_LOGIN] = ROW(login, of_login),
    [PARCEL_ARRIVAL] = ROW(arrival, of_arrival),
    [PARCEL_STRANGE] = ROW(parcel_strange, of_strange),
    [PARCEL_JUMP] = ROW(jump, of_jump), [PARCEL_TRAIL] = ROW(trail, of_trail),
    [PARCEL_TWIN] = {sizeof(int64_t), 0, NULL},
    [PARCEL_PENDING_PUT] = ROW(parcel_pending, of_pending),
    [PARCEL_PENDING_DROP] = ROW(parcel_pending, of_pending),
    [PARCEL_CHECKPOINT] = ROW(checkpoint, of_checkpoint),
};
#undef ROW

/* Before each value, which its texts follow. */
struct parcel {
    _Alignas(ALIGNED) enum parcel_kind kind;
    size_t len;                         /* of all three */
};

struct crate {
    size_t used;
    char *bytes;
};

struct courier {
    struct crate crates[CRATES];
    struct ring *ring;
    courier_deliver *deliver;
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

    for (size_t at = 0; at < crate->used;) {
        struct parcel *p = (void *)(crate->bytes + at);
        c->deliver(c->to, p->kind, p + 1);
        at += p->len;
    }
    crate->used = 0;
    return 1;
}

struct courier *courier_new(courier_deliver *deliver, void *to)
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
    if (open_crate(c)->used)
        ring_give(c->ring);
}

void courier_wait(struct courier *c)
{
    courier_send(c);
    ring_wait(c->ring);
}

static size_t aligned(size_t n)
{
    return (n + ALIGNED - 1) & ~(size_t)(ALIGNED - 1);
}

/* A crate with room for so many bytes more, or an empty one. */
static struct crate *roomy_crate(struct courier *c, size_t bytes)
{
    struct crate *crate = open_crate(c);
    if (crate->used + bytes <= CRATE_BYTES)
        return crate;
    courier_send(c);
    return open_crate(c);
}

/* The text's copy in the crate; more than a crate holds is cut. */
static struct smtplog_slice copy_text(struct crate *crate, struct smtplog_slice s)
{
    if (!s.ptr)
        return s;
    s = slice_head(s, CRATE_BYTES - crate->used);
    char *copy = crate->bytes + crate->used;
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    crate->used += s.len;
    return slice_of(copy, s.len);
}

void courier_pack(struct courier *c, enum parcel_kind kind, const void *value)
{
    const struct layout *is = &layouts[kind];
    const size_t fixed = sizeof(struct parcel) + is->size;
    size_t bytes = fixed;

    for (size_t i = 0; i < is->len; i++)
        bytes += ((const struct smtplog_slice *)(const void *)
                  ((const char *)value + is->texts[i]))->len;
    struct crate *crate = roomy_crate(c, aligned(bytes));
    const size_t from = crate->used;
    struct parcel *p = (void *)(crate->bytes + from);
    p->kind = kind;
    memcpy(p + 1, value, is->size);
    crate->used += fixed;
    for (size_t i = 0; i < is->len; i++) {
        struct smtplog_slice *text = (void *)((char *)(p + 1) + is->texts[i]);
        *text = copy_text(crate, *text);
    }
    crate->used = aligned(crate->used);
    p->len = crate->used - from;
}
