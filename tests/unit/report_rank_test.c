/* top's order of groups against SQL's: by count, then by name, whoever has several ids, whatever is
 * equal at the end of what is shown, and of whom only the period before knows. */
#include "report/rank.h"
#include "report/top.h"
#include "store_help.h"

#include <time.h>

enum { BEGUN = 1000 * 24 * HOUR, DAY_LEN = 24 * HOUR, EVENTS = 1200 };
static const struct period day = {BEGUN + DAY_LEN, BEGUN + 2 * DAY_LEN};

/* Two days; clients, recipients and senders of which some are met on the first day alone, a client
 * with several names, networks of many, and texts of many numbers. */
static void put(struct store *s, int i, const struct store_source *source)
{
    struct event e = help_event(BEGUN + (int64_t)i * 2 * DAY_LEN / EVENTS);
    int one = i * 7919 % 211, other = i < EVENTS / 2 ? one : one % 97;
    char *texts[] = {
        mem_fmt("r%d@%s.example", other, i % 3 ? "a" : "b"), mem_fmt("s@d%d.example", one % 40),
        mem_fmt("192.0.%d.%d", other % 20, one), i % 5 ? mem_fmt("h%d.example", one % 2) : mem_str(""),
        mem_fmt("helo%d", one % 30),
    };
    e.recipient = slice_str(texts[0]);
    e.sender = i % 11 ? slice_str(texts[1]) : SLICE_LIT("");
    e.peer_ip = i % 13 ? slice_str(texts[2]) : slice_of(NULL, 0);
    e.peer_name = slice_str(texts[3]);
    e.helo = i % 7 ? slice_str(texts[4]) : slice_of(NULL, 0);
    e.class = i % 4 ? 5 : 4;
    e.line_no = (uint64_t)i + 1;
    e.identity = (uint64_t)i;
    cr_assert_eq(store_event(s, &e, source), STORE_OK, "%s", heard.ptr);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        free(texts[k]);
}

static struct store *filled(void)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    for (int i = 0; i < EVENTS; i++)
        put(s, i, &source);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    return s;
}

/* A key, and the same as an expression over the view; of the first only where names are seen. */
static const struct { enum group_key key; const char *sql; } keys[] = {
    {GROUP_PEER_NET, "coalesce(rtrim(rtrim(peer_ip, '0123456789'), '.') || '.0/24', peer_name)"},
    {GROUP_RECIPIENT, "recipient"}, {GROUP_RECIPIENT_DOMAIN, "recipient_domain"},
    {GROUP_SENDER, "CASE sender WHEN '' THEN '<>' ELSE sender END"},
    {GROUP_SENDER_DOMAIN, "sender_domain"}, {GROUP_PEER, "coalesce(peer_ip, peer_name)"},
    {GROUP_HELO, "helo"}, {GROUP_REASON, "reason"}, {GROUP_CAUSE, "cause"},
    {GROUP_HOUR, "strftime('%Y-%m-%d %H:00', ts, 'unixepoch')"},
};

static struct store_query *ranked(struct store *s, const char *key, int class)
{
    char *sql = mem_fmt("SELECT k, n, b, first, last FROM (SELECT (%s) AS k,"
                        " count(*) FILTER (WHERE ts >= ?1) AS n,"
                        " count(*) FILTER (WHERE ts < ?1) AS b,"
                        " min(ts) FILTER (WHERE ts >= ?1) AS first, max(ts) AS last"
                        " FROM failures WHERE class = '%dxx' GROUP BY 1, direction)"
                        " WHERE n > 0 ORDER BY n DESC, k IS NULL, k", key, class);
    struct store_query *q = store_query_sql(s, sql);
    store_bind_int(q, 1, day.since);
    free(sql);
    return q;
}

static void check_section(struct store *s, const struct top_section *section, const char *key)
{
    size_t len = 0;
    struct store_query *q = ranked(s, key, section->class);
    for (; store_next(q); len++) {
        const struct top_group *g = &section->groups[len];
        if (len >= section->len)
            continue;
        struct smtplog_slice name = store_text(q, 0);
        cr_expect(name.ptr ? g->key && slice_is(name, g->key) : !g->key, "%s %zu: %s, not %.*s",
                  key, len, g->key, (int)name.len, name.ptr);
        const int64_t numbers[] = {g->count, g->before, g->first, g->last};
        for (int i = 0; i < 4; i++)
            cr_expect_eq(numbers[i], store_int(q, 1 + i), "%s %s, number %d: %lld", key, g->key, i,
                         (long long)numbers[i]);
    }
    cr_expect_eq(store_query_end(q), STORE_OK);
    cr_expect_eq(len, section->len + section->more_groups, "%s: %zu groups", key, len);
}

static void check_order(struct store *s, enum anonymity anonymity)
{
    static const int limits[] = {1, 3, 10, 70, 0};
    for (size_t k = anonymity ? 1 : 0; k < sizeof keys / sizeof *keys; k++)
        for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
            struct top t;
            const struct top_options o = {.period = day, .key = keys[k].key, .groups = limits[i]};
            cr_assert_eq(top_build(&t, s, &o), STORE_OK, "%s", heard.ptr);
            cr_expect_gt(t.section[0].count, 400);
            cr_expect_gt(t.section[1].count, 100);
            for (int c = 0; c < 2; c++)
                check_section(s, &t.section[c], keys[k].sql);
            top_release(&t);
        }
}

Test(report_rank, groups_stand_in_the_order_of_sql)
{
    setenv("TZ", "UTC", 1);
    tzset();
    struct store *s = filled();
    check_order(s, ANONYMITY_NONE);
    cr_assert_eq(store_pack(s, day.until + HOUR), STORE_OK);
    check_order(s, ANONYMITY_NONE);
    cr_assert_eq(store_anonymous(s, ANONYMITY_CLIENTS), STORE_OK);
    check_order(s, ANONYMITY_CLIENTS);
    store_close(s);
}

/* Whatever the order in which they come, and without keeping all. */
Test(report_rank, the_best_of_many_and_no_more)
{
    enum { MANY = 20000, MOST = 5, STEP = 7919 };
    struct rank r = {.most = MOST};
    size_t kept = 0;
    for (size_t i = 0; i < MANY; i++) {
        size_t who = i * STEP % MANY;
        char *name = mem_fmt("%05zu", who);
        rank_offer(&r, (struct ranked){.at = who, .n = who % 100 == 42}, slice_str(name));
        kept = r.len > kept ? r.len : kept;
        free(name);
    }
    rank_settle(&r);
    cr_assert_eq(r.len, (size_t)MOST);
    for (size_t i = 0; i < MOST; i++)
        cr_expect_eq(r.first[i].at, i * 100 + 42, "place %zu: %zu", i, r.first[i].at);
    cr_expect_lt(kept, 100u);
    rank_release(&r);
}
