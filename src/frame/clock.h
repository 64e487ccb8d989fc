/* clock.h - from calendar to Unix seconds
 *
 * Conversions are exact for the proleptic Gregorian calendar.  Local time is asked of the C
 * library (TZ) once for each hour that the log goes through.
 *
 * The hour that comes twice when the clocks go back is told apart by the order of stamps: it is
 * the first one until a stamp lies more than CLOCK_LATE before the one before it.  A time that
 * the clocks left out in spring is taken as if they had not been set yet.
 */
#ifndef FRAME_CLOCK_H
#define FRAME_CLOCK_H

#include "frame/stamp.h"

enum { CLOCK_LATE = 300 };          /* seconds that a line may be late without being the second
                                       hour's */

/* A zeroed struct is a valid clock. */
struct clock {
    int64_t hour;                   /* the hour that was converted last, and its zone */
    int64_t start;                  /* Unix seconds of its beginning; unless it is `uneven` */
    int uneven;                     /* the clocks are set within it, or it comes twice */
    int64_t latest;                 /* the local stamp converted last; 0: none yet, */
    int is_second;                  /* and then: whether a repeated hour is the second one */
};

/* Unix seconds of a stamp whose year is known. */
int64_t clock_seconds(struct clock *c, const struct stamp *s);

/* Seconds of a calendar time as if it were UTC: a line on which stamps of one zone can be
 * compared.  29 February of a year without one is 1 March. */
int64_t clock_civil(int32_t year, const struct stamp *s);

/* Unix seconds as such civil seconds of local time, and the year they lie in. */
int64_t clock_civil_of(int64_t unix_seconds, int32_t *year);

#endif
