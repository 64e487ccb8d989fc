/* unwrap_stamp.c - a second stamp, in front of the line's own or in its stead */
#include "frame/unwrap_rows.h"

#include <strings.h>

/* Longer than a form that would fit too: tried first. */
static const char *const long_forms[] = {
    "%b %d %T%f %Y ",                   /* ctime(3) without the weekday */
    "%b %d %T%f %k", "%b %d %Y %T%f %k",        /* firewalls */
    "%Y-%m-%d%,%T%f%p", "%Y/%m/%d%,%T%f%p",     /* twelve hours; Canada's browsers */
};

/* Forms beside those of stamp.h; what the letters mean: stamp_scan_form(). */
static const char *const forms[] = {
    "%Y-%m-%d %T%f%z",                  /* loggers, databases; with "," or "."
                                           before the fraction */
    "%Y-%m-%d_%T%f",                    /* runit: svlogd -tt */
    "%Y-%m-%dT%T%f%z", "%Y-%m-%dt%T%f%z",
    "%Y%m%dT%H%M%S%f%z", "%Y%m%d %T%f", "%Y%m%d-%H%M%S%f", "%Y%m%d%H%M%S%f",
    "%Y/%m/%d %T%f",                    /* nginx, Go */
    "%Y %b %d %T%f",                    /* syslog daemons told to put the year first */
    "%b %d %Y %T%f",
    "%b %d, %Y %T%f", "%b %d, %Y @ %T%f",
    "%a %b %d %T%f %Y",                 /* asctime(3), Apache */
    "%a %b %d %T %Z %Y",                /* date(1) */
    "%a, %d %b %Y %T %z",               /* RFC 5322 */
    "%d/%b/%Y:%T %z", "%d/%b/%Y %T%f",  /* NCSA */
    "%d %b %Y %T%f", "%d-%b-%Y %T%f", "%d %b %T%f",
    "%b %d %T%f",                       /* routers, a colon behind it */
    "%Y-%b-%d %T%f",
    "%B %d %T%f", "%B %d %Y %T%f", "%B %d, %Y%,%T%f", "%B %o %Y%,%T%f", "%B %o, %Y%,%T%f",
    /* as browsers print dates in the languages of their users (toLocaleString), on pages that
     * logs are copied from */
    "%m/%d/%Y%,%T%f%p", "%m/%d/%y%,%T%f%p",
    "%d/%m/%Y%,%T%f%P", "%d/%m/%Y%,%C", "%d/%m/%Y \xc3\xa0 %T",
    "%d.%m.%Y%,%T%f", "%d.%m.%Y%,%C", "%d.%m.%y%,%T%f",
    "%d.%m.%Y klo %C", "%d.%m.%Y \xd0\xb3., %T \xd1\x87.", "%d.%m.%Y \xd0\xb3., %T",
    "%d-%m-%Y%,%T%f", "%d. %m. %Y%,%T", "%d. %m. %Y.%,%T", "%Y. %m. %d.%,%T",
    "%Y/%m/%d%,%T%f", "%Y-%m-%d%,%T%f",
};

/* "@400000006632125a1c2d3e4f": TAI64N (multilog, s6-log); TAI was 10 s ahead in 1970, and leap
 * seconds since are not counted by those who print it. */
static int scan_tai64n(struct smtplog_slice *c, struct stamp *out)
{
    uint64_t seconds = 0, nanos = 0;
    if (c->len < 25 || c->ptr[0] != '@' || c->ptr[1] != '4')
        return 0;
    for (size_t i = 1; i < 25; i++) {
        char ch = c->ptr[i];
        if (!scan_is_digit(ch) && (ch < 'a' || ch > 'f'))
            return 0;
        uint64_t *to = i < 17 ? &seconds : &nanos;
        *to = *to * 16 + (uint64_t)(scan_is_digit(ch) ? ch - '0' : ch - 'a' + 10);
    }
    *out = (struct stamp){.zone = STAMP_EPOCH, .epoch = (int64_t)(seconds - (1ULL << 62)) - 10,
                          .micros = (int32_t)(nanos / 1000 % 1000000), .digits = 6};
    *c = slice_from(*c, 25);
    return 1;
}

static const uint64_t year_2100 = 4102444800;

/* Seconds, milli-, micro- or nanoseconds since 1970, told apart by their size. */
static int scan_epoch(struct smtplog_slice *c, struct stamp *out)
{
    struct smtplog_slice rest = *c;
    uint64_t n, unit = 1;
    const int at = scan_lit(&rest, "@");        /* as date(1) takes it: seconds */
    if (stamp_scan_unix(&rest, out)) {
        *c = rest;
        return 1;
    }
    if (!scan_number(&rest, 19, &n) || c->len - rest.len < 10 ||
        (rest.len && rest.ptr[0] != ' ' && rest.ptr[0] != '\t'))
        return 0;
    while (n / unit > 99999999999ULL)
        unit *= 1000;
    if (n / unit > year_2100 || (at && unit > 1))           /* a number of another kind */
        return 0;
    *out = (struct stamp){.zone = STAMP_EPOCH, .epoch = (int64_t)(n / unit)};
    if (unit >= 1000) {
        out->micros = (int32_t)((n % unit) * 1000 / (unit / 1000));
        out->digits = unit == 1000 ? 3 : 6;
    }
    *c = rest;
    return 1;
}

/* The first form that fits: more special ones stand first. */
static int scan_forms(struct smtplog_slice *c, const char *const *list, size_t n,
                      struct stamp *out)
{
    for (size_t i = 0; i < n; i++)
        if (stamp_scan_form(c, list[i], out))
            return 1;
    return 0;
}

