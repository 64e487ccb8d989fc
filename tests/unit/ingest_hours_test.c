/* Sums of the hours: what is counted by host and what by domain, and that a provider's servers are
 * one row, however many of them answered. */
#include "base/units.h"
#include "ingest/hours.h"
#include "ingest/whose.h"

#include <criterion/criterion.h>
#include <stdio.h>

struct given {
    size_t flows, deliveries;
    uint64_t records, of_hosts, of_domains, of_gmail;
};

static void skip_reply(void *to, const struct reply_count *sum)
{
    (void)to;
    (void)sum;
}

static void skip_login(void *to, const struct login *sum)
{
    (void)to;
    (void)sum;
}

static void take_flow(void *to, const struct flow *sum)
{
    struct given *g = to;
    g->flows++;
    g->records += sum->n[FLOW_RECORDS];
    g->of_hosts += sum->n[FLOW_DELIVERIES];
    cr_expect_null(sum->domain.ptr);
    cr_expect(slice_is(sum->process, "smtp"));
    cr_expect_eq(sum->direction, SMTPLOG_OUTBOUND);
}

static void take_delivery(void *to, const struct flow *sum)
{
    struct given *g = to;
    g->deliveries++;
    g->of_domains += sum->n[FLOW_DELIVERIES];
    if (slice_is(sum->provider, "gmail"))
        g->of_gmail += sum->n[FLOW_DELIVERIES];
    cr_expect_eq(sum->n[FLOW_RECORDS], 0, "signs of life are of no domain");
    cr_expect(slice_is(sum->host, "mx1"));
}

static struct hours_takers takers(struct given *g)
{
    return (struct hours_takers){skip_reply, take_flow, take_delivery, skip_login, g};
}

static void deliver(struct hours *h, struct whose *w, int64_t time, const char *domain,
                    const char *server)
{
    const struct flow flow = {
        .time = time, .host = SLICE_LIT("mx1"), .mta = SLICE_LIT("postfix"),
        .process = SLICE_LIT("smtp"), .direction = SMTPLOG_OUTBOUND,
        .domain = domain ? slice_str(domain) : slice_of(NULL, 0),
        .provider = whose_server(w, slice_str(server)),
        .n = {[FLOW_RECORDS] = 1, [FLOW_DELIVERIES] = 1},
    };
    hours_flow(h, &flow);
}

Test(ingest_hours, servers_of_a_provider_are_one_row_and_hosts_are_one)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    struct whose w = {.classifier = c};
    struct hours h = {0};
    struct given g = {0};
    char name[64];

    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "alt%d.aspmx.l.google.com", i);
        deliver(&h, &w, HOUR + i, "example.com", name);
        snprintf(name, sizeof name, "mx%d.example.net", i);
        deliver(&h, &w, HOUR + i, "example.com", name);
        deliver(&h, &w, 2 * HOUR + i, "example.net", name);
        deliver(&h, &w, 2 * HOUR + i, NULL, "");
    }
    const struct hours_takers to = takers(&g);
    hours_give(&h, &to);
    cr_expect_eq(g.flows, 2u, "one of each hour, not %zu", g.flows);
    cr_expect_eq(g.deliveries, 3u, "two providers of one domain, one of the other, not %zu",
                 g.deliveries);
    cr_expect_eq(g.records, 1200u);
    cr_expect_eq(g.of_hosts, 1200u);
    cr_expect_eq(g.of_domains, 900u);
    cr_expect_eq(g.of_gmail, 300u);
    hours_give(&h, &to);
    cr_expect_eq(g.flows, 2u, "what was given is gone");
    hours_release(&h);
    classifier_free(c);
}

Test(ingest_hours, a_server_is_found_as_the_classifier_finds_it)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    struct whose w = {.classifier = c};
    char name[64];

    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 3 * WHOSE_RECENT; i++) {
            snprintf(name, sizeof name, "mx%d.%s", i,
                     i % 3 == 0 ? "mail.protection.outlook.com" : i % 3 == 1 ? "GOOGLE.com." : "example.org");
            struct smtplog_slice found = whose_server(&w, slice_str(name)),
                                 wanted = classifier_provider_of(c, slice_str(name));
            cr_assert(slice_eq(found, wanted) && !found.ptr == !wanted.ptr, "%s", name);
            cr_assert_eq(found.ptr == NULL, i % 3 == 2, "%s", name);
        }
    cr_expect_null(whose_server(&w, slice_of(NULL, 0)).ptr);
    classifier_free(c);
}
