/* newest.c - finds out whether a text's newest record stands first, and turns it
 *
 * The first kilobytes and the last ones tell at little cost that a log is an ordinary one.  Only
 * where they do not, the whole text is looked at: it must fall as a whole. */
#include "frame/newest.h"

#include "base/mem.h"
#include "frame/clock.h"
#include "frame/unwrap.h"
#include "frame/unwrap_rows.h"
#include "input/stream.h"

#include <stdlib.h>

enum { STAMP_WITHIN = 4096, STAMP_MOST = 64 };  /* bytes of a record in which its stamp is looked
                                                   for, and of that stamp */
enum { FALLS_LEAST = 2, FALLS_A_RISE = 8 };     /* clocks of several writers differ a little */
enum { TAIL_BYTES = 4096, HALF_A_YEAR = 183 * 24 * 60 * 60 };

/* The records of a text, one behind the other. */
struct records {
    struct smtplog_slice text;          /* theirs: of the source, or in `pool` */
    struct strbuf pool;
    size_t *end;                        /* of each, in `text` */
    size_t len, cap;
    size_t head;                        /* the first ones have no stamp: 0, or 1 for all */
    size_t others;                      /* lines without a stamp that were put to one before */
};

/* How the stamps go, one record after the other. */
struct course {
    int64_t seconds;
    int32_t micros;
    int yearless, seen;
    size_t at;                          /* where in a record the last one stood */
    uint64_t rises, falls;
};

/* ---- stamps -------------------------------------------------------------------------------- */

/* A word may begin here; behind a terminal's colours (ESC [ 0 m, ESC [ K) too. */
static int begins_word(struct smtplog_slice c, size_t i)
{
    const char ch = c.ptr[i], before = i ? c.ptr[i - 1] : ' ';
    return (scan_is_digit(ch) || (ch >= 'A' && ch <= 'W') || ch == '@') &&
           (!scan_is_alnum(before) || before == 'm' || before == 'K');
}

/* A stamp at `i`, up to a sign that ends a value: a quote, a bracket, a colour's ESC, a blank that
 * does not break (U+00A0), if not a comma. */
static int scan_at(struct smtplog_slice record, size_t i, struct stamp *out)
{
    static const char *const ends[] = {"\"'\\])}\n\x1b\xc2", "\"'\\])},\n\x1b\xc2"};
    for (size_t way = 0; way < sizeof ends / sizeof *ends; way++) {
        struct smtplog_slice c = slice_head(slice_from(record, i), STAMP_MOST);
        size_t len = 0;
        while (len < c.len && !strchr(ends[way], c.ptr[len]))
            len++;
        c.len = len;
        if (unwrap_scan_stamp(&c, out) || unwrap_scan_american(&c, out))
            return 1;
    }
    return 0;
}

/* The first stamp in a record, first looked for where the one before had it; where that was the
 * record's beginning, another place has only a stamp that the record speaks of. */
static int find_stamp(struct smtplog_slice record, const struct course *k, size_t *at,
                      struct stamp *out)
{
    *at = k->at;
    if (*at < record.len && begins_word(record, *at) && scan_at(record, *at, out))
        return 1;
    if (k->seen && k->at <= 1) {
        *at = slice_starts(record, "\"");       /* of a table, quoted where it must be */
        return *at < record.len && begins_word(record, *at) && scan_at(record, *at, out);
    }
    for (*at = 0; *at < record.len && *at < STAMP_WITHIN; ++*at)
        if (begins_word(record, *at) && scan_at(record, *at, out))
            return 1;
    return 0;
}

/* Counts whether times rise or fall.  Without a year December is followed by January: a step of
 * more than half a year is one the other way. */
static void see_stamp(struct course *k, const struct stamp *s)
{
    const int yearless = s->zone != STAMP_EPOCH && s->year == 0;
    const int64_t seconds = s->zone == STAMP_EPOCH ? s->epoch
                            : clock_civil(yearless ? 2000 : s->year, s) - s->offset;
    int64_t step = seconds - k->seconds;

    if (seconds == 0)                   /* "no time", as some write it */
        return;
    if (k->seen && k->yearless == yearless) {
        if (yearless && llabs(step) > HALF_A_YEAR)      /* over New Year */
            step = -step;
        if (step == 0)
            step = s->micros - k->micros;
        k->rises += step > 0;
        k->falls += step < 0;
    }
    k->seconds = seconds;
    k->micros = s->micros;
    k->yearless = yearless;
    k->seen = 1;
}

