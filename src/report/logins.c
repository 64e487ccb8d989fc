/* Failed logins: which networks try, which names are tried. */
#include "base/mem.h"
#include "report/rows.h"

#include <stdlib.h>

/* Logins of one peer as one user. */
struct tried {
    int64_t peer, sasl, n, first, last;
};

struct auth {
    struct counts index;        /* (peer, SASL user) -> place in `pairs`, from 1 */
    struct tried *pairs;
    size_t len, cap;
};

/* Rows come in order of time. */
static void on_row(void *to, const struct scan_row *row)
{
    struct auth *a = to;
    struct count_cell *cell = count_at(&a->index, (uint64_t)row->peer, (uint64_t)row->sasl);
    if (!cell->n) {
        a->pairs = mem_grow(a->pairs, &a->cap, a->len + 1, sizeof *a->pairs);
        a->pairs[a->len] = (struct tried){row->peer, row->sasl, 0, row->first, 0};
        cell->n = (int64_t)++a->len;
    }
    struct tried *t = &a->pairs[cell->n - 1];
    t->n += row->n;
    t->last = row->last;
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

/* Sums by one half of the pair; `others` counts the other half.  A pair may come more than once,
 * for a network has many peers. */
static void sum(struct report *r, const struct auth *a, int by_network, struct report_rows *rows)
{
    struct counts index = {0}, met = {0};
    for (size_t i = 0; i < a->len; i++) {
        const struct tried *t = &a->pairs[i];
        uint32_t net = names_word(&r->top.names, NAME_NET, t->peer),
                 user = names_word(&r->top.names, NAME_SASL, t->sasl);
        uint32_t word = by_network ? net : user, other = by_network ? user : net;
        if (!word)
            continue;
        struct count_cell *place = count_at(&index, word, 0);
        if (!place->n) {
            rows_add(rows, words_text(&r->top.catalogue.words, word))->first = t->first;
            place->n = (int64_t)rows->len;
        }
        struct report_row *row = &rows->rows[place->n - 1];
        row->count += t->n;
        row->first = t->first < row->first ? t->first : row->first;
        row->last = t->last > row->last ? t->last : row->last;
        struct count_cell *pair = count_at(&met, word, other);
        row->others += other && !pair->n;
        pair->n = 1;
    }
    count_release(&index);
    count_release(&met);
    rows_sort(rows, REPORT_ROWS);
}

ROWS(logins)
{
    struct report *r = facts->report;
    struct auth a = {.len = 0};
    const struct filter *filter = &r->options.filter;
    const struct scan scan = {.store = facts->store, .catalogue = &r->top.catalogue,
                              .filter = filter,
                              .row = on_row, .to = &a};
    filter_apply(filter, &r->top.catalogue);
    pass_logins(&r->top.catalogue);
    int failed = scan_events(&scan, r->options.period, SCAN_PEER | SCAN_SASL);
    filter_apply(filter, &r->top.catalogue);
    for (size_t i = 0; i < a.len; i++) {
        names_want(&r->top.names, NAME_NET, a.pairs[i].peer);
        names_want(&r->top.names, NAME_SASL, a.pairs[i].sasl);
    }
    failed |= names_load(&r->top.names);
    sum(r, &a, 1, &rows[0]);
    sum(r, &a, 0, &rows[1]);
    count_release(&a.index);
    free(a.pairs);
    return failed;
}
