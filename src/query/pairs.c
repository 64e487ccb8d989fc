/* Small ids have counters.  Pairs of others come by the million and repeat: fresh ones are sorted
 * in batches and merged into runs, which is cheaper than a hash table that does not fit the
 * cache. */
#include "query/pairs.h"

#include "base/mem.h"
#include "query/radix.h"

#include <stdlib.h>
#include <string.h>

enum { GROUP_BITS = 20, FRESH_LEAST = 1 << 16, TABLE_CELLS = 1 << 23, IDS_LEAST = 256 };

void pairs_begin(struct pairs *t, size_t groups)
{
    t->groups = groups;
    t->ids_most = groups ? TABLE_CELLS / groups : 0;
}

static void add_late(struct pairs *t)
{
    for (size_t i = 0; i < PAIRS_LATE; i++)
        if (t->late[i])
            ++*t->late[i];
    memset(t->late, 0, sizeof t->late);
}

/* For the id, which is below ids_most.  Doubled, so that each counter is moved few times only. */
static void grow_table(struct pairs *t, size_t id)
{
    size_t ids = t->ids ? t->ids * 2 : IDS_LEAST;
    while (ids <= id)
        ids *= 2;
    if (ids > t->ids_most)
        ids = t->ids_most;
    add_late(t);
    t->table = mem_resize(t->table, ids * t->groups * sizeof *t->table);
    memset(t->table + t->ids * t->groups, 0, (ids - t->ids) * t->groups * sizeof *t->table);
    t->ids = ids;
}

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
void pairs_add_far(struct pairs *t, uint32_t group, int64_t id)
{
    if ((size_t)id < t->ids_most) {
        grow_table(t, (size_t)id);
        pairs_add(t, group, id);
        return;
    }
    if (t->fresh_len >= FRESH_LEAST && t->fresh_len >= t->len)
        count_fresh(t);
    t->fresh = mem_grow(t->fresh, &t->fresh_cap, t->fresh_len + 1, sizeof *t->fresh);
    t->fresh[t->fresh_len++] = (uint64_t)id << GROUP_BITS | group;
}

/* Ids of the table are smaller than all others, so its runs stand before theirs. */
static void count_table(struct pairs *t)
{
    size_t cells = t->used * t->groups, len = 0;
    add_late(t);
    for (size_t i = 0; i < cells; i++)
        len += t->table[i] != 0;
    struct pairs_run *all = mem_alloc((len + t->len + 1) * sizeof *all), *to = all;
    for (size_t id = 0; id < t->used; id++)
        for (size_t group = 0; group < t->groups; group++) {
            uint32_t n = t->table[id * t->groups + group];
            if (n)
                *to++ = (struct pairs_run){(int64_t)id, (uint32_t)group, n};
        }
    if (t->len)
        memcpy(to, t->runs, t->len * sizeof *to);
    free(t->runs);
    t->runs = all;
    t->len += len;
    t->cap = t->len + 1;
}

void pairs_finish(struct pairs *t)
{
    if (t->fresh_len)
        count_fresh(t);
    if (t->used)
        count_table(t);
    free(t->table);
    t->table = NULL;
    t->ids = t->ids_most = t->used = 0;
    free(t->fresh);
    free(t->spare);
    t->fresh = NULL;
    t->spare = NULL;
    t->fresh_cap = t->spare_cap = 0;
}

void pairs_release(struct pairs *t)
{
    free(t->table);
    free(t->fresh);
    free(t->runs);
    free(t->spare);
    *t = (struct pairs){0};
}
