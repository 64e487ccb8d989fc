/* top: every section adds up to independent SQL over the views, whatever the key and the filter. */
#include "phrase/advice.h"
#include "render/json.h"
#include "report/top.h"
#include "render/top_rows.h"
#include "support/report_fixture.h"

#include <time.h>

static const struct period last_day = {FIXTURE_NOW - 86400, FIXTURE_NOW};

static int64_t ask(struct store *s, const char *sql)
{
    struct store_query *q = store_query_sql(s, sql);
    int64_t n = store_next(q) ? store_int(q, 0) : -1;
    cr_expect_eq(store_query_end(q), STORE_OK, "%s", sql);
    return n;
}

static void set_utc(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
}

TestSuite(report_top, .init = set_utc);

/* The key of the group as an expression over the view. */
static const char *const keys[GROUP_KEYS] = {
    [GROUP_CAUSE] = "cause", [GROUP_CODE] = "CAST(code AS TEXT)", [GROUP_REASON] = "reason",
    [GROUP_PEER] = "coalesce(peer_ip, peer_name)",
    [GROUP_PEER_NET] = "CASE WHEN peer_ip LIKE '%.%' THEN "
                       "rtrim(rtrim(peer_ip, '0123456789'), '.') || '.0/24' END",
    [GROUP_SENDER] = "CASE sender WHEN '' THEN '<>' ELSE sender END",
    [GROUP_SENDER_DOMAIN] = "sender_domain", [GROUP_RECIPIENT] = "recipient",
    [GROUP_RECIPIENT_DOMAIN] = "recipient_domain", [GROUP_PROVIDER] = "provider",
    [GROUP_SASL_USER] = "sasl_user", [GROUP_HELO] = "helo", [GROUP_HOST] = "host",
    [GROUP_MTA] = "mta", [GROUP_DIRECTION] = "direction", [GROUP_PHASE] = "phase",
    [GROUP_ENHANCED] = "enhanced", [GROUP_TAG] = "tag",
    [GROUP_HOUR] = "strftime('%Y-%m-%d %H:00', ts, 'unixepoch')",
    [GROUP_DAY] = "strftime('%Y-%m-%d', ts, 'unixepoch')",
};

/* Each group's count, and that of the period before. */
static void check_group(struct store *s, const struct top_group *g, const char *expression,
                        const struct top *t)
{
    char *sql = mem_fmt("SELECT count(*) FILTER (WHERE ts >= ?1 AND ts < ?2),"
                        " count(*) FILTER (WHERE ts >= ?3 AND ts < ?1)"
                        " FROM failures WHERE class = ?4 AND (%s) IS ?5 AND direction IS ?6",
                        expression);
    struct store_query *q = store_query_sql(s, sql);
    free(sql);
    char class[] = {(char)('0' + g->class), 'x', 'x', 0};
    store_bind_int(q, 1, t->options.period.since);
    store_bind_int(q, 2, t->options.period.until);
    store_bind_int(q, 3, t->before.since);
    store_bind_text(q, 4, slice_str(class));
    store_bind_text(q, 5, slice_str(g->key));
    store_bind_text(q, 6, words_text(&t->catalogue.words, g->direction));
    cr_assert(store_next(q));
    cr_expect_eq(g->count, store_int(q, 0), "%s %s: %lld, not %lld", class, g->key,
                 (long long)g->count, (long long)store_int(q, 0));
    cr_expect_eq(g->before, store_int(q, 1), "%s %s before: %lld, not %lld", class, g->key,
                 (long long)g->before, (long long)store_int(q, 1));
    store_query_end(q);
}

