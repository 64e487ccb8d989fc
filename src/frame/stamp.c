/* Stamps are read by hand, byte by byte: every line has one, and strptime() would take half of
 * the time of an ingest. */
#include "frame/stamp.h"

/* Two digits, or a number far below zero. */
static int32_t two(const char *p)
{
    unsigned a = (unsigned char)p[0] - '0', b = (unsigned char)p[1] - '0';
    return a <= 9 && b <= 9 ? (int32_t)(a * 10 + b) : -1000000;
}

int32_t stamp_days_in_month(int32_t year, int32_t month)
{
    static const int8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month == 2 && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0)))
        return 28;
    return days[month - 1];
}

static int is_date(const struct stamp *s)
{
    return s->month >= 1 && s->month <= 12 && s->day >= 1 &&
           (s->day <= 28 || s->day <= stamp_days_in_month(s->year, s->month));
}

/* "HH:MM:SS" at the front. */
static int scan_time(struct smtplog_slice *c, struct stamp *s)
{
    const char *p = c->ptr;
    if (c->len < 8 || p[2] != ':' || p[5] != ':')
        return 0;
    s->hour = two(p), s->minute = two(p + 3), s->second = two(p + 6);
    if (s->hour < 0 || s->hour > 23 || s->minute < 0 || s->minute > 59 || s->second < 0 ||
        s->second > 60)
        return 0;
    *c = slice_from(*c, 8);
    return 1;
}

/* ---- Eight bytes at once -------------------------------------------------------------------
 *
 * A line's stamp is most of what framing costs, so its digits are not looked at one by one: where
 * digits are wanted each byte becomes its value, where a sign is wanted 0, and one test says
 * whether all are at most 9.  Then each byte times ten and the next one added: at the first byte
 * of two digits stands their number, and nothing carries, as 99 fits a byte. */

/* Is no byte above 9? */
static int are_digits(uint64_t values)
{
    return (((values + 0x7676767676767676u) | values) & 0x8080808080808080u) == 0;
}

static uint64_t in_twos(uint64_t values)
{
    return values * 10 + (values >> 8);
}

static int32_t number_at(uint64_t twos, unsigned byte)
{
    return (int32_t)(twos >> 8 * byte & 0xff);
}

/* "YYYY-MM-DD" + `between` + "HH:MM:SS" at the front. */
static int scan_date_time(struct smtplog_slice *c, char between, struct stamp *s)
{
    const char *p = c->ptr;
    if (c->len < 19 || p[16] != ':')
        return 0;
    uint64_t date = scan_eight(p) ^ scan_eight("0000-00-");
    uint64_t time = scan_eight(p + 8) ^ (scan_eight("00\0" "00:00") | (uint64_t)between << 16);
    if (!are_digits(date) || !are_digits(time) || p[4] != '-' || p[7] != '-' ||
        p[10] != between || p[13] != ':')
        return 0;
    date = in_twos(date), time = in_twos(time);
    s->year = number_at(date, 0) * 100 + number_at(date, 2);
    s->month = number_at(date, 5), s->day = number_at(time, 0);
    s->hour = number_at(time, 3), s->minute = number_at(time, 6), s->second = two(p + 17);
    if (s->year < 1970 || !is_date(s) || s->hour > 23 || s->minute > 59 || s->second < 0 ||
        s->second > 60)
        return 0;
    *c = slice_from(*c, 19);
    return 1;
}

/* ".123456" at the front and no digit more, which nearly all fractions are. */
static int scan_six_digits(struct smtplog_slice *c, struct stamp *s)
{
    enum { SIX = 6 };
    if (c->len < SIX + 2 || scan_is_digit(c->ptr[SIX + 1]))
        return 0;
    uint64_t values = (scan_eight(c->ptr) >> 8 ^ scan_eight("000000\0")) & 0xffffffffffffu;
    if (!are_digits(values))
        return 0;
    values = in_twos(values);
    s->micros = (number_at(values, 0) * 100 + number_at(values, 2)) * 100 + number_at(values, 4);
    s->digits = SIX;
    *c = slice_from(*c, SIX + 1);
    return 1;
}

/* An optional fraction: ".123456", "," as ISO 8601 allows.  What goes beyond six digits is
 * dropped. */
static void scan_fraction(struct smtplog_slice *c, struct stamp *s)
{
    static const int32_t units[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    size_t i = 1;
    int32_t shown = 0;
    if (c->len < 2 || (c->ptr[0] != '.' && c->ptr[0] != ',') || scan_six_digits(c, s) ||
        !scan_is_digit(c->ptr[1]))
        return;
    for (; i < c->len && i <= 6 && scan_is_digit(c->ptr[i]); i++)
        shown = shown * 10 + (c->ptr[i] - '0');
    s->digits = (int32_t)i - 1;
    s->micros = shown * units[i - 1];
    while (i < c->len && scan_is_digit(c->ptr[i]))
        i++;
    *c = slice_from(*c, i);
}

/* "+HHMM", "+HH:MM" or "+HH" at the front. */
static int scan_offset(struct smtplog_slice *c, struct stamp *s)
{
    const char *p = c->ptr;
    int32_t minutes = 0;
    size_t len = 3;
    if (c->len < 3 || (p[0] != '+' && p[0] != '-'))
        return 0;
    int32_t hours = two(p + 1);
    if (c->len >= 5 && scan_is_digit(p[3]))
        minutes = two(p + 3), len = 5;
    else if (c->len >= 6 && p[3] == ':')
        minutes = two(p + 4), len = 6;
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59)
        return 0;
    s->zone = STAMP_OFFSET;
    s->offset = (hours * 60 + minutes) * (p[0] == '-' ? -60 : 60);
    *c = slice_from(*c, len);
    return 1;
}

