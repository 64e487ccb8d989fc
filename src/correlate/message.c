/* message.c - which message a record is of, and what is known of it
 *
 * A queue id names a message for a while, on one host, in one queue.  Instances of a server on one
 * host have queues of their own (Postfix multi_instance_name), and services of one
 * instance may bear names like instances (syslog_name in master.cf): only the queue
 * manager's name is surely one. */
#include "correlate/passage.h"

#include "base/hash.h"
#include "base/units.h"

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

/* ---- Instances ---- */

static int has_queue(const struct correlator *c, uint64_t instance)
{
    for (size_t i = 0; i < c->queues_len; i++)
        if (c->queues[i] == instance)
            return 1;
    return 0;
}

/* Short names, "postfix", are their own number: every record asks. */
static uint64_t hash_instance(struct smtplog_slice instance)
{
    uint64_t n = 0;

    if (instance.len > sizeof n)
        return hash_bytes(instance.ptr, instance.len, 0);
    memcpy(&n, instance.ptr, instance.len);
    return n;
}

void passage_know_queue(struct correlator *c, struct smtplog_slice key)
{
    struct smtplog_slice mta, host;

    key = slice_from(key, 1);
    if (scan_until(&key, '\0', &mta) && scan_until(&key, '\0', &host) &&
        c->queues_len < QUEUES_MOST)
        c->queues[c->queues_len++] = hash_instance(key);
}

static void learn_queue(struct passage *p, uint64_t instance)
{
    if (has_queue(p->c, instance) || p->c->queues_len == QUEUES_MOST)
        return;
    p->c->queues[p->c->queues_len++] = instance;
    passage_context(p, KEY_QUEUE, p->said->instance, (struct smtplog_slice){0})->dirty = 1;
}

/* The message of this instance, where another's holds the queue id.  NULL with *key
 * set: none yet. */
static struct context *of_instance(struct passage *p, struct context *m, uint64_t instance,
                                   struct smtplog_slice *key)
{
    struct smtplog_slice own_key = passage_key(p, KEY_MESSAGE, p->said->queue_id,
                                               p->said->instance);
    struct context *own = context_find(&p->c->contexts, own_key);
    int known = has_queue(p->c, instance);

    if (own || (p->said->flags & SMTPLOG_MESSAGE_BEGINS) ||
        (known && has_queue(p->c, m->n.instance))) {
        *key = own_key;
        return own;
    }
    if (known)                         /* its first line was of a service with a name of its own */
        m->n.instance = instance;
    *key = m->key;
    return m;
}

/* The same, where the other's was done with and forgotten. */
static struct context *left_alone(struct passage *p, struct smtplog_slice *key)
{
    struct context *own = context_find(
        &p->c->contexts, passage_key(p, KEY_MESSAGE, p->said->queue_id, p->said->instance));
    *key = own ? own->key : passage_key(p, KEY_MESSAGE, p->said->queue_id,
                                        (struct smtplog_slice){0});
    return own;
}

void passage_find_message(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    int64_t now = p->record->line->time;
    uint64_t instance = said->instance.len ? hash_instance(said->instance) : 0;

    if (instance && said->flags & SMTPLOG_HAS_QUEUE)
        learn_queue(p, instance);
    if (!said->queue_id.len)
        return;
    struct smtplog_slice key = passage_key(p, KEY_MESSAGE, said->queue_id,
                                           (struct smtplog_slice){0});
    struct context *m = context_find(&p->c->contexts, key);
    if (m && instance && m->n.instance && m->n.instance != instance)
        m = of_instance(p, m, instance, &key);
    else if (!m && instance && p->c->queues_len > 1)
        m = left_alone(p, &key);
    if (m && is_reused(m, said, now)) {
        waiting_end(p->c, m);
        context_forget(&p->c->contexts, m);
    }
    p->message = context_touch(&p->c->contexts, m, key, now);
    if (!p->message->n.instance)
        p->message->n.instance = instance;
}

/* ---- What is known ---- */

/* A message with failures on record became better known. */
static void tell_message(struct passage *p, const struct context *m, struct smtplog_slice queue_id)
{
    const struct event facts = {
        .time = p->record->line->time, .host = p->record->line->host,
        .mta = p->record->mta,
        .queue_id = queue_id, .message_began = m->n.began, .size = m->n.size,
        .message_id = context_fact(m, FACT_MESSAGE_ID), .sender = context_fact(m, FACT_SENDER),
        .client_name = context_fact(m, FACT_CLIENT_NAME),
        .client_ip = context_fact(m, FACT_CLIENT_IP),
        .sasl_user = context_fact(m, FACT_SASL_USER), .helo = context_fact(m, FACT_HELO),
    };
    if (p->c->sink.message)
        p->c->sink.message(p->c->sink.to, &facts);
}

/* Who submitted it: who spoke to this server, in the dialogue where the record stands. */
static int learn_submitter(struct passage *p, struct context *m)
{
    const struct smtplog_event *said = p->said;
    const struct context *s = p->session;
    /* who speaks to this server submits */
    int peer_submits = said->direction == SMTPLOG_INBOUND, news = 0;
    struct smtplog_slice name = said->client_name, ip = said->client_ip;

    if (!name.ptr && !ip.ptr && peer_submits) {
        name = first_known(said->peer_name, s, FACT_PEER_NAME);
        ip = first_known(said->peer_ip, s, FACT_PEER_IP);
    }
    news |= context_learn(m, FACT_CLIENT_NAME, name);
    news |= context_learn(m, FACT_CLIENT_IP, ip);
    news |= context_learn(m, FACT_SASL_USER, first_known(said->sasl_user, s, FACT_SASL_USER));
    news |= context_learn(m, FACT_HELO, first_known(said->helo, s, FACT_HELO));
    return news;
}

