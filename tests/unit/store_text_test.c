/* Texts are kept without the names of their events: once for all of them, and told as they were
 * logged, wherever a text is asked for. */
#include "store_help.h"

static const struct { const char *text, *body, *queue_id; int names; } rows[] = {
    {"<b@example.org>: User unknown", "<\1>: User unknown", "", 1},
    {"Client host [192.0.2.7] blocked", "Client host [\2] blocked", "", 2},
    {"c.example.com[192.0.2.7] is no", "\3[\2] is no", "", 6},
    {"<a@example.com> to b@example.org", "<\4> to \1", "", 9},
    {"<client.example.net>: no such name", "<\5>: no such name", "", 16},
    {"192.0.2.7 192.0.2.7", "\2 \2", "", 2},
    {"b@example.org", "\1", "", 1},
    /* What a message's row tells may be told later. */
    {"<a@example.com> to b@example.org", "<a@example.com> to \1", "4ABC", 1},
    {"<client.example.net>: no such name", "<client.example.net>: no such name", "4ABC", 0},
    /* Part of another word. */
    {"192.0.2.77, bb@example.org, b@example.organ", "192.0.2.77, bb@example.org, b@example.organ", "",
     0},
    /* Words that look like marks, and such as are no UTF-8. */
    {"<b@example.org>\1\2", "<b@example.org>\1\2", "", 0},
    {"<b@example.org>\xff", "<b@example.org>\xef\xbf\xbd", "", 0},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* What a reader gets of rows[i], told as it is stored. */
static const char *logged(size_t i)
{
    return rows[i].names ? rows[i].text : rows[i].body;
}

static struct store *filled(void)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    for (size_t i = 0; i < ROWS; i++) {
        struct event e = help_event(1000 + (int64_t)i);
        e.text = slice_str(rows[i].text);
        e.queue_id = slice_str(rows[i].queue_id);
        e.helo = SLICE_LIT("client.example.net");
        e.reason = SLICE_LIT("template");
        cr_assert_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
    }
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    return s;
}

/* Statements that tell the texts of a time: the parameters that take its begin and its end (0: the
 * second parameter is the place within the second), how far after; the text's column. */
static const struct { enum store_statement which; int from, until, after, column; } tellers[] = {
    {SQL_EXPORT_EVENTS, 1, 2, 1, 31}, {SQL_TRACE_EVENTS, 2, 3, 0, 24}, {SQL_TOP_SAMPLE, 1, 0, 0, 0},
};

Test(store_text, names_are_taken_out_and_put_in_again)
{
    struct store *s = filled();
    struct store_query *q = store_query_sql(s, "SELECT t.body, t.names, v.text FROM event AS e "
        "JOIN text AS t USING (text_id) JOIN events AS v ON v.ts = e.ts ORDER BY e.ts");
    for (size_t i = 0; i < ROWS; i++) {
        cr_assert(store_next(q), "%s", heard.ptr);
        cr_expect(slice_is(store_text(q, 0), rows[i].body), "%s", rows[i].text);
        cr_expect_eq(store_int(q, 1), rows[i].names, "%s", rows[i].text);
        cr_expect(slice_is(store_text(q, 2), logged(i)), "%s", rows[i].text);
    }
    cr_expect_not(store_next(q));
    cr_expect_eq(store_query_end(q), STORE_OK);
    store_close(s);
}

Test(store_text, every_statement_tells_what_was_logged)
{
    struct store *s = filled();
    for (size_t i = 0; i < ROWS * (sizeof tellers / sizeof *tellers); i++) {
        const size_t row = i % ROWS, of = i / ROWS;
        const int64_t ts = 1000 + (int64_t)row;
        struct store_query *q = store_query(s, tellers[of].which);
        store_bind_int(q, tellers[of].from, ts);
        if (tellers[of].until)
            store_bind_int(q, tellers[of].until, ts + tellers[of].after);
        else
            store_bind_int(q, 2, 0);    /* the second's first */
        store_bind_int(q, 5, 9);        /* how many, of a trace */
        cr_assert(store_next(q), "%zu %zu %s", of, row, heard.ptr);
        struct smtplog_slice text = store_text(q, tellers[of].column);
        cr_expect(slice_is(text, logged(row)), "%zu: %.*s", of, (int)text.len, text.ptr);
        cr_expect_eq(store_query_end(q), STORE_OK);
    }
    store_close(s);
}

/* One row for a thousand recipients; and none is left of whoever is forgotten. */
Test(store_text, is_shared_and_forgets_names_with_the_event)
{
    char *name[100], *text[100];
    for (int i = 0; i < 100; i++) {
        name[i] = help_keep(mem_fmt("user%d@example.org", i));
        text[i] = help_keep(mem_fmt("<user%d@example.org>: User unknown", i));
    }
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    for (int i = 0; i < 1000; i++) {
        struct event e = help_event(DAY + i);
        e.recipient = slice_str(name[i % 100]);
        e.text = slice_str(text[i % 100]);
        cr_assert_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
    }
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM text"), 1);
    cr_expect_eq(help_count(s, "SELECT count(DISTINCT text) FROM events"), 100);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events "
                               "WHERE text <> '<' || recipient || '>: User unknown'"), 0);
    cr_expect_eq(store_anonymize(s, 3 * DAY), 1000);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events WHERE text <> reason"), 0);
    store_close(s);
}
