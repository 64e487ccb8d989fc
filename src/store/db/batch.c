/* One batch is one transaction: what was written of it stands there whole or not at all, and so do
 * the caches, which the batch knows only as a list. */
#include "store/inside.h"

#include "base/mem.h"

#include <stdlib.h>

int store_in_batch(const struct store *s)
{
    return s->in_batch;
}

int store_ready(struct store *s)
{
    if (s->broken)
        return STORE_FAILED;
    if (s->in_batch)
        return STORE_OK;
    diag_error(s->diag, "%s: written to outside of a batch", s->path);
    return STORE_FAILED;
}

void batch_join(struct store *s, const struct store_cache *cache)
{
    for (size_t i = 0; i < s->caches; i++)
        if (s->cache[i] == cache)
            return;
    if (s->caches == STORE_CACHES)
        abort();                       /* a new cache, and no room made for it: no log does this */
    s->cache[s->caches++] = cache;
}

void store_release_caches(struct store *s)
{
    for (size_t i = 0; i < s->caches; i++)
        s->cache[i]->release(s);
    s->caches = 0;
}

static void forget_channels(struct store *s)
{
    for (int i = 0; i < s->channels; i++)
        free(s->channel[i].name);
    s->channels = 0;
}

void store_forget(struct store *s)
{
    for (size_t i = 0; i < s->caches; i++)
        s->cache[i]->forget(s);
    forget_channels(s);
    map_clear(&s->shapes, NULL);
    s->clock_ts = INT64_MIN;
    s->fresh_hour = s->fresh_sum = -1;
}

static int64_t column_or(sqlite3_stmt *st, int column, int64_t if_null)
{
    return sqlite3_column_type(st, column) == SQLITE_NULL ? if_null
                                                          : sqlite3_column_int64(st, column);
}

/* Reads what the writer keeps in memory of the facts: where time and ids stand. */
static int take_stock(struct store *s)
{
    store_forget(s);
    s->max_ts = INT64_MIN;
    s->last_message_id = 0;
    if (stmt_find(s, SQL_EVENT_LAST_TIME, &s->max_ts, "") < 0 ||
        stmt_find(s, SQL_MESSAGE_LAST, &s->last_message_id, "") < 0)
        return STORE_FAILED;
    sqlite3_stmt *st = stmt_start(s, SQL_CHANNEL_ALL, "");
    int row;
    while ((row = stmt_step(s, st)) == 1) {
        int id = sqlite3_column_int(st, 0);
        if (id != s->channels || id >= STORE_CHANNELS)
            continue;
        struct smtplog_slice name = stmt_slice(st, 1);
        struct channel *c = &s->channel[s->channels++];
        c->name = mem_strn(name.ptr, name.len);
        c->first = column_or(st, 2, INT64_MAX);
        c->last = column_or(st, 3, INT64_MIN);
    }
    return row;
}

/* Rows of names come last, before the commit (write/fresh.h); only tests check keys. */
static const char begin[] = "BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON";

int store_begin(struct store *s)
{
    if (s->in_batch)
        store_rollback(s);
    s->broken = 0;
    if (s->mode == STORE_READ) {
        diag_error(s->diag, "%s: opened for reading only", s->path);
        return STORE_FAILED;
    }
    if (store_is_there(s) || store_exec(s, begin, "beginning to write"))
        return STORE_FAILED;
    s->in_batch = 1;
    int64_t version = 0;
    if (stmt_find(s, SQL_DATA_VERSION, &version, "") < 0)
        return STORE_FAILED;
    if (version == s->data_version)
        return STORE_OK;
    if (take_stock(s))
        return STORE_FAILED;
    s->data_version = version;
    return STORE_OK;
}

int store_commit(struct store *s)
{
    if (store_ready(s))
        return STORE_FAILED;
    for (size_t i = 0; i < s->caches; i++)
        if (s->cache[i]->flush && s->cache[i]->flush(s))
            return STORE_FAILED;
    if (store_exec(s, "COMMIT", "writing"))
        return STORE_FAILED;
    s->in_batch = 0;
    return STORE_OK;
}

void store_rollback(struct store *s)
{
    for (size_t i = 0; i < SQL_STATEMENTS; i++)
        if (s->statement[i])
            sqlite3_reset(s->statement[i]);
    if (!sqlite3_get_autocommit(s->db))
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    if (s->in_batch) {
        store_forget(s);
        s->data_version = 0;            /* take stock anew */
    }
    s->in_batch = s->broken = 0;
}