enum { STAMP_LEAST = 10 };              /* bytes: seconds since 1970 are the shortest */

/* Does a stamp begin so: with a number, or the name of a month or a weekday?  Asked first, for
 * most of what is tried has none. */
static int may_begin(struct smtplog_slice c)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDecMonTueWedThuFriSatSun";
    if (c.len < STAMP_LEAST)
        return 0;
    if (c.ptr[0] == ' ' || c.ptr[0] == '@')
        c = slice_from(c, 1);
    if (scan_is_digit(c.ptr[0]))
        return 1;
    for (size_t i = 0; c.len >= 3 && names[i]; i += 3)
        if ((names[i] ^ c.ptr[0]) % 32 == 0 && strncasecmp(names + i, c.ptr, 3) == 0)
            return 1;
    return 0;
}

static int scan_any(struct smtplog_slice *c, struct stamp *out)
{
    if (!may_begin(*c))
        return 0;
    return scan_forms(c, long_forms, sizeof long_forms / sizeof *long_forms, out) ||
           stamp_scan_bsd(c, out) || stamp_scan_iso(c, out) || stamp_scan_full(c, out) ||
           scan_tai64n(c, out) || scan_epoch(c, out) ||
           scan_forms(c, forms, sizeof forms / sizeof *forms, out);
}

int unwrap_scan_stamp(struct smtplog_slice *c, struct stamp *out)
{
    struct smtplog_slice rest = *c, inside;
    if (scan_lit(&rest, "[")) {
        if (!scan_until(&rest, ']', &inside) || !inside.len || !scan_any(&inside, out) ||
            inside.len)
            return 0;
    } else if (!rest.len || !scan_any(&rest, out)) {
        return 0;
    }
    char last = rest.ptr[-1];
    if (rest.len && last != ' ' && last != '\t' && !strchr(" \t,;:|", rest.ptr[0]))
        return 0;
    *c = slice_unindented(rest);
    return 1;
}

static void tell(struct peeled *p, const struct stamp *stamp)
{
    p->outer.stamp = *stamp;
    p->outer.stamped = 1;
}

/* "2024-05-01T10:00:00.123456789Z stdout F ": F ends a line, P is a piece of one (Kubernetes'
 * CRI: kuberuntime/logs; podman's k8s-file). */
enum undone undo_cri(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, stream, mark;
    struct stamp stamp;
    (void)u;
    if (!stamp_scan_iso(&c, &stamp) || !scan_until(&c, ' ', &stream) || !c.len ||
        (!slice_is(stream, "stdout") && !slice_is(stream, "stderr")))
        return UNDO_NO;
    if (!scan_until(&c, ' ', &mark))
        mark = c, c = slice_from(c, c.len);
    if (!slice_starts(mark, "F") && !slice_starts(mark, "P"))
        return UNDO_NO;
    tell(p, &stamp);
    p->outer.stamp_is_fresh = 1;
    p->text = c;
    p->stream = slice_is(stream, "stderr");
    return mark.ptr[0] == 'P' ? UNDO_PART : UNDO_DONE;
}

enum undone undo_stamp(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text;
    struct stamp stamp;
    (void)u;
    if (!unwrap_scan_stamp(&c, &stamp))
        return UNDO_NO;
    tell(p, &stamp);
    p->outer.stamp_is_fresh = stamp.zone != STAMP_LOCAL;
    scan_lit(&c, "| ");
    scan_lit(&c, ": ");
    p->text = c;
    return UNDO_DONE;
}

int unwrap_scan_american(struct smtplog_slice *c, struct stamp *out)
{
    return stamp_scan_form(c, "%m/%d/%Y%,%T%f", out);
}

/* Elsewhere the day stands first; days above twelve in the samples tell which. */
enum undone undo_american(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text;
    struct stamp stamp;
    (void)u;
    if (!unwrap_scan_american(&c, &stamp) || !slice_starts(c, " "))
        return UNDO_NO;
    tell(p, &stamp);
    p->text = slice_unindented(c);
    return UNDO_DONE;
}

/* As containers and shippers write it in front of a line, in any case. */
static int is_priority(struct smtplog_slice word)
{
    static const char *const words[] = {"debug", "info", "notice", "warn", "warning", "err",
                                        "error", "crit", "critical", "alert", "emerg", "panic",
                                        "fatal"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word.len == strlen(words[i]) && strncasecmp(word.ptr, words[i], word.len) == 0)
            return 1;
    return 0;
}

/* A cell up to "|" or a tab. */
static int scan_cell(struct smtplog_slice *c, struct smtplog_slice *cell)
{
    size_t i = 0;
    while (i < c->len && c->ptr[i] != '|' && c->ptr[i] != '\t')
        i++;
    if (i == c->len)
        return 0;
    *cell = slice_trim(slice_head(*c, i));
    *c = slice_from(*c, i + 1);
    return 1;
}

/* A web page's table: time, perhaps the program, the priority, the message
 * (mailcow's log pages). */
enum undone undo_table(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, cell, program = {0};
    struct stamp stamp;
    (void)u;
    scan_lit(&c, "| ");
    if (!scan_cell(&c, &cell) || !unwrap_scan_stamp(&cell, &stamp) || cell.len ||
        !scan_cell(&c, &cell))
        return UNDO_NO;
    if (!is_priority(cell)) {
        program = cell;
        if (!scan_cell(&c, &cell) || !is_priority(cell))
            return UNDO_NO;
    }
    tell(p, &stamp);
    p->text = p->outer.body = slice_trim(c);
    if (program.len) {
        p->outer.tag = program;
        p->outer.complete = 1;
    }
    return UNDO_DONE;
}
