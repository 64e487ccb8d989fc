/* Who and what stands out in each group that is shown, and a sample of it: one pass over the events
 * of the period, then the names of those that lead. */
#include "base/mem.h"
#include "report/pairs.h"
#include "report/top.h"

#include <stdlib.h>

/* What is counted in the pass. */
enum who { WHO_PEER, WHO_SENDER, WHO_RECIPIENT, WHO_SASL, WHO_HOST, WHO_NET, WHO_DOMAIN, WHOS };

/* What its leaders are called. */
static const struct naming {
    enum who who;
    enum name_kind name;
    enum lead_kind lead;
} namings[] = {
    {WHO_PEER, NAME_PEER, LEAD_PEER}, {WHO_PEER, NAME_PEER_NAME, LEAD_PEER_NAME},
    {WHO_SENDER, NAME_ADDRESS, LEAD_SENDER}, {WHO_RECIPIENT, NAME_ADDRESS, LEAD_RECIPIENT},
    {WHO_SASL, NAME_SASL, LEAD_SASL}, {WHO_HOST, NAME_HOST, LEAD_HOST},
};

/* A failed delivery: for the time being, or for good. */
struct step {
    int64_t message, recipient, event_id;
    int deferred;
};

/* The first by number of a group, in work: more than are told, for two may have one name. */
enum { CANDIDATES = 4 * LEADERS };
struct candidates {
    struct candidate { int64_t id, n; } top[CANDIDATES];
    size_t len, distinct;
    int64_t known;
};

struct detail {
    struct top *top;
    const struct grouping *stats;
    uint32_t deferred, inbound;         /* words */
    struct top_group **group;           /* by number */
    size_t len, cap;
    struct counts reasons;              /* (group's number, reason) */
    struct pairs who[WHOS];             /* NET is of peers, DOMAIN of recipients' addresses */
    struct step *steps;
    size_t steps_len, steps_cap;
};

static uint32_t number_of(struct detail *d, struct top_group *group)
{
    if (!group->number) {
        d->group = mem_grow(d->group, &d->cap, d->len + 1, sizeof *d->group);
        d->group[d->len++] = group;
        group->number = (uint32_t)d->len;
    }
    return group->number - 1;
}

/* Deferrals, and failures that may end one. */
static void follow(struct detail *d, const struct scan_row *row)
{
    if (!row->message || !row->recipient || row->reason->direction == d->inbound)
        return;
    d->steps = mem_grow(d->steps, &d->steps_cap, d->steps_len + 1, sizeof *d->steps);
    d->steps[d->steps_len++] = (struct step){row->message, row->recipient, row->event_id,
                                             row->reason->disposition == d->deferred};
}

static void on_row(void *to, const struct scan_row *row)
{
    struct detail *d = to;
    follow(d, row);
    const struct group_stat *stat =
        grouping_find(d->stats, row->reason->class, group_raw(d->top->options.key, row));
    if (!stat || !stat->group)
        return;
    int inbound = row->reason->direction == d->inbound;
    const int64_t ids[WHOS] = {
        row->peer, row->sender, inbound ? row->recipient : 0, row->sasl, row->host,
        inbound ? row->peer : 0, inbound ? 0 : row->recipient,
    };
    uint32_t number = number_of(d, stat->group);
    stat->group->events++;
    count_add(&d->reasons, number, (uint64_t)row->reason->id, 1, row->event_id);
    for (unsigned i = 0; i < WHOS; i++)
        if (ids[i])
            pairs_add(&d->who[i], number, ids[i]);
}

/* ---- Leaders -------------------------------------------------------------------------------------- */

/* Among equals the smaller id stays in front, which is the one that was met first. */
static void offer(struct candidates *c, int64_t id, int64_t n)
{
    c->distinct++;
    c->known += n;
    if (c->len == CANDIDATES && c->top[c->len - 1].n >= n)
        return;
    size_t at = c->len < CANDIDATES ? c->len++ : c->len - 1;
    for (; at && c->top[at - 1].n < n; at--)
        c->top[at] = c->top[at - 1];
    c->top[at] = (struct candidate){id, n};
}

static struct candidates *candidates_of(const struct detail *d, const struct pairs *t)
{
    struct candidates *all = mem_alloc(d->len * sizeof *all);
    for (size_t i = 0; i < t->runs_len; i++)
        offer(&all[t->runs[i].group], t->runs[i].id, t->runs[i].n);
    return all;
}

/* Counts by word what is counted by (group, word). */
static struct candidates *candidates_by_word(const struct detail *d, struct counts *words)
{
    struct candidates *all = mem_alloc(d->len * sizeof *all);
    count_sort(words);
    for (size_t i = 0; i < words->len; i++)
        offer(&all[words->cells[i].a], (int64_t)words->cells[i].b, words->cells[i].n);
    return all;
}

static void put_leader(struct leaders *l, struct smtplog_slice text, int64_t n, size_t *len)
{
    for (size_t i = 0; i < *len; i++)
        if (slice_eq(l->top[i].text, text)) {
            l->top[i].n += n;           /* one name of two ids */
            l->distinct--;
            return;
        }
    if (*len < LEADERS && text.len)
        l->top[(*len)++] = (struct leader){text, n};
}

