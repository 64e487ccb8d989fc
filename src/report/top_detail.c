/* Who and what stands out in each group that is shown, and a sample of it: one pass over the
 * period, then the names of those that lead. */
#include "base/mem.h"
#include "report/top_pass.h"

#include <stdlib.h>

/* The first by number of a group, in work: more than are told, for two may have one name. */
enum { CANDIDATES = 4 * LEADERS };
struct candidates {
    struct candidate { int64_t id, n; } top[CANDIDATES];
    size_t len, distinct;
    int64_t known;
};

struct detail {
    struct top *top;
    struct top_pass pass;
};

/* ---- Leaders ------------------------------------------------------------------------------- */

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

static void offer_runs(struct candidates *all, const struct pairs *t)
{
    for (size_t i = 0; i < t->len; i++)
        offer(&all[t->runs[i].group], t->runs[i].id, t->runs[i].n);
}

/* Offers words or ids that are counted by (group, word). */
static void offer_words(struct candidates *all, struct counts *words)
{
    count_sort(words);
    for (size_t i = 0; i < words->len; i++)
        offer(&all[words->cells[i].a], (int64_t)words->cells[i].b, words->cells[i].n);
}

/* A name may have several ids (the same user by two spellings of one database): they are one
 * leader. */
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

/* ids are `kind` of names.h, or words already (NAME_KINDS).  Frees the candidates. */
static int take_leaders(struct detail *d, struct candidates *all, enum name_kind kind,
                        enum lead_kind lead)
{
    struct top *t = d->top;
    for (size_t i = 0; kind != NAME_KINDS && i < d->pass.len; i++)
        for (size_t k = 0; k < all[i].len; k++)
            names_want(&t->names, kind, all[i].top[k].id);
    int failed = names_load(&t->names);
    for (size_t i = 0; i < d->pass.len; i++) {
        struct leaders *l = &d->pass.group[i]->lead[lead];
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
    free(all);
    return failed;
}

static struct candidates *candidates(const struct detail *d)
{
    return mem_alloc(d->pass.len * sizeof(struct candidates));
}

/* ---- Networks ------------------------------------------------------------------------------ */

/* The networks of clients, in their order: by a list of these or, where they stand close, by the
 * span that holds them. */
static struct store_query *nets_of(struct store *s, const struct pairs *t)
{
    enum { CLOSE = 4 };
    int64_t first = t->runs[0].id, last = t->runs[t->len - 1].id;
    struct strbuf json = {0};
    struct store_query *q;
    if (last - first < (int64_t)t->len * CLOSE) {
        q = store_query(s, SQL_TOP_NETS_BETWEEN);
        store_bind_int(q, 1, first);
        store_bind_int(q, 2, last);
        return q;
    }
    for (size_t i = 0; i < t->len; i++)
        if (i == 0 || t->runs[i].id != t->runs[i - 1].id)
            strbuf_fmt(&json, "%c%lld", i ? ',' : '[', (long long)t->runs[i].id);
    strbuf_char(&json, ']');
    q = store_query(s, SQL_TOP_NETS);
    store_bind_text(q, 1, strbuf_view(&json));
    strbuf_release(&json);
    return q;
}

/* Addresses of clients counted by network: a scan comes from many of one. */
static int count_nets(struct detail *d, struct counts *words)
{
    const struct pairs *t = &d->pass.who[WHO_CLIENT];
    if (!t->len)
        return STORE_OK;
    struct store_query *q = nets_of(d->top->names.store, t);
    for (size_t i = 0; store_next(q);) {
        int64_t id = store_int(q, 0);
        while (i < t->len && t->runs[i].id < id)
            i++;
        if (i == t->len || t->runs[i].id != id)
            continue;
        uint32_t word = words_number(&d->top->catalogue.words, store_text(q, 1));
        for (; i < t->len && t->runs[i].id == id; i++)
            if (word)
                count_add(words, t->runs[i].group, word, t->runs[i].n, 0);
    }
    return store_query_end(q);
}

/* The networks of peers: addresses are made networks by their names, so it is done last and
 * once. */
static int from_nets(struct detail *d)
{
    struct counts nets = {0};
    struct candidates *all = candidates(d);
    int failed = count_nets(d, &nets);
    offer_words(all, &nets);
    count_release(&nets);
    return failed | take_leaders(d, all, NAME_KINDS, LEAD_NET);
}

/* ---- Everybody and everything -------------------------------------------------------------- */

/* The leaders of each kind (addresses, domains, peers, users, hosts), by their ids; names are
 * looked up for those that lead only. */
static int from_who(struct detail *d)
{
    static const struct {
        enum who who, also;
        enum name_kind name;
        enum lead_kind lead;
    } namings[] = {
        {WHO_CLIENT, WHO_SERVER, NAME_PEER, LEAD_PEER},
        {WHO_CLIENT, WHO_SERVER, NAME_PEER_NAME, LEAD_PEER_NAME},
        {WHO_SENDER, WHOS, NAME_ADDRESS, LEAD_SENDER},
        {WHO_RECIPIENT, WHOS, NAME_ADDRESS, LEAD_RECIPIENT},
        {WHO_DOMAIN, WHOS, NAME_DOMAIN_ITSELF, LEAD_RECIPIENT_DOMAIN},
        {WHO_SASL, WHOS, NAME_SASL, LEAD_SASL},
        {WHO_HOST, WHOS, NAME_HOST, LEAD_HOST},
    };
    int failed = STORE_OK;
    for (size_t i = 0; i < sizeof namings / sizeof *namings; i++) {
        struct candidates *all = candidates(d);
        offer_runs(all, &d->pass.who[namings[i].who]);
        if (namings[i].also != WHOS)
            offer_runs(all, &d->pass.who[namings[i].also]);
        failed |= take_leaders(d, all, namings[i].name, namings[i].lead);
    }
    return failed | from_nets(d);
}

/* "550 5.7.1", as people read them: one word of the catalogue like any other name. */
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
    for (size_t i = 0; i < d->pass.reasons.len; i++) {
        const struct count_cell *cell = &d->pass.reasons.cells[i];
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
        struct candidates *all = candidates(d);
        offer_words(all, &words[k]);
        failed |= take_leaders(d, all, NAME_KINDS, k);
        count_release(&words[k]);
    }
    return failed;
}

