/* stamp_form.c - stamps by a form, for the many that are rare
 *
 * The stamps that every line of a log has are scanned by stamp.c, which is quick; this is for
 * those in front of wrapped lines and in fields of objects, where a table of forms says more than
 * as many functions. */
#include "frame/stamp.h"

#include <strings.h>

/* 1..max digits, at least `least`. */
static int scan_digits(struct smtplog_slice *c, size_t least, size_t max, int32_t *out)
{
    struct smtplog_slice rest = *c;
    uint64_t n;
    if (!scan_number(&rest, max, &n) || c->len - rest.len < least)
        return 0;
    *out = (int32_t)n;
    *c = rest;
    return 1;
}

static int scan_month(struct smtplog_slice *c, int32_t *month)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int32_t i = 0; c->len >= 3 && i < 12; i++)
        if ((names[i * 3] ^ c->ptr[0]) % 32 == 0 && strncasecmp(names + i * 3, c->ptr, 3) == 0) {
            *month = i + 1;
            *c = slice_from(*c, 3);
            return 1;
        }
    return 0;
}

/* The month's whole name. */
static int scan_long_month(struct smtplog_slice *c, int32_t *month)
{
    static const char *const names[] = {"January", "February", "March", "April", "May", "June",
                                        "July", "August", "September", "October", "November",
                                        "December"};
    for (int32_t i = 0; i < 12; i++)
        if (scan_lit(c, names[i])) {
            *month = i + 1;
            return 1;
        }
    return 0;
}

/* "1st", "22nd" */
static int scan_ordinal(struct smtplog_slice *c, int32_t *day)
{
    return scan_digits(c, 1, 2, day) && (scan_lit(c, "st") || scan_lit(c, "nd") ||
                                         scan_lit(c, "rd") || scan_lit(c, "th"));
}

/* English names alone. */
static int scan_weekday(struct smtplog_slice *c)
{
    static const char names[] = "MonTueWedThuFriSatSun";
    for (size_t i = 0; c->len >= 3 && i < 7; i++)
        if (memcmp(names + i * 3, c->ptr, 3) == 0) {
            *c = slice_from(*c, 3);
            return 1;
        }
    return 0;
}

static int scan_clock(struct smtplog_slice *c, struct stamp *s)
{
    return scan_digits(c, 1, 2, &s->hour) && scan_lit(c, ":") &&
           scan_digits(c, 2, 2, &s->minute) && scan_lit(c, ":") &&
           scan_digits(c, 2, 2, &s->second) && s->hour < 24 && s->minute < 60 && s->second <= 60;
}

/* The same with dots: "7.01.44", as Danes, Finns and Indonesians write it. */
static int scan_dotted_clock(struct smtplog_slice *c, struct stamp *s)
{
    return scan_digits(c, 1, 2, &s->hour) && scan_lit(c, ".") &&
           scan_digits(c, 2, 2, &s->minute) && scan_lit(c, ".") &&
           scan_digits(c, 2, 2, &s->second) && s->hour < 24 && s->minute < 60 && s->second <= 60;
}

/* ".123456", ",123"; more than six digits are dropped. */
static int scan_fraction(struct smtplog_slice *c, struct stamp *s)
{
    if (c->len < 2 || (c->ptr[0] != '.' && c->ptr[0] != ',') || !scan_is_digit(c->ptr[1]))
        return 1;
    size_t i = 1;
    for (; i < c->len && scan_is_digit(c->ptr[i]); i++)
        if (s->digits < 6)
            s->micros = s->micros * 10 + (c->ptr[i] - '0'), s->digits++;
    for (int32_t d = s->digits; d < 6; d++)
        s->micros *= 10;
    *c = slice_from(*c, i);
    return 1;
}

/* Nothing, "Z", "UTC", "+02:00", "+0200", "+02", each perhaps after a blank. */
static int scan_zone(struct smtplog_slice *c, struct stamp *s)
{
    struct smtplog_slice rest = *c;
    int32_t hours, minutes = 0;
    scan_lit(&rest, " ");
    if (scan_lit(&rest, "Z") || scan_lit(&rest, "z") || scan_lit(&rest, "UTC") ||
        scan_lit(&rest, "GMT")) {
        s->zone = STAMP_OFFSET;
        *c = rest;
        return 1;
    }
    int west = slice_starts(rest, "-");
    if ((!west && !slice_starts(rest, "+")) || rest.len < 3)
        return 1;
    rest = slice_from(rest, 1);
    if (!scan_digits(&rest, 2, 2, &hours) || hours > 18)
        return 1;
    scan_lit(&rest, ":");
    scan_digits(&rest, 2, 2, &minutes);
    s->zone = STAMP_OFFSET;
    s->offset = (hours * 60 + minutes) * (west ? -60 : 60);
    *c = rest;
    return 1;
}

