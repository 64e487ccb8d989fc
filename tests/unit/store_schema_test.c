/* The schema: the views as the contract has them, migrating from nothing, what is refused. */
#include "store_help.h"

#include "base/embedded.h"

#include <sys/wait.h>

extern const struct embedded_file schema_files[];

static const struct { const char *view, *columns; } views[] = {
    {"events",
     "event_id ts time host mta process direction phase code code_source class enhanced origin tag "
     "after_code challenge disposition final echo queue_id message_id sender sender_domain recipient "
     "recipient_domain peer_name peer_ip peer_port client_name client_ip sasl_user helo text reason "
     "cause provider source line_no"},
    {"traffic", "hour host mta direction class code domain replies"},
    {"traffic_by_class", "hour host mta class replies"},
    {"reply_codes", "code lang class title description when_seen how_to_fix source"},
    {"enhanced_codes", "code lang class title description when_seen how_to_fix source"},
    {"causes", "cause lang title description who_acts how_to_fix source how_to_fix_4xx "
               "how_to_fix_5xx"},
};

static void columns_of(struct store *s, const char *view, struct strbuf *out)
{
    char *sql = mem_fmt("SELECT * FROM %s", view);
    struct store_query *q = store_query_sql(s, sql);
    strbuf_clear(out);
    for (int i = 0; i < store_columns(q); i++)
        strbuf_fmt(out, "%s%s", i ? " " : "", store_column_name(q, i));
    store_query_end(q);
    free(sql);
}

Test(store_schema, views_are_the_contracts)
{
    struct store *s = help_open(":memory:");
    struct strbuf columns = {0};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        columns_of(s, views[i].view, &columns);
        cr_expect_str_eq(columns.ptr, views[i].columns, "%s", views[i].view);
    }
    columns_of(s, "failures", &columns);
    cr_expect_str_eq(columns.ptr, views[0].columns);
    columns_of(s, "sources", &columns);
    cr_expect(slice_starts(strbuf_view(&columns),
                           "source format host lines first_time last_time complete "));
    strbuf_release(&columns);
    store_close(s);
}

static void read_file(const char *path, struct strbuf *out)
{
    char buffer[4096];
    FILE *f = fopen(path, "r");
    cr_assert(f != NULL, "%s", path);
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;)
        strbuf_add(out, buffer, n);
    fclose(f);
}

/* The first words of the table's rows in the section of the view: | `column` | ... */
static void documented_columns(struct smtplog_slice text, const char *view, struct strbuf *out)
{
    char *heading = mem_fmt("\n## `%s`", view);
    struct smtplog_slice section, skipped, name;
    strbuf_clear(out);
    if (scan_until_lit(&text, heading, &skipped)) {
        ptrdiff_t end = slice_find(text, "\n## ");
        section = end < 0 ? text : slice_head(text, (size_t)end);
        while (scan_until_lit(&section, "\n| `", &skipped) && scan_until(&section, '`', &name))
            strbuf_fmt(out, "%s%.*s", out->len ? " " : "", (int)name.len, name.ptr);
    }
    free(heading);
}

Test(store_schema, documentation_agrees)
{
    struct store *s = help_open(":memory:");
    struct strbuf text = {0}, columns = {0}, documented = {0};
    read_file(SMTPLOG_SOURCE "/docs/schema.md", &text);
    struct store_query *q = store_query_sql(s, "SELECT name FROM sqlite_schema WHERE type = 'view'");
    while (store_next(q)) {
        struct smtplog_slice name = store_text(q, 0);
        char *view = mem_strn(name.ptr, name.len);
        columns_of(s, view, &columns);
        documented_columns(strbuf_view(&text), view, &documented);
        cr_expect_str_eq(documented.ptr, columns.ptr, "%s", view);
        free(view);
    }
    cr_expect_eq(store_query_end(q), STORE_OK);
    strbuf_release(&text);
    strbuf_release(&columns);
    strbuf_release(&documented);
    store_close(s);
}

Test(store_schema, opens_twice_the_same)
{
    char *path = help_path();
    struct store *s = help_open(path);
    const char *before = help_text(s, "SELECT group_concat(sql, ';') FROM sqlite_schema");
    cr_expect_eq(help_count(s, "PRAGMA user_version"), store_schema_latest());
    cr_expect_eq(help_count(s, "PRAGMA application_id"), STORE_APPLICATION_ID);
    store_close(s);
    s = help_open(path);
    cr_expect_str_eq(before, help_text(s, "SELECT group_concat(sql, ';') FROM sqlite_schema"));
    store_close(s);
}

