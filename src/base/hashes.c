/* hashes.c - open addressing by the low bits of the hash that is kept, so that growing needs no
 * key */
#include "base/hashes.h"

#include "base/map.h"
#include "base/mem.h"

#include <stdlib.h>

static uint32_t shorten(uint64_t whole)
{
    uint32_t hash = (uint32_t)whole;
    return hash ? hash : 1;
}

/* Where the hash stands, or would. */
static uint32_t *place(const struct hashes *h, uint32_t hash)
{
    size_t i = hash & (h->cap - 1);
    while (h->places[i] && h->places[i] != hash)
        i = (i + 1) & (h->cap - 1);
    return &h->places[i];
}

static void grow(struct hashes *h)
{
    struct hashes bigger = {.cap = h->cap ? h->cap * 2 : 256, .len = h->len};
    bigger.places = mem_alloc(bigger.cap * sizeof *bigger.places);
    for (size_t i = 0; i < h->cap; i++)
        if (h->places[i])
            *place(&bigger, h->places[i]) = h->places[i];
    free(h->places);
    *h = bigger;
}

void hashes_add(struct hashes *h, struct smtplog_slice key)
{
    if (h->len == HASHES_MOST)
        h->full = 1;
    if (h->full)
        return;
    if ((h->len + 1) * 4 > h->cap * 3)
        grow(h);
    uint32_t hash = shorten(map_hash(key)), *at = place(h, hash);
    h->len += *at == 0;
    *at = hash;
}

int hashes_may_have(const struct hashes *h, struct smtplog_slice key)
{
    return hashes_may_have_by(h, h->len ? map_hash(key) : 0);
}

int hashes_may_have_by(const struct hashes *h, uint64_t hash)
{
    return h->full || (h->len && *place(h, shorten(hash)));
}

void hashes_release(struct hashes *h)
{
    free(h->places);
    *h = (struct hashes){0};
}
