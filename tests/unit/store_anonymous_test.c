/* Anonymous readings: no view or table shows who it was, equal names stay equal, statements go on
 * using their indexes, and the raw tables are refused to operators' SQL. */
#include "store_help.h"

static const char *const people[] = {
    "anja", "bruno", "Carla", "dirk", "erik-id", "said it to", "frieda", NULL,
};
static const char *const clients[] = {"client.example.com", "192.0.2.", "hello-i-am", NULL};

static struct event with_people(int64_t time, uint32_t direction)
{
    struct event e = help_event(time);
    e.direction = direction;
    e.sender = SLICE_LIT("anja@example.com");
    e.recipient = SLICE_LIT("\"bruno b\"@example.org");
    e.sasl_user = SLICE_LIT("Carla@example.net");
    e.queue_id = SLICE_LIT("4hQkYd41kZz1cVg"), e.message_began = time;
    e.message_id = SLICE_LIT("<erik-id@client.example.com>");
    e.client_name = e.peer_name = SLICE_LIT("client.example.com");
    e.client_ip = e.peer_ip = SLICE_LIT("192.0.2.7");
    e.helo = SLICE_LIT("hello-i-am");
    e.text = SLICE_LIT("said it to <bruno@example.org>");
    e.reason = SLICE_LIT("said so to <address>");
    return e;
}

/* A database with an event of a client, one of a server, a strange line, a fate, a message. */
static char *fixture(void)
{
    char *path = help_path();
    struct store *s = help_open(path);
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = with_people(1000, SMTPLOG_INBOUND);
    cr_assert_eq(store_event(s, &e, &source), STORE_OK, "%s", strbuf_text(&heard));
    e = with_people(2000, SMTPLOG_OUTBOUND);
    e.peer_name = SLICE_LIT("mx.example.org"), e.peer_ip = SLICE_LIT("198.51.100.9");
    cr_assert_eq(store_event(s, &e, &source), STORE_OK, "%s", strbuf_text(&heard));
    e = with_people(3000, SMTPLOG_INBOUND);
    e.peer_ip = SLICE_LIT("192.0.2.8"), e.recipient = SLICE_LIT("dirk");
    e.queue_id = (struct smtplog_slice){0};
    cr_assert_eq(store_event(s, &e, &source), STORE_OK, "%s", strbuf_text(&heard));
    cr_assert_eq(store_fate(s, e.host, SLICE_LIT("4hQkYd41kZz1cVg"),
                            SLICE_LIT("\"bruno b\"@example.org"), SLICE_LIT("gmail"),
                            4000), STORE_OK);
    cr_assert_eq(store_strange(s, &source, STRANGE_FAILURE,
                               SLICE_LIT("what anja. and dirk did to <id> at <address>"),
                               SLICE_LIT("what anja and dirk did to 17 at frieda@example.org"), 9,
                               5000), STORE_OK);
    strbuf_str(&source.framer, "the last line, of frieda");
    cr_assert_eq(store_source_save(s, &source), STORE_OK, "%s", strbuf_text(&heard));
    cr_assert_eq(store_commit(s), STORE_OK, "%s", strbuf_text(&heard));
    store_source_release(&(struct store_source){.framer = source.framer});
    store_close(s);
    return path;
}

static struct store *anonymous(const char *path, enum anonymity anonymity)
{
    struct store *s = store_open(path, STORE_READ, &help_diag);
    cr_assert(s != NULL, "%s", strbuf_text(&heard));
    cr_assert_eq(store_anonymous(s, anonymity), STORE_OK, "%s", strbuf_text(&heard));
    return s;
}

/* How many of `names` stand in a cell of what `from` gives; its rows are counted in *rows. */
static int names_in(struct store *s, const char *from, const char *const *names, int *rows)
{
    char *sql = mem_fmt("SELECT * FROM %s", from);
    struct store_query *q = store_query_sql(s, sql);
    int found = 0;
    for (; store_next(q); ++*rows)
        for (int column = 0; column < store_columns(q); column++)
            for (size_t i = 0; names[i]; i++)
                if (slice_find(store_text(q, column), names[i]) >= 0)
                    found++;
    cr_expect_eq(store_query_end(q), STORE_OK, "%s: %s", sql, strbuf_text(&heard));
    free(sql);
    return found;
}

