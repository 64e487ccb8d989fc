/* Tells for each line whether it begins a record, goes on with one, or is no log at all. Two
 * entries are kept: a record is given out when the next one shows that it is complete. */
#include "frame/frame.h"

#include "base/mem.h"
#include "frame/clock.h"
#include "frame/entry.h"
#include "frame/split.h"
#include "frame/year.h"
#include "input/lines.h"

#include <smtplog/scan.h>
#include <stdlib.h>

enum { TRIES_MOST = 2000 };

/* What a line turned out to be. */
enum taken {
    TAKEN,                          /* part of another record, or empty: nothing to hand on */
    TAKEN_RECORD,                   /* a new record stands in `next` */
    TAKEN_FOREIGN                   /* no log line; its text stands in `next` */
};

struct framer {
    struct entry entries[2];
    struct entry *present;          /* the record that waits for its continuation lines, or the
                                       last one given out */
    struct entry *next;             /* the line being looked at */
    int waiting;                    /* present is not yet given out */
    int foreign;                    /* next is no log line and not yet given out */
    int seen;                       /* present holds something to repeat */
    struct splits *splits;
    struct unwrap_plan plan;
    struct unwrapper *unwrapper;    /* NULL: lines stand as they were written */
    struct unwrapped inner;         /* the present one, from inside */
    const struct frame_judge *judge;    /* NULL: the plan is certain */
    uint32_t tries;                 /* lines that were looked at for a plan */
    struct clock clock;
    struct years years;
    char *host;
    uint64_t end_offset, end_line;  /* given out so far */
    struct framer_counts counts;
};

struct framer *framer_new(const struct frame_options *options)
{
    struct framer *f = mem_alloc(sizeof *f);
    entry_init(&f->entries[0]);
    entry_init(&f->entries[1]);
    f->present = &f->entries[0];
    f->next = &f->entries[1];
    f->splits = splits_new();
    f->plan = options->plan;
    f->unwrapper = f->plan.len ? unwrapper_new(&f->plan) : NULL;
    f->judge = options->judge;
    f->host = options->host ? mem_str(options->host) : NULL;
    f->years.fixed = options->year;
    f->years.first = options->first_year;
    years_bound(&f->years, options->anchor, options->now);
    return f;
}

void framer_free(struct framer *f)
{
    if (!f)
        return;
    entry_release(&f->entries[0]);
    entry_release(&f->entries[1]);
    splits_free(f->splits);
    unwrapper_free(f->unwrapper);
    free(f->host);
    free(f);
}

void framer_clock(struct framer *f, int64_t now)
{
    years_bound(&f->years, now, now);
}

void framer_save(const struct framer *f, struct framer_state *state)
{
    *state = (struct framer_state){.last = f->years.last, .year = f->years.year,
                                   .is_second = f->clock.is_second};
}

void framer_restore(struct framer *f, const struct framer_state *state)
{
    f->years.last = state->last;
    f->years.year = state->year;
    f->years.day = 0;
    f->clock = (struct clock){.is_second = state->is_second == 1};
}

static int64_t place(struct years *years, struct clock *clock, struct stamp *s);

struct smtplog_slice framer_last(const struct framer *f)
{
    return f->seen ? strbuf_view(&f->present->text) : slice_of("", 0);
}

void framer_restore_last(struct framer *f, struct smtplog_slice text)
{
    struct line line = {.text = text};
    if (!text.len || !entry_load(f->present, &line))
        return;
    f->present->time = place(&f->years, &f->clock, &f->present->shaped.stamp);
    f->seen = 1;
}

int framer_plan(const struct framer *f, struct unwrap_plan *plan)
{
    *plan = f->plan;
    return f->judge == NULL;
}

struct framer_counts framer_counts(const struct framer *f)
{
    return f->counts;
}

/* The Unix time of a stamp, its year found where it has none. */
static int64_t place(struct years *years, struct clock *clock, struct stamp *s)
{
    if (s->zone != STAMP_EPOCH && s->year == 0)
        s->year = years_place(years, s);
    return clock_seconds(clock, s);
}

static size_t leading_blanks(struct smtplog_slice text)
{
    size_t n = 0;
    while (n < text.len && text.ptr[n] == ' ')
        n++;
    return n;
}