/* ids are `kind` of names.h, or words already (NAME_KINDS). */
static int take_leaders(struct detail *d, struct candidates *all, enum name_kind kind,
                        enum lead_kind lead)
{
    struct top *t = d->top;
    int failed = STORE_OK;
    for (size_t i = 0; kind != NAME_KINDS && i < d->len; i++)
        for (size_t k = 0; k < all[i].len; k++)
            names_want(&t->names, kind, all[i].top[k].id);
    failed = names_load(&t->names);
    for (size_t i = 0; i < d->len; i++) {
        struct leaders *l = &d->group[i]->lead[lead];
        size_t len = 0;
        *l = (struct leaders){.distinct = all[i].distinct, .known = all[i].known};
        for (size_t k = 0; k < all[i].len; k++) {
            uint32_t word = kind == NAME_KINDS ? (uint32_t)all[i].top[k].id
                                               : names_word(&t->names, kind, all[i].top[k].id);
            put_leader(l, words_text(&t->catalogue.words, word), all[i].top[k].n, &len);
        }
        if (!len)
            *l = (struct leaders){0};
    }
    return failed;
}

/* ---- Networks and domains ------------------------------------------------------------------------- */

/* Counts runs of ids by what the ids belong to: the statement answers, in their order, the id and a
 * text for each id of a JSON array. */
static int fold(struct detail *d, enum who who, enum store_statement statement, enum lead_kind lead)
{
    const struct pairs *t = &d->who[who];
    struct strbuf json = {0};
    struct counts words = {0};
    for (size_t i = 0; i < t->runs_len; i++)
        if (i == 0 || t->runs[i].id != t->runs[i - 1].id)
            strbuf_fmt(&json, "%c%lld", json.len ? ',' : '[', (long long)t->runs[i].id);
    strbuf_str(&json, json.len ? "]" : "[]");
    struct store_query *q = store_query(d->top->names.store, statement);
    store_bind_text(q, 1, strbuf_view(&json));
    for (size_t i = 0; store_next(q);) {
        int64_t id = store_int(q, 0);
        uint32_t word = words_number(&d->top->catalogue.words, store_text(q, 1));
        while (i < t->runs_len && t->runs[i].id < id)
            i++;
        for (; word && i < t->runs_len && t->runs[i].id == id; i++)
            count_add(&words, t->runs[i].group, word, t->runs[i].n, 0);
    }
    int failed = store_query_end(q);
    struct candidates *all = candidates_by_word(d, &words);
    failed |= take_leaders(d, all, NAME_KINDS, lead);
    free(all);
    count_release(&words);
    strbuf_release(&json);
    return failed;
}

static uint32_t code_word(struct top *t, const struct reason *r)
{
    struct strbuf text = {0};
    struct smtplog_slice enhanced = words_text(&t->catalogue.words, r->enhanced);
    if (r->code)
        strbuf_fmt(&text, "%d%s", r->code, enhanced.len ? " " : "");
    strbuf_slice(&text, enhanced);
    uint32_t word = words_number(&t->catalogue.words, strbuf_view(&text));
    strbuf_release(&text);
    return word;
}

/* What the reasons of a group say: codes, causes, providers, ... */
static int from_reasons(struct detail *d)
{
    enum { OF_REASON = LEAD_PHASE + 1 };
    struct counts words[OF_REASON] = {{0}};
    struct top *t = d->top;
    int failed = STORE_OK;
    for (size_t i = 0; i < d->reasons.len; i++) {
        const struct count_cell *cell = &d->reasons.cells[i];
        const struct reason *r = &t->catalogue.reasons[cell->b];
        const uint32_t leads[OF_REASON] = {
            [LEAD_CODE] = code_word(t, r), [LEAD_CAUSE] = r->cause, [LEAD_PROVIDER] = r->provider,
            [LEAD_DIRECTION] = r->direction, [LEAD_PHASE] = r->phase,
        };
        for (unsigned k = 0; k < OF_REASON; k++)
            if (leads[k])
                count_add(&words[k], cell->a, leads[k], cell->n, 0);
    }
    for (unsigned k = 0; k < OF_REASON; k++) {
        struct candidates *all = candidates_by_word(d, &words[k]);
        failed |= take_leaders(d, all, NAME_KINDS, k);
        free(all);
        count_release(&words[k]);
    }
    return failed;
}

static int from_who(struct detail *d)
{
    int failed = STORE_OK;
    for (unsigned i = 0; i < WHOS; i++)
        pairs_finish(&d->who[i]);
    for (size_t i = 0; i < sizeof namings / sizeof *namings; i++) {
        struct candidates *all = candidates_of(d, &d->who[namings[i].who]);
        failed |= take_leaders(d, all, namings[i].name, namings[i].lead);
        free(all);
    }
    failed |= fold(d, WHO_NET, SQL_TOP_NETS, LEAD_NET);
    failed |= fold(d, WHO_DOMAIN, SQL_TOP_DOMAINS, LEAD_RECIPIENT_DOMAIN);
    return failed;
}

