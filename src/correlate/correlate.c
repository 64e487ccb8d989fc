#include "correlate/correlate.h"

#include "correlate/flows.h"

#include "base/hash.h"
#include "base/mem.h"
#include "smtp/address.h"
#include "smtp/reply.h"

#include <stdlib.h>

/* Open contexts kept, and how long one may go untouched: Postfix gives a message five days
 * (maximal_queue_lifetime), Exim's usual retry rule four. */
enum { CONTEXTS_MOST = 100000, CONTEXT_AGE = 8 * 86400 };

struct correlator {
    struct correlate_sink sink;
    struct context_table contexts;
    struct strbuf key, text;
};

/* One record on its way through. */
struct passage {
    struct correlator *c;
    const struct correlate_record *record;
    const struct smtplog_event *said;
    struct context *message, *session;  /* NULL: none */
    struct event event;
    struct flows flows;
};

struct correlator *correlator_new(const struct correlate_sink *sink)
{
    struct correlator *c = mem_alloc(sizeof *c);
    c->sink = *sink;
    c->contexts.limit = CONTEXTS_MOST;
    return c;
}

void correlator_free(struct correlator *c)
{
    if (!c)
        return;
    context_table_release(&c->contexts);
    strbuf_release(&c->key);
    strbuf_release(&c->text);
    free(c);
}

void correlator_save(struct correlator *c, const struct context_saver *saver)
{
    context_save(&c->contexts, saver);
}

void correlator_load(struct correlator *c, struct smtplog_slice key, struct smtplog_slice blob)
{
    context_load(&c->contexts, key, blob);
}

/* A key of kind, MTA, host and name; the same queue id on two hosts is two messages. */
static struct smtplog_slice make_key(struct passage *p, char kind, struct smtplog_slice name)
{
    struct smtplog_slice parts[] = {slice_str(p->record->mta), p->record->line->host, name};
    struct strbuf *b = &p->c->key;

    strbuf_clear(b);
    char *at = strbuf_room(b, parts[0].len + parts[1].len + parts[2].len + 3);
    *at++ = kind;
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].len)
            memcpy(at, parts[i].ptr, parts[i].len);
        at += parts[i].len;
        if (i < 2)
            *at++ = '\0';
    }
    return strbuf_view(b);
}

/* Is this line of another message than the one known by its queue id?  Short ids come back as
 * soon as inode and microsecond do; daemons log side by side, and files may be read in any
 * order, so a line from before the beginning, or a moment after the end, still belongs. */
static int is_reused(const struct context *m, const struct smtplog_event *said, int64_t now)
{
    int begins = (said->flags & SMTPLOG_MESSAGE_BEGINS) != 0;

    if (now < m->n.began)
        return m->n.began - now > CONTEXT_AGE;
    if (m->n.ended)
        return begins || now - m->n.touched > 60;
    return begins ? now - m->n.began > 2 : now - m->n.touched > CONTEXT_AGE;
}

static void find_message(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    int64_t now = p->record->line->time;

    if (!said->queue_id.len)
        return;
    struct smtplog_slice key = make_key(p, 'm', said->queue_id);
    struct context *m = context_find(&p->c->contexts, key);
    if (m && is_reused(m, said, now))
        context_forget(&p->c->contexts, m);
    p->message = context_touch(&p->c->contexts, m, key, now);
}

