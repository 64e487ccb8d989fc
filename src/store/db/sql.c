/* Operators' SQL runs on a connection of its own that can write nothing, with a limit of time. */
#include "store/sql.h"

#include "base/mem.h"
#include "base/nearest.h"
#include "store/inside.h"

#include <stdlib.h>

/* Pragmas that only tell. */
static const char *const telling[] = {
    "application_id", "collation_list", "compile_options", "database_list", "foreign_key_list",
    "function_list", "index_info", "index_list", "index_xinfo", "integrity_check", "page_count",
    "page_size", "pragma_list", "quick_check", "schema_version", "table_info", "table_list",
    "table_xinfo", "user_version",
};

/* A pragma with a value would set something, but for those that take a table's name. */
static int may_pragma(const char *name, const char *value)
{
    if (value && strncmp(name, "table_", 6) && strncmp(name, "index_", 6) &&
        strcmp(name, "foreign_key_list"))
        return 0;
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (sqlite3_stricmp(name, telling[i]) == 0)
            return 1;
    return 0;
}

/* Without a column, rows are only counted. */
static int may_read(struct store *s, const char *table, const char *column, const char *db,
                    const char *view)
{
    if (s->asks_itself || !table || !column || !*column || !anonymous_refuses(s, table, db, view))
        return SQLITE_OK;
    strbuf_clear(&s->refused);
    strbuf_str(&s->refused, table);
    return SQLITE_DENY;
}

/* Reading and nothing else. */
static int authorize(void *arg, int action, const char *a, const char *b, const char *db,
                     const char *view)
{
    switch (action) {
    case SQLITE_READ:
        return may_read(arg, a, b, db, view);
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return b && sqlite3_stricmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
        return a && may_pragma(a, b) ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

/* Bounds for one statement; the file's own are far below. */
static const struct { int id, value; } bounds[] = {
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_SQL_LENGTH, 1000000},
    {SQLITE_LIMIT_LENGTH, 10000000},
    {SQLITE_LIMIT_EXPR_DEPTH, 1000},
    {SQLITE_LIMIT_COMPOUND_SELECT, 500},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
};

struct store *store_sql_open(const char *path, const struct store_limits *limits,
                             struct diag *diag)
{
    struct store *s = store_open(path, STORE_READ, diag);
    if (!s || store_anonymous(s, limits->anonymity)) {
        store_close(s);
        return NULL;
    }
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        sqlite3_limit(s->db, bounds[i].id, bounds[i].value);
    sqlite3_set_authorizer(s->db, authorize, s);
    query_limit(s, limits);
    return s;
}

/* Why the authorizer said no:  SQLite itself says only "not authorized". */
static void tell_denied(struct store *s)
{
    if (s->refused.len)
        diag_error(s->diag, "the table %s may not be read so here: it names somebody, or holds "
                            "the "
                   "key; ask the views, or the table without main. before its name",
                   s->refused.ptr);
    else
        diag_error(s->diag, "only reading is allowed here: %s", sqlite3_errmsg(s->db));
}

/* What an operator may have meant by a name that is not there: known ones are of views only. */
static const struct { const char *complaint, *names; } meant[] = {
    {"no such table: ", "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name"},
    {"no such column: ", "SELECT DISTINCT c.name FROM sqlite_schema v, pragma_table_info(v.name) c"
                         " WHERE v.type = 'view' ORDER BY c.name"},
};

/* Adds the nearest of the database's names to "no such table": a query typed at night is mended
 * at once. */
static void offer_names(struct store *s, const char *names, const char *typed, struct strbuf *list)
{
    struct nearest near = {0};
    char *kept[256];
    size_t len = 0;
    sqlite3_set_authorizer(s->db, NULL, NULL);          /* it is the house that asks */
    struct store_query *q = store_query_sql(s, names);
    while (len < sizeof kept / sizeof *kept && store_next(q)) {
        struct smtplog_slice name = store_text(q, 0);
        kept[len] = mem_strn(name.ptr, name.len);
        nearest_offer(&near, typed, kept[len++]);
    }
    store_query_end(q);
    sqlite3_set_authorizer(s->db, authorize, s);
    nearest_list(&near, list, "");
    while (len)
        free(kept[--len]);
}

/* SQLite's complaint, and the nearest names where it is about one. */
static void tell_wrong(struct store *s)
{
    struct strbuf list = {0};
    char *complaint = mem_str(sqlite3_errmsg(s->db));
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++) {
        size_t len = strlen(meant[i].complaint);
        const char *dot = strrchr(complaint, '.');
        if (strncmp(complaint, meant[i].complaint, len) == 0)
            offer_names(s, meant[i].names, dot ? dot + 1 : complaint + len, &list);
    }
    if (list.len)
        diag_error(s->diag, "SQL: %s; did you mean %s?", complaint, list.ptr);
    else
        diag_error(s->diag, "SQL: %s", complaint);
    strbuf_release(&list);
    free(complaint);
}

struct store_query *store_sql_next(struct store *s, const char **sql)
{
    sqlite3_stmt *st = NULL;
    while (**sql && !st) {
        const char *tail = *sql + strlen(*sql);
        strbuf_clear(&s->refused);
        int code = sqlite3_prepare_v2(s->db, *sql, -1, &st, &tail);
        *sql = tail;
        if (code == SQLITE_AUTH) {
            tell_denied(s);
            return NULL;
        }
        if (code) {
            tell_wrong(s);
            return NULL;
        }
        if (st && !sqlite3_stmt_readonly(st)) {         /* VACUUM INTO passes the authorizer */
            diag_error(s->diag, "only reading is allowed here: the statement writes");
            sqlite3_finalize(st);
            return NULL;
        }
    }
    return st ? query_take(s, st) : NULL;
}

int store_sql_is_complete(const char *sql)
{
    return sqlite3_complete(sql);
}

struct store_query *store_sql_schema(struct store *s)
{
    return store_query(s, SQL_SCHEMA_VIEWS);
}
