/* Rollups made anew from the events: when a migration changed what they hold, and
 * when asked to. */
#include "store/inside.h"

#include <stdlib.h>

int rollup_rebuild(struct store *s)
{
    struct strbuf text = {0};
    int64_t from = store_meta_get(s, "pruned_before", &text) == 1 ? atoll(text.ptr) : INT64_MIN;
    strbuf_release(&text);
    /* what was pruned, whole days, stands in the rollups only */
    return stmt_run(s, SQL_HOURLY_CLEAR, "i", from) || stmt_run(s, SQL_HOURLY_FILL, "i", from) ||
           stmt_run(s, SQL_PACK_STALE, "ii", INT64_MIN, INT64_MAX) ||
           stmt_run(s, SQL_SUM_STALE, "ii", INT64_MIN, INT64_MAX) ? STORE_FAILED : STORE_OK;
}