Test(report_top, every_key_adds_up)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    for (unsigned k = 0; k < GROUP_KEYS; k++)
        for (int groups = 0; groups <= 2; groups += 2) {
            struct top t;
            const struct top_options o = {.period = last_day, .key = k, .groups = groups};
            const char *name = group_keys[k].name;
            cr_assert_not_null(keys[k], "%s: a key without its expression", name);
            cr_assert_eq(top_build(&t, s, &o), 0, "%s", name);
            cr_expect(t.before_known, "%s", name);
            for (int i = 0; i < 3; i++) {
                int64_t sum = t.section[i].more_count;
                for (size_t g = 0; g < t.section[i].len; g++) {
                    sum += t.section[i].groups[g].count;
                    cr_expect_eq(t.section[i].groups[g].count, t.section[i].groups[g].events, "%s",
                                 name);
                    check_group(s, &t.section[i].groups[g], keys[k], &t);
                }
                cr_expect_eq(sum, t.section[i].count, "%s", name);
                char *sql = mem_fmt("SELECT count(*) FROM failures WHERE class = '%dxx' AND "
                                    "ts >= %lld AND ts < %lld", t.section[i].class,
                                    (long long)last_day.since, (long long)last_day.until);
                cr_expect_eq(sum, ask(s, sql), "%s %dxx: %lld", name, t.section[i].class,
                             (long long)sum);
                free(sql);
            }
            top_release(&t);
        }
    store_close(s);
}

/* Windows that begin and end within hours take their edges from the events. */
Test(report_top, odd_windows_add_up)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    static const struct period odd[] = {
        {FIXTURE_NOW - 30001, FIXTURE_NOW - 19999}, {FIXTURE_NOW - 50000, FIXTURE_NOW - 49999},
        {FIXTURE_NOW - 79999, FIXTURE_NOW - 76501}, {FIXTURE_NOW - 172800, FIXTURE_NOW - 3},
        {FIXTURE_NOW - 18005, FIXTURE_NOW - 17000},
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct top t;
        const struct top_options o = {.period = odd[i], .key = GROUP_CAUSE};
        cr_assert_eq(top_build(&t, s, &o), 0);
        char *sql = mem_fmt("SELECT count(*) FROM failures WHERE ts >= %lld AND ts < %lld",
                            (long long)odd[i].since, (long long)odd[i].until);
        cr_expect_eq(t.count, ask(s, sql), "window %zu: %lld", i, (long long)t.count);
        top_release(&t);
        free(sql);
    }
    store_close(s);
}

static const struct { struct filter filter; const char *sql; } filters[] = {
    {{.class = 4}, "class = '4xx'"}, {{.code = 550}, "code = 550"},
    {{.enhanced = "5.7.26"}, "enhanced = '5.7.26'"},
    {{.direction = "inbound"}, "direction = 'inbound'"},
    {{.mta = "exim"}, "mta = 'exim'"}, {{.cause = "greylisted"}, "cause = 'greylisted'"},
    {{.host = "mx2"}, "host = 'mx2'"}, {{.peer = "198.51.100.9"}, "peer_ip = '198.51.100.9'"},
    {{.peer = "MX.example.NET"}, "peer_name = 'mx.example.net'"},
    {{.peer = "203.0.113.0/24"}, "peer_ip LIKE '203.0.113.%'"},
    {{.sender = "news@example.org"}, "sender = 'news@example.org'"},
    {{.sender = "example.net"}, "sender_domain = 'example.net'"},
    {{.sender = "@Example.NET"}, "sender_domain = 'example.net'"},
    {{.sender = "<>"}, "sender = ''"},
    {{.recipient = "nobody@example.org"}, "recipient = 'nobody@example.org'"},
    {{.sasl_user = "alice"}, "sasl_user = 'alice'"}, {{.sasl_user = "nobody"}, "0"},
    {{.sender = "x' OR 1 --"}, "0"},
};

Test(report_top, every_filter_adds_up)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        struct top t;
        const struct top_options o = {.period = last_day, .filter = filters[i].filter};
        cr_assert_eq(top_build(&t, s, &o), 0, "%s", filters[i].sql);
        char *sql = mem_fmt("SELECT count(*) FROM failures WHERE ts >= %lld AND ts < %lld AND %s",
                            (long long)last_day.since, (long long)last_day.until, filters[i].sql);
        cr_expect_eq(t.count, ask(s, sql), "%s: %lld", filters[i].sql, (long long)t.count);
        top_release(&t);
        free(sql);
    }
    store_close(s);
}

