/* Facts: every column comes back, copies count once, messages tell their failures, sums add up. */
#include "store_help.h"

static const char every_column[] =
    "SELECT event_id || '|' || ts || '|' || time || '|' || host || '|' || mta || '|' || process"
    " || '|' || direction || '|' || phase || '|' || code || '|' || code_source || '|' ||"
    " class || '|' ||"
    " enhanced || '|' || origin || '|' || tag || '|' || after_code || '|' || challenge || '|' ||"
    " disposition || '|' || final || '|' || echo || '|' || queue_id || '|' || message_id || '|' ||"
    " sender || '|' || sender_domain || '|' || recipient || '|' || recipient_domain || '|' ||"
    " peer_name || '|' || peer_ip || '|' || peer_port || '|' || client_name || '|' || client_ip"
    " || '|' || sasl_user || '|' || helo || '|' || text || '|' || reason || '|' || cause"
    " || '|' || provider || '|' || source || '|' || line_no FROM events";

Test(store_event, every_column_comes_back)
{
    struct store *s = help_open(":memory:");
    cr_assert_eq(store_begin(s), STORE_OK);
    struct store_source source = help_source(s, "mail.log");
    struct event e = {
        .time = 1795370400, .micros = 120000, .digits = 3, .host = SLICE_LIT("mx1"),
        .mta = SLICE_LIT("exim"), .process = SLICE_LIT("exim"), .direction = SMTPLOG_OUTBOUND,
        .phase = SMTPLOG_EOD, .disposition = SMTPLOG_DEFERRED, .origin = SMTPLOG_BY_REMOTE,
        .code = 451, .after_code = 354, .class = 4, .code_implied = 1, .final = 1, .echo = 1,
        .enhanced = SLICE_LIT("4.7.1"), .challenge = SLICE_LIT("Password:"),
        .queue_id = SLICE_LIT("1abcde-000001-Ab"), .message_id = SLICE_LIT("m@example.com"),
        .sender = SLICE_LIT("A.b@example.com"), .recipient = SLICE_LIT("c@example.net"),
        .peer_name = SLICE_LIT("mx.example.net"), .peer_ip = SLICE_LIT("192.0.2.1"), .peer_port = 25,
        .client_name = SLICE_LIT("pc.example.com"), .client_ip = SLICE_LIT("2001:db8::1"),
        .sasl_user = SLICE_LIT("ab"), .helo = SLICE_LIT("[192.0.2.9]"), .size = 1234,
        .text = SLICE_LIT("wait 300 s\nplease"), .reason = SLICE_LIT("wait <n> s\nplease"),
        .tag = SLICE_LIT("TSS04"), .cause = SLICE_LIT("greylisted"), .provider = SLICE_LIT("yahoo"),
        .line_no = 77, .identity = 5,
    };
    cr_expect_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_str_eq(help_text(s, every_column),
        "1882582312550400|1795370400|2026-11-22T18:00:00.120Z|mx1|exim|exim|outbound|eod|451|"
        "implied|4xx|4.7.1|remote|TSS04|354|Password:|deferred|1|1|1abcde-000001-Ab|m@example.com|"
        "A.b@example.com|example.com|c@example.net|example.net|mx.example.net|192.0.2.1|25|"
        "pc.example.com|2001:db8::1|ab|[192.0.2.9]|wait 300 s\nplease|wait <n> s\n"
        "please|greylisted|yahoo|/var/log/mail.log|77");
    cr_expect_eq(help_count(s, "SELECT size FROM messages"), 1234);
    store_close(s);
}

static const char is_null[] =
    "SELECT count(*) FROM events WHERE phase IS NULL AND code IS NULL AND code_source IS NULL"
    " AND enhanced IS NULL AND tag IS NULL AND after_code IS NULL AND challenge IS NULL"
    " AND queue_id IS NULL AND message_id IS NULL AND sender = '' AND sender_domain IS NULL"
    " AND recipient IS NULL AND peer_name IS NULL AND peer_port IS NULL AND client_ip IS NULL"
    " AND sasl_user IS NULL AND helo IS NULL AND text IS NULL AND reason IS NULL AND cause IS NULL"
    " AND provider IS NULL AND class = '5xx' AND final = 0 AND time = '2026-11-22T18:00:00Z'";

Test(store_event, what_is_not_known_is_null)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = {.time = 1795370400, .mta = SLICE_LIT("exim"), .direction = SMTPLOG_INBOUND,
                      .disposition = SMTPLOG_REJECTED, .sender = SLICE_LIT("")};
    cr_expect_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
    store_commit(s);
    cr_expect_eq(help_count(s, is_null), 1);
    store_close(s);
}

