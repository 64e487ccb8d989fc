/* survey.c - looks at samples of a source before it is read: what stands around its lines
 *
 * A plan of wrappings is good if the lines that it gives are a mail server's.  Plans are grown
 * row by row from outside to inside, as long as a row fits some line, and the best one is taken:
 * the one under which most lines are known, of equal ones that which tells more lines' year,
 * then the shortest.  A row must open more lines than stand there plainly, or fit nearly
 * all: a log with a few lines in some wrapping is not wrapped, and those few are told as not
 * understood.  And a row
 * that believes whole lines inside of messages must find more of them than there are lines of
 * mail servers outside: a stranger's words in the message of another program are not a mail
 * server's. */
#include "base/mem.h"
#include "frame/closed.h"
#include "frame/exim.h"
#include "frame/frame.h"
#include "frame/journal.h"
#include "frame/layer.h"
#include "frame/looks.h"
#include "frame/shape.h"
#include "frame/unwrap_rows.h"
#include "frame/year.h"
#include "input/stream.h"

#include <smtplog/scan.h>
#include <stdlib.h>

enum { PLACES = 8, PLACE_BYTES = 8 * 1024, FIRST_LINES = 160, PLACE_LINES = 32 };
enum { LINES_MOST = FIRST_LINES + PLACES * PLACE_LINES };
enum { TEXT_MOST = 32 * 1024 };         /* of a text that is all at hand */

/* Bytes that the survey of one source puts through rows of wrappings, at the most, and as how many
 * a trial counts beside its lines.  The plans of tests/wrap are found with 2.8 million and less,
 * where a log stands in one line with 1.7, the dearest (31 lines) with 16.  Strangers who write
 * lines that fit many rows take no more than this: for a line of theirs what a line may cost. */
enum { WORK_MOST = 80000000, WORK_FIRST = 2000000, WORK_A_LINE = 1000000, WORK_ALONE = 2000000 };
enum { TRIAL_WORK = 64 };
/* Lines that are looked at of those that a few lines hold. */
enum { INSIDE_MOST = 96 };

/* -- which wrappings ------------------------------------------------------------------------- */

/* A plan that may go on with one row more. */
struct growing {
    struct unwrap_plan plan;
    uint64_t known;                     /* lines that are known under it, or under a shorter one */
    int good;                           /* they are enough */
    uint64_t print;                     /* of its layer, once it was gone on from */
};

struct survey {
    const struct frame_judge *judge;
    struct journal *journal;
    char *bytes;                        /* what the lines lie in */
    struct strbuf closed;               /* one that was cut off, made whole */
    struct smtplog_slice lines[LINES_MOST];
    size_t len;
    uint64_t plainly, smudged;          /* without any unwrapping: known lines that are tagged,
                                           and smudged */
    int stands;                         /* nearly all lines are log lines without any */
    int broken;                         /* lines were broken at a width */
    int coloured;                       /* nearly all have a terminal's colours */
    int cells;                          /* they are a table's of one column */
    struct unwrap_plan best;
    uint64_t best_worth, best_dated;
    struct growing *growing;            /* those that were tried, the shortest first */
    size_t growing_len, growing_cap;
    uint64_t work;                      /* bytes put through a row so far */
};

/* What a plan makes of the samples. */
struct trial {
    uint64_t worth, fits, dated;        /* dated: lines with a year */
    uint64_t known, inside, outside;    /* known lines; of these whole ones in messages, and
                                           others */
    uint64_t framed, hiding;            /* log lines; messages in which a line may stand */
    uint64_t tagged, smudged;           /* of the known ones: as a log daemon writes them; with a
                                           web page's signs in them */
};

/* With signs in it of something that was not undone: a web page's, Markdown's; a terminal's, where
 * nearly all lines have them, for a stranger may write them into one; in the tag those between
 * cells of a table. */
