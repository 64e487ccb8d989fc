/* Calendar arithmetic of our own: timegm() knows no year that is still to be found, and
 * mktime() asks the zone. */
#include "frame/clock.h"

#include "base/units.h"

#include <time.h>

/* Days from 1970-01-01 to a date; years are counted from March so that the leap day is last. */
static int64_t days_to(int32_t year, int32_t month, int32_t day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int64_t clock_civil(int32_t year, const struct stamp *s)
{
    return days_to(year, s->month, s->day) * DAY + s->hour * HOUR + s->minute * 60 + s->second;
}

int64_t clock_civil_of(int64_t unix_seconds, int32_t *year)
{
    time_t t = (time_t)unix_seconds;
    struct tm tm = {0};
    localtime_r(&t, &tm);
    *year = tm.tm_year + 1900;
    return unix_seconds + tm.tm_gmtoff;
}

/* How far local time is ahead of UTC. */
static int64_t offset_at(int64_t unix_seconds)
{
    int32_t year;
    return clock_civil_of(unix_seconds, &year) - unix_seconds;
}

/* The times that a local clock may have meant: two where an hour comes twice. */
struct readings { int64_t first, second; };

/* What a clock without a zone may mean: once a year an hour is there twice, and once there is
 * none. */
static struct readings readings_of(int64_t civil)
{
    /* no zone changes twice within two days */
    int64_t before = offset_at(civil - DAY), after = offset_at(civil + DAY);
    struct readings r = {civil - before, civil - after};
    int first = offset_at(r.first) == before, second = offset_at(r.second) == after;
    if (!second)
        r.second = r.first;         /* that one, or neither: a time that was left out */
    else if (!first)
        r.first = r.second;
    return r;
}

/* Lines of the first hour may be late, but not by as much as lies between the two; and once the
 * second has begun it goes on. */
static int64_t choose(struct clock *c, struct readings r)
{
    int64_t back = c->latest - r.first;
    if (r.first != r.second && c->latest)
        c->is_second = back > (c->is_second ? 0 : CLOCK_LATE) && back < DAY;
    return r.first != r.second && c->is_second ? r.second : r.first;
}

/* Does the clock go evenly through this hour, and only once? */
static int is_even(int64_t civil, int64_t *start)
{
    struct readings begin = readings_of(civil), end = readings_of(civil + HOUR - 1);
    *start = begin.first;
    return begin.first == begin.second && end.first == end.second &&
           end.first - begin.first == HOUR - 1;
}

int64_t clock_seconds(struct clock *c, const struct stamp *s)
{
    if (s->zone == STAMP_EPOCH)
        return s->epoch;
    /* never 0: a month is at least 1 */
    int64_t hour = ((((int64_t)s->year * 16 + s->month) * 32 + s->day) * 32 + s->hour) << 20 |
                   (s->zone == STAMP_OFFSET ? (s->offset + (1 << 18)) : 0);
    if (hour != c->hour) {
        int64_t civil = days_to(s->year, s->month, s->day) * DAY + s->hour * HOUR;
        c->hour = hour;
        c->uneven = 0;
        if (s->zone == STAMP_OFFSET)
            c->start = civil - s->offset;
        else
            c->uneven = !is_even(civil, &c->start);
    }
    int64_t seconds = c->uneven ? choose(c, readings_of(clock_civil(s->year, s)))
                                : c->start + s->minute * 60 + s->second;
    if (s->zone == STAMP_LOCAL)
        c->latest = seconds;
    return seconds;
}
