#include "frame/frame.h"

#include "base/mem.h"
#include "frame/clock.h"
#include "frame/entry.h"
#include "frame/split.h"
#include "frame/year.h"
#include "input/lines.h"

#include <smtplog/scan.h>
#include <stdlib.h>

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
    free(f->host);
    free(f);
}

void framer_clock(struct framer *f, int64_t now)
{
    years_bound(&f->years, now, now);
}

void framer_save(const struct framer *f, struct framer_state *state)
{
    *state = (struct framer_state){.last = f->years.last, .year = f->years.year};
}

void framer_restore(struct framer *f, const struct framer_state *state)
{
    f->years.last = state->last;
    f->years.year = state->year;
    f->years.day = 0;
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

/* A line without a stamp goes on the record before it if that came from Exim's own file, or if
 * journalctl indented it. */
static int continues(const struct framer *f, struct smtplog_slice text)
{
    if (!f->waiting)
        return 0;
    return (f->present->shaped.flags & SMTPLOG_LINE_MTA_STAMP) || text.ptr[0] == ' ' ||
           text.ptr[0] == '\t';
}

static enum taken take_unstamped(struct framer *f, const struct line *line)
{
    if (line->text.len && !continues(f, line->text)) {
        f->counts.unframed++;
        return TAKEN_FOREIGN;
    }
    if (line->text.len) {
        entry_continue(f->present, line->text);
        f->counts.continued++;
    }
    if (f->waiting) {
        f->present->end_line = line->number;
        f->present->end_offset = line->end;
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

static enum taken take_line(struct framer *f, const struct line *line)
{
    struct entry *e = f->next;
    if (!entry_load(e, line))
        return take_unstamped(f, line);
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
    if (!s->host.ptr && host)
        r->line.host = slice_str(host);
}

/* Gives out the waiting record. */
static enum frame_result give_present(struct framer *f, struct record *r)
{
    fill(f->present, f->host, r);
    r->unfinished = splits_open(f->splits);
    note_end(f, f->present, r);
    f->waiting = 0;
    f->counts.records++;
    return FRAME_RECORD;
}

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
    struct line line;
    if (f->foreign)
        return give_foreign(f, record);
    while (lines_next(lines, &line)) {
        switch (take_line(f, &line)) {
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
    return at_end == FRAME_FINISH ? finish(f, record) : FRAME_END;
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
