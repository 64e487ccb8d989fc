/* Every record of a log is a sign of life and comes by here, so the usual case, another record of
 * a process that spoke a moment ago, is answered without hashing. */
#include "ingest/flow_sum.h"

#include "base/units.h"
#include "base/mem.h"

#include <stdlib.h>

static int64_t hour_of(int64_t time)
{
    return time - ((time % HOUR) + HOUR) % HOUR;
}

/* Appends a text so that no two lists of texts give one key; answers it there, once the key is
 * whole: as an offset until then. */
static void add_text(struct strbuf *key, struct smtplog_slice text)
{
    uint32_t len = text.ptr ? (uint32_t)text.len : UINT32_MAX;
    strbuf_add(key, (const char *)&len, sizeof len);
    if (text.ptr)
        strbuf_slice(key, text);
}

static struct smtplog_slice take_text(struct smtplog_slice *key)
{
    uint32_t len;
    memcpy(&len, key->ptr, sizeof len);
    *key = slice_from(*key, sizeof len);
    if (len == UINT32_MAX)
        return slice_of(NULL, 0);
    struct smtplog_slice text = slice_head(*key, len);
    *key = slice_from(*key, len);
    return text;
}

/* The sum's texts point into its own key. */
static struct flow *find_flow(struct flow_sum *s, const struct flow *flow)
{
    const int64_t numbers[] = {hour_of(flow->time), flow->direction};
    strbuf_clear(&s->key);
    strbuf_add(&s->key, (const char *)numbers, sizeof numbers);
    add_text(&s->key, flow->host);
    add_text(&s->key, flow->process);
    add_text(&s->key, flow->domain);
    strbuf_slice(&s->key, flow->mta);
    struct map_entry *e = map_put(&s->flows, strbuf_view(&s->key));
    struct flow *sum = e->value;
    if (sum)
        return sum;
    e->value = sum = mem_alloc(sizeof *sum);
    struct smtplog_slice key = slice_from(e->key, sizeof numbers);
    sum->time = numbers[0];
    sum->direction = flow->direction;
    sum->host = take_text(&key);
    sum->process = take_text(&key);
    sum->domain = take_text(&key);
    sum->mta = flow->mta;               /* static */
    return sum;
}

static int is_recent(const struct flow_recent *r, const struct flow *f, int64_t hour)
{
    return r->sum && r->hour == hour && r->direction == f->direction && r->mta == f->mta.ptr &&
           r->host_len == f->host.len && r->process_len == f->process.len &&
           memcmp(r->host, f->host.len ? f->host.ptr : "", f->host.len) == 0 &&
           memcmp(r->process, f->process.len ? f->process.ptr : "", f->process.len) == 0;
}

static struct flow *recent_flow(struct flow_sum *s, const struct flow *f)
{
    int64_t hour = hour_of(f->time);
    for (unsigned i = 0; i < FLOW_RECENT; i++)
        if (is_recent(&s->recent[i], f, hour))
            return s->recent[i].sum;
    struct flow *sum = find_flow(s, f);
    if (f->host.len > FLOW_NAME || f->process.len > FLOW_NAME)
        return sum;
    struct flow_recent *r = &s->recent[s->next++ % FLOW_RECENT];
    *r = (struct flow_recent){
        .hour = hour, .direction = f->direction, .host_len = (uint32_t)f->host.len,
        .process_len = (uint32_t)f->process.len, .mta = f->mta.ptr, .sum = sum,
    };
    memcpy(r->host, f->host.len ? f->host.ptr : "", f->host.len);
    memcpy(r->process, f->process.len ? f->process.ptr : "", f->process.len);
    return sum;
}

void flow_sum_add(struct flow_sum *s, const struct flow *flow)
{
    struct flow *sum = flow->domain.ptr ? find_flow(s, flow) : recent_flow(s, flow);
    for (int i = 0; i < FLOWS; i++)
        sum->n[i] += flow->n[i];
}

void flow_sum_login(struct flow_sum *s, const struct login *login)
{
    const int64_t hour = hour_of(login->time);
    strbuf_clear(&s->key);
    strbuf_add(&s->key, (const char *)&hour, sizeof hour);
    add_text(&s->key, login->host);
    add_text(&s->key, login->user);
    add_text(&s->key, login->client_name);
    add_text(&s->key, login->client_ip);
    struct map_entry *e = map_put(&s->logins, strbuf_view(&s->key));
    struct login *sum = e->value;
    if (!sum) {
        e->value = sum = mem_alloc(sizeof *sum);
        struct smtplog_slice key = slice_from(e->key, sizeof hour);
        sum->time = login->time;        /* of the first: rows tell when a user was first there */
        sum->host = take_text(&key);
        sum->user = take_text(&key);
        sum->client_name = take_text(&key);
        sum->client_ip = take_text(&key);
    }
    sum->messages += login->messages;
    sum->time = login->time < sum->time ? login->time : sum->time;
}

void flow_sum_give(struct flow_sum *s, void (*flow)(void *to, const struct flow *sum),
                   void (*login)(void *to, const struct login *sum), void *to)
{
    const struct map_entry *e;
    for (size_t at = 0; (e = map_next(&s->flows, &at));)
        flow(to, e->value);
    for (size_t at = 0; (e = map_next(&s->logins, &at));)
        login(to, e->value);
    map_clear(&s->flows, free);
    map_clear(&s->logins, free);
    memset(s->recent, 0, sizeof s->recent);
}

void flow_sum_release(struct flow_sum *s)
{
    map_release(&s->flows, free);
    map_release(&s->logins, free);
    strbuf_release(&s->key);
}
