/* The view `who`: everybody is found in packed hours and others, and everything that changes events
 * or what is known of them changes it. */
#include "store_help.h"

static struct store_source source;

/* An event of one of a few people, so that bursts of all lengths come about. */
static void put(struct store *s, int i, int64_t time)
{
    static const char *const people[] = {"a@example.com", "b@example.com", "c@example.net", "",
                                         "root"};
    static const char *const clients[] = {"192.0.2.1", "192.0.2.2", "2001:db8::1"};
    struct event e = help_event(time);
    e.sender = slice_str(people[i % 5]);
    e.recipient = slice_str(people[i / 5 % 5]);
    e.peer_ip = slice_str(clients[i % 3]);
    e.peer_name = i % 2 ? SLICE_LIT("x.example.net") : SLICE_LIT("");
    e.line_no = (uint64_t)i + 1;
    e.identity = (uint64_t)i;
    if (i % 4 == 1) {                   /* it speaks for itself */
        e.client_ip = e.peer_ip;
        e.client_name = e.peer_name;
    }
    if (i % 4 == 0) {
        e.queue_id = i % 8 ? SLICE_LIT("4ABC") : SLICE_LIT("4DEF");
        e.sender = slice_of(NULL, 0);
        e.client_ip = i % 12 ? SLICE_LIT("192.0.2.9") : e.peer_ip;
        e.sasl_user = i % 8 ? SLICE_LIT("ann") : slice_of(NULL, 0);
    }
    cr_assert_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
}

enum { EVENTS = 400, BEGUN = 10 * HOUR };

/* Events of some hours, none of them packed. */
static struct store *filled(void)
{
    struct store *s = help_open(":memory:");
    int64_t time = BEGUN;
    store_begin(s);
    source = help_source(s, "mail.log");
    for (int i = 0; i < EVENTS; i++)
        put(s, i, time += i * 7919 % 90);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    return s;
}

Test(who, finds_everybody_before_and_after_packing)
{
    struct store *s = filled();
    int64_t last = help_count(s, "SELECT max(ts) FROM events");
    cr_expect_eq(help_count(s, "SELECT count(*) FROM event_party"), 0);
    help_who_agrees(s);
    cr_expect_eq(store_pack(s, last), STORE_OK);         /* but for the last hour */
    cr_expect_gt(help_count(s, "SELECT count(*) FROM event_party WHERE span > 0"), 10);
    cr_expect_gt(help_count(s, "SELECT count(*) FROM event_party WHERE span = 0"), 10);
    cr_expect_gt(help_count(s, "SELECT count(*) FROM events WHERE ts >= "
                               "(SELECT max(hour) + 3600 FROM event_pack)"), 0);
    help_who_agrees(s);
    cr_expect_eq(store_pack(s, last + HOUR), STORE_OK);
    help_who_agrees(s);
    store_close(s);
}

Test(who, late_events_and_what_is_learned_of_messages_are_found)
{
    struct store *s = filled();
    cr_expect_eq(store_pack(s, BEGUN + DAY), STORE_OK);
    store_begin(s);
    put(s, EVENTS, BEGUN + 2 * HOUR);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    help_who_agrees(s);                 /* an hour between the others is not packed */
    store_begin(s);
    struct event e = help_event(BEGUN + 60);
    e.queue_id = SLICE_LIT("4DEF");
    e.sender = SLICE_LIT("late@example.org");
    e.sasl_user = SLICE_LIT("late");
    cr_expect_eq(store_message(s, &e), STORE_OK);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    help_who_agrees(s);
    cr_expect_eq(store_pack(s, BEGUN + DAY), STORE_OK);
    help_who_agrees(s);
    cr_expect_gt(help_count(s, "SELECT count(*) FROM who WHERE name = 'late@example.org'"), 10);
    cr_expect_gt(help_count(s, "SELECT count(*) FROM who WHERE name = 'late'"), 10);
    store_close(s);
}

