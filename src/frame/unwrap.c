/* unwrap.c - takes a plan's wrappings off the lines of a source
 *
 * Lines go through the plan's rows from outside to inside.  Pieces (a container runtime cuts long
 * lines, records of several lines) wait in the row that met them, with the place in the source
 * where they began: if the run breaks off, it goes on there. */
#include "frame/unwrap.h"

#include "base/mem.h"
#include "base/units.h"
#include "frame/clock.h"
#include "frame/exim.h"
#include "frame/journal.h"
#include "frame/unwrap_rows.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <time.h>

enum { STREAMS = 2, PIECES_MAX = 64 * 1024 };

/* A line of which pieces have come. */
struct pieces {
    struct strbuf text;
    uint64_t number, start;             /* of the first one */
    uint64_t last, end;                 /* of the last one so far */
    int open;
};

struct level {
    const struct unwrap_row *row;
    struct undoing undoing;
    struct pieces pieces[STREAMS];
    struct strbuf whole;                /* a line whose pieces ended where the next began */
    struct outer around;                /* what the rows before told, for the rest of the text */
    uint64_t fits;
};

struct unwrapper {
    struct level levels[UNWRAP_DEPTH];
    size_t len;
    uint32_t open;
    struct line line;                   /* the present one */
};

struct unwrapper *unwrapper_new(const struct unwrap_plan *plan)
{
    struct unwrapper *u = mem_alloc(sizeof *u);
    u->len = plan->len;
    for (size_t i = 0; i < u->len; i++) {
        u->levels[i].row = unwrap_row_at(plan->row[i]);
        u->levels[i].undoing.journal = journal_new();
    }
    return u;
}

void unwrapper_free(struct unwrapper *u)
{
    if (!u)
        return;
    for (size_t i = 0; i < u->len; i++) {
        struct undoing *own = &u->levels[i].undoing;
        strbuf_release(&own->scratch);
        strbuf_release(&own->fields);
        strbuf_release(&u->levels[i].whole);
        journal_free(own->journal);
        json_object_put(own->object);
        if (own->tokener)
            json_tokener_free(own->tokener);
        for (size_t k = 0; k < STREAMS; k++)
            strbuf_release(&u->levels[i].pieces[k].text);
    }
    free(u);
}

/* The level that has a rest of the present line, the innermost first; -1: none. */
static int level_with_rest(const struct unwrapper *u)
{
    for (size_t i = u->len; i-- > 0;)
        if (u->levels[i].undoing.rest.len)
            return (int)i;
    return -1;
}

uint32_t unwrap_open(const struct unwrapper *u)
{
    return u->open + (level_with_rest(u) >= 0);
}

uint64_t unwrap_fits(const struct unwrapper *u)
{
    return u->len ? u->levels[u->len - 1].fits : 0;
}

/* A piece is kept; the line goes on in one of the next. */
static void keep(struct unwrapper *u, struct pieces *pieces, struct smtplog_slice text,
                 const struct unwrapped *span)
{
    if (!pieces->open) {
        strbuf_clear(&pieces->text);
        pieces->number = span->line.number;
        pieces->start = span->line.start;
        pieces->open = 1;
        u->open++;
    }
    pieces->last = span->last;
    pieces->end = span->line.end;
    size_t room = pieces->text.len < PIECES_MAX ? PIECES_MAX - pieces->text.len : 0;
    strbuf_slice(&pieces->text, slice_head(text, room));
}

/* The last piece has come, or the record is whole. */
static void join(struct unwrapper *u, struct pieces *pieces, struct peeled *p,
                 struct unwrapped *span)
{
    if (!pieces->open)
        return;
    if (pieces->text.len) {
        strbuf_slice(&pieces->text, p->text);
        p->text = strbuf_view(&pieces->text);
    }
    span->line.number = pieces->number;
    span->line.start = pieces->start;
    pieces->open = 0;
    u->open--;
}

/* A line begins.  1: *p and *span are the one before, which is whole; what stood around the new
 * one says nothing of it. */
static int begin(struct unwrapper *u, struct level *l, struct peeled *p, struct unwrapped *span)
{
    struct pieces *pieces = &l->pieces[p->stream];
    const struct unwrapped before = {.last = pieces->last, .line.number = pieces->number,
                                     .line.start = pieces->start, .line.end = pieces->end};
    const struct strbuf spare = l->whole;

    if (!pieces->open) {
        keep(u, pieces, p->text, span);
        return 0;
    }
    l->whole = pieces->text;
    pieces->text = spare;
    pieces->open = 0;
    u->open--;
    keep(u, pieces, p->text, span);
    *span = before;
    *p = (struct peeled){.text = strbuf_view(&l->whole)};
    return 1;
}

