/* Golden folders: a log and what it says, no C needed to add one (README.md beside this file).
 *
 * Each case is read plain, gzipped, cut in two as rotation does, by parsers built in and loaded;
 * and into a database at once, in two steps, and gzipped after the first step.  The answers must be
 * the same.  With GOLDEN_UPDATE=1 in the environment the expected files are written anew. */
#include "golden/lay.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "cli/command.h"
#include "ingest/ahead.h"
#include "ingest/ingest.h"
#include "store/query.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The process's own words, collected. */
static void collect(void *to, enum diag_level level, const char *sentence)
{
    if (level == DIAG_ERROR)
        strbuf_fmt(to, "%s\n", sentence);
}

struct house {                          /* what a run needs */
    struct strbuf complaints;
    struct diag diag;
    struct registry *registry;
    struct classifier *classifier;
    const char *path;
    struct ingest_options options;
};

/* Every parser that was built. */
static void load_all(struct registry *r)
{
    char *names = mem_str(PLUGINS), *rest = names, *name;
    while ((name = strsep(&rest, " "))) {
        char *path = mem_fmt(PLUGINS_FOLDER "/%s", name);
        registry_load(r, path);
        free(path);
    }
    free(names);
}

static void house_open(struct house *h, int loaded)
{
    *h = (struct house){.path = "logs"};
    h->diag = (struct diag){.tell = collect, .to = &h->complaints};
    h->registry = loaded ? registry_new_empty(&h->diag) : registry_new(&h->diag);
    if (loaded)
        load_all(h->registry);
    h->classifier = classifier_new(NULL, &h->diag);
    h->options = (struct ingest_options){
        .paths = &h->path, .paths_len = 1, .now = BENCH_NOW, .registry = h->registry,
        .classifier = h->classifier, .diag = &h->diag,
    };
}

static void house_close(struct house *h, const char *name)
{
    cr_expect_eq(h->complaints.len, 0, "%s: %s", name, h->complaints.ptr);
    classifier_free(h->classifier);
    registry_free(h->registry);
    strbuf_release(&h->complaints);
}

/* The same read by that many threads, with edges of blocks all over; jobs 0: each line when its
 * turn comes, by one thread. */
static void split_work(struct house *h, size_t jobs, size_t block)
{
    h->options.jobs = jobs;
    h->options.block = block;
    h->options.least = jobs ? 1 : SIZE_MAX / 2;
}

/* What `parse` prints of the scratch folder's logs. */
static char *parse_with(const struct bench *b, int loaded, size_t jobs, size_t block)
{
    struct house h;
    struct ingest_totals totals;
    char *out;
    size_t len;
    FILE *f = open_memstream(&out, &len);

    house_open(&h, loaded);
    split_work(&h, jobs, block);
    cr_expect_eq(ingest_to_json(f, &h.options, &totals), 0, "%s", b->name);
    fclose(f);
    house_close(&h, b->name);
    return out;
}

static char *parse(const struct bench *b, int loaded)
{
    return parse_with(b, loaded, 0, 0);
}

/* Every table of a database, as `jobs` threads fill it; but for the key that is drawn anew. */
static char *hold_all(const struct bench *b, size_t jobs, size_t block)
{
    struct house h;
    struct ingest_totals totals;
    struct strbuf out = {0};

    house_open(&h, 0);
    split_work(&h, jobs, block);
    struct store *store = store_open(":memory:", STORE_WRITE, &h.diag);
    cr_assert_not_null(store);
    cr_expect_eq(ingest_to_store(store, &h.options, &totals), 0, "%s", b->name);
    struct store_query *tables = store_query_sql(store, "SELECT name FROM sqlite_schema "
        "WHERE type = 'table' AND name NOT IN ('meta', 'sqlite_sequence') ORDER BY name");
    while (store_next(tables)) {
        char *sql = mem_fmt("SELECT * FROM \"%.*s\"", (int)store_text(tables, 0).len,
                            store_text(tables, 0).ptr);
        struct store_query *q = store_query_sql(store, sql);
        strbuf_fmt(&out, "%s\n", sql);
        while (store_next(q)) {
            for (int i = 0; i < store_columns(q); i++) {
                strbuf_slice(&out, store_text(q, i));
                strbuf_char(&out, '|');
            }
            strbuf_char(&out, '\n');
        }
        cr_expect_eq(store_query_end(q), STORE_OK);
        free(sql);
    }
    cr_expect_eq(store_query_end(tables), STORE_OK);
    store_close(store);
    house_close(&h, b->name);
    return strbuf_steal(&out);
}

