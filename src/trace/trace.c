/* What the database has of a trace. */
#include "trace/trace.h"

#include "base/mem.h"
#include "store/query.h"

#include <stdlib.h>

static char *copy(struct store_query *q, int column)
{
    struct smtplog_slice text = store_text(q, column);
    return text.ptr && text.len ? mem_strn(text.ptr, text.len) : NULL;
}

/* Columns of schema/query/trace_events.sql, in order. */
enum {
    EVENT_TIME, EVENT_MICROS, EVENT_DIGITS, EVENT_HOST, EVENT_MTA, EVENT_PROCESS,
    EVENT_DIRECTION, EVENT_PHASE, EVENT_CODE, EVENT_CODE_IMPLIED, EVENT_CLASS, EVENT_ENHANCED,
    EVENT_DISPOSITION, EVENT_ORIGIN, EVENT_TAG, EVENT_AFTER_CODE, EVENT_ECHO, EVENT_FINAL,
    EVENT_QUEUE_ID, EVENT_SENDER, EVENT_RECIPIENT, EVENT_PEER_NAME, EVENT_PEER_IP,
    EVENT_SASL_USER, EVENT_TEXT, EVENT_CAUSE, EVENT_PROVIDER, EVENT_SOURCE, EVENT_LINE_NO
};

/* A failure as the database keeps it. */
static void add_event(struct trace_message *m, struct store_query *q)
{
    struct trace_event *e = trace_add_event(m, &(struct event){.time = store_int(q, EVENT_TIME)});
    if (!e)
        return;
    e->micros = (int32_t)store_int(q, EVENT_MICROS);
    e->digits = (int32_t)store_int(q, EVENT_DIGITS);
    e->code = (int32_t)store_int(q, EVENT_CODE);
    e->code_implied = store_int(q, EVENT_CODE_IMPLIED) != 0;
    e->class = (int32_t)store_int(q, EVENT_CLASS);
    e->after_code = (int32_t)store_int(q, EVENT_AFTER_CODE);
    e->echo = store_int(q, EVENT_ECHO) != 0;
    e->final = store_int(q, EVENT_FINAL) != 0;
    e->line_no = store_int(q, EVENT_LINE_NO);
    e->stored = 1;
    const struct { char **text; int column; } texts[] = {
        {&e->host, EVENT_HOST}, {&e->mta, EVENT_MTA}, {&e->process, EVENT_PROCESS},
        {&e->direction, EVENT_DIRECTION}, {&e->phase, EVENT_PHASE},
        {&e->enhanced, EVENT_ENHANCED}, {&e->disposition, EVENT_DISPOSITION},
        {&e->origin, EVENT_ORIGIN}, {&e->tag, EVENT_TAG},
        {&e->queue_id, EVENT_QUEUE_ID}, {&e->recipient, EVENT_RECIPIENT},
        {&e->peer_name, EVENT_PEER_NAME}, {&e->peer_ip, EVENT_PEER_IP},
        {&e->sasl_user, EVENT_SASL_USER}, {&e->text, EVENT_TEXT}, {&e->cause, EVENT_CAUSE},
        {&e->provider, EVENT_PROVIDER},
        {&e->source, EVENT_SOURCE},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].text = copy(q, texts[i].column);
    e->sender = store_copy(q, EVENT_SENDER);
}

/* Columns of schema/query/trace_messages.sql and trace_message_ids.sql, in order. */
enum {
    MESSAGE_NO, MESSAGE_HOST, MESSAGE_QUEUE_ID, MESSAGE_MESSAGE_ID, MESSAGE_FIRST,
    MESSAGE_LAST, MESSAGE_SENDER, MESSAGE_CLIENT_NAME, MESSAGE_CLIENT_IP, MESSAGE_SASL_USER,
    MESSAGE_HELO, MESSAGE_SIZE
};

/* A message as the database keeps it. */
static void add_message(struct trace *t, struct store_query *q)
{
    struct trace_message m = {.id = store_int(q, MESSAGE_NO), .first = store_int(q, MESSAGE_FIRST),
                              .last = store_int(q, MESSAGE_LAST),
                              .size = store_int(q, MESSAGE_SIZE)};
    const struct { char **text; int column; } texts[] = {
        {&m.host, MESSAGE_HOST}, {&m.queue_id, MESSAGE_QUEUE_ID},
        {&m.message_id, MESSAGE_MESSAGE_ID}, {&m.client_name, MESSAGE_CLIENT_NAME},
        {&m.client_ip, MESSAGE_CLIENT_IP}, {&m.sasl_user, MESSAGE_SASL_USER},
        {&m.helo, MESSAGE_HELO},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].text = copy(q, texts[i].column);
    m.sender = store_copy(q, MESSAGE_SENDER);
    trace_add_message(t, &m);
}

