/* remember.c - what a client said or was told, for a later line of its connection
 *
 * Exim forgets a greeting that it refuses, and prints the code of a syntax error nowhere.  Both
 * are wanted again when it drops the connection for them.
 */
#include "exim.h"

struct exim_remembered *exim_remember(struct exim *x, const struct smtplog_event *e, int make)
{
    struct smtplog_slice key = e->session.ptr ? e->session : e->peer_ip;
    struct exim_remembered *m;

    if (key.len == 0 || key.len > sizeof m->client)
        return NULL;
    x->in_order = 1;
    for (size_t i = 0; i < EXIM_REMEMBERED; i++) {
        m = &x->remembered[i];
        if (slice_eq(slice_of(m->client, m->client_len), key))
            return m;
    }
    if (!make)
        return NULL;
    m = &x->remembered[x->next++ % EXIM_REMEMBERED];
    memset(m, 0, sizeof *m);
    memcpy(m->client, key.ptr, key.len);
    m->client_len = key.len;
    return m;
}

void exim_remember_helo(struct exim *x, const struct smtplog_event *e)
{
    struct exim_remembered *m = exim_remember(x, e, 1);

    if (!m || !e->helo.len || e->helo.len > sizeof m->helo)
        return;
    memcpy(m->helo, e->helo.ptr, e->helo.len);
    m->helo_len = e->helo.len;
}

struct smtplog_slice exim_compose(struct exim *x, struct smtplog_slice a, struct smtplog_slice b)
{
    if (a.len + 2 + b.len > sizeof x->reply)
        return a;
    x->in_order = 1;
    memcpy(x->reply, a.ptr, a.len);
    memcpy(x->reply + a.len, ": ", 2);
    memcpy(x->reply + a.len + 2, b.ptr, b.len);
    return slice_of(x->reply, a.len + 2 + b.len);
}
