/* Messages and events that came from logs and from the database: each once, in order. */
#include "base/mem.h"
#include "base/text.h"
#include "base/units.h"
#include "trace/trace.h"
#include "trace/fate.h"

#include <stdlib.h>

/* A message's failures lie within its life.  Where the log begins in the middle of it, older ones
 * may be known; where it ends in the middle, younger ones. */
int trace_is_same(const struct trace_message *logged, const struct trace_message *stored)
{
    enum { MOMENT = 60, LIFE_MOST = 8 * DAY };
    if (strcmp(logged->queue_id, stored->queue_id) != 0 ||
        (logged->host && stored->host && strcmp(logged->host, stored->host) != 0))
        return 0;                       /* lines may name no host, and `ingest --host` one */
    return stored->last >= logged->first - (logged->began ? MOMENT : LIFE_MOST) &&
           stored->first <= logged->last + (logged->ended ? MOMENT : LIFE_MOST);
}

/* Equal texts, where one went through the database. */
static int is_equal(const char *a, const char *b)
{
    if (!a || !b)
        return a == b;
    if (strcmp(a, b) == 0)
        return 1;
    struct strbuf clean[2] = {{0}, {0}};
    text_clean(&clean[0], slice_str(a));
    text_clean(&clean[1], slice_str(b));
    int equal = slice_eq(strbuf_view(&clean[0]), strbuf_view(&clean[1]));
    strbuf_release(&clean[0]);
    strbuf_release(&clean[1]);
    return equal;
}

/* The same thing happening, whoever told it: by what was said, or by where it stands. */
static int is_same_event(const struct trace_event *a, const struct trace_event *b)
{
    if (a->time != b->time || a->step != b->step || a->micros != b->micros)
        return 0;
    if (a->step == TRACE_DELIVERED)     /* the database knows no more of these */
        return is_equal(a->recipient, b->recipient);
    if (a->line_no && a->line_no == b->line_no && is_equal(a->source, b->source))
        return 1;
    return a->code == b->code && is_equal(a->queue_id, b->queue_id) &&
           is_equal(a->disposition, b->disposition) && is_equal(a->recipient, b->recipient) &&
           is_equal(a->text, b->text);
}

/* Within a second: fractions where both logs write them, a submission first, the end last, else
 * as the log has it. */
static int by_time(const void *a, const void *b)
{
    const struct trace_event *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    if (x->digits && y->digits && x->micros != y->micros)
        return x->micros < y->micros ? -1 : 1;
    if (x->step != y->step && (x->step == TRACE_SUBMITTED || y->step == TRACE_SUBMITTED))
        return x->step == TRACE_SUBMITTED ? -1 : 1;
    if (x->step != y->step && (x->step == TRACE_ENDED || y->step == TRACE_ENDED))
        return x->step == TRACE_ENDED ? 1 : -1;
    return x->line_no < y->line_no ? -1 : x->line_no > y->line_no;
}

static void sort(struct trace_message *m)
{
    if (m->len)
        qsort(m->events, m->len, sizeof *m->events, by_time);
}

