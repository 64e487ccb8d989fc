#include "report/coverage.h"

#include "base/mem.h"

#include <stdlib.h>

enum { HOUR = 3600 };

/* How much of [hour, hour + 1h) lies in the period, 0 to 1. */
static double share_of_hour(int64_t hour, struct period p)
{
    int64_t from = hour > p.since ? hour : p.since;
    int64_t to = hour + HOUR < p.until ? hour + HOUR : p.until;
    return from < to ? (double)(to - from) / HOUR : 0;
}

/* Where only one log tells of replies none of them stands twice, and adding up is quicker. */
struct store_query *replies_query(struct store *s, struct period p)
{
    struct store_query *q = store_query(s, SQL_TOP_CHANNELS);
    store_bind_int(q, 1, p.since / HOUR * HOUR);
    store_bind_int(q, 2, p.until);
    int one = store_next(q) && store_int(q, 0) <= 1;
    store_query_end(q);
    q = store_query(s, one ? SQL_TOP_REPLIES_ONCE : SQL_TOP_REPLIES);
    store_bind_int(q, 1, p.since / HOUR * HOUR);
    store_bind_int(q, 2, p.until);
    return q;
}

int replies_load(struct replies *r, struct store *s, struct period p)
{
    double class[6] = {0};
    *r = (struct replies){.estimated = p.since % HOUR != 0 || p.until % HOUR != 0};
    struct store_query *q = replies_query(s, p);
    while (store_next(q))
        for (int i = 2; i <= 5; i++)
            class[i] += (double)store_int(q, i - 1) * share_of_hour(store_int(q, 0), p);
    for (int i = 2; i <= 5; i++) {
        r->class[i] = (int64_t)(class[i] + 0.5);
        r->all += r->class[i];
    }
    return store_query_end(q);
}

double replies_failed(const struct replies *r)
{
    if (r->all < REPLIES_FLOOR)
        return -1;
    return 100.0 * (double)(r->all - r->class[2]) / (double)r->all;
}

double coverage_recognised(const struct coverage *c)
{
    int64_t lines = c->recognised + c->strange + c->unframed;
    return lines > 0 ? 100.0 * (double)c->recognised / (double)lines : -1;
}

static int load_sources(struct coverage *c, struct store *s, struct period p)
{
    struct store_query *q = store_query(s, SQL_TOP_SOURCES);
    store_bind_int(q, 1, p.since);
    store_bind_int(q, 2, p.until);
    if (store_next(q)) {
        int64_t *const numbers[] = {
            &c->sources, &c->lines, &c->recognised, &c->strange, &c->foreign, &c->unframed,
            &c->first_time, &c->last_time, &c->all_sources, &c->all_first, &c->all_last,
        };
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
            *numbers[i] = store_int(q, (int)i);
    }
    return store_query_end(q);
}

/* Names of hosts or MTAs of the period, each once, by name. */
static int load_list(char **list, struct store *s, enum store_statement which, struct period p)
{
    struct strbuf names = {0};
    struct store_query *q = store_query(s, which);
    store_bind_int(q, 1, p.since / HOUR * HOUR);
    store_bind_int(q, 2, p.until);
    while (store_next(q)) {
        if (names.len)
            strbuf_str(&names, ", ");
        strbuf_slice(&names, store_text(q, 0));
    }
    *list = names.len ? strbuf_steal(&names) : NULL;
    strbuf_release(&names);
    return store_query_end(q);
}

int coverage_load(struct coverage *c, struct store *s, struct period p)
{
    int failed = load_sources(c, s, p);
    failed |= load_list(&c->hosts, s, SQL_TOP_HOSTS_SEEN, p);
    failed |= load_list(&c->mtas, s, SQL_TOP_MTAS_SEEN, p);
    failed |= replies_load(&c->replies, s, p);
    failed |= replies_load(&c->day_before, s, period_days_back(p, 1));
    return failed;
}

void coverage_release(struct coverage *c)
{
    free(c->hosts);
    free(c->mtas);
    *c = (struct coverage){0};
}

/* Adds up what the logs' spans, in order of their beginning, cover of the period.  Between the last
 * line of a log and the first of the next a quiet server says nothing: an hour is no gap. */
int coverage_of(struct store *s, struct period p)
{
    int64_t covered = 0, reached = p.since;
    struct store_query *q = store_query(s, SQL_TOP_SPANS);
    store_bind_int(q, 1, p.since - HOUR);
    store_bind_int(q, 2, p.until + HOUR);
    while (store_next(q)) {
        int64_t from = store_int(q, 0) - HOUR, to = store_int(q, 1) + HOUR;
        from = from > reached ? from : reached;
        to = to < p.until ? to : p.until;
        if (to > from) {
            covered += to - from;
            reached = to;
        }
    }
    if (store_query_end(q) == STORE_FAILED)
        return 0;
    return covered * 10 >= (p.until - p.since) * 9;
}