/* Every public view, and every table but the two that sql.h refuses. */
static int names_anywhere(struct store *s, const char *const *names, int *rows)
{
    int found = 0;
    struct store_query *q = store_query_sql(s, "SELECT name FROM sqlite_schema WHERE type IN"
        " ('view', 'table') AND name NOT LIKE 'sqlite%' AND name NOT IN ('meta', 'pending')");
    while (store_next(q)) {
        char *name = mem_strn(store_text(q, 0).ptr, store_text(q, 0).len);
        int here = names_in(s, name, names, rows);
        found += here;
        free(name);
    }
    cr_expect_eq(store_query_end(q), STORE_OK);
    return found;
}

Test(store_anonymous, nothing_names_people_or_clients)
{
    char *path = fixture();
    struct store *plain = store_open(path, STORE_READ, &help_diag);
    struct store *some = anonymous(path, ANONYMITY_PEOPLE);
    struct store *none = anonymous(path, ANONYMITY_CLIENTS);
    int rows[3] = {0};
    cr_expect_gt(names_anywhere(plain, people, &rows[0]), 20);
    cr_expect_eq(names_anywhere(some, people, &rows[1]), 0);
    cr_expect_gt(names_anywhere(some, clients, &rows[1]), 10);
    cr_expect_eq(names_anywhere(none, people, &rows[2]), 0);
    cr_expect_eq(names_anywhere(none, clients, &rows[2]), 0);
    cr_expect_eq(rows[1], 2 * rows[0]);
    cr_expect_eq(rows[2], 2 * rows[0]);
    store_close(plain);
    store_close(some);
    store_close(none);
}

Test(store_anonymous, what_is_equal_stays_equal_and_servers_stay)
{
    struct store *s = anonymous(fixture(), ANONYMITY_CLIENTS);
    cr_expect_eq(help_count(s, "SELECT count(DISTINCT sender) FROM events"), 1);
    cr_expect_eq(help_count(s, "SELECT count(DISTINCT recipient) FROM events"), 2);
    cr_expect_eq(help_count(s, "SELECT count(DISTINCT net) FROM peer WHERE net LIKE 'anon.%'"), 1);
    cr_expect_eq(help_count(s, "SELECT count(DISTINCT ip) FROM peer WHERE ip LIKE 'anon.%'"), 2);
    cr_expect_str_eq(help_text(s, "SELECT peer_name || ' ' || peer_ip FROM events"
                                  " WHERE direction = 'outbound'"), "mx.example.org 198.51.100.9");
    cr_expect_str_eq(help_text(s, "SELECT text FROM events"), "said so to <address>");
    cr_expect_str_eq(help_text(s, "SELECT sample FROM strange_lines"),
                     "what <name>. and <name> did to <id> at <address>");
    cr_expect_str_eq(help_text(s, "SELECT sender_domain FROM messages"), "example.com");
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events"
                               " WHERE sender = mask_address('anja@example.com')"), 3);
    store_close(s);
}

Test(store_anonymous, masks_are_those_that_prune_leaves)
{
    char *path = fixture();
    static const char all[] = "SELECT group_concat(x, char(10)) FROM (SELECT sender || recipient ||"
        " sasl_user || text || coalesce(message_id, '-') AS x FROM events ORDER BY ts)";
    struct store *s = anonymous(path, ANONYMITY_PEOPLE);
    const char *before = help_text(s, all);
    store_close(s);
    s = store_open(path, STORE_WRITE, &help_diag);
    cr_expect_eq(store_anonymize(s, DAY), 3, "%s", strbuf_text(&heard));
    cr_expect_str_eq(help_text(s, all), before);
    store_close(s);
    s = anonymous(path, ANONYMITY_PEOPLE);
    cr_expect_str_eq(help_text(s, all), before);
    store_close(s);
}

Test(store_anonymous, another_database_has_other_masks)
{
    struct store *a = anonymous(fixture(), ANONYMITY_PEOPLE);
    struct store *b = anonymous(fixture(), ANONYMITY_PEOPLE);
    static const char one[] = "SELECT sender FROM events";
    cr_expect_str_neq(help_text(a, one), help_text(b, one));
    store_close(a);
    store_close(b);
}

Test(store_anonymous, without_a_key_nothing_is_read)
{
    char *path = fixture();
    struct store *s = store_open(path, STORE_WRITE, &help_diag);
    store_exec(s, "DELETE FROM meta WHERE name = 'key'", "testing");
    store_close(s);
    s = store_open(path, STORE_READ, &help_diag);
    cr_expect_eq(store_anonymous(s, ANONYMITY_PEOPLE), STORE_FAILED);
    cr_expect(strstr(strbuf_text(&heard), "`smtplog ingest` makes it"), "%s", strbuf_text(&heard));
    store_close(s);
}

