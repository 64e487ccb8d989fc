/* report_fixture.h - a small fixed database for the tests of report/
 *
 * Two local days (UTC) before FIXTURE_NOW, two hosts, both directions, attempts, echoes, a null
 * sender, a delivery that succeeds at last, names that want to harm a terminal or a spreadsheet.
 */
#ifndef SUPPORT_REPORT_FIXTURE_H
#define SUPPORT_REPORT_FIXTURE_H

#include "base/mem.h"
#include "store/query.h"
#include "store/store.h"

#include <criterion/criterion.h>
#include <stdlib.h>

enum { FIXTURE_NOW = 1795478400 };      /* 2026-11-24 00:00:00 UTC */
#define HOSTILE "=cmd|' /C calc'!A0\033[2J\"x\",y@example.org"

/* Events are made `n` times, `every` seconds apart, from `ago` seconds before FIXTURE_NOW on;
 * queue ids, senders and recipients with a '#' get the number of the event. */
struct fixture_row {
    int64_t ago, n, every;
    const char *host, *mta;
    uint32_t direction, phase, disposition;
    int32_t code, after_code;
    const char *enhanced, *cause, *provider, *queue_id, *sender, *recipient, *peer_name, *peer_ip,
        *sasl_user, *text;
    int echo;
};

static const struct fixture_row fixture_rows[] = {
    {80000, 40, 300, "mx1", "postfix", SMTPLOG_INBOUND, SMTPLOG_RCPT, SMTPLOG_REJECTED, 550, 0,
     "5.1.1", "user-unknown", NULL, NULL, "s#@example.net", "nobody@example.org", "h.example.net",
     "192.0.2.#", NULL, "User unknown in local recipient table", 0},
    {160000, 20, 300, "mx1", "postfix", SMTPLOG_INBOUND, SMTPLOG_RCPT, SMTPLOG_REJECTED, 550, 0,
     "5.1.1", "user-unknown", NULL, NULL, "s#@example.net", "nobody@example.org", "h.example.net",
     "192.0.2.#", NULL, "User unknown in local recipient table", 0},
    {50000, 15, 60, "mx2", "exim", SMTPLOG_OUTBOUND, SMTPLOG_EOD, SMTPLOG_BOUNCED, 550, 0, "5.7.26",
     "sender-unauthenticated", "gmail", "B#", "news@example.org", "r#@example.com",
     "mx.example.com", "198.51.100.7", NULL, "This mail is unauthenticated", 0},
    {30000, 6, 900, "mx1", "postfix", SMTPLOG_OUTBOUND, SMTPLOG_RCPT, SMTPLOG_DEFERRED, 451, 0,
     "4.7.1", "greylisted", NULL, "D1", "news@example.org", "slow@example.net", "mx.example.net",
     "198.51.100.9", "alice", "Greylisted, come back later", 0},
    {29000, 2, 60, "mx1", "postfix", SMTPLOG_OUTBOUND, SMTPLOG_CONNECT, SMTPLOG_DEFERRED, 421, 0,
     "4.7.0", "rate-limited", NULL, "H#", "news@example.org", "x@example.net", "mx.example.net",
     "198.51.100.9", NULL, "Too many connections", 0},
    {28900, 5, 60, "mx1", "postfix", SMTPLOG_OUTBOUND, SMTPLOG_CONNECT, SMTPLOG_DEFERRED, 421, 0,
     "4.7.0", "rate-limited", NULL, "E#", "", "y@example.net", "mx.example.net", "198.51.100.9",
     NULL, "Too many connections", 1},
    {20000, 3, 10, "mx1", "postfix", SMTPLOG_INBOUND, SMTPLOG_AUTH, SMTPLOG_ABORTED, 334, 0, NULL,
     "auth-aborted", NULL, NULL, NULL, NULL, NULL, "203.0.113.#", NULL,
     "lost connection after AUTH", 0},
    {19000, 12, 20, "mx2", "postfix", SMTPLOG_INBOUND, SMTPLOG_AUTH, SMTPLOG_AUTH_FAILED, 535, 334,
     "5.7.8", "auth-failed", NULL, NULL, NULL, NULL, NULL, "203.0.113.#", "bob",
     "SASL LOGIN authentication failed", 0},
    {18000, 3, 10, "mx2", "exim", SMTPLOG_OUTBOUND, SMTPLOG_RCPT, SMTPLOG_ATTEMPT, 450, 0, "4.2.0",
     "other", NULL, "F1", "a@example.org", NULL, "mx1.example.com", "198.51.100.1", NULL,
     "try again", 0},
    {17980, 1, 1, "mx2", "exim", SMTPLOG_OUTBOUND, SMTPLOG_RCPT, SMTPLOG_DEFERRED, 450, 0, "4.2.0",
     "other", NULL, "F1", "a@example.org", "z@example.com", "mx1.example.com", "198.51.100.1", NULL,
     "try again", 0},
    {16000, 2, 10, "mx1", "postfix", SMTPLOG_INBOUND, SMTPLOG_RCPT, SMTPLOG_REJECTED, 554, 0,
     "5.7.1", "relay-denied", NULL, NULL, HOSTILE, HOSTILE, "\033]0;owned\a.example", "203.0.113.200",
     NULL, "Relay access denied \033[31m", 0},
    {15000, 1, 1, "mx1", "postfix", SMTPLOG_OUTBOUND, SMTPLOG_CONNECT, SMTPLOG_DEFERRED, 0, 0,
     "4.4.1", "connection-failed", NULL, "G1", "news@example.org", "q@example.com", NULL, NULL,
     NULL, "connect to mx.example.com[198.51.100.3]:25: Connection timed out", 0},
};

