/* Stamps in all forms, and what is none. */
#include "base/mem.h"
#include "frame/clock.h"
#include "frame/stamp.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* Central European time by rule, so that no zone files are needed. */
static void set_zone(void)
{
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
}

typedef int scan_fn(struct smtplog_slice *c, struct stamp *out);

static const struct row {
    const char *text;
    scan_fn *scan;
    const char *rest;               /* NULL: no such stamp */
    int64_t unix_seconds;
    int32_t micros, digits;
} rows[] = {
    {"May  1 2024 10:11:12 x", stamp_scan_bsd, "x", 1714551072, 0, 0},
    {"Jan 31 2024 00:00:00", stamp_scan_bsd, "", 1706655600, 0, 0},
    {"Feb 30 10:11:12 x", stamp_scan_bsd, NULL, 0, 0, 0},
    {"Apr 31 10:11:12 x", stamp_scan_bsd, NULL, 0, 0, 0},
    {"Feb 29 2023 10:11:12 x", stamp_scan_bsd, NULL, 0, 0, 0},
    {"May 00 10:11:12 x", stamp_scan_bsd, NULL, 0, 0, 0},
    {"May  1 24:11:12 x", stamp_scan_bsd, NULL, 0, 0, 0},
    {"May  1 10:60:12 x", stamp_scan_bsd, NULL, 0, 0, 0},
    {"May  1 10:11:61 x", stamp_scan_bsd, NULL, 0, 0, 0},
    {"May  1 10:11:1x x", stamp_scan_bsd, NULL, 0, 0, 0},
    {"May  1 10:11:12x", stamp_scan_bsd, NULL, 0, 0, 0},
    {"Mai  1 10:11:12 x", stamp_scan_bsd, NULL, 0, 0, 0},
    {"May  1 10:11:1", stamp_scan_bsd, NULL, 0, 0, 0},
    {"2024-05-01T10:11:12Z x", stamp_scan_iso, "x", 1714558272, 0, 0},
    {"2024-05-01T10:11:12.5+02:00 x", stamp_scan_iso, "x", 1714551072, 500000, 1},
    {"2024-05-01T10:11:12.123456+0200 x", stamp_scan_iso, "x", 1714551072, 123456, 6},
    {"2024-05-01T10:11:12.123456789-03:30 x", stamp_scan_iso, "x", 1714570872, 123456, 6},
    {"2024-05-01T10:11:12,25+02 x", stamp_scan_iso, "x", 1714551072, 250000, 2},
    {"2024-05-01T10:11:12 x", stamp_scan_iso, "x", 1714551072, 0, 0},
    {"2024-06-30T23:59:60Z x", stamp_scan_iso, "x", 1719792000, 0, 0},
    {"2024-13-01T10:11:12Z x", stamp_scan_iso, NULL, 0, 0, 0},
    {"2024-02-30T10:11:12Z x", stamp_scan_iso, NULL, 0, 0, 0},
    {"2023-02-29T10:11:12Z x", stamp_scan_iso, NULL, 0, 0, 0},
    {"2024-05-01T10:11:12+25:00 x", stamp_scan_iso, NULL, 0, 0, 0},
    {"2024-05-01T10:11:12. x", stamp_scan_iso, NULL, 0, 0, 0},
    {"2024-05-01T10:11:12+0", stamp_scan_iso, NULL, 0, 0, 0},
    {"2024-05-01 10:11:12 x", stamp_scan_exim, "x", 1714551072, 0, 0},
    {"2024-01-02 03:04:05.123 +0100 [4711] x", stamp_scan_exim, "[4711] x", 1704161045, 123000, 3},
    {"2024-01-02 03:04:05 -0500 x", stamp_scan_exim, "x", 1704182645, 0, 0},
    {"2024-01-02 03:04:05 +0100", stamp_scan_exim, "", 1704161045, 0, 0},
    {"2024-01-02 03:04:05 +49x", stamp_scan_exim, "+49x", 1704161045, 0, 0},
    {"2024-05-01 10:11:12,123 x", stamp_scan_exim, NULL, 0, 0, 0},
    {"2024-05-01T10:11:12 x", stamp_scan_exim, NULL, 0, 0, 0},
    {"Wed 2024-05-01 10:11:12 CEST x", stamp_scan_full, "x", 1714551072, 0, 0},
    {"Wed 2024-05-01 10:11:12 UTC x", stamp_scan_full, "x", 1714558272, 0, 0},
    {"Wed 2024-05-01 10:11:12.000123 GMT x", stamp_scan_full, "x", 1714558272, 123, 6},
    {"Wed 2024-05-01 10:11:12 +03 x", stamp_scan_full, "x", 1714547472, 0, 0},
    {"Wen 2024-05-01 10:11:12 CEST x", stamp_scan_full, NULL, 0, 0, 0},
    {"1714551072.123456 x", stamp_scan_unix, "x", 1714551072, 123456, 6},
    {"1714551072 x", stamp_scan_unix, NULL, 0, 0, 0},
    {"535.7 x", stamp_scan_unix, NULL, 0, 0, 0},
    {"", stamp_scan_unix, NULL, 0, 0, 0},
};

