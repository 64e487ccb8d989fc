/* Reading for the rooms above: they bind and step, and never see SQLite. */
#include "store/inside.h"

#include "base/mem.h"

#include <stdlib.h>
#include <time.h>

struct store_query {
    struct store *store;
    sqlite3_stmt *st;
    struct strbuf clean;
    int failed, done;
    int64_t spent_ms;                   /* at work, where there is a limit */
};

/* Takes the statement over. */
static struct store_query *query_of(struct store *s, sqlite3_stmt *st)
{
    struct store_query *q = mem_alloc(sizeof *q);
    q->store = s;
    q->st = st;
    return q;
}

struct store_query *store_query_sql(struct store *s, const char *sql)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL)) {
        store_fail(s, "query");
        return NULL;
    }
    return query_of(s, st);
}

struct store_query *store_query(struct store *s, enum store_statement which)
{
    return store_query_sql(s, store_sql_text(which));
}

int store_query_end(struct store_query *q)
{
    if (!q)
        return STORE_FAILED;
    int failed = q->failed;
    sqlite3_finalize(q->st);
    strbuf_release(&q->clean);
    free(q);
    return failed ? STORE_FAILED : STORE_OK;
}

void store_bind_int(struct store_query *q, int parameter, int64_t value)
{
    if (q)
        sqlite3_bind_int64(q->st, parameter, value);
}

void store_bind_real(struct store_query *q, int parameter, double value)
{
    if (q)
        sqlite3_bind_double(q->st, parameter, value);
}

void store_bind_text(struct store_query *q, int parameter, struct smtplog_slice value)
{
    if (!q)
        return;
    struct smtplog_slice clean = store_cleaned(value, &q->clean);
    if (clean.ptr)
        sqlite3_bind_text64(q->st, parameter, clean.ptr, clean.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    else
        sqlite3_bind_null(q->st, parameter);
}

static int parameter_named(struct store_query *q, const char *name)
{
    return q ? sqlite3_bind_parameter_index(q->st, name) : 0;
}

void store_bind_int_named(struct store_query *q, const char *name, int64_t value)
{
    int parameter = parameter_named(q, name);
    if (parameter)
        store_bind_int(q, parameter, value);
}

void store_bind_text_named(struct store_query *q, const char *name, struct smtplog_slice value)
{
    int parameter = parameter_named(q, name);
    if (parameter)
        store_bind_text(q, parameter, value);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Why SQLite stopped: the deadline and the flag look alike to it. */
static void tell_failure(struct store_query *q)
{
    struct store *s = q->store;
    if (sqlite3_errcode(s->db) != SQLITE_INTERRUPT)
        store_fail(s, "query");
    else if (s->interrupted && *s->interrupted)
        diag_error(s->diag, "%s: query interrupted", s->path);
    else
        diag_error(s->diag, "%s: query stopped after %d s, its time limit", s->path,
                   s->limit_seconds);
}

/* The limit is on the statement's own work: whoever reads its rows in a pager takes his time. */
static void begin_step(struct store_query *q, int64_t now)
{
    struct store *s = q->store;
    s->deadline_ms = now + s->limit_seconds * (int64_t)1000 - q->spent_ms;
    if (s->overdue)
        *s->overdue = (sig_atomic_t)(s->deadline_ms / 1000 + STORE_OVERDUE_SECONDS);
}

/* A deadline counts the time within SQLite alone: who looks at a page of results is not
 * hurried. */
static void end_step(struct store_query *q, int64_t begun)
{
    struct store *s = q->store;
    q->spent_ms += now_ms() - begun;
    s->deadline_ms = 0;
    if (s->overdue)
        *s->overdue = 0;
}

int store_next(struct store_query *q)
{
    if (!q || q->failed || q->done)
        return 0;
    int limited = q->store->limit_seconds != 0;
    int64_t begun = limited ? now_ms() : 0;
    if (limited)
        begin_step(q, begun);
    int code = sqlite3_step(q->st);
    if (limited)
        end_step(q, begun);
    if (code == SQLITE_ROW)
        return 1;
    q->done = 1;
    q->failed = code != SQLITE_DONE;
    if (q->failed)
        tell_failure(q);
    return 0;
}

int64_t store_int(struct store_query *q, int column)
{
    return sqlite3_column_int64(q->st, column);
}

double store_real(struct store_query *q, int column)
{
    return sqlite3_column_double(q->st, column);
}

struct smtplog_slice store_text(struct store_query *q, int column)
{
    return stmt_slice(q->st, column);
}

char *store_copy(struct store_query *q, int column)
{
    return mem_slice(store_text(q, column));
}

struct smtplog_slice store_blob(struct store_query *q, int column)
{
    const char *bytes = sqlite3_column_blob(q->st, column);
    return slice_of(bytes, bytes ? (size_t)sqlite3_column_bytes(q->st, column) : 0);
}

int store_is_null(struct store_query *q, int column)
{
    return sqlite3_column_type(q->st, column) == SQLITE_NULL;
}

enum store_type store_type(struct store_query *q, int column)
{
    static const enum store_type types[] = {
        [SQLITE_NULL] = STORE_NULL, [SQLITE_INTEGER] = STORE_INTEGER, [SQLITE_FLOAT] = STORE_REAL,
        [SQLITE_TEXT] = STORE_TEXT, [SQLITE_BLOB] = STORE_BLOB,
    };
    return types[sqlite3_column_type(q->st, column)];
}

int64_t store_rows_passed(struct store_query *q)
{
    return q ? sqlite3_stmt_status(q->st, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0) : 0;
}

int store_columns(struct store_query *q)
{
    return q ? sqlite3_column_count(q->st) : 0;
}

const char *store_column_name(struct store_query *q, int column)
{
    return sqlite3_column_name(q->st, column);
}

int store_snapshot_begin(struct store *s)
{
    return store_exec(s, "BEGIN", "reading");
}

void store_snapshot_end(struct store *s)
{
    if (!s->in_batch && !sqlite3_get_autocommit(s->db))
        sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
}

/* ---- Operators' SQL (sql.h) lives beside it: the same rows under more locks ---- */

static int is_time_over(void *arg)
{
    const struct store *s = arg;
    return (s->interrupted && *s->interrupted) || (s->deadline_ms && now_ms() > s->deadline_ms);
}

void query_limit(struct store *s, const struct store_limits *limits)
{
    s->limit_seconds = limits->seconds;
    s->interrupted = limits->interrupted;
    s->overdue = limits->overdue;
    sqlite3_progress_handler(s->db, 10000, is_time_over, s);
}

struct store_query *query_take(struct store *s, sqlite3_stmt *st)
{
    return query_of(s, st);
}