Test(store_event, broken_text_is_made_whole)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(100);
    e.text = SLICE_LIT("a\xff\0z");
    e.sender = SLICE_LIT("\xfe@Example.COM");
    for (int i = 0; i < 3; i++)
        cr_expect_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
    store_commit(s);
    cr_expect_str_eq(help_text(s, "SELECT text FROM events"), "a\xef\xbf\xbd\xef\xbf\xbdz");
    cr_expect_str_eq(help_text(s, "SELECT sender_domain FROM events"), "example.com");
    cr_expect_eq(help_count(s, "SELECT count(*) FROM address"), 2);
    store_close(s);
}

/* Ids stay the same when the caches were emptied; texts that are their template are not kept. */
Test(store_event, emptied_caches_give_the_same_ids)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(100);
    e.queue_id = SLICE_LIT("4ABC");
    e.sasl_user = e.helo = SLICE_LIT("x");
    e.text = e.reason;
    for (int i = 0; i < 4; i++) {
        cr_expect_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
        store_commit(s);
        s->data_version = 0;            /* take stock anew */
        store_begin(s);
    }
    store_commit(s);
    static const char *const once[] = {"host", "reply", "reason", "message", "peer", "helo",
                                       "sasl_user"};
    for (size_t i = 0; i < sizeof once / sizeof *once; i++) {
        char *sql = mem_fmt("SELECT count(*) FROM %s", once[i]);
        cr_expect_eq(help_count(s, sql), 1, "%s", once[i]);
        free(sql);
    }
    cr_expect_eq(help_count(s, "SELECT count(*) FROM text"), 0);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events WHERE text = '<addr>: User unknown'"), 4);
    cr_expect_eq(help_count(s, "SELECT count(DISTINCT event_id) FROM events"), 4);
    store_close(s);
}

/* Three equal records in one second in two logs are three events, whichever log is read first, and
 * a fourth in one of them is a fourth. */
Test(store_event, copies_in_another_log_count_once)
{
    static const struct { int first, second, events; const char *hosts[2]; } rows[] = {
        {3, 3, 3, {"mx.example.org", "mx.example.org"}},
        {3, 4, 4, {"mx.example.org", "mx"}},
        {4, 3, 4, {"", "mx.example.org"}},
        {2, 2, 4, {"mx.example.org", "other.example.org"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct store *s = help_open(":memory:");
        store_begin(s);
        struct store_source main_log = help_source(s, "mainlog");
        struct store_source reject_log = help_source(s, "rejectlog");
        struct event e = help_event(1000);
        int duplicates = 0;
        e.host = slice_str(rows[i].hosts[0]);
        for (int n = 0; n < rows[i].first; n++)
            cr_expect_eq(store_event(s, &e, &main_log), STORE_OK);
        store_commit(s);
        store_begin(s);
        e.host = slice_str(rows[i].hosts[1]);
        for (int n = 0; n < rows[i].second; n++)
            duplicates += store_event(s, &e, &reject_log) == STORE_DUPLICATE;
        store_commit(s);
        cr_expect_eq(help_count(s, "SELECT count(*) FROM events"), rows[i].events, "row %zu", i);
        cr_expect_eq(duplicates, rows[i].first + rows[i].second - rows[i].events, "row %zu", i);
        store_close(s);
    }
}

/* Sources whose times are known to the database only, as in a later run. */
Test(store_event, copies_are_found_in_a_later_run)
{
    char *path = help_path();
    struct store *s = help_open(path);
    store_begin(s);
    struct store_source source = help_source(s, "mainlog");
    struct event e = help_event(1000);
    cr_expect_eq(store_event(s, &e, &source), STORE_OK);
    source.first_time = 900, source.last_time = 1100;
    store_source_save(s, &source);
    store_commit(s);
    store_close(s);
    s = help_open(path);
    store_begin(s);
    source = help_source(s, "rejectlog");
    cr_expect_eq(store_event(s, &e, &source), STORE_DUPLICATE);
    e.time = 1001;
    cr_expect_eq(store_event(s, &e, &source), STORE_OK);
    store_commit(s);
    store_close(s);
}

Test(store_event, messages_tell_their_failures)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(1000), later = {.time = 1010, .host = e.host};
    e.queue_id = later.queue_id = SLICE_LIT("4ABC");
    e.sender.ptr = NULL;
    cr_expect_eq(store_event(s, &e, &source), STORE_OK);
    later.sender = SLICE_LIT("who@example.com");
    later.sasl_user = SLICE_LIT("who");
    cr_expect_eq(store_message(s, &later), STORE_OK);
    later.queue_id = SLICE_LIT("4NONE");
    cr_expect_eq(store_message(s, &later), STORE_OK);
    e.time = 1020;
    e.sender = SLICE_LIT("another@example.com");        /* a rewritten one: kept beside it */
    cr_expect_eq(store_event(s, &e, &source), STORE_OK);
    cr_expect_eq(store_fate(s, e.host, e.queue_id, e.recipient, SLICE_LIT("gmail"), 2000), STORE_OK);
    cr_expect_eq(store_fate(s, e.host, SLICE_LIT("4NONE"), e.recipient, SLICE_LIT("gmail"), 2000), STORE_OK);
    e.time += 30 * DAY;                           /* the queue id is another message's now */
    e.message_id = SLICE_LIT("new@example.com");
    cr_expect_eq(store_event(s, &e, &source), STORE_OK);
    store_commit(s);
    cr_expect_str_eq(help_text(s, "SELECT group_concat(sender, ' ')"
                                  " FROM (SELECT sender FROM events ORDER BY ts)"),
                     "who@example.com another@example.com another@example.com");
    cr_expect_eq(help_count(s, "SELECT count(*) FROM messages"), 2);
    cr_expect_eq(help_count(s, "SELECT delivered FROM fates"), 2000);
    cr_expect_eq(help_count(s, "SELECT last_time FROM messages ORDER BY first_time"), 1020);
    store_close(s);
}

Test(store_event, traffic_is_summed)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_replies r = {.time = 7201, .host = SLICE_LIT("mx"), .mta = SLICE_LIT("exim"),
                              .direction = SMTPLOG_OUTBOUND, .code = 250,
                              .domain = SLICE_LIT("Example.ORG"), .n = 2};
    for (int i = 0; i < 5; i++)
        store_traffic(s, &r);
    store_traffic(s, &r);
    r.code = 550;
    store_traffic(s, &r);
    store_traffic(s, &r);
    store_commit(s);
    store_begin(s);
    store_traffic(s, &r);
    store_commit(s);
    cr_expect_eq(help_count(s, "SELECT replies FROM traffic WHERE code = 250"
                               " AND domain = 'example.org' AND hour = 7200 AND class = '2xx'"), 12);
    cr_expect_eq(help_count(s, "SELECT replies FROM traffic WHERE code = 550"), 6);
    store_close(s);
}

