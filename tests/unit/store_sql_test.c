/* Operators' SQL: reading and nothing else, within time. */
#include "store_help.h"

static char *new_database(void)
{
    char *path = help_path();
    struct store *s = help_open(path);
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(100);
    store_event(s, &e, &source);
    store_commit(s);
    store_close(s);
    return path;
}

/* Runs all statements; rows in all, or -1. */
static int run(struct store *s, const char *sql)
{
    int rows = 0;
    while (*sql) {
        struct store_query *q = store_sql_next(s, &sql);
        if (!q)
            return *sql || strbuf_view(&heard).len ? -1 : rows;
        while (store_next(q))
            rows++;
        if (store_query_end(q))
            return -1;
    }
    return rows;
}

static const struct { const char *sql; int rows; } allowed[] = {
    {"SELECT * FROM events", 1},
    {"select 1; -- two\n select 2;\n\n", 2},
    {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5) SELECT i FROM n", 5},
    {"SELECT date(ts, 'unixepoch', 'localtime'), count(*) FROM failures GROUP BY 1 ORDER BY 2", 1},
    {"EXPLAIN QUERY PLAN SELECT count(*) FROM event", 1},
    {"PRAGMA user_version", 1},
    {"PRAGMA table_info(events)", 38},
    {"  -- nothing\n", 0},
    {"", 0},
};

static const char *const refused[] = {
    "DELETE FROM event", "DROP TABLE event", "INSERT INTO meta VALUES ('a', 'b')",
    "CREATE TABLE t (a)", "CREATE TEMP TABLE t (a)", "UPDATE host SET name = 1",
    "ATTACH '/tmp/x' AS x", "VACUUM INTO '/tmp/x'", "VACUUM",
    "PRAGMA user_version = 7", "PRAGMA journal_mode = DELETE", "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON", "SELECT load_extension('/tmp/x')", "BEGIN IMMEDIATE", "REINDEX",
    "SELECT 1; DELETE FROM event", "SELEC 1", "SELECT * FROM nothing",
};

Test(store_sql, reads_and_nothing_else)
{
    char *path = new_database();
    struct store_limits limits = {.seconds = 30};
    struct store *s = store_sql_open(path, &limits, &help_diag);
    cr_assert(s != NULL, "%s", heard.ptr);
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        strbuf_clear(&heard);
        cr_expect_eq(run(s, allowed[i].sql), allowed[i].rows, "%s: %s", allowed[i].sql, heard.ptr);
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        strbuf_clear(&heard);
        cr_expect_eq(run(s, refused[i]), -1, "%s", refused[i]);
        cr_expect(heard.len > 0, "%s: refused without a word", refused[i]);
    }
    store_close(s);
    s = help_open(path);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events"), 1);
    store_close(s);
}

static const char endless[] =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

Test(store_sql, time_is_limited)
{
    struct store_limits limits = {.seconds = 1};
    struct store *s = store_sql_open(new_database(), &limits, &help_diag);
    cr_expect_eq(run(s, endless), -1);
    cr_expect(strstr(heard.ptr, "time limit"), "%s", heard.ptr);
    strbuf_clear(&heard);
    cr_expect_eq(run(s, "SELECT 1"), 1, "%s", heard.ptr);
    store_close(s);
}

Test(store_sql, interruption_stops)
{
    volatile sig_atomic_t stop = 1;
    struct store_limits limits = {.interrupted = &stop};
    struct store *s = store_sql_open(new_database(), &limits, &help_diag);
    cr_expect_eq(run(s, endless), -1);
    cr_expect(strstr(heard.ptr, "interrupted"), "%s", heard.ptr);
    stop = 0;
    store_close(s);
}

Test(store_sql, types_and_names)
{
    struct store_limits limits = {0};
    struct store *s = store_sql_open(new_database(), &limits, &help_diag);
    const char *sql = "SELECT 1 AS a, 2.5 AS b, 'x' AS c, NULL AS d, x'00' AS e";
    struct store_query *q = store_sql_next(s, &sql);
    static const enum store_type types[] = {STORE_INTEGER, STORE_REAL, STORE_TEXT, STORE_NULL,
                                            STORE_BLOB};
    cr_assert(store_next(q));
    cr_expect_eq(store_columns(q), 5);
    for (int i = 0; i < 5; i++) {
        char name[] = {(char)('a' + i), 0};
        cr_expect_eq(store_type(q, i), types[i]);
        cr_expect_str_eq(store_column_name(q, i), name);
    }
    cr_expect(store_is_null(q, 3) && store_text(q, 3).ptr == NULL && store_real(q, 1) > 2.4);
    cr_expect(!store_next(q));
    cr_expect_eq(store_query_end(q), STORE_OK);
    q = store_sql_schema(s);
    int views = 0;
    while (store_next(q))
        views += slice_starts(store_text(q, 0), "CREATE VIEW ");
    cr_expect(views >= 12);
    store_query_end(q);
    store_close(s);
}

Test(store_sql, values_are_bound_by_number_and_name)
{
    struct store *s = help_open(":memory:");
    struct store_query *q = store_query_sql(s, "SELECT ?1, :b, ?3, :d");
    store_bind_int(q, 1, 7);
    store_bind_text_named(q, ":b", SLICE_LIT("bee"));
    store_bind_real(q, 3, 1.5);
    store_bind_int_named(q, ":d", 9);
    store_bind_int_named(q, ":nothing", 9);
    cr_assert(store_next(q));
    cr_expect(store_int(q, 0) == 7 && slice_is(store_text(q, 1), "bee") && store_int(q, 3) == 9);
    cr_expect_eq(store_query_end(q), STORE_OK);
    strbuf_clear(&heard);
    q = store_query_sql(s, "SELECT nothing");
    store_bind_int(q, 1, 1);
    cr_expect(!store_next(q) && store_query_end(q) == STORE_FAILED && heard.len);
    store_close(s);
}

/* Rows that no key led to are counted, and only they: what `sql` tells of slow queries goes by it. */
Test(store_sql, rows_passed_are_counted)
{
    static const struct { const char *sql; int64_t passed; } queries[] = {
        {"SELECT count(*) FROM events", 49}, {"SELECT count(*) FROM events WHERE sender = 'b'", 49},
        {"SELECT count(*) FROM failures WHERE ts >= 0", 0}, {"SELECT ts FROM events WHERE ts = 1", 0},
        {"SELECT count(*) FROM rules WHERE rule = 'x'", 0},
    };
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    for (int i = 0; i < 50; i++) {
        struct event e = help_event(i);
        cr_assert_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
    }
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct store_query *q = store_query_sql(s, queries[i].sql);
        while (store_next(q))
            ;
        cr_expect_eq(store_rows_passed(q), queries[i].passed, "%s: %lld", queries[i].sql,
                     (long long)store_rows_passed(q));
        cr_expect_eq(store_query_end(q), STORE_OK, "%s", heard.ptr);
    }
    store_close(s);
}
