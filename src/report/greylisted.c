/* Senders that this server asked to come back: by domain, those of which some came back, and those
 * of which none did. */
#include "report/rows.h"

#include "base/units.h"
#include "report/waits.h"

/* Columns of schema/query/greylist_read.sql, in order. */
enum { READ_DOMAIN, READ_NAME, READ_SECONDS, READ_SENDERS, READ_LAST };

/* The rows of a domain come one after the other. */
static int read_domains(struct report_rows *all, const struct report_facts *facts)
{
    struct period p = facts->report->options.period;
    struct waits waits = {0};
    int64_t domain = -1;
    struct store_query *q = store_query(facts->store, SQL_GREYLIST_READ);
    store_bind_int(q, 1, p.since / HOUR * HOUR);
    store_bind_int(q, 2, p.until);
    while (store_next(q)) {
        int64_t n = store_int(q, READ_SENDERS), seconds = store_int(q, READ_SECONDS);
        struct smtplog_slice name = store_text(q, READ_NAME);
        if (store_int(q, READ_DOMAIN) != domain)
            rows_add(all, name.len ? name : SLICE_LIT("<>"));
        domain = store_int(q, READ_DOMAIN);
        struct report_row *row = &all->rows[all->len - 1];
        row->asked += n;
        if (store_int(q, READ_LAST) > row->last)
            row->last = store_int(q, READ_LAST);
        if (seconds >= 0)
            waits_add(&waits, all->len - 1, seconds, n);
    }
    waits_settle(&waits, all);
    return store_query_end(q);
}

ROWS(greylisted)
{
    struct report_rows all = {0};
    int64_t asked = 0, returned = 0;
    int failed = read_domains(&all, facts);
    for (size_t i = 0; i < all.len; i++) {
        struct report_row *row = &all.rows[i];
        struct report_rows *list = &rows[row->waited ? 0 : 1];
        row->count = row->waited ? row->waited : row->asked;
        if (row->waited)
            row->last = 0;
        asked += row->asked;
        returned += row->waited;
        rows_move(list, row);
    }
    rows_release(&all);
    rows[returned ? 0 : 1].asked = asked;
    rows[returned ? 0 : 1].returned = returned;
    rows_sort(&rows[0], REPORT_ROWS);
    rows_sort(&rows[1], REPORT_ROWS);
    return failed;
}