/* One row's work; a record that began in this text has nothing of what was kept before. */
static enum undone undo(struct unwrapper *u, struct level *l, struct peeled *p)
{
    l->around = p->outer;
    l->undoing.rest = slice_of(NULL, 0);
    l->undoing.anew = 0;
    p->stream = 0;
    const enum undone undone = l->row->undo(&l->undoing, p);
    l->undoing.goes_on = 0;
    if (l->undoing.anew && l->pieces[p->stream].open) {
        l->pieces[p->stream].open = 0;
        u->open--;
    }
    return undone;
}

/* Through the rows from `level` on; 1: *p is the line inside. */
static int go_through(struct unwrapper *u, size_t level, struct peeled *p,
                      struct unwrapped *span)
{
    for (; level < u->len; level++) {
        struct level *l = &u->levels[level];
        switch (undo(u, l, p)) {
        case UNDO_NO:
            break;
        case UNDO_BEGIN:
            if (!begin(u, l, p, span))
                return 0;
            break;
        case UNDO_PART:
            l->fits++;
            keep(u, &l->pieces[p->stream], p->text, span);
            return 0;
        case UNDO_DONE:
            l->fits++;
            join(u, &l->pieces[p->stream], p, span);
            break;
        }
    }
    return 1;
}

/* Of a line that holds several the place behind it counts as read only with the last one: a run
 * that ends between begins with the whole line again. */
static int give(const struct unwrapper *u, struct peeled *p, struct unwrapped *out)
{
    out->line.text = p->text;
    out->outer = p->outer;
    if (level_with_rest(u) >= 0) {      /* the line is not done with */
        out->line.end = u->line.start;
        out->last = u->line.number - 1;
    }
    return 1;
}

int unwrap_next(struct unwrapper *u, const struct line *line, struct unwrapped *out)
{
    const struct outer nothing = {.pid = 0};
    return unwrap_next_within(u, line, &nothing, out);
}

int unwrap_next_within(struct unwrapper *u, const struct line *line, const struct outer *around,
                       struct unwrapped *out)
{
    struct peeled p = {.text = line->text, .outer = *around};
    *out = (struct unwrapped){.line = *line, .last = line->number};
    u->line = *line;
    return go_through(u, 0, &p, out) ? give(u, &p, out) : unwrap_again(u, out);
}

int unwrap_again(struct unwrapper *u, struct unwrapped *out)
{
    for (int level; (level = level_with_rest(u)) >= 0;) {
        struct level *l = &u->levels[level];
        struct peeled p = {.text = l->undoing.rest, .outer = l->around};

        l->undoing.goes_on = 1;
        *out = (struct unwrapped){.line = u->line, .last = u->line.number};
        if (go_through(u, (size_t)level, &p, out))
            return give(u, &p, out);
    }
    return 0;
}

/* The end of the lines ends a record of several lines as an empty line does. */
static int end_pieces(struct unwrapper *u, size_t level, struct pieces *pieces,
                      struct unwrapped *out)
{
    struct level *l = &u->levels[level];
    struct peeled p = {.text = slice_of("", 0)};

    *out = (struct unwrapped){.last = pieces->last, .line.end = pieces->end};
    int whole = l->row->undo(&l->undoing, &p) == UNDO_DONE || pieces->text.len;
    join(u, pieces, &p, out);
    return whole && go_through(u, level + 1, &p, out) && give(u, &p, out);
}

int unwrap_flush(struct unwrapper *u, struct unwrapped *out)
{
    for (size_t i = 0; u->open && i < u->len; i++)
        for (size_t k = 0; k < STREAMS; k++)
            if (u->levels[i].pieces[k].open && end_pieces(u, i, &u->levels[i].pieces[k], out))
                return 1;
    return 0;
}

/* -- a line inside the message of a record --------------------------------------------------- */

int unwrap_is_line(struct smtplog_slice text)
{
    struct shaped s;
    struct stamp stamp;
    if (shape_line(NULL, text, &s) && (s.tag.ptr || (s.flags & SMTPLOG_LINE_MTA_STAMP)))
        return 1;
    if (!unwrap_scan_stamp(&text, &stamp))
        return 0;
    scan_lit(&text, ": ");
    s = (struct shaped){.stamp = stamp};
    shape_tail(text, &s);
    return s.tag.ptr && s.pid;
}

enum undone undo_record(struct undoing *u, struct peeled *p)
{
    struct outer *o = &p->outer;
    struct shaped s;

