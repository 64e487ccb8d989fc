/* What the correlator left open, by key, and which keys there are as hashes of four bytes.
 *
 * The hashes stand in rows that are written with the batch: what it put, together with the rows
 * before it that are not much longer, so that there are few rows and each hash is written few
 * times.  Keys that are gone leave theirs behind; when more came than there were, all are made
 * anew from the keys. */
#include "store/inside.h"

#include "base/hashes.h"

#include <endian.h>
#include <string.h>

enum {
    HASH = sizeof(uint32_t),
    SINCE_MOST = 1 << 20                /* bytes that may have come since, beyond as many as there
                                           were, before all are made anew */
};

static struct smtplog_slice blob_of(sqlite3_stmt *st, int column)
{
    const char *bytes = sqlite3_column_blob(st, column);
    return slice_of(bytes ? bytes : "", (size_t)sqlite3_column_bytes(st, column));
}

/* ---- Hashes that came in the batch ---------------------------------------------------------- */

static void forget(struct store *s)
{
    strbuf_clear(&s->fresh_hashes);
}

static void release(struct store *s)
{
    strbuf_release(&s->fresh_hashes);
}

static void put_hash(struct strbuf *to, uint32_t hash)
{
    const uint32_t bytes = htole32(hash);
    strbuf_add(to, (const char *)&bytes, sizeof bytes);
}

/* Takes rows that are not much longer into the new one: -> the run to write it under, or -1. */
static int64_t take_last_rows(struct store *s, struct strbuf *body)
{
    for (;;) {
        sqlite3_stmt *st = stmt_start(s, SQL_PENDING_HASH_LAST, "");
        int found = stmt_step(s, st);
        if (found != 1)
            return found;
        int64_t run = sqlite3_column_int64(st, 0);
        size_t len = (size_t)sqlite3_column_int64(st, 1);
        sqlite3_reset(st);
        if (len > 2 * body->len)
            return run + 1;
        st = stmt_start(s, SQL_PENDING_HASH_READ, "i", run);
        if (stmt_step(s, st) != 1)
            return -1;
        strbuf_slice(body, blob_of(st, 0));
        sqlite3_reset(st);
        if (stmt_run(s, SQL_PENDING_HASH_DROP, "i", run))
            return -1;
    }
}

static int flush(struct store *s)
{
    if (!s->fresh_hashes.len)
        return STORE_OK;
    int64_t run = take_last_rows(s, &s->fresh_hashes);
    int failed = run < 0 || stmt_run(s, SQL_PENDING_HASH_PUT, "ib", run,
                                     strbuf_view(&s->fresh_hashes));
    forget(s);
    return failed ? STORE_FAILED : STORE_OK;
}

static void note_hash(struct store *s, uint32_t hash)
{
    static const struct store_cache cache = {flush, forget, release};
    batch_join(s, &cache);
    put_hash(&s->fresh_hashes, hash);
}

/* ---- Rows ----------------------------------------------------------------------------------- */

int store_pending_put(struct store *s, struct smtplog_slice key, struct smtplog_slice blob,
                      int64_t time)
{
    if (store_ready(s))
        return STORE_FAILED;
    note_hash(s, hashes_of(key));
    return stmt_run(s, SQL_PENDING_PUT, "bib", key, time, blob);
}

int store_pending_drop(struct store *s, struct smtplog_slice key)
{
    if (store_ready(s))
        return STORE_FAILED;
    return stmt_run(s, SQL_PENDING_DROP, "b", key);
}

/* Hands the rows of a query on; -> how many, -1: failed. */
static int64_t load_rows(struct store *s, sqlite3_stmt *st, store_pending_take *load, void *to)
{
    int64_t n = 0;
    int row;
    while ((row = stmt_step(s, st)) == 1) {
        int has_blob = sqlite3_column_count(st) > 1;
        load(to, blob_of(st, 0), has_blob ? blob_of(st, 1) : SLICE_LIT(""));
        n++;
    }
    return row < 0 ? -1 : n;
}

