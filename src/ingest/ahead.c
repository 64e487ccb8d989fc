/* Blocks go round between the reader and its helpers; each has room for what is found of its
 * lines, so nothing is allocated on the way.  Without helpers two of them, without bytes of their
 * own, hold what was found of a batch and of the one before. */
#include "ingest/ahead.h"

#include "base/crew.h"
#include "base/mem.h"
#include "frame/ahead.h"
#include "input/stream.h"

#include <stdlib.h>
#include <string.h>

/* A line of a block, and what was found of it. */
struct found {
    struct line_ahead line;             /* first: the reader hands it on as that */
    struct dispatch_answer answer;
};

struct text_block {
    size_t len;
    const char *bytes;
    char *own;                          /* room for them; NULL: they are the stream's */
    int goes_on;                        /* it begins within a line */
    struct found *found;                /* in the order of their lines */
    size_t found_len;
};

/* What is found of a batch should stay in the first cache.  After so many batches in a row without
 * any answer no more are looked at. */
enum { BATCH_LINES = 16, BATCHES_IN_VAIN = 8 };

/* The reader's own looking, where it has no helpers. */
struct look {
    struct smtplog_slice bytes;         /* of the stream, valid until it is asked for more */
    const char *from;                   /* what of them is still to be looked at */
    uint64_t line, gone;                /* the line whose turn it is; the last one whose bytes are
                                           gone */
    unsigned in_vain;                   /* batches in a row that were of no use */
};

struct ahead {
    struct stream *stream;
    size_t size;                        /* bytes of a block */
    struct dispatch *dispatches[CREW_HELPERS];
    struct text_block blocks[CREW_SLOTS];
    size_t slots;
    struct crew *crew;                  /* NULL: the reader looks at batches itself */
    struct look look;
    const struct text_block *present;        /* the reader's; NULL: none */
    const struct text_block *former;         /* and the one before: a record lags a line behind */
    size_t next;                        /* of what was found in the present one */
    char last;                          /* byte of the stream */
    int is_over;                        /* the stream had no more */
};

/* ---- Lines of a block --------------------------------------------------------------------- */

/* As lines.c gives it: without its end. */
static struct smtplog_slice line_of(const char *from, const char *end)
{
    size_t len = (size_t)(end - from);
    return slice_of(from, len && from[len - 1] == '\r' ? len - 1 : len);
}

/* -> 1: it has an answer, and no other line is asked for that. */
static int look_at(struct found *f, struct dispatch *d)
{
    const struct smtplog_line record = ahead_record(&f->line);
    dispatch_ask_ahead(d, &record, &f->answer);
    return f->answer.result != SMTPLOG_IN_ORDER;
}

/* So many lines of the block, from the beginning of one, if they end before `all`.  -> where the
 * next one begins; *answered: how many have an answer. */
static const char *look_at_lines(struct text_block *b, struct dispatch *d, const char *from,
                                 const char *all, size_t lines, size_t *answered)
{
    const char *end;

    b->found_len = *answered = 0;
    for (; lines && (end = memchr(from, '\n', (size_t)(all - from))); lines--) {
        struct found *f = &b->found[b->found_len];
        if (ahead_shape(line_of(from, end), &f->line)) {
            *answered += (size_t)look_at(f, d);
            b->found_len++;
        }
        from = end + 1;
    }
    return from;
}

/* All lines that lie whole in the block, by a helper: half of one is none, and a parser must not
 * learn from it. */
static void look_through(void *to, size_t helper, size_t slot)
{
    struct ahead *a = to;
    struct text_block *b = &a->blocks[slot];
    const char *from = b->bytes, *all = b->bytes + b->len, *end;
    size_t answered;

    if (b->goes_on) {
        end = memchr(from, '\n', b->len);
        from = end ? end + 1 : all;
    }
    look_at_lines(b, a->dispatches[helper], from, all, AHEAD_LINES, &answered);
}

/* ---- Without helpers ---------------------------------------------------------------------- */

/* The next batch, from this line on.  One without a record (headers that go on with Exim's record
 * before them) leaves what is known as it is: that record is still to be asked for. */
static void look_at_batch(struct ahead *a, const char *from)
{
    struct look *l = &a->look;
    struct text_block *b = &a->blocks[a->present == &a->blocks[0]];
    size_t answered;

    b->bytes = l->bytes.ptr;
    b->len = l->bytes.len;
    l->from = look_at_lines(b, a->dispatches[0], from, b->bytes + b->len, BATCH_LINES, &answered);
    if (!b->found_len)
        return;
    l->in_vain = answered ? 0 : l->in_vain + 1;
    a->former = a->present;
    a->present = b;
    a->next = 0;
}

/* The stream's bytes as they come; the former ones are gone then. */
static struct smtplog_slice next_alone(struct ahead *a)
{
    struct look *l = &a->look;

    l->bytes = stream_take(a->stream, a->size);
    l->from = l->bytes.ptr;
    l->gone = l->line;
    if (a->present)
        a->next = a->present->found_len;
    return l->bytes;
}

