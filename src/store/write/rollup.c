/* Sums by the hour, for reports that count months: added up in memory, for one row gets many
 * events, and written with the batch or when there are too many. */
#include "store/write/write.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>

enum { CELLS = 100000 };                /* sums kept in memory before they are written */

int64_t store_floor(int64_t t, int64_t unit)
{
    return t - ((t % unit) + unit) % unit;
}

static int flush(struct store *s);

static void forget(struct store *s)
{
    map_clear(&s->hourly, free);
    map_clear(&s->replies, NULL);
}

static void release(struct store *s)
{
    map_release(&s->hourly, free);
    map_release(&s->replies, NULL);
}

static const struct store_cache cache = {flush, forget, release};

/* ---- failure_hourly ---- */

struct hourly_key { int64_t hour, host_id, reason_id; };
struct hourly_cell { int64_t n, first, last; };

int hourly_count(struct store *s, int64_t ts, int64_t host_id, int64_t reason_id)
{
    struct hourly_key key = {store_floor(ts, HOUR), host_id, reason_id};
    if (s->hourly.len >= CELLS && flush(s))
        return STORE_FAILED;
    batch_join(s, &cache);
    struct map_entry *entry = map_put(&s->hourly, slice_of((const char *)&key, sizeof key));
    struct hourly_cell *cell = entry->value;
    if (!cell) {
        entry->value = cell = mem_alloc(sizeof *cell);
        cell->first = cell->last = ts;
    }
    cell->n++;
    cell->first = ts < cell->first ? ts : cell->first;
    cell->last = ts > cell->last ? ts : cell->last;
    return pack_stale(s, ts, ts);
}

/* Adds the failures of this batch to those of the hours. */
static int flush_hourly(struct store *s)
{
    size_t at = 0;
    struct map_entry *entry;
    while ((entry = map_next(&s->hourly, &at))) {
        struct hourly_key key;
        const struct hourly_cell *c = entry->value;
        memcpy(&key, entry->key.ptr, sizeof key);
        if (sum_stale(s, key.hour) ||
            stmt_run(s, SQL_HOURLY_ADD, "iiiiii", key.hour, key.host_id, key.reason_id, c->n,
                     c->first, c->last))
            return STORE_FAILED;
    }
    map_clear(&s->hourly, free);
    return STORE_OK;
}

/* ---- reply_hourly ---- */

struct replies_key { int64_t hour, host_id, domain_id; int32_t direction, code; };

int store_traffic(struct store *s, const struct store_replies *r)
{
    if (store_ready(s) || (s->replies.len >= CELLS && flush(s)))
        return STORE_FAILED;
    batch_join(s, &cache);
    struct strbuf domain = {0};
    text_lower_add(&domain, r->domain);
    struct replies_key key = {
        .hour = store_floor(r->time, HOUR),
        .host_id = dict_host(s, r->host),
        .domain_id = domain.len ? dict_name(s, DICT_DOMAIN, strbuf_view(&domain)) : 0,
        .direction = (int32_t)r->direction, .code = r->code,
    };
    strbuf_release(&domain);
    if (key.host_id < 0 || key.domain_id < 0)
        return STORE_FAILED;
    strbuf_clear(&s->key);
    strbuf_add(&s->key, (const char *)&key, sizeof key);
    strbuf_slice(&s->key, r->mta);
    struct map_entry *entry = map_put(&s->replies, strbuf_view(&s->key));
    entry->value = (void *)((uintptr_t)entry->value + (uintptr_t)r->n);
    return STORE_OK;
}

/* The text behind a key's numbers is the server. */
static struct smtplog_slice mta_of(const struct map_entry *entry)
{
    return slice_from(entry->key, sizeof(struct replies_key));
}

static int order_of_texts(struct smtplog_slice a, struct smtplog_slice b)
{
    int first = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return first ? first : (a.len > b.len) - (a.len < b.len);
}

/* By server and direction, which one statement names for all its rows; then as the table is
 * kept. */
static int order(const void *left, const void *right)
{
    const struct map_entry *x = *(const struct map_entry *const *)left;
    const struct map_entry *y = *(const struct map_entry *const *)right;
    struct replies_key a, b;
    memcpy(&a, x->key.ptr, sizeof a);
    memcpy(&b, y->key.ptr, sizeof b);
    int texts = order_of_texts(mta_of(x), mta_of(y));
    if (texts)
        return texts;
    const int64_t pairs[][2] = {{a.direction, b.direction}, {a.hour, b.hour},
                                {a.host_id, b.host_id}, {a.code, b.code},
                                {a.domain_id, b.domain_id}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] != pairs[i][1])
            return pairs[i][0] < pairs[i][1] ? -1 : 1;
    return 0;
}

/* Columns of schema/query/replies_add.sql. */
enum { REPLY_HOUR, REPLY_HOST, REPLY_CODE, REPLY_DOMAIN, REPLY_N, REPLY_COLUMNS };

/* The cells from the first on that are of its server and direction, as rows: -> how many, or
 * STORE_FAILED. */
static int64_t write_group(struct store *s, struct map_entry **cells, size_t len, int64_t *rows)
{
    struct replies_key first, key;
    size_t n = 0;
    memcpy(&first, cells[0]->key.ptr, sizeof first);
    for (; n < len && slice_eq(mta_of(cells[n]), mta_of(cells[0])); n++) {
        int64_t *row = rows + n * REPLY_COLUMNS;
        memcpy(&key, cells[n]->key.ptr, sizeof key);
        if (key.direction != first.direction)
            break;
        if (sum_stale(s, key.hour))
            return STORE_FAILED;
        row[REPLY_HOUR] = key.hour;
        row[REPLY_HOST] = key.host_id;
        row[REPLY_CODE] = key.code;
        row[REPLY_DOMAIN] = key.domain_id;
        row[REPLY_N] = (int64_t)(uintptr_t)cells[n]->value;
    }
    const char *direction = event_direction_word((uint32_t)first.direction);
    return given_run(s, stmt_start(s, SQL_REPLIES_ADD, "wc", mta_of(cells[0]),
                                   direction ? direction : ""),
                     &(struct given){rows, n, REPLY_COLUMNS, NULL, 0}) ? STORE_FAILED : (int64_t)n;
}

/* Adds the counts of this batch to those of the hours; sums of days that they belong to are
 * stale from here on. */
static int flush_replies(struct store *s)
{
    const size_t len = s->replies.len;
    size_t at = 0, n = 0;
    int64_t wrote = 0;
    if (len == 0)
        return STORE_OK;
    struct map_entry **cells = mem_alloc(len * sizeof *cells), *entry;
    int64_t *rows = mem_alloc(len * REPLY_COLUMNS * sizeof *rows);
    while ((entry = map_next(&s->replies, &at)))
        cells[n++] = entry;
    qsort(cells, len, sizeof *cells, order);
    for (at = 0; at < len && wrote >= 0; at += (size_t)wrote)
        wrote = write_group(s, cells + at, len - at, rows);
    free(cells);
    free(rows);
    map_clear(&s->replies, NULL);
    return wrote < 0 ? STORE_FAILED : STORE_OK;
}

static int flush(struct store *s)
{
    return flush_hourly(s) || flush_replies(s) ? STORE_FAILED : STORE_OK;
}
