/* Open addressing over numbers of cells: a report adds to such tables ten million times, and some
 * have a million cells, so no cell is allocated for itself and none stands empty. */
#include "query/count.h"

#include "base/mem.h"

#include <stdlib.h>

enum { PLACES_FIRST = 256 };

/* The finisher of splitmix64 (public domain, S. Vigna), over both numbers. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t x = a * 0x9E3779B97F4A7C15u ^ b;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* Where the key's number stands, or the free place where it belongs. */
static uint32_t *place(const struct counts *c, uint64_t a, uint64_t b)
{
    size_t at = (size_t)mix(a, b) & (c->places_cap - 1);
    for (; c->places[at]; at = (at + 1) & (c->places_cap - 1)) {
        const struct count_cell *cell = &c->cells[c->places[at] - 1];
        if (cell->a == a && cell->b == b)
            break;
    }
    return &c->places[at];
}

static void grow(struct counts *c)
{
    free(c->places);
    while (c->len * 2 >= c->places_cap)
        c->places_cap = c->places_cap ? c->places_cap * 2 : PLACES_FIRST;
    c->places = mem_alloc(c->places_cap * sizeof *c->places);
    for (size_t i = 0; i < c->len; i++)
        *place(c, c->cells[i].a, c->cells[i].b) = (uint32_t)i + 1;
}

struct count_cell *count_get(const struct counts *c, uint64_t a, uint64_t b)
{
    uint32_t number = c->places ? *place(c, a, b) : 0;
    return number ? &c->cells[number - 1] : NULL;
}

struct count_cell *count_append(struct counts *c, uint64_t a, uint64_t b)
{
    c->cells = mem_grow(c->cells, &c->cap, c->len + 1, sizeof *c->cells);
    c->cells[c->len] = (struct count_cell){.a = a, .b = b};
    return &c->cells[c->len++];
}

struct count_cell *count_at(struct counts *c, uint64_t a, uint64_t b)
{
    if (c->len * 2 >= c->places_cap)
        grow(c);
    uint32_t *number = place(c, a, b);
    if (!*number) {
        count_append(c, a, b);
        *number = (uint32_t)c->len;
    }
    return &c->cells[*number - 1];
}

void count_add(struct counts *c, uint64_t a, uint64_t b, int64_t n, int64_t latest)
{
    size_t before = c->len;
    struct count_cell *cell = count_at(c, a, b);
    cell->n += n;
    if (c->len > before || latest > cell->latest)       /* all may be negative */
        cell->latest = latest;
}

void count_ahead(const struct counts *c, uint64_t a, uint64_t b)
{
    if (c->places)
        __builtin_prefetch(&c->places[(size_t)mix(a, b) & (c->places_cap - 1)]);
}

static int by_weight(const void *left, const void *right)
{
    const struct count_cell *x = left, *y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

void count_sort(struct counts *c)
{
    if (c->len)
        qsort(c->cells, c->len, sizeof *c->cells, by_weight);
}

void count_release(struct counts *c)
{
    free(c->cells);
    free(c->places);
    *c = (struct counts){0};
}