static void find_session(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    const struct smtplog_line *line = p->record->line;
    char pid[16];

    if (said->direction == SMTPLOG_OUTBOUND || said->direction == SMTPLOG_LOCAL)
        return;
    struct smtplog_slice name = said->session;
    if (!name.len) {
        if (line->pid == 0)
            return;
        int n = 0;
        for (uint32_t rest = line->pid; rest || n == 0; rest /= 10)
            pid[n++] = (char)('0' + rest % 10);
        name = slice_of(pid, (size_t)n);
    }
    struct smtplog_slice key = make_key(p, 's', name);
    struct context *s = context_find(&p->c->contexts, key);
    if (!s && !(said->flags & (SMTPLOG_SESSION_BEGINS | SMTPLOG_SETTLES | SMTPLOG_ONCE)) &&
        !said->helo.len && !said->sasl_user.len)
        return;     /* nothing worth a context */
    if (s && ((said->flags & SMTPLOG_SESSION_BEGINS) || line->time - s->n.touched > CONTEXT_AGE))
        context_forget(&p->c->contexts, s);
    p->session = context_touch(&p->c->contexts, s, key, line->time);
}

static struct smtplog_slice first_known(struct smtplog_slice a, const struct context *c, enum fact which)
{
    return a.ptr || !c ? a : context_fact(c, which);
}

/* A message with failures on record became better known. */
static void tell_message(struct passage *p)
{
    const struct context *m = p->message;
    const struct event facts = {
        .time = p->record->line->time, .host = p->record->line->host, .mta = slice_str(p->record->mta),
        .queue_id = p->said->queue_id, .message_began = m->n.began, .size = m->n.size,
        .message_id = context_fact(m, FACT_MESSAGE_ID), .sender = context_fact(m, FACT_SENDER),
        .client_name = context_fact(m, FACT_CLIENT_NAME), .client_ip = context_fact(m, FACT_CLIENT_IP),
        .sasl_user = context_fact(m, FACT_SASL_USER), .helo = context_fact(m, FACT_HELO),
    };
    if (p->c->sink.message)
        p->c->sink.message(p->c->sink.to, &facts);
}

