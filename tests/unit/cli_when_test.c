/* Times and lengths of time as operators write them, in a zone with a summer time. */
#include "cli/when.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <time.h>

/* Monday 2026-11-23 18:04:30 UTC, 19:04:30 in Berlin. */
enum { now_ = 1795457070 };
static const int64_t now = now_;

static void in_berlin(void)
{
    /* the rule written out: the machine may have no zone files */
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
}

static const struct { const char *text; int64_t want; } times[] = {
    {"24h", 1795457070 - 86400},
    {"7d", 1795457070 - 7 * 86400},
    {"90m", 1795457070 - 5400},
    {"2w", 1795457070 - 14 * 86400},
    {"-24h", 1795457070 - 86400},
    {"24h ago", 1795457070 - 86400},
    {"24 hours ago", 1795457070 - 86400},
    {"1h30m", 1795457070 - 5400},
    {"3 days ago", 1795457070 - 3 * 86400},
    {"1w 2d ago", 1795457070 - 9 * 86400},
    {"+3h", 1795457070 + 3 * 3600},
    {"1M", 1795457070 - 2629800},
    {"1m", 1795457070 - 60},
    {"now", 1795457070},
    {"today", 1795388400},
    {"yesterday", 1795302000},
    {"tomorrow", 1795474800},
    {"TODAY", 1795388400},
    {" today ", 1795388400},
    {"18:00", 1795453200},
    {"18:00:30", 1795453230},
    {"18:00Z", 1795456800},
    {"2026-11-22", 1795302000},
    {"Sun 2026-11-22", 1795302000},
    {"sunday, 2026-11-22", 1795302000},
    {"2026-11-22 18:00", 1795366800},
    {"2026-11-22 18:00:30", 1795366830},
    {"2026-11-22 18:00:30.5", 1795366830},
    {"2026-11-22T18:00:00", 1795366800},
    {"2026-11-22T18:00:00Z", 1795370400},
    {"2026-11-22T18:00:00.123Z", 1795370400},
    {"2026-11-22T18:00:00+01:00", 1795366800},
    {"2026-11-22T18:00:00-0530", 1795390200},
    {"2026-11-22 18:00 UTC", 1795370400},
    {"2026-11-22 UTC", 1795305600},
    {"@1767225600", 1767225600},
    {"@0", 0},
    {"2026-07-01 12:00", 1782900000},           /* summer time */
    {"2026-03-29", 1774738800},                 /* the day with 23 hours */
    {"2026-03-30", 1774738800 + 23 * 3600},
    {"2026-10-25", 1792879200},                 /* the day with 25 hours */
    {"2026-10-26", 1792879200 + 25 * 3600},
    {"2028-02-29 UTC", 1835395200},
};

Test(when, times_are_read, .init = in_berlin)
{
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        int64_t got = -1;
        cr_expect(when_time(times[i].text, now, &got), "row %s", times[i].text);
        cr_expect_eq(got, times[i].want, "row %s: %lld", times[i].text, (long long)got);
    }
}

static const char *const not_times[] = {
    "", " ", "24", "h", "24x", "24hago", "yesterda", "todayy", "today 5", "25:00", "18", "18:60",
    "18:0", "2026-00", "2026-13-01", "2026-02-30", "2027-02-29", "1969-12-31", "2026-11-22 18", "@", "@x",
    "@-5", "Mon 2026-11-22", "last", "week", "2026-11-22T18:00:00+25:00", "2026-11-22 18:00 CET", "--24h",
    "2026-11-22 18:00Zz", "999999999y", "99999999999999999999d", "5 potatoes", "this monday", "last potato", "mondays",
};

Test(when, what_is_no_time_is_refused, .init = in_berlin)
{
    for (size_t i = 0; i < sizeof not_times / sizeof *not_times; i++) {
        int64_t got;
        cr_expect_not(when_time(not_times[i], now, &got), "row '%s'", not_times[i]);
    }
}

static const struct { const char *text; int64_t want; } lengths[] = {
    {"90d", 7776000}, {"1h30m", 5400}, {"2 weeks", 1209600}, {"1y", 31557600}, {"30s", 30},
    {"90", 0}, {"-90d", 0}, {"0d", 0}, {"d", 0}, {"90d ago", 0}, {"", 0},
};

