/* Whose trouble a reply is, what is said where nobody knows, and what its class forbids to advise. */
#include "classify/classify.h"
#include "classify_reply.h"

#include <criterion/criterion.h>
#include <stdio.h>

/* This server's own trouble and another's: the cause is one, whose it is differs. */
static const struct {
    uint32_t direction, origin;
    const char *peer_ip, *reply, *cause, *who;
} whose[] = {
    {SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, "", "451 4.3.5 Server configuration error", "local-config", "server-admin"},
    {SMTPLOG_OUTBOUND, SMTPLOG_BY_REMOTE, "", "451 4.3.5 Server configuration error", "local-config",
     "server-admin, wait"},
    {SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, "", "451 4.7.1 Service unavailable - try again later", "filter-failure",
     "server-admin"},
    {SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, "", "452 4.3.1 Insufficient system storage", "system-full", "server-admin"},
    {SMTPLOG_OUTBOUND, SMTPLOG_BY_REMOTE, "", "452 4.3.1 Insufficient system storage", "system-full",
     "server-admin, wait"},
    {SMTPLOG_OUTBOUND, SMTPLOG_BY_REMOTE, "127.0.0.1", "451 4.5.0 no words", "filter-failure", "server-admin"},
    {SMTPLOG_OUTBOUND, SMTPLOG_BY_LOCAL, "::1", "Connection refused", "filter-failure", "server-admin"},
    {SMTPLOG_OUTBOUND, SMTPLOG_BY_LOCAL, "192.0.2.1", "Connection refused", "connect-failed", ""},
    {SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, "", "451 4.3.0 <a@example.org>: Temporary lookup failure", "local-config",
     "server-admin"},
    {SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, "",
     "TLS library problem: error:0A000415:SSL routines::ssl/tls "
     "alert certificate expired:../ssl/record/rec_layer_s3.c:1600:SSL alert number 45", "tls",
     "server-admin"},
    {SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, "",
     "(SSL_accept): error:0A000412:SSL routines::sslv3 alert bad certificate", "tls",
     "server-admin"},
    {SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, "",
     "(SSL_accept): error:0A000418:SSL routines::tlsv1 alert unknown ca", "tls",
     "server-admin"},
    {SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, "",
     "(gnutls_handshake): A TLS fatal alert has been received.: Certificate is expired", "tls",
     "server-admin"},
    {SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, "",
     "(gnutls_handshake): A TLS fatal alert has been received.: CA is unknown", "tls",
     "server-admin"},
    {SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, "", "(gnutls_handshake): timed out", "tls", ""},
};

Test(classify, whose_trouble_it_is)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    for (size_t i = 0; i < sizeof whose / sizeof *whose; i++) {
        struct event e = reply_of("", whose[i].reply);
        struct classify_finding v;
        e.direction = whose[i].direction, e.origin = whose[i].origin;
        e.disposition = SMTPLOG_DEFERRED;
        e.peer_ip = slice_str(whose[i].peer_ip);
        classify_ask(c, &e, &v);
        cr_expect(slice_is(v.cause, whose[i].cause) && slice_is(v.who_acts, whose[i].who), "row %zu: %.*s, %.*s", i,
                  (int)v.cause.len, v.cause.ptr, (int)v.who_acts.len, v.who_acts.ptr ? v.who_acts.ptr : "");
    }
    classifier_free(c);
}

/* What nobody knows is said to be unknown; at the greeting it is about the address. */
Test(classify, the_unknown_is_called_so)
{
    static const struct { const char *reply; uint32_t phase; const char *cause; } rows_of[] = {
        {"550 No thanks", SMTPLOG_RCPT, "other"},
        {"554 5.7.1 Rejected for a reason of our own", SMTPLOG_EOD, "other"},
        {"450 4.7.1 Not today", SMTPLOG_RCPT, "other"},
        {"550 5.0.0 x", SMTPLOG_MAIL, "other"},
        {"554 mx.example.org", SMTPLOG_CONNECT, "ip-reputation"},
        {"550 5.1.1 x", SMTPLOG_RCPT, "user-unknown"},
        {"550 #5.1.0 Address rejected.", SMTPLOG_RCPT, "user-unknown"},
        {"550 no such thing in our list (#5.1.1)", SMTPLOG_RCPT, "user-unknown"},
    };
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    for (size_t i = 0; i < sizeof rows_of / sizeof *rows_of; i++) {
        struct event e = reply_of("mx.example.org", rows_of[i].reply);
        e.phase = rows_of[i].phase;
        classify_event(c, &e);
        cr_expect(slice_is(e.cause, rows_of[i].cause), "%s: %.*s", rows_of[i].reply, (int)e.cause.len, e.cause.ptr);
    }
    classifier_free(c);
}

/* A final refusal is never said to pass by itself, and a temporary one never ends an address. */
static const struct { char class; const char *words; } bound[] = {
    {'5', "the queue retries"}, {'5', "queue tries again"}, {'5', "just wait"},
    {'5', "\xd0\x9e\xd1\x87\xd0\xb5\xd1\x80\xd0\xb5\xd0\xb4\xd1\x8c \xd0\xbf\xd0\xbe"
          "\xd0\xb2\xd1\x82\xd0\xbe\xd1\x80\xd0\xb8\xd1\x82"},
    {'4', "emove the address"}, {'4', "do not retry"},
    {'4', "\xd0\xb1\xd0\xb5\xd1\x80\xd0\xb8\xd1\x82\xd0\xb5 \xd0\xb0\xd0\xb4\xd1\x80"
          "\xd0\xb5\xd1\x81"},
};

static void check_bound(struct classifier *c, struct event *e, char class)
{
    struct classify_finding v;
    classify_ask(c, e, &v);
    for (int lang = 0; v.rule.ptr && lang < KNOWLEDGE_LANGS; lang++)
        for (size_t i = 0; i < sizeof bound / sizeof *bound; i++)
            cr_expect(bound[i].class != class || slice_find(v.explanation[lang], bound[i].words) < 0,
                      "%cxx by rule %.*s (%.*s): \"%s\"", class, (int)v.rule.len, v.rule.ptr,
                      (int)e->text.len, e->text.ptr, bound[i].words);
}

/* Every sample of every rule, once as a 4xx and once as a 5xx of its provider and of a stranger. */
Test(classify, the_class_binds_what_a_rule_tells)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    struct smtplog_slice sample;
    size_t rules = 0;
    for (struct classify_rule rule; classifier_rule_at(c, rules, &rule); rules++)
        for (size_t n = 0; (sample = classifier_sample(c, rules, n)).ptr; n++)
            for (char class = '4'; class <= '5'; class++) {
                char text[1024];
                snprintf(text, sizeof text, "%.*s", (int)sample.len, sample.ptr);
                int coded = text[0] >= '4' && text[0] <= '5' && text[3] == ' ';
                struct event e = reply_of(n % 2 ? "mx.example.org" : "mx.google.com", text);
                if (!coded)
                    e.code = 500;
                e.code = e.code % 100 + (class - '0') * 100;
                char enhanced[16];
                snprintf(enhanced, sizeof enhanced, "%.*s", (int)e.enhanced.len,
                         e.enhanced.len ? e.enhanced.ptr : "");
                if (*enhanced)
                    *enhanced = class, e.enhanced = slice_str(enhanced);
                check_bound(c, &e, class);
            }
    cr_expect_gt(rules, 300);
    classifier_free(c);
}
