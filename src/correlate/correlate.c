/* correlate.c - leads records through the room, and tells what comes of them */
#include "correlate/correlate.h"

#include "base/hash.h"
#include "base/mem.h"
#include "correlate/passage.h"
#include "correlate/recipients.h"
#include "smtp/address.h"
#include "smtp/reply.h"

#include <stdlib.h>

static void give_way(void *to, struct context *c)
{
    waiting_end(to, c);
}

struct correlator *correlator_new(const struct correlate_sink *sink)
{
    struct correlator *c = mem_alloc(sizeof *c);
    c->sink = *sink;
    c->contexts.limit = CONTEXTS_MOST;
    c->contexts.give_way = give_way;
    c->contexts.to = c;
    return c;
}

void correlator_free(struct correlator *c)
{
    if (!c)
        return;
    context_table_release(&c->contexts);
    strbuf_release(&c->key);
    strbuf_release(&c->text);
    strbuf_release(&c->scratch);
    strbuf_release(&c->domain);
    strbuf_release(&c->place);
    free(c);
}

void correlator_shelve(struct correlator *c, const struct context_shelf *shelf)
{
    c->contexts.shelf = shelf;
    c->contexts.limit = CONTEXTS_BEFORE_SHELF;
}

static void settle_signs(struct correlator *c)
{
    if (c->sink.flow)
        flows_settle(&c->signs, &c->sink);
}

void correlator_save(struct correlator *c, const struct context_saver *saver)
{
    settle_signs(c);
    context_save(&c->contexts, saver);
}

void correlator_load(struct correlator *c, struct smtplog_slice key, struct smtplog_slice blob)
{
    context_load(&c->contexts, key, blob);
    if (key.len && key.ptr[0] == KEY_QUEUE)
        passage_know_queue(c, key);
}

void correlate_end(struct correlator *c, int for_good)
{
    settle_signs(c);
    waiting_at_end(c);
    for (struct context *s = c->contexts.oldest; for_good && s; s = s->newer)
        waiting_end(c, s);
}

/* Writes "MTA\0HOST\0" of the record, unless that stands there already: lines come in runs of one
 * host. */
static void find_place(struct correlator *c, const struct correlate_record *record)
{
    struct smtplog_slice host = record->line->host;

    if (c->mta.ptr == record->mta.ptr && slice_eq(c->host, host) && !c->host.ptr == !host.ptr)
        return;
    settle_signs(c);
    strbuf_clear(&c->place);
    strbuf_add(&c->place, record->mta.ptr, record->mta.len + 1);
    strbuf_slice(&c->place, host);
    strbuf_char(&c->place, '\0');
    c->mta = record->mta;
    c->host = slice_of(host.ptr ? c->place.ptr + record->mta.len + 1 : NULL, host.len);
    c->signs.ends = c->signs.begins;    /* what comes is of another host */
}

struct smtplog_slice passage_key(struct passage *p, char kind, struct smtplog_slice name,
                                 struct smtplog_slice more)
{
    const struct smtplog_slice place = strbuf_view(&p->c->place);
    struct strbuf *b = &p->c->key;

    strbuf_clear(b);
    char *at = strbuf_room(b, 1 + place.len + name.len + (more.len ? more.len + 1 : 0));
    *at++ = kind;
    memcpy(at, place.ptr, place.len);
    at += place.len;
    if (name.len)
        memcpy(at, name.ptr, name.len);
    at += name.len;
    if (more.len) {
        *at++ = '\0';
        memcpy(at, more.ptr, more.len);
    }
    return strbuf_view(b);
}

struct context *passage_context(struct passage *p, char kind, struct smtplog_slice name,
                                struct smtplog_slice more)
{
    struct smtplog_slice key = passage_key(p, kind, name, more);
    struct context *found = context_find(&p->c->contexts, key);
    return context_touch(&p->c->contexts, found, key, p->record->line->time);
}