static int is_smudged(const struct survey *s, const struct shaped *shaped)
{
    static const char *const signs[] = {"&lt;", "&#60;", "<br", "\\[", "\\<"};
    if (s->coloured && look_has_colours(shaped->body))
        return 1;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_find(shaped->body, signs[i]) >= 0)
            return 1;
    for (size_t i = 0; i < shaped->tag.len; i++)
        if (strchr(",;|\"\\", shaped->tag.ptr[i]))
            return 1;
    return 0;
}

/* What one line says for a plan: lines that a parser knows count most, so that a wrapping is
 * undone only where more is known without it. What is smudged speaks against a plan. */
static void weigh(struct survey *s, struct trial *t, const struct shaped *shaped, int inside)
{
    enum { KNOWN = 8, SERVERS = 2 };
    struct smtplog_line line = {.pid = shaped->pid, .flags = shaped->flags, .host = shaped->host,
                                .tag = shaped->tag, .body = shaped->body, .more = shaped->more};
    enum frame_worth worth = s->judge->worth(s->judge->to, &line);
    /* Exim's stamp under another program's tag: a line inside of which only some are known so */
    int known = worth == FRAME_KNOWN && !(shaped->stripped && !exim_is_tag(shaped->tag));

    t->framed += shaped->tag.ptr || (shaped->flags & SMTPLOG_LINE_MTA_STAMP);
    t->tagged += (uint64_t)(known && (shaped->tag.ptr || shaped->flags & SMTPLOG_LINE_MTA_STAMP));
    if (known && is_smudged(s, shaped)) {
        t->worth--;
        t->smudged++;
    }
    t->worth += known ? KNOWN : worth == FRAME_SERVERS ? SERVERS : shaped->tag.ptr != NULL;
    t->known += (uint64_t)known;
    t->dated += (uint64_t)(shaped->stamp.year || shaped->stamp.zone == STAMP_EPOCH);
    t->inside += (uint64_t)(known && inside);
    t->outside += (uint64_t)(known && !inside);
}

/* Could a log line be this record's message? */
static int may_hide(const struct survey *s, const struct shaped *shaped)
{
    struct shaped inner;
    return shaped->stripped || is_smudged(s, shaped) ||
           (shape_line(NULL, shaped->body, &inner) &&
            (inner.tag.ptr || (inner.flags & SMTPLOG_LINE_MTA_STAMP))) ||
           slice_find(slice_head(shaped->body, 64), " | ") >= 0;
}

/* Where lines were broken, each rest that stays one speaks against a plan. */
static void weigh_rest(const struct survey *s, struct trial *t)
{
    if (s->broken && t->worth)
        t->worth--;
}

/* Are the lines log lines as they stand?  What such a line may hide (another line within its
 * text) counts against it. */
static struct trial try_plain(struct survey *s)
{
    struct trial t = {0};
    struct shaped shaped;
    for (size_t i = 0; i < s->len; i++)
        if (shape_line(s->journal, s->lines[i], &shaped)) {
            t.hiding += (uint64_t)may_hide(s, &shaped);
            weigh(s, &t, &shaped, 0);
        } else {
            weigh_rest(s, &t);
        }
    return t;
}

/* A trial that is going on. */
struct trying { struct survey *s; struct trial t; };

/* The same judgement for what an unwrapping brought to light. */
static void weigh_inner(void *to, const struct unwrapped *inner)
{
    struct trying *trying = to;
    struct shaped shaped;
    int whole;
    if (unwrap_shape(trying->s->journal, inner->line.text, &inner->outer, &shaped, &whole))
        weigh(trying->s, &trying->t, &shaped, whole && inner->outer.complete);
    else
        weigh_rest(trying->s, &trying->t);
}

/* Undoes one wrapping more, and weighs what comes out if the row fits: most fit no line. */
static struct trial try_row(struct survey *s, const struct layer *layer, size_t row)
{
    struct trying trying = {.s = s};
    s->work += layer->bytes.len + TRIAL_WORK;
    trying.t.fits = layer_try(layer, row, NULL, NULL);
    if (trying.t.fits)
        layer_try(layer, row, weigh_inner, &trying);
    return trying.t;
}

