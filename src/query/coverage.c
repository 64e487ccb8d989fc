/* A number says nothing where no log was read, so what was read is asked first. */
#include "query/coverage.h"

#include "base/units.h"
#include "base/mem.h"
#include "query/catalogue.h"
#include "query/count.h"

#include <stdlib.h>

/* How much of [hour, hour + 1h) lies in the period, 0 to 1. */
static double share_of_hour(int64_t hour, struct period p)
{
    int64_t from = hour > p.since ? hour : p.since;
    int64_t to = hour + HOUR < p.until ? hour + HOUR : p.until;
    return from < to ? (double)(to - from) / HOUR : 0;
}

/* Columns of schema/query/sum_read.sql and sum_hours.sql, in order. */
enum { SUM_HOUR, SUM_HOST, SUM_MTA, SUM_CLASS, SUM_REPLIES };

static int each_row(struct store_query *q, void (*each)(void *, const struct reply_sum *),
                    void *to)
{
    while (store_next(q)) {
        const struct reply_sum sum = {
            .hour = store_int(q, SUM_HOUR), .host = store_int(q, SUM_HOST),
            .mta = store_text(q, SUM_MTA),
            .class = (int)store_int(q, SUM_CLASS), .n = store_int(q, SUM_REPLIES),
        };
        each(to, &sum);
    }
    return store_query_end(q);
}

static struct store_query *sums(struct store *s, enum store_statement which, int64_t from,
                                int64_t until)
{
    struct store_query *q = store_query(s, which);
    store_bind_int(q, 1, from);
    store_bind_int(q, 2, until);
    return q;
}

/* Hands a row on, after the hours before it that have no sums yet. */
struct sums_walk {
    struct store *store;
    int64_t reached;
    void (*each)(void *to, const struct reply_sum *sum);
    void *to;
    int failed;
};

static void fill_gap(struct sums_walk *w, int64_t until)
{
    if (until > w->reached)
        w->failed |= each_row(sums(w->store, SQL_SUM_HOURS, w->reached, until), w->each, w->to);
}

static void on_sum(void *to, const struct reply_sum *sum)
{
    struct sums_walk *w = to;
    fill_gap(w, sum->hour);
    w->reached = sum->hour + HOUR;
    w->each(w->to, sum);
}

int replies_each(struct store *s, struct period p,
                 void (*each)(void *to, const struct reply_sum *sum), void *to)
{
    int64_t first = p.since / HOUR * HOUR;
    struct sums_walk walk = {.store = s, .reached = first, .each = each, .to = to};
    int failed = each_row(sums(s, SQL_SUM_READ, first, p.until), on_sum, &walk);
    fill_gap(&walk, p.until);
    return failed | walk.failed;
}

/* ---- A period's replies and who told of them ---------------------------------------------- */

struct told {
    struct period period;
    double class[6];
    struct counts hosts;                /* (host_id, 0) */
    struct words mtas;
};

static void on_told(void *to, const struct reply_sum *sum)
{
    struct told *t = to;
    if (sum->class >= 2 && sum->class <= 5)
        t->class[sum->class] += (double)sum->n * share_of_hour(sum->hour, t->period);
    count_at(&t->hosts, (uint64_t)sum->host, 0);
    words_number(&t->mtas, sum->mta);
}