Test(frame_stamp, every_form)
{
    set_zone();
    struct clock clock = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        struct smtplog_slice c = slice_str(r->text);
        struct stamp s;
        int ok = r->scan(&c, &s);
        cr_expect_eq(ok, r->rest != NULL, "row %s", r->text);
        if (!ok || !r->rest) {
            cr_expect(slice_is(c, r->text), "row %s: the cursor stays", r->text);
            continue;
        }
        cr_expect(slice_is(c, r->rest), "row %s: rest %.*s", r->text, (int)c.len, c.ptr);
        cr_expect_eq(clock_seconds(&clock, &s), r->unix_seconds, "row %s: %ld", r->text,
                     (long)clock_seconds(&clock, &s));
        cr_expect_eq(s.micros, r->micros, "row %s", r->text);
        cr_expect_eq(s.digits, r->digits, "row %s", r->text);
    }
}

/* The digits of "2024-05-01?10:11:12.123456" one by one; -1: there is a byte that is none. */
static int64_t digits_of(const char *p, size_t n)
{
    int64_t number = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        number = number * 10 + (p[i] - '0');
    }
    return number;
}

static int is_stamp(const char *p, char between)
{
    int64_t month = digits_of(p + 5, 2), day = digits_of(p + 8, 2);
    return digits_of(p, 4) >= 1970 && p[4] == '-' && month >= 1 && month <= 12 && p[7] == '-' &&
           day >= 1 && day <= stamp_days_in_month((int32_t)digits_of(p, 4), (int32_t)month) &&
           p[10] == between && (uint64_t)digits_of(p + 11, 2) <= 23 && p[13] == ':' &&
           (uint64_t)digits_of(p + 14, 2) <= 59 && p[16] == ':' &&
           (uint64_t)digits_of(p + 17, 2) <= 60;
}

/* Eight digits are read at once: each byte of a stamp is put to each value, and the stamp is what
 * it is read byte by byte. */
Test(frame_stamp, each_byte_at_any_value)
{
    static const struct { scan_fn *scan; const char *text; } stamps[] = {
        {stamp_scan_iso, "2024-05-01T10:11:12.123456 x"},
        {stamp_scan_exim, "2024-05-01 10:11:12.123456 x"},
    };
    for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++)
        for (size_t at = 0; at < 26; at++)
            for (int value = 0; value < 256; value++) {
                char text[32];
                strcpy(text, stamps[i].text);
                text[at] = (char)value;
                struct smtplog_slice c = slice_of(text, strlen(stamps[i].text));
                struct stamp s = {0};
                int64_t micros = digits_of(text + 20, 6);
                int is_point = text[19] == '.' || (text[19] == ',' && stamps[i].text[10] == 'T');
                int good = is_stamp(text, stamps[i].text[10]) && is_point && micros >= 0;
                int ok = stamps[i].scan(&c, &s) && s.digits == 6;
                cr_assert_eq(ok, good, "byte %zu is %d", at, value);
                if (!good)
                    continue;
                cr_assert(slice_is(c, "x"));
                cr_assert_eq(s.year, digits_of(text, 4));
                cr_assert_eq(s.month, digits_of(text + 5, 2));
                cr_assert_eq(s.day, digits_of(text + 8, 2));
                cr_assert_eq(s.hour, digits_of(text + 11, 2));
                cr_assert_eq(s.minute, digits_of(text + 14, 2));
                cr_assert_eq(s.second, digits_of(text + 17, 2));
                cr_assert_eq(s.micros, micros);
            }
}

