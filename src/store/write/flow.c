/* Flows and logins: sums by hour that no event tells, added up in memory until the commit. */
#include "store/write/write.h"

#include "base/mem.h"

#include <stdlib.h>

enum { CELLS = 100000 };                /* sums kept in memory before they are written */

struct flow_key { int64_t hour, host_id, domain_id, direction; };

/* A cell with a domain goes to the deliveries by domain, one without to the flow of its host. */
static int write_cell(struct store *s, const struct map_entry *entry)
{
    struct flow_key key;
    uint32_t name_len;                      /* of the MTA; in a domain's cell of the provider */
    int64_t n[FLOWS];
    struct smtplog_slice rest = slice_from(entry->key, sizeof key + sizeof name_len);
    memcpy(&key, entry->key.ptr, sizeof key);
    memcpy(&name_len, entry->key.ptr + sizeof key, sizeof name_len);
    memcpy(n, entry->value, sizeof n);
    if (sum_stale(s, key.hour))
        return STORE_FAILED;
    if (key.domain_id)
        return stmt_run(s, SQL_DELIVERY_ADD, "iiiwiiii", key.hour, key.host_id, key.domain_id,
                        slice_head(rest, name_len), n[FLOW_DELIVERIES], n[FLOW_BOUNCED],
                        n[FLOW_PUT_OFF], n[FLOW_SETTLED]);
    const char *direction = event_direction_word((uint32_t)key.direction);
    return stmt_run(s, SQL_FLOW_ADD, "iiwwciiiiiiii", key.hour, key.host_id,
                    slice_head(rest, name_len), slice_from(rest, name_len),
                    direction ? direction : "", n[FLOW_RECORDS],
                    n[FLOW_MESSAGES], n[FLOW_SUBMITTED], n[FLOW_BYTES], n[FLOW_DELIVERIES],
                    n[FLOW_BOUNCED], n[FLOW_PUT_OFF], n[FLOW_SETTLED]);
}

static int flush(struct store *s)
{
    size_t at = 0;
    const struct map_entry *entry;
    while ((entry = map_next(&s->flows, &at)))
        if (write_cell(s, entry))
            return STORE_FAILED;
    map_clear(&s->flows, free);
    return STORE_OK;
}

static void forget(struct store *s)
{
    map_clear(&s->flows, free);
}

static void release(struct store *s)
{
    map_release(&s->flows, free);
}

static const struct store_cache cache = {flush, forget, release};

/* Adds the counts from `first` on to a cell; a cell of a domain knows the provider, no process. */
static void add(struct store *s, const struct flow_key *key, const struct flow *f, int first)
{
    const struct smtplog_slice name = key->domain_id ? f->provider : f->mta;
    const uint32_t name_len = (uint32_t)name.len;
    strbuf_clear(&s->key);
    strbuf_add(&s->key, (const char *)key, sizeof *key);
    strbuf_add(&s->key, (const char *)&name_len, sizeof name_len);
    strbuf_slice(&s->key, name);
    if (!key->domain_id)
        strbuf_slice(&s->key, f->process);
    struct map_entry *entry = map_put(&s->flows, strbuf_view(&s->key));
    uint64_t *n = entry->value;
    if (!n)
        entry->value = n = mem_alloc(FLOWS * sizeof *n);
    for (int i = first; i < FLOWS; i++)
        n[i] += f->n[i];
}

int store_flow(struct store *s, const struct flow *f)
{
    if (store_ready(s) || (s->flows.len >= CELLS && flush(s)))
        return STORE_FAILED;
    batch_join(s, &cache);
    struct flow_key key = {
        .hour = store_floor(f->time, HOUR), .direction = f->direction,
        .host_id = dict_host(s, f->host),
    };
    int64_t domain = f->domain.len ? dict_name(s, DICT_DOMAIN, f->domain) : 0;
    if (key.host_id < 0 || domain < 0)
        return STORE_FAILED;
    add(s, &key, f, 0);
    key.domain_id = domain;
    key.direction = 0;
    if (domain)
        add(s, &key, f, FLOW_DELIVERIES);
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