/* A zone's name; only UTC and GMT are known, others are taken for the local one. */
static int scan_zone_name(struct smtplog_slice *c, struct stamp *s)
{
    size_t i = 0;
    while (i < c->len && i < 6 && c->ptr[i] >= 'A' && c->ptr[i] <= 'Z')
        i++;
    if (i < 2)
        return 0;
    struct smtplog_slice name = slice_head(*c, i);
    if (slice_is(name, "UTC") || slice_is(name, "GMT"))
        s->zone = STAMP_OFFSET;
    *c = slice_from(*c, i);
    return 1;
}

/* A name that is a zone's for certain, for a host may stand in its place.  Servers are set to
 * these. */
static int scan_known_zone(struct smtplog_slice *c, struct stamp *s)
{
    static const char *const names[] = {
        "UTC", "GMT", "CET", "CEST", "EET", "EEST", "WET", "WEST", "BST", "IST", "MSK", "EST",
        "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "JST", "HKT", "SGT", "AEST", "AEDT",
        "NZST", "NZDT",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct smtplog_slice rest = *c;
        if (scan_lit(&rest, names[i]) && (!rest.len || strchr(" :", rest.ptr[0])))
            return scan_zone_name(c, s);
    }
    return 0;
}

/* " AM", " pm", " a.m."; browsers print U+202F for the blank. */
static int scan_half(struct smtplog_slice *c, struct stamp *s)
{
    static const struct { const char *word; int32_t hours; } halves[] = {
        {"AM", 0}, {"PM", 12}, {"a.m.", 0}, {"p.m.", 12},
    };
    struct smtplog_slice rest = *c;
    if (!scan_lit(&rest, "\xe2\x80\xaf"))
        scan_lit(&rest, " ");
    for (size_t i = 0; i < sizeof halves / sizeof *halves && s->hour >= 1 && s->hour <= 12; i++) {
        const size_t len = strlen(halves[i].word);
        if (rest.len < len || strncasecmp(rest.ptr, halves[i].word, len) != 0)
            continue;
        s->hour = s->hour % 12 + halves[i].hours;
        *c = slice_from(rest, len);
        return 1;
    }
    return 0;
}

/* What stands between date and time: ", ", ",", a blank. */
static int scan_between(struct smtplog_slice *c)
{
    const int comma = scan_lit(c, ",");
    return scan_lit(c, " ") || comma;
}

/* The items of a date, named as strftime() names them; o: 1st, 22nd. */
static int scan_date_item(struct smtplog_slice *c, char item, struct stamp *s)
{
    switch (item) {
    case 'Y':
        return scan_digits(c, 4, 4, &s->year) && s->year >= 1970;
    case 'y':
        if (!scan_digits(c, 2, 2, &s->year))
            return 0;
        s->year += 2000;
        return 1;
    case 'm':
        return scan_digits(c, 1, 2, &s->month);
    case 'd':
        scan_lit(c, " ");
        return scan_digits(c, 1, 2, &s->day);
    case 'b':
        return scan_month(c, &s->month);
    case 'B':
        return scan_long_month(c, &s->month);
    case 'o':
        return scan_ordinal(c, &s->day);
    case 'a':
        return scan_weekday(c);
    default:
        return 0;
    }
}

/* One item of a form, of a date or of a clock: C is one with dots, k a zone that must be known, P
 * a half of the day that may be missing.  0: the text has something else there. */
static int scan_item(struct smtplog_slice *c, char item, struct stamp *s)
{
    switch (item) {
    case ',':
        return scan_between(c);
    case 'C':
        return scan_dotted_clock(c, s);
    case 'T':
        return scan_clock(c, s);
    case 'H':
        return scan_digits(c, 2, 2, &s->hour) && s->hour < 24;
    case 'M':
        return scan_digits(c, 2, 2, &s->minute) && s->minute < 60;
    case 'S':
        return scan_digits(c, 2, 2, &s->second) && s->second <= 60;
    case 'f':
        return scan_fraction(c, s);
    case 'z':
        return scan_zone(c, s);
    case 'Z':
        return scan_zone_name(c, s);
    case 'k':
        return scan_known_zone(c, s);
    case 'p':
        return scan_half(c, s);
    case 'P':
        return scan_half(c, s), 1;
    default:
        return scan_date_item(c, item, s);
    }
}

int stamp_scan_form(struct smtplog_slice *c, const char *form, struct stamp *out)
{
    struct smtplog_slice rest = *c;
    struct stamp s = {0};
    while (*form) {
        if (*form == '%') {
            if (!scan_item(&rest, form[1], &s))
                return 0;
            form += 2;
        } else {
            if (!rest.len || rest.ptr[0] != *form++)
                return 0;
            rest = slice_from(rest, 1);
        }
    }
    if (s.month < 1 || s.month > 12 || s.day < 1 || s.day > stamp_days_in_month(s.year, s.month))
        return 0;
    *c = rest;
    *out = s;
    return 1;
}
