/* Pairs come by the million and repeat: fresh ones are sorted in batches and merged into runs,
 * which is cheaper than a table that does not fit the cache. */
#include "query/pairs.h"

#include "base/mem.h"
#include "query/radix.h"

#include <stdlib.h>

enum { GROUP_BITS = 20, FRESH_LEAST = 1 << 16 };

static uint64_t key_of(const struct pairs_run *run)
{
    return (uint64_t)run->id << GROUP_BITS | run->group;
}

/* Adds the fresh rows, sorted, to the runs: both are in the order of their keys. */
static void count_fresh(struct pairs *t)
{
    size_t old = 0, len = 0;
    t->spare = mem_grow(t->spare, &t->spare_cap, t->len + t->fresh_len, sizeof *t->spare);
    struct pairs_run *merged = t->spare;
    radix_sort(t->fresh, t->fresh_len, 0);
    for (size_t i = 0; i < t->fresh_len;) {
        uint64_t key = t->fresh[i];
        while (old < t->len && key_of(&t->runs[old]) < key)
            merged[len++] = t->runs[old++];
        merged[len] = (struct pairs_run){(int64_t)(key >> GROUP_BITS),
                                         (uint32_t)(key & (PAIRS_GROUPS - 1)), 0};
        if (old < t->len && key_of(&t->runs[old]) == key)
            merged[len].n = t->runs[old++].n;
        for (; i < t->fresh_len && t->fresh[i] == key; i++)
            merged[len].n++;
        len++;
    }
    while (old < t->len)
        merged[len++] = t->runs[old++];
    size_t cap = t->spare_cap;
    t->spare = t->runs;
    t->spare_cap = t->cap;
    t->runs = merged;
    t->cap = cap;
    t->len = len;
    t->fresh_len = 0;
}

/* The more runs there are, the more rows they wait for: so each run is moved a few times only. */
void pairs_add(struct pairs *t, uint32_t group, int64_t id)
{
    if (t->fresh_len >= FRESH_LEAST && t->fresh_len >= t->len)
        count_fresh(t);
    t->fresh = mem_grow(t->fresh, &t->fresh_cap, t->fresh_len + 1, sizeof *t->fresh);
    t->fresh[t->fresh_len++] = (uint64_t)id << GROUP_BITS | group;
}

void pairs_finish(struct pairs *t)
{
    if (t->fresh_len)
        count_fresh(t);
    free(t->fresh);
    free(t->spare);
    t->fresh = NULL;
    t->spare = NULL;
    t->fresh_cap = t->spare_cap = 0;
}

void pairs_release(struct pairs *t)
{
    free(t->fresh);
    free(t->runs);
    free(t->spare);
    *t = (struct pairs){0};
}
