/* session.c - which dialogue a record stands in, and what is known of it
 *
 * A dialogue is known by its key or by its program and process id.  Syslog drops lines, and
 * process ids come back: so only records that answer a client open or find one, and a
 * record that names another client than the dialogue's is of another dialogue, whose
 * beginning was not seen. */
#include "correlate/passage.h"

static int has_other_client(const struct context *s, const struct smtplog_event *said)
{
    struct smtplog_slice known = context_fact(s, FACT_PEER_IP);
    return known.len && said->peer_ip.len && !slice_eq(known, said->peer_ip);
}

void passage_find_session(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    const struct smtplog_line *line = p->record->line;
    struct smtplog_slice name = said->session;
    char pid[16];

    if (said->direction != SMTPLOG_INBOUND && !name.len)
        return;
    if (!name.len) {
        if (line->pid == 0)
            return;
        int n = 0;
        for (uint32_t rest = line->pid; rest || n == 0; rest /= 10)
            pid[n++] = (char)('0' + rest % 10);
        name = slice_of(pid, (size_t)n);
    }
    struct smtplog_slice key = passage_key(p, KEY_SESSION, name, line->tag);
    struct context *s = context_find(&p->c->contexts, key);
    if (!s && !(said->flags & (SMTPLOG_SESSION_BEGINS | SMTPLOG_SETTLES | SMTPLOG_ONCE)) &&
        !said->helo.len && !said->sasl_user.len &&
        !(waiting_wants(p) && said->wait != SMTPLOG_WAIT_PHASE))
        return;     /* nothing worth a context */
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
    context_learn(s, FACT_HELO, said->helo);
    if (!(said->flags & SMTPLOG_SETTLES))   /* a failed login is nobody's */
        context_learn(s, FACT_SASL_USER, said->sasl_user);
    if (said->peer_port)
        s->n.peer_port = (uint16_t)said->peer_port;
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