/* What this record tells for later ones. */
static void learn(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct context *m = p->message, *s = p->session;

    if (s) {
        context_learn(s, FACT_PEER_NAME, said->peer_name);
        context_learn(s, FACT_PEER_IP, said->peer_ip);
        context_learn(s, FACT_HELO, said->helo);
        if (!(said->flags & SMTPLOG_SETTLES))   /* a failed login is nobody's */
            context_learn(s, FACT_SASL_USER, said->sasl_user);
        if (said->peer_port)
            s->n.peer_port = (uint16_t)said->peer_port;
    }
    if (!m)
        return;
    /* who speaks to this server submits */
    int peer_submits = said->direction == SMTPLOG_INBOUND, news = 0;
    struct smtplog_slice name = said->client_name, ip = said->client_ip;
    if (!name.ptr && peer_submits)
        name = said->peer_name;
    if (!ip.ptr && peer_submits)
        ip = said->peer_ip;
    news |= context_learn(m, FACT_SENDER, said->sender);
    news |= context_learn(m, FACT_CLIENT_NAME, name);
    news |= context_learn(m, FACT_CLIENT_IP, ip);
    news |= context_learn(m, FACT_SASL_USER, first_known(said->sasl_user, s, FACT_SASL_USER));
    news |= context_learn(m, FACT_HELO, first_known(said->helo, s, FACT_HELO));
    news |= context_learn(m, FACT_MESSAGE_ID, said->message_id);
    if ((said->flags & SMTPLOG_PROBE) && !m->n.probe)
        m->n.probe = m->dirty = 1;
    if (said->size && said->size != m->n.size) {
        int is_first = !m->n.size && said->kind != SMTPLOG_FAILURE;
        m->n.size = said->size;
        m->dirty = 1;
        if (is_first)
            flows_message(&p->flows, m);
    }
    if (news && m->n.failed)
        tell_message(p);
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
        .host = line->host, .mta = slice_str(p->record->mta), .process = said->process,
        .direction = said->direction, .phase = said->phase, .disposition = said->disposition,
        .origin = said->origin, .after_code = said->after_code,
        .code = said->code ? said->code : reply.code,
        .code_implied = said->code && (said->flags & SMTPLOG_CODE_IMPLIED),
        .enhanced = said->enhanced, .challenge = said->challenge,
        .queue_id = said->queue_id, .message_id = said->message_id, .sender = said->sender,
        .recipient = said->recipient, .peer_name = said->peer_name, .peer_ip = said->peer_ip,
        .peer_port = said->peer_port, .client_name = said->client_name, .client_ip = said->client_ip,
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

/* The members that only other records hold. */
static void join(struct passage *p)
{
    struct event *e = &p->event;
    const struct context *m = p->message, *s = p->session;

    if (e->direction == SMTPLOG_INBOUND) {
        e->peer_name = e->peer_ip.ptr ? e->peer_name : first_known(e->peer_name, s, FACT_PEER_NAME);
        e->peer_ip = first_known(e->peer_ip, s, FACT_PEER_IP);
        if (!e->peer_port && s)
            e->peer_port = s->n.peer_port;
        e->helo = first_known(e->helo, s, FACT_HELO);
        e->sasl_user = first_known(e->sasl_user, s, FACT_SASL_USER);
        if (!e->client_ip.ptr && !e->client_name.ptr) {
            e->client_name = e->peer_name;
            e->client_ip = e->peer_ip;
        }
    }
    if (!m)
        return;
    e->sender = first_known(e->sender, m, FACT_SENDER);
    if (!e->client_ip.ptr && !e->client_name.ptr) {
        e->client_name = context_fact(m, FACT_CLIENT_NAME);
        e->client_ip = context_fact(m, FACT_CLIENT_IP);
    }
    e->sasl_user = first_known(e->sasl_user, m, FACT_SASL_USER);
    e->helo = first_known(e->helo, m, FACT_HELO);
    e->message_id = first_known(e->message_id, m, FACT_MESSAGE_ID);
    e->message_began = m->n.began;
    if (!e->size)
        e->size = m->n.size;
    if (m->n.probe)
        e->probe = 1;
}

/* An implied 3xx gives way to the answer that the session had; a repeat is no failure. */
static void settle(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct event *e = &p->event;
    struct context *s = p->session, *where = p->message ? p->message : p->session;
    uint32_t phase = said->phase < SMTPLOG_PHASES ? said->phase : 0;

    if ((said->flags & SMTPLOG_UNLESS_SETTLED) && s && s->n.settled[phase]) {
        e->after_code = e->code >= 300 && e->code < 400 ? e->code : e->after_code;
        e->code = s->n.settled[phase];
        e->code_implied = 1;
        e->final = 0;
    }
    /* a client that goes away after it was refused has not failed once more */
    if (e->disposition == SMTPLOG_ABORTED && !e->code && s && s->n.failed)
        e->final = 0;
    if ((said->flags & SMTPLOG_SETTLES) && s && e->code) {
        s->n.settled[phase] = (uint16_t)e->code;
        s->dirty = 1;
    }
    if ((said->flags & SMTPLOG_ONCE) && where &&
        context_seen(where, hash_bytes(e->text.ptr, e->text.len, (uint64_t)e->disposition)))
        e->final = 0;
}

/* Equal for copies of one record in several logs: second, MTA and the MTA's own words. */
static uint64_t identity(const struct passage *p)
{
    struct smtplog_slice words = p->said->identity.ptr ? p->said->identity : p->record->line->body;
    uint64_t seed = (uint64_t)p->event.time * 31 + (unsigned char)p->record->mta[0];
    return hash_bytes(words.ptr, words.len, seed);
}

/* The event, as far as records tell it. */
static void know(struct passage *p)
{
    state(p);
    join(p);
    p->event.identity = identity(p);
}

static void count(struct passage *p, uint32_t direction, int32_t code, int32_t class, uint32_t n)
{
    struct reply_count r = {
        .time = p->record->line->time, .host = p->record->line->host, .mta = slice_str(p->record->mta),
        .direction = direction, .code = code, .class = class, .n = n,
    };
    if (!p->c->sink.reply)
        return;
    strbuf_clear(&p->c->key);
    if (direction != SMTPLOG_INBOUND && address_domain(&p->c->key, p->said->recipient))
        r.domain = strbuf_view(&p->c->key);
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
    struct delivery_fate fate = {p->record->line->host, said->queue_id, said->recipient, m->n.began,
                                 p->record->line->time};
    if (p->c->sink.delivered)
        p->c->sink.delivered(p->c->sink.to, &fate);
}

static void fail(struct passage *p)
{
    struct event *e = &p->event;
    uint32_t n = p->record->times;

    know(p);
    settle(p);
    e->class = event_class(e->code, e->enhanced, e->disposition);
    follow_recipient(p, 0);
    if (e->final && !e->probe && e->direction != SMTPLOG_INBOUND && e->recipient.len &&
        (e->disposition == SMTPLOG_BOUNCED || e->disposition == SMTPLOG_EXPIRED))
        flows_tell(&p->flows, e->direction, FLOW_BOUNCED, n);
    if (p->message && !p->message->n.failed)
        p->message->n.failed = p->message->dirty = 1;
    if (p->session && e->final && !p->session->n.failed)
        p->session->n.failed = p->session->dirty = 1;
    for (uint32_t i = n; i > 0; i--)
        n -= !p->c->sink.event(p->c->sink.to, e);
    if (e->final && !e->echo && n)
        count(p, e->direction, e->code, e->class, n);
}

static void succeed(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct smtplog_slice reply = said->reply;
    int32_t code = said->code;

    if (!code)
        scan_code(&reply, &code);
    count(p, said->direction, code, 2, p->record->times);
    flows_delivery(&p->flows, p->record->times);
    follow_recipient(p, 1);
}

static void tell_heard(struct passage *p)
{
    const struct correlate_heard heard = {
        .record = p->record, .event = &p->event,
        .life = p->message ? p->message->life : 0, .dialogue = p->session ? p->session->life : 0,
    };
    if (p->said->kind != SMTPLOG_FAILURE)
        know(p);
    p->c->sink.heard(p->c->sink.to, &heard);
}

/* The 2xx replies that a session's end counts by command. */
static void count_accepted(struct passage *p)
{
    static const int16_t codes[SMTPLOG_PHASES] = {
        [SMTPLOG_CONNECT] = 220, [SMTPLOG_EHLO] = 250, [SMTPLOG_STARTTLS] = 220, [SMTPLOG_AUTH] = 235,
        [SMTPLOG_MAIL] = 250, [SMTPLOG_RCPT] = 250, [SMTPLOG_DATA] = 250, [SMTPLOG_EOD] = 250,
        [SMTPLOG_RSET] = 250, [SMTPLOG_VRFY] = 252, [SMTPLOG_ETRN] = 250, [SMTPLOG_QUIT] = 221,
        [SMTPLOG_OTHER] = 250,
    };
    for (uint32_t i = 1; i < SMTPLOG_PHASES; i++)
        if (p->said->accepted[i])
            count(p, SMTPLOG_INBOUND, codes[i], 2, p->said->accepted[i]);
}

void correlate(struct correlator *c, const struct correlate_record *record)
{
    struct passage p = {.c = c, .record = record, .said = record->said,
                        .flows = {&c->sink, record, &c->key}};

    find_message(&p);
    find_session(&p);
    learn(&p);
    if (p.said->kind == SMTPLOG_FAILURE)
        fail(&p);
    else if (p.said->kind == SMTPLOG_SUCCESS)
        succeed(&p);
    count_accepted(&p);
    flows_tell(&p.flows, p.said->direction, FLOW_RECORDS, record->times);
    if (c->sink.heard)
        tell_heard(&p);
    if (p.message && (p.said->flags & SMTPLOG_MESSAGE_ENDS))
        context_end(&c->contexts, p.message);
    if (p.session && (p.said->flags & SMTPLOG_SESSION_ENDS))
        context_drop(&c->contexts, p.session);
}
