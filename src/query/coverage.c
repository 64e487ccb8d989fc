/* A number says nothing where no log was read, so what was read is asked first. */
#include "query/coverage.h"

#include "base/units.h"
#include "base/mem.h"
#include "query/names.h"
#include "query/radix.h"

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

/* One hour, host, server and class of replies after the other. */
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
    struct who_told {
        struct counts hosts;            /* (host_id, 0) */
        struct words mtas;
    } *who;                             /* NULL: not asked */
};

/* An hour that the period holds only a part of counts by that part: what is kept of it is no
 * finer. */
static void on_told(void *to, const struct reply_sum *sum)
{
    struct told *t = to;
    if (sum->class >= 2 && sum->class <= 5)
        t->class[sum->class] += (double)sum->n * share_of_hour(sum->hour, t->period);
    if (!t->who)
        return;
    count_at(&t->who->hosts, (uint64_t)sum->host, 0);
    words_number(&t->who->mtas, sum->mta);
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

/* The first of some names in order, and how many there are: a log can name a million hosts. */
struct listed {
    char *first[COVERAGE_NAMED];
    size_t len, all;
};

/* The name ends with a zero byte, as those of the store and of words do. */
static void list_name(struct listed *l, struct smtplog_slice name)
{
    size_t at = l->len;
    if (!name.len)
        return;
    l->all++;
    while (at && strcmp(name.ptr, l->first[at - 1]) < 0)
        at--;
    if (at == COVERAGE_NAMED)
        return;
    if (l->len == COVERAGE_NAMED)
        free(l->first[--l->len]);
    memmove(&l->first[at + 1], &l->first[at], (l->len++ - at) * sizeof *l->first);
    l->first[at] = mem_slice(name);
}

/* "mx1, mx2", with ", +12" for those that are not named; NULL: none.  The caller's. */
static char *list_text(struct listed *l)
{
    struct strbuf out = {0};
    for (size_t i = 0; i < l->len; i++) {
        strbuf_fmt(&out, "%s%s", i ? ", " : "", l->first[i]);
        free(l->first[i]);
    }
    if (l->all > l->len)
        strbuf_fmt(&out, ", +%zu", l->all - l->len);
    return out.len ? strbuf_steal(&out) : NULL;
}

static char *list_words(const struct words *words)
{
    struct listed list = {.len = 0};
    for (size_t i = 1; i < words->len; i++)
        list_name(&list, words->text[i]);
    return list_text(&list);
}

static void on_host(void *to, size_t i, struct smtplog_slice name)
{
    (void)i;
    list_name(to, name);
}

/* Names are read in the order of their ids, which is that of the table. */
static int load_hosts(char **text, struct store *s, const struct counts *hosts)
{
    struct names names = {.store = s};
    struct listed list = {.len = 0};
    uint64_t *ids = mem_alloc((hosts->len + 1) * sizeof *ids);
    for (size_t i = 0; i < hosts->len; i++)
        ids[i] = hosts->cells[i].a;
    radix_sort(ids, hosts->len, 0);
    int failed = names_each(&names, NAME_HOST, ids, hosts->len, on_host, &list);
    *text = list_text(&list);
    free(ids);
    return failed;
}

/* Replies of the period and of the one it is compared with: the day before, or for longer
 * periods as long a time before it, so that the two never overlap. */
static int load_told(struct coverage *c, struct store *s, struct period p)
{
    struct who_told who = {{0}, {.len = 0}};
    struct told now = {.period = p, .who = &who}, before = {.period = period_days_back(p, 1)};
    c->before_is_day = before.period.until <= p.since;
    if (!c->before_is_day)
        before.period = period_before(p);
    int failed = replies_each(s, now.period, on_told, &now);
    failed |= replies_each(s, before.period, on_told, &before);
    c->replies = replies_of(&now);
    c->before = replies_of(&before);
    c->mtas = list_words(&who.mtas);
    failed |= load_hosts(&c->hosts, s, &who.hosts);
    count_release(&who.hosts);
    words_release(&who.mtas);
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
