/* tell.c - what a record says itself, as an event with all that other records told of it
 *
 * Replies are counted as they are told, so that a count and its events cannot differ; a success is
 * no event, but it ends the waiting of its recipient.
 */
#include "base/hash.h"
#include "correlate/passage.h"
#include "smtp/address.h"
#include "smtp/reply.h"

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

/* The denominators of every rate.  A domain is the recipient's: deliveries alone have one. */
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
    const int begins = said->disposition == SMTPLOG_DEFERRED;
    if (!begins && !m->n.waiting_len)
        return;                         /* nobody waits: the usual case */
    uint64_t hash = hash_bytes(said->recipient.ptr, said->recipient.len, 0);
    if (begins) {
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

/* Is told already whose message it is?  A client's name without its address is not enough. */
static int is_known(const struct context *m)
{
    return m && context_fact(m, FACT_SENDER).ptr && context_fact(m, FACT_CLIENT_IP).ptr;
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

/* A recipient was delivered to, here or by a remote server.  That server answered DATA with 354,
 * if the parser knows that it did: so it is learned whether it asks before a message. */
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

void passage_tell_heard(struct passage *p)
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
    uint32_t n[CODES] = {0}, any = 0;

    for (uint32_t i = 1; i < SMTPLOG_PHASES; i++)
        any |= p->said->accepted[i];
    if (!any)
        return;
    for (uint32_t i = 1; i < SMTPLOG_PHASES; i++)
        n[code_of[i]] += p->said->accepted[i];
    for (uint32_t i = 0; i < CODES; i++)
        if (n[i])
            count_successes(p, SMTPLOG_INBOUND, codes[i], n[i]);
}

void passage_tell_own(struct passage *p, int decided)
{
    const struct smtplog_event *said = p->said;

    if (said->kind == SMTPLOG_FAILURE && !(decided && said->flags & SMTPLOG_REPLACES))
        fail(p);
    else if (said->kind == SMTPLOG_SUCCESS)
        succeed(p);
    count_accepted(p);
}
