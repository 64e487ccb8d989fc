/* sql: every example runs, the list of views is that of the database, nothing can be written. */
#include "base/mem.h"
#include "cli/command.h"
#include "cli/examples.h"
#include "store/sql.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/smtplog-sql-XXXXXX";
static char *path;

static void make_database(void)
{
    struct diag diag = {0};
    cr_assert(mkdtemp(folder));
    path = mem_fmt("%s/a.db", folder);
    struct store *s = store_open(path, STORE_WRITE, &diag);
    cr_assert(s);
    store_close(s);
}

static void remove_database(void)
{
    char *command = mem_fmt("rm -rf %s", folder);
    cr_expect_eq(system(command), 0);
    free(command);
    free(path);
}

/* `smtplog sql` with these words; what it printed is the caller's. */
static int run_sql(const char *query, const char *format, char **out, char **err)
{
    struct app app;
    size_t out_len, err_len;
    char *words[] = {"smtplog", "--db", path, "sql", "--format", (char *)(uintptr_t)format,
                     (char *)(uintptr_t)query};
    app_init(&app);
    app.out = open_memstream(out, &out_len);
    app.err = open_memstream(err, &err_len);
    app.lang = lang_all;
    int status = command_main(&app, 7, words);
    fclose(app.out);
    fclose(app.err);
    app_release(&app);
    return status;
}

Test(sql, every_example_runs, .init = make_database, .fini = remove_database)
{
    struct smtplog_slice name, sql;
    size_t n = 0;
    for (; examples_at(n, &name, &sql); n++) {
        char *out, *err, *query = mem_strn(sql.ptr, sql.len);
        cr_expect(slice_starts(sql, "-- "), "%.*s", (int)name.len, name.ptr);
        cr_expect_eq(run_sql(query, "csv", &out, &err), 0, "%.*s: %s", (int)name.len, name.ptr,
                     err);
        cr_expect(*out, "%.*s", (int)name.len, name.ptr);
        free(query);
        free(out);
        free(err);
    }
    cr_expect_geq(n, 12);
}

/* Asks the database for the view's column; the view itself comes with an empty column. */
static void check_column(void *to, const struct examples_column *c)
{
    int *columns = to;
    char *out, *err, *query;
    if (!c->column.len) {
        cr_expect(c->meaning.len > 0, "%.*s", (int)c->view.len, c->view.ptr);
        return;
    }
    query = mem_fmt("SELECT %.*s FROM %.*s", (int)c->column.len, c->column.ptr, (int)c->view.len,
                    c->view.ptr);
    cr_expect_eq(run_sql(query, "tsv", &out, &err), 0, "%s: %s", query, err);
    ++*columns;
    free(query);
    free(out);
    free(err);
}

Test(sql, the_list_of_views_is_complete, .init = make_database, .fini = remove_database)
{
    int columns = 0;
    struct diag diag = {0};
    examples_views(check_column, &columns);
    struct store *s = store_open(path, STORE_READ, &diag);
    struct store_query *q = store_query_sql(s, "SELECT count(*) FROM sqlite_schema AS v, "
                                               "pragma_table_info(v.name) WHERE v.type = 'view' "
                                               "AND v.name <> 'failures'");  /* has those of events */
    cr_assert(store_next(q));
    cr_expect_eq(store_int(q, 0), columns, "%d", columns);
    store_query_end(q);
    store_close(s);
}

static const struct { const char *query; int status; const char *out, *err; } queries[] = {
    {"SELECT 1 AS a; SELECT 'x' AS b", 0, "a\n1\nb\nx\n", ""},
    {"SELECT 1 AS a WHERE 0", 0, "a\n", ""},
    {"SELECT NULL AS a, 0.5 AS b, x'ff00' AS c", 0, "a\tb\tc\n\t0.5\t\xef\xbf\xbd\xef\xbf\xbd\n", ""},
    {"-- nothing", 2, "", "no statement"},
    {"", 2, "", "no statement"},
    {"SELEC 1", 1, "", "syntax error"},
    {"DELETE FROM event", 1, "", "only reading"},
    {"CREATE TABLE x (y)", 1, "", "only reading"},
    {"PRAGMA user_version = 7", 1, "", "only reading"},
    {"ATTACH '/tmp/x' AS x", 1, "", "only reading"},
    {"VACUUM INTO '/tmp/smtplog-never'", 1, "", ""},
    {"SELECT load_extension('x')", 1, "", ""},
};

Test(sql, queries_answer_and_nothing_writes, .init = make_database, .fini = remove_database)
{
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        char *out, *err;
        int status = run_sql(queries[i].query, "tsv", &out, &err);
        cr_expect_eq(status, queries[i].status, "row %s: %d %s", queries[i].query, status, err);
        cr_expect_str_eq(out, queries[i].out, "row %s: %s", queries[i].query, out);
        cr_expect(strstr(err, queries[i].err), "row %s: %s", queries[i].query, err);
        free(out);
        free(err);
    }
    cr_expect_eq(access("/tmp/smtplog-never", F_OK), -1);
}
