/* pairs.h - who came up how often in which group, for millions of rows
 *
 * A row costs eight bytes until it is counted: pairs are gathered until they fill the processor's
 * cache, radix sorted and added up, which is several times faster than a hash table of a hundred
 * thousand keys.  A zeroed struct is a valid empty table.
 */
#ifndef QUERY_PAIRS_H
#define QUERY_PAIRS_H

#include <stddef.h>
#include <stdint.h>

enum { PAIRS_GROUPS = 1 << 20 };        /* groups are numbered below this; ids are below 2^44 */

struct pairs_run {
    int64_t id;
    uint32_t group, n;
};

struct pairs {
    uint64_t *fresh;                    /* id and group of each row that is not counted yet */
    size_t fresh_len, fresh_cap;
    struct pairs_run *runs;             /* by id, then group; complete after pairs_finish() */
    size_t len, cap;
    struct pairs_run *spare;            /* what the next adding up writes to */
    size_t spare_cap;
};

/* One more row of the group with that id, in any order. */
void pairs_add(struct pairs *t, uint32_t group, int64_t id);
/* Adds up what is left:  `runs` are complete and in order afterwards. */
void pairs_finish(struct pairs *t);
void pairs_release(struct pairs *t);

#endif
