/* Times and lengths of time as operators write them, in a zone with a summer time. */
#include "cli/when.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <time.h>

/* Monday 2026-11-23 18:04:30 UTC, 19:04:30 in Berlin. */
static const int64_t now = 1795457070;

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
    "18:0", "2026-11", "2026-13-01", "2026-02-30", "2027-02-29", "1969-12-31", "2026-11-22 18", "@", "@x",
    "@-5", "Mon 2026-11-22", "monday", "2026-11-22T18:00:00+25:00", "2026-11-22 18:00 CET", "--24h",
    "2026-11-22 18:00Zz", "999999999y", "99999999999999999999d", "5 potatoes", "last week",
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

Test(when, midnights_follow_the_calendar, .init = in_berlin)
{
    int64_t sunday = 1792879200;        /* 2026-10-25 00:00 in Berlin: 25 hours long */
    cr_expect_eq(when_midnight(sunday + 24 * 3600, 0), sunday);
    cr_expect_eq(when_midnight(sunday + 5, 1), sunday + 25 * 3600);
    cr_expect_eq(when_midnight(sunday + 26 * 3600, -1), sunday);
}
