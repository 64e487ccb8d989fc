/* Classic syslog has no year: the last line is no later than the file, and time goes forward
 * from line to line. */
#include "frame/year.h"

#include "base/units.h"
#include "frame/clock.h"

#include <stdlib.h>

enum { HALF_YEAR = 183 * DAY, STRAGGLES = 7 * DAY };
/* A machine may have been off before it booted without a clock; it is set right soon after. */
enum { WAS_OFF = 21 * DAY, WRONG_MOST = 7 * DAY };

void years_bound(struct years *y, int64_t anchor, int64_t now)
{
    if (anchor == 0 || anchor > now)
        anchor = now;
    y->bound = clock_civil_of(anchor + YEAR_SLACK, &y->bound_year);
}

static int64_t seconds_of_day(const struct stamp *s)
{
    return s->hour * HOUR + s->minute * 60 + s->second;
}

static int has_date(int32_t year, const struct stamp *s)
{
    return s->day <= stamp_days_in_month(year, s->month);
}

/* The latest year in which the date exists and lies not after the bound. */
static int32_t latest(const struct years *y, const struct stamp *s)
{
    int32_t year = y->bound_year;
    while (!has_date(year, s) || clock_civil(year, s) > y->bound)
        year--;
    return year;
}

static int allowed(const struct years *y, int32_t year, const struct stamp *s)
{
    return y->fixed != 0 || clock_civil(year, s) <= y->bound;
}

/* Takes the stamp, in that year, for the newest. */
static int32_t settle(struct years *y, int32_t year, const struct stamp *s)
{
    y->year = year;
    y->last = clock_civil(year, s);
    y->midnight = y->last - seconds_of_day(s);
    y->month = s->month;
    y->day = s->day;
    return year;
}

/* Where the New Years that were counted say a year in which the first line cannot lie, one was not
 * seen: it lies in a hole of more than half a year, which looks as a way back does. */
static int32_t start(struct years *y, const struct stamp *s)
{
    if (y->fixed)
        return y->fixed;
    if (y->first && allowed(y, y->first, s))
        return y->first;
    y->hidden = y->first != 0;
    return latest(y, s);
}

/* By order: the year of the newest stamp, the one after it, or of a straggler the one before. */
static int32_t follow(struct years *y, const struct stamp *s, int *straggles)
{
    int32_t year = y->year;
    *straggles = 0;
    const int64_t back = y->last - clock_civil(year, s);
    if (back > (y->hidden ? STRAGGLES : HALF_YEAR) && allowed(y, year + 1, s)) {
        y->hidden = y->hidden && back > HALF_YEAR;
        return year + 1;
    }
    int64_t late = y->last - clock_civil(year - 1, s);
    *straggles = late >= 0 && late < STRAGGLES && has_date(year - 1, s);
    return *straggles ? year - 1 : year;
}

/* Was the last jump a clock's, so that this stamp goes on where it began? */
static int comes_back(const struct years *y, const struct stamp *s)
{
    if (!y->year_before || llabs(y->last - y->leapt_to) >= WRONG_MOST ||
        !has_date(y->year_before, s) || !allowed(y, y->year_before, s))
        return 0;
    int64_t off = clock_civil(y->year_before, s) - y->leapt_from;
    return off > -STRAGGLES && off < WAS_OFF &&
           llabs(clock_civil(y->year, s) - y->last) > HALF_YEAR;
}

/* Keeps where a jump began, for comes_back(). */
static void note_leap(struct years *y, int32_t year, const struct stamp *s)
{
    if (llabs(clock_civil(y->year, s) - y->last) <= HALF_YEAR)
        return;
    y->leapt_from = y->last;
    y->leapt_to = clock_civil(year, s);
    y->year_before = y->year;
}

int32_t years_place(struct years *y, const struct stamp *s)
{
    int straggles;
    if (y->year == 0)
        return settle(y, start(y, s), s);
    if (s->day == y->day && s->month == y->month) {
        y->last = y->midnight + seconds_of_day(s);
        return y->year;
    }
    if (comes_back(y, s)) {
        int32_t old = y->year_before;
        y->year_before = 0;
        return settle(y, old, s);
    }
    int32_t year = follow(y, s, &straggles);
    if (straggles)
        return year;
    if (!has_date(year, s) && has_date(year + 1, s) && allowed(y, year + 1, s))
        year++;
    /* the order of lines was misleading; but a file may be written while it is read, so the next
     * day's lines are good */
    while (!allowed(y, year, s) && clock_civil(year, s) - y->last > DAY)
        year--;
    note_leap(y, year, s);
    return settle(y, year, s);
}
