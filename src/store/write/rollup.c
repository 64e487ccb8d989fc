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

/* Adds the counts of this batch to those of the hours; sums of days that they belong to are
 * stale from here on. */
static int flush_replies(struct store *s)
{
    size_t at = 0;
    struct map_entry *entry;
    while ((entry = map_next(&s->replies, &at))) {
        struct replies_key key;
        memcpy(&key, entry->key.ptr, sizeof key);
        const char *direction = event_direction_word((uint32_t)key.direction);
        if (sum_stale(s, key.hour) ||
            stmt_run(s, SQL_REPLIES_ADD, "iiwciii", key.hour, key.host_id,
                     slice_from(entry->key, sizeof key), direction ? direction : "",
                     (int64_t)key.code, key.domain_id, (int64_t)(uintptr_t)entry->value))
            return STORE_FAILED;
    }
    map_clear(&s->replies, NULL);
    return STORE_OK;
}

static int flush(struct store *s)
{
    return flush_hourly(s) || flush_replies(s) ? STORE_FAILED : STORE_OK;
}