/* ---- Samples ------------------------------------------------------------------------------------- */

static char *copy(struct store_query *q, int column)
{
    struct smtplog_slice text = store_text(q, column);
    return text.ptr ? mem_strn(text.ptr, text.len) : NULL;
}

static int take_sample(struct store *s, struct sample *sample, int64_t event_id)
{
    enum { SHIFT = 20 };
    struct store_query *q = store_query(s, SQL_TOP_SAMPLE);
    store_bind_int(q, 1, event_id >> SHIFT);
    store_bind_int(q, 2, event_id & ((1 << SHIFT) - 1));
    if (store_next(q)) {
        char **const texts[] = {
            &sample->text, &sample->trace, &sample->reason, &sample->tag, &sample->mta,
            &sample->process, &sample->direction, &sample->phase, &sample->disposition,
            &sample->origin, &sample->peer_name, &sample->enhanced, &sample->recipient,
        };
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            *texts[i] = copy(q, (int)i);
        sample->code = (int32_t)store_int(q, 13);
        sample->time = event_id >> SHIFT;
    }
    return store_query_end(q);
}

/* The cells are sorted: of each group the most frequent reason comes first. */
static int take_samples(struct detail *d, struct store *s)
{
    int failed = STORE_OK;
    for (size_t i = 0; i < d->reasons.len; i++)
        if (i == 0 || d->reasons.cells[i].a != d->reasons.cells[i - 1].a)
            failed |= take_sample(s, &d->group[d->reasons.cells[i].a]->sample,
                                  d->reasons.cells[i].latest);
    return failed;
}

static int by_delivery(const void *left, const void *right)
{
    const struct step *x = left, *y = right;
    if (x->message != y->message)
        return x->message < y->message ? -1 : 1;
    if (x->recipient != y->recipient)
        return x->recipient < y->recipient ? -1 : 1;
    return x->event_id < y->event_id ? -1 : x->event_id > y->event_id;
}

static int same_delivery(const struct step *x, const struct step *y)
{
    return x->message == y->message && x->recipient == y->recipient;
}

/* Of each delivery that was put off the last step stays. */
static void last_steps(struct detail *d)
{
    size_t len = 0;
    if (d->steps_len)
        qsort(d->steps, d->steps_len, sizeof *d->steps, by_delivery);
    for (size_t i = 0; i < d->steps_len;) {
        int deferred = 0;
        size_t first = i;
        for (; i < d->steps_len && same_delivery(&d->steps[i], &d->steps[first]); i++)
            deferred |= d->steps[i].deferred;
        if (deferred)
            d->steps[len++] = d->steps[i - 1];
    }
    d->steps_len = len;
}

/* Counts deliveries that were put off by how they went on.  Steps and fates come in one order. */
static int settle(struct detail *d, struct store *s)
{
    struct outcome *o = &d->top->outcome;
    struct strbuf json = {0};
    last_steps(d);
    *o = (struct outcome){.known = 1, .deferred = (int64_t)d->steps_len};
    for (size_t i = 0; i < d->steps_len; i++) {
        o->failed += !d->steps[i].deferred;
        if (i == 0 || d->steps[i].message != d->steps[i - 1].message)
            strbuf_fmt(&json, "%c%lld", json.len ? ',' : '[', (long long)d->steps[i].message);
    }
    strbuf_str(&json, json.len ? "]" : "[]");
    struct store_query *q = store_query(s, SQL_TOP_DELIVERED);
    store_bind_text(q, 1, strbuf_view(&json));
    store_bind_int(q, 2, d->top->options.period.until);
    for (size_t i = 0; store_next(q);) {
        const struct step fate = {.message = store_int(q, 0), .recipient = store_int(q, 1)};
        while (i < d->steps_len && by_delivery(&d->steps[i], &fate) < 0 &&
               !same_delivery(&d->steps[i], &fate))
            i++;
        o->delivered += i < d->steps_len && same_delivery(&d->steps[i], &fate) &&
                        d->steps[i].deferred;
    }
    o->waiting = o->deferred - o->failed - o->delivered;
    strbuf_release(&json);
    return store_query_end(q);
}

int top_detail(struct top *t, struct store *s, const struct grouping *stats)
{
    struct detail d = {.top = t, .stats = stats,
                       .deferred = words_number(&t->catalogue.words, SLICE_LIT("deferred")),
                       .inbound = words_number(&t->catalogue.words, SLICE_LIT("inbound"))};
    const struct scan scan = {.store = s, .catalogue = &t->catalogue, .filter = &t->options.filter,
                              .row = on_row, .to = &d};
    int failed = scan_events(&scan, t->options.period, SCAN_PEER | SCAN_SENDER | SCAN_RECIPIENT |
                             SCAN_SASL | SCAN_MESSAGE);
    count_sort(&d.reasons);
    failed |= settle(&d, s);
    failed |= from_reasons(&d);
    failed |= from_who(&d);
    failed |= take_samples(&d, s);
    free(d.group);
    count_release(&d.reasons);
    free(d.steps);
    for (unsigned i = 0; i < WHOS; i++)
        pairs_release(&d.who[i]);
    return failed;
}
