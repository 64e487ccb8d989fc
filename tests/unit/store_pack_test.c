/* Packs: numbers come back as they went in, whatever they are; damage is noticed; they follow the
 * tables.
 */
#include "store_help.h"

static uint64_t state = 88172645463325252u;

static uint64_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Columns of every nature: rising, equal, small, any, and mostly not known. */
static void fill(struct pack *p, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        int64_t row[PACK_COLUMNS];
        for (int c = 0; c < PACK_COLUMNS; c++)
            row[c] = c % 4 == 0 ? (int64_t)(1795000000 + i) : c % 4 == 1 ? 7
                   : c % 4 == 2 ? (int64_t)(draw() % 200) : (int64_t)draw();
        row[PACK_MESSAGE] = i % 5 ? 0 : 70000 + (int64_t)(draw() % 900000);
        pack_add(p, row);
    }
}

Test(pack, numbers_come_back)
{
    for (size_t len = 0; len < 40; len++) {
        struct pack p = {.len = 0}, q = {.len = 0};
        struct strbuf bytes = {0};
        fill(&p, len);
        pack_write(&p, &bytes);
        cr_assert_eq(pack_read(&q, strbuf_view(&bytes), ~0u), 0);
        cr_assert_eq(q.len, len);
        for (int c = 0; c < PACK_COLUMNS; c++)
            for (size_t i = 0; i < len; i++)
                cr_expect_eq(q.column[c][i], p.column[c][i], "column %d row %zu", c, i);
        cr_assert_eq(pack_read(&q, strbuf_view(&bytes), 1u << PACK_SEQ | 1u << PACK_MESSAGE), 0);
        for (size_t i = 0; i < len; i++)
            cr_expect_eq(q.column[PACK_MESSAGE][i], p.column[PACK_MESSAGE][i]);
        pack_release(&p);
        pack_release(&q);
        strbuf_release(&bytes);
    }
}

static void same_rows(const struct pack *part, const struct pack *all, size_t from)
{
    for (int c = 0; c < PACK_COLUMNS; c++)
        for (size_t i = 0; i < part->len; i++)
            cr_expect_eq(part->column[c][i], all->column[c][from + i], "column %d row %zu", c,
                         from + i);
}

/* In stretches of any length, each kind of column among them. */
Test(pack, comes_in_stretches)
{
    struct pack p = {.len = 0}, q = {.len = 0};
    struct strbuf bytes = {0};
    struct pack_reader reader;
    unsigned kinds = 0;
    fill(&p, 1001);
    pack_write(&p, &bytes);
    for (size_t most = 1; most < 1200; most += most < 20 ? 1 : 89) {
        size_t from = 0;
        cr_assert_eq(pack_open(&reader, strbuf_view(&bytes), ~0u), 0);
        for (; pack_next(&reader, &q, most); from += q.len)
            same_rows(&q, &p, from);
        cr_expect_eq(from, p.len);
    }
    for (int c = 0; c < PACK_COLUMNS; c++)
        kinds |= 1u << reader.column[c].kind;
    cr_expect_eq(kinds, (1u << PACK_KINDS) - 1);
    pack_release(&p);
    pack_release(&q);
    strbuf_release(&bytes);
}

/* As they were written before there were widths: they are in databases. */
Test(pack, varints_are_read)
{
    struct strbuf bytes = {0};
    struct pack q = {.len = 0};
    strbuf_char(&bytes, 2);
    for (int c = 0; c < PACK_COLUMNS; c++)
        strbuf_add(&bytes, c % 2 ? "\4\1\x84\1\6" : "\4\2\x88\2\3", 5);
    cr_assert_eq(pack_read(&q, strbuf_view(&bytes), ~0u), 0);
    for (int c = 0; c < PACK_COLUMNS; c++) {
        cr_expect_eq(q.column[c][0], 132);
        cr_expect_eq(q.column[c][1], c % 2 ? 6 : 130);
    }
    pack_release(&q);
    strbuf_release(&bytes);
}

Test(pack, is_small)
{
    struct pack p = {.len = 0};
    struct strbuf bytes = {0};
    for (int64_t i = 0; i < 10000; i++) {
        const int64_t row[PACK_COLUMNS] = {1795000000 + i / 5, i % 5, i % 40, 1, i % 4000, i % 9000,
                                           0, 0, 0, 500000 + i / 2};
        pack_add(&p, row);
    }
    pack_write(&p, &bytes);
    cr_expect_lt(bytes.len, 90000, "%zu", bytes.len);
    pack_release(&p);
    strbuf_release(&bytes);
}

