/* A log that is read in two runs tells the database what it tells in one.  The first byte says
 * behind which line the first run finds the log's end.
 *
 * Two things may be otherwise, and such inputs are passed over: a beginning in which nothing tells
 * what stands around the lines, or another thing than the whole; and stamps without a year that
 * leap by half of one, for which the later lines decide (frame/year.h). */
#include "fuzz/fuzz.h"

#include "store/query.h"
#include "store/sql.h"
#include "support/reading.h"

#include <fcntl.h>
#include <sys/stat.h>

enum { NOW = 1795457070 };
static const char *const told =
    "SELECT 'event', time, host, code, enhanced, phase, disposition, class, final, sender,"
    " recipient, peer_ip, queue_id, cause, text, line_no FROM events"
    " UNION ALL SELECT 'traffic', hour, host, mta, direction, class, domain, sum(replies),"
    " '', '', '', '', '', '', '', '' FROM traffic GROUP BY 2, 3, 4, 5, 6, 7"
    " UNION ALL SELECT 'source', lines, recognised, strange, wrapping, '', '', '', '', '', '', '',"
    " '', '', '', '' FROM sources"
    " ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16";

static struct reading reading;
static struct { uint8_t *bytes; size_t len; } empty;    /* a database that nothing was read into */
static char *log_path, *database;

static void make(void)
{
    reading_open(&reading);
    log_path = mem_fmt("%s/mail.log", fuzz_folder());
    database = mem_fmt("%s/a.db", fuzz_folder());
    store_close(store_open(database, STORE_WRITE, &reading.diag));
    FILE *f = fopen(database, "rb");
    FUZZ_MUST(f);
    struct stat st;
    FUZZ_MUST(fstat(fileno(f), &st) == 0);
    empty.len = (size_t)st.st_size;
    empty.bytes = mem_alloc(empty.len);
    FUZZ_MUST(fread(empty.bytes, 1, empty.len, f) == empty.len);
    fclose(f);
}

static void ingest(const uint8_t *bytes, size_t len)
{
    const char *paths[] = {log_path};
    const struct timespec times[2] = {{.tv_sec = NOW}, {.tv_sec = NOW}};
    const struct ingest_options options = {
        .paths = paths, .paths_len = 1, .now = NOW, .registry = reading.registry,
        .classifier = reading.classifier, .diag = &reading.diag};
    struct ingest_totals totals;
    fuzz_write(log_path, bytes, len);
    FUZZ_MUST(utimensat(AT_FDCWD, log_path, times, 0) == 0);
    struct store *s = store_open(database, STORE_WRITE, &reading.diag);
    FUZZ_MUST(s && ingest_to_store(s, &options, &totals) == 0);
    store_close(s);
}

/* All that is told, and of the one source how it is wrapped. */
static char *all_told(const char *sql)
{
    struct strbuf out = {0};
    struct store *s = store_open(database, STORE_READ, &reading.diag);
    struct store_query *q = store_query_sql(s, sql);
    while (store_next(q)) {
        for (int i = 0; i < store_columns(q); i++) {
            strbuf_slice(&out, store_text(q, i));
            strbuf_char(&out, '\t');
        }
        strbuf_char(&out, '\n');
    }
    FUZZ_MUST(store_query_end(q) == STORE_OK);
    store_close(s);
    strbuf_char(&out, '\n');
    return strbuf_steal(&out);
}

static void start_anew(void)
{
    fuzz_write(database, empty.bytes, empty.len);
}

/* Behind one of its lines. */
static size_t cut_of(const uint8_t *bytes, size_t len, unsigned choice)
{
    size_t at = 0, lines = 0;
    for (size_t i = 0; i < len; i++)
        lines += bytes[i] == '\n';
    for (size_t n = choice % (lines + 1); n && at < len;)
        n -= bytes[at++] == '\n';
    return at;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char wrapped[] = "SELECT wrapping FROM sources";
    if (!reading.registry)
        make();
    unsigned choice = fuzz_byte(&bytes, &len);
    size_t cut = cut_of(bytes, len, choice);

    start_anew();
    ingest(bytes, cut);
    char *before = all_told(wrapped);
    ingest(bytes, len);
    char *parted = all_told(told);
    start_anew();
    ingest(bytes, len);
    char *whole = all_told(told), *after = all_told(wrapped);
    if (strcmp(before, after) == 0 && strcmp(parted, whole) != 0) {
        fprintf(stderr, "in two runs:\n%sin one:\n%s", parted, whole);
        abort();
    }
    free(before);
    free(after);
    free(parted);
    free(whole);
    return 0;
}