/* The line's turn has come: is it the first that nobody has looked at? */
static void look_alone(struct ahead *a, struct smtplog_slice text, uint64_t number)
{
    struct look *l = &a->look;

    l->line = number;
    if (l->in_vain < BATCHES_IN_VAIN && text.ptr >= l->from &&
        text.ptr < l->bytes.ptr + l->bytes.len)
        look_at_batch(a, text.ptr);
}

/* ---- The reader's side -------------------------------------------------------------------- */

/* Fills as many blocks as there are, while the stream has bytes. */
static void fill(struct ahead *a)
{
    size_t slot;

    while (!a->is_over && crew_room(a->crew, &slot)) {
        struct smtplog_slice bytes = stream_take(a->stream, a->size);
        if (bytes.len == 0) {
            a->is_over = 1;
            return;
        }
        struct text_block *b = &a->blocks[slot];
        memcpy(b->own, bytes.ptr, bytes.len);
        b->bytes = b->own;
        b->len = bytes.len;
        b->goes_on = a->last != '\n';
        a->last = bytes.ptr[bytes.len - 1];
        crew_give(a->crew);
    }
}

/* The block before is released only now: the framer may still point into it. */
static struct smtplog_slice next(void *from)
{
    struct ahead *a = from;
    size_t slot;
    int worked;

    if (!a->crew)
        return next_alone(a);
    if (a->former)
        crew_release(a->crew);
    a->former = a->present;
    a->present = NULL;
    a->next = 0;
    fill(a);
    if (!crew_take(a->crew, &slot, &worked)) {
        a->is_over = 0;                 /* who asks again thinks that it has grown */
        return slice_of(NULL, 0);
    }
    struct text_block *b = &a->blocks[slot];
    if (!worked)
        b->found_len = 0;
    a->present = b;
    return slice_of(b->bytes, b->len);
}

static enum line_end end(void *from)
{
    const struct ahead *a = from;
    return lines_end_of_stream(a->stream);
}

/* Lines come in order, so what was found is gone through once. */
static const struct line_ahead *of_line(void *from, struct smtplog_slice text, uint64_t number)
{
    struct ahead *a = from;

    if (!a->crew)
        look_alone(a, text, number);
    const struct text_block *b = a->present;
    if (!b || a->next == b->found_len || text.ptr < b->bytes || text.ptr >= b->bytes + b->len)
        return NULL;
    while (a->next < b->found_len && b->found[a->next].line.text.ptr < text.ptr)
        a->next++;
    if (a->next == b->found_len)
        return NULL;
    struct line_ahead *l = &b->found[a->next].line;
    if (l->text.ptr != text.ptr || l->text.len != text.len)
        return NULL;
    l->number = number;
    return l;
}

struct line_feed ahead_feed(struct ahead *a)
{
    return (struct line_feed){.next = next, .end = end, .from = a, .ahead = of_line};
}

static int is_in(const struct text_block *b, const struct found *f, uint64_t number)
{
    return b && f >= b->found && f < b->found + b->found_len && f->line.number == number;
}

/* A place in a block's list may have been that of a line long gone: its number tells, which a line
 * whose turn has not come does not have yet.  Where only the line's bytes are gone, into which the
 * answer points, it serves no better than where more went into the record. */
enum ahead_found ahead_of(const struct ahead *a, const struct record *record,
                          const struct dispatch_answer **answer)
{
    const struct found *f = (const struct found *)(const void *)record->ahead;

    if (!f)
        return AHEAD_NOTHING;
    if (!is_in(a->present, f, record->line.number) && !is_in(a->former, f, record->line.number))
        return AHEAD_LOST;
    *answer = &f->answer;
    return record->altered || record->line.number <= a->look.gone ? AHEAD_ALTERED : AHEAD_FOUND;
}

/* ---- Life --------------------------------------------------------------------------------- */

struct ahead *ahead_new(struct stream *stream, const struct registry *registry,
                        const struct smtplog_parser *only, size_t helpers, size_t block)
{
    struct ahead *a = mem_alloc(sizeof *a);

    if (helpers > CREW_HELPERS)
        helpers = CREW_HELPERS;
    a->stream = stream;
    a->size = block;
    a->last = '\n';
    a->slots = helpers ? 2 * helpers + 3 : 2;
    for (size_t i = 0; i < (helpers ? helpers : 1); i++)
        a->dispatches[i] = dispatch_new_ahead(registry, only);
    for (size_t i = 0; i < a->slots; i++) {
        struct text_block *b = &a->blocks[i];
        b->own = helpers ? mem_alloc(block) : NULL;
        b->found = mem_alloc((helpers ? AHEAD_LINES : BATCH_LINES) * sizeof *b->found);
    }
    if (helpers)
        a->crew = crew_new(a->slots, helpers, look_through, a);
    return a;
}

void ahead_free(struct ahead *a)
{
    if (!a)
        return;
    crew_free(a->crew);
    for (size_t i = 0; i < a->slots; i++) {
        free(a->blocks[i].own);
        free(a->blocks[i].found);
    }
    for (size_t i = 0; i < CREW_HELPERS; i++)
        dispatch_free(a->dispatches[i]);
    free(a);
}