static int64_t count_unit(struct store *s, enum group_unit unit, int class)
{
    struct top t;
    const struct top_options o = {.period = last_day, .unit = unit};
    cr_assert_eq(top_build(&t, s, &o), 0);
    int64_t n = 0;
    for (int i = 0; i < 3; i++)
        if (t.section[i].class == class)
            n = t.section[i].count;
    top_release(&t);
    return n;
}

Test(report_top, recipients_and_messages_count_once_attempts_without_echoes)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    /* slow@ six times, x@ of two messages, y@ of five, z@, q@ */
    cr_expect_eq(count_unit(s, UNIT_EVENTS, 4), 15);
    cr_expect_eq(count_unit(s, UNIT_RECIPIENTS, 4), 10);
    cr_expect_eq(count_unit(s, UNIT_MESSAGES, 4), 10);
    /* three attempts of F1 and none for its result, no echoes */
    cr_expect_eq(count_unit(s, UNIT_ATTEMPTS, 4), 6 + 2 + 3 + 1);
    cr_expect_eq(count_unit(s, UNIT_RECIPIENTS, 3), 0);
    store_close(s);
}

Test(report_top, says_how_deferrals_went_on_and_what_came_after_334)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    struct top t;
    const struct top_options o = {.period = last_day};
    cr_assert_eq(top_build(&t, s, &o), 0);
    cr_expect_eq(t.outcome.deferred, 10);
    cr_expect_eq(t.outcome.delivered, 1);
    cr_expect_eq(t.outcome.failed, 0);
    cr_expect_eq(t.outcome.waiting, 9);
    cr_expect_eq(t.after_intermediate, 12);
    cr_expect_eq(t.coverage.replies.class[2], 400);
    cr_expect_str_eq(t.coverage.hosts, "mx1, mx2");
    cr_expect_str_eq(t.coverage.mtas, "exim, postfix");
    top_release(&t);
    store_close(s);
}

Test(report_top, leaders_and_samples)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    struct top t;
    const struct top_options o = {.period = last_day};
    cr_assert_eq(top_build(&t, s, &o), 0);
    const struct top_group *g = &t.section[0].groups[0];
    cr_expect_str_eq(g->key, "user-unknown");
    cr_expect_eq(g->trend, TREND_UP);
    cr_expect_eq(g->lead[LEAD_NET].distinct, 1u);
    cr_expect(slice_is(g->lead[LEAD_NET].top[0].text, "192.0.2.0/24"));
    cr_expect_eq(g->lead[LEAD_SENDER].distinct, 40u);
    cr_expect(slice_is(g->lead[LEAD_CODE].top[0].text, "550 5.1.1"));
    cr_expect_str_eq(g->sample.text, "User unknown in local recipient table");
    g = &t.section[0].groups[1];
    cr_expect_str_eq(g->key, "sender-unauthenticated");
    cr_expect_eq(g->trend, TREND_NEW);
    cr_expect(slice_is(g->lead[LEAD_PROVIDER].top[0].text, "gmail"));
    cr_expect(slice_is(g->lead[LEAD_RECIPIENT_DOMAIN].top[0].text, "example.com"));
    cr_expect_str_eq(g->sample.trace, "B14");
    top_release(&t);
    store_close(s);
}

Test(report_top, no_data_is_not_no_failures)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    static const struct { struct period period; int no_data; } rows[] = {
        {{FIXTURE_NOW - 86400, FIXTURE_NOW}, 0}, {{FIXTURE_NOW - 5000, FIXTURE_NOW - 4000}, 0},
        {{FIXTURE_NOW + 10, FIXTURE_NOW + 20}, 1}, {{0, 86400}, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct top t;
        const struct top_options o = {.period = rows[i].period};
        cr_assert_eq(top_build(&t, s, &o), 0);
        cr_expect_eq(top_no_data(&t), rows[i].no_data, "row %zu", i);
        top_release(&t);
    }
    store_close(s);
    s = store_open(":memory:", STORE_WRITE, &diag);
    struct top t;
    const struct top_options o = {.period = last_day};
    cr_assert_eq(top_build(&t, s, &o), 0);
    cr_expect(top_no_data(&t));
    top_release(&t);
    store_close(s);
}

