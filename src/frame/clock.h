/* clock.h - from calendar to Unix seconds
 *
 * Conversions are exact for the proleptic Gregorian calendar.  Local time is asked of the C
 * library (TZ) once for each hour that the log goes through.
 */
#ifndef FRAME_CLOCK_H
#define FRAME_CLOCK_H

#include "frame/stamp.h"

/* A zeroed struct is a valid clock. */
struct clock {
    int64_t hour;                   /* the hour that was converted last, and its zone */
    int64_t start;                  /* Unix seconds of its beginning */
};

/* Unix seconds of a stamp whose year is known. */
int64_t clock_seconds(struct clock *c, const struct stamp *s);

/* Seconds of a calendar time as if it were UTC: a line on which stamps of one zone can be
 * compared.  29 February of a year without one is 1 March. */
int64_t clock_civil(int32_t year, const struct stamp *s);

/* Unix seconds as such civil seconds of local time, and the year they lie in. */
int64_t clock_civil_of(int64_t unix_seconds, int32_t *year);

#endif