static struct store_query *ask_events(struct store *s, struct period p)
{
    struct store_query *q = store_query(s, SQL_TRACE_EVENTS);
    store_bind_int(q, 2, p.since);
    store_bind_int(q, 3, p.until);
    store_bind_int(q, 5, TRACE_EVENTS + 1);
    return q;
}

/* Columns of schema/query/trace_fates.sql, in order. */
enum { FATE_RECIPIENT, FATE_TIME };

/* What is known of a success: that the recipient got it at last. */
static void add_fate(struct trace_message *m, struct store_query *q)
{
    struct smtplog_slice recipient = store_text(q, FATE_RECIPIENT);
    const struct event delivered = {
        .time = store_int(q, FATE_TIME), .class = 2, .direction = SMTPLOG_OUTBOUND,
        .host = slice_str(m->host), .queue_id = slice_str(m->queue_id), .recipient = recipient,
        .sender = slice_str(m->sender),
    };
    struct trace_event *e = trace_add_event(m, &delivered);
    if (!e)
        return;
    e->step = TRACE_DELIVERED;
    e->stored = 1;
    if (e->time > m->last)
        m->last = e->time;
}

/* Its failures, and what became of its recipients. */
static int load_message(struct trace_message *m, struct store *s)
{
    struct store_query *q = ask_events(s, (struct period){m->first, m->last});
    store_bind_int(q, 1, m->id);
    while (store_next(q))
        add_event(m, q);
    int failed = store_query_end(q);
    q = store_query(s, SQL_TRACE_FATES);
    store_bind_int(q, 1, m->id);
    while (store_next(q))
        add_fate(m, q);
    return failed | store_query_end(q);
}

/* By queue id or by Message-ID; each with its events. */
static int find_messages(struct trace *t, struct store *s, enum store_statement which,
                         const char *word)
{
    struct store_query *q = store_query(s, which);
    size_t first = t->len;
    store_bind_text(q, 1, slice_str(word));
    while (store_next(q))
        add_message(t, q);
    int failed = store_query_end(q);
    for (size_t i = first; i < t->len; i++)
        failed |= load_message(&t->messages[i], s);
    return failed;
}

int trace_build(struct trace *t, struct store *s, const char *word, struct period period)
{
    *t = (struct trace){0};
    if (!*word)
        return STORE_OK;
    int failed = find_messages(t, s, SQL_TRACE_MESSAGES, word);
    if (!t->len && (strchr(word, '@') || *word == '<'))
        failed |= find_messages(t, s, SQL_TRACE_MESSAGE_IDS, word);
    if (t->len)
        return failed;
    struct store_query *q = ask_events(s, (struct period){period.since, period.until - 1});
    store_bind_text(q, 4, slice_str(word));
    while (store_next(q))
        add_event(&t->named, q);
    return failed | store_query_end(q);
}

/* Is this queue id's turn still to come: told by a log, and not asked for yet? */
static int is_to_be_asked(const struct trace *t, size_t at)
{
    for (size_t i = 0; i < t->len; i++)
        if (strcmp(t->messages[i].queue_id, t->messages[at].queue_id) == 0 &&
            (t->messages[i].id || i < at))
            return 0;
    return 1;
}

/* Other lives of a queue id than those told are no part of the story. */
static int is_told(const struct trace *t, size_t told, const struct trace_message *stored)
{
    for (size_t i = 0; i < told; i++)
        if (!t->messages[i].id && trace_is_same(&t->messages[i], stored))
            return 1;
    return 0;
}

int trace_build_more(struct trace *t, struct store *s)
{
    size_t told = t->len, kept = told;
    int failed = 0;
    for (size_t i = 0; i < told; i++)
        if (is_to_be_asked(t, i)) {
            char *id = mem_str(t->messages[i].queue_id);
            failed |= find_messages(t, s, SQL_TRACE_MESSAGES, id);
            free(id);
        }
    for (size_t i = told; i < t->len; i++)
        if (is_told(t, told, &t->messages[i]))
            t->messages[kept++] = t->messages[i];
        else
            trace_release_message(&t->messages[i]);
    t->len = kept;
    return failed;
}
