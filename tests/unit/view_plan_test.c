/* How SQLite runs what the documents tell operators to ask: the queries under "Which view to ask" of
 * docs/schema.md and those of `smtplog sql --examples`.  None reads all events, or a large table
 * besides, but for what is said to. */
#include "store_help.h"

#include "base/embedded.h"

extern const struct embedded_file schema_files[];

/* Tables that grow with the mail, by their names in the views. */
static const char *const large[] = {"e", "m", "a", "t", "event", "message", "q", "fate"};

/* What is documented to read much, by its first words. */
static const struct { const char *query, *scans; } told[] = {
    {"SELECT date(hour, 'unixepoch') AS day, sum(events) FROM failures_hourly", "q"},   /* hourly: small */
};

static int is_told(struct smtplog_slice sql, struct smtplog_slice table)
{
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (slice_find(sql, told[i].query) >= 0 && slice_is(table, told[i].scans))
            return 1;
    return 0;
}

/* The table of a step that reads all of it; ptr NULL: it does not, or the table is small. */
static struct smtplog_slice scanned(struct smtplog_slice step)
{
    struct smtplog_slice name = step;
    if (!scan_lit(&name, "SCAN "))
        return (struct smtplog_slice){0};
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] == ' ')
            name = slice_head(name, i);
    for (size_t i = 0; i < sizeof large / sizeof *large; i++)
        if (slice_is(name, large[i]))
            return name;
    return (struct smtplog_slice){0};
}

/* The latest of all stand at the end, and no more is read. */
static int is_of_the_latest(struct smtplog_slice sql)
{
    return slice_find(sql, "ORDER BY ts DESC LIMIT") >= 0 && slice_find(sql, "WHERE") < 0;
}

/* -> 1 if the plan is a good one. */
static int check(struct store *s, struct smtplog_slice sql)
{
    char *explain = mem_fmt("EXPLAIN QUERY PLAN %.*s", (int)sql.len, sql.ptr);
    struct store_query *q = store_query_sql(s, explain);
    int good = 1, steps = 0;

    cr_assert(q != NULL, "%s: %s", explain, heard.ptr);
    for (; store_next(q); steps++) {
        struct smtplog_slice step = store_text(q, 3), table = scanned(step);
        if (table.ptr && !is_told(sql, table) && !is_of_the_latest(sql))
            good = 0;
        if (slice_find(step, "AUTOMATIC") >= 0 ||
            (is_of_the_latest(sql) && slice_find(step, "TEMP B-TREE") >= 0))
            good = 0;
    }
    cr_expect_eq(store_query_end(q), STORE_OK);
    cr_expect_gt(steps, 0);
    free(explain);
    return good;
}

Test(view_plan, examples)
{
    struct store *s = help_open(":memory:");
    int n = 0;
    for (const struct embedded_file *f = schema_files; f->name; f++) {
        if (!slice_starts(slice_str(f->name), "examples/"))
            continue;
        cr_expect(check(s, slice_of((const char *)f->bytes, f->len)), "%s", f->name);
        n++;
    }
    cr_expect_geq(n, 12);
    store_close(s);
}

Test(view_plan, queries_of_the_document)
{
    struct store *s = help_open(":memory:");
    FILE *in = fopen(SMTPLOG_SOURCE "/docs/schema.md", "r");
    char line[1024];
    int inside = 0, n = 0;

    cr_assert(in != NULL);
    while (fgets(line, sizeof line, in)) {
        if (strcmp(line, "```sql\n") == 0)
            inside = 1;
        else if (strncmp(line, "```", 3) == 0)
            inside = 0;
        else if (inside && ++n)
            cr_expect(check(s, slice_str(line)), "%s", line);
    }
    fclose(in);
    cr_expect_geq(n, 8);
    store_close(s);
}

/* Shapes of questions that find what they ask for. */
static const char *const good[] = {
    "SELECT * FROM events WHERE ts >= 1 AND ts < 2", "SELECT count(*) FROM failures WHERE ts = 5",
    "SELECT ts FROM events WHERE queue_id = 'a'", "SELECT ts FROM failures WHERE message_id = 'a'",
    "SELECT text FROM events WHERE ts = 5242880 >> 20 AND event_id = 5242880",
    "SELECT time FROM failures ORDER BY ts DESC LIMIT 3",
    "SELECT sender FROM messages WHERE queue_id = 'a'",
    "SELECT * FROM who JOIN failures USING (ts, event_id) WHERE name = 'a' AND role = 'recipient'",
    "SELECT text FROM who JOIN failures USING (ts, event_id) WHERE name = 'a' AND role = 'sender'",
    "SELECT time FROM who JOIN failures USING (ts, event_id) WHERE name = 'a' AND role = 'peer'",
    "SELECT * FROM who JOIN events USING (ts, event_id) WHERE name = 'a' AND role = 'client'",
    "SELECT code FROM who JOIN failures USING (ts, event_id) WHERE name = 'a' AND role = 'sasl_user'",
    "SELECT * FROM who JOIN failures USING (ts, event_id) WHERE name = 'a' ORDER BY ts DESC LIMIT 9",
    "SELECT count(*) FROM who WHERE name = 'a' AND role = 'sender_domain'",
};
/* And that this test can fail. */
static const char *const bad[] = {
    "SELECT count(*) FROM failures", "SELECT ts FROM events WHERE time >= '2026'",
    "SELECT ts FROM events WHERE recipient = 'a'", "SELECT sender, count(*) FROM messages GROUP BY 1",
    "SELECT ts FROM failures WHERE peer_ip = 'a'", "SELECT count(*) FROM who",
};

Test(view_plan, shapes)
{
    struct store *s = help_open(":memory:");
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        cr_expect(check(s, slice_str(good[i])), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect_not(check(s, slice_str(bad[i])), "%s", bad[i]);
    store_close(s);
}