/* The members that the record itself gives. */
static void state(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    const struct smtplog_line *line = p->record->line;
    struct event *e = &p->event;
    struct reply reply = {0};

    if (said->reply.ptr)
        reply = reply_read(said->reply, said->joint, &p->c->text);
    *e = (struct event){
        .time = line->time, .micros = p->record->micros, .digits = p->record->digits,
        .host = line->host, .mta = p->record->mta, .process = said->process,
        .direction = said->direction, .phase = said->phase, .disposition = said->disposition,
        .origin = said->origin, .after_code = said->after_code,
        .code = said->code ? said->code : reply.code,
        .code_implied = said->code && (said->flags & SMTPLOG_CODE_IMPLIED),
        .enhanced = said->enhanced, .challenge = said->challenge,
        .queue_id = said->queue_id, .message_id = said->message_id, .sender = said->sender,
        .recipient = said->recipient, .peer_name = said->peer_name, .peer_ip = said->peer_ip,
        .peer_port = said->peer_port, .client_name = said->client_name,
        .client_ip = said->client_ip,
        .sasl_user = said->sasl_user, .helo = said->helo, .size = said->size,
        .text = said->text.ptr ? said->text : reply.text,
        .echo = (said->flags & SMTPLOG_IS_ECHO) != 0, .probe = (said->flags & SMTPLOG_PROBE) != 0,
        .source = p->record->source, .line_no = line->number, .form = said->form,
    };
    if (reply.enhanced.ptr)             /* the reply's own words before dsn= */
        e->enhanced = reply.enhanced;
    e->final = !(said->flags & SMTPLOG_NOT_FINAL) && said->disposition != SMTPLOG_WARNED &&
               said->disposition != SMTPLOG_ATTEMPT;
}

/* What the dialogue says of this event: a repeat is no failure. */
static void settle(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct event *e = &p->event;
    struct context *s = p->session, *where = p->message ? p->message : p->session;
    uint32_t phase = said->phase < SMTPLOG_PHASES ? said->phase : 0;

    /* a client that goes away after it was refused has not failed once more */
    if (e->disposition == SMTPLOG_ABORTED && !e->code && s && s->n.failed)
        e->final = 0;
    if ((said->flags & SMTPLOG_SETTLES) && s && e->code) {
        s->n.settled[phase] = (uint16_t)e->code;
        if (s->n.told[phase] < UINT8_MAX)
            s->n.told[phase]++;
        s->dirty = 1;
    }
    if ((said->flags & SMTPLOG_ONCE) && where &&
        context_seen(where, hash_bytes(e->text.ptr, e->text.len, (uint64_t)e->disposition)))
        e->final = 0;
}

uint64_t correlate_identity(const struct smtplog_line *line, const struct smtplog_event *said,
                            const char *mta)
{
    struct smtplog_slice words = said->identity.ptr ? said->identity : line->body;
    return hash_bytes(words.ptr, words.len, (uint64_t)line->time * 31 + (unsigned char)mta[0]);
}

/* The event, as far as records tell it. */
static void know(struct passage *p)
{
    state(p);
    passage_join_session(p);
    passage_join_message(p);
    if ((p->said->flags & SMTPLOG_AFTER_BY_PEER) && p->said->kind == SMTPLOG_FAILURE)
        p->event.after_code = evidence_of_peer(p, p->event.after_code);
    p->event.identity = p->record->identity;
    p->known = 1;
}

/* ---- What is told ---- */

void passage_tell(struct correlator *c, const struct event *e, uint32_t times)
{
    struct reply_count r = {
        .time = e->time, .host = e->host, .mta = e->mta, .direction = e->direction,
        .code = e->code,
        .class = e->class, .n = times,
    };
    for (uint32_t i = times; i > 0; i--)
        r.n -= !c->sink.event(c->sink.to, e);
    if (!e->final || e->echo || !r.n || !c->sink.reply)
        return;
    strbuf_clear(&c->key);
    if (e->direction != SMTPLOG_INBOUND && address_domain(&c->key, e->recipient))
        r.domain = strbuf_view(&c->key);
    c->sink.reply(c->sink.to, &r);
}

static void count_successes(struct passage *p, uint32_t direction, int32_t code, uint32_t n)
{
    struct reply_count r = {
        .time = p->record->line->time, .host = p->record->line->host,
        .mta = p->record->mta, .direction = direction, .code = code, .class = 2, .n = n,
    };
    if (!p->c->sink.reply)
        return;
    if (direction != SMTPLOG_INBOUND)
        r.domain = flows_domain(&p->flows);
    p->c->sink.reply(p->c->sink.to, &r);
}

