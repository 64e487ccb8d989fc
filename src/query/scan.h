/* scan.h - reading the events of a period, one by one or already counted by the hour
 *
 * Counting whole hours from the hourly table is a hundred times faster than reading events, and as
 * exact: only the edges of a period that begin or end within an hour are read from the events.
 * Where it matters who was involved, hours are read from their packs (store/pack.h), some twenty
 * times faster than from the table; what is not packed yet comes from there.
 */
#ifndef QUERY_SCAN_H
#define QUERY_SCAN_H

#include "query/filter.h"
#include "query/period.h"
#include "query/scan_columns.h"

/* Equal events; ids are the database's, 0: not known, or not asked for. */
struct scan_row {
    const struct reason *reason;
    int64_t n;
    int64_t first, last;                /* times */
    int64_t event_id;                   /* of a single event: its time and place; 0: counted */
    int64_t host, peer, sender, recipient, domain, sasl, message, helo;
};

struct scan {
    struct store *store;
    const struct catalogue *catalogue;  /* with the filter applied */
    const struct filter *filter;
    void (*row)(void *to, const struct scan_row *row);
    void *to;
};

/* Every event of the period that the filter takes, in order of time. */
int scan_events(const struct scan *s, struct period p, unsigned columns);
/* The same events counted: who was involved is not told.  Not in order. */
int scan_counts(const struct scan *s, struct period p);

#endif
