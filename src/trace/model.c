/* The parts that a trace is put together from. */
#include "base/mem.h"
#include "base/units.h"
#include "trace/trace.h"

#include <stdlib.h>

enum { CLOCKS_DIFFER = HOUR };

/* NULL stays NULL; of empty texts only a sender means something. */
static char *copy(struct smtplog_slice text, int may_be_empty)
{
    return text.ptr && (text.len || may_be_empty) ? mem_strn(text.ptr, text.len) : NULL;
}

static struct trace_event *new_event(struct trace_message *m)
{
    m->events = mem_grow(m->events, &m->cap, m->len + 1, sizeof *m->events);
    struct trace_event *e = &m->events[m->len++];
    *e = (struct trace_event){.times = 1};
    return e;
}

struct trace_event *trace_add_event(struct trace_message *m, const struct event *e)
{
    if (m->len >= TRACE_EVENTS) {
        m->left_out++;
        return NULL;
    }
    struct trace_event *t = new_event(m);
    t->time = e->time;
    t->micros = e->micros;
    t->digits = e->digits;
    t->code = e->code;
    t->class = e->class;
    t->after_code = e->after_code;
    t->code_implied = e->code_implied;
    t->echo = e->echo;
    t->final = e->final;
    t->line_no = (int64_t)e->line_no;
    const struct { char **to; struct smtplog_slice from; } texts[] = {
        {&t->host, e->host}, {&t->mta, e->mta}, {&t->process, e->process},
        {&t->direction, slice_str(event_direction_word(e->direction))},
        {&t->phase, slice_str(event_phase_word(e->phase))}, {&t->enhanced, e->enhanced},
        {&t->disposition, slice_str(event_disposition_word(e->disposition))},
        {&t->origin, slice_str(event_origin_word(e->origin))}, {&t->tag, e->tag},
        {&t->queue_id, e->queue_id}, {&t->recipient, e->recipient}, {&t->peer_name, e->peer_name},
        {&t->peer_ip, e->peer_ip}, {&t->sasl_user, e->sasl_user}, {&t->text, e->text},
        {&t->cause, e->cause}, {&t->provider, e->provider}, {&t->source, e->source},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].to = copy(texts[i].from, 0);
    t->sender = copy(e->sender, 1);
    return t;
}

void trace_move_event(struct trace_message *to, struct trace_event *e)
{
    *new_event(to) = *e;
    *e = (struct trace_event){0};
}

void trace_learn(struct trace_message *m, const struct event *e)
{
    const struct { char **to; struct smtplog_slice from; } texts[] = {
        {&m->host, e->host}, {&m->queue_id, e->queue_id}, {&m->message_id, e->message_id},
        {&m->client_name, e->client_name}, {&m->client_ip, e->client_ip},
        {&m->sasl_user, e->sasl_user}, {&m->helo, e->helo},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!*texts[i].to)
            *texts[i].to = copy(texts[i].from, 0);
    if (!m->sender)
        m->sender = copy(e->sender, 1);
    if (e->size)
        m->size = e->size;
    if (!m->first || e->time < m->first)
        m->first = e->time;
    if (e->time > m->last)
        m->last = e->time;
}

struct trace_message *trace_add_message(struct trace *t, const struct trace_message *m)
{
    t->messages = mem_grow(t->messages, &t->cap, t->len + 1, sizeof *t->messages);
    t->messages[t->len] = *m;
    return &t->messages[t->len++];
}

int trace_is_near(const struct trace_message *m, int64_t time)
{
    return time >= m->first - CLOCKS_DIFFER && time <= m->last + CLOCKS_DIFFER;
}

int trace_is_empty(const struct trace *t)
{
    return !t->len && !t->named.len;
}

const char *trace_step_word(enum trace_step step)
{
    static const char *const words[] = {
        [TRACE_FAILURE] = "reply", [TRACE_SUBMITTED] = "submitted",
        [TRACE_DELIVERED] = "delivered",
        [TRACE_NOTIFIED] = "notified", [TRACE_ENDED] = "ended",
    };
    return words[step];
}

const char *trace_hop_word(enum trace_hop_kind kind)
{
    static const char *const words[] = {
        [TRACE_NO_HOP] = NULL, [TRACE_QUEUED_AS] = "queued-as", [TRACE_REINJECTED] = "reinjected",
        [TRACE_FORWARDED] = "forwarded", [TRACE_NOTIFICATION] = "notification",
        [TRACE_REQUEUED] = "requeued",
    };
    return words[kind];
}

void trace_release_event(struct trace_event *e)
{
    char *const owned[] = {e->host, e->mta, e->process, e->direction, e->phase, e->enhanced,
                           e->disposition, e->origin, e->tag, e->queue_id, e->sender,
                           e->recipient, e->peer_name, e->peer_ip, e->sasl_user, e->text,
                           e->cause, e->provider, e->source, e->next_queue_id,
                           e->former_queue_id};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
    *e = (struct trace_event){0};
}

void trace_release_message(struct trace_message *m)
{
    char *const owned[] = {m->host, m->queue_id, m->message_id, m->sender, m->client_name,
                           m->client_ip, m->sasl_user, m->helo};
    for (size_t i = 0; i < m->len; i++)
        trace_release_event(&m->events[i]);
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
    free(m->events);
    free(m->fates);
    free(m->hops);
    *m = (struct trace_message){0};
}

void trace_release(struct trace *t)
{
    for (size_t i = 0; i < t->len; i++)
        trace_release_message(&t->messages[i]);
    trace_release_message(&t->named);
    free(t->messages);
    *t = (struct trace){0};
}
