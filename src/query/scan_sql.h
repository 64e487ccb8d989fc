/* scan_sql.h - the statements of scan.c, put together by what is asked for
 *
 * The only SQL that is composed: what joins a row, and what a filter adds, is left out where
 * nobody asks for it.  All values are bound (filter_bind()), as are :since and :until.  The test
 * query_plan_test asks SQLite how it would run each of them.
 */
#ifndef QUERY_SCAN_SQL_H
#define QUERY_SCAN_SQL_H

#include "query/filter.h"
#include "query/scan_columns.h"

/* Columns of scan_sql_events(): an event a row, in order of time; 0 for what was not asked for. */
enum {
    EVENT_TIME, EVENT_SEQ, EVENT_REASON, EVENT_HOST, EVENT_PEER, EVENT_SENDER, EVENT_RECIPIENT,
    EVENT_DOMAIN, EVENT_SASL, EVENT_MESSAGE, EVENT_HELO
};

/* Columns of scan_sql_hours(): a reason's events of an hour and host. */
enum { HOURS_REASON, HOURS_HOST, HOURS_N, HOURS_FIRST, HOURS_LAST };

/* Each is appended.  `columns`: SCAN_* (scan_columns.h). */
void scan_sql_events(struct strbuf *sql, const struct filter *f, unsigned columns);
void scan_sql_hours(struct strbuf *sql, const struct filter *f);

#endif