Test(report_top, judges_no_change_that_chance_makes)
{
    static const struct { int64_t now, before; int known; enum trend trend; } rows[] = {
        {100, 0, 0, TREND_UNKNOWN}, {100, 0, 1, TREND_NEW}, {1, 0, 1, TREND_NEW},
        {3, 5, 1, TREND_FEW},
        {12, 9, 1, TREND_SAME}, {110, 100, 1, TREND_SAME}, {200, 100, 1, TREND_UP},
        {50, 100, 1, TREND_DOWN}, {1000000, 999000, 1, TREND_SAME}, {0, 0, 1, TREND_SAME},
        {0, 100, 1, TREND_DOWN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(trend_of(rows[i].now, rows[i].before, rows[i].known), rows[i].trend, "row %zu",
                     i);
}

/* What top says as one text. */
static char *said(struct store *s, const struct top_options *o, struct diag *diag)
{
    const struct adviser adviser = {.knowledge = knowledge_new(diag), .lang = lang_all};
    struct json j = {.depth = 0};
    struct top t;
    cr_assert_eq(top_build(&t, s, o), 0);
    top_json(&j, NULL, &t, &adviser);
    top_release(&t);
    knowledge_free((struct knowledge *)(uintptr_t)adviser.knowledge);
    return strbuf_steal(&j.out);
}

/* Packed or not, whole hours or edges: the same is said, by every key and unit. */
Test(report_top, packs_say_what_events_say)
{
    static const struct period periods[] = {
        {FIXTURE_NOW - 10 * 86400, FIXTURE_NOW + 1}, {FIXTURE_NOW - 86400, FIXTURE_NOW},
        {FIXTURE_NOW - 80000 + 7, FIXTURE_NOW - 20000 + 3}, {FIXTURE_NOW - 19000, FIXTURE_NOW - 18900},
    };
    enum { PERIODS = sizeof periods / sizeof *periods };
    char *events[PERIODS][GROUP_KEYS][GROUP_UNITS];
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    for (int packed = 0; packed < 2; packed++) {
        cr_expect_eq(ask(s, "SELECT count(*) > 10 FROM event_pack"), packed);
        cr_expect_eq(ask(s, "SELECT count(*) > 0 FROM reply_sum"), packed);
        for (unsigned p = 0; p < PERIODS; p++)
            for (unsigned key = 0; key < GROUP_KEYS; key++)
                for (unsigned unit = 0; unit < GROUP_UNITS; unit++) {
                    const struct top_options o = {.period = periods[p], .key = key, .unit = unit};
                    char *text = said(s, &o, &diag);
                    if (packed) {
                        cr_expect_str_eq(text, events[p][key][unit], "period %u %s unit %u", p,
                                         group_keys[key].name, unit);
                        free(events[p][key][unit]);
                        free(text);
                    } else {
                        cr_expect(strlen(text) > 100);
                        events[p][key][unit] = text;
                    }
                }
        cr_assert_eq(store_pack(s, FIXTURE_NOW + 86400), STORE_OK);
    }
    store_close(s);
}

/* What a key says of anonymity holds: nobody whom it masks stands in its groups. */
Test(report_top, an_anonymous_reading_hides_whom_a_key_names)
{
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    cr_assert_eq(store_anonymous(s, ANONYMITY_CLIENTS), STORE_OK);
    for (unsigned k = 0; k < GROUP_KEYS; k++) {
        struct top t;
        const struct top_options o = {.period = last_day, .key = k, .filter.direction = "inbound"};
        cr_assert_eq(top_build(&t, s, &o), 0);
        for (int i = 0; group_keys[k].masked != ANONYMITY_NONE && i < 3; i++)
            for (size_t g = 0; g < t.section[i].len; g++) {
                const char *key = t.section[i].groups[g].key;
                cr_expect(!key || strcmp(key, "<>") == 0 || mask_is(slice_str(key)), "%s: %s",
                          group_keys[k].name, key);
            }
        top_release(&t);
    }
    store_close(s);
}
