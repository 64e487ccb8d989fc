/* series.h - counts of equal periods in a row, from one pass over the hourly counts
 *
 * Period 0 is the one asked for, 1 the one before it, and so on.  Series are told apart by kind
 * and word (query/catalogue.h).
 */
#ifndef QUERY_SERIES_H
#define QUERY_SERIES_H

#include "query/count.h"
#include "query/scan.h"

enum { SERIES_HISTORY = 14 };           /* periods before the report's */

enum series_kind {
    SERIES_CAUSE,
    SERIES_PROVIDER,            /* replies of the provider's servers and policies */
    SERIES_REFUSED,             /* of these, those that refuse this site's mail as such */
    SERIES_HOST,                /* by host_id */
    SERIES_KINDS
};

struct series {
    struct period periods[SERIES_HISTORY + 1];
    int covered[SERIES_HISTORY + 1];
    struct counts counts;               /* (kind << 32 | word, period) -> n */
    struct counts causes;               /* period 0: (kind << 32 | word, cause) -> n */
    struct counts leading;              /* (kind << 32 | word, 0) -> the cause of most */
    struct counts classes;              /* (kind << 32 | word, class), period 0 */
    struct counts firsts;             /* period 0: (kind << 32 | word, 0) -> latest: -first time */
};

/* Counts `p` and its history.  Every row from `since` to the end of `p`, or of the history where
 * that begins earlier, goes to scan->row too: one pass serves both.  Rows are cut where periods
 * meet, so that no hour is counted in two.  0, or STORE_FAILED: told. */
int series_load(struct series *x, const struct scan *scan, struct period p, int64_t since);
void series_release(struct series *x);

int64_t series_at(const struct series *x, enum series_kind kind, uint32_t word, int period);
/* Mean and standard deviation of the covered periods before the report's; -> how
 * many those are. */
int series_usual(const struct series *x, enum series_kind kind, uint32_t word, double *mean,
                 double *deviation);
/* The cause that a series has most of in period 0, a word; 0: none. */
uint32_t series_cause(const struct series *x, enum series_kind kind, uint32_t word);
int64_t series_first(const struct series *x, enum series_kind kind, uint32_t word);

#endif
