/* hours.c - keys of numbers: the hour and the host, who or where, and what */
#include "ingest/hours.h"

#include "base/units.h"

enum { NAMES_MOST = 10000 };            /* some megabytes, with the cells that they make */
enum { OF_DOMAINS = FLOWS - FLOW_DELIVERIES };  /* counts that are told of a domain too */
enum { LOGIN_MESSAGES, LOGIN_FIRST, LOGIN_COUNTERS };

/* A cell's key is made of pairs. */
static uint64_t pair(uint32_t high, uint32_t low)
{
    return (uint64_t)high << 32 | low;
}

static uint32_t high(uint64_t pair)
{
    return (uint32_t)(pair >> 32);
}

static uint32_t low(uint64_t pair)
{
    return (uint32_t)pair;
}

static uint32_t hour_of(int64_t time)
{
    return (uint32_t)((time - ((time % HOUR) + HOUR) % HOUR) / HOUR);
}

static int64_t time_of(uint64_t first)
{
    return (int64_t)(int32_t)high(first) * HOUR;
}

static uint32_t number(struct hours *h, struct smtplog_slice text)
{
    return numbered_of(&h->names, text);
}

static uint64_t *cell(struct sums *s, size_t counters, uint64_t first, uint64_t second,
                      uint64_t third)
{
    const uint64_t key[SUMS_KEY] = {first, second, third};
    s->counters = counters;
    return sums_cell(s, key);
}

void hours_reply(struct hours *h, const struct reply_count *c)
{
    *cell(&h->replies, 1, pair(hour_of(c->time), number(h, c->host)),
          pair(number(h, c->domain), (uint32_t)c->code),
          pair(number(h, c->mta), c->direction)) += c->n;
}

void hours_flow(struct hours *h, const struct flow *f)
{
    const uint64_t first = pair(hour_of(f->time), number(h, f->host));
    uint64_t *n = cell(&h->flows, FLOWS, first, pair(number(h, f->mta), number(h, f->process)),
                       f->direction);
    for (int i = 0; i < FLOWS; i++)
        n[i] += f->n[i];
    if (!f->domain.len)
        return;
    n = cell(&h->deliveries, OF_DOMAINS, first,
             pair(number(h, f->domain), number(h, f->provider)), 0);
    for (int i = 0; i < OF_DOMAINS; i++)
        n[i] += f->n[FLOW_DELIVERIES + i];
}

void hours_login(struct hours *h, const struct login *l)
{
    uint64_t *n = cell(&h->logins, LOGIN_COUNTERS,
                       pair(hour_of(l->time), number(h, l->host)),
                       pair(number(h, l->user), number(h, l->client_name)),
                       number(h, l->client_ip));
    if (n[LOGIN_MESSAGES] == 0 || l->time < (int64_t)n[LOGIN_FIRST])
        n[LOGIN_FIRST] = (uint64_t)l->time;
    n[LOGIN_MESSAGES] += l->messages;
}

/* Keys are taken apart as hours_reply() made them. */
static void give_replies(struct hours *h, const struct hours_takers *take)
{
    for (size_t i = 0; i < h->replies.len; i++) {
        const uint64_t *key = sums_at(&h->replies, i);
        const struct reply_count sum = {
            .time = time_of(key[0]), .host = numbered_text(&h->names, low(key[0])),
            .mta = numbered_text(&h->names, high(key[2])),
            .domain = numbered_text(&h->names, high(key[1])), .direction = low(key[2]),
            .code = (int32_t)low(key[1]), .n = (uint32_t)key[SUMS_KEY],
        };
        take->reply(take->to, &sum);
    }
}

/* Keys are taken apart as hours_flow() made them. */
static void give_flows(struct hours *h, const struct hours_takers *take)
{
    for (size_t i = 0; i < h->flows.len; i++) {
        const uint64_t *key = sums_at(&h->flows, i);
        struct flow sum = {
            .time = time_of(key[0]), .host = numbered_text(&h->names, low(key[0])),
            .mta = numbered_text(&h->names, high(key[1])),
            .process = numbered_text(&h->names, low(key[1])), .direction = low(key[2]),
        };
        memcpy(sum.n, key + SUMS_KEY, sizeof sum.n);
        take->flow(take->to, &sum);
    }
    for (size_t i = 0; i < h->deliveries.len; i++) {
        const uint64_t *key = sums_at(&h->deliveries, i);
        struct flow sum = {
            .time = time_of(key[0]), .host = numbered_text(&h->names, low(key[0])),
            .domain = numbered_text(&h->names, high(key[1])),
            .provider = numbered_text(&h->names, low(key[1])),
        };
        memcpy(sum.n + FLOW_DELIVERIES, key + SUMS_KEY, OF_DOMAINS * sizeof *sum.n);
        take->delivery(take->to, &sum);
    }
}

/* Keys are taken apart as hours_login() made them; the address stands alone. */
static void give_logins(struct hours *h, const struct hours_takers *take)
{
    for (size_t i = 0; i < h->logins.len; i++) {
        const uint64_t *key = sums_at(&h->logins, i), *n = key + SUMS_KEY;
        const struct login sum = {
            .time = (int64_t)n[LOGIN_FIRST], .host = numbered_text(&h->names, low(key[0])),
            .user = numbered_text(&h->names, high(key[1])),
            .client_name = numbered_text(&h->names, low(key[1])),
            .client_ip = numbered_text(&h->names, (uint32_t)key[2]), .messages = n[LOGIN_MESSAGES],
        };
        take->login(take->to, &sum);
    }
}

void hours_give(struct hours *h, const struct hours_takers *take)
{
    give_replies(h, take);
    give_flows(h, take);
    give_logins(h, take);
    sums_clear(&h->replies);
    sums_clear(&h->flows);
    sums_clear(&h->deliveries);
    sums_clear(&h->logins);
    numbered_clear(&h->names);
}

int hours_is_full(const struct hours *h)
{
    return numbered_count(&h->names) >= NAMES_MOST;
}

void hours_release(struct hours *h)
{
    sums_release(&h->replies);
    sums_release(&h->flows);
    sums_release(&h->deliveries);
    sums_release(&h->logins);
    numbered_release(&h->names);
}
