/* merge.c - one database taken over into another, records that stand in both once
 *
 * What tells copies is what tells them when logs are read (twins.h): the records of the other
 * database are judged as if its logs were read now.  Events are taken singly.  Sums are of an hour
 * and a host: the other's are added where it has none of our records, left where it has no others,
 * and take the place of ours where it has all of ours and more.  Where both have records that the
 * other lacks, no sum would be right, and nothing is taken over: what a record added depends on
 * those before it (whose delivery it was, whether it had waited and how long), of which neither
 * side saw all.  Only the log tells; once it is ingested here, the other database has nothing that
 * is not here, and is taken. */
#include "store/write/write.h"

#include "base/embedded.h"
#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

extern const struct embedded_file schema_files[];

/* The other database's records of one hour and host. */
struct share { int64_t records, copies; };

struct merging {
    struct store *store;
    struct twins *twins;
    struct map shares;                  /* hour and the other's host -> struct share */
    sqlite3_stmt *copy, *ours, *hour;
    int64_t source;                     /* being judged */
    /* its records that wait */
    struct waiting { int64_t hour, host; uint64_t words; } held[TWINS_HELD];
    size_t held_len;
};

/* Ours, of this very schema. */
static int is_ours(struct store *s, const char *other)
{
    int64_t id, version;
    if (store_pragma(s, "PRAGMA other.application_id", &id) ||
        store_pragma(s, "PRAGMA other.user_version", &version))
        return STORE_FAILED;
    if (id == STORE_APPLICATION_ID && version == store_schema_latest())
        return STORE_OK;
    diag_error(s->diag, id == STORE_APPLICATION_ID
               ? "%s: has schema %lld, not %d: run any command that writes on it first"
               : "%s: is no database of smtplog", other, (long long)version,
               store_schema_latest());
    return STORE_FAILED;
}

/* Of logs that left no trail only the beginning is known. */
static int has_same_logs(struct store *s, const char *other)
{
    int64_t known;
    if (store_pragma(s, "SELECT count(*) FROM other.source AS o JOIN main.source AS m "
                        "ON m.head_len = o.head_len AND m.head_hash = o.head_hash "
                        "WHERE NOT EXISTS (SELECT 1 FROM other.trail AS t "
                        "                  WHERE t.source_id = o.source_id) "
                        "AND EXISTS (SELECT 1 FROM other.event AS e "
                        "            WHERE e.source_id = o.source_id)",
                     &known))
        return 1;
    if (known)
        diag_error(s->diag, "%s: %lld of its logs are in %s already; merging would count them "
                            "twice",
                   other, (long long)known, s->path);
    return known != 0;
}

/* ---- Judging the other's records ---- */

static void load_ours(void *to, int64_t hour, trail_take *take, void *take_to)
{
    store_trail_hour(to, hour, 0, take, take_to);
}

/* How many records an hour and host has, and how many of them are copies. */
static struct share *share_of(struct merging *m, int64_t hour, int64_t host)
{
    int64_t key[2] = {hour, host};
    struct map_entry *e = map_put(&m->shares, slice_of((const char *)key, sizeof key));
    if (!e->value)
        e->value = mem_alloc(sizeof(struct share));
    return e->value;
}

/* One more of the hour; its words are noted, so that the event that they made is left out. */
static int note_copy(struct merging *m, const struct waiting *w)
{
    share_of(m, w->hour, w->host)->copies++;
    sqlite3_bind_int64(m->copy, 1, m->source);
    sqlite3_bind_int64(m->copy, 2, (int64_t)w->words);
    int failed = sqlite3_step(m->copy) != SQLITE_DONE;
    sqlite3_reset(m->copy);
    return failed ? store_fail(m->store, "merging") : STORE_OK;
}

/* The first n of those that wait are judged. */
static int settle(struct merging *m, size_t n, int copies)
{
    int failed = 0;
    for (size_t i = 0; i < n && copies && !failed; i++)
        failed = note_copy(m, &m->held[i]);
    m->held_len -= n;
    for (size_t i = 0; i < m->held_len; i++)
        m->held[i] = m->held[i + n];
    return failed;
}