/* ---- Through content filters ---- */

static int is_loopback(struct smtplog_slice ip)
{
    return slice_starts(ip, "127.") || slice_is(ip, "::1");
}

/* Two addresses of one machine, as far as the log tells: a filter's, as it was sent to and as it
 * came back.  A filter behind a socket has no address. */
static int may_be_one(struct smtplog_slice a, struct smtplog_slice b)
{
    return (is_loopback(b) && (!a.len || is_loopback(a))) || (a.len && slice_eq(a, b));
}

/* The message takes over who submitted the one that it was before. */
static void inherit(struct passage *p, struct context *m, const struct context *former,
                    struct smtplog_slice queue_id)
{
    static const enum fact facts[] = {FACT_CLIENT_NAME, FACT_CLIENT_IP, FACT_SASL_USER, FACT_HELO};
    int news = 0;

    if (m == former || m->n.inherited || !context_fact(former, FACT_CLIENT_IP).len)
        return;
    m->n.inherited = 1;
    m->dirty = 1;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct smtplog_slice known = context_fact(former, facts[i]);
        if (known.ptr)
            news |= context_learn(m, facts[i], known);
        else
            m->n.fact[facts[i]].at = 0;     /* the filter's own is nobody's */
    }
    if (news && m->n.failed)
        tell_message(p, m, queue_id);
}

static struct context *find_by_id(struct passage *p, struct smtplog_slice id)
{
    return context_find(&p->c->contexts,
                        passage_key(p, KEY_MESSAGE, id, (struct smtplog_slice){0}));
}

/* "orig_queue_id": the filter passed the former id on (XFORWARD), and whose it was. */
static void follow_back(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct context *former = find_by_id(p, said->former_queue_id);

    if (!former || (said->sender.ptr && !said->sender.len))     /* a notification is nobody's */
        return;
    if (said->client_ip.len && !slice_eq(said->client_ip, said->peer_ip) &&
        !slice_eq(said->client_ip, context_fact(former, FACT_CLIENT_IP)))
        return;
    inherit(p, p->message, former, said->queue_id);
}

/* "queued as", by the filter that this message or this dialogue's message was given to: is the
 * message of that id on this host the same one? */
static void follow_on(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct context *next = find_by_id(p, said->next_queue_id), *m = p->message, spoken = {0};
    struct smtplog_slice sender, ip;

    if (!next || p->record->line->time - next->n.began > HOUR)
        return;
    ip = context_fact(next, FACT_CLIENT_IP);
    if (said->kind == SMTPLOG_SUCCESS && m) {
        if (next->n.began < m->n.began ||
            !(said->direction == SMTPLOG_LOCAL ? !ip.len : may_be_one(said->peer_ip, ip)))
            return;
    } else if (said->kind == SMTPLOG_FACTS && p->session && !m && is_loopback(ip)) {
        m = &spoken;                 /* a filter before the queue: the dialogue is what is known */
        learn_submitter(p, m);
        context_learn(m, FACT_CLIENT_NAME, context_fact(p->session, FACT_PEER_NAME));
        context_learn(m, FACT_CLIENT_IP, context_fact(p->session, FACT_PEER_IP));
        context_learn(m, FACT_SENDER, said->sender);
    } else {
        return;
    }
    sender = context_fact(m, FACT_SENDER);
    if (!sender.ptr || !context_fact(next, FACT_SENDER).ptr ||
        slice_eq(sender, context_fact(next, FACT_SENDER)))
        inherit(p, next, m, said->next_queue_id);
    strbuf_release(&spoken.pool);
}

/* ---- */

void passage_learn_message(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct context *m = p->message;
    int news = 0;

    if (said->next_queue_id.len)
        follow_on(p);
    if (!m)
        return;
    news |= context_learn(m, FACT_SENDER, said->sender);
    if (!m->n.inherited)
        news |= learn_submitter(p, m);
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
        tell_message(p, m, said->queue_id);
    if (said->former_queue_id.len)
        follow_back(p);
}

/* A client speaks for the messages of its own dialogue. */
static void fill_in_peer(struct event *e, const struct context *m)
{
    if (e->direction != SMTPLOG_INBOUND || e->peer_ip.ptr || m->n.inherited)
        return;
    e->peer_ip = context_fact(m, FACT_CLIENT_IP);
    e->peer_name = first_known(e->peer_name, m, FACT_CLIENT_NAME);
    if (e->peer_ip.ptr)
        e->client_name = e->client_ip = slice_of(NULL, 0);
}

void message_fill(struct event *e, const struct context *m)
{
    fill_in_peer(e, m);
    e->sender = first_known(e->sender, m, FACT_SENDER);
    if (m->n.inherited || (!e->client_ip.ptr && !e->client_name.ptr)) {
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

void passage_join_message(struct passage *p)
{
    if (p->message)
        message_fill(&p->event, p->message);
}
