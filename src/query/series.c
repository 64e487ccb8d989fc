/* The history that makes "usual" mean something.  All periods are counted in one pass, for reading
 * the hourly counts of fifteen days is what a report takes its time for. */
#include "query/series.h"

#include "event/causes.h"
#include "query/coverage.h"

#include <math.h>

struct pass {
    struct series *x;
    const struct scan *scan;            /* the caller's */
};

/* Causes by which a receiver says that it does not want this site's mail. */
static int refuses_site(const struct catalogue *c, const struct reason *r)
{
    static const char *const causes[] = {
        CAUSE_BLOCKLISTED, CAUSE_IP_REPUTATION, CAUSE_SENDER_UNAUTHENTICATED, CAUSE_REVERSE_DNS,
        CAUSE_RATE_LIMITED, CAUSE_POLICY, CAUSE_CONTENT_REJECTED, CAUSE_TOO_MANY_CONNECTIONS,
    };
    if (!catalogue_is(c, r->direction, "outbound"))
        return 0;
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (catalogue_is(c, r->cause, causes[i]))
            return 1;
    return 0;
}

/* The period of a time; -1: before all. */
static int period_at(const struct series *x, int64_t time)
{
    for (int i = 0; i <= SERIES_HISTORY; i++)
        if (time >= x->periods[i].since)
            return time < x->periods[i].until ? i : -1;
    return -1;
}

static void count(struct series *x, enum series_kind kind, uint64_t word, int period,
                  const struct scan_row *row)
{
    uint64_t key = (uint64_t)kind << 32 | word;
    if (!word)
        return;
    count_add(&x->counts, key, (uint64_t)period, row->n, 0);
    if (period)
        return;
    count_add(&x->causes, key, row->reason->cause, row->n, 0);
    count_add(&x->classes, key, (uint64_t)row->reason->class, row->n, 0);
    struct count_cell *first = count_at(&x->firsts, key, 0);
    if (!first->n || row->first < first->n)
        first->n = row->first;
}

static void on_row(void *to, const struct scan_row *row)
{
    struct pass *p = to;
    p->scan->row(p->scan->to, row);
    int period = period_at(p->x, row->first);
    if (period < 0)
        return;
    count(p->x, SERIES_CAUSE, row->reason->cause, period, row);
    count(p->x, SERIES_PROVIDER, row->reason->provider, period, row);
    count(p->x, SERIES_HOST, (uint64_t)row->host, period, row);
    if (row->reason->provider && refuses_site(p->scan->catalogue, row->reason))
        count(p->x, SERIES_REFUSED, row->reason->provider, period, row);
}

/* The cause that each series has most of, of equal ones the first word: found once, for there may
 * be as many series as logging hosts. */
static void find_leading(struct series *x)
{
    for (size_t i = 0; i < x->causes.len; i++) {
        const struct count_cell *cell = &x->causes.cells[i];
        if (!cell->b)
            continue;
        struct count_cell *best = count_at(&x->leading, cell->a, 0);
        const struct count_cell *was = count_get(&x->causes, cell->a, (uint64_t)best->n);
        if (!best->n || cell->n > was->n || (cell->n == was->n && cell->b < was->b))
            best->n = (int64_t)cell->b;
    }
}

int series_load(struct series *x, const struct scan *scan, struct period p, int64_t since)
{
    struct pass pass = {x, scan};
    struct scan all = *scan;
    all.row = on_row;
    all.to = &pass;
    for (int i = 0; i <= SERIES_HISTORY; i++, p = period_before(p)) {
        x->periods[i] = p;
        x->covered[i] = coverage_of(scan->store, p);
    }
    int failed = STORE_OK;
    int64_t cut = x->periods[SERIES_HISTORY].since;
    if (since < cut)
        failed |= scan_counts(&all, (struct period){since, cut});
    for (int i = SERIES_HISTORY; i >= 0; i--)
        failed |= scan_counts(&all, x->periods[i]);
    find_leading(x);
    return failed;
}

void series_release(struct series *x)
{
    count_release(&x->counts);
    count_release(&x->causes);
    count_release(&x->leading);
    count_release(&x->classes);
    count_release(&x->firsts);
}

int64_t series_at(const struct series *x, enum series_kind kind, uint32_t word, int period)
{
    const struct count_cell *cell = count_get(&x->counts, (uint64_t)kind << 32 | word,
                                              (uint64_t)period);
    return cell ? cell->n : 0;
}

int series_usual(const struct series *x, enum series_kind kind, uint32_t word, double *mean,
                 double *deviation)
{
    double sum = 0, squares = 0;
    int n = 0;
    for (int i = 1; i <= SERIES_HISTORY; i++) {
        if (!x->covered[i])
            continue;
        double v = (double)series_at(x, kind, word, i);
        sum += v;
        squares += v * v;
        n++;
    }
    *mean = n ? sum / n : 0;
    double variance = n > 1 ? (squares - sum * sum / n) / (n - 1) : 0;
    *deviation = variance > 0 ? sqrt(variance) : 0;
    return n;
}

uint32_t series_cause(const struct series *x, enum series_kind kind, uint32_t word)
{
    const struct count_cell *cell = count_get(&x->leading, (uint64_t)kind << 32 | word, 0);
    return cell ? (uint32_t)cell->n : 0;
}

int64_t series_first(const struct series *x, enum series_kind kind, uint32_t word)
{
    const struct count_cell *cell = count_get(&x->firsts, (uint64_t)kind << 32 | word, 0);
    return cell ? cell->n : 0;
}