/* Takes or holds a record of the other database by what the twins say of it, as ingest does. */
static int judge(struct merging *m, const struct trail_record *r, int64_t host)
{
    struct waiting w = {r->time, host, r->words};
    size_t of_held;
    enum twins_answer answer = twins_see(m->twins, r, &of_held);

    share_of(m, w.hour, host)->records++;
    if (of_held > m->held_len)
        of_held = m->held_len;
    settle(m, m->held_len - of_held, 0);
    if (answer == TWINS_HOLD && m->held_len < TWINS_HELD)
        m->held[m->held_len++] = w;
    if (answer != TWINS_COPY)
        return STORE_OK;
    return settle(m, m->held_len, 1) || note_copy(m, &w);
}

/* Columns of schema/merge/trail.sql, in order.  OURS: our source that is the same log, as far as
 * is known. */
enum { THEIR_SOURCE, THEIR_NAME, THEIR_HOUR, THEIR_HOST, THEIR_HOST_NAME, THEIR_CURSORS,
       THEIR_RECORDS, THEIR_OURS };

/* One row of it: a trail of the other database, record by record. */
static int judge_row(struct merging *m, sqlite3_stmt *st)
{
    struct smtplog_slice name = stmt_slice(st, THEIR_NAME);
    const int64_t source = sqlite3_column_int64(st, THEIR_SOURCE);
    const char *body = sqlite3_column_blob(st, THEIR_RECORDS);
    size_t len = (size_t)sqlite3_column_bytes(st, THEIR_RECORDS);
    int cursors = sqlite3_column_int(st, THEIR_CURSORS);
    struct trail_record r = {.time = sqlite3_column_int64(st, THEIR_HOUR),
                             .host = stmt_slice(st, THEIR_HOST_NAME)};

    if (m->source != source) {
        settle(m, m->held_len, 0);
        m->source = source;
        char *path = mem_strn(name.ptr, name.len);
        twins_begin(m->twins, path, sqlite3_column_int64(st, THEIR_OURS));
        free(path);
    }
    for (size_t at = 0; trail_read(body, len, &at, cursors, &r);)
        if (judge(m, &r, sqlite3_column_int64(st, THEIR_HOST)))
            return STORE_FAILED;
    return STORE_OK;
}

static const char *text_of(const char *name)
{
    const struct embedded_file *f = schema_files;
    while (strcmp(f->name, name) != 0)
        f++;
    return (const char *)f->bytes;
}

/* These name the attached database, so they are prepared here and now. */
static sqlite3_stmt *prepare(struct store *s, const char *sql)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK)
        return st;
    store_fail(s, "merging");
    return NULL;
}

/* All records of the other database, log by log, in the order in which they were read. */
static int judge_all(struct merging *m)
{
    int row, failed = 0;
    sqlite3_stmt *st = prepare(m->store, text_of("merge/trail.sql"));
    m->copy = prepare(m->store, "INSERT INTO merge_copy SELECT ?1, ?2 "
                                  "WHERE EXISTS (SELECT 1 FROM merge_words WHERE words = ?2) "
                                  "ON CONFLICT DO NOTHING");
    if (!st || !m->copy)
        return STORE_FAILED;
    while ((row = sqlite3_step(st)) == SQLITE_ROW && !failed)
        failed = judge_row(m, st);
    settle(m, m->held_len, 0);
    sqlite3_finalize(st);
    return failed ? STORE_FAILED : row == SQLITE_DONE ? STORE_OK : store_fail(m->store, "merging");
}

/* ---- What becomes of the sums ---- */

/* Sums cannot be parted, so the hour is refused as a whole and nothing is merged. */
static int tell_parted(struct store *s, const char *other, int64_t hour, const struct share *share)
{
    char text[32];
    time_t at = (time_t)hour;
    struct tm tm;
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&at, &tm));
    diag_error(s->diag, "%s: of the hour from %s on %lld of its records are in %s already and "
               "%lld are not; its counts cannot be parted: ingest the logs themselves",
               other, text,
               (long long)share->copies, s->path, (long long)(share->records - share->copies));
    return STORE_FAILED;
}