/* The blank that ends every stamp, or the end of the line. */
static int scan_blank(struct smtplog_slice *c)
{
    if (c->len == 0)
        return 1;
    if (c->ptr[0] != ' ')
        return 0;
    *c = slice_from(*c, 1);
    return 1;
}

static int done(struct smtplog_slice *c, struct smtplog_slice rest, struct stamp *out,
                const struct stamp *s)
{
    *c = rest;
    *out = *s;
    return 1;
}

static uint32_t three(const char *p)
{
    return (uint32_t)(unsigned char)p[0] << 16 | (uint32_t)(unsigned char)p[1] << 8 |
           (unsigned char)p[2];
}

/* 1..12 of an English month's three letters, 0 if it is none. */
static int32_t month_of(const char *p)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    uint32_t name = three(p);
    for (int32_t i = 0; i < 12; i++)
        if (three(names + (size_t)i * 3) == name)
            return i + 1;
    return 0;
}

int stamp_scan_bsd(struct smtplog_slice *c, struct stamp *out)
{
    struct smtplog_slice rest = *c;
    struct stamp s = {0};
    const char *p = rest.ptr;
    if (rest.len < 15 || p[3] != ' ' || (s.month = month_of(p)) == 0)
        return 0;
    if (p[6] == ' ') {
        s.day = p[4] == ' ' && scan_is_digit(p[5]) ? p[5] - '0' : two(p + 4);
        rest = slice_from(rest, 7);
    } else if (p[5] == ' ' && scan_is_digit(p[4])) {
        s.day = p[4] - '0';             /* not padded: "May 1 " */
        rest = slice_from(rest, 6);
    } else {
        return 0;
    }
    if (rest.len >= 13 && rest.ptr[4] == ' ') {
        s.year = two(rest.ptr) * 100 + two(rest.ptr + 2);
        if (s.year < 1970)
            return 0;
        rest = slice_from(rest, 5);
    }
    if (!is_date(&s) || !scan_time(&rest, &s))
        return 0;
    scan_fraction(&rest, &s);
    return scan_blank(&rest) && done(c, rest, out, &s);
}

int stamp_scan_iso(struct smtplog_slice *c, struct stamp *out)
{
    struct smtplog_slice rest = *c;
    struct stamp s = {0};
    if (!scan_date_time(&rest, 'T', &s))
        return 0;
    scan_fraction(&rest, &s);
    if (scan_lit(&rest, "Z"))
        s.zone = STAMP_OFFSET;
    else
        scan_offset(&rest, &s);
    return scan_blank(&rest) && done(c, rest, out, &s);
}

int stamp_scan_exim(struct smtplog_slice *c, struct stamp *out)
{
    struct smtplog_slice rest = *c, zone;
    struct stamp s = {0};
    if (!scan_date_time(&rest, ' ', &s))
        return 0;
    if (rest.len && rest.ptr[0] == '.')
        scan_fraction(&rest, &s);
    if (!scan_blank(&rest))
        return 0;
    zone = rest;
    if (scan_offset(&zone, &s) && scan_blank(&zone))
        rest = zone;
    else
        s.zone = STAMP_LOCAL, s.offset = 0;
    return done(c, rest, out, &s);
}

int stamp_scan_full(struct smtplog_slice *c, struct stamp *out)
{
    static const char days[] = "MonTueWedThuFriSatSun";
    struct smtplog_slice rest = *c, name;
    struct stamp s = {0};
    size_t day = 0;
    if (rest.len < 24 || rest.ptr[3] != ' ')
        return 0;
    while (day < 7 && three(days + day * 3) != three(rest.ptr))
        day++;
    rest = slice_from(rest, 4);
    if (day == 7 || !scan_date_time(&rest, ' ', &s))
        return 0;
    scan_fraction(&rest, &s);
    if (!scan_blank(&rest))
        return 0;
    if (scan_offset(&rest, &s))         /* zones without letters: "+03" */
        return scan_blank(&rest) && done(c, rest, out, &s);
    if (!scan_until(&rest, ' ', &name) || name.len < 2 || name.len > 6)
        return 0;
    if (slice_is(name, "UTC") || slice_is(name, "GMT"))
        s.zone = STAMP_OFFSET;
    return done(c, rest, out, &s);
}

int stamp_scan_unix(struct smtplog_slice *c, struct stamp *out)
{
    struct smtplog_slice rest = *c;
    struct stamp s = {.zone = STAMP_EPOCH};
    uint64_t seconds;
    if (!scan_number(&rest, 11, &seconds) || c->len - rest.len < 9)
        return 0;
    scan_fraction(&rest, &s);
    s.epoch = (int64_t)seconds;
    return s.digits > 0 && scan_blank(&rest) && done(c, rest, out, &s);
}
