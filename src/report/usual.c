/* The median and the spread around it are those of ranks: one day of outage, or one attack, among
 * the days before moves neither. */
#include "report/usual.h"

#include "base/units.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

enum { DAYS = 35, WEEKS = 8, LONGER = 6 };

static struct tm local(int64_t time)
{
    time_t t = (time_t)time;
    struct tm tm = {0};
    localtime_r(&t, &tm);
    return tm;
}

static struct tm middle(struct period p)
{
    return local(p.since + (p.until - p.since) / 2);
}

static int is_weekend(int weekday)
{
    return weekday == 0 || weekday == 6;
}

/* Days on which most of the world writes little, whatever their weekday. */
static int is_holiday(struct period p)
{
    static const struct { int month, day; } days[] = {{0, 1}, {11, 24}, {11, 25}, {11, 26},
                                                      {11, 31}};
    struct tm tm = middle(p);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (tm.tm_mon == days[i].month && tm.tm_mday == days[i].day)
            return 1;
    return 0;
}

/* Days are compared with days, weeks with weeks (a Sunday is no Monday), anything longer with
 * what went before.  A day may be an hour longer or shorter where clocks change. */
static void choose_periods(struct usual *u, struct period p)
{
    int64_t length = p.until - p.since;
    u->periods[u->len++] = p;
    if (length <= DAY + 2 * HOUR)
        for (int i = 1; i <= DAYS; i++)
            u->periods[u->len++] = period_days_back(p, i);
    else if (length <= 7 * DAY + 2 * HOUR)
        for (int i = 1; i <= WEEKS; i++)
            u->periods[u->len++] = period_days_back(p, 7 * i);
    else
        for (int i = 1; i <= LONGER; i++)
            u->periods[u->len++] = p = period_before(p);
}

/* How many covered periods are of a kind: 2 the same weekday, 1 working day or weekend alike. */
static int mark(struct usual *u, int kind)
{
    int weekday = middle(u->periods[0]).tm_wday, n = 0;
    for (int i = 1; i < u->len; i++) {
        int day = middle(u->periods[i]).tm_wday;
        u->same[i] = u->periods[0].until - u->periods[0].since > DAY + 2 * HOUR || day == weekday;
        u->alike[i] = u->covered[i] && (kind == 0 || u->same[i] ||
                                        (kind == 1 && is_weekend(day) == is_weekend(weekday)));
        n += u->alike[i];
    }
    return n;
}

void usual_make(struct usual *u, struct store *s, struct period p)
{
    enum { ENOUGH = 2 };
    *u = (struct usual){.quiet = 1};
    choose_periods(u, p);
    for (int i = 0; i < u->len; i++)
        u->covered[i] = coverage_of(s, u->periods[i]);
    u->known = mark(u, 2);
    if (u->known < ENOUGH)
        u->known = mark(u, 1);
    if (!u->known && (u->known = mark(u, 0)))
        u->quiet = .25;
    if (is_holiday(p))
        u->quiet *= .2;
}

static int by_size(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return (x > y) - (x < y);
}

static double median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, by_size);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* Three times the spread that most periods keep to, at least chance's. */
static double spread_of(const double *values, int n, double middle_one)
{
    double away[USUAL_MOST] = {0};
    for (int i = 0; i < n; i++)
        away[i] = fabs(values[i] - middle_one);
    double spread = 3 * 1.4826 * median(away, n), chance = 3 * sqrt(middle_one + 1);
    return spread > chance ? spread : chance;
}

struct likely usual_of(const struct usual *u, const int64_t values[USUAL_MOST])
{
    double alike[USUAL_MOST], all[USUAL_MOST], most = 0;
    int n = 0, len = 0;
    for (int i = 1; i < u->len; i++) {
        if (!u->covered[i])
            continue;
        all[len++] = (double)values[i];
        if (u->alike[i])
            alike[n++] = (double)values[i];
        if (u->same[i] && all[len - 1] > most)
            most = all[len - 1];
    }
    struct likely l = {.known = n};
    if (!n)
        return l;
    l.usual = median(alike, n);         /* and sorted */
    int dead = 0;                       /* days of outage do not tell how low a day may go */
    while (dead < n - 1 && alike[dead] * 10 < l.usual)
        dead++;
    l.low = alike[dead + (n - dead) / 5] * u->quiet;
    double center = median(all, len);
    l.high = center + spread_of(all, len, center);
    if (l.high < l.usual + 3 * sqrt(l.usual + 1))
        l.high = l.usual + 3 * sqrt(l.usual + 1);
    if (l.high < most)
        l.high = most;
    return l;
}

int usual_at(const struct usual *u, int64_t time)
{
    for (int i = 0; i < u->len; i++)
        if (time >= u->periods[i].since && time < u->periods[i].until)
            return i;
    return -1;
}
