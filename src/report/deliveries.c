/* What became of mail, by the recipient's domain and by the provider whose servers take it.
 *
 * A domain's mail that no server answered (a time-out, a name that is not found) counts for the
 * provider that has most of the domain's other mail: whoever could not reach Google waited for
 * Google. */
#include "report/rows.h"

#include "base/mem.h"
#include "base/sums.h"
#include "base/units.h"
#include "query/radix.h"
#include "report/waits.h"

#include <stdlib.h>
#include <string.h>

enum { FLOOR = 10 };                    /* recipients: with less there is no rate to tell */

/* Columns of schema/query/delivery_read.sql, in order. */
enum { READ_DOMAIN, READ_PROVIDER, READ_OUTCOMES };
enum { DELIVERED, BOUNCED, PUT_OFF, SETTLED, OUTCOMES };        /* from READ_OUTCOMES on */
/* Of schema/query/delay_read.sql. */
enum { DELAY_DOMAIN, DELAY_PROVIDER, DELAY_SECONDS, DELAY_RECIPIENTS };

/* Sums by the one or the other. */
struct tally {
    const struct report_facts *facts;
    struct report_rows *rows;
    int by_provider;
    struct sums sums;                   /* (domain, provider, 0) -> OUTCOMES */
    struct counts index;                /* (domain or provider, 0) -> place in rows, from 1 */
    struct counts main;                 /* (domain, 0) -> its provider; latest: its mail */
};

/* Sums lie by the hour, so the hour that the period begins in counts as a whole. */
static struct store_query *ask(const struct report_facts *facts, enum store_statement which)
{
    struct period p = facts->report->options.period;
    struct store_query *q = store_query(facts->store, which);
    store_bind_int(q, 1, p.since / HOUR * HOUR);
    store_bind_int(q, 2, p.until);
    return q;
}

static uint32_t provider_word(const struct tally *t, struct smtplog_slice provider)
{
    return provider.len ? words_number(&t->facts->report->top.catalogue.words, provider) : 0;
}

static int read_sums(struct tally *t)
{
    struct store_query *q = ask(t->facts, SQL_DELIVERY_READ);
    while (store_next(q)) {
        const uint64_t key[SUMS_KEY] = {(uint64_t)store_int(q, READ_DOMAIN),
                                        provider_word(t, store_text(q, READ_PROVIDER))};
        uint64_t *n = sums_cell(&t->sums, key);
        for (int i = 0; i < OUTCOMES; i++)
            n[i] += (uint64_t)store_int(q, READ_OUTCOMES + i);
    }
    return store_query_end(q);
}

/* Of two providers with as much of a domain's mail it is that whose name comes first. */
static int comes_before(const struct tally *t, uint64_t word, uint64_t other)
{
    const struct words *words = &t->facts->report->top.catalogue.words;
    struct smtplog_slice a = words_text(words, (uint32_t)word),
                         b = words_text(words, (uint32_t)other);
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order ? order < 0 : a.len < b.len;
}

/* The provider of most of a domain's mail. */
static void find_mains(struct tally *t)
{
    for (size_t i = 0; i < t->sums.len; i++) {
        const uint64_t *key = sums_at(&t->sums, i), *of = key + SUMS_KEY;
        int64_t n = (int64_t)(of[DELIVERED] + of[BOUNCED] + of[PUT_OFF]);
        if (!key[1])
            continue;
        struct count_cell *cell = count_at(&t->main, key[0], 0);
        if (!cell->n || n > cell->latest ||
            (n == cell->latest && comes_before(t, key[1], (uint64_t)cell->n))) {
            cell->n = (int64_t)key[1];
            cell->latest = n;
        }
    }
}

/* What the sum of a domain and a provider is counted by; 0: by nothing. */
static uint64_t key_of(const struct tally *t, uint64_t domain, uint64_t provider)
{
    if (!t->by_provider)
        return domain;
    const struct count_cell *main = provider ? NULL : count_get(&t->main, domain, 0);
    return main ? (uint64_t)main->n : provider;
}