int store_pending_kind(struct store *s, char letter, store_pending_take *load, void *to)
{
    const char first = letter, behind = (char)(letter + 1);
    sqlite3_stmt *st = stmt_start(s, SQL_PENDING_KIND, "bb", slice_of(&first, 1),
                                  slice_of(&behind, 1));
    return load_rows(s, st, load, to) < 0 ? STORE_FAILED : STORE_OK;
}

int store_pending_find(struct store *s, struct smtplog_slice key, store_pending_take *load,
                       void *to)
{
    sqlite3_stmt *st = stmt_start(s, SQL_PENDING_FIND, "b", key);
    return load_rows(s, st, load, to) < 0 ? STORE_FAILED : STORE_OK;
}

int64_t store_pending_keys(struct store *s, int64_t most, store_pending_take *load, void *to)
{
    return load_rows(s, stmt_start(s, SQL_PENDING_KEYS, "i", most), load, to);
}

/* ---- Hashes of all -------------------------------------------------------------------------- */

static void append_key(void *to, struct smtplog_slice key, struct smtplog_slice none)
{
    (void)none;
    hashes_append(to, hashes_of(key));
}

/* The base, in rows of a megabyte: SQLite holds one whole while it is written. */
static int write_base(struct store *s, const struct hashes *hashes)
{
    enum { ROW = 1 << 18 };
    const size_t rows = (hashes->sorted_len + ROW) / ROW;       /* at least one */
    struct strbuf body = {0};
    int failed = stmt_run(s, SQL_PENDING_HASH_CLEAR, "");
    for (size_t row = 0; !failed && row < rows; row++) {
        strbuf_clear(&body);
        for (size_t i = row * ROW; i < hashes->sorted_len && i < (row + 1) * ROW; i++)
            put_hash(&body, hashes->sorted[i]);
        failed = stmt_run(s, SQL_PENDING_HASH_PUT, "ib", (int64_t)row - (int64_t)rows,
                          strbuf_view(&body));
    }
    strbuf_release(&body);
    return failed;
}

/* From the keys themselves; kept where something may be written. */
static int make_anew(struct store *s, struct hashes *hashes)
{
    if (store_pending_keys(s, INT64_MAX, append_key, hashes) < 0)
        return STORE_FAILED;
    hashes_sort(hashes);
    if (!s->in_batch)
        return STORE_OK;
    forget(s);
    return write_base(s, hashes);
}

/* 1: the rows tell all keys, and not many more; 0: they are to be made anew. */
static int are_of_use(struct store *s)
{
    sqlite3_stmt *st = stmt_start(s, SQL_PENDING_HASH_SIZE, "");
    int found = stmt_step(s, st);
    if (found != 1)
        return found;
    int has_base = sqlite3_column_type(st, 0) != SQLITE_NULL;
    int64_t base = sqlite3_column_int64(st, 0), since = sqlite3_column_int64(st, 1);
    sqlite3_reset(st);
    return has_base && since <= base + SINCE_MOST;
}

static void add_hashes(struct hashes *to, struct smtplog_slice body, int in_order)
{
    for (size_t at = 0; at + HASH <= body.len; at += HASH) {
        uint32_t bytes;
        memcpy(&bytes, body.ptr + at, HASH);
        if (in_order)
            hashes_append(to, le32toh(bytes));
        else
            hashes_add(to, le32toh(bytes));
    }
}

int store_pending_hashes(struct store *s, struct hashes *hashes)
{
    int stands = are_of_use(s), row;
    if (stands < 0)
        return STORE_FAILED;
    if (!stands)
        return make_anew(s, hashes);
    sqlite3_stmt *st = stmt_start(s, SQL_PENDING_HASH_ALL, "");
    while ((row = stmt_step(s, st)) == 1)
        add_hashes(hashes, blob_of(st, 1), sqlite3_column_int64(st, 0) < 0);
    add_hashes(hashes, strbuf_view(&s->fresh_hashes), 0);
    return row;
}
