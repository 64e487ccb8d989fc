/* The report's model: every table adds up to independent SQL; what is yours to do is told. */
#include "report/report.h"
#include "report/sections.h"
#include "phrase/say.h"
#include "trace/trace.h"
#include "support/report_fixture.h"

#include <time.h>

static const struct report_options last_day = {
    .period = {FIXTURE_NOW - 86400, FIXTURE_NOW}, .now = FIXTURE_NOW, .groups = 10};

static void set_utc(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
}

TestSuite(report_model, .init = set_utc);

static int64_t ask(struct store *s, const char *where)
{
    char *sql = mem_fmt("SELECT count(*) FROM failures WHERE ts >= %lld AND ts < %lld AND (%s)",
                        (long long)last_day.period.since, (long long)last_day.period.until, where);
    struct store_query *q = store_query_sql(s, sql);
    int64_t n = store_next(q) ? store_int(q, 0) : -1;
    cr_expect_eq(store_query_end(q), STORE_OK, "%s", sql);
    free(sql);
    return n;
}

Test(report_model, every_table_adds_up)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    struct report r;
    cr_assert_eq(report_build(&r, s, &last_day), 0);
    cr_expect_eq(r.now.all, ask(s, "1"));
    cr_expect_eq(r.now.all, r.top.count);
    cr_expect_eq(r.now.class[3], ask(s, "class = '3xx'"));
    cr_expect_eq(r.now.class[4], ask(s, "class = '4xx'"));
    cr_expect_eq(r.before.all, 20);
    cr_expect_eq(r.now.untold, ask(s, "cause IS NULL OR cause = 'other'"));
    cr_expect_eq(report_rows_of(&r, "host")->total, r.now.all);
    cr_expect_eq(report_rows_of(&r, "host")->rows[0].count, ask(s, "host = 'mx1'"));
    cr_expect_str_eq(report_rows_of(&r, "host")->rows[0].name, "mx1");
    cr_expect_eq(report_rows_of(&r, "provider")->total, ask(s, "provider IS NOT NULL"));
    cr_expect_eq(r.hours_len, 24u);
    int64_t hours = 0, today = r.days[REPORT_DAYS - 1].class[4];
    for (size_t i = 0; i < r.hours_len; i++)
        hours += r.hours[i].class[3] + r.hours[i].class[4] + r.hours[i].class[5];
    cr_expect_eq(hours, r.now.all);
    cr_expect_eq(today, r.now.class[4]);
    cr_expect_eq(r.days[REPORT_DAYS - 2].class[5], 20);
    cr_expect_eq(report_rows_of(&r, "auth-user")->total, ask(s, "sasl_user = 'bob'"));
    cr_expect_eq(report_rows_of(&r, "auth-network")->total, ask(s, "phase = 'auth'"));
    cr_expect_eq(report_rows_of(&r, "auth-network")->rows[0].others, 1);
    cr_expect_eq(r.status.strange_len, 1u);
    cr_expect_eq(r.future, 0);
    cr_expect(!report_is_clean(&r));
    report_release(&r);
    store_close(s);
}

/* The columns of a list of failures: classes make the count of their row, rows and what was left out
 * the total.  -> rows that were looked at. */
static size_t columns_add_up(const struct report_list *list, const struct report_rows *rows)
{
    int64_t all = rows->more_count;
    for (size_t i = 0; i < rows->len; i++) {
        const struct report_row *row = &rows->rows[i];
        cr_expect_eq(row->class[3] + row->class[4] + row->class[5], row->count, "%s, %s", list->id,
                     row->name);
        all += row->count;
    }
    cr_expect_eq(all, rows->total, "%s: %lld of %lld", list->id, (long long)all,
                 (long long)rows->total);
    return rows->len;
}

Test(report_model, the_columns_of_every_list_add_up)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    struct report r;
    size_t lists = 0;
    cr_assert_eq(report_build(&r, s, &last_day), 0);
    for (const struct report_section *section = report_sections; section->id; section++)
        for (size_t i = 0; i < REPORT_LISTS && section->lists[i].id; i++)
            if (report_list_has(&section->lists[i], LIST_5XX))
                lists += columns_add_up(&section->lists[i],
                                        report_section_rows(&r, section, i)) > 0;
    cr_expect_gt(lists, 1u, "%zu", lists);
    report_release(&r);
    store_close(s);
}