/* However many threads read, and wherever the edges of their blocks lie: the same to the byte. */
static void check_jobs(const struct bench *b, enum laying how)
{
    static const struct { size_t jobs, block; } runs[] = {
        {1, AHEAD_BLOCK}, {1, 1000}, {2, AHEAD_BLOCK}, {3, 97}, {8, 1000},
    };
    bench_lay(b, how);
    char *want = parse_with(b, 0, 0, 0), *all = hold_all(b, 0, 0);
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        char *got = parse_with(b, 0, runs[i].jobs, runs[i].block);
        char *held = hold_all(b, runs[i].jobs, runs[i].block);
        cr_expect_str_eq(got, want, "%s: parsed by %zu in blocks of %zu", b->name, runs[i].jobs,
                         runs[i].block);
        cr_expect_str_eq(held, all, "%s: ingested by %zu in blocks of %zu", b->name, runs[i].jobs,
                         runs[i].block);
        free(got);
        free(held);
    }
    free(want);
    free(all);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines without what tells where they stood, in the order of their text. */
static char *essence(const char *ndjson)
{
    struct strbuf out = {0};
    size_t n = 0, cap = 0;
    char *copy = mem_str(ndjson), *rest = copy, *line, **lines = NULL;
    while ((line = strsep(&rest, "\n"))) {
        char *where = strstr(line, ",\"source\":");
        if (where)
            *where = '\0';
        lines = mem_grow(lines, &cap, n + 1, sizeof *lines);
        lines[n++] = line;
    }
    qsort(lines, n, sizeof *lines, by_text);
    for (size_t i = 0; i < n; i++)
        strbuf_fmt(&out, "%s\n", lines[i]);
    free(lines);
    free(copy);
    return strbuf_steal(&out);
}

static void compare(const struct bench *b, const char *how, char *got, const char *want)
{
    char *g = essence(got), *w = essence(want);
    cr_expect_str_eq(g, w, "%s, %s", b->name, how);
    free(g);
    free(w);
    free(got);
}

/* The events of a database, every column but the number and the place. */
static char *dump(struct store *store)
{
    struct strbuf out = {0};
    struct store_query *q = store_query_sql(store, "SELECT * FROM events ORDER BY ts, event_id");
    while (store_next(q)) {
        for (int i = 1; i < store_columns(q); i++) {
            const char *column = store_column_name(q, i);
            if (store_is_null(q, i) || strcmp(column, "line_no") == 0 || strcmp(column, "source") == 0)
                continue;
            strbuf_fmt(&out, "%s=", column);
            strbuf_slice(&out, store_text(q, i));
            strbuf_char(&out, '|');
        }
        strbuf_char(&out, '\n');
    }
    cr_expect_eq(store_query_end(q), STORE_OK);
    return strbuf_steal(&out);
}

/* Into a database, once for each laying; what it holds then. */
static char *ingest(const struct bench *b, const enum laying *steps, size_t n)
{
    struct house h;
    struct ingest_totals totals;

    house_open(&h, 0);
    struct store *store = store_open(":memory:", STORE_WRITE, &h.diag);
    cr_assert_not_null(store);
    for (size_t i = 0; i < n; i++) {
        bench_lay(b, steps[i]);
        cr_expect_eq(ingest_to_store(store, &h.options, &totals), 0, "%s", b->name);
    }
    char *held = dump(store);
    store_close(store);
    house_close(&h, b->name);
    return held;
}

