/* What several records tell together. */
#include "base/mem.h"
#include "correlate/correlate.h"

#include <criterion/criterion.h>
#include <stdio.h>

/* The last event and what else came out, texts copied. */
struct heard {
    struct event last;
    char sender[64], recipient[64], sasl[64], peer[64];
    unsigned events, finals, fates, news;
    uint32_t replies_2xx, replies_failed;
    uint64_t flow[FLOWS], logins;
    char domain[64];
};

static int hear_event(void *to, const struct event *e)
{
    struct heard *h = to;
    h->last = *e;
    snprintf(h->sender, sizeof h->sender, "%.*s", (int)e->sender.len, e->sender.ptr ? e->sender.ptr : "");
    snprintf(h->sasl, sizeof h->sasl, "%.*s", (int)e->sasl_user.len, e->sasl_user.ptr ? e->sasl_user.ptr : "");
    snprintf(h->peer, sizeof h->peer, "%.*s", (int)e->peer_ip.len, e->peer_ip.ptr ? e->peer_ip.ptr : "");
    h->events++;
    h->finals += e->final;
    return 1;
}

static void hear_reply(void *to, const struct reply_count *r)
{
    struct heard *h = to;
    *(r->class == 2 ? &h->replies_2xx : &h->replies_failed) += r->n;
}

static void hear_fate(void *to, const struct delivery_fate *f)
{
    (void)f;
    ((struct heard *)to)->fates++;
}

static void hear_flow(void *to, const struct flow *f)
{
    struct heard *h = to;
    for (int i = 0; i < FLOWS; i++)
        h->flow[i] += f->n[i];
    if (f->domain.len)
        snprintf(h->domain, sizeof h->domain, "%.*s", (int)f->domain.len, f->domain.ptr);
}

static void hear_login(void *to, const struct login *l)
{
    struct heard *h = to;
    h->logins += l->messages;
    snprintf(h->sasl, sizeof h->sasl, "%.*s", (int)l->user.len, l->user.ptr);
    snprintf(h->peer, sizeof h->peer, "%.*s", (int)l->client_ip.len, l->client_ip.ptr);
}

static void hear_news(void *to, const struct event *facts)
{
    struct heard *h = to;
    h->news++;
    snprintf(h->sender, sizeof h->sender, "%.*s", (int)facts->sender.len, facts->sender.ptr);
}

static struct correlator *listen(struct heard *h)
{
    struct correlate_sink sink = {.event = hear_event, .message = hear_news, .reply = hear_reply,
                                  .delivered = hear_fate, .flow = hear_flow, .login = hear_login,
                                  .to = h};
    return correlator_new(&sink);
}

/* One record at a time of the log, in seconds. */
static void say(struct correlator *c, int64_t time, uint32_t pid, struct smtplog_event said)
{
    struct smtplog_line line = {.time = time, .number = 7, .pid = pid, .host = SLICE_LIT("mx1"),
                                .body = SLICE_LIT("some words")};
    struct correlate_record record = {
        .line = &line, .said = &said, .mta = SLICE_LIT("postfix"), .times = 1,
    };
    correlate(c, &record);
}

#define S(s) SLICE_LIT(s)

static const struct smtplog_event client = {
    .kind = SMTPLOG_FACTS, .flags = SMTPLOG_MESSAGE_BEGINS, .direction = SMTPLOG_INBOUND,
    .queue_id = {"4hA", 3}, .peer_ip = {"192.0.2.1", 9}, .sasl_user = {"bob", 3},
};
static const struct smtplog_event from = {
    .kind = SMTPLOG_FACTS, .queue_id = {"4hA", 3}, .sender = {"a@example.org", 13},
};
static const struct smtplog_event deferred = {
    .kind = SMTPLOG_FAILURE, .direction = SMTPLOG_OUTBOUND, .disposition = SMTPLOG_DEFERRED,
    .queue_id = {"4hA", 3}, .recipient = {"r@example.net", 13}, .reply = {"450 4.2.0 later", 15},
};
static const struct smtplog_event sent = {
    .kind = SMTPLOG_SUCCESS, .direction = SMTPLOG_OUTBOUND, .queue_id = {"4hA", 3},
    .recipient = {"r@example.net", 13}, .reply = {"250 2.0.0 ok", 12},
};

Test(correlate, delivery_gets_what_other_lines_told)
{
    struct heard h = {0};
    struct correlator *c = listen(&h);
    say(c, 1000, 10, client);
    say(c, 1000, 20, from);
    say(c, 1001, 30, deferred);
    cr_expect_str_eq(h.sender, "a@example.org");
    cr_expect_str_eq(h.sasl, "bob");
    cr_expect_eq(h.last.code, 450);
    cr_expect_eq(h.last.class, 4);
    cr_expect(slice_is(h.last.client_ip, "192.0.2.1"));
    cr_expect_eq(h.fates, 0);
    say(c, 1500, 31, sent);
    cr_expect_eq(h.fates, 1, "the deferred recipient was delivered to");
    cr_expect_eq(h.replies_2xx, 1);
    cr_expect_eq(h.replies_failed, 1);
    correlator_free(c);
}

