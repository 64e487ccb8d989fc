/* rows.h - lists of who: providers, hosts, networks and users that tried to log in
 *
 * What fills the sections of FORM_LISTS (sections.h).
 */
#ifndef REPORT_ROWS_H
#define REPORT_ROWS_H

#include "report/model.h"

/* What fills the lists of a section; 0, or STORE_FAILED, told.  Defined by
 *
 *     ROWS(providers)
 *     {
 *         ...rows_add(rows, ...), rows_sort(rows, ...) for each list of the section...
 *     }
 *
 * and named in the section's row (sections.c): a new section is that file and that row. */
typedef int rows_fill(struct report_rows *rows, const struct report_facts *facts);
#define ROWS(name) \
    rows_fill rows_##name; \
    int rows_##name(struct report_rows *rows, const struct report_facts *facts)

/* The name is copied; empty: not known.  Valid until the next one is added. */
struct report_row *rows_add(struct report_rows *rows, struct smtplog_slice name);
/* The row of another list, which has lost its texts afterwards. */
void rows_move(struct report_rows *rows, struct report_row *from);
/* Rows that count less are as if they had not been. */
void rows_drop_below(struct report_rows *rows, int64_t least);
/* By count, and keeps the first `most`; sums them all.  Call it once, at the end. */
void rows_sort(struct report_rows *rows, size_t most);
void rows_release(struct report_rows *rows);

#endif
