/* waiting.c - events that are not decided by their own record
 *
 * Some lines tell what was sent only together with a later line of their dialogue, or of their
 * message.  Such an event is put away with that, text and all, and told when the line comes or
 * the dialogue or message ends; it is saved with it between runs. */
#include "correlate/passage.h"

#include "smtp/reply.h"

#include <stddef.h>

/* For the ptr of a text that is known: no address of this run goes into a database, so that the
 * same lines save the same bytes. */
static const char *const is_known = (const char *)1;

/* As it is put away; its texts follow one another, and then, up to a multiple of 8, nothing. */
struct waiting {
    size_t len;                         /* of all, this struct included */
    struct event event;                 /* a text's ptr only tells whether it is known */
    uint64_t file;                      /* correlate_record.file */
    uint32_t times, flags;              /* of the record; smtplog_event.flags */
    uint32_t form_len;                  /* the form's name stands first among the texts */
    uint32_t wait, awaits;
};

/* Of one record; more is damage. */
enum { TIMES_MOST = 1000000 };

/* What may wait in one place, in bytes: some dozens of events, and no dialogue has more.  Where
 * the lines that end dialogues are missing, many come together under one key, and each further
 * record would look through them all. */
enum { WAITING_MOST = 32768 };

/* Seconds between a host's failure and the delivery's outcome, if there is one: other hosts are
 * tried in between. */
enum { OUTCOME_WITHIN = 3600 };

/* What became of it. */
enum decision { UNDECIDED, TOLD, NOT_TOLD };

int waiting_wants(const struct passage *p)
{
    return p->said->kind == SMTPLOG_FAILURE &&
           (p->said->wait || (p->said->flags & SMTPLOG_IF_OPEN));
}

struct context *waiting_place(const struct passage *p)
{
    return p->said->wait == SMTPLOG_WAIT_PHASE ? p->message : p->session;
}

int waiting_stands(const struct passage *p, struct event *e)
{
    const struct smtplog_event *said = p->said;

    if (said->flags & SMTPLOG_IF_OPEN) {
        *(e->code < 400 ? &e->code : &e->after_code) = 0;
        e->code_implied = e->code != 0;
    }
    if (said->wait == SMTPLOG_WAIT_SENT)
        e->code = 0, e->code_implied = 0;
    return said->wait != SMTPLOG_WAIT_REAL && said->wait != SMTPLOG_WAIT_HABIT;
}

/* What lies between members and behind the last is whatever stood there before; in a database it
 * is 0.  Bits have no address, so theirs are set again. */
static void clear_gaps(struct waiting *w)
{
    enum { EVENT = offsetof(struct waiting, event) };
    static const struct { size_t from, to; } gaps[] = {
        {EVENT + offsetof(struct event, class) + sizeof w->event.class,
         EVENT + offsetof(struct event, enhanced)},
        {EVENT + offsetof(struct event, peer_port) + sizeof w->event.peer_port,
         EVENT + offsetof(struct event, message_began)},
        {EVENT + offsetof(struct event, copy) + sizeof w->event.copy,
         EVENT + offsetof(struct event, form)},
        {offsetof(struct waiting, awaits) + sizeof w->awaits, sizeof *w},
    };
    const unsigned code_implied = w->event.code_implied, final = w->event.final,
                   echo = w->event.echo, probe = w->event.probe;
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
        memset((char *)w + gaps[i].from, 0, gaps[i].to - gaps[i].from);
    w->event.code_implied = code_implied & 1;
    w->event.final = final & 1;
    w->event.echo = echo & 1;
    w->event.probe = probe & 1;
}

void waiting_add(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct context *place = waiting_place(p);
    struct strbuf *b = &place->waiting;
    struct smtplog_slice form = said->form ? slice_str(said->form) : SLICE_LIT("");
    if (b->len > WAITING_MOST)
        waiting_end(p->c, place);
    struct waiting w = {
        .len = sizeof w + form.len, .event = p->event, .file = p->record->file,
        .times = p->record->times, .flags = said->flags, .form_len = (uint32_t)form.len,
        .wait = said->wait, .awaits = said->awaits,
    };
    w.event.form = NULL;
    for (size_t i = 0; i < EVENT_TEXTS; i++)
        w.len += event_text(&w.event, i)->len;
    w.len = (w.len + 7) & ~(size_t)7;
    char *room = strbuf_room(b, w.len), *end = room + w.len, *at = room + sizeof w;
    memcpy(at, form.ptr, form.len);
    at += form.len;
    for (size_t i = 0; i < EVENT_TEXTS; i++) {
        struct smtplog_slice *s = event_text(&w.event, i);
        if (s->len)
            memcpy(at, s->ptr, s->len);
        at += s->len;
        s->ptr = s->ptr ? is_known : NULL;
    }
    memset(at, 0, (size_t)(end - at));
    clear_gaps(&w);
    memcpy(room, &w, sizeof w);
    place->dirty = 1;
}

