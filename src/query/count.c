/* Open addressing over two numbers, no allocation for each cell: a month's report adds to it
 * ten million times. */
#include "query/count.h"

#include "base/mem.h"

#include <stdlib.h>

enum { COUNT_FIRST = 256 };

/* The finisher of splitmix64 (public domain, S. Vigna), over both numbers. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t x = a * 0x9E3779B97F4A7C15u ^ b;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* The cell of the key, or the free one where it belongs. */
static struct count_cell *place(const struct counts *c, uint64_t a, uint64_t b)
{
    size_t at = (size_t)mix(a, b) & (c->cap - 1);
    while (c->cells[at].used && (c->cells[at].a != a || c->cells[at].b != b))
        at = (at + 1) & (c->cap - 1);
    return &c->cells[at];
}

static void grow(struct counts *c)
{
    struct counts bigger = {.cap = c->cap ? c->cap * 2 : COUNT_FIRST, .len = c->len};
    bigger.cells = mem_alloc(bigger.cap * sizeof *bigger.cells);
    for (size_t i = 0; i < c->cap; i++)
        if (c->cells[i].used)
            *place(&bigger, c->cells[i].a, c->cells[i].b) = c->cells[i];
    free(c->cells);
    *c = bigger;
}

struct count_cell *count_get(const struct counts *c, uint64_t a, uint64_t b)
{
    struct count_cell *cell = c->cap ? place(c, a, b) : NULL;
    return cell && cell->used ? cell : NULL;
}

struct count_cell *count_at(struct counts *c, uint64_t a, uint64_t b)
{
    if (c->len * 2 >= c->cap)
        grow(c);
    struct count_cell *cell = place(c, a, b);
    if (!cell->used) {
        *cell = (struct count_cell){.a = a, .b = b, .used = 1};
        c->len++;
    }
    return cell;
}

void count_add(struct counts *c, uint64_t a, uint64_t b, int64_t n, int64_t latest)
{
    struct count_cell *cell = count_at(c, a, b);
    cell->n += n;
    if (latest > cell->latest)
        cell->latest = latest;
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
    size_t n = 0;
    for (size_t i = 0; i < c->cap; i++)
        if (c->cells[i].used)
            c->cells[n++] = c->cells[i];
    if (n)
        qsort(c->cells, n, sizeof *c->cells, by_weight);
}

void count_release(struct counts *c)
{
    free(c->cells);
    *c = (struct counts){0};
}
