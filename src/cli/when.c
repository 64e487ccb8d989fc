/* Operators write times as they think of them; every form is a function here, tried in order,
 * and the complaint lists them all. */
#include "cli/when.h"

#include "base/lang.h"
#include "base/units.h"
#include "cli/when_named.h"

#include <ctype.h>
#include <smtplog/scan.h>
#include <string.h>
#include <time.h>

const char when_accepted[] =
    N_("24h, 7d, 90m, 1h30m or \"3 days ago\" (before now), now, today, yesterday, monday, \"last "
       "week\", 18:00, 2026-11-22, \"2026-11-22 18:00[:00]\" with or without UTC, Z or +01:00, "
       "@UNIXSECONDS");
const char when_periods_accepted[] =
    N_("24h, 7d, 90m or 1h30m (up to now), today, yesterday, monday, \"last friday\", "
       "\"this week\", \"last week\", \"last month\", 2026-11-22, 2026-11, or a time, such as "
       "18:00 (up to now)");
const char when_durations_accepted[] = N_("90m, 24h, 90d, 2w, 1h30m, 6M, 1y");

enum { YEAR_LAST = 9999 };
static const int64_t time_last = 253402300799;          /* 9999-12-31 23:59:59 UTC */

static const struct unit { const char *name; int64_t seconds; } units[] = {
    {"s", 1}, {"sec", 1}, {"secs", 1}, {"second", 1}, {"seconds", 1},
    {"m", 60}, {"min", 60}, {"mins", 60}, {"minute", 60}, {"minutes", 60},
    {"h", HOUR}, {"hr", HOUR}, {"hrs", HOUR}, {"hour", HOUR}, {"hours", HOUR},
    {"d", DAY}, {"day", DAY}, {"days", DAY},
    {"w", 604800}, {"week", 604800}, {"weeks", 604800},
    {"M", 2629800}, {"month", 2629800}, {"months", 2629800},    /* a twelfth of 365.25 days */
    {"y", 31557600}, {"year", 31557600}, {"years", 31557600},
};

static void skip_blanks(struct smtplog_slice *c)
{
    *c = slice_unindented(*c);
}

/* A run of letters, not moved past if there is none. */
static struct smtplog_slice scan_letters(struct smtplog_slice *c)
{
    size_t n = 0;
    while (n < c->len && isalpha((unsigned char)c->ptr[n]))
        n++;
    struct smtplog_slice word = slice_head(*c, n);
    *c = slice_from(*c, n);
    return word;
}

/* "1h30m", "3 days", "1w 2d": one or more numbers with units. */
static int scan_length(struct smtplog_slice *c, int64_t *out)
{
    struct smtplog_slice at = *c;
    int64_t total = 0;
    int terms = 0;
    for (uint64_t n; scan_number(&at, 9, &n); terms++) {
        const struct unit *found = NULL;
        skip_blanks(&at);
        struct smtplog_slice word = scan_letters(&at);
        for (size_t i = 0; i < sizeof units / sizeof *units; i++)
            if (slice_is(word, units[i].name))
                found = &units[i];
        if (!found || total > time_last)
            return 0;
        total += (int64_t)n * found->seconds;
        *c = at;
        skip_blanks(&at);
    }
    *out = total;
    return terms > 0;
}

int when_duration(const char *text, int64_t *out)
{
    struct smtplog_slice c = slice_trim(slice_str(text));
    return scan_length(&c, out) && c.len == 0 && *out > 0 && *out <= time_last;
}

int64_t when_midnight(int64_t at, int days)
{
    time_t t = (time_t)at;
    struct tm tm;
    localtime_r(&t, &tm);
    tm.tm_mday += days;
    tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
    tm.tm_isdst = -1;
    return (int64_t)mktime(&tm);
}

/* "18:00", "18:00:30", "18:00:30.5" into tm; 24:00 is not a time. */
static int scan_clock(struct smtplog_slice *c, struct tm *tm)
{
    struct smtplog_slice at = *c;
    uint64_t hour, minute, second = 0, fraction;
    if (!scan_number(&at, 2, &hour) || !scan_lit(&at, ":") || at.len < 2 ||
        !scan_number(&at, 2, &minute) || hour > 23 || minute > 59)
        return 0;
    if (scan_lit(&at, ":")) {
        if (!scan_number(&at, 2, &second) || second > 60)
            return 0;
        if ((scan_lit(&at, ".") || scan_lit(&at, ",")) && !scan_number(&at, 9, &fraction))
            return 0;
    }
    tm->tm_hour = (int)hour, tm->tm_min = (int)minute, tm->tm_sec = (int)second;
    *c = at;
    return 1;
}

