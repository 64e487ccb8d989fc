/* hear.c - records are parsed twice if they are held: what a parser says points into its own
 * state, and only one in a thousand is held. */
#include "ingest/hear.h"

#include "base/mem.h"
#include "plugin/dispatch.h"

#include <stdlib.h>

/* A record and what was made of it. */
struct told {
    const struct record *record;
    const struct smtplog_event *said;
    struct smtplog_event own;           /* where it was not found ahead */
    const struct smtplog_parser *parser;
    int result;
    uint64_t identity;
};

/* A helper's answer is taken if it was found for this very record; else it is parsed here. */
static void parse(struct hearing *h, const struct record *record, struct told *t)
{
    const struct dispatch_answer *answer = NULL;
    enum ahead_found found = h->ahead ? ahead_of(h->ahead, record, &answer) : AHEAD_NOTHING;

    t->record = record;
    if (found == AHEAD_LOST)
        dispatch_go_alone(h->dispatch);
    t->result = dispatch_take(h->dispatch, answer, found == AHEAD_ALTERED, &record->line, &t->own,
                              &t->said, &t->parser);
    t->identity = t->result == SMTPLOG_SAID
                      ? correlate_identity(&record->line, t->said, t->parser->name) : 0;
}

static struct trail_record trail_record_of(const struct told *t)
{
    const struct record *r = t->record;
    return (struct trail_record){.time = r->line.time, .host = r->line.host, .words = t->identity,
                                 .cursor = r->cursor};
}

/* What comes from the correlator next is of such a record. */
static void tell_copying(struct hearing *h, enum event_copy copy, uint64_t line_no)
{
    const struct outlet *o = &h->run->outlet;
    if (o->copying && (copy != h->told || copy == EVENT_COPY_YES))
        o->copying(o->to, copy, line_no);
    h->told = copy;
}

/* The name of the parser is made a slice once for many records of the same. */
static void into_correlator(struct hearing *h, const struct told *t, enum event_copy copy)
{
    const struct record *r = t->record;
    if (h->parser != t->parser)
        h->parser = t->parser, h->mta = slice_str(t->parser->name);
    struct correlate_record heard = {
        .line = &r->line, .said = t->said, .mta = h->mta, .source = h->name,
        .micros = r->micros, .digits = r->digits,
        .file = h->file, .times = r->times, .identity = t->identity,
        .is_copy = copy == EVENT_COPY_YES,
    };
    tell_copying(h, copy, r->line.number);
    correlate(h->run->correlator, &heard);
}

/* What is known stays. */
static void know(char **text, struct smtplog_slice first)
{
    if (!*text && first.len)
        *text = mem_slice(first);
}

/* First and last by the records' times, which need not stand in order. */
static void count_line(struct source *source, const struct told *t)
{
    const struct smtplog_line *line = &t->record->line;
    know(&source->format, slice_str(t->parser->name));
    know(&source->host, line->host);
    if (!source->first_time || line->time < source->first_time)
        source->first_time = line->time;
    if (line->time > source->last_time)
        source->last_time = line->time;
}

/* All is known of the record: it is counted, or it is a copy. */
static void take(struct hearing *h, const struct told *t, enum event_copy copy)
{
    struct source *source = h->source;
    const struct outlet *o = &h->run->outlet;
    const struct smtplog_line *line = &t->record->line;

    switch (t->result) {
    case SMTPLOG_SAID:
        if (h->run->twins && copy != EVENT_COPY_YES) {
            struct trail_record r = trail_record_of(t);
            if (twins_count(h->run->twins, &r))
                hear_give_trail(h);
        }
        into_correlator(h, t, copy);
        /* fall through */
    case SMTPLOG_QUIET:
        source->recognised++;
        break;
    case SMTPLOG_STRANGE:
        source->strange++;
        o->strange(o->to, line, STRANGE_FAILURE);
        break;
    case SMTPLOG_UNKNOWN:
        source->unknown++;
        o->strange(o->to, line, STRANGE_FORM);
        break;
    default:
        if (misread_wrapped(h->misread, line, h->run->options->registry))
            source->unknown++;
        else
            source->foreign++;
        return;
    }
    count_line(source, t);
}

/* ---- Records that wait -------------------------------------------------------------------- */

/* The record's buffer is used again before the record is told: its texts are moved to one that
 * stays. */
