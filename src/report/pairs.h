/* pairs.h - who came up how often in which group, for a million rows
 *
 * A row costs eight bytes; the pairs are radix sorted at the end, which is several times faster
 * than adding to a hash table of a hundred thousand keys.
 */
#ifndef REPORT_PAIRS_H
#define REPORT_PAIRS_H

#include "report/count.h"

enum { PAIRS_GROUPS = 1 << 20 };        /* groups are numbered below this; ids are below 2^44 */

struct pairs_run {
    int64_t id, n;
    uint32_t group;
};

struct pairs {
    uint64_t *all;                    /* id and group of each row; NULL after pairs_finish() */
    size_t len, cap;
    struct counts summed;               /* (id, group) of what came already counted */
    struct pairs_run *runs;             /* by id, then group */
    size_t runs_len;
};

void pairs_add(struct pairs *t, uint32_t group, int64_t id);
void pairs_add_n(struct pairs *t, uint32_t group, int64_t id, int64_t n);
void pairs_finish(struct pairs *t);     /* pairs become runs */
void pairs_release(struct pairs *t);

#endif