/* The steps of a statement's plan that read a whole table or sort. */
static int slow_steps(struct store *s, const char *sql)
{
    char *explain = mem_fmt("EXPLAIN QUERY PLAN %s", sql);
    struct store_query *q = store_query_sql(s, explain);
    int slow = 0;
    while (store_next(q)) {
        struct smtplog_slice step = store_text(q, 3);
        slow += slice_starts(step, "SCAN ") || slice_find(step, "AUTOMATIC") >= 0 ||
                slice_find(step, "MATERIALIZE") >= 0 || slice_find(step, "CO-ROUTINE") >= 0;
    }
    cr_expect_eq(store_query_end(q), STORE_OK, "%s: %s", sql, strbuf_text(&heard));
    free(explain);
    return slow;
}

Test(store_anonymous, statements_keep_their_plans)
{
    char *path = fixture();
    struct store *plain = store_open(path, STORE_READ, &help_diag);
    struct store *none = anonymous(path, ANONYMITY_CLIENTS);
    static const enum store_statement ranges[][2] = {       /* those of `report` and `top` */
        {SQL_REPORT_DATABASE, SQL_REPORT_STRANGE}, {SQL_TOP_ADDRESSES, SQL_TOP_SPANS},
    };
    for (size_t r = 0; r < sizeof ranges / sizeof *ranges; r++)
        for (unsigned i = ranges[r][0]; i <= ranges[r][1]; i++) {
            const char *sql = store_sql_text(i);
            cr_expect_eq(slow_steps(none, sql), slow_steps(plain, sql), "%s", sql);
        }
    static const char view[] = "SELECT sender, recipient, peer_ip, helo, sasl_user, text,"
                               " message_id, source FROM events WHERE ts >= 5 AND ts < 7";
    cr_expect_eq(slow_steps(none, view), slow_steps(plain, view));
    store_close(plain);
    store_close(none);
}

static const struct { const char *sql; int people, clients; } queries[] = {
    {"SELECT * FROM events", 1, 1}, {"SELECT * FROM failures", 1, 1},
    {"SELECT * FROM address", 1, 1},
    {"SELECT * FROM strange_lines", 1, 1}, {"SELECT * FROM messages", 1, 1},
    {"SELECT count(*) FROM main.address", 1, 1}, {"SELECT ts FROM main.event", 1, 1},
    {"SELECT address FROM main.address", 0, 0}, {"SELECT * FROM main.events", 0, 0},
    {"SELECT (SELECT name FROM main.sasl_user)", 0, 0}, {"SELECT body FROM Main.Text", 0, 0},
    {"SELECT name FROM main.peer", 1, 0}, {"SELECT name FROM main.helo", 1, 0},
    {"SELECT value FROM meta", 0, 0}, {"SELECT value FROM pending", 0, 0},
    {"SELECT framer FROM main.source", 0, 0},
};

Test(store_anonymous, sql_refuses_what_stands_behind)
{
    char *path = fixture();
    struct store_limits limits[] = {{.anonymity = ANONYMITY_PEOPLE},
                                    {.anonymity = ANONYMITY_CLIENTS}};
    for (size_t l = 0; l < 2; l++) {
        struct store *s = store_sql_open(path, &limits[l], &help_diag);
        cr_assert(s != NULL, "%s", strbuf_text(&heard));
        for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
            const char *sql = queries[i].sql;
            int want = l ? queries[i].clients : queries[i].people;
            strbuf_clear(&heard);
            struct store_query *q = store_sql_next(s, &sql);
            cr_expect_eq(q != NULL, want, "%s: %s", queries[i].sql, strbuf_text(&heard));
            cr_expect_eq(strstr(strbuf_text(&heard), "may not be read so here") != NULL, !want, "%s: %s",
                         queries[i].sql, strbuf_text(&heard));
            while (store_next(q))
                ;
            cr_expect_eq(store_query_end(q), q ? STORE_OK : STORE_FAILED, "%s: %s", queries[i].sql,
                         strbuf_text(&heard));
        }
        store_close(s);
    }
}

Test(store_anonymous, an_anonymous_reading_still_writes_nothing)
{
    struct store *s = anonymous(fixture(), ANONYMITY_PEOPLE);
    cr_expect_neq(store_exec(s, "DELETE FROM main.event", "testing"), STORE_OK);
    cr_expect_neq(store_exec(s, "CREATE TEMP TABLE t (a)", "testing"), STORE_OK);
    store_close(s);
}