/* The row of a domain or provider, made when it is met first; a domain gets its name later.
 * `index` holds places from 1 on, since a count of 0 means that there is none. */
static struct report_row *row_of(struct tally *t, uint64_t key)
{
    struct count_cell *place = count_at(&t->index, key, 0);
    if (!place->n) {
        const struct words *words = &t->facts->report->top.catalogue.words;
        rows_add(t->rows, t->by_provider ? words_text(words, (uint32_t)key) : SLICE_LIT(""));
        place->n = (int64_t)t->rows->len;
    }
    return &t->rows->rows[place->n - 1];
}

/* Sums by domain and provider; several make one row of the list. */
static void add_deliveries(struct tally *t)
{
    for (size_t i = 0; i < t->sums.len; i++) {
        const uint64_t *pair = sums_at(&t->sums, i), *of = pair + SUMS_KEY;
        uint64_t key = pair[0] ? key_of(t, pair[0], pair[1]) : 0;
        if (!key)
            continue;
        struct report_row *row = row_of(t, key);
        row->delivered += (int64_t)of[DELIVERED];
        row->bounced += (int64_t)of[BOUNCED];
        row->put_off += (int64_t)of[PUT_OFF];
        row->settled += (int64_t)of[SETTLED];
    }
}

struct naming {
    struct tally *tally;
    const uint64_t *ids;
};

static void on_name(void *to, size_t i, struct smtplog_slice text)
{
    const struct naming *n = to;
    const struct count_cell *place = count_get(&n->tally->index, n->ids[i], 0);
    n->tally->rows->rows[place->n - 1].name = mem_slice(text);
}

static int name_domains(struct tally *t)
{
    uint64_t *ids = mem_alloc((t->index.len + 1) * sizeof *ids);
    for (size_t i = 0; i < t->index.len; i++)
        ids[i] = t->index.cells[i].a;
    radix_sort(ids, t->index.len, 0);
    struct naming naming = {t, ids};
    int failed = names_each(&t->facts->report->top.names, NAME_DOMAIN_ITSELF, ids, t->index.len,
                            on_name, &naming);
    free(ids);
    return failed;
}

/* How long those needed that were put off first: whoever has no row has no such mail. */
static int add_delays(struct tally *t)
{
    struct waits waits = {0};
    struct store_query *q = ask(t->facts, SQL_DELAY_READ);
    while (store_next(q)) {
        uint64_t key = key_of(t, (uint64_t)store_int(q, DELAY_DOMAIN),
                              provider_word(t, store_text(q, DELAY_PROVIDER)));
        const struct count_cell *place = key ? count_get(&t->index, key, 0) : NULL;
        if (place)
            waits_add(&waits, (size_t)place->n - 1, store_int(q, DELAY_SECONDS),
                      store_int(q, DELAY_RECIPIENTS));
    }
    waits_settle(&waits, t->rows);
    return store_query_end(q);
}

/* What waits is not delivered either. */
static void count(struct report_row *row)
{
    int64_t waiting = row->put_off - row->settled;
    row->count = row->delivered + row->bounced + (waiting > 0 ? waiting : 0);
}

/* The two sections differ in what makes a row, and in that a domain's main provider must be found
 * first. */
static int fill(struct report_rows *rows, const struct report_facts *facts, int by_provider)
{
    struct tally t = {.facts = facts, .rows = rows, .by_provider = by_provider,
                      .sums = {.counters = OUTCOMES}};
    int failed = read_sums(&t);
    if (by_provider)
        find_mains(&t);
    add_deliveries(&t);
    failed |= by_provider ? STORE_OK : name_domains(&t);
    failed |= add_delays(&t);
    for (size_t i = 0; i < rows->len; i++)
        count(&rows->rows[i]);
    rows_drop_below(rows, FLOOR);
    rows_sort(rows, REPORT_ROWS);
    sums_release(&t.sums);
    count_release(&t.index);
    count_release(&t.main);
    return failed;
}

ROWS(destinations)
{
    return fill(rows, facts, 0);
}

ROWS(recipients_providers)
{
    return fill(rows, facts, 1);
}