Test(correlate, facts_that_come_late_are_told)
{
    struct heard h = {0};
    struct correlator *c = listen(&h);
    say(c, 1001, 30, deferred);
    cr_expect_str_eq(h.sender, "");
    say(c, 1002, 20, from);
    cr_expect_eq(h.news, 1);
    cr_expect_str_eq(h.sender, "a@example.org");
    correlator_free(c);
}

Test(correlate, reused_queue_id_is_another_message)
{
    struct heard h = {0};
    struct correlator *c = listen(&h);
    struct smtplog_event removed = from;
    removed.flags = SMTPLOG_MESSAGE_ENDS;
    say(c, 1000, 10, client);
    say(c, 1000, 20, from);
    say(c, 1010, 20, removed);
    say(c, 1500, 10, client);
    say(c, 1501, 30, deferred);
    cr_expect_str_eq(h.sender, "", "the first message's sender is not the second's");
    cr_expect_eq(h.last.message_began, 1500);
    correlator_free(c);
}

static const struct smtplog_event connects = {
    .kind = SMTPLOG_FACTS, .flags = SMTPLOG_SESSION_BEGINS, .direction = SMTPLOG_INBOUND,
    .peer_ip = {"192.0.2.9", 9},
};

Test(correlate, going_away_after_a_refusal_is_no_further_failure)
{
    struct heard h = {0};
    struct correlator *c = listen(&h);
    struct smtplog_event lost = {
        .kind = SMTPLOG_FAILURE, .direction = SMTPLOG_INBOUND, .phase = SMTPLOG_RCPT,
        .disposition = SMTPLOG_ABORTED,
    };
    struct smtplog_event refused = lost;
    refused.disposition = SMTPLOG_REJECTED;
    refused.code = 550;
    say(c, 1000, 10, connects);
    say(c, 1001, 10, lost);
    cr_expect_eq(h.last.final, 1, "nothing else tells of it");
    say(c, 1002, 10, connects);
    say(c, 1003, 10, refused);
    say(c, 1004, 10, lost);
    cr_expect_eq(h.last.final, 0);
    correlator_free(c);
}

Test(correlate, printed_twice_is_one_failure)
{
    struct heard h = {0};
    struct correlator *c = listen(&h);
    struct smtplog_event reject = {
        .kind = SMTPLOG_FAILURE, .flags = SMTPLOG_ONCE, .direction = SMTPLOG_INBOUND, .phase = SMTPLOG_EOD,
        .disposition = SMTPLOG_REJECTED, .queue_id = S("4hB"), .text = S("5.7.1 spam"),
    };
    say(c, 1000, 40, reject);
    say(c, 1001, 40, reject);
    cr_expect_eq(h.events, 2);
    cr_expect_eq(h.finals, 1);
    correlator_free(c);
}

struct saved { struct strbuf keys[8], blobs[8]; size_t n, dropped; };

static void put(void *to, struct smtplog_slice key, struct smtplog_slice blob, int64_t touched)
{
    struct saved *s = to;
    (void)touched;
    strbuf_slice(&s->keys[s->n], key);
    strbuf_slice(&s->blobs[s->n++], blob);
}

static void drop(void *to, struct smtplog_slice key)
{
    (void)key;
    ((struct saved *)to)->dropped++;
}

Test(correlate, open_messages_survive_the_run)
{
    struct heard h = {0};
    struct saved s = {0};
    struct context_saver saver = {put, drop, &s};
    struct correlator *c = listen(&h);
    say(c, 1000, 0, client);
    say(c, 1000, 0, from);
    correlator_save(c, &saver);
    cr_assert_eq(s.n, 1);
    correlator_save(c, &saver);
    cr_expect_eq(s.n, 1, "nothing changed, nothing written");
    correlator_free(c);

    c = listen(&h);
    for (size_t i = 0; i < s.n; i++) {
        correlator_load(c, strbuf_view(&s.keys[i]), strbuf_view(&s.blobs[i]));
        for (size_t cut = 0; cut < s.blobs[i].len; cut += 7)    /* a damaged row is left out */
            correlator_load(c, S("mX"), slice_head(strbuf_view(&s.blobs[i]), cut));
    }
    say(c, 1400, 0, deferred);
    cr_expect_str_eq(h.sender, "a@example.org");
    say(c, 1500, 0, sent);
    struct smtplog_event removed = from;
    removed.flags = SMTPLOG_MESSAGE_ENDS;
    say(c, 1501, 0, removed);
    correlator_save(c, &saver);
    cr_expect_eq(s.dropped, 1, "an ended message is forgotten");
    correlator_free(c);
    for (size_t i = 0; i < s.n; i++) {
        strbuf_release(&s.keys[i]);
        strbuf_release(&s.blobs[i]);
    }
}