static int is_bold(const struct unwrap_plan *plan)
{
    for (size_t i = 0; i < plan->len; i++)
        if (unwrap_row_is_bold(plan->row[i]))
            return 1;
    return 0;
}

/* The plan that reads most wins; of equal ones that which tells more times, then the cheaper
 * one. */
static void consider(struct survey *s, const struct unwrap_plan *plan, const struct trial *t)
{
    if (t->known == 0 || (is_bold(plan) && t->inside <= t->outside))
        return;
    if (t->worth < s->best_worth || (t->worth == s->best_worth && t->dated < s->best_dated) ||
        (t->worth == s->best_worth && t->dated == s->best_dated && s->best_worth &&
         unwrap_cost(plan) >= unwrap_cost(&s->best)))
        return;
    s->best = *plan;
    s->best_worth = t->worth;
    s->best_dated = t->dated;
}

/* Did a plan make the same of the lines, and is no dearer?  Then all that can follow was tried. */
static int is_known(const struct survey *s, const struct growing *now)
{
    for (size_t i = 0; i < s->growing_len; i++) {
        const struct growing *g = &s->growing[i];
        if (g->print == now->print && unwrap_cost(&g->plan) <= unwrap_cost(&now->plan) &&
            g->known <= now->known && g->good >= now->good &&
            is_bold(&g->plan) <= is_bold(&now->plan))
            return 1;
    }
    return 0;
}

static void put_behind(struct survey *s, struct growing plan)
{
    s->growing = mem_grow(s->growing, &s->growing_cap, s->growing_len + 1, sizeof *s->growing);
    s->growing[s->growing_len++] = plan;
}

/* All plans of one row more, as far as that row fits some line: tried, and put behind those that
 * are still to be gone on from. */
static void try_rows(struct survey *s, const struct growing *from, const struct layer *layer)
{
    struct unwrap_plan longer = from->plan;
    longer.len++;
    for (size_t row = 0; row < unwrap_rows_count(); row++) {
        longer.row[from->plan.len] = (uint8_t)row;
        struct trial t = try_row(s, layer, row);
        if (t.fits == 0)
            continue;
        int as_good = t.known > from->known + s->plainly ||
                      (!s->stands && t.known > from->known && t.fits * 10 >= s->len * 9) ||
                      (t.known >= from->known &&
                       (from->good || t.smudged < s->smudged || s->broken || s->cells));
        if (as_good)
            consider(s, &longer, &t);
        if (longer.len < UNWRAP_DEPTH)
            put_behind(s, (struct growing){
                longer, t.known > from->known ? t.known : from->known, as_good, 0});
    }
}

static void grow(struct survey *s, size_t i)
{
    struct growing from = s->growing[i];
    struct layer layer;
    layer_make(&layer, s->lines, s->len, &from.plan,
               s->len + INSIDE_MOST < LINES_MOST ? s->len + INSIDE_MOST : LINES_MOST);
    s->work += layer.read * from.plan.len;
    from.print = layer.print;
    if (!is_known(s, &from)) {
        s->growing[i].print = layer.print;
        try_rows(s, &from, &layer);
    }
    layer_release(&layer);
}

/* From the short plans to the long ones, until the work is worth no more. */
static void grow_all(struct survey *s, uint64_t known)
{
    const uint64_t few = s->len == 1 ? WORK_ALONE : WORK_FIRST + s->len * WORK_A_LINE;
    put_behind(s, (struct growing){.known = known});
    for (size_t i = 0; i < s->growing_len && s->work < WORK_MOST && s->work < few; i++)
        grow(s, i);
    free(s->growing);
}

