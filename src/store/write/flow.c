/* Flows and logins: sums by hour that no event tells.  The reader has added them up
 * (ingest/hours.h), so each is written as it comes, without a second table in memory. */
#include "store/write/write.h"

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

int store_delivery(struct store *s, const struct flow *f)
{
    if (store_ready(s))
        return STORE_FAILED;
    const int64_t hour = store_floor(f->time, HOUR), host = dict_host(s, f->host),
                  domain = dict_name(s, DICT_DOMAIN, f->domain);
    if (host < 0 || domain < 0 || sum_stale(s, hour))
        return STORE_FAILED;
    return stmt_run(s, SQL_DELIVERY_ADD, "iiiwiiii", hour, host, domain, f->provider,
                    f->n[FLOW_DELIVERIES], f->n[FLOW_BOUNCED], f->n[FLOW_PUT_OFF],
                    f->n[FLOW_SETTLED]);
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