static struct smtplog_slice move(struct strbuf *bytes, struct smtplog_slice s)
{
    struct smtplog_slice copy = s;
    if (s.ptr) {
        copy.ptr = bytes->ptr + bytes->len;
        bytes->len += s.len;
        if (s.len)
            memcpy((char *)(uintptr_t)copy.ptr, s.ptr, s.len);
    }
    return copy;
}

/* Keeps a record beyond its buffer: room for all of it first, so that its parts do not move
 * while they are copied. */
static void hold(struct hearing *h, const struct record *record)
{
    struct held *held = &h->held[h->held_len++];
    struct smtplog_line *line = &held->record.line;

    held->record = *record;
    held->record.ahead = NULL;          /* its block will be gone */
    strbuf_clear(&held->bytes);
    strbuf_room(&held->bytes, line->host.len + line->tag.len + line->body.len + line->more.len +
                              1);
    strbuf_clear(&held->bytes);
    line->host = move(&held->bytes, line->host);
    line->tag = move(&held->bytes, line->tag);
    line->body = move(&held->bytes, line->body);
    line->more = move(&held->bytes, line->more);
}

/* The first n of those held have their answer. */
static void release(struct hearing *h, size_t n, enum event_copy copy)
{
    struct told t;
    struct held first[TWINS_HELD];

    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        parse(h, &h->held[i].record, &t);
        if (copy == EVENT_COPY_YES && twins_original(h->run->twins, i))
            t.identity = twins_original(h->run->twins, i);
        take(h, &t, copy);
        first[i] = h->held[i];
    }
    for (size_t i = n; i < h->held_len; i++)
        h->held[i - n] = h->held[i];
    h->held_len -= n;
    for (size_t i = 0; i < n; i++)      /* the buffers serve on */
        h->held[h->held_len + i] = first[i];
}

/* Takes, holds or sets free by what the twins say: a run of equal records is a copy only when it
 * is long enough, so the first of a run wait for those that follow. */
static void judge(struct hearing *h, struct told *t)
{
    struct trail_record r = trail_record_of(t);
    size_t of_held;
    enum twins_answer answer = twins_see(h->run->twins, &r, &of_held);

    if (of_held > h->held_len)
        of_held = h->held_len;
    int again = h->held_len > 0;
    release(h, h->held_len - of_held, EVENT_COPY_NO);
    if (answer == TWINS_HOLD) {
        if (h->held_len < TWINS_HELD)
            hold(h, t->record);
        return;
    }
    release(h, h->held_len, EVENT_COPY_YES);
    if (again)
        parse(h, t->record, t);         /* the parser has spoken of others meanwhile */
    take(h, t, answer == TWINS_COPY ? EVENT_COPY_YES
                 : answer == TWINS_NEW ? EVENT_COPY_NO : EVENT_COPY_UNKNOWN);
}

void hear(struct hearing *h, const struct record *record)
{
    const struct outlet *o = &h->run->outlet;
    struct told t;

    if (o->wants && !o->wants(o->to, &record->line)) {
        h->passed_over++;
        return;
    }
    parse(h, record, &t);
    if (t.result == SMTPLOG_SAID && h->run->twins)
        judge(h, &t);
    else
        take(h, &t, EVENT_COPY_UNKNOWN);
}

void hear_again(struct hearing *h, const struct record *record)
{
    struct told t;
    size_t of_held;
    parse(h, record, &t);
    struct trail_record r = trail_record_of(&t);
    if (t.result == SMTPLOG_SAID && h->run->twins)
        twins_see(h->run->twins, &r, &of_held);
}

void hear_rest(struct hearing *h)
{
    release(h, h->held_len, EVENT_COPY_NO);
    if (h->run->twins)
        twins_rest(h->run->twins);
}

static void give(void *to, const struct trail *trail)
{
    const struct outlet *o = to;
    o->trail(o->to, trail);
}

void hear_give_trail(struct hearing *h)
{
    struct outlet *o = &h->run->outlet;
    int64_t of;

    if (!h->run->twins)
        return;
    twins_give(h->run->twins, give, o);
    while ((of = twins_found(h->run->twins)))
        o->twin(o->to, of);
}

void hearing_release(struct hearing *h)
{
    for (size_t i = 0; i < TWINS_HELD; i++)
        strbuf_release(&h->held[i].bytes);
}
