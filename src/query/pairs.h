/* pairs.h - who came up how often in which group, for millions of rows
 *
 * What a row adds to is a counter in a table of ids and groups: an addition, where a hash table of
 * a hundred thousand keys waits for memory twice.  The table ends at a size; what lies behind its
 * end is gathered until it fills the processor's cache, radix sorted and added up, eight bytes a
 * row until then.  A zeroed struct is a valid empty one without a table.
 */
#ifndef QUERY_PAIRS_H
#define QUERY_PAIRS_H

#include <stddef.h>
#include <stdint.h>

enum { PAIRS_GROUPS = 1 << 20 };        /* groups are numbered below this; ids are below 2^44 */
enum { PAIRS_LATE = 16 };

struct pairs_run {
    int64_t id;
    uint32_t group, n;
};

struct pairs {
    uint32_t *table;                    /* by id, then group: how many; of ids below `ids` */
    size_t groups, ids, used;           /* ids that came up are below `used` */
    size_t ids_most;                    /* the table grows to as many */
    uint32_t *late[PAIRS_LATE];         /* counters that are one short; NULL: none */
    size_t next_late;
    uint64_t *fresh;                    /* id and group of each row that is not counted yet */
    size_t fresh_len, fresh_cap;
    struct pairs_run *runs;             /* by id, then group; complete after pairs_finish() */
    size_t len, cap;
    struct pairs_run *spare;            /* what the next adding up writes to */
    size_t spare_cap;
};

/* Groups will be numbered below this; the table grows with the ids, to at most 32 MB. */
void pairs_begin(struct pairs *t, size_t groups);
/* One more row of the group with that id behind the table's end, in any order: the table grows, or
 * the row is gathered. */
void pairs_add_far(struct pairs *t, uint32_t group, int64_t id);
/* Adds up what is left:  `runs` are complete and in order afterwards. */
void pairs_finish(struct pairs *t);
void pairs_release(struct pairs *t);

/* One more row of the group with that id, in any order.  The table does not fit the cache: a
 * counter is asked for now and added to some rows later, when it has come. */
static inline void pairs_add(struct pairs *t, uint32_t group, int64_t id)
{
    size_t at = (size_t)id;
    if (at >= t->ids) {
        pairs_add_far(t, group, id);
        return;
    }
    uint32_t *cell = &t->table[at * t->groups + group], **late = &t->late[t->next_late];
    __builtin_prefetch(cell, 1);
    if (*late)
        ++**late;
    *late = cell;
    t->next_late = (t->next_late + 1) % PAIRS_LATE;
    t->used = at >= t->used ? at + 1 : t->used;
}

#endif
