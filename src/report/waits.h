/* waits.h - how long what a row counts had to wait: the median, and what 95 of a hundred needed
 *
 *     struct waits w = {0};
 *     waits_add(&w, i, seconds, n);           as often as there are sums, in any order
 *     waits_settle(&w, rows);                 fills waited, half and most of its rows
 *
 * Of n times in order the median is that at (n - 1) / 2, the other that at 95 (n - 1) / 100, the
 * same as of all that was put off (query/outcome.h).
 */
#ifndef REPORT_WAITS_H
#define REPORT_WAITS_H

#include "report/model.h"

struct wait {
    size_t row;
    int64_t seconds, n;
};
struct waits {
    struct wait *list;
    size_t len, cap;
};

/* n recipients of the row waited so many seconds. */
void waits_add(struct waits *w, size_t row, int64_t seconds, int64_t n);
/* `rows` stand as they were numbered: before rows_sort().  Frees the sums. */
void waits_settle(struct waits *w, struct report_rows *rows);

#endif
