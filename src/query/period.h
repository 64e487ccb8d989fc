/* period.h - spans of time, the spans to compare them with, and how they are written
 *
 * A period is half-open: since <= time < until, in Unix seconds, so that nightly reports tile.
 * What people read is in local time (TZ) and names its zone.
 */
#ifndef QUERY_PERIOD_H
#define QUERY_PERIOD_H

#include "base/lang.h"
#include "base/strbuf.h"

#include <stdint.h>

struct period {
    int64_t since, until;
};

/* The local day before the one in which `now` lies. */
struct period period_yesterday(int64_t now);

/* The equal period just before.  A period of whole local days is preceded by whole local days,
 * though one of them may have 23 or 25 hours. */
struct period period_before(struct period p);
/* The same period `days` local days earlier: at the same times of the clock. */
struct period period_days_back(struct period p, int days);

/* The whole hours inside (empty if since >= until); the edges are the rest. */
struct period period_hours(struct period p);
int64_t period_day_of(int64_t time);            /* local midnight at or before */
int64_t period_hour_of(int64_t time);           /* whole hour at or before */

/* "2026-11-22 18:04 to 2026-11-23 18:04 UTC (24h)"; seconds only of short periods. */
void period_text(struct strbuf *out, struct period p, const struct lang *lang);
/* "24h", "7d", "1d 2h", "90m" */
void period_length(struct strbuf *out, int64_t seconds, const struct lang *lang);
/* "18:03" on the local day of `near` or less than a day before it, "22 Nov" with its month
 * otherwise: short, for columns of 6. */
void period_moment(struct strbuf *out, int64_t time, int64_t near, const struct lang *lang);
/* "2026-11-22 18:03:58" local; "2026-11-22T18:03:58+01:00" for programs. */
void period_clock(struct strbuf *out, int64_t time);
void period_rfc3339(struct strbuf *out, int64_t time);
/* "UTC", "CET", "UTC+03:00" where the zone has no name of letters. */
void period_zone(struct strbuf *out, int64_t time);

#endif