Test(when, lengths_are_read)
{
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        int64_t got = 0;
        int ok = when_duration(lengths[i].text, &got);
        cr_expect_eq(ok, lengths[i].want != 0, "row '%s'", lengths[i].text);
        if (ok)
            cr_expect_eq(got, lengths[i].want, "row '%s'", lengths[i].text);
    }
}

/* Half a day before and after the clocks change on 2026-03-29 and 2026-10-25. */
static const struct { const char *text; int64_t now, since, until; } periods[] = {
    {"24h", now_, now_ - 86400, now_}, {"last 24h", now_, now_ - 86400, now_},
    {"last 3 days", now_, now_ - 3 * 86400, now_},
    {"today", now_, 1795388400, now_}, {"Yesterday", now_, 1795302000, 1795388400},
    {"tomorrow", now_, 1795474800, 1795561200},
    {"monday", now_, 1795388400, now_}, {"last monday", now_, 1794783600, 1794870000},
    {"last sunday", now_, 1795302000, 1795388400}, {"sunday", now_, 1795302000, 1795388400},
    {"Fri", now_, 1795129200, 1795215600}, {"last  fri", now_, 1795129200, 1795215600},
    {"this week", now_, 1795388400, now_}, {"last week", now_, 1794783600, 1795388400},
    {"last month", now_, 1790805600, 1793487600}, {"this month", now_, 1793487600, now_},
    {"last year", now_, 1735686000, 1767222000}, {"2026-11-22", now_, 1795302000, 1795388400},
    {"2026-10-25", now_, 1792879200, 1792969200},       /* 25 hours */
    {"2026-03-29", now_, 1774738800, 1774821600},       /* 23 hours */
    {"2026-03", now_, 1772319600, 1774994400}, {"18:00", now_, 1795453200, now_},
    {"2026-11-22 18:00", now_, 1795366800, now_}, {"@1767225600", now_, 1767225600, now_},
    {"yesterday", 1793012400, 1792879200, 1792969200},  /* said on the Monday after the change */
    {"sunday", 1793012400, 1792879200, 1792969200},
    {"last week", 1793012400, 1792360800, 1792969200},  /* a week and an hour */
    {"last week", 1774908000, 1774220400, 1774821600},  /* a week without an hour */
};

Test(when, periods_are_read, .init = in_berlin)
{
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        int64_t since = -1, until = -1;
        cr_expect(when_period(periods[i].text, periods[i].now, &since, &until), "row %zu", i);
        cr_expect_eq(since, periods[i].since, "row %zu %s: %lld", i, periods[i].text,
                     (long long)since);
        cr_expect_eq(until, periods[i].until, "row %zu %s: %lld", i, periods[i].text,
                     (long long)until);
    }
}

/* The same day in zones on both sides of the date line, and one with a half hour. */
Test(when, periods_follow_the_zone)
{
    static const struct { const char *zone; int64_t since, until; } zones[] = {
        {"UTC0", 1795305600, 1795392000}, {"NZST-13", 1795345200, 1795431600},
        {"HST10", 1795341600, 1795428000}, {"IST-5:30", 1795285800, 1795372200},
    };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        int64_t since = -1, until = -1;
        setenv("TZ", zones[i].zone, 1);
        tzset();
        cr_expect(when_period("yesterday", now, &since, &until), "%s", zones[i].zone);
        cr_expect_eq(since, zones[i].since, "%s: %lld", zones[i].zone, (long long)since);
        cr_expect_eq(until, zones[i].until, "%s: %lld", zones[i].zone, (long long)until);
    }
}

Test(when, midnights_follow_the_calendar, .init = in_berlin)
{
    int64_t sunday = 1792879200;        /* 2026-10-25 00:00 in Berlin: 25 hours long */
    cr_expect_eq(when_midnight(sunday + 24 * 3600, 0), sunday);
    cr_expect_eq(when_midnight(sunday + 5, 1), sunday + 25 * 3600);
    cr_expect_eq(when_midnight(sunday + 26 * 3600, -1), sunday);
}