/* The first of those put away, its texts pointing into `bytes`; 0 if that is damaged (it was in
 * the database) or empty. */
static int take(struct smtplog_slice bytes, struct waiting *w, struct smtplog_slice *form)
{
    if (!bytes.ptr || bytes.len < sizeof *w)
        return 0;
    memcpy(w, bytes.ptr, sizeof *w);
    if (w->len > bytes.len || w->len < sizeof *w || w->len % 8 ||
        w->form_len > w->len - sizeof *w || w->event.phase >= SMTPLOG_PHASES || !w->times ||
        w->times > TIMES_MOST || !context_is_time(w->event.time))
        return 0;
    struct smtplog_slice rest = slice_from(slice_head(bytes, w->len), sizeof *w);
    *form = slice_head(rest, w->form_len);
    rest = slice_from(rest, w->form_len);
    for (size_t i = 0; i < EVENT_TEXTS; i++) {
        struct smtplog_slice *s = event_text(&w->event, i);
        if (s->len > rest.len || (s->len && !s->ptr))
            return 0;
        s->ptr = s->ptr ? rest.ptr : NULL;
        rest = slice_from(rest, s->len);
    }
    w->event.form = NULL;
    w->event.tag = w->event.reason = w->event.cause = w->event.provider = slice_of(NULL, 0);
    return 1;
}

/* ---- Verdicts ---- */

/* The reply that was sent in its place. */
static void replace_reply(struct passage *p, struct event *e)
{
    struct reply sent = reply_read(p->said->reply, p->said->joint, &p->c->scratch);

    if (!sent.code)
        return;
    e->code = sent.code;
    e->code_implied = 0;
    e->enhanced = sent.enhanced;
}

/* A login's 3xx, once the dialogue's end has counted.  RFC 4954 section 4: after a login, AUTH is
 * answered 503. */
static void settle_login(struct passage *p, const struct context *s, struct event *e)
{
    const struct smtplog_event *end = p ? p->said : NULL;
    uint32_t phase = e->phase;
    int is_code = e->code >= 300 && e->code < 400;
    int32_t *intermediate = is_code ? &e->code : &e->after_code;
    int counted = end && (end->refused[phase] || end->accepted[phase]);
    int is_open = counted ? end->refused[phase] > s->n.told[phase] : !s->n.told[phase];

    if (is_open && (!counted || !end->accepted[phase]) && end && evidence_of_logins(p))
        return;
    if (!is_open && s->n.settled[phase] && is_code) {
        e->after_code = e->code;
        e->code = s->n.settled[phase];
        e->final = 0;                   /* told by that answer */
        return;
    }
    *intermediate = 0;
    if (is_open && counted && end->accepted[phase] && is_code) {
        e->code = 503;
        e->enhanced = SLICE_LIT("5.5.1");
    }
    e->code_implied = e->code != 0;
}

/* Changes the event by the decision; 0: there is none.  `p` is NULL where no record gave it: then
 * nothing is told. */
static int apply(struct passage *p, const struct context *s, struct waiting *w,
                 struct smtplog_slice form, enum decision decision)
{
    struct event *e = &w->event;
    const int told = p && decision == TOLD;

    if (w->flags & SMTPLOG_IF_OPEN)
        settle_login(p, s, e);
    switch (w->wait) {
    case SMTPLOG_WAIT_REAL:
        return told;
    case SMTPLOG_WAIT_HABIT:
        return p && evidence_of_habit(p, e, form, told);
    case SMTPLOG_WAIT_OTHER:
        if (told && p->said->flags & SMTPLOG_REPLACES)
            replace_reply(p, e);
        else if (told)
            e->final = 0;
        break;
    case SMTPLOG_WAIT_MESSAGE:
        if (told && p->message)
            message_fill(e, p->message);
        break;
    case SMTPLOG_WAIT_SENT:
        if (told)
            e->phase = p->said->phase;
        else
            e->code = 0, e->code_implied = 0;
        break;
    case SMTPLOG_WAIT_PHASE:
        if (told)
            e->phase = p->said->phase;
        message_fill(e, s);             /* more may have become known */
        break;
    default:
        break;
    }
    return 1;
}

/* What waited is told with what became known meanwhile, and as it stands where the log was
 * rotated away in between. */
