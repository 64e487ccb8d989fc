/* Retention, merging, judging anew, knowledge, small values. */
#include "store_help.h"


/* A database of `days` days, an event in each; the host and log are of this machine. */
static struct store *machine(const char *path, const char *host, uint64_t head, int days)
{
    struct store *s = help_open(path);
    store_begin(s);
    struct store_source source = {.channel = store_channel(s, "mail.log"), .head_len = 100,
                                  .head_hash = head, .name = help_keep(mem_fmt("/var/log/%s", host))};
    if (head % 2)
        source.channel = store_channel(s, "mainlog");
    store_source_save(s, &source);
    for (int i = 0; i < days; i++) {
        struct event e = help_event(i * DAY + 50);
        e.host = slice_str(host);
        if (i % 2) {
            e.queue_id = SLICE_LIT("4ABC");
            e.text = e.sender = e.host;
            e.provider = e.host;
        }
        cr_assert_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
    }
    struct store_replies r = {.time = 50, .host = slice_str(host), .code = 250, .n = 3};
    store_traffic(s, &r);
    store_strange(s, &source, STRANGE_FAILURE, SLICE_LIT("shape"), SLICE_LIT("line"), 1, 1);
    cr_expect_eq(store_jump(s, &source, slice_str(host), 5000, 1000, 7), STORE_OK);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(store_pack(s, (days + 1) * DAY), STORE_OK);
    return s;
}

Test(store_keep, pruning_keeps_sums)
{
    struct store *s = machine(":memory:", "mx1", 1, 6);
    cr_expect_eq(store_prune(s, 4 * DAY + 3000), 4);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events"), 2);
    cr_expect_eq(help_count(s, "SELECT sum(events) FROM failures_hourly"), 6);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM text"), 2);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM event_pack"), 2);
    help_who_agrees(s);
    cr_expect_eq(store_rebuild(s), STORE_OK);
    cr_expect_eq(help_count(s, "SELECT sum(events) FROM failures_hourly"), 6);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    cr_expect_eq(store_prune(s, 100 * DAY), 2);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM messages"), 0);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM address"), 0);
    cr_expect_eq(store_prune(s, 100 * DAY), 0);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM clock_jumps"), 0);
    store_close(s);
}

static struct store_source saved_source(struct store *s)
{
    store_begin(s);
    struct store_source source = help_source(s, "other.log");
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    return source;
}

static const char names[] =
    "SELECT group_concat(x, ' ') FROM (SELECT DISTINCT ifnull(sender, '-') || ' ' || recipient ||"
    " ' ' || ifnull(sasl_user, '-') || ' ' || text AS x FROM events WHERE ts %s 259200 ORDER BY ts)";

Test(store_keep, anonymizing_keeps_counts_and_forgets_names)
{
    struct store *s = machine(":memory:", "mx1", 1, 3);
    struct store_source source = saved_source(s);
    struct event e = help_event(2 * DAY + 60);
    e.sasl_user = SLICE_LIT("carol@example.com");
    e.queue_id = SLICE_LIT("4DEF");
    e.message_id = SLICE_LIT("carol.1@example.com");
    store_begin(s);
    store_event(s, &e, &source);
    store_fate(s, e.host, e.queue_id, e.recipient, SLICE_LIT("gmail"), e.time + 60);
    e = help_event(3 * DAY + 60);
    e.recipient = SLICE_LIT("recent@example.org");
    store_event(s, &e, &source);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    store_pack(s, 5 * DAY);

    char *sql = mem_fmt(names, ">=");
    const char *recent = help_text(s, sql), *causes = "SELECT group_concat(cause) FROM events";
    const char *causes_before = help_text(s, causes);
    cr_expect_eq(store_anonymize(s, 3 * DAY + 5), 4, "%s", heard.ptr);
    cr_expect_str_eq(help_text(s, sql), recent);
    cr_expect_str_eq(help_text(s, causes), causes_before);
    free(sql);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events WHERE ts < 259200 AND (sender NOT LIKE "
                               "'anon.%' OR recipient NOT LIKE 'anon.%@example.org' OR "
                               "sasl_user NOT LIKE 'anon.%@example.com' OR text LIKE '%b@%')"), 0);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM messages WHERE message_id IS NOT NULL"), 0);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM fates WHERE recipient LIKE 'anon.%'"), 1);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM sasl_user WHERE name LIKE 'carol%'"), 0);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM address WHERE address LIKE 'b@%'"), 0);
    help_packs_agree(s, 4);
    help_who_agrees(s);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    cr_expect_eq(store_anonymize(s, 3 * DAY), 0);
    store_begin(s);                     /* an old log that is read late */
    source = help_source(s, "late.log");
    source.first_time = source.last_time = DAY + 70;
    store_source_save(s, &source);
    e = help_event(DAY + 70);
    store_event(s, &e, &source);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(store_anonymize(s, 3 * DAY), 4);     /* of two days */
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events WHERE recipient LIKE 'b@%'"), 0);
    cr_expect_eq(store_prune(s, 2 * DAY), 3);
    cr_expect_eq(store_anonymize(s, 4 * DAY), 1);
    help_packs_agree(s, 2);
    help_who_agrees(s);
    store_close(s);
}