/* "2026-11-22" into tm, if there is such a day. */
static int scan_date(struct smtplog_slice *c, struct tm *tm)
{
    static const int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct smtplog_slice at = *c;
    uint64_t year, month, day;
    if (!scan_number(&at, 4, &year) || !scan_lit(&at, "-") || !scan_number(&at, 2, &month) ||
        !scan_lit(&at, "-") || !scan_number(&at, 2, &day))
        return 0;
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (year < 1970 || year > YEAR_LAST || month < 1 || month > 12 || day < 1 ||
        day > (uint64_t)lengths[month - 1] || (month == 2 && day == 29 && !leap))
        return 0;
    tm->tm_year = (int)year - 1900, tm->tm_mon = (int)month - 1, tm->tm_mday = (int)day;
    *c = at;
    return 1;
}

/* "Z", "UTC", "+01:00", "+0100", "+01" after a time: its seconds east of Greenwich. */
static int scan_zone(struct smtplog_slice *c, int64_t *east)
{
    struct smtplog_slice at = *c;
    uint64_t hours, minutes = 0;
    skip_blanks(&at);
    *east = 0;
    if (when_word(&at, "utc") || when_word(&at, "gmt") || when_word(&at, "z")) {
        *c = at;
        return 1;
    }
    int sign = scan_lit(&at, "+") ? 1 : scan_lit(&at, "-") ? -1 : 0;
    if (!sign || !scan_number(&at, 2, &hours) || hours > 14)
        return 0;
    scan_lit(&at, ":");
    if (at.len && (!scan_number(&at, 2, &minutes) || minutes > 59))
        return 0;
    *east = sign * (int64_t)(hours * HOUR + minutes * 60);
    *c = at;
    return 1;
}

/* "Sun " or "Sunday " in front of a date: its number in *out; absent is fine. */
static void scan_weekday(struct smtplog_slice *c, int *out)
{
    *out = when_weekday(c);
    if (*out >= 0) {
        scan_lit(c, ",");
        skip_blanks(c);
    }
}

static int weekday_of(struct tm date)
{
    date.tm_hour = date.tm_min = date.tm_sec = 0;
    timegm(&date);
    return date.tm_wday;
}

/* A date, a time of day or both, with or without a zone: to the end of c. */
static int read_calendar(struct smtplog_slice c, int64_t now, int64_t *out)
{
    time_t today = (time_t)now;
    struct tm tm;
    int64_t east;
    int weekday = -1;
    scan_weekday(&c, &weekday);
    localtime_r(&today, &tm);
    tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
    int has_date = scan_date(&c, &tm);
    if (has_date && weekday >= 0 && weekday_of(tm) != weekday)
        return 0;
    if (!has_date && weekday >= 0)
        return 0;
    if (has_date && c.len && !(scan_lit(&c, "T") || scan_lit(&c, "t")))
        skip_blanks(&c);
    if (!scan_clock(&c, &tm) && !has_date)
        return 0;
    if (scan_zone(&c, &east)) {
        *out = (int64_t)timegm(&tm) - east;     /* a time alone with a zone: today's local date */
        return c.len == 0;
    }
    tm.tm_isdst = -1;
    *out = (int64_t)mktime(&tm);
    return c.len == 0;
}

/* "24h", "-24h", "24h ago", "+3h". */
static int read_distance(struct smtplog_slice c, int64_t now, int64_t *out)
{
    int64_t length;
    int later = scan_lit(&c, "+");
    int earlier = !later && scan_lit(&c, "-");
    if (!scan_length(&c, &length))
        return 0;
    skip_blanks(&c);
    if (!later && !earlier)
        when_word(&c, "ago");
    *out = later ? now + length : now - length;
    return c.len == 0;
}

/* now, and the names of when_named.h, of which the beginning is meant. */
static int read_name(struct smtplog_slice c, int64_t now, int64_t *out)
{
    int64_t until;
    if (when_word(&c, "now"))
        *out = now;
    else if (!when_named(&c, now, out, &until))
        return 0;
    return c.len == 0;
}

static int read_unix(struct smtplog_slice c, int64_t *out)
{
    uint64_t n;
    if (!scan_lit(&c, "@") || !scan_number(&c, 12, &n) || c.len)
        return 0;
    *out = (int64_t)n;
    return 1;
}

int when_time(const char *text, int64_t now, int64_t *out)
{
    struct smtplog_slice c = slice_trim(slice_str(text));
    return (read_unix(c, out) || read_name(c, now, out) || read_distance(c, now, out) ||
            read_calendar(c, now, out)) && *out >= 0 && *out <= time_last;
}

int when_period(const char *text, int64_t now, int64_t *since, int64_t *until)
{
    struct smtplog_slice c = slice_trim(slice_str(text));
    if (when_named(&c, now, since, until) && c.len == 0) {
        *until = *since <= now && *until > now ? now : *until;      /* today is not over yet */
        return *since >= 0 && *until <= time_last;
    }
    c = slice_trim(slice_str(text));
    *until = now;
    if (when_word(&c, "last"))          /* "last 24h", "last 3 days" */
        return read_distance(slice_trim(c), now, since) && *since >= 0 && *since <= time_last;
    return when_time(text, now, since);
}