/* ---- Samples ------------------------------------------------------------------------------- */

/* Columns of schema/query/top_sample.sql, in order. */
enum {
    SAMPLE_TEXT, SAMPLE_TRACE, SAMPLE_REASON, SAMPLE_TAG, SAMPLE_MTA, SAMPLE_PROCESS,
    SAMPLE_DIRECTION, SAMPLE_PHASE, SAMPLE_DISPOSITION, SAMPLE_ORIGIN, SAMPLE_PEER_NAME,
    SAMPLE_ENHANCED, SAMPLE_RECIPIENT, SAMPLE_CODE
};

/* The event that stands for the group, whole. */
static int take_sample(struct store *s, struct sample *sample, int64_t event_id)
{
    struct store_query *q = store_query(s, SQL_TOP_SAMPLE);
    store_bind_int(q, 1, event_id >> STORE_EVENT_SHIFT);
    store_bind_int(q, 2, event_id & ((1 << STORE_EVENT_SHIFT) - 1));
    if (store_next(q)) {
        char **const texts[SAMPLE_CODE] = {
            [SAMPLE_TEXT] = &sample->text,
            [SAMPLE_TRACE] = &sample->trace,
            [SAMPLE_REASON] = &sample->reason,
            [SAMPLE_TAG] = &sample->tag,
            [SAMPLE_MTA] = &sample->mta,
            [SAMPLE_PROCESS] = &sample->process,
            [SAMPLE_DIRECTION] = &sample->direction,
            [SAMPLE_PHASE] = &sample->phase,
            [SAMPLE_DISPOSITION] = &sample->disposition,
            [SAMPLE_ORIGIN] = &sample->origin,
            [SAMPLE_PEER_NAME] = &sample->peer_name,
            [SAMPLE_ENHANCED] = &sample->enhanced,
            [SAMPLE_RECIPIENT] = &sample->recipient,
        };
        for (int i = 0; i < SAMPLE_CODE; i++)
            *texts[i] = store_copy(q, i);
        sample->code = (int32_t)store_int(q, SAMPLE_CODE);
        sample->time = event_id >> STORE_EVENT_SHIFT;
    }
    return store_query_end(q);
}

/* The cells are sorted: of each group the most frequent reason comes first.  The sample is of the
 * cause that is explained, the leading one. */
static int take_samples(struct detail *d, struct store *s)
{
    const struct catalogue *c = &d->top->catalogue;
    int failed = STORE_OK;
    for (size_t i = 0; i < d->pass.reasons.len; i++) {
        const struct count_cell *cell = &d->pass.reasons.cells[i];
        struct top_group *g = d->pass.group[cell->a];
        const struct leaders *cause = &g->lead[LEAD_CAUSE];
        struct smtplog_slice own = words_text(&c->words, c->reasons[cell->b].cause);
        if (!g->sample.time && (!cause->distinct || slice_eq(own, cause->top[0].text)))
            failed |= take_sample(s, &g->sample, cell->latest);
    }
    return failed;
}

int top_detail(struct top *t, struct store *s, const struct top_shown *shown)
{
    struct detail d = {.top = t};
    int failed = top_pass(&d.pass, t, s, shown);
    count_sort(&d.pass.reasons);
    failed |= from_reasons(&d);
    failed |= from_who(&d);
    failed |= take_samples(&d, s);
    top_pass_release(&d.pass);
    return failed;
}