/* The first event at or after the time. */
static size_t find_time(const struct trace_message *m, int64_t time)
{
    size_t low = 0, high = m->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->events[middle].time < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The sorted message has this event already: another one, from a log or, for events of no message,
 * from wherever. */
static int has_event(const struct trace_message *m, const struct trace_event *e, int any)
{
    for (size_t i = find_time(m, e->time); i < m->len && m->events[i].time == e->time; i++)
        if (&m->events[i] != e && (any || !m->events[i].stored) && is_same_event(&m->events[i], e))
            return 1;
    return 0;
}

/* A delivery is told with its microseconds by a log and without by the database. */
static void round_deliveries(struct trace_message *m)
{
    for (size_t i = 0; i < m->len; i++)
        if (m->events[i].step == TRACE_DELIVERED && m->events[i].stored)
            for (size_t k = find_time(m, m->events[i].time);
                 k < m->len && m->events[k].time == m->events[i].time; k++)
                if (m->events[k].step == TRACE_DELIVERED && !m->events[k].stored &&
                    is_equal(m->events[k].recipient, m->events[i].recipient))
                    m->events[i].micros = m->events[k].micros;
}

/* What both database and log tell is shown from the log, which has the line. */
static void drop_repeated(struct trace_message *m)
{
    char *drop = mem_alloc(m->len + 1);
    size_t kept = 0;
    round_deliveries(m);
    for (size_t i = 0; i < m->len; i++)
        drop[i] = m->events[i].stored && has_event(m, &m->events[i], 0) != 0;
    for (size_t i = 0; i < m->len; i++)
        if (drop[i])
            trace_release_event(&m->events[i]);
        else
            m->events[kept++] = m->events[i];
    m->len = kept;
    free(drop);
}

static void take_text(char **to, char **from)
{
    if (*to)
        return;
    *to = *from;
    *from = NULL;
}

/* The stored message's events and facts into the logged one. */
static void merge(struct trace_message *to, struct trace_message *from)
{
    for (size_t i = 0; i < from->len; i++)
        trace_move_event(to, &from->events[i]);
    take_text(&to->message_id, &from->message_id);
    take_text(&to->sender, &from->sender);
    take_text(&to->helo, &from->helo);
    take_text(&to->sasl_user, &from->sasl_user);
    if (!to->client_name && !to->client_ip) {
        take_text(&to->client_name, &from->client_name);
        take_text(&to->client_ip, &from->client_ip);
    }
    to->size = to->size ? to->size : from->size;
    to->first = from->first < to->first ? from->first : to->first;
    to->last = from->last > to->last ? from->last : to->last;
    to->left_out += from->left_out;
    trace_release_message(from);
}

/* A message of the logs and the same one of the database are one. */
static void join_messages(struct trace *t)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->len; i++)
        for (size_t k = 0; k < t->len && t->messages[i].id; k++)
            if (t->messages[k].queue_id && !t->messages[k].id &&
                trace_is_same(&t->messages[k], &t->messages[i])) {
                merge(&t->messages[k], &t->messages[i]);
                break;
            }
    for (size_t i = 0; i < t->len; i++)
        if (t->messages[i].queue_id)
            t->messages[kept++] = t->messages[i];
    t->len = kept;
}

static int is_told_elsewhere(const struct trace *t, const struct trace_event *e)
{
    for (size_t i = 0; i < t->len; i++)
        if (has_event(&t->messages[i], e, 1))
            return 1;
    return 0;
}

/* Events that name the word and stand in no message told; the latest. */
static void settle_named(struct trace *t)
{
    struct trace_message *m = &t->named;
    size_t kept = 0;
    sort(m);
    drop_repeated(m);
    for (size_t i = 0; i < m->len; i++)
        if (m->events[i].stored && is_told_elsewhere(t, &m->events[i]))
            trace_release_event(&m->events[i]);
        else
            m->events[kept++] = m->events[i];
    m->len = kept;
    size_t surplus = kept > TRACE_EVENTS ? kept - TRACE_EVENTS : 0;
    for (size_t i = 0; i < surplus; i++)
        trace_release_event(&m->events[i]);
    m->len -= surplus;
    for (size_t i = 0; i < m->len && surplus; i++)
        m->events[i] = m->events[i + surplus];
    t->cut = surplus || m->left_out;
}

static int by_first_time(const void *a, const void *b)
{
    const struct trace_message *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return strcmp(x->queue_id, y->queue_id);
}

void trace_conclude(struct trace *t)
{
    join_messages(t);
    if (t->len)
        qsort(t->messages, t->len, sizeof *t->messages, by_first_time);
    for (size_t i = 0; i < t->len; i++) {
        sort(&t->messages[i]);
        drop_repeated(&t->messages[i]);
        trace_find_fates(&t->messages[i]);
    }
    trace_find_hops(t);
    settle_named(t);
}
