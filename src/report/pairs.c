#include "report/pairs.h"

#include "base/mem.h"

#include <stdlib.h>

enum { GROUP_BITS = 20, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

void pairs_add(struct pairs *t, uint32_t group, int64_t id)
{
    t->all = mem_grow(t->all, &t->cap, t->len + 1, sizeof *t->all);
    t->all[t->len++] = (uint64_t)id << GROUP_BITS | group;
}

void pairs_add_n(struct pairs *t, uint32_t group, int64_t id, int64_t n)
{
    count_add(&t->summed, (uint64_t)id, group, n, 0);
}

/* One pass of a radix sort by its lowest digit first; 0 if all have the same digit. */
static int sort_by_digit(const uint64_t *from, uint64_t *to, size_t len, int shift)
{
    size_t start[DIGITS] = {0}, sum = 0;
    for (size_t i = 0; i < len; i++)
        start[from[i] >> shift & (DIGITS - 1)]++;
    if (start[from[0] >> shift & (DIGITS - 1)] == len)
        return 0;
    for (size_t i = 0; i < DIGITS; i++) {
        size_t n = start[i];
        start[i] = sum;
        sum += n;
    }
    for (size_t i = 0; i < len; i++)
        to[start[from[i] >> shift & (DIGITS - 1)]++] = from[i];
    return 1;
}

static void sort(struct pairs *t)
{
    uint64_t *other = mem_alloc(t->len * sizeof *other);
    for (int shift = 0; shift < 64; shift += DIGIT_BITS)
        if (sort_by_digit(t->all, other, t->len, shift)) {
            uint64_t *swap = t->all;
            t->all = other;
            other = swap;
        }
    free(other);
}

static int by_id(const void *left, const void *right)
{
    const struct pairs_run *x = left, *y = right;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

/* Puts what came counted among the runs. */
static void merge_summed(struct pairs *t)
{
    size_t len = 0;
    for (size_t i = 0; i < t->summed.cap; i++) {
        const struct count_cell *cell = &t->summed.cells[i];
        if (cell->used)
            t->runs[t->runs_len++] = (struct pairs_run){(int64_t)cell->a, cell->n,
                                                        (uint32_t)cell->b};
    }
    qsort(t->runs, t->runs_len, sizeof *t->runs, by_id);
    for (size_t i = 0; i < t->runs_len; i++) {
        if (len && by_id(&t->runs[len - 1], &t->runs[i]) == 0)
            t->runs[len - 1].n += t->runs[i].n;
        else
            t->runs[len++] = t->runs[i];
    }
    t->runs_len = len;
}

void pairs_finish(struct pairs *t)
{
    size_t runs = t->summed.len;
    if (t->len)
        sort(t);
    for (size_t i = 0; i < t->len; i++)
        runs += i == 0 || t->all[i] != t->all[i - 1];
    t->runs = mem_alloc(runs * sizeof *t->runs);
    for (size_t i = 0; i < t->len; i++) {
        if (i == 0 || t->all[i] != t->all[i - 1])
            t->runs[t->runs_len++] = (struct pairs_run){
                .id = (int64_t)(t->all[i] >> GROUP_BITS),
                .group = (uint32_t)(t->all[i] & ((1u << GROUP_BITS) - 1))};
        t->runs[t->runs_len - 1].n++;
    }
    if (t->summed.len)
        merge_summed(t);
    free(t->all);
    t->all = NULL;
    t->len = t->cap = 0;
}

void pairs_release(struct pairs *t)
{
    free(t->all);
    free(t->runs);
    count_release(&t->summed);
    *t = (struct pairs){0};
}