static void tell(struct correlator *c, struct context *s, struct waiting *w)
{
    struct event *e = &w->event;
    const struct correlate_record *now = c->now;

    if (now && now->file != w->file) {  /* its log was rotated away: this one told it */
        e->source = now->source;
        e->line_no = now->line->number;
    }
    e->helo = first_known(e->helo, s, FACT_HELO);
    event_settle(e);
    /* a client that goes away after it was refused has not failed once more */
    if (e->disposition == SMTPLOG_ABORTED && !e->code && s->n.failed)
        e->final = 0;
    if (e->final)
        s->n.failed = 1;
    passage_tell(c, e, w->times);
}

/* Hands each that waits to decide(); those left undecided stay.  1: what was awaited came. */
static int sift(struct correlator *c, struct passage *p, struct context *s,
                 enum decision (*decide)(const struct passage *p, const struct waiting *w))
{
    struct strbuf all = s->waiting;
    struct smtplog_slice rest = strbuf_view(&all), form;
    struct waiting w;
    int came = 0;

    s->waiting = (struct strbuf){0};
    s->dirty = 1;
    for (; take(rest, &w, &form); rest = slice_from(rest, w.len)) {
        enum decision decision = decide(p, &w);
        if (decision == UNDECIDED)
            strbuf_slice(&s->waiting, slice_head(rest, w.len));
        else if (apply(p, s, &w, form, decision))
            tell(c, s, &w);
        came |= decision == TOLD;
    }
    strbuf_release(&all);
    return came;
}

/* The dialogue's messages follow one another. */
static enum decision by_message(const struct passage *p, const struct waiting *w)
{
    struct smtplog_slice id = p->said->queue_id;

    if (!id.len)
        return UNDECIDED;
    if (!slice_eq(id, w->event.queue_id))
        return NOT_TOLD;
    return w->awaits & p->said->tells ? TOLD : UNDECIDED;
}

/* What this record decides of one waiting event.  One that waits for the next record alone is
 * decided by any; a reply that is sent later (SMTPLOG_WAIT_SENT) waits until the dialogue ends. */
static enum decision by_record(const struct passage *p, const struct waiting *w)
{
    int ends = (p->said->flags & SMTPLOG_SESSION_ENDS) != 0;

    if (w->wait == SMTPLOG_WAIT_MESSAGE && !ends)
        return by_message(p, w);
    if (w->awaits & p->said->tells)
        return TOLD;
    if (ends || (w->wait && w->wait != SMTPLOG_WAIT_SENT))
        return NOT_TOLD;
    return UNDECIDED;
}

static int is_of_same_reply(const struct passage *p, const struct waiting *w)
{
    const struct smtplog_event *said = p->said;
    const struct reply reply = reply_read(said->reply, said->joint, &p->c->scratch);

    return slice_eq(said->peer_ip, w->event.peer_ip) &&
           slice_eq(said->text.ptr ? said->text : reply.text, w->event.text);
}

/* The outcome for a recipient of the message; further recipients go to other servers meanwhile. */
static enum decision by_outcome(const struct passage *p, const struct waiting *w)
{
    const struct smtplog_event *said = p->said;
    const int is_outcome = said->kind != SMTPLOG_FACTS && said->disposition != SMTPLOG_ATTEMPT;

    if (is_outcome && is_of_same_reply(p, w))
        return w->awaits & said->tells ? TOLD : NOT_TOLD;
    if ((said->flags & SMTPLOG_MESSAGE_ENDS) ||
        p->record->line->time - w->event.time > OUTCOME_WITHIN)
        return NOT_TOLD;
    return UNDECIDED;
}

int waiting_decide(struct passage *p)
{
    if (p->message && p->message->waiting.len)
        sift(p->c, p, p->message, by_outcome);
    if (!p->session || !p->session->waiting.len)
        return 0;
    return sift(p->c, p, p->session, by_record);
}

static enum decision give_up(const struct passage *p, const struct waiting *w)
{
    (void)p;
    (void)w;
    return NOT_TOLD;
}

void waiting_end(struct correlator *c, struct context *place)
{
    if (place->waiting.len)
        sift(c, NULL, place, give_up);
}

static enum decision what_stands(const struct passage *p, const struct waiting *w)
{
    (void)p;
    return w->wait == SMTPLOG_WAIT_OTHER ? NOT_TOLD : UNDECIDED;
}

/* The same where what is learnt later can still be told: then nothing has to wait for it. */
static enum decision what_is_known(const struct passage *p, const struct waiting *w)
{
    return w->wait == SMTPLOG_WAIT_MESSAGE ? NOT_TOLD : what_stands(p, w);
}

void waiting_at_end(struct correlator *c)
{
    for (struct context *s = c->contexts.oldest; s; s = s->newer)
        if (s->waiting.len)
            sift(c, NULL, s, c->sink.message ? what_is_known : what_stands);
}