static struct replies replies_of(const struct told *t)
{
    struct replies r = {.estimated = t->period.since % HOUR != 0 || t->period.until % HOUR != 0};
    for (int i = 2; i <= 5; i++) {
        r.class[i] = (int64_t)(t->class[i] + 0.5);
        r.all += r.class[i];
    }
    return r;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* "mx1, mx2": words but the empty one, by name; NULL: none.  The caller's. */
static char *list_of(const struct words *words)
{
    struct strbuf out = {0};
    size_t len = 0;
    const char **sorted = mem_alloc((words->len + 1) * sizeof *sorted);
    for (size_t i = 1; i < words->len; i++)
        sorted[len++] = words->text[i].ptr;
    qsort(sorted, len, sizeof *sorted, by_text);
    for (size_t i = 0; i < len; i++)
        strbuf_fmt(&out, "%s%s", i ? ", " : "", sorted[i]);
    free(sorted);
    return out.len ? strbuf_steal(&out) : NULL;
}

/* Names for ids, all in one query. */
static int load_hosts(char **list, struct store *s, const struct counts *hosts)
{
    struct strbuf json = {0};
    struct words names = {.len = 0};
    for (size_t i = 0; i < hosts->len; i++)
        strbuf_fmt(&json, "%c%lld", json.len ? ',' : '[', (long long)hosts->cells[i].a);
    strbuf_str(&json, json.len ? "]" : "[]");
    struct store_query *q = store_query(s, SQL_TOP_HOSTS);
    store_bind_text(q, 1, strbuf_view(&json));
    while (store_next(q))
        words_number(&names, store_text(q, 1));
    *list = list_of(&names);
    words_release(&names);
    strbuf_release(&json);
    return store_query_end(q);
}

/* Replies of the period and of the one it is compared with: the day before, or for longer
 * periods as long a time before it, so that the two never overlap. */
static int load_told(struct coverage *c, struct store *s, struct period p)
{
    struct told now = {.period = p}, before = {.period = period_days_back(p, 1)};
    c->before_is_day = before.period.until <= p.since;
    if (!c->before_is_day)
        before.period = period_before(p);
    int failed = replies_each(s, now.period, on_told, &now);
    failed |= replies_each(s, before.period, on_told, &before);
    c->replies = replies_of(&now);
    c->before = replies_of(&before);
    c->mtas = list_of(&now.mtas);
    failed |= load_hosts(&c->hosts, s, &now.hosts);
    struct told *const both[] = {&now, &before};
    for (int i = 0; i < 2; i++) {
        count_release(&both[i]->hosts);
        words_release(&both[i]->mtas);
    }
    return failed;
}

double replies_failed(const struct replies *r)
{
    if (r->all < REPLIES_FLOOR)
        return -1;
    return 100.0 * (double)(r->all - r->class[2]) / (double)r->all;
}

double coverage_recognised(const struct coverage *c)
{
    return store_recognised((uint64_t)c->recognised, (uint64_t)c->strange, (uint64_t)c->unknown,
                            (uint64_t)c->unframed);
}

int64_t coverage_not_understood(const struct coverage *c)
{
    return c->strange + c->unknown + c->unframed;
}

static char *copy_of(struct smtplog_slice text)
{
    return text.ptr ? mem_strn(text.ptr, text.len) : NULL;
}

/* Sums over the logs that have lines in the period, and over all logs. */
static int load_sources(struct coverage *c, struct store *s, struct period p)
{
    struct store_query *q = store_query(s, SQL_TOP_SOURCES);
    store_bind_int(q, 1, p.since);
    store_bind_int(q, 2, p.until);
    if (store_next(q)) {
        int64_t *const numbers[] = {
            &c->sources, &c->lines, &c->recognised, &c->strange, &c->foreign, &c->unframed,
            &c->first_time, &c->last_time, &c->all_sources, &c->all_first, &c->all_last,
            &c->unknown,
        };
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
            *numbers[i] = store_int(q, (int)i);
        c->last_log = copy_of(store_text(q, sizeof numbers / sizeof *numbers));
        c->strange_log = copy_of(store_text(q, sizeof numbers / sizeof *numbers + 1));
    }
    return store_query_end(q);
}

int coverage_load(struct coverage *c, struct store *s, struct period p)
{
    int failed = load_sources(c, s, p);
    failed |= load_told(c, s, p);
    return failed;
}

void coverage_release(struct coverage *c)
{
    char *const owned[] = {c->hosts, c->mtas, c->last_log, c->strange_log};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
    *c = (struct coverage){0};
}

/* Adds up what the logs' spans, in order of their beginning, cover of the period.  Between the
 * last line of a log and the first of the next a quiet server says nothing: an hour is no gap. */
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