/* The sums of an hour and host of which records are here already. */
static int decide_hour(struct merging *m, const char *other, const int64_t key[2],
                       const struct share *share)
{
    sqlite3_bind_int64(m->ours, 1, key[0]);
    sqlite3_bind_int64(m->ours, 2, key[1]);
    int failed = sqlite3_step(m->ours) != SQLITE_ROW;
    int64_t ours = sqlite3_column_int64(m->ours, 0);
    sqlite3_reset(m->ours);
    if (failed)
        return store_fail(m->store, "merging");
    if (share->copies < share->records && share->copies != ours)
        return tell_parted(m->store, other, key[0], share);
    sqlite3_bind_int64(m->hour, 1, key[0]);
    sqlite3_bind_int64(m->hour, 2, key[1]);
    sqlite3_bind_int(m->hour, 3, share->copies < share->records);
    failed = sqlite3_step(m->hour) != SQLITE_DONE;
    sqlite3_reset(m->hour);
    return failed ? store_fail(m->store, "merging") : STORE_OK;
}

/* Hours that only one database has are simply taken; the rest is decided hour by hour. */
static int decide_all(struct merging *m, const char *other)
{
    const struct map_entry *e;
    size_t at = 0;
    int failed = 0;
    m->ours = prepare(m->store, text_of("merge/ours.sql"));
    m->hour = prepare(m->store, "INSERT INTO merge_hour VALUES (?1, ?2, ?3)");
    if (!m->ours || !m->hour)
        return STORE_FAILED;
    while (!failed && (e = map_next(&m->shares, &at))) {
        const struct share *share = e->value;
        int64_t key[2];
        memcpy(key, e->key.ptr, sizeof key);
        if (share->copies)
            failed = decide_hour(m, other, key, share);
    }
    return failed;
}

/* Which records of the other database stand here already, and what follows for the sums of their
 * hours. */
static int look_through(struct store *s, const char *other)
{
    struct merging m = {.store = s, .twins = twins_new(load_ours, s)};
    int failed = judge_all(&m) || decide_all(&m, other);
    sqlite3_finalize(m.copy);
    sqlite3_finalize(m.ours);
    sqlite3_finalize(m.hour);
    twins_free(m.twins);
    map_release(&m.shares, free);
    return failed;
}

/* All or nothing, in one transaction. Returns the events that came, or STORE_FAILED. */
static int64_t merge_attached(struct store *s, const char *other)
{
    int64_t before, after;
    if (is_ours(s, other) || store_begin(s) ||
        store_exec(s, text_of("merge/copies.sql"), "merging") ||
        has_same_logs(s, other) || look_through(s, other) ||
        store_pragma(s, "SELECT count(*) FROM main.event", &before) ||
        store_exec(s, text_of("merge/merge.sql"), "merging") ||
        store_pragma(s, "SELECT count(*) FROM main.event", &after))
        return STORE_FAILED;
    store_forget(s);
    s->data_version = 0;
    return store_commit(s) ? STORE_FAILED : after - before;
}

/* All that is to be refused of a database by itself.  NULL: told. */
static struct store *look_at(const char *other, struct diag *diag)
{
    struct stat st;
    if (stat(other, &st) == 0 || errno != ENOENT)
        return store_open(other, STORE_READ, diag);
    diag_error(diag, "%s: there is no such database", other);
    return NULL;
}

int store_can_merge(const char *other, struct diag *diag)
{
    struct store *look = look_at(other, diag);
    store_close(look);
    return look ? STORE_OK : STORE_FAILED;
}

int64_t store_merge(struct store *s, const char *other)
{
    struct store *look = look_at(other, s->diag);
    if (!look)
        return STORE_FAILED;
    char *uri = store_uri(look), *attach = sqlite3_mprintf("ATTACH %Q AS other", uri);
    store_close(look);
    free(uri);
    /* ids of two large databases, side by side: on the disk */
    sqlite3_exec(s->db, "PRAGMA temp_store = FILE", NULL, NULL, NULL);
    int64_t added = store_exec(s, attach, "merging") ? STORE_FAILED : merge_attached(s, other);
    sqlite3_free(attach);
    if (added < 0)
        store_rollback(s);
    sqlite3_exec(s->db, "DETACH other", NULL, NULL, NULL);
    sqlite3_exec(s->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    return added;
}
