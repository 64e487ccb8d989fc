/* The year of stamps that have none. */
#include "base/mem.h"
#include "base/strbuf.h"
#include "frame/clock.h"
#include "frame/frame.h"
#include "frame/year.h"
#include "input/stream.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Unix seconds of a calendar time; the tests run in UTC. */
static int64_t at(int32_t year, int32_t month, int32_t day, int32_t hour)
{
    struct stamp s = {.month = month, .day = day, .hour = hour};
    setenv("TZ", "UTC", 1);
    tzset();
    return clock_civil(year, &s);
}

struct day {
    int32_t month, day, hour, want;
};

enum { DAYS = 8 };

static const struct {
    const char *name;
    int32_t now[4], anchor[4];      /* anchor's year 0: none */
    int32_t fixed, first;
    struct day days[DAYS];          /* month 0 at the end */
} rows[] = {
    {"within the year", {2024, 6, 1, 0}, {0}, 0, 0, {{3, 1, 0, 2024}, {5, 31, 23, 2024}}},
    {"not yet this year", {2024, 6, 1, 0}, {0}, 0, 0, {{6, 3, 0, 2023}, {12, 31, 0, 2023}}},
    {"a clock that runs ahead", {2024, 6, 1, 0}, {0}, 0, 0, {{6, 1, 0, 2024}}},
    {"written far in the east", {2024, 6, 1, 0}, {2024, 5, 30, 3}, 0, 0,
     {{5, 31, 4, 2024}, {5, 31, 5, 2024}}},
    {"and in the east on New Year's Eve", {2024, 12, 31, 12}, {2024, 12, 31, 11}, 0, 0,
     {{12, 31, 23, 2024}, {1, 1, 1, 2025}}},
    {"across New Year", {2026, 1, 2, 12}, {2026, 1, 2, 11}, 0, 0,
     {{12, 29, 8, 2025}, {12, 31, 23, 2025}, {1, 1, 0, 2026}, {1, 2, 11, 2026}}},
    {"stragglers after New Year", {2026, 1, 2, 12}, {0}, 0, 0,
     {{12, 31, 23, 2025}, {1, 1, 0, 2026}, {12, 31, 23, 2025}, {12, 31, 22, 2025},
      {1, 1, 1, 2026}}},
    {"mtime lost by a copy", {2026, 11, 23, 0}, {2026, 11, 23, 0}, 0, 0,
     {{12, 30, 0, 2025}, {1, 2, 0, 2026}}},
    {"mtime of an old file", {2026, 11, 23, 0}, {2019, 3, 5, 0}, 0, 0,
     {{12, 30, 0, 2018}, {3, 4, 0, 2019}}},
    {"mtime in the future", {2024, 6, 1, 0}, {2031, 1, 1, 0}, 0, 0, {{7, 1, 0, 2023}}},
    {"leap day", {2026, 11, 23, 0}, {0}, 0, 0, {{2, 29, 5, 2024}, {3, 1, 0, 2024}}},
    {"leap day before the bound of a leap year", {2024, 2, 28, 0}, {0}, 0, 0, {{2, 29, 5, 2020}}},
    {"leap day in mid-file", {2024, 3, 2, 0}, {0}, 0, 0, {{2, 28, 0, 2024}, {2, 29, 0, 2024}}},
    {"lines out of order", {2024, 6, 1, 0}, {0}, 0, 0,
     {{5, 2, 3, 2024}, {5, 1, 3, 2024}, {5, 2, 2, 2024}, {4, 1, 0, 2024}, {5, 2, 3, 2024}}},
    {"quiet for months", {2024, 12, 1, 0}, {0}, 0, 0, {{1, 10, 0, 2024}, {11, 1, 0, 2024}}},
    {"quiet for seven months, over New Year", {2026, 5, 20, 12}, {0}, 0, 2026,
     {{10, 15, 0, 2025}, {5, 20, 0, 2026}, {5, 20, 5, 2026}}},
    {"the same twice in a year", {2026, 11, 20, 11}, {0}, 0, 2026,
     {{11, 22, 0, 2025}, {6, 25, 0, 2026}, {11, 20, 10, 2026}}},
    {"and lines out of order behind it", {2026, 5, 20, 12}, {0}, 0, 2026,
     {{10, 15, 0, 2025}, {5, 20, 0, 2026}, {5, 2, 0, 2026}, {5, 20, 5, 2026}}},
    {"several years by order", {2024, 6, 1, 0}, {0}, 0, 2021,
     {{11, 1, 0, 2021}, {2, 1, 0, 2022}, {10, 1, 0, 2022}, {1, 5, 0, 2023}, {9, 1, 0, 2023},
      {2, 2, 0, 2024}}},
    {"a clock that was wrong for a while", {2024, 3, 2, 0}, {0}, 0, 0,
     {{3, 1, 0, 2024}, {12, 9, 0, 2023}, {3, 1, 1, 2024}}},
    {"booted without a clock", {2024, 12, 1, 0}, {0}, 0, 0,
     {{11, 20, 12, 2024}, {1, 1, 0, 2024}, {1, 1, 1, 2024}, {11, 20, 13, 2024}}},
    {"and long ago, off for days", {2026, 12, 1, 0}, {0}, 0, 2024,
     {{11, 20, 12, 2024}, {1, 1, 0, 2025}, {1, 1, 1, 2025}, {11, 29, 13, 2024},
      {11, 30, 1, 2024}, {1, 2, 0, 2025}, {1, 9, 0, 2025}}},
    {"booted with last year's clock", {2026, 12, 1, 0}, {0}, 0, 2024,
     {{3, 10, 5, 2024}, {11, 3, 0, 2024}, {3, 10, 7, 2024}, {4, 1, 0, 2024}}},
    {"quiet for ten months is no clock", {2026, 12, 1, 0}, {0}, 0, 2024,
     {{12, 20, 5, 2024}, {1, 3, 0, 2025}, {11, 1, 0, 2025}}},
    {"given year", {2024, 6, 1, 0}, {0}, 2015, 0, {{11, 1, 0, 2015}, {2, 1, 0, 2016}}},
    {"given year, whatever the clock says", {2024, 6, 1, 0}, {0}, 2024, 0, {{11, 1, 0, 2024}}},
    {"first year found but too late", {2024, 6, 1, 0}, {0}, 0, 2024, {{11, 1, 0, 2023}}},
    {"written while it is read", {2024, 6, 1, 0}, {2024, 6, 1, 0}, 0, 0,
     {{6, 1, 0, 2024}, {6, 1, 5, 2024}, {6, 2, 1, 2024}}},
};