/* May the record before have lines without a stamp? */
static int may_go_on(const struct framer *f)
{
    const struct shaped *before = &f->present->shaped;
    return (before->flags & SMTPLOG_LINE_MTA_STAMP) || before->indent;
}

/* A line without a stamp goes on the record before it if that came from Exim's own file, or if
 * journalctl indented it to stand under that record's message. */
static int continues(const struct framer *f, struct smtplog_slice text)
{
    const struct shaped *before = &f->present->shaped;
    return f->waiting && may_go_on(f) && ((before->flags & SMTPLOG_LINE_MTA_STAMP) ||
                                          leading_blanks(text) >= before->indent);
}

/* The line in `next` is no log line. */
static enum taken take_unstamped(struct framer *f)
{
    struct smtplog_slice text = strbuf_view(&f->next->text);
    if (text.len && !continues(f, text)) {
        f->counts.unframed++;
        return TAKEN_FOREIGN;
    }
    if (text.len) {
        entry_continue(f->present, text);
        f->counts.continued++;
    }
    if (f->waiting && !(f->unwrapper && unwrap_open(f->unwrapper))) {
        f->present->end_line = f->next->end_line;
        f->present->end_offset = f->next->end_offset;
    }
    return TAKEN;
}

/* "last message repeated N times" becomes that message. */
static enum taken take_repeat(struct framer *f)
{
    struct shaped own = f->next->shaped;
    int64_t time = f->next->time;
    if (!f->seen) {
        f->counts.unframed++;
        return TAKEN_FOREIGN;
    }
    entry_copy(f->next, f->present);
    f->next->shaped.repeat = own.repeat;
    f->next->shaped.times = 0;
    f->next->shaped.stamp = own.stamp;
    f->next->time = time;
    return TAKEN_RECORD;
}

/* The record in `next` is shaped. */
static enum taken take_record(struct framer *f)
{
    struct entry *e = f->next;
    e->time = place(&f->years, &f->clock, &e->shaped.stamp);
    if (e->shaped.repeat)
        return take_repeat(f);
    switch (splits_take(f->splits, e)) {
    case SPLIT_TAKEN:
        f->counts.continued++;
        return TAKEN;
    case SPLIT_READY:
        e->time = place(&f->years, &f->clock, &e->shaped.stamp);
        return TAKEN_RECORD;
    case SPLIT_NO_PIECE:
        break;
    }
    return TAKEN_RECORD;
}

/* The line in f->inner.  Under an outer stamp alone it may still go on Exim's record before it. */
static enum taken take_inner(struct framer *f)
{
    int whole, shaped = entry_load_inner(f->next, &f->inner, &whole);
    if (!shaped || (!whole && !f->next->shaped.tag.ptr && f->waiting &&
                    (f->present->shaped.flags & SMTPLOG_LINE_MTA_STAMP)))
        return take_unstamped(f);
    return take_record(f);
}

/* While no plan is certain: does this line, which nobody can read, show one? */
static int shows_plan(struct framer *f, const struct line *line)
{
    if (!f->judge || !line->text.len || f->tries++ >= TRIES_MOST ||
        !frame_plan_of_text(line->text, f->judge, &f->plan))
        return 0;
    f->judge = NULL;
    f->unwrapper = unwrapper_new(&f->plan);
    return 1;
}

/* A line that could stand as it is may still hide another one: then the survey's plan is
 * asked. */
static enum taken take_line(struct framer *f, const struct line *line)
{
    if (!f->unwrapper) {
        int shaped = entry_load(f->next, line);
        if ((shaped && (f->next->shaped.tag.ptr || !f->judge)) || !shows_plan(f, line))
            return shaped ? take_record(f) : take_unstamped(f);
    }
    return unwrap_next(f->unwrapper, line, &f->inner) ? take_inner(f) : TAKEN;
}

