/* Failed logins: which networks try, which names are tried.
 *
 * Strangers choose the names, a million of them in a night: all are counted by ids, and names are
 * read of those that may be shown. */
#include "base/mem.h"
#include "query/radix.h"
#include "report/rank.h"
#include "report/rows.h"

#include <stdlib.h>

/* Logins by peer and SASL user. */
struct auth {
    struct counts pairs;        /* (peer, SASL user) -> logins; latest: the last */
    int64_t *first;             /* of each cell */
    size_t cap;
    struct united nets, users;
};

/* Rows come in order of time. */
static void on_row(void *to, const struct scan_row *row)
{
    struct auth *a = to;
    size_t len = a->pairs.len;
    count_add(&a->pairs, (uint64_t)row->peer, (uint64_t)row->sasl, row->n, row->first);
    if (a->pairs.len == len)
        return;
    a->first = mem_grow(a->first, &a->cap, len + 1, sizeof *a->first);
    a->first[len] = row->first;
}

/* The same of a block.  Some rows ahead, what is counted is asked for. */
static void on_block(void *to, const struct scan_block *b)
{
    enum { AHEAD = 8 };
    struct auth *a = to;
    const int64_t *peers = b->pack->column[PACK_PEER], *users = b->pack->column[PACK_SASL],
                  *times = b->pack->column[PACK_TIME];
    for (size_t k = 0; k < b->len; k++) {
        size_t i = b->rows[k], next = b->rows[k + AHEAD < b->len ? k + AHEAD : k];
        const struct scan_row row = {.n = 1, .first = times[i], .peer = peers[i],
                                     .sasl = users[i]};
        count_ahead(&a->pairs, (uint64_t)peers[next], (uint64_t)users[next]);
        on_row(a, &row);
    }
}

/* Only what was said about a login: by cause, or because a login dialogue broke off. */
static void pass_logins(struct catalogue *c)
{
    for (size_t i = 0; i < c->cap; i++) {
        struct reason *r = &c->reasons[i];
        int login = catalogue_is(c, r->disposition, "auth_failed") ||
                    (catalogue_is(c, r->phase, "auth") &&
                     catalogue_is(c, r->direction, "inbound"));
        r->passes = r->passes && login;
    }
}

/* Sums by one half of the pair. */
struct half {
    enum name_kind kind;
    struct counts of;           /* (network or user, 0) -> logins; latest: the last */
    struct half_more { int64_t first, others; } *more;      /* of each cell */
    size_t cap;
    uint64_t *ids;              /* of those that may be shown, in order */
    struct rank rank;
};

/* Adds pairs of network and user up by one of the two.  Several ids may be one name
 * (names_unite()), so others are counted by their united number. */
static void sum(struct half *h, const struct auth *a)
{
    struct counts met = {0};    /* (who, other) */
    for (size_t i = 0; i < a->pairs.len; i++) {
        const struct count_cell *tried = &a->pairs.cells[i];
        uint64_t net = united_of(&a->nets, tried->a), user = united_of(&a->users, tried->b);
        uint64_t who = h->kind == NAME_NET ? net : user, other = h->kind == NAME_NET ? user : net;
        if (!who)
            continue;
        size_t len = h->of.len, at;
        count_add(&h->of, who, 0, tried->n, tried->latest);
        at = (size_t)(count_get(&h->of, who, 0) - h->of.cells);
        h->more = mem_grow(h->more, &h->cap, h->of.len, sizeof *h->more);
        if (h->of.len > len)
            h->more[at] = (struct half_more){.first = a->first[i]};
        if (a->first[i] < h->more[at].first)
            h->more[at].first = a->first[i];
        struct count_cell *pair = count_at(&met, who, other);
        h->more[at].others += other && !pair->n;
        pair->n = 1;
    }
    count_release(&met);
}

static void on_name(void *to, size_t i, struct smtplog_slice name)
{
    struct half *h = to;
    const struct count_cell *cell = count_get(&h->of, h->ids[i], 0);
    rank_offer(&h->rank, (struct ranked){.at = (size_t)(cell - h->of.cells), .n = cell->n}, name);
}

/* The first by count and name, of those whose count lets them be so. */
static int rank_half(struct half *h, struct names *names)
{
    size_t len = 0;
    h->ids = mem_alloc((h->of.len + 1) * sizeof *h->ids);
    for (size_t i = 0; i < h->of.len; i++)
        h->ids[i] = (uint64_t)h->of.cells[i].n;
    int64_t least = rank_least(h->ids, h->of.len, h->rank.most);
    for (size_t i = 0; i < h->of.len; i++)
        if (h->of.cells[i].n >= least)
            h->ids[len++] = h->of.cells[i].a;
    radix_sort(h->ids, len, 0);
    int failed = names_each(names, h->kind, h->ids, len, on_name, h);
    rank_settle(&h->rank);
    return failed;
}

/* One half of the section: who is shown is ranked by count, the rest is summed. */
static int fill(struct report_rows *rows, enum name_kind kind, const struct auth *a,
                struct names *names)
{
    struct half h = {.kind = kind, .rank.most = REPORT_ROWS};
    sum(&h, a);
    int failed = rank_half(&h, names);
    for (size_t i = 0; i < h.of.len; i++)
        rows->total += h.of.cells[i].n;
    rows->more = h.of.len - h.rank.len;
    rows->more_count = rows->total;
    for (size_t i = 0; i < h.rank.len; i++) {
        const struct count_cell *cell = &h.of.cells[h.rank.first[i].at];
        const struct half_more *more = &h.more[h.rank.first[i].at];
        struct report_row *row = rows_add(rows, h.rank.first[i].name);
        row->count = cell->n;
        row->first = more->first;
        row->last = cell->latest;
        row->others = more->others;
        rows->more_count -= cell->n;
    }
    count_release(&h.of);
    rank_release(&h.rank);
    free(h.more);
    free(h.ids);
    return failed;
}

/* One name of several ids is one. */
static int unite(struct auth *a, struct names *names)
{
    uint64_t *peers = mem_alloc((a->pairs.len + 1) * sizeof *peers),
             *users = mem_alloc((a->pairs.len + 1) * sizeof *users);
    for (size_t i = 0; i < a->pairs.len; i++) {
        peers[i] = a->pairs.cells[i].a;
        users[i] = a->pairs.cells[i].b;
    }
    return names_unite(names, NAME_NET, peers, a->pairs.len, &a->nets) |
           names_unite(names, NAME_SASL, users, a->pairs.len, &a->users);
}

ROWS(logins)
{
    struct report *r = facts->report;
    struct auth a = {.cap = 0};
    const struct filter *filter = &r->options.filter;
    const struct scan scan = {.store = facts->store, .catalogue = &r->top.catalogue,
                              .filter = filter,
                              .row = on_row, .block = on_block, .to = &a};
    filter_apply(filter, &r->top.catalogue);
    pass_logins(&r->top.catalogue);
    int failed = scan_events(&scan, r->options.period, SCAN_PEER | SCAN_SASL);
    filter_apply(filter, &r->top.catalogue);
    failed |= unite(&a, &r->top.names);
    failed |= fill(&rows[0], NAME_NET, &a, &r->top.names);
    failed |= fill(&rows[1], NAME_SASL, &a, &r->top.names);
    count_release(&a.pairs);
    united_release(&a.nets);
    united_release(&a.users);
    free(a.first);
    return failed;
}
