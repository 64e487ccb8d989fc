/* Classic syslog has no year: the last line is no later than the file, and time goes forward
 * from line to line. */
#include "frame/year.h"

#include "base/units.h"
#include "frame/clock.h"

enum { HALF_YEAR = 183 * DAY, STRAGGLES = 7 * DAY };

void years_bound(struct years *y, int64_t anchor, int64_t now)
{
    if (anchor == 0 || anchor > now)
        anchor = now;
    /* in the hour that summer time's end repeats, its first pass is meant as well */
    int64_t before = clock_civil_of(anchor + YEAR_SLACK - 3 * HOUR, &y->bound_year) + 3 * HOUR;
    y->bound = clock_civil_of(anchor + YEAR_SLACK, &y->bound_year);
    if (before > y->bound)
        y->bound = before;
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

static int32_t start(const struct years *y, const struct stamp *s)
{
    if (y->fixed)
        return y->fixed;
    return y->first && allowed(y, y->first, s) ? y->first : latest(y, s);
}

int32_t years_place(struct years *y, const struct stamp *s)
{
    if (y->year == 0)
        return settle(y, start(y, s), s);
    if (s->day == y->day && s->month == y->month) {
        y->last = y->midnight + seconds_of_day(s);
        return y->year;
    }

    int32_t year = y->year;
    if (y->last - clock_civil(year, s) > HALF_YEAR && allowed(y, year + 1, s)) {
        year++;
    } else {
        int64_t late = y->last - clock_civil(year - 1, s);
        if (late >= 0 && late < STRAGGLES && has_date(year - 1, s))
            return year - 1;
    }
    if (!has_date(year, s) && has_date(year + 1, s) && allowed(y, year + 1, s))
        year++;
    /* the order of lines was misleading; but a file may be written while it is read, so the next
     * day's lines are good */
    while (!allowed(y, year, s) && clock_civil(year, s) - y->last > DAY)
        year--;
    return settle(y, year, s);
}