/* Rows go in by server and direction, those of deliveries by provider: none is lost on a seam, and
 * no other's number is taken. */
Test(store_event, traffic_of_many_keys_is_told_apart)
{
    static const char *const words[] = {"exim", "postfix", "ex"};
    enum { WAYS = 3 * 2 * 2 * 2 };      /* words, directions, hosts, hours */
    struct store *s = help_open(":memory:");
    for (int round = 0; round < 2; round++) {
        store_begin(s);
        for (uint32_t i = 0; i < WAYS; i++) {
            const struct smtplog_slice word = slice_str(words[i % 3]), host = slice_str(words[i % 2]);
            const int64_t time = i / 12 ? 3600 : 0;
            struct store_replies r = {.time = time, .host = host, .mta = word, .domain = word,
                                      .direction = i / 6 % 2 ? SMTPLOG_INBOUND : SMTPLOG_OUTBOUND,
                                      .code = 250, .n = 1u << i % 12};
            const struct flow f = {.time = time, .host = host, .domain = SLICE_LIT("example.org"),
                                   .provider = i % 3 ? word : SLICE_LIT(""),
                                   .n = {[FLOW_DELIVERIES] = 1u << i % 12}};
            cr_assert_eq(store_traffic(s, &r), STORE_OK);
            cr_assert_eq(store_delivery(s, &f), STORE_OK);
        }
        cr_assert_eq(store_commit(s), STORE_OK);
    }
    cr_expect_eq(help_count(s, "SELECT count(*) FROM reply_hourly"), WAYS);
    cr_expect_eq(help_count(s, "SELECT sum(replies) FROM reply_hourly"), 2 * 2 * 4095);
    cr_expect_eq(help_count(s, "SELECT sum(replies) FROM traffic WHERE mta = 'postfix' AND"
                               " direction = 'inbound'"), 2 * 2 * (128 + 1024));
    cr_expect_eq(help_count(s, "SELECT count(*) FROM delivery_hourly"), 2 * 2 * 3);
    cr_expect_eq(help_count(s, "SELECT sum(deliveries) FROM delivery_hourly WHERE provider = ''"),
                 2 * 2 * (1 + 8 + 64 + 512));
    store_close(s);
}

