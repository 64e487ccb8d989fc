/* hashes.c - what is known in order is searched by halves; the rest stands in a table with open
 * addressing by the low bits of the hash, so that growing needs no key */
#include "base/hashes.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

uint32_t hashes_of(struct smtplog_slice key)
{
    uint32_t hash = (uint32_t)hash_bytes(key.ptr, key.len, 0);
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

/* Places depend on the size, so every hash is put in anew. */
static void grow(struct hashes *h)
{
    struct hashes bigger = *h;
    bigger.cap = h->cap ? h->cap * 2 : 256;
    bigger.places = mem_alloc(bigger.cap * sizeof *bigger.places);
    for (size_t i = 0; i < h->cap; i++)
        if (h->places[i])
            *place(&bigger, h->places[i]) = h->places[i];
    free(h->places);
    *h = bigger;
}

void hashes_add(struct hashes *h, uint32_t hash)
{
    if (h->sorted_len + h->len >= HASHES_MOST)
        h->full = 1;
    if (h->full)
        return;
    if ((h->len + 1) * 4 > h->cap * 3)
        grow(h);
    uint32_t *at = place(h, hash);
    h->len += *at == 0;
    *at = hash;
}

void hashes_append(struct hashes *h, uint32_t hash)
{
    if (h->full)
        return;
    h->sorted = mem_grow(h->sorted, &h->sorted_cap, h->sorted_len + 1, sizeof *h->sorted);
    h->sorted[h->sorted_len++] = hash;
    h->full = h->sorted_len == HASHES_MOST;
}

static int by_number(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    return (x > y) - (x < y);
}

void hashes_sort(struct hashes *h)
{
    if (h->sorted_len)
        qsort(h->sorted, h->sorted_len, sizeof *h->sorted, by_number);
}

static int stands_sorted(const struct hashes *h, uint32_t hash)
{
    return h->sorted_len && bsearch(&hash, h->sorted, h->sorted_len, sizeof hash, by_number);
}

int hashes_may_have(const struct hashes *h, uint32_t hash)
{
    return h->full || (h->len && *place(h, hash)) || stands_sorted(h, hash);
}

void hashes_release(struct hashes *h)
{
    free(h->sorted);
    free(h->places);
    *h = (struct hashes){0};
}
