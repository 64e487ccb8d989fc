/* Who stands behind the failures of a day: leader_daily, made when the day is over. */
#include "store/inside.h"

#include "base/mem.h"

#include <stdlib.h>

enum {
    KINDS = 4,                          /* as in schema/rollup/leader_daily.sql */
    KIND_SHIFT = 48,
    MANY = 5000,                        /* rows of a kind and day that are kept as they are */
    LEADING = 20,                       /* of each reason, where there are more */
    OTHERS = -1
};

/* An event counts once for each kind; sorted, equal ones stand together. */
struct leader { int64_t kind_and_reason, who, n; };

struct leaders {
    struct leader *list;
    size_t len, cap;
};

static int by_place(const void *a, const void *b)
{
    const struct leader *x = a, *y = b;
    if (x->kind_and_reason != y->kind_and_reason)
        return x->kind_and_reason < y->kind_and_reason ? -1 : 1;
    return (x->who > y->who) - (x->who < y->who);
}

static int by_count(const void *a, const void *b)
{
    const struct leader *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : by_place(a, b);
}

static int64_t kind_of(const struct leader *l)
{
    return l->kind_and_reason >> KIND_SHIFT;
}

/* Equal neighbours become one. */
static void add_up(struct leaders *l)
{
    size_t out = 0;
    qsort(l->list, l->len, sizeof *l->list, by_place);
    for (size_t i = 0; i < l->len; i++)
        if (out && by_place(&l->list[out - 1], &l->list[i]) == 0)
            l->list[out - 1].n += l->list[i].n;
        else
            l->list[out++] = l->list[i];
    l->len = out;
}

/* Of list[from, end), one reason's, keeps the leading ones at *out and sums the others. */
static void keep_leading(struct leader *list, size_t from, size_t end, size_t *out)
{
    struct leader others = {list[from].kind_and_reason, OTHERS, 0};
    if (end - from > LEADING)
        qsort(list + from, end - from, sizeof *list, by_count);
    for (size_t i = from; i < end; i++)
        if (i - from < LEADING)
            list[(*out)++] = list[i];
        else
            others.n += list[i].n;
    if (others.n)
        list[(*out)++] = others;
}

/* Bounds kinds with very many rows; 1 if nothing had to go. */
static int bound(struct leaders *l)
{
    size_t rows[KINDS + 1] = {0}, out = 0, end;
    for (size_t i = 0; i < l->len; i++)
        rows[kind_of(&l->list[i])]++;
    for (size_t from = 0; from < l->len; from = end) {
        for (end = from + 1; end < l->len; end++)
            if (l->list[end].kind_and_reason != l->list[from].kind_and_reason)
                break;
        if (rows[kind_of(&l->list[from])] > MANY)
            keep_leading(l->list, from, end, &out);
        else
            for (size_t i = from; i < end; i++)
                l->list[out++] = l->list[i];
    }
    int exact = out == l->len;
    l->len = out;
    return exact;
}

static int write_leaders(struct store *s, int64_t day, const struct leaders *l)
{
    for (size_t i = 0; i < l->len; i++)
        if (stmt_run(s, SQL_LEADER_ADD, "iiiii", day, kind_of(&l->list[i]),
                     l->list[i].kind_and_reason & (((int64_t)1 << KIND_SHIFT) - 1), l->list[i].who,
                     l->list[i].n))
            return STORE_FAILED;
    return STORE_OK;
}

/* Sums one day from its events. */
static int summarise_day(struct store *s, int64_t day)
{
    struct leaders l = {0};
    int64_t events = 0;
    sqlite3_stmt *st = stmt_start(s, SQL_DAY_EVENTS, "ii", day, day + STORE_DAY);
    int row;
    for (; (row = stmt_step(s, st)) == 1; events++) {
        int64_t reason = sqlite3_column_int64(st, 0);
        l.list = mem_grow(l.list, &l.cap, l.len + KINDS, sizeof *l.list);
        for (int kind = 1; kind <= KINDS; kind++)
            l.list[l.len++] = (struct leader){(int64_t)kind << KIND_SHIFT | reason,
                                              sqlite3_column_int64(st, kind), 1};
    }
    add_up(&l);
    int64_t exact = bound(&l);
    int failed = row < 0 || stmt_run(s, SQL_LEADER_CLEAR, "i", day) || write_leaders(s, day, &l) ||
                 stmt_run(s, SQL_DAY_DONE, "iii", day, events, exact);
    free(l.list);
    return failed ? STORE_FAILED : STORE_OK;
}

/* One day in a batch of its own, unless another process did it or it changed meanwhile. */
static int summarise_in_batch(struct store *s, int64_t day)
{
    int64_t stands = 0;
    if (store_begin(s) || stmt_find(s, SQL_DAY_SUMMARISED, &stands, "i", day) < 0)
        return STORE_FAILED;
    if (!stands && summarise_day(s, day))
        return STORE_FAILED;
    s->fresh_day = -1;
    return store_commit(s);
}

int store_summarise(struct store *s, int64_t now)
{
    int64_t time = INT64_MIN, stands;
    int found;
    while ((found = stmt_find(s, SQL_EVENT_NEXT_TIME, &time, "i", time)) == 1) {
        int64_t day = store_floor(time, STORE_DAY);
        time = day + STORE_DAY;
        if (time > now)
            break;
        stands = 0;
        if (stmt_find(s, SQL_DAY_SUMMARISED, &stands, "i", day) < 0)
            return STORE_FAILED;
        if (!stands && summarise_in_batch(s, day))
            return STORE_FAILED;
    }
    return found < 0 ? STORE_FAILED : STORE_OK;
}