/* 1: a mail server's line was met, and s->best is the plan. */
static int choose(struct survey *s)
{
    struct unwrap_plan none = {0};
    s->broken = look_broken(s->lines, s->len);
    s->coloured = look_coloured(s->lines, s->len);
    s->cells = look_cells(s->lines, s->len);
    struct trial plain = try_plain(s);

    s->plainly = plain.tagged;
    s->stands = plain.framed * 10 >= s->len * 9;
    s->smudged = plain.smudged;
    consider(s, &none, &plain);
    if (plain.hiding || plain.known == 0 || plain.framed * 10 < s->len * 9 || s->cells)
        grow_all(s, plain.known);
    return s->best_worth > 0;
}

/* A beginning of the source, its last line cut off: made whole where that is JSON. */
static int close_json(struct survey *s, struct smtplog_slice *text)
{
    const ptrdiff_t newline = slice_rfind(*text, "\n");
    const struct smtplog_slice last = slice_trim(slice_from(*text, (size_t)(newline + 1)));

    if ((newline >= 0 && (!last.len || !strchr("{[\"", last.ptr[0]))) ||
        !closed_json(*text, &s->closed))
        return 0;
    *text = strbuf_view(&s->closed);
    return 1;
}

/* Lines of a sample of the source. One that is cut at either end of the sample is no line,
 * unless the source itself ends there. */
static void take_lines(struct survey *s, struct smtplog_slice text, size_t most, int from_middle,
                       int to_end)
{
    struct smtplog_slice line;
    if (from_middle && !scan_until(&text, '\n', &line))
        return;
    if (!from_middle && !to_end)
        to_end = close_json(s, &text);
    for (size_t i = 0; i < most && s->len < LINES_MOST; i++) {
        if (!scan_until(&text, '\n', &line)) {
            if (!to_end && (i || from_middle))
                return;
            line = text;                /* the source's last line has no end; or it is all one */
            text.len = 0;
        }
        if (slice_ends(line, "\r"))
            line.len--;
        s->lines[s->len++] = line;
        if (!text.len)
            return;
    }
}

/* The beginning, and some places on the way to the end. */
static void take_samples(struct survey *s, struct stream *stream)
{
    const struct stream_facts *facts = stream_facts(stream);
    struct smtplog_slice head = stream_head(stream);
    ssize_t n;

    if (!facts->can_seek) {
        take_lines(s, head, FIRST_LINES, 0, head.len < STREAM_HEAD_MAX);
        return;
    }
    s->bytes = mem_alloc((size_t)PLACE_BYTES * (PLACES + 1));
    for (uint64_t i = 0; i <= PLACES; i++) {
        uint64_t at = facts->size / (PLACES + 1) * i;
        char *place = s->bytes + i * PLACE_BYTES;
        if (i && (facts->size < (uint64_t)PLACE_BYTES * 2 || s->len >= LINES_MOST))
            break;
        if ((n = stream_peek(stream, at, place, PLACE_BYTES)) <= 0)
            break;
        take_lines(s, slice_of(place, (size_t)n), i ? PLACE_LINES : FIRST_LINES, i > 0,
                   at + (uint64_t)n == facts->size);
    }
}

/* The sample is not needed once the plan is chosen. */
static int finish(struct survey *s, struct unwrap_plan *plan)
{
    s->journal = journal_new();
    int certain = choose(s);
    *plan = s->best;
    journal_free(s->journal);
    free(s->bytes);
    strbuf_release(&s->closed);
    return certain;
}

int frame_plan(struct stream *stream, const struct frame_judge *judge, struct unwrap_plan *plan)
{
    struct survey s = {.judge = judge};
    take_samples(&s, stream);
    return finish(&s, plan);
}

int frame_plan_of_text(struct smtplog_slice text, const struct frame_judge *judge,
                       struct unwrap_plan *plan)
{
    struct survey s = {.judge = judge};
    take_lines(&s, slice_head(text, TEXT_MOST), FIRST_LINES, 0, text.len <= TEXT_MOST);
    return finish(&s, plan);
}