/* A failed delivery waits, a later success or final failure of the recipient ends that. */
static void follow_recipient(struct passage *p, int succeeded)
{
    const struct smtplog_event *said = p->said;
    struct context *m = p->message;

    if (m && said->disposition == SMTPLOG_EXPIRED && !said->recipient.len) {
        uint64_t n = (uint64_t)context_settle_all(m);   /* the queue manager gave up on them all */
        flows_tell(&p->flows, SMTPLOG_OUTBOUND, FLOW_BOUNCED, n);
        flows_tell(&p->flows, SMTPLOG_OUTBOUND, FLOW_SETTLED, n);
        return;
    }
    if (!m || !said->recipient.len || said->direction == SMTPLOG_INBOUND)
        return;
    uint64_t hash = hash_bytes(said->recipient.ptr, said->recipient.len, 0);
    if (said->disposition == SMTPLOG_DEFERRED) {
        flows_tell(&p->flows, said->direction, FLOW_PUT_OFF, (uint64_t)context_wait(m, hash));
        return;
    }
    if (said->disposition == SMTPLOG_ATTEMPT || said->disposition == SMTPLOG_HELD ||
        !context_settle(m, hash))
        return;
    flows_tell(&p->flows, said->direction, FLOW_SETTLED, 1);
    if (!succeeded)
        return;
    struct delivery_fate fate = {p->record->line->host, said->queue_id, said->recipient,
                                 said->peer_name, m->n.began, p->record->line->time};
    if (p->c->sink.delivered)
        p->c->sink.delivered(p->c->sink.to, &fate);
}

/* Is told already whose message it is? */
static int is_known(const struct context *m)
{
    return m && context_fact(m, FACT_SENDER).ptr &&
           (context_fact(m, FACT_CLIENT_IP).ptr || context_fact(m, FACT_CLIENT_NAME).ptr);
}

/* A failure is told at once, or waits for the line that decides it: the end of its dialogue, its
 * message's sender. */
static void fail(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct event *e = &p->event;
    int waits = waiting_wants(p) && !(said->wait == SMTPLOG_WAIT_MESSAGE && is_known(p->message));

    know(p);
    settle(p);
    follow_recipient(p, 0);
    if (e->final && !e->probe && e->direction != SMTPLOG_INBOUND && e->recipient.len &&
        (e->disposition == SMTPLOG_BOUNCED || e->disposition == SMTPLOG_EXPIRED))
        flows_tell(&p->flows, e->direction, FLOW_BOUNCED, p->record->times);
    if (p->message && !p->message->n.failed)
        p->message->n.failed = p->message->dirty = 1;
    if (waits && waiting_place(p)) {
        waiting_add(p);
        return;
    }
    if (waits && !waiting_stands(p, e))
        return;
    event_settle(e);
    if (p->session && e->final && !p->session->n.failed)
        p->session->n.failed = p->session->dirty = 1;
    passage_tell(p->c, e, p->record->times);
}

static void succeed(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct smtplog_slice reply = said->reply;
    int32_t code = said->code;

    if (!code)
        scan_code(&reply, &code);
    count_successes(p, said->direction, code, p->record->times);
    flows_delivery(&p->flows, p->record->times);
    if (said->flags & SMTPLOG_AFTER_BY_PEER)
        evidence_learn_peer(p);
    follow_recipient(p, 1);
}

/* ---- The way through ---- */

static void tell_heard(struct passage *p)
{
    struct event *e = &p->event;
    const struct correlate_heard heard = {
        .record = p->record, .event = e,
        .life = p->message ? p->message->life : 0, .dialogue = p->session ? p->session->life : 0,
    };
    if (!p->known)
        know(p);
    if (!waiting_stands(p, e))
        return;
    event_settle(e);
    p->c->sink.heard(p->c->sink.to, &heard);
}

