/* Reads the logs again for one story: only records that a needle points to are parsed. */
#include "trace/collect.h"

#include "base/mem.h"
#include "store/channel.h"
#include "trace/lives.h"

#include <stdlib.h>
#include <strings.h>

static int is_word(const struct collect *c, struct smtplog_slice text)
{
    return c->word.len && text.len == c->word.len && memcmp(text.ptr, c->word.ptr, text.len) == 0;
}

static int is_word_nocase(const struct collect *c, struct smtplog_slice text)
{
    return c->word.len && text.len == c->word.len &&
           strncasecmp(text.ptr, c->word.ptr, text.len) == 0;
}

/* Is the word an address, a host or a user in this event? */
static int event_names(const struct collect *c, const struct event *e)
{
    const struct smtplog_slice texts[] = {e->sender, e->recipient, e->peer_ip, e->peer_name,
                                          e->client_ip, e->client_name, e->sasl_user};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (is_word_nocase(c, texts[i]))
            return 1;
    return 0;
}

static int is_wanted_id(const struct collect *c, struct smtplog_slice id)
{
    return id.len && (is_word(c, id) || needles_has_id(c->needles, id));
}

static int is_loopback(struct smtplog_slice ip)
{
    return slice_starts(ip, "127.") || slice_is(ip, "::1");
}

/* What the record tells of the message's way; 0: nothing to be shown. */
static int step_of(const struct smtplog_event *said, enum trace_step *step)
{
    if (said->kind == SMTPLOG_FAILURE)
        *step = TRACE_FAILURE;
    else if (said->kind == SMTPLOG_SUCCESS && (said->flags & SMTPLOG_PROBE))
        return 0;
    else if (said->flags & SMTPLOG_MESSAGE_BEGINS ||
             (said->queue_id.len && said->accepted[SMTPLOG_EOD]))
        *step = TRACE_SUBMITTED;
    else if (said->kind == SMTPLOG_SUCCESS)
        *step = TRACE_DELIVERED;
    else if (said->flags & SMTPLOG_MESSAGE_ENDS)
        *step = TRACE_ENDED;
    else if (said->next_queue_id.len)
        *step = TRACE_NOTIFIED;
    else
        return 0;
    return 1;
}

/* What leads from one queue id to another: a content filter, a requeue, a notification, an
 * alias, the next server. */
static enum trace_hop_kind hop_of(const struct smtplog_event *said, enum trace_step step)
{
    if (said->former_queue_id.len)
        return slice_is(said->process, "pickup") ? TRACE_REQUEUED
             : said->direction == SMTPLOG_INBOUND ? TRACE_REINJECTED : TRACE_NOTIFICATION;
    if (!said->next_queue_id.len)
        return TRACE_NO_HOP;
    if (step == TRACE_NOTIFIED || step == TRACE_FAILURE)   /* the sender is told of it */
        return TRACE_NOTIFICATION;
    if (said->direction == SMTPLOG_LOCAL)
        return TRACE_FORWARDED;
    return is_loopback(said->peer_ip) ? TRACE_REINJECTED : TRACE_QUEUED_AS;
}

static char *copy_id(struct smtplog_slice id)
{
    return id.len ? mem_strn(id.ptr, id.len) : NULL;
}

/* A record of the message becomes a step of its story; what only repeats another line is none. */
static void add_step(struct collect *c, struct trace_message *m, const struct correlate_heard *h)
{
    const struct smtplog_event *said = h->record->said;
    struct event e = *h->event;
    enum trace_step step;

    if (!step_of(said, &step))
        return;
    if (step == TRACE_FAILURE)
        classify_event(c->options->classifier, &e);
    else
        e.class = e.code ? e.code / 100 : said->kind == SMTPLOG_SUCCESS ? 2 : 0;
    e.final &= step == TRACE_FAILURE;
    struct trace_event *t = trace_add_event(m, &e);
    if (!t)
        return;
    t->step = step;
    t->times = h->record->times;
    t->hop = hop_of(said, step);
    t->next_queue_id = copy_id(said->next_queue_id);
    t->former_queue_id = copy_id(said->former_queue_id);
}

static struct smtplog_slice key_of(const uint64_t *number)
{
    return slice_of((const char *)number, sizeof *number);
}

struct life *collect_holder(const struct collect *c, uint64_t dialogue)
{
    return dialogue ? map_get(&c->held, key_of(&dialogue)) : NULL;
}

/* Remembers the dialogue in which the message came in, and how to find its other records.  It has
 * no number while its beginning was not wanted, as in the first reading. */
static void note_dialogue(struct collect *c, struct life *l, const struct correlate_heard *h)
{
    const struct smtplog_event *said = h->record->said;
    const struct smtplog_line *line = h->record->line;

    if (said->direction != SMTPLOG_INBOUND)
        return;
    for (size_t i = 0; i < l->dialogues_len; i++)
        if (l->dialogues[i].number == h->dialogue && l->dialogues[i].pid == line->pid)
            return;
    if (l->dialogues_len == LIFE_DIALOGUES)
        return;
    struct dialogue *d = &l->dialogues[l->dialogues_len++];
    d->number = h->dialogue;
    d->key = copy_id(said->session);
    d->pid = line->pid;
    d->host = line->host.len ? mem_strn(line->host.ptr, line->host.len) : NULL;
    if (h->dialogue)
        map_put(&c->held, key_of(&h->dialogue))->value = l;
}