/* What `trace` finds of the word: times and lines. */
static char *traced(struct store *s, const char *word)
{
    struct strbuf out = {0};
    struct store_query *q = store_query(s, SQL_TRACE_EVENTS);
    store_bind_int(q, 2, 0);
    store_bind_int(q, 3, BEGUN + DAY);
    store_bind_text(q, 4, slice_str(word));
    store_bind_int(q, 5, 70);
    while (store_next(q))
        strbuf_fmt(&out, "%lld %lld, ", (long long)store_int(q, 0), (long long)store_int(q, 28));
    cr_expect_eq(store_query_end(q), STORE_OK, "%s", heard.ptr);
    return help_keep(out.ptr);
}

Test(who, is_traced_alike_in_packed_hours_and_others)
{
    static const char *const words[] = {"a@example.com", "root", "192.0.2.2", "192.0.2.9",
                                        "x.example.net", "ann"};
    enum { WORDS = sizeof words / sizeof *words };
    struct store *s = filled();
    char *before[WORDS];
    int64_t last = help_count(s, "SELECT max(ts) FROM events");
    for (size_t i = 0; i < WORDS; i++)
        before[i] = traced(s, words[i]);
    cr_expect_eq(store_pack(s, last), STORE_OK);         /* but for the last hour */
    store_exec(s, "DELETE FROM event_pack WHERE hour = 39600", "testing");
    for (size_t i = 0; i < WORDS; i++) {
        cr_expect_gt(strlen(before[i]), 300, "%s", words[i]);
        cr_expect_str_eq(traced(s, words[i]), before[i], "%s", words[i]);
    }
    store_close(s);
}

Test(who, goes_with_the_packs)
{
    struct store *s = filled();
    cr_expect_eq(store_pack(s, BEGUN + DAY), STORE_OK);
    store_exec(s, "DELETE FROM event_pack WHERE hour = 39600", "testing");
    cr_expect_eq(help_count(s, "SELECT count(*) FROM event_party WHERE slot / 8 = 11"), 0);
    help_who_agrees(s);
    cr_expect_eq(store_rebuild(s), STORE_OK);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM event_party"), 0);
    help_who_agrees(s);
    store_close(s);
}

/* What stands between the fences of SQL in docs/schema.md, and whether it reads all events. */
static void explain(struct store *s, const char *sql)
{
    char *explained = mem_fmt("EXPLAIN QUERY PLAN %s", sql);
    struct store_query *q = store_query_sql(s, explained);
    const int latest = strstr(sql, "ORDER BY ts DESC LIMIT") != NULL;     /* stops after some */
    cr_assert(q != NULL, "%s: %s", sql, heard.ptr);
    while (store_next(q)) {
        struct smtplog_slice step = store_text(q, 3);
        int all = slice_is(step, "SCAN e") || slice_starts(step, "SCAN e ") ||
                  slice_is(step, "SCAN m") || slice_starts(step, "SCAN m ") ||
                  slice_starts(step, "SCAN w") || slice_find(step, "AUTOMATIC") >= 0;
        cr_expect(!all || latest, "%s\n%.*s", sql, (int)step.len, step.ptr);
    }
    cr_expect_eq(store_query_end(q), STORE_OK);
    free(explained);
}

Test(who, documented_queries_read_no_more_than_they_need)
{
    struct store *s = help_open(":memory:");
    char line[1000];
    int in_sql = 0, queries = 0;
    FILE *f = fopen(SMTPLOG_SOURCE "/docs/schema.md", "r");
    cr_assert(f != NULL);
    while (fgets(line, sizeof line, f)) {
        in_sql = strncmp(line, "```", 3) == 0 ? strcmp(line, "```sql\n") == 0 : in_sql;
        if (!in_sql || strncmp(line, "SELECT", 6) != 0)
            continue;
        queries++;
        explain(s, line);
    }
    fclose(f);
    cr_expect_geq(queries, 12, "%d", queries);
    store_close(s);
}