Test(store_schema, views_are_made_anew_when_they_differ)
{
    char *path = help_path();
    struct store *s = help_open(path);
    store_exec(s, "DROP VIEW events; CREATE VIEW events AS SELECT 1 AS old;"
                  "UPDATE meta SET value = 'older' WHERE name = 'views'", "testing");
    store_close(s);
    s = help_open(path);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM pragma_table_info('events')"), 38);
    store_close(s);
}

Test(store_schema, two_programs_may_open_at_once)
{
    for (int round = 0; round < 10; round++) {
        char *path = help_path();
        pid_t child[4];
        for (int i = 0; i < 4; i++) {
            child[i] = fork();
            if (child[i] == 0) {
                struct store *s = store_open(path, STORE_WRITE, &help_diag);
                int failed = !s || store_begin(s) || store_commit(s);
                store_close(s);
                if (failed)
                    fputs(heard.ptr, stderr);
                _exit(failed);
            }
        }
        for (int i = 0; i < 4; i++) {
            int status;
            waitpid(child[i], &status, 0);
            cr_expect_eq(status, 0, "round %d", round);
        }
    }
}

static void write_file(const char *path, const char *sql)
{
    sqlite3 *db;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static const struct { const char *sql, *words; } foreign[] = {
    {"CREATE TABLE t (a)", "another program's database (application id 0)"},
    {"PRAGMA application_id = 7; CREATE TABLE t (a)", "application id 7"},
    {"PRAGMA application_id = 0x534D5450; PRAGMA user_version = 900",
     "has schema 900, and this smtplog"},
};

Test(store_schema, others_are_refused_and_left_alone)
{
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
            char path[] = "/tmp/smtplog-test-XXXXXX";
            close(mkstemp(path));
            write_file(path, foreign[i].sql);
            strbuf_clear(&heard);
            cr_expect(store_open(path, (enum store_mode)mode, &help_diag) == NULL, "row %zu", i);
            cr_expect(strstr(heard.ptr, foreign[i].words), "row %zu: %s", i, heard.ptr);
            cr_expect(strstr(heard.ptr, path), "row %zu: %s", i, heard.ptr);
            unlink(path);
        }
}

Test(store_schema, text_and_nothing_are_no_database)
{
    char path[] = "/tmp/smtplog-test-XXXXXX";
    int fd = mkstemp(path);
    for (int i = 0; i < 100; i++)
        cr_assert_eq(write(fd, "Nov 22 18:00:00 mx postfix/smtpd[1]: hello\n", 43), 43);
    close(fd);
    cr_expect(store_open(path, STORE_WRITE, &help_diag) == NULL);
    cr_expect(strstr(heard.ptr, "no SQLite database"), "%s", heard.ptr);
    unlink(path);
    strbuf_clear(&heard);
    cr_expect(store_open(path, STORE_READ, &help_diag) == NULL);
    cr_expect(strstr(heard.ptr, "there is no database yet"), "%s", heard.ptr);
    cr_expect(access(path, F_OK) != 0);
}

/* A file as the program of schema `version` made it. */
static void write_older(const char *path, int version)
{
    struct strbuf sql = {0};
    const char *replies = version < 8 ? "verdict" : "reply";    /* 0008_words.sql */
    int number = 0;
    for (const struct embedded_file *f = schema_files; f->name; f++)
        if (slice_starts(slice_str(f->name), "migrate/") && ++number <= version)
            strbuf_add(&sql, (const char *)f->bytes, f->len);
    strbuf_fmt(&sql, "PRAGMA user_version = %d; INSERT INTO host (name) VALUES ('mx1');"
                     "INSERT INTO %s VALUES (1, 'exim', '', '', '', 250, 1, 5, '', '', '', 0, '',"
                     " 'discarded', 0, 0, 0), (2, 'exim', '', '', '', 250, 0, 5, '', '', '', 0, '',"
                     " 'bounced', 1, 0, 0);"
                     "CREATE VIEW of_old AS SELECT class FROM %s;", version, replies, replies);
    write_file(path, sql.ptr);
    strbuf_release(&sql);
}

