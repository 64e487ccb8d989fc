/* Failed logins: which networks try, which names are tried. */
#include "base/mem.h"
#include "report/report.h"

#include <stdlib.h>

struct auth {
    struct counts pairs;        /* (peer, SASL user) -> n, the first time negated as latest */
    struct counts lasts;        /* the same -> last time */
};

static void on_row(void *to, const struct scan_row *row)
{
    struct auth *a = to;
    uint64_t peer = (uint64_t)row->peer, sasl = (uint64_t)row->sasl;
    struct count_cell *cell = count_at(&a->pairs, peer, sasl);
    if (!cell->n)
        cell->latest = row->first;
    cell->n += row->n;
    count_add(&a->lasts, peer, sasl, row->n, row->last);
}

/* A day's sum: networks and users apart, times unknown. */
static void on_leader(void *to, const struct scan_leader *l)
{
    struct auth *a = to;
    uint64_t peer = l->kind == SCAN_OF_PEER ? (uint64_t)l->who : 0;
    uint64_t sasl = l->kind == SCAN_OF_SASL ? (uint64_t)l->who : 0;
    if (l->who <= 0 || peer + sasl == 0)
        return;
    count_at(&a->pairs, peer, sasl)->n += l->n;
    count_at(&a->lasts, peer, sasl);
}

/* Only what was said about a login: by cause, or because a login dialogue broke off. */
static void pass_logins(struct catalogue *c)
{
    for (size_t i = 0; i < c->cap; i++) {
        struct reason *r = &c->reasons[i];
        int login = catalogue_is(c, r->disposition, "auth_failed") ||
                    (catalogue_is(c, r->phase, "auth") && catalogue_is(c, r->direction, "inbound"));
        r->passes = r->passes && login;
    }
}

/* Sums by one half of the pair; `others` counts the other half.  A pair may come more than once,
 * for a network has many peers. */
static void sum(struct report *r, const struct auth *a, int by_network, struct report_rows *rows)
{
    struct counts index = {0}, met = {0};
    for (size_t i = 0; i < a->pairs.cap; i++) {
        const struct count_cell *cell = &a->pairs.cells[i];
        if (!cell->used)
            continue;
        uint32_t net = names_word(&r->top.names, NAME_NET, (int64_t)cell->a),
                 user = names_word(&r->top.names, NAME_SASL, (int64_t)cell->b);
        uint32_t word = by_network ? net : user, other = by_network ? user : net;
        if (!word)
            continue;
        struct count_cell *place = count_at(&index, word, 0);
        if (!place->n) {
            report_rows_add(rows, words_text(&r->top.catalogue.words, word))->first = cell->latest;
            place->n = (int64_t)rows->len;
        }
        struct report_row *row = &rows->rows[place->n - 1];
        int64_t last = count_get(&a->lasts, cell->a, cell->b)->latest;
        row->count += cell->n;
        row->first = cell->latest < row->first ? cell->latest : row->first;
        row->last = last > row->last ? last : row->last;
        struct count_cell *pair = count_at(&met, word, other);
        row->others += other && !pair->n;
        pair->n = 1;
    }
    for (size_t i = 0; i < rows->len; i++)
        if (!rows->rows[i].first)
            rows->rows[i].last = 0;
    count_release(&index);
    count_release(&met);
    report_rows_sort(rows, REPORT_ROWS);
}

int report_auth(struct report *r, struct store *s)
{
    struct auth a = {{0}, {0}};
    const struct filter any = {0};
    const struct scan scan = {.store = s, .catalogue = &r->top.catalogue, .filter = &any,
                              .row = on_row, .to = &a};
    filter_apply(&any, &r->top.catalogue);
    pass_logins(&r->top.catalogue);
    const struct period p = r->options.period;
    int failed = p.until - p.since < SCAN_LONG || r->top.count < TOP_EXACT_BELOW
        ? scan_events(&scan, p, SCAN_PEER | SCAN_SASL)
        : scan_days(&scan, p, SCAN_PEER | SCAN_SASL, on_leader);
    filter_apply(&any, &r->top.catalogue);
    for (size_t i = 0; i < a.pairs.cap; i++)
        if (a.pairs.cells[i].used) {
            names_want(&r->top.names, NAME_NET, (int64_t)a.pairs.cells[i].a);
            names_want(&r->top.names, NAME_SASL, (int64_t)a.pairs.cells[i].b);
        }
    failed |= names_load(&r->top.names);
    sum(r, &a, 1, &r->auth_networks);
    sum(r, &a, 0, &r->auth_users);
    count_release(&a.pairs);
    count_release(&a.lasts);
    return failed;
}
