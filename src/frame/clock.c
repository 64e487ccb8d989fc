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

static int64_t hour_start(const struct stamp *s)
{
    if (s->zone == STAMP_OFFSET)
        return days_to(s->year, s->month, s->day) * DAY + s->hour * HOUR - s->offset;
    struct tm tm = {.tm_year = s->year - 1900, .tm_mon = s->month - 1, .tm_mday = s->day,
                    .tm_hour = s->hour, .tm_isdst = -1};
    return mktime(&tm);
}

int64_t clock_seconds(struct clock *c, const struct stamp *s)
{
    if (s->zone == STAMP_EPOCH)
        return s->epoch;
    /* never 0: a month is at least 1 */
    int64_t hour = ((((int64_t)s->year * 16 + s->month) * 32 + s->day) * 32 + s->hour) << 20 |
                   (s->zone == STAMP_OFFSET ? (s->offset + (1 << 18)) : 0);
    if (hour != c->hour) {
        c->start = hour_start(s);
        c->hour = hour;
    }
    return c->start + s->minute * 60 + s->second;
}