/* What is left of the last line, the next one, or what is left of all.  0: there is none. */
static int take_next(struct framer *f, struct lines *lines, enum frame_at_end at_end,
                     enum taken *taken)
{
    struct line line;
    if (f->unwrapper && unwrap_again(f->unwrapper, &f->inner)) {
        *taken = take_inner(f);
        return 1;
    }
    if (lines_next(lines, &line)) {
        *taken = take_line(f, &line);
        return 1;
    }
    if (!f->unwrapper || at_end != FRAME_FINISH || lines->growing ||
        !unwrap_flush(f->unwrapper, &f->inner))
        return 0;
    *taken = take_inner(f);
    return 1;
}

/* The source is read up to the end of what is given out; a split record may end before others
 * that were given out meanwhile. */
static void note_end(struct framer *f, const struct entry *e, struct record *r)
{
    if (e->end_offset > f->end_offset) {
        f->end_offset = e->end_offset;
        f->end_line = e->end_line;
    }
    r->end_offset = f->end_offset;
    r->end_line = f->end_line;
}

/* The entry as its reader gets it.  A host that the line does not tell is that of the source. */
static void fill(const struct entry *e, const char *host, struct record *r)
{
    const struct shaped *s = &e->shaped;
    r->line = (struct smtplog_line){
        .time = e->time, .number = e->number, .pid = s->pid, .flags = s->flags,
        .host = s->host, .tag = s->tag, .body = s->body, .more = entry_more(e),
    };
    r->micros = s->stamp.micros;
    r->digits = s->stamp.digits;
    r->times = s->repeat ? s->repeat : s->times ? s->times : 1;
    r->unfinished = 0;
    r->cursor = s->cursor;
    r->ahead = e->ahead;
    r->altered = e->altered;
    if (!s->host.ptr && host)
        r->line.host = slice_str(host);
}

/* Gives out the waiting record. */
static enum frame_result give_present(struct framer *f, struct record *r)
{
    fill(f->present, f->host, r);
    r->unfinished = splits_open(f->splits) + (f->unwrapper ? unwrap_open(f->unwrapper) : 0);
    note_end(f, f->present, r);
    f->waiting = 0;
    f->counts.records++;
    return FRAME_RECORD;
}

/* A line that is no record at all is given as it is, to be counted. */
static enum frame_result give_foreign(struct framer *f, struct record *r)
{
    *r = (struct record){0};
    r->line.number = f->next->number;
    r->line.body = strbuf_view(&f->next->text);
    note_end(f, f->next, r);
    f->foreign = 0;
    return FRAME_UNFRAMED;
}

static void swap(struct framer *f)
{
    struct entry *e = f->present;
    f->present = f->next;
    f->next = e;
    f->waiting = f->seen = 1;
}

/* All lines are read: what still waits is as complete as it will be. */
static enum frame_result finish(struct framer *f, struct record *r)
{
    if (!f->waiting && splits_flush(f->splits, f->next)) {
        f->next->time = place(&f->years, &f->clock, &f->next->shaped.stamp);
        swap(f);
    }
    return f->waiting ? give_present(f, r) : FRAME_END;
}

enum frame_result framer_next(struct framer *f, struct lines *lines, enum frame_at_end at_end,
                              struct record *record)
{
    enum taken taken;
    if (f->foreign)
        return give_foreign(f, record);
    while (take_next(f, lines, at_end, &taken)) {
        switch (taken) {
        case TAKEN:
            break;
        case TAKEN_FOREIGN:
            if (!f->waiting)
                return give_foreign(f, record);
            f->foreign = 1;
            return give_present(f, record);
        case TAKEN_RECORD:
            if (f->waiting) {
                enum frame_result result = give_present(f, record);
                swap(f);
                return result;
            }
            swap(f);
            break;
        }
    }
    /* where the source is cut off the record may have gone on */
    if (at_end != FRAME_FINISH || (lines->end == LINE_END_CUT && f->waiting && may_go_on(f)))
        return FRAME_END;
    return finish(f, record);
}

int frame_one(struct smtplog_slice text, int64_t now, struct record *record)
{
    struct years years = {0};
    struct clock clock = {0};
    struct entry e = {0};
    *record = (struct record){0};
    if (!shape_line(NULL, text, &e.shaped))
        return 0;
    years_bound(&years, 0, now);
    e.time = place(&years, &clock, &e.shaped.stamp);
    fill(&e, NULL, record);
    return 1;
}
