#include "report/trace.h"

#include "base/mem.h"
#include "store/query.h"

#include <stdlib.h>

enum { SENDER = 19 };                 /* its column: the one text that means something when empty */

static char *copy(struct store_query *q, int column)
{
    struct smtplog_slice text = store_text(q, column);
    return text.ptr && (text.len || column == SENDER) ? mem_strn(text.ptr, text.len) : NULL;
}

/* Columns of schema/query/trace_events.sql and trace_named.sql. */
static void add_event(struct trace_message *m, struct store_query *q)
{
    m->events = mem_grow(m->events, &m->cap, m->len + 1, sizeof *m->events);
    struct trace_event *e = &m->events[m->len++];
    *e = (struct trace_event){
        .time = store_int(q, 0), .micros = (int32_t)store_int(q, 1),
        .digits = (int32_t)store_int(q, 2), .code = (int32_t)store_int(q, 8),
        .code_implied = store_int(q, 9) != 0, .class = (int32_t)store_int(q, 10),
        .after_code = (int32_t)store_int(q, 15), .echo = store_int(q, 16) != 0,
        .final = store_int(q, 17) != 0, .line_no = store_int(q, 28),
    };
    const struct { char **text; int column; } texts[] = {
        {&e->host, 3}, {&e->mta, 4}, {&e->process, 5}, {&e->direction, 6}, {&e->phase, 7},
        {&e->enhanced, 11}, {&e->disposition, 12}, {&e->origin, 13}, {&e->tag, 14},
        {&e->queue_id, 18}, {&e->sender, SENDER}, {&e->recipient, 20}, {&e->peer_name, 21},
        {&e->peer_ip, 22}, {&e->sasl_user, 23}, {&e->text, 24}, {&e->cause, 25},
        {&e->provider, 26}, {&e->source, 27},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].text = copy(q, texts[i].column);
}

static void add_message(struct trace *t, struct store_query *q)
{
    t->messages = mem_grow(t->messages, &t->cap, t->len + 1, sizeof *t->messages);
    struct trace_message *m = &t->messages[t->len++];
    *m = (struct trace_message){.id = store_int(q, 0), .first = store_int(q, 4),
                                .last = store_int(q, 5), .size = store_int(q, 11)};
    const struct { char **text; int column; } texts[] = {
        {&m->host, 1}, {&m->queue_id, 2}, {&m->header_id, 3}, {&m->client_name, 7},
        {&m->client_ip, 8}, {&m->sasl_user, 9}, {&m->helo, 10},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].text = copy(q, texts[i].column);
    struct smtplog_slice sender = store_text(q, 6);
    m->sender = sender.ptr ? mem_strn(sender.ptr, sender.len) : NULL;
}

static int load_message(struct trace_message *m, struct store *s)
{
    struct store_query *q = store_query(s, SQL_TRACE_EVENTS);
    store_bind_int(q, 1, m->id);
    store_bind_int(q, 2, m->first);
    store_bind_int(q, 3, m->last);
    while (store_next(q))
        add_event(m, q);
    int failed = store_query_end(q);
    q = store_query(s, SQL_TRACE_FATES);
    store_bind_int(q, 1, m->id);
    while (store_next(q)) {
        m->fates = mem_grow(m->fates, &m->fates_cap, m->fates_len + 1, sizeof *m->fates);
        m->fates[m->fates_len++] = (struct trace_fate){copy(q, 0), store_int(q, 1)};
    }
    return failed | store_query_end(q);
}

static int find_messages(struct trace *t, struct store *s, enum store_statement which,
                         const char *word)
{
    struct store_query *q = store_query(s, which);
    store_bind_text(q, 1, slice_str(word));
    while (store_next(q))
        add_message(t, q);
    return store_query_end(q);
}

int trace_build(struct trace *t, struct store *s, const char *word, struct period period)
{
    *t = (struct trace){0};
    if (!*word)
        return STORE_OK;
    int failed = find_messages(t, s, SQL_TRACE_MESSAGES, word);
    if (!t->len && (strchr(word, '@') || *word == '<'))
        failed |= find_messages(t, s, SQL_TRACE_HEADER_IDS, word);
    for (size_t i = 0; i < t->len; i++)
        failed |= load_message(&t->messages[i], s);
    if (t->len)
        return failed;
    struct store_query *q = store_query(s, SQL_TRACE_NAMED);
    store_bind_text(q, 1, slice_str(word));
    store_bind_int(q, 2, period.since);
    store_bind_int(q, 3, period.until);
    store_bind_int(q, 4, TRACE_EVENTS + 1);
    while (store_next(q)) {
        t->cut = t->named.len == TRACE_EVENTS;
        if (!t->cut)
            add_event(&t->named, q);
    }
    return failed | store_query_end(q);
}

int trace_is_empty(const struct trace *t)
{
    return !t->len && !t->named.len;
}

static void release_message(struct trace_message *m)
{
    for (size_t i = 0; i < m->len; i++) {
        struct trace_event *e = &m->events[i];
        char *const owned[] = {e->host, e->mta, e->process, e->direction, e->phase, e->enhanced,
                               e->disposition, e->origin, e->tag, e->queue_id, e->sender,
                               e->recipient, e->peer_name, e->peer_ip, e->sasl_user, e->text,
                               e->cause, e->provider, e->source};
        for (size_t k = 0; k < sizeof owned / sizeof *owned; k++)
            free(owned[k]);
    }
    for (size_t i = 0; i < m->fates_len; i++)
        free(m->fates[i].recipient);
    char *const owned[] = {m->host, m->queue_id, m->header_id, m->sender, m->client_name,
                           m->client_ip, m->sasl_user, m->helo};
    for (size_t k = 0; k < sizeof owned / sizeof *owned; k++)
        free(owned[k]);
    free(m->events);
    free(m->fates);
}

void trace_release(struct trace *t)
{
    for (size_t i = 0; i < t->len; i++)
        release_message(&t->messages[i]);
    release_message(&t->named);
    free(t->messages);
    *t = (struct trace){0};
}
