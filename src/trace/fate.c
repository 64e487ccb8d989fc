/* Several lines tell of one recipient; the last one that decides is his fate. */
#include "trace/fate.h"

#include "base/mem.h"

static int says(const struct trace_event *e, const char *disposition)
{
    return e->disposition && strcmp(e->disposition, disposition) == 0;
}

/* What the event says became of its recipient; 0: nothing. */
static int end_of(const struct trace_event *e, enum trace_end *end)
{
    static const struct { const char *disposition; enum trace_end end; } ends[] = {
        {"deferred", TRACE_WAITS}, {"bounced", TRACE_BOUNCED}, {"expired", TRACE_EXPIRED},
        {"discarded", TRACE_DISCARDED},
    };
    if (e->step == TRACE_DELIVERED) {
        *end = TRACE_ARRIVED;
        return 1;
    }
    for (size_t i = 0; e->step == TRACE_FAILURE && i < sizeof ends / sizeof *ends; i++)
        if (says(e, ends[i].disposition)) {
            *end = ends[i].end;
            return 1;
        }
    return 0;
}

static struct trace_fate *fate_of(struct trace_message *m, const char *recipient)
{
    for (size_t i = 0; i < m->fates_len; i++)
        if (strcmp(m->fates[i].recipient, recipient) == 0)
            return &m->fates[i];
    m->fates = mem_grow(m->fates, &m->fates_cap, m->fates_len + 1, sizeof *m->fates);
    m->fates[m->fates_len] = (struct trace_fate){.recipient = recipient};
    return &m->fates[m->fates_len++];
}

/* Something happens to all who still wait. */
static void end_waiting(struct trace_message *m, const struct trace_event *e, enum trace_end end)
{
    for (size_t i = 0; i < m->fates_len; i++)
        if (m->fates[i].end == TRACE_WAITS) {
            m->fates[i].end = end;
            m->fates[i].by = e;
        }
}

void trace_find_fates(struct trace_message *m)
{
    enum trace_end end = TRACE_WAITS;
    m->fates_len = 0;
    for (size_t i = 0; i < m->len; i++) {
        const struct trace_event *e = &m->events[i];
        if (e->direction && strcmp(e->direction, "inbound") == 0)
            continue;                   /* a reply to the client is no delivery */
        if (e->step == TRACE_ENDED) {
            end_waiting(m, e, TRACE_REMOVED);
        } else if (end_of(e, &end)) {
            if (e->recipient) {
                struct trace_fate *f = fate_of(m, e->recipient);
                f->end = end;
                f->by = e;
            } else if (end != TRACE_WAITS) {
                end_waiting(m, e, end);
            }
        }
    }
}

/* ---- Hops ---------------------------------------------------------------------------------- */

static struct trace_hop *add_hop(struct trace_message *m, struct trace_hop hop)
{
    for (size_t i = 0; i < m->hops_len; i++)
        if (m->hops[i].back == hop.back && strcmp(m->hops[i].queue_id, hop.queue_id) == 0)
            return &m->hops[i];
    m->hops = mem_grow(m->hops, &m->hops_cap, m->hops_len + 1, sizeof *m->hops);
    m->hops[m->hops_len] = hop;
    return &m->hops[m->hops_len++];
}

/* What the message's own events say of the next and of the former queue id. */
static void find_own(struct trace_message *m)
{
    m->hops_len = 0;
    for (size_t i = 0; i < m->len; i++) {
        const struct trace_event *e = &m->events[i];
        if (e->next_queue_id)
            add_hop(m, (struct trace_hop){e->next_queue_id, e->hop, 0, e->time, 0, 0});
        if (e->former_queue_id)
            add_hop(m, (struct trace_hop){e->former_queue_id, e->hop, 1, e->time, 0, 0});
    }
}

static int is_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* The life that the queue id had then, or the one with the Message-ID of ours where clocks differ
 * by more; 1-based, 0: not told. */
static size_t find_life(const struct trace *t, const struct trace_message *own,
                        const struct trace_hop *hop)
{
    size_t same = 0;
    for (size_t i = 0; i < t->len; i++) {
        const struct trace_message *m = &t->messages[i];
        if (strcmp(m->queue_id, hop->queue_id) != 0)
            continue;
        if (trace_is_near(m, hop->time))
            return i + 1;
        if (hop->kind == TRACE_QUEUED_AS && is_text(own->message_id, m->message_id))
            same = i + 1;
    }
    return same;
}

/* The next server takes a message in after it came here, and before its delivery is logged here:
 * by how much the first line there lies outside, its clock is ahead.  A second is what stamps
 * without a fraction hide. */
static int64_t clock_ahead(const struct trace_message *from, const struct trace_message *to,
                           int64_t delivered)
{
    enum { HIDDEN = 1 };
    if (!to->began || !from->host || !to->host || strcmp(from->host, to->host) == 0)
        return 0;
    if (to->first > delivered + HIDDEN)
        return to->first - delivered;
    return from->began && to->first < from->first - HIDDEN ? to->first - from->first : 0;
}

/* The other end learns of the hop, if it did not say so itself. */
static void link_back(struct trace *t, size_t from, size_t at)
{
    struct trace_message *own = &t->messages[from];
    struct trace_hop hop = own->hops[at];
    size_t to = find_life(t, own, &hop);
    if (!to || to == from + 1)
        return;
    int64_t ahead = hop.kind == TRACE_QUEUED_AS && !hop.back
        ? clock_ahead(own, &t->messages[to - 1], hop.time) : hop.ahead;
    own->hops[at].to = to;
    own->hops[at].ahead = ahead;
    struct trace_hop *other = add_hop(
        &t->messages[to - 1],
        (struct trace_hop){own->queue_id, hop.kind, !hop.back, hop.time, 0, 0});
    other->to = from + 1;
    other->ahead = -ahead;
}

/* A delivery to another queue that the story knows is no arrival: that story tells how it
 * ended. */
static void hand_on(struct trace_message *m)
{
    for (size_t i = 0; i < m->len; i++)
        for (size_t k = 0; k < m->hops_len && m->events[i].step == TRACE_DELIVERED; k++)
            if (m->events[i].next_queue_id && m->hops[k].to && !m->hops[k].back &&
                strcmp(m->hops[k].queue_id, m->events[i].next_queue_id) == 0)
                m->events[i].handed_on = 1;
    for (size_t i = 0; i < m->fates_len; i++)
        if (m->fates[i].end == TRACE_ARRIVED && m->fates[i].by->handed_on)
            m->fates[i].end = TRACE_HANDED_ON;
}

void trace_find_hops(struct trace *t)
{
    for (size_t i = 0; i < t->len; i++)
        find_own(&t->messages[i]);
    for (size_t i = 0; i < t->len; i++)
        for (size_t k = 0; k < t->messages[i].hops_len; k++)
            link_back(t, i, k);
    for (size_t i = 0; i < t->len; i++)
        hand_on(&t->messages[i]);
}
