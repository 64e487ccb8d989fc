/* The sections "By provider" and "By host".  Whoever writes a log names its hosts: of all of them
 * a count is kept, names are read of those that may be among the first, and classes, causes and
 * the period before of those that are. */
#include "report/failing.h"

#include "base/mem.h"
#include "query/radix.h"
#include "report/rank.h"
#include "report/rows.h"

#include <stdlib.h>

static uint64_t party_of(enum party_kind kind, const struct scan_row *row)
{
    return kind == PARTY_HOST ? (uint64_t)row->host : row->reason->provider;
}

void failing_add(struct failing *p, const struct scan_row *row)
{
    for (unsigned kind = 0; kind < PARTY_KINDS; kind++)
        if (party_of(kind, row))
            count_add(&p->of[kind], party_of(kind, row), 0, row->n, 0);
}

void failing_release(struct failing *p)
{
    for (unsigned kind = 0; kind < PARTY_KINDS; kind++)
        count_release(&p->of[kind]);
}

/* ---- The first of them ---------------------------------------------------------------------- */

struct contest {
    const struct counts *of;
    uint64_t *ids;                      /* who may be among the first, in order */
    size_t len, next;
    struct rank rank;                   /* `at`: the id */
};

/* Of equal counts all come in, for their names decide. */
static void let_in(struct contest *c)
{
    const struct counts *of = c->of;
    c->ids = mem_alloc((of->len + 1) * sizeof *c->ids);
    for (size_t i = 0; i < of->len; i++)
        c->ids[i] = (uint64_t)of->cells[i].n;
    int64_t least = rank_least(c->ids, of->len, c->rank.most);
    for (size_t i = 0; i < of->len; i++)
        if (of->cells[i].n >= least)
            c->ids[c->len++] = of->cells[i].a;
    radix_sort(c->ids, c->len, 0);
}

static void offer_next(struct contest *c, struct smtplog_slice name)
{
    uint64_t id = c->ids[c->next++];
    rank_offer(&c->rank, (struct ranked){.at = id, .n = count_get(c->of, id, 0)->n}, name);
}

/* Those before it have no name. */
static void on_name(void *to, size_t i, struct smtplog_slice name)
{
    struct contest *c = to;
    while (c->next < i)
        offer_next(c, SLICE_LIT(""));
    offer_next(c, name);
}

/* Fills `rank` with the first of them.  Names of hosts are read from the database, in order of
 * their ids; those of providers are in memory. */
static int hold(struct contest *c, enum party_kind kind, struct top *top)
{
    int failed = STORE_OK;
    let_in(c);
    if (kind == PARTY_HOST)
        failed = names_each(&top->names, NAME_HOST, c->ids, c->len, on_name, c);
    while (c->next < c->len)
        offer_next(c, kind == PARTY_HOST ? SLICE_LIT("")
                                         : words_text(&top->catalogue.words,
                                                      (uint32_t)c->ids[c->next]));
    rank_settle(&c->rank);
    return failed;
}

/* ---- What else is told of them -------------------------------------------------------------- */

struct close_look {
    struct report_rows *rows;
    const struct contest *contest;
    enum party_kind kind;
    int64_t since;                      /* what is older is of the period before */
    struct counts causes;               /* (number of the row, cause) -> failures of the period */
};

/* Rows come of everybody, and most are of nobody who is shown: those are passed over. */
static void on_row(void *to, const struct scan_row *row)
{
    struct close_look *l = to;
    uint64_t who = party_of(l->kind, row);
    size_t i = 0;
    while (i < l->rows->len && l->contest->rank.first[i].at != who)
        i++;
    if (i == l->rows->len)
        return;
    struct report_row *party = &l->rows->rows[i];
    if (row->first < l->since) {
        party->before += row->n;
        return;
    }
    party->class[row->reason->class] += row->n;
    if (!party->first || row->first < party->first)
        party->first = row->first;
    count_add(&l->causes, i, row->reason->cause, row->n, 0);
}

/* The cause that each has most of, of equal ones the first word. */
static void name_causes(struct close_look *l, const struct words *words)
{
    count_sort(&l->causes);
    for (size_t i = 0; i < l->causes.len; i++) {
        const struct count_cell *cell = &l->causes.cells[i];
        struct report_row *party = &l->rows->rows[cell->a];
        struct smtplog_slice cause = words_text(words, (uint32_t)cell->b);
        if (!party->cause && cause.len)
            party->cause = mem_strn(cause.ptr, cause.len);
    }
}

/* The second reading: the period before and the period, of those few who are shown. */
static int look_closely(struct close_look *l, const struct report_facts *facts)
{
    struct report *r = facts->report;
    const struct period now = r->options.period;
    const struct scan scan = {.store = facts->store, .catalogue = &r->top.catalogue,
                              .filter = &r->options.filter, .row = on_row, .to = l};
    l->since = now.since;
    int failed = scan_counts(&scan, period_before(now));
    failed |= scan_counts(&scan, now);
    name_causes(l, &r->top.catalogue.words);
    for (size_t i = 0; i < l->rows->len; i++) {
        struct report_row *party = &l->rows->rows[i];
        party->trend = trend_of(party->count, party->before, r->before.known);
    }
    count_release(&l->causes);
    return failed;
}

/* How many there are and what they sum to is told of all, whoever is shown. */
static int fill(struct report_rows *rows, const struct report_facts *facts, enum party_kind kind)
{
    struct contest c = {.of = &facts->failing->of[kind], .rank.most = REPORT_ROWS};
    struct close_look look = {.rows = rows, .contest = &c, .kind = kind};
    int failed = hold(&c, kind, &facts->report->top);
    for (size_t i = 0; i < c.of->len; i++)
        rows->total += c.of->cells[i].n;
    rows->more = c.of->len - c.rank.len;
    rows->more_count = rows->total;
    for (size_t i = 0; i < c.rank.len; i++) {
        rows_add(rows, c.rank.first[i].name)->count = c.rank.first[i].n;
        rows->more_count -= c.rank.first[i].n;
    }
    if (rows->len)
        failed |= look_closely(&look, facts);
    rank_release(&c.rank);
    free(c.ids);
    return failed;
}

ROWS(providers)
{
    return fill(rows, facts, PARTY_PROVIDER);
}

ROWS(hosts)
{
    return fill(rows, facts, PARTY_HOST);
}