/* Every front of every row, with nothing readable behind it. */
Test(frame_stamp, never_reads_beyond_the_end)
{
    static scan_fn *const scans[] = {stamp_scan_bsd, stamp_scan_iso, stamp_scan_exim,
                                     stamp_scan_full, stamp_scan_unix};
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *area = mmap(NULL, page * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq(area, MAP_FAILED);
    cr_assert_eq(mprotect(area + page, page, PROT_NONE), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t len = 0; len <= strlen(rows[i].text); len++) {
            char *at = area + page - len;
            memcpy(at, rows[i].text, len);
            for (size_t k = 0; k < sizeof scans / sizeof *scans; k++) {
                struct smtplog_slice c = slice_of(at, len);
                struct stamp s;
                if (!scans[k](&c, &s))
                    cr_assert(c.ptr == at && c.len == len);
            }
        }
    munmap(area, page * 2);
}

Test(frame_clock, agrees_with_the_library_through_a_year)
{
    /* by hours, by half an hour, by two; without summer time but with a change of the zone */
    static const char *const zones[] = {
        "CET-1CEST,M3.5.0,M10.5.0/3", "LHST-10:30LHDT-11,M10.1.0,M4.1.0",
        "XST0XDT-2,M3.5.0/1,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0", "UTC0",
    };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        struct clock local = {0}, utc = {0};
        for (time_t t = 1704067200; t < 1704067200 + 366 * 86400; t += 799) {
            struct tm tm;
            gmtime_r(&t, &tm);
            struct stamp s = {tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                              tm.tm_min, tm.tm_sec, 0, 0, STAMP_OFFSET, 0, 0};
            cr_assert_eq(clock_seconds(&utc, &s), t);
            localtime_r(&t, &tm);
            int32_t year;
            s = (struct stamp){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                               tm.tm_min, tm.tm_sec, 0, 0, STAMP_LOCAL, 0, 0};
            cr_assert_eq(clock_seconds(&local, &s), t, "%s: %ld", zones[i], (long)t);
            cr_assert_eq(clock_civil_of(t, &year), clock_civil(s.year, &s));
            cr_assert_eq(year, s.year);
        }
    }
}

/* 27 October 2024, 02:00 to 03:00 comes twice; minutes after 02:00 and which time is meant. */
Test(frame_clock, the_hour_that_comes_twice_goes_by_order)
{
    static const struct { int hour, minute, want; } lines[] = {
        {1, 59, -1}, {2, 10, 10}, {2, 40, 40}, {2, 37, 37}, {2, 58, 58},
        {2, 1, 61}, {2, 2, 62}, {2, 59, 119}, {3, 1, 121}, {2, 58, 118}, {3, 2, 122},
    };
    enum { TWO = 1729987200 };          /* 02:00 CEST */
    struct clock clock = {0};
    set_zone();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct stamp s = {.year = 2024, .month = 10, .day = 27, .hour = lines[i].hour,
                          .minute = lines[i].minute};
        cr_expect_eq(clock_seconds(&clock, &s), TWO + lines[i].want * 60, "line %zu", i);
    }
    struct stamp left_out = {.year = 2024, .month = 3, .day = 31, .hour = 2, .minute = 30};
    cr_expect_eq(clock_seconds(&clock, &left_out), 1711848600);     /* 01:30 UTC */
}