/* A record's stamp, if it has one: 1, and the course goes on to it. */
static int follow(struct course *k, struct smtplog_slice record)
{
    struct stamp stamp;
    size_t at;

    if (!find_stamp(record, k, &at, &stamp))
        return 0;
    see_stamp(k, &stamp);
    k->at = at;
    return 1;
}

static int falls(const struct course *k, uint64_t least)
{
    return k->falls >= least && k->falls > k->rises * FALLS_A_RISE;
}

/* ---- records ------------------------------------------------------------------------------- */

static void add_record(struct records *r, size_t end)
{
    r->end = mem_grow(r->end, &r->cap, r->len + 1, sizeof *r->end);
    r->end[r->len++] = end;
}

static struct smtplog_slice record_at(const struct records *r, size_t i)
{
    const size_t begin = i ? r->end[i - 1] : 0;
    return slice_of(r->text.ptr + begin, r->end[i] - begin);
}

/* Lines; each with those behind it that have no stamp.  The course is followed on the way. */
static void split_lines(struct records *r, struct smtplog_slice text, struct course *course)
{
    struct smtplog_slice rest = text, line;

    r->text = text;
    while (rest.len) {
        if (!scan_until(&rest, '\n', &line))
            line = rest, rest.len = 0;
        const size_t end = text.len - rest.len;
        if (follow(course, line)) {
            add_record(r, end);
        } else if (r->len) {
            r->end[r->len - 1] = end;
            r->others++;
        } else {
            add_record(r, end);
            r->head = 1;
        }
    }
}

/* Objects of JSON wherever they stand, one a line. */
static void split_json(struct records *r, struct smtplog_slice text, struct course *course)
{
    struct unwrap_plan plan;
    struct smtplog_slice rest = text;
    struct line line = {0};
    struct unwrapped inner;

    unwrap_named(&plan, SLICE_LIT("json-pretty"));
    struct unwrapper *u = unwrapper_new(&plan);
    while (rest.len) {
        if (!scan_until(&rest, '\n', &line.text))
            line.text = rest, rest.len = 0;
        for (int more = unwrap_next(u, &line, &inner); more; more = unwrap_again(u, &inner)) {
            follow(course, inner.line.text);
            strbuf_slice(&r->pool, inner.line.text);
            strbuf_char(&r->pool, '\n');
            add_record(r, r->pool.len);
        }
    }
    unwrapper_free(u);
    r->text = strbuf_view(&r->pool);
}

/* What parts records of several lines: an empty line behind each (journalctl -o export), or how
 * the line in front begins: YAML, as gcloud prints; psql -x, mysql -E, OpenTelemetry. */
static const struct { const char *start, *line; int in_front; } partings[] = {
    {"__CURSOR=", "", 0}, {"---\n", "---", 1}, {"-[ RECORD ", "-[ RECORD ", 1},
    {"*****", "*****", 1}, {"LogRecord #", "LogRecord #", 1},
};
enum { PARTINGS = sizeof partings / sizeof *partings };

static size_t parting_of(struct smtplog_slice text)
{
    size_t i = 0;
    while (i < PARTINGS && !slice_starts(text, partings[i].start))
        i++;
    return i;
}

/* A record of several lines is turned as a whole, its own lines stay in their order. */
static void end_block(struct records *r, size_t begin, size_t parting, struct course *course)
{
    const struct smtplog_slice block = slice_from(strbuf_view(&r->pool), begin);
    if (!block.len)
        return;
    follow(course, block);
    if (!partings[parting].in_front)
        strbuf_char(&r->pool, '\n');
    add_record(r, r->pool.len);
}

/* Records of several lines, each with what parts it from others. */
static void split_blocks(struct records *r, struct smtplog_slice text, size_t parting,
                         struct course *course)
{
    struct smtplog_slice rest = text, line;
    size_t begin = 0;