Test(store_schema, every_older_schema_is_brought_up_to_date)
{
    cr_assert_gt(store_schema_latest(), 1);
    for (int version = 1; version < store_schema_latest(); version++) {
        char path[] = "/tmp/smtplog-test-XXXXXX";
        close(mkstemp(path));
        write_older(path, version);
        struct store *s = help_open(path);
        cr_expect_eq(help_count(s, "PRAGMA user_version"), store_schema_latest());
        cr_expect_eq(help_count(s, "SELECT count(*) FROM host"), 1, "what was there stays");
        if (version < 6)                /* 0006_told_2xx.sql mends what stood there before */
            cr_expect_eq(help_count(s, "SELECT class FROM reply WHERE reply_id = 1"), 0);
        cr_expect_eq(help_count(s, "SELECT class FROM reply WHERE reply_id = 2"), 5);
        struct store_query *q = store_query_sql(s, "SELECT name FROM sqlite_schema WHERE type = 'view'");
        while (store_next(q)) {
            struct smtplog_slice view = store_text(q, 0);
            char *all = mem_fmt("SELECT count(*) FROM \"%.*s\"", (int)view.len, view.ptr);
            cr_expect_eq(help_count(s, all), 0, "%s", all);
            free(all);
        }
        cr_expect_eq(store_query_end(q), STORE_OK);
        store_close(s);
        char *sweep = mem_fmt("rm -f '%s' '%s-wal' '%s-shm'", path, path, path);
        cr_expect_eq(system(sweep), 0);
        free(sweep);
    }
}

/* Everything of the folder, run in a database of its own. */
static sqlite3 *made_by(const char *folder)
{
    sqlite3 *db;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    for (const struct embedded_file *f = schema_files; f->name; f++)
        if (slice_starts(slice_str(f->name), folder))
            cr_assert_eq(sqlite3_exec(db, (const char *)f->bytes, NULL, NULL, NULL), SQLITE_OK,
                         "%s: %s", f->name, sqlite3_errmsg(db));
    return db;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The words of a statement, sorted, without comments and quotes: a column that was added stands
 * elsewhere in it than one that was there from the beginning. */
static void sorted_words(const char *sql, struct strbuf *out)
{
    struct strbuf bare = {0};
    char *words[500], *rest, *word;
    size_t n = 0;
    for (; *sql; sql++) {
        if (strncmp(sql, "--", 2) == 0)
            sql += strcspn(sql, "\n");
        strbuf_char(&bare, strchr("(),\"\n", *sql) ? ' ' : *sql);
    }
    for (word = strtok_r(bare.ptr, " ", &rest); word && n < 500; word = strtok_r(NULL, " ", &rest))
        words[n++] = word;
    qsort(words, n, sizeof *words, by_text);
    for (size_t i = 0; i < n; i++)
        strbuf_fmt(out, " %s", words[i]);
    strbuf_release(&bare);
}

/* Tables, indexes and triggers, a line each: what SQLite knows of their columns, and their words. */
static char *structure(sqlite3 *db)
{
    static const char all[] =
        "SELECT m.type || ' ' || m.name || coalesce((SELECT group_concat(c.cid || c.name || ' ' ||"
        " c.type || c.\"notnull\" || c.pk || coalesce(c.dflt_value, ''))"
        " FROM pragma_table_xinfo(m.name) AS c), ''), m.sql"
        " FROM sqlite_schema AS m WHERE m.sql IS NOT NULL ORDER BY m.type, m.name";
    struct strbuf out = {0};
    sqlite3_stmt *st;
    int application;
    cr_assert_eq(sqlite3_prepare_v2(db, all, -1, &st, NULL), SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW) {
        strbuf_str(&out, (const char *)sqlite3_column_text(st, 0));
        sorted_words((const char *)sqlite3_column_text(st, 1), &out);
        strbuf_char(&out, '\n');
    }
    sqlite3_finalize(st);
    cr_assert_eq(sqlite3_prepare_v2(db, "PRAGMA application_id", -1, &st, NULL), SQLITE_OK);
    application = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int(st, 0) : 0;
    sqlite3_finalize(st);
    strbuf_fmt(&out, "application %d\n", application);
    sqlite3_close(db);
    return help_keep(out.ptr);
}

Test(store_schema, a_new_database_is_what_all_steps_make)
{
    char *fresh = structure(made_by("fresh/")), *migrated = structure(made_by("migrate/"));
    cr_expect_gt(strlen(fresh), 9000);
    cr_expect_str_eq(fresh, migrated);
}

Test(store_schema, older_schema_is_not_read_but_said)
{
    char *path = help_path();
    struct store *s = help_open(path);
    store_exec(s, "PRAGMA user_version = 0", "testing");
    store_close(s);
    cr_expect(store_open(path, STORE_READ, &help_diag) == NULL);
    cr_expect(strstr(heard.ptr, "brings it up to date"), "%s", heard.ptr);
}
