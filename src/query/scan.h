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
#include "store/pack.h"

/* Equal events; ids are the database's, 0: not known, or not asked for. */
struct scan_row {
    const struct reason *reason;
    int64_t n;
    int64_t first, last;                /* times */
    int64_t event_id;                   /* of a single event: its time and place; 0: counted */
    int64_t host, peer, sender, recipient, domain, sasl, message, helo;
};

enum { SCAN_BLOCK = 2048 };             /* rows at most */

/* Events of a packed hour, as columns: rows that the filter takes, by their numbers there. */
struct scan_block {
    const struct pack *pack;            /* columns that were not asked for are of no use */
    uint32_t rows[SCAN_BLOCK];          /* in order of time */
    size_t len;
};

struct scan {
    struct store *store;
    const struct catalogue *catalogue;  /* with the filter applied */
    const struct filter *filter;
    void (*row)(void *to, const struct scan_row *row);
    /* NULL: row() takes all.  Else what is packed comes here, and the rest to row(): a loop over a
     * column is several times faster than a call an event. */
    void (*block)(void *to, const struct scan_block *block);
    void *to;
};

/* Every event of the period that the filter takes, in order of time. */
int scan_events(const struct scan *s, struct period p, unsigned columns);
/* Where packs have what a SCAN_* bit asks for. */
enum pack_column scan_column(unsigned bit);
/* The same events counted: who was involved is not told.  Not in order. */
int scan_counts(const struct scan *s, struct period p);

#endif