    while (rest.len) {
        if (!scan_until(&rest, '\n', &line))
            line = rest, rest.len = 0;
        const int parts = partings[parting].in_front ? slice_starts(line, partings[parting].line)
                                                     : !line.len;
        if (parts) {
            end_block(r, begin, parting, course);
            begin = r->pool.len;
        }
        if (!parts || partings[parting].in_front) {
            strbuf_slice(&r->pool, line);
            strbuf_char(&r->pool, '\n');
        }
    }
    end_block(r, begin, parting, course);
    r->text = strbuf_view(&r->pool);
}

static struct smtplog_slice skip_space(struct smtplog_slice c)
{
    while (c.len && strchr(" \t\r\n", c.ptr[0]))
        c = slice_from(c, 1);
    return c;
}

/* Told by its first two marks: a line may begin with a bracket for other reasons. */
static int is_json(struct smtplog_slice text)
{
    text = skip_space(text);
    if (!text.len || !strchr("{[", text.ptr[0]))
        return 0;
    text = skip_space(slice_from(text, 1));
    return text.len && strchr("{[\"", text.ptr[0]);
}

/* By lines, unless it is JSON or has records of several; lists of values, [TIME, LINE], may stand
 * one a line. */
static void split(struct records *r, struct smtplog_slice text, struct course *course)
{
    const size_t parting = parting_of(text);
    if (parting < PARTINGS) {
        split_blocks(r, text, parting, course);
        return;
    }
    split_lines(r, text, course);
    if (!is_json(text) || (slice_starts(skip_space(text), "[\"") && falls(course, 1) &&
                           r->others < r->len / 8))
        return;
    *course = (struct course){0};
    r->len = r->head = 0;
    split_json(r, text, course);
}

static void release(struct records *r)
{
    strbuf_release(&r->pool);
    free(r->end);
}

/* ---- the stream ---------------------------------------------------------------------------- */

/* May the newest stand first, by the first bytes of the stream and the last ones? */
static int may_fall(struct stream *s)
{
    const struct stream_facts *facts = stream_facts(s);
    struct smtplog_slice text = stream_head(s), line;
    struct records r = {0};
    struct course course = {0};
    char tail[TAIL_BYTES];

    if (facts->can_seek && facts->size > text.len) {
        ptrdiff_t newline = slice_rfind(text, "\n");
        text.len = newline < 0 ? text.len : (size_t)newline;
    }
    split(&r, text, &course);
    r.len = 0;
    if (course.seen && (falls(&course, 0) || !course.rises)) {
        uint64_t at = facts->size > TAIL_BYTES ? facts->size - TAIL_BYTES : 0;
        ssize_t n = facts->size > text.len + TAIL_BYTES ? stream_peek(s, at, tail, TAIL_BYTES) : 0;
        struct smtplog_slice rest = slice_of(tail, n > 0 ? (size_t)n : 0);
        if (!is_json(text) && parting_of(text) == PARTINGS && scan_until(&rest, '\n', &line))
            split_lines(&r, rest, &course);
    }
    release(&r);
    return falls(&course, 1);
}

/* The records from the last one on; what stood before the first stamp stays in front. */
static char *turned(const struct records *r, size_t *len)
{
    char *text = mem_resize(NULL, r->text.len + 1);
    *len = 0;
    for (size_t i = 0; i < r->len; i++) {
        struct smtplog_slice record = record_at(r, i < r->head ? i : r->len - 1 - i + r->head);
        memcpy(text + *len, record.ptr, record.len);
        *len += record.len;
        if (record.ptr[record.len - 1] != '\n')     /* the text's last line */
            text[(*len)++] = '\n';
    }
    return text;
}

enum newest newest_turn(struct stream *s)
{
    struct records r = {0};
    struct course course = {0};
    size_t len;

    if (stream_facts(s)->is_journal || !may_fall(s))
        return NEWEST_LAST;
    struct smtplog_slice text = stream_hold(s, NEWEST_MOST);
    if (!text.ptr)
        return NEWEST_FIRST;
    split(&r, text, &course);
    const int falling = falls(&course, FALLS_LEAST);
    if (falling) {
        char *other = turned(&r, &len);
        stream_replace(s, other, len);
    } else {
        stream_let_go(s);
    }
    release(&r);
    return falling ? NEWEST_TURNED : NEWEST_LAST;
}
