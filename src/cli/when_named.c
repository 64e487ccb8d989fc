/* Every name is counted from the local date of now, through mktime(), which knows the clocks. */
#include "cli/when_named.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static const char *const weekdays[] = {
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
};

static size_t letters(struct smtplog_slice c)
{
    size_t n = 0;
    while (n < c.len && isalpha((unsigned char)c.ptr[n]))
        n++;
    return n;
}

int when_word(struct smtplog_slice *c, const char *word)
{
    size_t n = letters(*c);
    if (n != strlen(word) || strncasecmp(c->ptr, word, n) != 0)
        return 0;
    *c = slice_from(*c, n);
    return 1;
}

int when_weekday(struct smtplog_slice *c)
{
    size_t n = letters(*c);
    for (int i = 0; i < 7; i++) {
        if ((n == 3 || n == strlen(weekdays[i])) && strncasecmp(c->ptr, weekdays[i], n) == 0) {
            *c = slice_from(*c, n);
            return i;
        }
    }
    return -1;
}

/* Local midnight of a date; days and months beyond their range are carried over. */
static int64_t midnight_of(int year, int month, int day)
{
    struct tm tm = {.tm_year = year - 1900, .tm_mon = month, .tm_mday = day, .tm_isdst = -1};
    return (int64_t)mktime(&tm);
}

static struct tm date_of(int64_t now)
{
    time_t t = (time_t)now;
    struct tm tm;
    localtime_r(&t, &tm);
    tm.tm_year += 1900;
    return tm;
}

/* From `first` to `behind` days after today. */
static void days(int64_t now, int first, int behind, int64_t *since, int64_t *until)
{
    struct tm today = date_of(now);
    *since = midnight_of(today.tm_year, today.tm_mon, today.tm_mday + first);
    *until = midnight_of(today.tm_year, today.tm_mon, today.tm_mday + behind);
}

/* "last friday", "friday". */
static int named_weekday(struct smtplog_slice *c, int last, int64_t now, int64_t *since,
                         int64_t *until)
{
    int day = when_weekday(c);
    if (day < 0)
        return 0;
    int back = (date_of(now).tm_wday - day + 7) % 7;
    back = back == 0 && last ? 7 : back;
    days(now, -back, 1 - back, since, until);
    return 1;
}

/* "week", "month", "year": this one, or the one before. */
static int named_stretch(struct smtplog_slice *c, int last, int64_t now, int64_t *since,
                         int64_t *until)
{
    struct tm today = date_of(now);
    int monday = -((today.tm_wday + 6) % 7), month = today.tm_mon - last;
    if (when_word(c, "week")) {
        days(now, monday - 7 * last, monday - 7 * last + 7, since, until);
    } else if (when_word(c, "month")) {
        *since = midnight_of(today.tm_year, month, 1);
        *until = midnight_of(today.tm_year, month + 1, 1);
    } else if (when_word(c, "year")) {
        *since = midnight_of(today.tm_year - last, 0, 1);
        *until = midnight_of(today.tm_year - last + 1, 0, 1);
    } else {
        return 0;
    }
    return 1;
}

/* "2026-11-22", "2026-11". */
static int numbered(struct smtplog_slice *c, int64_t *since, int64_t *until)
{
    struct smtplog_slice at = *c;
    uint64_t year, month, day = 0;
    if (!scan_number(&at, 4, &year) || !scan_lit(&at, "-") || !scan_number(&at, 2, &month) ||
        year < 1970 || month < 1 || month > 12)
        return 0;
    if (scan_lit(&at, "-") && (!scan_number(&at, 2, &day) || day < 1 || day > 31))
        return 0;
    *since = midnight_of((int)year, (int)month - 1, day ? (int)day : 1);
    *until = day ? midnight_of((int)year, (int)month - 1, (int)day + 1)
                 : midnight_of((int)year, (int)month, 1);
    if (day && date_of(*since).tm_mday != (int)day)
        return 0;                       /* 30 February */
    *c = at;
    return 1;
}

int when_named(struct smtplog_slice *c, int64_t now, int64_t *since, int64_t *until)
{
    static const struct { const char *name; int days; } names[] = {
        {"today", 0}, {"yesterday", -1}, {"tomorrow", 1},
    };
    struct smtplog_slice at = *c;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (when_word(c, names[i].name)) {
            days(now, names[i].days, names[i].days + 1, since, until);
            return 1;
        }
    }
    int last = when_word(&at, "last"), this = !last && when_word(&at, "this");
    at = last || this ? slice_trim(at) : at;
    if ((!this && named_weekday(&at, last, now, since, until)) ||
        ((last || this) && named_stretch(&at, last, now, since, until)) ||
        (!last && !this && numbered(&at, since, until))) {
        *c = at;
        return 1;
    }
    return 0;
}