Test(frame_year, rows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const int32_t *n = rows[i].now, *a = rows[i].anchor;
        struct years y = {.fixed = rows[i].fixed, .first = rows[i].first};
        years_bound(&y, a[0] ? at(a[0], a[1], a[2], a[3]) : 0, at(n[0], n[1], n[2], n[3]));
        for (size_t k = 0; k < DAYS && rows[i].days[k].month; k++) {
            const struct day *d = &rows[i].days[k];
            struct stamp s = {.month = d->month, .day = d->day, .hour = d->hour};
            int32_t got = years_place(&y, &s);
            cr_expect_eq(got, d->want, "row %s, line %zu: %d", rows[i].name, k + 1, got);
        }
    }
}

Test(frame_year, slack_of_a_zone)
{
    struct years y = {0};
    struct stamp s = {.month = 6, .day = 2, .hour = 1, .minute = 59};
    years_bound(&y, 0, at(2024, 6, 1, 0));
    cr_expect_eq(years_place(&y, &s), 2024);
    y = (struct years){0};
    s.hour = 2, s.minute = 1;
    years_bound(&y, 0, at(2024, 6, 1, 0));
    cr_expect_eq(years_place(&y, &s), 2023);
}

Test(frame_year, the_hour_that_comes_twice_is_not_the_future)
{
    struct years y = {0};
    struct stamp s = {.month = 10, .day = 27, .hour = 2, .minute = 50};
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    years_bound(&y, 0, 1729991100);         /* 27 October 2024, 02:05 CET */
    cr_expect_eq(years_place(&y, &s), 2024);
}

/* A file of `days` days from 1 January of `year` on, a line every `step` hours. */
static struct stream *write_days(const char *path, int32_t year, int days, int step)
{
    struct diag diag = {0};
    char when[32];
    FILE *f = fopen(path, "w");
    cr_assert_not_null(f);
    for (int64_t t = at(year, 1, 1, 0), end = t + days * 86400; t < end; t += step * 3600) {
        time_t clock = (time_t)t;
        struct tm tm;
        gmtime_r(&clock, &tm);
        strftime(when, sizeof when, "%b %e %H:%M:%S", &tm);
        fprintf(f, "%s mx1 postfix/smtpd[4711]: connect from c.example.net[192.0.2.1]\n", when);
    }
    fclose(f);
    return stream_open(path, &diag);
}

Test(frame_year, files_of_several_years)
{
    static const struct { const char *name; int days, step; int32_t now, want; } files[] = {
        {"one year", 365, 6, 2022, 2021},
        {"one year, long ago", 360, 6, 2026, 2025},
        {"four years", 4 * 365 + 1, 2, 2025, 2021},
        {"four years in few lines", 4 * 365 + 1, 300, 2025, 2021},
        {"a week", 7, 1, 2021, 2021},
    };
    char path[] = "/tmp/smtplog-year-XXXXXX";
    close(mkstemp(path));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct stream *s = write_days(path, 2021, files[i].days, files[i].step);
        int32_t got = frame_first_year(s, &(struct unwrap_plan){0}, 0, at(files[i].now, 1, 10, 0));
        cr_expect_eq(got, files[i].want, "file %s: %d", files[i].name, got);
        stream_free(s);
    }
    unlink(path);
}

/* A boot without a clock in the middle of the file is no New Year. */
Test(frame_year, files_with_a_boot)
{
    struct diag diag = {0};
    char path[] = "/tmp/smtplog-year-XXXXXX";
    static const char text[] =
        "Nov 20 12:00:00 mx1 postfix/smtpd[1]: connect from c.example.net[192.0.2.1]\n"
        "Jan  1 00:00:10 mx1 postfix/smtpd[1]: connect from c.example.net[192.0.2.1]\n"
        "Nov 20 12:01:00 mx1 postfix/smtpd[1]: connect from c.example.net[192.0.2.1]\n";
    int fd = mkstemp(path);
    cr_assert_eq(write(fd, text, sizeof text - 1), (ssize_t)sizeof text - 1);
    close(fd);
    struct stream *s = stream_open(path, &diag);
    cr_expect_eq(frame_first_year(s, &(struct unwrap_plan){0}, 0, at(2026, 11, 20, 13)), 2026);
    stream_free(s);
    unlink(path);
}

Test(frame_year, nothing_to_find)
{
    struct diag diag = {0};
    char path[] = "/tmp/smtplog-year-XXXXXX";
    static const char text[] = "2024-05-01T10:11:12Z mx1 postfix/smtpd[1]: x\nno log line\n";
    int fd = mkstemp(path);
    cr_assert_eq(write(fd, text, sizeof text - 1), (ssize_t)sizeof text - 1);
    close(fd);
    struct stream *s = stream_open(path, &diag);
    cr_expect_eq(frame_first_year(s, &(struct unwrap_plan){0}, 0, 1714551072), 0);
    stream_free(s);
    unlink(path);
}