/* What `top` prints of all the time there is, 100 columns wide. */
static char *top(const struct bench *b)
{
    static char *const read_argv[] = {"smtplog", "--db", "top.db", "ingest", "-q", "logs"};
    static char *const top_argv[] = {"smtplog", "--db", "top.db", "top", "--since", "2025-01-01",
                                     "--color", "never"};
    struct app app;
    char *out;
    size_t len;
    FILE *f = open_memstream(&out, &len);

    setenv("COLUMNS", "100", 1);
    unlink("top.db");
    for (int i = 0; i < 2; i++) {
        app_init(&app);
        app.out = f;
        app.now = BENCH_NOW;
        app.lang = lang_by_name("en");
        cr_expect_eq(i ? command_main(&app, 8, top_argv) : command_main(&app, 6, read_argv), 0, "%s", b->name);
        app_release(&app);
    }
    fclose(f);
    return out;
}

/* Compares with the case's file, or writes that anew. */
static void expect(const struct bench *b, const char *file, const char *got)
{
    if (getenv("GOLDEN_UPDATE"))
        bench_write(b->folder, file, got, strlen(got), 0);
    char *want = bench_read(b->folder, file, NULL);
    cr_assert_not_null(want, "%s: no file %s; run the target golden-update", b->name, file);
    cr_expect_str_eq(got, want, "%s: %s differs", b->name, file);
    free(want);
}

static void check(const struct bench *b)
{
    static const enum laying once[] = {PLAIN}, steps[] = {FIRST_HALF, PLAIN, PLAIN},
                             packed[] = {FIRST_HALF, PACKED};
    char *got, *want;

    bench_lay(b, PLAIN);
    want = parse(b, 0);
    expect(b, "events", want);
    got = top(b);
    expect(b, "top", got);
    free(got);
    compare(b, "parsers loaded", parse(b, 1), want);
    bench_lay(b, PACKED);
    compare(b, "gzipped", parse(b, 0), want);
    bench_lay(b, ROTATED);
    compare(b, "rotated", parse(b, 0), want);
    free(want);

    want = ingest(b, once, 1);
    got = ingest(b, steps, 3);
    cr_expect_str_eq(got, want, "%s: read in steps", b->name);
    free(got);
    got = ingest(b, packed, 2);
    cr_expect_str_eq(got, want, "%s: packed between", b->name);
    free(got);
    free(want);
    check_jobs(b, ROTATED);
    check_jobs(b, PACKED);
}

static void run_case(const char *mta, const char *name)
{
    struct bench b = {.scratch = "/tmp/smtplog-golden-XXXXXX"};
    char *full = mem_fmt("%s/%s", mta, name);
    b.name = full;
    snprintf(b.folder, sizeof b.folder, "%s/%s", GOLDEN, full);
    cr_assert_not_null(mkdtemp(b.scratch));
    cr_assert_eq(chdir(b.scratch), 0);
    check(&b);
    bench_remove(b.scratch);
    free(full);
}

/* The sub-folders of a folder, by name. */
static size_t folders_in(const char *path, struct dirent ***list)
{
    int n = scandir(path, list, NULL, alphasort);
    size_t kept = 0;
    cr_assert_geq(n, 0, "%s", path);
    for (int i = 0; i < n; i++) {
        struct stat st;
        char *full = mem_fmt("%s/%s", path, (*list)[i]->d_name);
        int is_folder = (*list)[i]->d_name[0] != '.' && stat(full, &st) == 0 && S_ISDIR(st.st_mode);
        free(full);
        if (is_folder)
            (*list)[kept++] = (*list)[i];
        else
            free((*list)[i]);
    }
    return kept;
}

/* Every folder that holds folders: nobody has to name it here. */
Test(golden, every_case)
{
    struct dirent **mtas, **cases;
    size_t n = folders_in(GOLDEN, &mtas), ran = 0;
    for (size_t i = 0; i < n; i++) {
        char *folder = mem_fmt("%s/%s", GOLDEN, mtas[i]->d_name);
        size_t m = folders_in(folder, &cases);
        for (size_t k = 0; k < m; k++, ran++) {
            run_case(mtas[i]->d_name, cases[k]->d_name);
            free(cases[k]);
        }
        cr_expect(m || strcmp(mtas[i]->d_name, "report") == 0, "%s: no case in it", folder);
        free(cases);
        free(folder);
        free(mtas[i]);
    }
    free(mtas);
    cr_expect_gt(ran, 2);
}