/* `text` with '#' as the number; the caller's. */
static char *fixture_text(const char *text, int64_t number)
{
    struct strbuf out = {0};
    if (!text)
        return NULL;
    strbuf_str(&out, "");
    for (; *text; text++)
        if (*text == '#')
            strbuf_fmt(&out, "%lld", (long long)number);
        else
            strbuf_char(&out, *text);
    return strbuf_steal(&out);
}

static void fixture_event(struct store *s, const struct store_source *source,
                          const struct fixture_row *r, int64_t number)
{
    char *const texts[] = {fixture_text(r->queue_id, number), fixture_text(r->sender, number),
                           fixture_text(r->recipient, number), fixture_text(r->peer_ip, number)};
    int64_t time = FIXTURE_NOW - r->ago + number * r->every;
    struct event e = {
        .time = time, .host = slice_str(r->host), .mta = slice_str(r->mta),
        .process = SLICE_LIT("smtp"), .direction = r->direction, .phase = r->phase,
        .disposition = r->disposition, .code = r->code, .after_code = r->after_code,
        .class = event_class(r->code, slice_str(r->enhanced), r->disposition),
        .final = r->disposition != SMTPLOG_ATTEMPT, .echo = r->echo != 0,
        .enhanced = slice_str(r->enhanced), .cause = slice_str(r->cause),
        .provider = slice_str(r->provider), .queue_id = slice_str(texts[0]),
        .message_began = r->queue_id ? FIXTURE_NOW - r->ago : 0, .sender = slice_str(texts[1]),
        .recipient = slice_str(texts[2]), .peer_name = slice_str(r->peer_name),
        .peer_ip = slice_str(texts[3]), .sasl_user = slice_str(r->sasl_user),
        .text = slice_str(r->text), .reason = slice_str(r->text), .source = slice_str(source->name),
        .line_no = (uint64_t)number + 1, .identity = (uint64_t)(time * 64 + (r - fixture_rows)),
    };
    cr_assert_eq(store_event(s, &e, source), STORE_OK);
    if (r->code && !r->echo) {
        const struct store_replies replies = {
            .time = time, .host = e.host, .mta = e.mta, .direction = e.direction, .code = e.code,
            .n = 1};
        cr_assert_eq(store_traffic(s, &replies), STORE_OK);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
}

static inline void fixture_tell(void *to, enum diag_level level, const char *sentence)
{
    (void)to, (void)level;
    cr_log_error("%s", sentence);
}

/* One greylisted sender comes back after ten minutes, another does not. */
static void fixture_greylist(struct store *s)
{
    const int64_t time = FIXTURE_NOW - 30000;
    struct event e = {.time = time, .host = SLICE_LIT("mx1"), .peer_ip = SLICE_LIT("192.0.2.25"),
                      .peer_name = SLICE_LIT("mx.patient.example"),
                      .sender = SLICE_LIT("ada@patient.example")};
    const struct arrival back = {.time = time + 600, .sender = e.sender,
                                 .client_name = e.peer_name, .client_ip = e.peer_ip};
    cr_assert_eq(store_greylisted(s, &e), STORE_OK);
    cr_assert_eq(store_arrival(s, &back), STORE_OK);
    e.sender = SLICE_LIT("robot@hasty.example");
    cr_assert_eq(store_greylisted(s, &e), STORE_OK);
}

/* path NULL: in memory.  Left in WRITE mode. */
static inline struct store *fixture_store(const char *path, struct diag *diag)
{
    diag->tell = fixture_tell;
    struct store *s = store_open(path ? path : ":memory:", STORE_WRITE, diag);
    cr_assert(s);
    cr_assert_eq(store_begin(s), STORE_OK);
    struct store_source source = {
        .channel = store_channel(s, "mail.log"), .head_hash = 7, .head_len = 4096, .lines = 5000,
        .recognised = 4980, .strange = 5, .foreign = 15, .first_time = FIXTURE_NOW - 200000,
        .last_time = FIXTURE_NOW - 30, .name = mem_str("/var/log/mail.log"),
        .format = mem_str("postfix")};
    cr_assert_eq(store_source_save(s, &source), STORE_OK);
    for (size_t i = 0; i < sizeof fixture_rows / sizeof *fixture_rows; i++)
        for (int64_t k = 0; k < fixture_rows[i].n; k++)
            fixture_event(s, &source, &fixture_rows[i], k);
    for (int day = 1; day <= 2; day++) {
        const struct store_replies accepted = {
            .time = FIXTURE_NOW - 40000 - (day - 1) * 86400, .host = SLICE_LIT("mx1"),
            .mta = SLICE_LIT("postfix"), .direction = SMTPLOG_OUTBOUND, .code = 250, .n = 400};
        cr_assert_eq(store_traffic(s, &accepted), STORE_OK);
        const struct flow sent = {
            .time = accepted.time, .host = accepted.host, .mta = accepted.mta,
            .process = SLICE_LIT("smtp"), .direction = SMTPLOG_OUTBOUND,
            .domain = SLICE_LIT("example.com"), .provider = SLICE_LIT("gmail"),
            .n = {[FLOW_RECORDS] = 400, [FLOW_DELIVERIES] = 38, [FLOW_BOUNCED] = 2,
                  [FLOW_PUT_OFF] = 3, [FLOW_SETTLED] = 3}};
        cr_assert_eq(store_flow(s, &sent), STORE_OK);
        cr_assert_eq(store_delivery(s, &sent), STORE_OK);
    }
    cr_assert_eq(store_fate(s, SLICE_LIT("mx1"), SLICE_LIT("D1"), SLICE_LIT("slow@example.net"),
                            SLICE_LIT("gmail"), FIXTURE_NOW - 20000), STORE_OK);
    fixture_greylist(s);
    cr_assert_eq(store_strange(s, &source, STRANGE_FAILURE, SLICE_LIT("odd <n>"), SLICE_LIT("odd \033[5m 17"), 40,
                               FIXTURE_NOW - 900), STORE_OK);
    cr_assert_eq(store_commit(s), STORE_OK);
    store_source_release(&source);
    return s;
}

#endif
