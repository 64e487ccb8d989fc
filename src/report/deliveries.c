/* What became of mail, by the recipient's domain and by the provider whose servers take it.
 *
 * A domain's mail that no server answered (a time-out, a name that is not found) counts for the
 * provider that has most of the domain's other mail: whoever could not reach Google waited for
 * Google. */
#include "report/rows.h"

#include "base/mem.h"
#include "base/units.h"
#include "report/waits.h"

#include <stdlib.h>

enum { FLOOR = 10 };                    /* recipients: with less there is no rate to tell */

/* Columns of schema/query/delivery_read.sql, in order. */
enum { READ_DOMAIN, READ_NAME, READ_PROVIDER, READ_DELIVERED, READ_BOUNCED, READ_PUT_OFF,
       READ_SETTLED };
/* Of schema/query/delay_read.sql. */
enum { DELAY_DOMAIN, DELAY_PROVIDER, DELAY_SECONDS, DELAY_RECIPIENTS };

/* Sums by the one or the other. */
struct tally {
    const struct report_facts *facts;
    struct report_rows *rows;
    int by_provider;
    struct counts index;                /* (domain or provider, 0) -> place in rows, from 1 */
    struct counts main;                 /* (domain, 0) -> its provider; latest: its mail */
};

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

/* The provider of most of a domain's mail. */
static int find_mains(struct tally *t)
{
    struct store_query *q = ask(t->facts, SQL_DELIVERY_READ);
    while (store_next(q)) {
        uint32_t word = provider_word(t, store_text(q, READ_PROVIDER));
        int64_t n = store_int(q, READ_DELIVERED) + store_int(q, READ_BOUNCED) +
                    store_int(q, READ_PUT_OFF);
        if (!word)
            continue;
        struct count_cell *cell = count_at(&t->main, (uint64_t)store_int(q, READ_DOMAIN), 0);
        if (!cell->n || n > cell->latest) {
            cell->n = word;
            cell->latest = n;
        }
    }
    return store_query_end(q);
}

/* What the sum of a domain and a provider is counted by; 0: by nothing. */
static uint64_t key_of(const struct tally *t, int64_t domain, struct smtplog_slice provider)
{
    uint32_t word = provider_word(t, provider);
    if (!t->by_provider)
        return (uint64_t)domain;
    const struct count_cell *main = word ? NULL : count_get(&t->main, (uint64_t)domain, 0);
    return main ? (uint64_t)main->n : word;
}

/* The row of a domain or provider, made when it is met first.  `index` holds places from 1 on,
 * since a count of 0 means that there is none. */
static struct report_row *row_of(struct tally *t, uint64_t key, struct smtplog_slice domain)
{
    struct count_cell *place = count_at(&t->index, key, 0);
    if (!place->n) {
        const struct words *words = &t->facts->report->top.catalogue.words;
        rows_add(t->rows, t->by_provider ? words_text(words, (uint32_t)key) : domain);
        place->n = (int64_t)t->rows->len;
    }
    return &t->rows->rows[place->n - 1];
}

/* Rows of the hour by domain and provider; several make one row of the list. */
static int add_deliveries(struct tally *t)
{
    struct store_query *q = ask(t->facts, SQL_DELIVERY_READ);
    while (store_next(q)) {
        uint64_t key = key_of(t, store_int(q, READ_DOMAIN), store_text(q, READ_PROVIDER));
        if (!key)
            continue;
        struct report_row *row = row_of(t, key, store_text(q, READ_NAME));
        row->delivered += store_int(q, READ_DELIVERED);
        row->bounced += store_int(q, READ_BOUNCED);
        row->put_off += store_int(q, READ_PUT_OFF);
        row->settled += store_int(q, READ_SETTLED);
    }
    return store_query_end(q);
}

/* How long those needed that were put off first: whoever has no row has no such mail. */
static int add_delays(struct tally *t)
{
    struct waits waits = {0};
    struct store_query *q = ask(t->facts, SQL_DELAY_READ);
    while (store_next(q)) {
        uint64_t key = key_of(t, store_int(q, DELAY_DOMAIN), store_text(q, DELAY_PROVIDER));
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
    struct tally t = {.facts = facts, .rows = rows, .by_provider = by_provider};
    int failed = by_provider ? find_mains(&t) : STORE_OK;
    failed |= add_deliveries(&t);
    failed |= add_delays(&t);
    for (size_t i = 0; i < rows->len; i++)
        count(&rows->rows[i]);
    rows_drop_below(rows, FLOOR);
    rows_sort(rows, REPORT_ROWS);
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
