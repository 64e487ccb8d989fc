/* Local days have 23 to 25 hours: periods are moved by the calendar and not by seconds. */
#include "query/period.h"

#include "base/units.h"

#include <time.h>

static struct tm local(int64_t time)
{
    time_t t = (time_t)time;
    struct tm tm = {0};
    localtime_r(&t, &tm);
    return tm;
}

/* The same time of the clock, some days away; mktime() settles times that the clocks left out. */
static int64_t shift(int64_t time, int days)
{
    struct tm tm = local(time);
    tm.tm_mday += days;
    tm.tm_isdst = -1;
    return (int64_t)mktime(&tm);
}

int64_t period_hour_of(int64_t time)
{
    return time / HOUR * HOUR;
}

int64_t period_day_of(int64_t time)
{
    struct tm tm = local(time);
    tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
    tm.tm_isdst = -1;
    return (int64_t)mktime(&tm);
}

struct period period_yesterday(int64_t now)
{
    int64_t today = period_day_of(now);
    return (struct period){period_day_of(today - 1), today};
}

struct period period_days_back(struct period p, int days)
{
    return (struct period){shift(p.since, -days), shift(p.until, -days)};
}

struct period period_before(struct period p)
{
    int64_t length = p.until - p.since;
    if (length >= DAY - HOUR && period_day_of(p.since) == p.since &&
        period_day_of(p.until) == p.until) {
        int days = (int)((length + DAY / 2) / DAY);
        return (struct period){shift(p.since, -days), p.since};
    }
    return (struct period){p.since - length, p.since};
}

struct period period_hours(struct period p)
{
    int64_t first = (p.since + HOUR - 1) / HOUR * HOUR, last = p.until / HOUR * HOUR;
    return first < last ? (struct period){first, last} : (struct period){p.until, p.until};
}

void period_zone(struct strbuf *out, int64_t time)
{
    struct tm tm = local(time);
    if (tm.tm_zone && (*tm.tm_zone == '+' || *tm.tm_zone == '-' || !*tm.tm_zone)) {
        long minutes = tm.tm_gmtoff / 60;
        long size = minutes < 0 ? -minutes : minutes;
        strbuf_fmt(out, "UTC%c%02ld:%02ld", minutes < 0 ? '-' : '+', size / 60, size % 60);
    } else {
        strbuf_str(out, tm.tm_zone ? tm.tm_zone : "UTC");
    }
}

static void minute(struct strbuf *out, int64_t time, int exact)
{
    struct tm tm = local(time);
    char text[64];
    strftime(text, sizeof text, exact && tm.tm_sec ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%d %H:%M", &tm);
    strbuf_str(out, text);
}

void period_length(struct strbuf *out, int64_t seconds, const struct lang *lang)
{
    const struct { int64_t seconds; const char *name; } units[] = {
        {DAY, tr(lang, "d")}, {HOUR, tr(lang, "h")}, {60, tr(lang, "m")}, {1, tr(lang, "s")},
    };
    int parts = 0;
    for (size_t i = 0; i < 4 && parts < 2; i++) {
        int64_t n = seconds / units[i].seconds;
        if (n == 0 || (i == 0 && seconds <= DAY))       /* a day is 24h to those who look at it */
            continue;
        strbuf_fmt(out, "%s%lld%s", parts++ ? " " : "", (long long)n, units[i].name);
        seconds -= n * units[i].seconds;
    }
}

void period_text(struct strbuf *out, struct period p, const struct lang *lang)
{
    int exact = p.until - p.since < 2 * HOUR;
    minute(out, p.since, exact);
    if (local(p.since).tm_gmtoff != local(p.until).tm_gmtoff) {
        strbuf_char(out, ' ');
        period_zone(out, p.since);
    }
    strbuf_fmt(out, " %s ", tr(lang, "to"));
    minute(out, p.until, exact);
    strbuf_char(out, ' ');
    period_zone(out, p.until);
    strbuf_str(out, " (");
    period_length(out, p.until - p.since, lang);
    strbuf_char(out, ')');
}

void period_moment(struct strbuf *out, int64_t time, int64_t near, const struct lang *lang)
{
    static const char *const months[] = {
        N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
        N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
    };
    struct tm tm = local(time);
    if (near - time <= DAY || period_day_of(near) == period_day_of(time))
        strbuf_fmt(out, "%02d:%02d", tm.tm_hour, tm.tm_min);
    else
        strbuf_fmt(out, "%d %s", tm.tm_mday, tr(lang, months[tm.tm_mon]));
}

void period_clock(struct strbuf *out, int64_t time)
{
    struct tm tm = local(time);
    char text[64];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
    strbuf_str(out, text);
}

void period_rfc3339(struct strbuf *out, int64_t time)
{
    struct tm tm = local(time);
    char text[64];
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &tm);
    long minutes = tm.tm_gmtoff / 60;
    long size = minutes < 0 ? -minutes : minutes;
    if (minutes == 0)
        strbuf_fmt(out, "%sZ", text);
    else
        strbuf_fmt(out, "%s%c%02ld:%02ld", text, minutes < 0 ? '-' : '+', size / 60, size % 60);
}