static const char without_ids[] =
    "SELECT group_concat(x, ';') FROM (SELECT ts || host || code || class || ifnull(queue_id, '') ||"
    " sender || recipient || text || reason || cause || ifnull(provider, '') || source ||"
    " peer_ip AS x"
    " FROM events WHERE host = 'mx2' ORDER BY ts)";

Test(store_keep, merging_takes_everything_once)
{
    char *path = help_path(), *other = help_path();
    struct store *b = machine(other, "mx2", 2, 5);
    const char *before = help_text(b, without_ids);
    store_close(b);
    struct store *s = machine(path, "mx1", 1, 4);
    cr_expect_eq(store_merge(s, other), 5, "%s", heard.ptr);
    help_who_agrees(s);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events"), 9);
    cr_expect_str_eq(help_text(s, without_ids), before);
    cr_expect_eq(help_count(s, "SELECT sum(events) FROM failures_hourly"), 9);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM sources"), 2);
    cr_expect_eq(help_count(s, "SELECT sum(replies) FROM traffic"), 6);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM strange_lines"), 2);
    cr_expect_str_eq(help_text(s, "SELECT group_concat(host || ' ' || time_before || ' ' || time_after "
                                  "|| ' ' || line_no) FROM (SELECT * FROM clock_jumps ORDER BY host)"),
                     "mx1 5000 1000 7,mx2 5000 1000 7");
    cr_expect_eq(help_count(s, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    cr_expect_eq(store_pack(s, 100 * DAY), STORE_OK);
    help_packs_agree(s, 5);
    help_who_agrees(s);
    cr_expect_eq(store_merge(s, other), STORE_FAILED);
    cr_expect(strstr(heard.ptr, "would count them twice"), "%s", heard.ptr);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events"), 9);
    /* and what comes after finds its ids */
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(7);
    cr_expect_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    store_close(s);
}

Test(store_keep, merging_refuses_what_is_not_ours)
{
    struct store *s = machine(help_path(), "mx1", 1, 1);
    cr_expect_eq(store_merge(s, "/nonexistent/smtplog.db"), STORE_FAILED);
    cr_expect_eq(store_merge(s, "/etc/passwd"), STORE_FAILED);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events"), 1);
    store_close(s);
}

static void judge(void *to, struct event *e)
{
    int *seen = to;
    ++*seen;
    cr_expect(e->code == 550 && e->direction == SMTPLOG_INBOUND && e->phase == SMTPLOG_RCPT);
    cr_expect(slice_is(e->peer_name, "c.example.com") && slice_is(e->enhanced, "5.1.1"));
    if (slice_is(e->text, "<b@example.org>: User unknown"))
        e->cause = SLICE_LIT("mailbox-full");
    e->provider = (struct smtplog_slice){0};
}

Test(store_keep, judging_anew_changes_causes_not_facts)
{
    struct store *s = machine(":memory:", "mx1", 1, 4);
    int seen = 0;
    cr_expect_eq(store_reclassify(s, judge, &seen, 7), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(seen, 2);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events WHERE cause = 'mailbox-full'"), 2);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events WHERE provider IS NOT NULL"), 0);
    cr_expect_eq(help_count(s, "SELECT sum(events) FROM failures_hourly"
                               " WHERE cause = 'mailbox-full'"), 2);
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(99);
    e.cause = SLICE_LIT("mailbox-full");
    cr_expect_eq(store_event(s, &e, &source), STORE_OK);
    store_commit(s);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM reason"), 2);
    store_close(s);
}

Test(store_keep, knowledge_is_replaced_as_a_whole)
{
    struct store *s = help_open(":memory:");
    for (int round = 0; round < 2; round++) {
        cr_assert_eq(store_knowledge_begin(s), STORE_OK);
        struct smtplog_slice reply[] = {SLICE_LIT("550"), SLICE_LIT("en"), {0}, SLICE_LIT("Refused")};
        struct smtplog_slice enhanced[] = {SLICE_LIT("X.1.1"), SLICE_LIT("en"), {0},
                                           SLICE_LIT("Unknown")};
        cr_expect_eq(store_knowledge_put(s, STORE_REPLY_CODE, reply, 4), STORE_OK, "%s", heard.ptr);
        cr_expect_eq(store_knowledge_put(s, STORE_ENHANCED_CODE, enhanced, 4), STORE_OK);
        cr_expect_eq(store_knowledge_end(s, SLICE_LIT("1")), STORE_OK, "%s", heard.ptr);
    }
    cr_expect_str_eq(help_text(s, "SELECT title FROM reply_codes WHERE code = 550 AND class = '5xx'"),
                     "Refused");
    cr_expect_str_eq(help_text(s, "SELECT group_concat(code || class, ' ') FROM"
                                  " (SELECT * FROM enhanced_codes ORDER BY code)"),
                     "2.1.12xx 4.1.14xx 5.1.15xx");
    struct strbuf version = {0};
    cr_expect(store_meta_get(s, "kb_version", &version) == 1 && !strcmp(version.ptr, "1"));
    strbuf_release(&version);
    store_close(s);
}

static struct mask_key key_of(struct store *s)
{
    struct mask_key key;
    cr_expect_eq(store_key(s, &key), STORE_OK, "%s", heard.ptr);
    cr_expect(mask_key_is_set(key));
    return key;
}

static int same_key(struct mask_key a, struct mask_key b)
{
    return a.k[0] == b.k[0] && a.k[1] == b.k[1];
}

Test(store_keep, key_is_made_with_the_database_and_is_its_own)
{
    char *path = help_path();
    struct store *s = help_open(path), *other = help_open(":memory:");
    struct mask_key key = key_of(s);
    cr_expect_not(same_key(key, key_of(other)));
    store_close(other);
    store_close(s);
    s = store_open(path, STORE_READ, &help_diag);
    cr_expect(same_key(key, key_of(s)));
    store_close(s);
}

/* As databases had it that were made before. */
Test(store_keep, who_only_reads_a_database_without_key_is_told)
{
    char *path = help_path();
    struct mask_key key;
    struct store *s = help_open(path);
    store_exec(s, "UPDATE meta SET value = '0123456789abcdef' WHERE name = 'key'", "testing");
    store_close(s);
    s = store_open(path, STORE_READ, &help_diag);
    cr_expect_eq(store_key(s, &key), STORE_FAILED);
    cr_expect(strstr(heard.ptr, "no key for anonymizing yet: `smtplog ingest` makes it"), "%s",
              heard.ptr);
    store_close(s);
    s = help_open(path);
    key_of(s);
    store_close(s);
}

/* ---- Flows and logins ---- */

static void flow_at(struct store *s, int64_t time, uint64_t n)
{
    const struct flow f = {
        .time = time, .host = SLICE_LIT("mx1"), .mta = SLICE_LIT("postfix"),
        .process = SLICE_LIT("smtp"), .direction = SMTPLOG_OUTBOUND, .domain = SLICE_LIT("example.com"),
        .n = {[FLOW_RECORDS] = n, [FLOW_DELIVERIES] = n}};
    cr_assert_eq(store_flow(s, &f), STORE_OK, "%s", heard.ptr);
    cr_assert_eq(store_delivery(s, &f), STORE_OK, "%s", heard.ptr);
}

static void login_at(struct store *s, int64_t time)
{
    const struct login l = {.time = time, .host = SLICE_LIT("mx1"), .user = SLICE_LIT("anna"),
                            .client_ip = SLICE_LIT("192.0.2.7"), .messages = 2};
    cr_assert_eq(store_login(s, &l), STORE_OK, "%s", heard.ptr);
}

Test(store_keep, flows_are_summed_by_hour)
{
    struct store *s = machine(":memory:", "mx1", 1, 2);
    store_begin(s);
    flow_at(s, 50, 3);
    flow_at(s, 60, 4);
    flow_at(s, 3700, 1);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(help_count(s, "SELECT sum(deliveries) FROM flow"), 8);
    cr_expect_eq(help_count(s, "SELECT sum(records) FROM flow WHERE process = 'smtp'"), 8);
    cr_expect_eq(help_count(s, "SELECT sum(deliveries) FROM deliveries WHERE domain = 'example.com'"), 8);
    store_close(s);
}

Test(store_keep, logins_go_with_the_days_and_lose_their_names)
{
    struct store *s = machine(":memory:", "mx1", 1, 6);
    store_begin(s);
    login_at(s, 50);
    login_at(s, 60);
    login_at(s, 3 * DAY + 50);
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(help_count(s, "SELECT sum(messages) FROM logins WHERE sasl_user = 'anna'"), 6);
    cr_expect_geq(store_anonymize(s, 2 * DAY), 0);
    cr_expect_eq(help_count(s, "SELECT sum(messages) FROM logins WHERE sasl_user = 'anna'"), 2);
    cr_expect_eq(help_count(s, "SELECT sum(messages) FROM logins WHERE sasl_user GLOB 'anon.*'"), 4);
    cr_expect_geq(store_prune(s, DAY), 0);
    cr_expect_eq(help_count(s, "SELECT sum(messages) FROM logins"), 2);
    store_close(s);
}
