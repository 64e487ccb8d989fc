/* What logs tell of a message: needles, lives, hops, and the joining with the database. */
#include "base/mem.h"
#include "plugin/registry.h"
#include "trace/needles.h"
#include "trace/story.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define S(s) SLICE_LIT(s)

static int is_in(const struct needles *n, const char *body, uint32_t pid, const char *host)
{
    const struct smtplog_line line = {.body = slice_str(body), .pid = pid, .host = slice_str(host)};
    return needles_are_in(n, &line);
}

Test(story, needles_find_words_ids_and_processes)
{
    struct needles n = {.word = S("Anna@Example.org")};
    cr_expect(needles_want_id(&n, S("4hQkTn2xWbz1cVf")));
    cr_expect(!needles_want_id(&n, S("4hQkTn2xWbz1cVf")), "it was wanted before");
    cr_expect(needles_want_id(&n, S("1vMHaa-0003kD-2b")));
    cr_expect(!needles_want_id(&n, S("ok")), "too short for an id");
    cr_expect(needles_want_dialogue(&n, S("192.0.2.1]:4711")));
    const struct smtplog_line process = {.pid = 4711, .host = S("mx1")};
    cr_expect(needles_want_process(&n, &process));
    cr_expect(!needles_want_process(&n, &process));

    static const struct { const char *body; uint32_t pid; const char *host; int in; } rows[] = {
        {"to=<anna@example.ORG>, status=sent", 1, "mx1", 1},
        {"to=<anna@example.com>, status=sent", 1, "mx1", 0},
        {"4hQkTn2xWbz1cVf: removed", 1, "mx1", 1},
        {"(250 Ok: queued as 4hQkTn2xWbz1cVf)", 1, "mx1", 1},
        {"x4hQkTn2xWbz1cVf: removed", 1, "mx1", 0},     /* another word */
        {"1vMHaa-0003kD-2b Completed", 1, "mx1", 1},
        {"1vMHaa-0003kD-2bX Completed", 1, "mx1", 0},
        {"H=(x) [192.0.2.1]:4711 F=<> rejected RCPT", 1, "mx1", 1},
        {"H=(x) [192.0.2.1]:4712 F=<> rejected RCPT", 1, "mx1", 0},
        {"connect from x", 4711, "mx1", 1}, {"connect from x", 4711, "mx2", 0},
        {"connect from x", 4711 + 256, "mx1", 0},       /* the same last byte */
        {"", 1, "mx1", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(is_in(&n, rows[i].body, rows[i].pid, rows[i].host), rows[i].in, "%s",
                     rows[i].body);
    needles_release(&n);
}

Test(story, words_are_found_wherever_they_stand)
{
    cr_expect(needles_word_in(S("abcdef"), S("ABC")));
    cr_expect(needles_word_in(S("xyzabc"), S("abc")));
    cr_expect(!needles_word_in(S("xyzab"), S("abc")));
    cr_expect(needles_word_in(S("a@@b@c"), S("@c")));
    cr_expect(needles_word_in(S("10.0.0.1"), S("0.1")));
    cr_expect(!needles_word_in(S(""), S("a")));
    cr_expect(!needles_word_in(S("a"), S("")));
}

Test(story, ids_tell_their_time)
{
    /* an id of 2026-11-22 10:00:00 UTC */
    static const char b52[] = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
    char id[24] = "000000bcdfz1cVf";
    int64_t time = 1795341600;
    for (int i = 5; i >= 0; i--, time /= 52)
        id[i] = b52[time % 52];
    struct diag diag = {0};
    struct registry *r = registry_new(&diag);
    cr_expect_eq(story_time_of_id(r, slice_str(id)), 1795341600);
    cr_expect_eq(story_time_of_id(r, S("1vMHaa-0003kD-2b")) / 86400 / 365, 55, "in 2025");
    cr_expect_eq(story_time_of_id(r, S("6AMA00cB004711")), 1795341600);
    cr_expect_eq(story_time_of_id(r, S("6CMA00cB004711")), 0, "there is no such month");
    cr_expect_eq(story_time_of_id(r, S("1a2b3c4d")), 0);
    cr_expect_eq(story_time_of_id(r, S("38CB7A9A517")), 0);
    cr_expect_eq(story_time_of_id(r, S("anna@example.org")), 0);
    cr_expect_eq(story_time_of_id(r, S("")), 0);
    registry_free(r);
}

/* ---- Whole stories ------------------------------------------------------------------------- */

static char folder[] = "/tmp/smtplog-story-XXXXXX";

struct told {
    struct trace t;
    struct diag diag;
};

/* Reads the log, Postfix on mx1 at `seconds` after 2026-11-22 10:00 ("0 program[pid]: text"). */
static void tell(struct told *told, const char *word, const char *const *lines)
{
    char path[64];
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/mail.log", folder);
    FILE *f = fopen(path, "w");
    for (; *lines; lines++) {
        int at = 0, seconds = 0;
        sscanf(*lines, "%d %n", &seconds, &at);
        fprintf(f, "2026-11-22T%02d:%02d:%02d+00:00 mx1 postfix/%s\n", 10 + seconds / 3600,
                seconds / 60 % 60, seconds % 60, *lines + at);
    }
    fclose(f);
    *told = (struct told){0};
    struct registry *registry = registry_new(&told->diag);
    struct classifier *classifier = classifier_new(NULL, &told->diag);
    const char *paths[] = {path};
    const struct ingest_options o = {.paths = paths, .paths_len = 1, .now = 1795457070,
                                     .registry = registry, .classifier = classifier,
                                     .diag = &told->diag};
    cr_assert_eq(story_read(&told->t, &o, word, (struct period){0, 1795457070}), 0);
    trace_conclude(&told->t);
    classifier_free(classifier);
    registry_free(registry);
    remove(path);
    rmdir(folder);
}

#define A "4hQkTn2xWbz1cVf"
#define B "5A6B7C8D9E0"
#define TO(r) ": to=<" r ">, relay=mx.example.com[198.51.100.7]:25, delay=1, delays=0/0/0/1, "
static const char *const hops[] = {
    "0 smtpd[1]: connect from h.example[192.0.2.1]",
    "0 smtpd[1]: NOQUEUE: reject: RCPT from h.example[192.0.2.1]: 450 4.7.1 <g@example.org>: "
    "Greylisted; from=<s@example.net> to=<g@example.org> proto=ESMTP helo=<h>",
    "1 smtpd[1]: " A ": client=h.example[192.0.2.1]",
    "1 cleanup[2]: " A ": message-id=<m@example.net>",
    "1 qmgr[3]: " A ": from=<s@example.net>, size=10, nrcpt=2 (queue active)",
    "1 smtpd[1]: disconnect from h.example[192.0.2.1]",
    "2 smtpd[1]: connect from other.example[192.0.2.2]",
    "2 smtpd[1]: NOQUEUE: reject: RCPT from other.example[192.0.2.2]: 554 5.7.1 <q@example.org>: "
    "Relay access denied; from=<o@example.net> to=<q@example.org> proto=ESMTP helo=<o>",
    "2 smtpd[1]: disconnect from other.example[192.0.2.2]",
    "3 smtpd[4]: " B ": client=localhost[127.0.0.1], orig_queue_id=" A
    ", orig_client=h.example[192.0.2.1]",
    "3 cleanup[2]: " B ": message-id=<m@example.net>",
    "3 smtp[5]: " A TO("a@example.com") "dsn=2.0.0, status=sent (250 Ok: queued as " B ")",
    "3 smtp[5]: " A TO("b@example.com") "dsn=2.0.0, status=sent (250 Ok: queued as " B ")",
    "3 qmgr[3]: " A ": removed",
    "4 smtp[5]: " B TO("a@example.com") "dsn=4.2.2, status=deferred (host "
    "mx.example.com[198.51.100.7] said: 452 4.2.2 full (in reply to RCPT TO command))",
    "5 smtp[5]: " B TO("b@example.com") "dsn=2.0.0, status=sent (250 2.0.0 Ok)",
    "600 qmgr[3]: " B ": from=<s@example.net>, status=expired, returned to sender",
    "600 qmgr[3]: " B ": removed",
    /* the same short id, another message */
    "9000 smtpd[1]: " B ": client=z.example[192.0.2.9]",
    "9001 smtp[5]: " B TO("late@example.com") "dsn=2.0.0, status=sent (250 2.0.0 Ok)",
    "9002 qmgr[3]: " B ": removed",
    NULL,
};

static size_t count_with(const struct trace_message *m, const char *recipient)
{
    size_t n = 0;
    for (size_t i = 0; i < m->len; i++)
        n += m->events[i].recipient && strcmp(m->events[i].recipient, recipient) == 0;
    return n;
}

Test(story, hops_are_followed_and_other_lives_are_not)
{
    static const char *const words[] = {A, "m@example.net", "<m@example.net>", "A@EXAMPLE.com"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        struct told told;
        strcpy(folder, "/tmp/smtplog-story-XXXXXX");
        tell(&told, words[w], hops);
        cr_assert_eq(told.t.len, 2, "%s: %zu", words[w], told.t.len);
        const struct trace_message *a = &told.t.messages[0], *b = &told.t.messages[1];
        cr_expect_str_eq(a->queue_id, A);
        cr_expect_str_eq(a->helo, "h", "learnt from the dialogue");
        cr_expect_eq(count_with(a, "g@example.org"), 1, "refused in the same dialogue");
        cr_expect_eq(count_with(a, "q@example.org"), 0, "refused in another one");
        cr_assert_eq(a->fates_len, 2);
        cr_expect_eq(a->fates[0].end, TRACE_HANDED_ON);
        cr_assert_eq(a->hops_len, 1);
        cr_expect_eq(a->hops[0].to, 2);
        cr_assert_eq(b->fates_len, 2);
        cr_expect_eq(b->fates[0].end, TRACE_EXPIRED);
        cr_expect_eq(b->fates[1].end, TRACE_ARRIVED);
        cr_assert_eq(b->hops_len, 1);
        cr_expect(b->hops[0].back && b->hops[0].kind == TRACE_REINJECTED && b->hops[0].to == 1);
        cr_expect_eq(count_with(b, "late@example.com"), 0);
        cr_expect_eq(told.t.named.len, 0);
        trace_release(&told.t);
    }
}

Test(story, a_short_id_has_as_many_lives_as_it_was_used)
{
    struct told told;
    tell(&told, B, hops);
    cr_assert_eq(told.t.len, 3);                    /* and the one before the filter */
    cr_expect_eq(told.t.messages[2].first, 1795341600 + 9000);
    cr_expect_eq(told.t.messages[2].hops_len, 0);
    cr_expect_eq(told.t.messages[2].fates[0].end, TRACE_ARRIVED);
    trace_release(&told.t);
}

Test(story, a_name_finds_what_never_was_a_message)
{
    struct told told;
    tell(&told, "q@example.org", hops);
    cr_expect_eq(told.t.len, 0);
    cr_assert_eq(told.t.named.len, 1);
    cr_expect_eq(told.t.named.events[0].code, 554);
    trace_release(&told.t);
}

Test(story, nothing_is_found_of_what_is_not_there)
{
    static const char *const words[] = {"nobody", "", "<>", "@"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        struct told told;
        strcpy(folder, "/tmp/smtplog-story-XXXXXX");
        tell(&told, words[w], hops);
        cr_expect(trace_is_empty(&told.t), "%s", words[w]);
        trace_release(&told.t);
    }
}

/* ---- Bounds -------------------------------------------------------------------------------- */

Test(story, of_many_messages_the_latest_are_told)
{
    enum { MANY = 1200 };
    char **lines = mem_alloc((2 * MANY + 1) * sizeof *lines);
    struct told told;
    for (int i = 0; i < MANY; i++) {
        lines[2 * i] = mem_fmt("%d smtpd[1]: 4hQkT%04dxz1cVf: client=h.example[192.0.2.1]", i, i);
        lines[2 * i + 1] = mem_fmt("%d qmgr[3]: 4hQkT%04dxz1cVf: from=<s@example.net>, size=1, "
                                   "nrcpt=1 (queue active)", i, i);
    }
    tell(&told, "s@example.net", (const char *const *)lines);
    cr_expect_eq(told.t.len, TRACE_MESSAGES);
    cr_expect(told.t.messages_cut);
    cr_expect_str_eq(told.t.messages[TRACE_MESSAGES - 1].queue_id, "4hQkT1199xz1cVf");
    trace_release(&told.t);
    for (int i = 0; i < 2 * MANY; i++)
        free(lines[i]);
    free(lines);
}

/* ---- Joining with what the database knows -------------------------------------------------- */

static struct trace_message message(int64_t id, int64_t first, int64_t last)
{
    return (struct trace_message){.id = id, .first = first, .last = last, .host = mem_str("mx1"),
                                  .queue_id = mem_str(B)};
}

static void add(struct trace_message *m, int64_t time, const char *recipient, const char *text,
                int stored)
{
    const struct event e = {.time = time, .code = 450, .class = 4, .queue_id = S(B), .final = 1,
                            .disposition = SMTPLOG_DEFERRED, .direction = SMTPLOG_OUTBOUND,
                            .recipient = slice_str(recipient), .text = slice_str(text)};
    trace_add_event(m, &e)->stored = stored != 0;
}

Test(story, an_event_known_from_both_stands_once)
{
    struct trace t = {0};
    struct trace_message logged = message(0, 1000, 2000), stored = message(7, 900, 2000),
                         other = message(8, 90000, 90001);
    logged.ended = 1;
    add(&logged, 1500, "a@example.com", "later \xff", 0);
    add(&logged, 1500, "b@example.com", "later", 0);
    add(&stored, 900, "a@example.com", "later", 1);             /* its line is gone */
    add(&stored, 1500, "a@example.com", "later \xef\xbf\xbd", 1);   /* as the database has it */
    add(&stored, 1500, "b@example.com", "other words", 1);
    add(&other, 90000, "c@example.com", "later", 1);
    trace_add_message(&t, &stored);
    trace_add_message(&t, &other);
    trace_add_message(&t, &logged);
    add(&t.named, 1500, "b@example.com", "other words", 1);     /* named, but told above */
    trace_conclude(&t);
    cr_assert_eq(t.len, 2);
    cr_expect_eq(t.messages[0].len, 4);
    cr_expect(t.messages[0].events[0].stored && t.messages[0].events[0].time == 900);
    cr_expect_eq(t.messages[0].first, 900);
    cr_expect_eq(t.messages[1].id, 8, "another life");
    cr_expect_eq(t.named.len, 0);
    trace_release(&t);
}