/* Does the record concern a message that may belong to the story? */
static int concerns(const struct collect *c, const struct correlate_heard *h)
{
    const struct smtplog_event *said = h->record->said;
    return is_wanted_id(c, said->queue_id) || is_wanted_id(c, said->next_queue_id) ||
           is_wanted_id(c, said->former_queue_id) || is_word(c, h->event->message_id) ||
           (c->reading == 1 && event_names(c, h->event));
}

/* A record of a message that is asked for: it concerns the word, or an earlier record did. */
static void hear_message(struct collect *c, const struct correlate_heard *h)
{
    const struct smtplog_event *said = h->record->said;
    struct life *l = lives_find(&c->lives, h->life);

    if (!l && concerns(c, h))
        l = lives_make(&c->lives, h->life);
    if (!l)
        return;
    trace_learn(&l->m, h->event);
    l->by_id |= is_word(c, said->queue_id) || is_word(c, h->event->message_id);
    l->by_name |= event_names(c, h->event) != 0;
    l->m.began |= (said->flags & SMTPLOG_MESSAGE_BEGINS) != 0;
    l->m.ended |= (said->flags & SMTPLOG_MESSAGE_ENDS) != 0;
    note_dialogue(c, l, h);
    add_step(c, &l->m, h);
}

/* ---- Failures of no message ---------------------------------------------------------------- */

static void drop_loose(struct collect *c, size_t at, size_t n)
{
    for (size_t i = at; i < at + n; i++)
        trace_release_event(&c->loose[i].event);
    c->loose_len -= n;
    for (size_t i = at; i < c->loose_len; i++)
        c->loose[i] = c->loose[i + n];
}

/* A failure of no message that names the word, or may turn out to stand in a dialogue that
 * does. Their number has a bound; the oldest go, and that is said. */
static void hear_loose(struct collect *c, const struct correlate_heard *h)
{
    struct trace_message one = {0};
    int named = event_names(c, h->event);

    if (h->record->said->kind != SMTPLOG_FAILURE || (!named && !h->dialogue))
        return;
    if (c->loose_len >= LOOSE_MOST) {
        drop_loose(c, 0, LOOSE_MOST / 2);
        c->loose_cut = 1;
    }
    add_step(c, &one, h);
    if (!one.events)
        return;
    c->loose = mem_grow(c->loose, &c->loose_cap, c->loose_len + 1, sizeof *c->loose);
    c->loose[c->loose_len++] = (struct loose){one.events[0], h->dialogue, named};
    free(one.events);
}

/* The dialogue is over: if no message of the story came in by it, nobody asks for it. */
static void end_dialogue(struct collect *c, uint64_t dialogue)
{
    enum { LOOK_BACK = 64 };
    if (!dialogue || collect_holder(c, dialogue))
        return;
    for (size_t i = c->loose_len, n = 0; i > 0 && n < LOOK_BACK; i--, n++)
        if (c->loose[i - 1].dialogue == dialogue && !c->loose[i - 1].named)
            drop_loose(c, i - 1, 1);
}

/* ---- The outlet ---------------------------------------------------------------------------- */

/* Logs on several hosts, or a copy of one, tell a record twice: it is told once. */
static void hear(void *to, const struct correlate_heard *h)
{
    struct collect *c = to;

    if (c->may_repeat &&
        !copies_take(&c->copies, h->event->time, h->event->identity, c->channel))
        return;
    if (h->life)
        hear_message(c, h);
    else
        hear_loose(c, h);
    if (h->record->said->flags & SMTPLOG_SESSION_ENDS)
        end_dialogue(c, h->dialogue);
}

static int wants(void *to, const struct smtplog_line *line)
{
    const struct collect *c = to;
    return line->time >= c->period.since && line->time < c->period.until &&
           needles_are_in(c->needles, line);
}

static int take_event(void *to, const struct event *event)
{
    (void)to;
    (void)event;
    return 0;
}

static void expect(void *to, size_t sources)
{
    ((struct collect *)to)->may_repeat = sources > 1;
}

static enum outlet_answer begin(void *to, struct stream *stream, struct source *source)
{
    struct collect *c = to;
    (void)stream;
    c->channel = channel_number(&c->channels, source->name);
    return OUTLET_READ;
}

static int checkpoint(void *to, const struct source *source, int at_end)
{
    (void)to;
    (void)source;
    (void)at_end;
    return 0;
}

static void strange(void *to, const struct smtplog_line *line, enum strange_kind kind)
{
    (void)to;
    (void)line;
    (void)kind;
}

static int is_full(void *to)
{
    (void)to;
    return 0;
}

struct outlet collect_outlet(struct collect *c)
{
    return (struct outlet){
        .to = c, .sink = {.event = take_event, .heard = hear, .to = c}, .expect = expect,
        .begin = begin, .checkpoint = checkpoint, .strange = strange, .is_full = is_full,
        .wants = wants,
    };
}

void collect_clear(struct collect *c)
{
    lives_release(&c->lives);
    drop_loose(c, 0, c->loose_len);
    free(c->loose);
    c->loose = NULL;
    c->loose_cap = 0;
    c->loose_cut = 0;
    map_release(&c->held, NULL);
    map_release(&c->channels, NULL);
    copies_release(&c->copies);
    c->copies = (struct copies){0};
}