static const char sums_agree[] =
    "SELECT (SELECT count(*) FROM (SELECT hour, host, reason, events, first_time, last_time"
    "                              FROM failures_hourly"
    "         EXCEPT SELECT ts / 3600 * 3600, host, reason, count(*), min(ts), max(ts) FROM events"
    "                GROUP BY 1, 2, 3)) * 1000000"
    "     + (SELECT sum(events) FROM failures_hourly)";

Test(store_event, sums_agree_with_events_and_can_be_rebuilt)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(0);
    char reason[16];
    for (int i = 0; i < 500; i++) {
        e.time = 1000000 + i * 997 % 300000;
        snprintf(reason, sizeof reason, "reason %d", i % 7);
        e.reason = e.text = slice_str(reason);
        cr_assert_eq(store_event(s, &e, &source), STORE_OK);
        if (i % 100 == 99)
            cr_assert(!store_commit(s) && !store_begin(s));
    }
    store_commit(s);
    cr_expect_eq(help_count(s, sums_agree), 500);
    store_exec(s, "DELETE FROM failure_hourly", "testing");
    cr_expect_eq(store_rebuild(s), STORE_OK);
    cr_expect_eq(help_count(s, sums_agree), 500);
    store_close(s);
}

Test(store_event, strange_lines_are_counted_and_their_shapes_bounded)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    char shape[32];
    for (int i = 0; i < 300; i++) {
        snprintf(shape, sizeof shape, "shape %c", '0' + i % 100);
        store_strange(s, &source, STRANGE_FAILURE, slice_str(shape), SLICE_LIT("a line"), (uint64_t)i, i);
    }
    store_commit(s);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM strange_lines"), 51);
    cr_expect_eq(help_count(s, "SELECT lines FROM strange_lines WHERE shape IS NULL"), 150);
    cr_expect_eq(help_count(s, "SELECT sum(lines) FROM strange_lines"), 300);
    store_close(s);
}

static void remember(void *to, struct smtplog_slice key, struct smtplog_slice blob)
{
    strbuf_slice(to, key);
    strbuf_slice(to, blob);
}

Test(store_event, pending_is_found_by_kind_and_key)
{
    struct store *s = help_open(":memory:");
    struct strbuf all = {0};
    store_begin(s);
    store_pending_put(s, slice_of("b\0", 2), SLICE_LIT("two"), 2);
    store_pending_put(s, SLICE_LIT("a"), SLICE_LIT("old"), 1);
    store_pending_put(s, SLICE_LIT("c"), SLICE_LIT(""), 1);
    store_pending_put(s, SLICE_LIT("a"), SLICE_LIT("one"), 3);
    store_pending_drop(s, SLICE_LIT("c"));
    store_commit(s);
    cr_expect_eq(store_pending_kind(s, 'b', remember, &all), STORE_OK);
    cr_expect(slice_eq(strbuf_view(&all), slice_of("b\0two", 5)));
    strbuf_clear(&all);
    cr_expect_eq(store_pending_find(s, SLICE_LIT("a"), remember, &all), STORE_OK);
    cr_expect_eq(store_pending_find(s, SLICE_LIT("c"), remember, &all), STORE_OK);
    cr_expect(slice_eq(strbuf_view(&all), SLICE_LIT("aone")));
    strbuf_clear(&all);
    cr_expect_eq(store_pending_keys(s, 10, remember, &all), 2);
    cr_expect(slice_eq(strbuf_view(&all), slice_of("ab\0", 3)));
    cr_expect_eq(store_pending_keys(s, 1, remember, &all), 1);
    strbuf_release(&all);
    store_close(s);
}

Test(store_event, a_full_second_runs_into_the_next)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(100);
    store_event(s, &e, &source);
    store_exec(s, "UPDATE event SET seq = 1048575", "testing");
    s->clock_seq = 1048575;
    cr_expect_eq(store_event(s, &e, &source), STORE_OK);
    store_commit(s);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events WHERE ts = 101"), 1);
    store_close(s);
}

static const struct { const char *ip, *net; } nets[] = {
    {"192.0.2.77", "192.0.2.0/24"}, {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
    {"::ffff:192.0.2.77", "192.0.2.0/24"}, {"unknown", ""}, {"", ""},
};

Test(store_event, networks_of_peers)
{
    for (size_t i = 0; i < sizeof nets / sizeof *nets; i++) {
        struct strbuf net = {0};
        peer_net(&net, slice_str(nets[i].ip));
        cr_expect_str_eq(strbuf_text(&net), nets[i].net);
        strbuf_release(&net);
    }
}