static const struct smtplog_event whole = {
    .kind = SMTPLOG_FACTS, .queue_id = {"4hA", 3}, .size = 900, .process = {"qmgr", 4},
};

Test(correlate, what_mail_does_besides_replies)
{
    struct heard h = {0};
    struct correlator *c = listen(&h);
    struct smtplog_event to_filter = {
        .kind = SMTPLOG_SUCCESS, .direction = SMTPLOG_OUTBOUND, .code = 250, .process = S("smtp"),
        .queue_id = S("4hA"), .recipient = S("x@Example.com"), .peer_ip = S("127.0.0.1"),
    }, wait = {
        .kind = SMTPLOG_FAILURE, .direction = SMTPLOG_OUTBOUND, .disposition = SMTPLOG_DEFERRED,
        .process = S("smtp"), .queue_id = S("4hA"), .recipient = S("x@Example.com"),
    };
    say(c, 1000, 9, client);
    say(c, 1001, 8, whole);
    say(c, 1002, 8, whole);                     /* the queue manager tells it at each turn */
    cr_expect_eq(h.flow[FLOW_MESSAGES], 1);
    cr_expect_eq(h.flow[FLOW_SUBMITTED], 1);
    cr_expect_eq(h.flow[FLOW_BYTES], 900);
    cr_expect_eq(h.logins, 1);
    cr_expect_str_eq(h.sasl, "bob");
    cr_expect_str_eq(h.peer, "192.0.2.1");
    say(c, 1003, 7, to_filter);
    cr_expect_eq(h.flow[FLOW_DELIVERIES], 0, "a filter is no mailbox");
    say(c, 1004, 7, wait);
    say(c, 1005, 7, wait);
    cr_expect_eq(h.flow[FLOW_PUT_OFF], 1, "a recipient waits once");
    to_filter.peer_ip = S("192.0.2.9");
    say(c, 1006, 7, to_filter);
    cr_expect_eq(h.flow[FLOW_DELIVERIES], 1);
    cr_expect_eq(h.flow[FLOW_SETTLED], 1);
    cr_expect_str_eq(h.domain, "example.com");
    correlate_end(c, 0);
    cr_expect_eq(h.flow[FLOW_RECORDS], 7);
    correlator_free(c);
}

Test(correlate, what_expires_in_the_queue_waits_no_more)
{
    struct heard h = {0};
    struct correlator *c = listen(&h);
    struct smtplog_event wait = {
        .kind = SMTPLOG_FAILURE, .direction = SMTPLOG_OUTBOUND, .disposition = SMTPLOG_DEFERRED,
        .process = S("smtp"), .queue_id = S("4hA"), .recipient = S("x@example.com"),
    }, expired = {
        .kind = SMTPLOG_FAILURE, .direction = SMTPLOG_OUTBOUND, .disposition = SMTPLOG_EXPIRED,
        .process = S("qmgr"), .queue_id = S("4hA"),
    };
    say(c, 1000, 9, client);
    say(c, 1001, 7, wait);
    wait.recipient = S("y@example.com");
    say(c, 1002, 7, wait);
    say(c, 400000, 7, expired);
    cr_expect_eq(h.flow[FLOW_PUT_OFF], 2);
    cr_expect_eq(h.flow[FLOW_SETTLED], 2);
    cr_expect_eq(h.flow[FLOW_BOUNCED], 2);
    correlator_free(c);
}

/* A reply code decides, then the enhanced code, then what became of it; 2xx said to a client is
 * none of the classes. */
Test(correlate, classes)
{
    static const struct { int32_t code; const char *enhanced; uint32_t disposition; int32_t class; } is[] = {
        {550, "4.2.0", SMTPLOG_DEFERRED, 5}, {354, NULL, SMTPLOG_ABORTED, 3},
        {0, "4.4.2", SMTPLOG_BOUNCED, 4}, {0, NULL, SMTPLOG_BOUNCED, 5},
        {0, NULL, SMTPLOG_DEFERRED, 4}, {250, NULL, SMTPLOG_DEFERRED, 4},
        {250, NULL, SMTPLOG_BOUNCED, 5}, {250, NULL, SMTPLOG_DISCARDED, 0},
        {0, NULL, SMTPLOG_DISCARDED, 0}, {252, NULL, SMTPLOG_REJECTED, 0}, {221, NULL, SMTPLOG_REJECTED, 5},
        {0, NULL, SMTPLOG_REJECTED, 5},
    };

    for (size_t i = 0; i < sizeof is / sizeof *is; i++)
        cr_expect_eq(event_class(is[i].code, slice_str(is[i].enhanced), is[i].disposition),
                     is[i].class, "row %zu", i);
    struct event told_2xx = {.code = 252, .disposition = SMTPLOG_REJECTED, .final = 1};
    event_settle(&told_2xx);
    cr_expect_eq(told_2xx.class, 0);
    cr_expect_eq(told_2xx.final, 0, "what is counted has a class");
}