/* What no words and no code explain is told with its share, and nothing where all is explained. */
Test(report_model, the_share_without_a_reason_is_said)
{
    struct strbuf out = {0};
    say_untold(&out, 12, 400, NULL);
    cr_expect_str_eq(strbuf_text(&out), "for 12 failures the reason is not told (3.0 %)");
    strbuf_clear(&out);
    say_untold(&out, 0, 400, NULL);
    cr_expect_eq(out.len, 0u);
    strbuf_release(&out);
}

Test(report_model, what_no_words_explain_is_counted)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    struct report r;
    struct store_query *q = store_query_sql(
        s, "UPDATE reason SET cause = 'other' WHERE cause = 'auth-failed'");
    store_next(q);
    cr_assert_eq(store_query_end(q), STORE_OK);
    cr_assert_eq(report_build(&r, s, &last_day), 0);
    cr_expect_gt(r.now.untold, 0);
    cr_expect_lt(r.now.untold, r.now.all);
    cr_expect_eq(r.now.untold, ask(s, "cause = 'other'"));
    report_release(&r);
    store_close(s);
}

/* A window that cuts hours, in a zone that is half an hour off. */
Test(report_model, odd_zones_add_up)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    struct report r;
    setenv("TZ", "IST-5:30", 1);
    tzset();
    struct report_options o = last_day;
    o.period = (struct period){FIXTURE_NOW - 86400 + 1800, FIXTURE_NOW - 1800};
    cr_assert_eq(report_build(&r, s, &o), 0);
    int64_t hours = 0;
    for (size_t i = 0; i < r.hours_len; i++)
        hours += r.hours[i].class[3] + r.hours[i].class[4] + r.hours[i].class[5];
    cr_expect_eq(r.now.all, r.top.count);
    cr_expect_eq(hours, r.now.all);
    cr_expect_eq(report_rows_of(&r, "host")->total, r.now.all);
    report_release(&r);
    store_close(s);
}

static const struct trouble *find_trouble(const struct health *h, enum trouble_kind kind)
{
    for (size_t i = 0; i < h->len; i++)
        if (h->troubles[i].kind == kind)
            return &h->troubles[i];
    return NULL;
}

Test(report_model, what_is_yours_is_told_whether_new_or_not)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    struct report r;
    cr_assert_eq(report_build(&r, s, &last_day), 0);
    const struct trouble *t = find_trouble(&r.health, TROUBLE_UNAUTHENTICATED);
    cr_assert(t);
    cr_expect_eq(t->n, 15);
    cr_expect_eq(t->yours, 1);
    cr_expect_str_eq(t->where, "example.com");
    cr_expect_eq(r.health.yours, r.health.len, "strangers' refusals are no trouble");
    cr_expect_eq(r.health.figures[COUNT_REFUSED].now, 42);
    cr_expect_eq(r.health.figures[COUNT_GUESSED].now, 12);
    report_release(&r);
    store_close(s);
}

Test(report_model, empty_database_is_no_data)
{
    struct diag diag = {0};
    struct store *s = store_open(":memory:", STORE_WRITE, &diag);
    struct report r;
    cr_assert_eq(report_build(&r, s, &last_day), 0);
    cr_expect(report_no_data(&r));
    cr_expect(!report_is_clean(&r));
    report_release(&r);
    store_close(s);
}

Test(report_model, trace_finds_messages_and_names)
{
    static const struct { const char *word; size_t messages, events, fates; } rows[] = {
        {"D1", 1, 7, 1}, {"F1", 1, 4, 1}, {"slow@example.net", 0, 6, 0}, {"198.51.100.9", 0, 13, 0},
        {"MX1.example.com", 0, 4, 0}, {"alice", 0, 6, 0}, {"nothing", 0, 0, 0}, {"", 0, 0, 0},
    };
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct trace t;
        cr_assert_eq(trace_build(&t, s, rows[i].word, (struct period){0, FIXTURE_NOW}), 0);
        trace_conclude(&t);
        const struct trace_message *m = t.len ? &t.messages[0] : &t.named;
        cr_expect_eq(t.len, rows[i].messages, "%s: %zu", rows[i].word, t.len);
        cr_expect_eq(m->len, rows[i].events, "%s: %zu", rows[i].word, m->len);
        cr_expect_eq(m->fates_len, rows[i].fates, "%s", rows[i].word);
        trace_release(&t);
    }
    store_close(s);
}
