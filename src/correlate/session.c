/* session.c - which dialogue a record stands in, and what is known of it
 *
 * A dialogue is known by its key or by its program and process id.  Syslog drops lines, and
 * process ids come back: so only records that answer a client open or find one, and a
 * record that names another client than the dialogue's is of another dialogue, whose
 * beginning was not seen.
 *
 * Some logs have no process ids (mailcow's page, metalog).  There a dialogue is known by its
 * client, from its beginning to its end, as long as that client holds no other: where two overlap
 * their records cannot be told apart, so none of them is joined to anything until all have ended.
 * As a beginning may have been dropped, too, what the client said of itself is never joined. */
#include "correlate/passage.h"

enum { NAME_MOST = 64 };

/* Seconds after which a dialogue without a sign of life is over though its end was not seen: twice
 * what Postfix (smtpd_timeout) and Exim (smtp_receive_timeout) wait for a command. */
enum { IDLE_MOST = 600 };

static struct smtplog_slice write_number(char *name, size_t n, uint32_t number)
{
    for (uint32_t rest = number; rest || n == 0; rest /= 10)
        name[n++] = (char)('0' + rest % 10);
    return slice_of(name, n);
}

static int is_by_client(const struct passage *p)
{
    return !p->said->session.len && p->record->line->pid == 0;
}

/* The dialogue's name, perhaps in room[NAME_MOST]; empty: it has none. */
static struct smtplog_slice name_of(const struct passage *p, char *room)
{
    const struct smtplog_event *said = p->said;

    if (said->session.len)
        return said->session;
    if (said->direction != SMTPLOG_INBOUND)
        return slice_of(NULL, 0);
    if (!is_by_client(p))
        return write_number(room, 0, p->record->line->pid);
    if (!said->peer_ip.len || said->peer_ip.len > NAME_MOST - 12)
        return slice_of(NULL, 0);
    memcpy(room, said->peer_ip.ptr, said->peer_ip.len);
    room[said->peer_ip.len] = '#';
    return write_number(room, said->peer_ip.len + 1, said->peer_port);
}

static int has_other_client(const struct context *s, const struct smtplog_event *said)
{
    struct smtplog_slice known = context_fact(s, FACT_PEER_IP);
    return known.len && said->peer_ip.len && !slice_eq(known, said->peer_ip);
}

/* One more dialogue of the client's begins, or one of several ends. */
static void crowd(struct passage *p, struct context *s)
{
    const uint32_t flags = p->said->flags;

    if (flags & SMTPLOG_SESSION_BEGINS) {
        waiting_end(p->c, s);
        s->n.crowd = s->n.crowd ? s->n.crowd : 1;
        s->n.crowd = s->n.crowd < UINT8_MAX ? s->n.crowd + 1 : s->n.crowd;
    } else if (flags & SMTPLOG_SESSION_ENDS && --s->n.crowd == 0) {
        context_drop(&p->c->contexts, s);
        return;
    }
    s->dirty = 1;
    context_touch(&p->c->contexts, s, s->key, p->record->line->time);
}

/* Of a dialogue known by its client: 1 if this record is its, and of no other of that client; else
 * those that overlap are counted. */
static int stands_alone(struct passage *p, struct context *s)
{
    const int begins = (p->said->flags & SMTPLOG_SESSION_BEGINS) != 0;
    const int idle = s && p->record->line->time - s->n.touched > IDLE_MOST;

    if (!s || (idle && s->n.crowd)) {
        if (s)
            context_forget(&p->c->contexts, s);
        return begins;
    }
    if (idle || (!begins && !s->n.crowd))
        return 1;
    crowd(p, s);
    return 0;
}

static int is_worth_a_context(const struct passage *p)
{
    const struct smtplog_event *said = p->said;

    return said->flags & (SMTPLOG_SESSION_BEGINS | SMTPLOG_SETTLES | SMTPLOG_ONCE) ||
           said->helo.len || said->sasl_user.len ||
           (waiting_wants(p) && said->wait != SMTPLOG_WAIT_PHASE);
}

void passage_find_session(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    const struct smtplog_line *line = p->record->line;
    char room[NAME_MOST];
    const struct smtplog_slice name = name_of(p, room);

    if (!name.len)
        return;
    struct smtplog_slice key = passage_key(p, KEY_SESSION, name, line->tag);
    struct context *s = context_find(&p->c->contexts, key);
    if ((!s && !is_worth_a_context(p)) || (is_by_client(p) && !stands_alone(p, s)))
        return;
    if (s && ((said->flags & SMTPLOG_SESSION_BEGINS) || has_other_client(s, said) ||
              line->time - s->n.touched > CONTEXT_AGE)) {
        waiting_end(p->c, s);
        context_forget(&p->c->contexts, s);
    }
    p->session = context_touch(&p->c->contexts, s, s ? s->key : key, line->time);
}

void passage_learn_session(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    struct context *s = p->session;

    if (!s)
        return;
    context_learn(s, FACT_PEER_NAME, said->peer_name);
    context_learn(s, FACT_PEER_IP, said->peer_ip);
    if (said->peer_port)
        s->n.peer_port = (uint16_t)said->peer_port;
    if (is_by_client(p))
        return;
    context_learn(s, FACT_HELO, said->helo);
    if (!(said->flags & SMTPLOG_SETTLES))   /* a failed login is nobody's */
        context_learn(s, FACT_SASL_USER, said->sasl_user);
}

void passage_join_session(struct passage *p)
{
    struct event *e = &p->event;
    const struct context *s = p->session;

    e->peer_name = e->peer_ip.ptr ? e->peer_name : first_known(e->peer_name, s, FACT_PEER_NAME);
    e->peer_ip = first_known(e->peer_ip, s, FACT_PEER_IP);
    if (!e->peer_port && s)
        e->peer_port = s->n.peer_port;
    if (e->direction != SMTPLOG_INBOUND)    /* a server that this one asked submits nothing */
        return;
    e->helo = first_known(e->helo, s, FACT_HELO);
    e->sasl_user = first_known(e->sasl_user, s, FACT_SASL_USER);
    if (!e->client_ip.ptr && !e->client_name.ptr) {
        e->client_name = e->peer_name;
        e->client_ip = e->peer_ip;
    }
}
