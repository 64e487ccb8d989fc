/* Plain words mean the same whoever says them: a provider's own rules are for its own wordings, and
 * must not take what every server says.  Each reply is asked of the servers of all providers. */
#include "classify/classify.h"
#include "classify_reply.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const struct { const char *cause, *reply; } plain[] = {
    {"user-unknown", "550 5.1.1 <a@example.org>: User unknown"},
    {"user-unknown", "550 No such user here"},
    {"mailbox-full", "552 5.2.2 <a@example.org>: Mailbox full"},
    {"mailbox-full", "452 4.2.2 Mailbox is over quota"},
    {"mailbox-full", "554 delivery error: dd This account is over quota"},
    {"mailbox-disabled", "550 5.2.1 This mailbox is disabled"},
    {"sender-unauthenticated", "550 5.7.1 Refused, DMARC policy of the domain"},
    {"sender-unauthenticated", "550 5.7.0 Local policy violation - DMARC"},
    {"sender-unauthenticated", "550 5.7.1 SPF fail - not authorized"},
    {"sender-unauthenticated", "550 5.7.20 No passing DKIM signature"},
    {"sender-domain", "553 Domain of sender address does not exist"},
    {"sender-rejected", "550 5.7.1 Sender address rejected"},
    {"relay-denied", "554 5.7.1 <a@example.org>: Relay access denied"},
    {"auth-required", "530 5.7.0 Authentication required"},
    {"auth-failed", "535 5.7.8 Authentication failed"},
    {"reverse-dns", "554 5.7.1 No PTR record for 192.0.2.1"},
    {"reverse-dns", "550 Access from IP address 192.0.2.1 blocked: no reverse DNS record"},
    {"helo-rejected", "550 5.7.1 Invalid HELO name"},
    {"message-too-big", "552 5.3.4 Message size exceeds fixed maximum message size"},
    {"message-too-big", "552 Storage allocation exceeded: the message exceeds the maximum size"},
    {"virus", "554 5.7.1 Virus found in message"},
    {"content-rejected", "554 5.7.1 Blacklisted attachment type"},
    {"content-rejected", "554 5.7.1 Message rejected as spam"},
    {"blocklisted", "554 5.7.1 Client host [192.0.2.1] blocked using dnsbl.example.net"},
    {"greylisted", "451 4.7.1 Greylisted, try again in 300 seconds"},
    {"too-many-recipients", "452 4.5.3 Too many recipients"},
    {"rate-limited", "450 4.7.1 Rate limit exceeded, slow down"},
    {"system-busy", "421 4.3.2 System busy, try again later"},
    {"null-mx", "556 5.1.10 Domain does not accept mail (nullMX)"},
    {"loop", "554 5.4.6 Too many hops"},
    {"tls", "530 5.7.0 Must issue a STARTTLS command first"},
    {"sequence", "503 5.5.1 Need RCPT before DATA"},
};

static void ask_all_plain(struct classifier *c, struct smtplog_slice provider, const char *peer)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct event e = reply_of(peer, plain[i].reply);
        e.phase = SMTPLOG_EOD;
        if (*plain[i].reply == '4')
            e.disposition = SMTPLOG_DEFERRED;
        classify_event(c, &e);
        cr_expect(slice_eq(e.provider, provider), "%s is not %.*s but %.*s", peer,
                  (int)provider.len, provider.ptr, (int)e.provider.len,
                  e.provider.ptr ? e.provider.ptr : "");
        cr_expect(slice_is(e.cause, plain[i].cause), "%s of %s is %.*s, not %s", plain[i].reply,
                  peer, (int)e.cause.len, e.cause.ptr, plain[i].cause);
    }
}

Test(classify_anywhere, plain_words_mean_the_same_at_every_provider)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    struct classify_provider p;
    size_t asked = 0;
    for (size_t i = 0; classifier_provider_at(c, i, &p); i++) {
        struct smtplog_slice host = p.hosts, first;
        char peer[128];
        if (!scan_until(&host, ',', &first))
            first = p.hosts;
        if (!first.len)
            continue;
        snprintf(peer, sizeof peer, "mx1.%.*s", (int)first.len, first.ptr);
        for (char *star = strstr(peer, ".*."); star; star = strstr(peer, ".*."))
            star[1] = 'x';
        ask_all_plain(c, p.name, peer);
        asked++;
    }
    cr_expect(asked > 100, "only %zu providers have hosts", asked);
    cr_expect_eq(diag.errors, 0);
    classifier_free(c);
}