    if (o->complete) {                  /* an object's message */
        o->holds_line = 1;
        return UNDO_DONE;
    }
    if (!shape_line(u->journal, p->text, &s) || !s.tag.ptr)
        return UNDO_NO;
    *o = (struct outer){
        .stamp = s.stamp, .host = s.host.ptr ? s.host : o->host, .tag = s.tag, .more = s.more,
        .body = s.body, .pid = s.pid, .flags = s.flags, .stamped = 1, .complete = 1,
        .holds_line = 1,
    };
    /* under another program's tag, what looks like Exim's stamp begins a line of Exim's file */
    if (!exim_is_tag(s.tag) && s.stripped)
        s.body = slice_of(s.body.ptr - s.stripped, s.body.len + s.stripped);
    p->text = s.body;
    return UNDO_DONE;
}

/* -- the line inside, with what was around it ------------------------------------------------ */

/* Seconds since 1970 of an outer stamp that says its zone or year. */
static int64_t outer_seconds(const struct stamp *s)
{
    return s->zone == STAMP_EPOCH ? s->epoch : clock_civil(s->year, s) - s->offset;
}

/* An inner stamp without a year, beside an outer one that has it:  New Year may lie between the
 * two. */
static int32_t nearest_year(const struct stamp *inner, const struct stamp *outer)
{
    time_t at = (time_t)outer_seconds(outer);
    struct tm tm = {0};
    gmtime_r(&at, &tm);
    int32_t best = tm.tm_year + 1900;
    for (int32_t year = best - 1; year <= tm.tm_year + 1901; year++)
        if (llabs(clock_civil(year, inner) - at) < llabs(clock_civil(best, inner) - at))
            best = year;
    return best;
}

/* What the outer stamp knows and the inner does not: the year; and the zone, where both are of
 * the same moment but for whole quarters of an hour. */
static void complete_stamp(struct stamp *inner, const struct outer *outer)
{
    enum { QUARTER = 900, MOMENT = 5, FARTHEST = 14 * HOUR };
    const struct stamp *o = &outer->stamp;
    if (!outer->stamped || inner->zone != STAMP_LOCAL || (o->zone != STAMP_EPOCH && !o->year))
        return;
    if (inner->year == 0)
        inner->year = nearest_year(inner, o);
    if (!outer->stamp_is_fresh || o->zone == STAMP_LOCAL)
        return;
    int64_t ahead = clock_civil(inner->year, inner) - outer_seconds(o);
    int64_t zone = (ahead + (ahead < 0 ? -QUARTER / 2 : QUARTER / 2)) / QUARTER * QUARTER;
    if (llabs(zone) <= FARTHEST && llabs(ahead - zone) <= MOMENT) {
        inner->zone = STAMP_OFFSET;
        inner->offset = (int32_t)zone;
    }
}

/* "postfix/smtpd[668]: " in front of a message whose tag is known already. */
static void strip_tag(struct shaped *s)
{
    struct smtplog_slice rest = s->body, tag;
    uint32_t pid;
    if (s->tag.len && slice_starts(s->body, "postfix/") && shape_tag(&rest, &tag, &pid)) {
        s->body = rest;
        s->tag = tag;
        s->pid = pid ? pid : s->pid;
    }
}

/* A record that the wrappings tell whole, or a message under an outer stamp. */
static void shape_told(struct smtplog_slice text, const struct outer *outer, struct shaped *out)
{
    struct shaped told = {.stamp = outer->stamp, .host = outer->host, .tag = outer->tag,
                          .pid = outer->pid, .flags = outer->flags, .more = outer->more,
                          .body = outer->complete ? outer->body : text};
    *out = (struct shaped){.stamp = outer->stamp};
    if (!outer->complete)
        shape_tail(text, out);
    if (out->tag.ptr && (out->pid || memchr(out->tag.ptr, '/', out->tag.len) ||
                         exim_is_tag(out->tag))) {
        out->host = out->host.ptr ? out->host : outer->host;
        return;
    }
    if (out->repeat) {
        told.repeat = out->repeat;
        told.host = out->host;
    }
    *out = told;
    strip_tag(out);
    shape_body(out);
    if (out->tag.ptr)
        exim_unwrap(out);
}

int unwrap_shape(struct journal *j, struct smtplog_slice text, const struct outer *outer,
                 struct shaped *out, int *whole)
{
    *whole = (!outer->complete || outer->holds_line) && shape_line(j, text, out) &&
             (out->tag.ptr || (out->flags & SMTPLOG_LINE_MTA_STAMP) || !outer->stamped);
    if (*whole) {
        complete_stamp(&out->stamp, outer);
        out->host = out->host.ptr ? out->host : outer->host;
        out->more = out->more.ptr ? out->more : outer->more;
        return 1;
    }
    if (!outer->stamped || text.len == 0)
        return 0;
    shape_told(text, outer, out);
    return 1;
}
