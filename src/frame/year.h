/* year.h - the year of stamps that have none
 *
 * The first stamp gets the year that was given, or the latest one that keeps it not after the
 * bound: when the newest line was written, and never the future.  From there on the order of
 * lines decides: a jump back by more than half a year is a New Year, unless that would lie after
 * the bound; a stamp that fits just before the line before it in the old year is a straggler of
 * that year.  Smaller steps back (lines out of order, summer time) change nothing.  A jump by more
 * than half a year that soon comes back to where it began was a clock, of a machine that boots
 * without one, and no New Year.
 */
#ifndef FRAME_YEAR_H
#define FRAME_YEAR_H

#include "base/units.h"
#include "frame/stamp.h"

/* Seconds that a stamp may lie after the bound: its zone is not known, and between the furthest of
 * them (UTC-12, UTC+14) lie 26 hours. */
enum { YEAR_SLACK = 26 * HOUR };

struct years {
    int64_t bound;                  /* civil seconds that no stamp goes beyond */
    int32_t bound_year;
    int32_t fixed;                  /* year of the first stamp as told by the user: no bound */
    int32_t first;                  /* the same, found; bounded */
    int hidden;                     /* 1: a New Year more than were found is still to come */
    int32_t year;                   /* of the newest stamp so far, 0: none yet */
    int64_t last;                   /* civil seconds of the stamp before; not of stragglers */
    int64_t midnight;               /* most stamps are of the day of the one before: when it */
    int32_t month, day;             /* began, and which it was; 0: none */
    int64_t leapt_from, leapt_to;   /* civil seconds around the last jump of half a year, */
    int32_t year_before;            /* and the year before it; 0: there was none */
};

/* now and anchor in Unix seconds, anchor 0: unknown. */
void years_bound(struct years *y, int64_t anchor, int64_t now);

/* The year of a stamp that has none, in the order of the log: the one in which time goes on from
 * the stamp before and does not go beyond the bound. */
int32_t years_place(struct years *y, const struct stamp *s);

#endif
