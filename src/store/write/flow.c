/* Flows, deliveries and logins: sums by hour that no event tells.  The reader has added them up
 * (ingest/hours.h), so few are written as they come; deliveries, a row for each domain, wait for
 * the commit and go in by provider, sorted. */
#include "store/write/write.h"

#include "base/mem.h"

#include <stdlib.h>

enum { ROWS_MOST = 20000 };             /* of deliveries, a megabyte, until they are written */

int store_flow(struct store *s, const struct flow *f)
{
    if (store_ready(s))
        return STORE_FAILED;
    const int64_t hour = store_floor(f->time, HOUR), host = dict_host(s, f->host);
    const char *direction = event_direction_word(f->direction);
    if (host < 0 || sum_stale(s, hour))
        return STORE_FAILED;
    return stmt_run(s, SQL_FLOW_ADD, "iiwwciiiiiiii", hour, host, f->mta, f->process,
                    direction ? direction : "", f->n[FLOW_RECORDS], f->n[FLOW_MESSAGES],
                    f->n[FLOW_SUBMITTED], f->n[FLOW_BYTES], f->n[FLOW_DELIVERIES],
                    f->n[FLOW_BOUNCED], f->n[FLOW_PUT_OFF], f->n[FLOW_SETTLED]);
}

/* ---- delivery_hourly ---- */

/* A row as the statement has it: the key first. */
struct delivery { int64_t hour, host, domain, n[FLOWS - FLOW_DELIVERIES]; };
struct deliveries { struct delivery *list; size_t len, cap; };

static void free_rows(void *value)
{
    struct deliveries *d = value;
    free(d->list);
    free(d);
}

static int order(const void *left, const void *right)
{
    const struct delivery *a = left, *b = right;
    if (a->hour != b->hour)
        return a->hour < b->hour ? -1 : 1;
    if (a->host != b->host)
        return a->host < b->host ? -1 : 1;
    return (a->domain > b->domain) - (a->domain < b->domain);
}

static void forget(struct store *s)
{
    map_clear(&s->deliveries, free_rows);
    s->deliveries_len = 0;
}

static void release(struct store *s)
{
    map_release(&s->deliveries, free_rows);
}

static int flush(struct store *s)
{
    enum { COLUMNS = sizeof(struct delivery) / sizeof(int64_t) };
    size_t at = 0;
    struct map_entry *entry;
    while ((entry = map_next(&s->deliveries, &at))) {
        const struct deliveries *d = entry->value;
        qsort(d->list, d->len, sizeof *d->list, order);
        if (given_run(s, stmt_start(s, SQL_DELIVERY_ADD, "k", entry->key),
                      &(struct given){&d->list->hour, d->len, COLUMNS, NULL, 0}))
            return STORE_FAILED;
    }
    forget(s);
    return STORE_OK;
}

/* The provider's rows; what it is called is cleaned once. */
static struct deliveries *rows_of(struct store *s, struct smtplog_slice provider)
{
    static const struct store_cache cache = {flush, forget, release};
    batch_join(s, &cache);
    provider = store_cleaned(provider.ptr ? provider : SLICE_LIT(""), &s->key);
    struct map_entry *entry = map_put(&s->deliveries, provider);
    if (!entry->value)
        entry->value = mem_alloc(sizeof(struct deliveries));
    return entry->value;
}

int store_delivery(struct store *s, const struct flow *f)
{
    if (store_ready(s) || (s->deliveries_len >= ROWS_MOST && flush(s)))
        return STORE_FAILED;
    struct delivery row = {store_floor(f->time, HOUR), dict_host(s, f->host),
                           dict_name(s, DICT_DOMAIN, f->domain),
                           {f->n[FLOW_DELIVERIES], f->n[FLOW_BOUNCED], f->n[FLOW_PUT_OFF],
                            f->n[FLOW_SETTLED]}};
    if (row.host < 0 || row.domain < 0 || sum_stale(s, row.hour))
        return STORE_FAILED;
    struct deliveries *d = rows_of(s, f->provider);
    d->list = mem_grow(d->list, &d->cap, d->len + 1, sizeof *d->list);
    d->list[d->len++] = row;
    s->deliveries_len++;
    return STORE_OK;
}

int store_login(struct store *s, const struct login *l)
{
    if (store_ready(s))
        return STORE_FAILED;
    int64_t host = dict_host(s, l->host),
            user = dict_name(s, DICT_SASL, l->user),
            peer = dict_peer(s, l->client_ip, l->client_name);
    if (host < 0 || user < 0 || peer < 0 || sum_stale(s, store_floor(l->time, HOUR)))
        return STORE_FAILED;
    return stmt_run(s, SQL_LOGIN_ADD, "iiiiii", store_floor(l->time, HOUR), host, user, peer,
                    (int64_t)l->messages, l->time);
}