/* The 2xx replies that a session's end counts by command; those of one code are told at once. */
static void count_accepted(struct passage *p)
{
    enum { CODE_220, CODE_221, CODE_235, CODE_250, CODE_252, CODES };
    static const int16_t codes[CODES] = {220, 221, 235, 250, 252};
    static const uint8_t code_of[SMTPLOG_PHASES] = {
        [SMTPLOG_CONNECT] = CODE_220, [SMTPLOG_EHLO] = CODE_250, [SMTPLOG_STARTTLS] = CODE_220,
        [SMTPLOG_AUTH] = CODE_235, [SMTPLOG_MAIL] = CODE_250, [SMTPLOG_RCPT] = CODE_250,
        [SMTPLOG_DATA] = CODE_250, [SMTPLOG_EOD] = CODE_250, [SMTPLOG_RSET] = CODE_250,
        [SMTPLOG_VRFY] = CODE_252, [SMTPLOG_ETRN] = CODE_250, [SMTPLOG_QUIT] = CODE_221,
        [SMTPLOG_OTHER] = CODE_250,
    };
    uint32_t n[CODES] = {0};

    for (uint32_t i = 1; i < SMTPLOG_PHASES; i++)
        n[code_of[i]] += p->said->accepted[i];
    for (uint32_t i = 0; i < CODES; i++)
        if (n[i])
            count_successes(p, SMTPLOG_INBOUND, codes[i], n[i]);
}

/* What the record says itself, unless it only decided what waited. */
static void tell_own(struct passage *p, int decided)
{
    const struct smtplog_event *said = p->said;

    if (said->kind == SMTPLOG_FAILURE && !(decided && said->flags & SMTPLOG_REPLACES))
        fail(p);
    else if (said->kind == SMTPLOG_SUCCESS)
        succeed(p);
    count_accepted(p);
}

/* The way of one record: find what it belongs to, learn from it, let it decide what waited, tell
 * it, and end what it ends. Order matters: a line that ends a session still has that session's
 * facts. */
static void lead_through(struct correlator *c, const struct correlate_record *record)
{
    struct passage p;
    const uint32_t flags = record->said->flags;

    p.c = c;
    p.record = record;
    p.said = record->said;
    p.message = p.session = NULL;
    p.known = 0;
    p.flows = (struct flows){.sink = &c->sink, .record = record, .scratch = &c->domain};

    c->now = record;
    find_place(c, record);
    passage_find_session(&p);
    passage_find_message(&p);
    passage_learn_session(&p);
    passage_learn_message(&p);
    evidence_learn(&p);
    tell_own(&p, waiting_decide(&p));
    flows_record(&p.flows, &c->signs, c->host);
    if (c->sink.heard)
        tell_heard(&p);
    if (p.message && (flags & SMTPLOG_MESSAGE_ENDS))
        context_end(&c->contexts, p.message);
    if (p.session && (flags & SMTPLOG_SESSION_ENDS)) {
        waiting_end(c, p.session);
        context_drop(&c->contexts, p.session);
    }
    c->now = NULL;
}

static int is_mapped(struct smtplog_slice ip)
{
    return ip.len > 7 && ip.ptr[0] == ':' && ip.ptr[1] == ':';
}

static void lead(struct correlator *c, const struct correlate_record *record,
                 const struct smtplog_event *said)
{
    struct correlate_record plain = *record;

    plain.said = said;
    lead_through(c, &plain);
}

/* The same of each further recipient; only the first record counts what is not theirs. */
static void lead_others(struct correlator *c, const struct correlate_record *record,
                        struct smtplog_event *said)
{
    struct smtplog_slice list = said->further;

    memset(said->accepted, 0, sizeof said->accepted);
    memset(said->refused, 0, sizeof said->refused);
    said->flags &= ~(uint32_t)(SMTPLOG_MESSAGE_BEGINS | SMTPLOG_SESSION_BEGINS);
    do
        said->identity = recipients_words(list, record->line->body);
    while (recipients_next(&list, &said->recipient) && (lead(c, record, said), list.len));
}

void correlate(struct correlator *c, const struct correlate_record *record)
{
    struct smtplog_event said = *record->said;

    if (is_mapped(said.peer_ip) || is_mapped(said.client_ip)) {
        said.peer_ip = address_ip(said.peer_ip);
        said.client_ip = address_ip(said.client_ip);
    }
    lead(c, record, &said);
    if (said.further.len)
        lead_others(c, record, &said);
}
