/* Steps of schema/migrate in order, all in one transaction, for two processes may come here at
 * once; a new database takes what they lead to at once.  Views and rollups are made anew: they are
 * no data. */
#include "store/inside.h"

#include "base/embedded.h"
#include "base/hash.h"
#include "base/mask.h"

#include <stdio.h>

extern const struct embedded_file schema_files[];

int store_tell_newer(struct store *s, int64_t version)
{
    diag_error(s->diag, "%s: has schema %lld, and this smtplog knows schema %d: use a newer "
                        "smtplog",
               s->path, (long long)version, store_schema_latest());
    return STORE_FAILED;
}

static int is_in(const struct embedded_file *f, const char *folder)
{
    return slice_starts(slice_str(f->name), folder);
}

/* Migrations are numbered 0001, 0002, ... without a gap. */
int store_schema_latest(void)
{
    int n = 0;
    for (const struct embedded_file *f = schema_files; f->name; f++)
        n += is_in(f, "migrate/");
    return n;
}

int store_pragma(struct store *s, const char *sql, int64_t *out)
{
    sqlite3_stmt *st = NULL;
    *out = 0;
    int ok = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK &&
             sqlite3_step(st) == SQLITE_ROW;
    if (ok)
        *out = sqlite3_column_int64(st, 0);
    else
        store_fail(s, "opening");
    sqlite3_finalize(st);
    return ok ? STORE_OK : STORE_FAILED;
}

int store_exec_folder(struct store *s, const char *folder)
{
    for (const struct embedded_file *f = schema_files; f->name; f++)
        if (is_in(f, folder) && store_exec(s, (const char *)f->bytes, f->name))
            return STORE_FAILED;
    return STORE_OK;
}

/* A hash of all views, to know when they are to be made anew. */
static void views_version(struct strbuf *out)
{
    uint64_t hash = 0;
    for (const struct embedded_file *f = schema_files; f->name; f++)
        if (is_in(f, "views/"))
            hash = hash_bytes(f->bytes, f->len, hash);
    strbuf_fmt(out, "%016llx", (unsigned long long)hash);
}

static int meta_is(struct store *s, const char *name, const char *value)
{
    struct strbuf text = {0};
    int same = store_meta_get(s, name, &text) == 1 && strcmp(text.ptr, value) == 0;
    strbuf_release(&text);
    return same;
}

/* All of them: views are the program's own, whatever stood there. */
static int drop_views(struct store *s)
{
    struct strbuf drops = {0};
    sqlite3_stmt *st = NULL;
    sqlite3_prepare_v2(s->db, "SELECT 'DROP VIEW \"' || name || '\";' FROM sqlite_schema "
                              "WHERE type = 'view' ORDER BY name", -1, &st, NULL);
    while (st && sqlite3_step(st) == SQLITE_ROW)
        strbuf_str(&drops, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    int failed = drops.len && store_exec(s, drops.ptr, "renewing views");
    strbuf_release(&drops);
    return failed ? STORE_FAILED : STORE_OK;
}

/* Migrations from `version` on, without views, which would name what a step renames. */
static int apply_migrations(struct store *s, int64_t version)
{
    int64_t number = 0;
    if (drop_views(s))
        return STORE_FAILED;
    for (const struct embedded_file *f = schema_files; f->name; f++)
        if (is_in(f, "migrate/") && ++number > version &&
            store_exec(s, (const char *)f->bytes, f->name))
            return STORE_FAILED;
    return STORE_OK;
}

/* The tables of the latest version; the version goes with them. */
static int renew_tables(struct store *s, int64_t version)
{
    int64_t tables;
    char sql[64];
    if (store_pragma(s, "SELECT count(*) FROM sqlite_schema", &tables))
        return STORE_FAILED;
    if (version == 0 && tables == 0 ? store_exec_folder(s, "fresh/")
                                    : apply_migrations(s, version))
        return STORE_FAILED;
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", store_schema_latest());
    return store_exec(s, sql, "migrating");
}

static int renew_views(struct store *s, const char *version)
{
    int failed = drop_views(s) || store_exec_folder(s, "views/") ||
                 store_meta_set(s, "views", slice_str(version));
    return failed ? STORE_FAILED : STORE_OK;
}

/* A rollup of another version is made anew from the facts. */
static int renew_rollups(struct store *s, const char *version)
{
    if (store_exec(s, "DROP TABLE IF EXISTS failure_hourly", "renewing rollups") ||
        store_exec_folder(s, "rollup/") || rollup_rebuild(s))
        return STORE_FAILED;
    return store_meta_set(s, "rollups", slice_str(version));
}

/* The key of the masks: without it masked names would differ from run to run. */
static int has_key(struct store *s)
{
    struct strbuf text = {0};
    int has = store_meta_get(s, "key", &text) == 1 &&
              mask_key_is_set(mask_key_read(strbuf_view(&text)));
    strbuf_release(&text);
    return has;
}

/* Who only reads can make none. */
static int make_key(struct store *s)
{
    struct strbuf text = {0};
    mask_key_write(&text, mask_key_new());
    int failed = store_meta_set(s, "key", strbuf_view(&text));
    strbuf_release(&text);
    return failed;
}

/* The version is read inside the transaction: two processes may come here at once. */
static int upgrade(struct store *s, const char *views, const char *rollups)
{
    int64_t version;
    if (store_pragma(s, "PRAGMA user_version", &version))
        return STORE_FAILED;
    if (version > store_schema_latest())
        return store_tell_newer(s, version);
    if (version < store_schema_latest() && renew_tables(s, version))
        return STORE_FAILED;
    if (!meta_is(s, "rollups", rollups) && renew_rollups(s, rollups))
        return STORE_FAILED;
    if ((version < store_schema_latest() || !meta_is(s, "views", views)) && renew_views(s, views))
        return STORE_FAILED;
    return has_key(s) ? STORE_OK : make_key(s);
}

int store_migrate(struct store *s)
{
    struct strbuf views = {0}, rollups = {0};
    int64_t version;
    views_version(&views);
    strbuf_fmt(&rollups, "%d", STORE_ROLLUP_VERSION);
    int failed = store_pragma(s, "PRAGMA user_version", &version);
    int current = !failed && version == store_schema_latest() && meta_is(s, "views", views.ptr) &&
                  meta_is(s, "rollups", rollups.ptr) && has_key(s);
    if (!failed && !current) {
        failed = store_exec(s, "BEGIN IMMEDIATE", "migrating") ||
                 upgrade(s, views.ptr, rollups.ptr) || store_exec(s, "COMMIT", "migrating");
        if (failed)
            store_rollback(s);
    }
    strbuf_release(&views);
    strbuf_release(&rollups);
    return failed ? STORE_FAILED : STORE_OK;
}