/* A pack cut short or changed is refused or read within its bounds, never beyond. */
Test(pack, damage_is_noticed_or_harmless)
{
    struct pack p = {.len = 0}, q = {.len = 0};
    struct strbuf bytes = {0};
    fill(&p, 25);
    pack_write(&p, &bytes);
    for (size_t len = 0; len < bytes.len; len++) {
        char *cut = mem_strn(bytes.ptr, len);
        cr_expect_eq(pack_read(&q, slice_of(cut, len), ~0u), -1, "%zu of %zu bytes", len, bytes.len);
        free(cut);
    }
    for (size_t at = 0; at < bytes.len; at++)
        for (int bit = 0; bit < 8; bit++) {
            bytes.ptr[at] ^= (char)(1 << bit);
            if (pack_read(&q, strbuf_view(&bytes), ~0u) == 0)
                cr_expect_leq(q.len, bytes.len + 1);
            bytes.ptr[at] ^= (char)(1 << bit);
        }
    cr_expect_eq(pack_read(&q, slice_of(NULL, 0), ~0u), -1);
    pack_release(&p);
    pack_release(&q);
    strbuf_release(&bytes);
}

static void put(struct store *s, struct store_source *source, int64_t time)
{
    struct event e = help_event(time);
    e.queue_id = SLICE_LIT("4ABCDEF");
    e.sender = slice_of(NULL, 0);
    store_begin(s);
    cr_expect_eq(store_event(s, &e, source), STORE_OK, "%s", heard.ptr);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
}

Test(packs, follow_late_events_and_what_is_learned_of_messages)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    put(s, &source, 10 * HOUR + 5);
    put(s, &source, 12 * HOUR + 5);
    put(s, &source, 13 * HOUR + 5);
    cr_expect_eq(store_pack(s, 13 * HOUR + 100), STORE_OK);
    help_packs_agree(s, 2);             /* the last hour is not over */
    cr_expect_eq(store_pack(s, 14 * HOUR), STORE_OK);
    help_packs_agree(s, 3);
    put(s, &source, 10 * HOUR + 6);
    help_packs_agree(s, 2);
    cr_expect_eq(store_pack(s, 20 * HOUR), STORE_OK);
    help_packs_agree(s, 3);
    struct event e = help_event(13 * HOUR + 9);       /* the sender of all */
    e.queue_id = SLICE_LIT("4ABCDEF");
    store_begin(s);
    cr_expect_eq(store_message(s, &e), STORE_OK);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    help_packs_agree(s, 0);
    cr_expect_eq(store_pack(s, 20 * HOUR), STORE_OK);
    help_packs_agree(s, 3);
    cr_expect_eq(store_rebuild(s), STORE_OK);
    help_packs_agree(s, 0);
    store_close(s);
}

static const char same_sums[] =
    "SELECT count(*) FROM (SELECT hour, host, mta, class, sum(replies) AS n FROM traffic GROUP BY 1, 2,"
    " 3, 4) AS t JOIN host AS h ON h.name = t.host JOIN reply_sum AS r ON r.hour = t.hour AND"
    " r.host_id = h.host_id AND r.mta = t.mta AND r.class || 'xx' = t.class AND r.replies = t.n";

/* What one of the two views says and the other does not. */
static const char unlike[] =
    "SELECT count(*) FROM (SELECT * FROM"
    " (SELECT hour, host, mta, class, sum(replies) FROM traffic GROUP BY 1, 2, 3, 4"
    "  EXCEPT SELECT hour, host, mta, class, replies FROM traffic_by_class)"
    " UNION ALL SELECT * FROM (SELECT hour, host, mta, class, replies FROM traffic_by_class"
    "  EXCEPT SELECT hour, host, mta, class, sum(replies) FROM traffic GROUP BY 1, 2, 3, 4))";

static void reply(struct store *s, int64_t time, int32_t code, uint64_t n)
{
    struct store_replies r = {.time = time, .host = SLICE_LIT("mx1"), .mta = SLICE_LIT("exim"),
                              .direction = SMTPLOG_OUTBOUND, .code = code,
                              .domain = SLICE_LIT("example.com"), .n = n};
    cr_expect_eq(store_traffic(s, &r), STORE_OK);
}

Test(packs, sums_of_replies_are_those_of_the_view)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(2 * HOUR + 5);
    e.host = SLICE_LIT("silent");
    cr_expect_eq(store_event(s, &e, &source), STORE_OK);
    reply(s, 2 * HOUR, 250, 10);
    reply(s, 2 * HOUR + 3, 250, 30);
    reply(s, 2 * HOUR, 550, 4);
    reply(s, 3 * HOUR, 220, 7);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM traffic_by_class"), 3);
    cr_expect_eq(help_count(s, unlike), 0, "no hour is summed");
    cr_expect_eq(store_pack(s, 4 * HOUR), STORE_OK);
    cr_expect_eq(help_count(s, unlike), 0, "all are");
    cr_expect_eq(help_count(s, same_sums), 3);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM reply_sum"), 4, "and the host without a reply");
    cr_expect_eq(help_count(s, "SELECT replies FROM reply_sum WHERE class = 2 AND hour = 7200"), 40);
    store_begin(s);
    reply(s, 2 * HOUR, 250, 1);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM reply_sum"), 1);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM traffic_by_class"), 3);
    cr_expect_eq(help_count(s, unlike), 0, "one of two is");
    cr_expect_eq(store_pack(s, 4 * HOUR), STORE_OK);
    cr_expect_eq(help_count(s, "SELECT replies FROM reply_sum WHERE class = 2 AND hour = 7200"), 41);
    store_close(s);
}
