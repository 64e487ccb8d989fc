/* scan.h - reading the events of a period, one by one or already counted by the hour
 *
 * Counting whole hours from the hourly table is a hundred times faster than reading events, and as
 * exact: only the edges of a period that begin or end within an hour are read from the events.
 */
#ifndef REPORT_SCAN_H
#define REPORT_SCAN_H

#include "report/filter.h"
#include "report/period.h"

/* Equal events; ids are the database's, 0: not known, or not asked for. */
struct scan_row {
    const struct reason *reason;
    int64_t n;
    int64_t first, last;                /* times */
    int64_t event_id;                   /* of a single event: its time and place; 0: counted */
    int64_t host, peer, sender, recipient, sasl, message;
};

/* Columns that cost something. */
enum { SCAN_PEER = 1, SCAN_SENDER = 2, SCAN_RECIPIENT = 4, SCAN_SASL = 8, SCAN_MESSAGE = 16 };

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

/* Who was involved how often, in a long period: whole days from their summaries, which tell each
 * kind of somebody apart from the others, the rest event by event.  Only for filters that name
 * nobody and no host.  Each event comes once: through row(), or with each `kind` once through
 * leader(). */
enum scan_kind { SCAN_OF_PEER = 1, SCAN_OF_SENDER_DOMAIN, SCAN_OF_RECIPIENT_DOMAIN, SCAN_OF_SASL };
enum { SCAN_OTHERS = -1 };              /* `who`: all those that a summary does not tell */
struct scan_leader {
    const struct reason *reason;
    enum scan_kind kind;
    int64_t who, n;                     /* an id, of a domain where it is one; 0: not known */
};
int scan_days(const struct scan *s, struct period p, unsigned columns,
              void (*leader)(void *to, const struct scan_leader *leader));
enum { SCAN_LONG = 3 * 86400 };         /* seconds from which on scan_days() is worth it */

#endif
