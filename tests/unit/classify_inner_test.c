/* A reply that quotes another server's is judged by what that one said. */
#include "classify/classify.h"
#include "classify/inner.h"
#include "classify_reply.h"

#include <criterion/criterion.h>

/* want "": nothing is quoted. */
static const struct { const char *text; int32_t code; const char *enhanced, *want; } found[] = {
    {"- Unknown address error 550-'5.7.1 <address>... Access denied' (delivery attempts: <n>)",
     550, "5.7.1", "<address>... Access denied"},
    {"Remote server returned an error -> 550 mailbox is full", 550, "", "mailbox is full"},
    {"Remote Server returned '550 5.1.1 <address>: it's full'", 550, "5.1.1",
     "<address>: it's full"},
    {"responded with: \"421 4.2.1 Unable to connect.\" Failover failed", 421, "4.2.1",
     "Unable to connect."},
    {"Diagnostic-Code: smtp;550 #5.7.1 no", 550, "5.7.1", "no"},
    {"host <host>[<ip>] said: 451 x -> 452 4.2.2 full", 452, "4.2.2", "full"},
    {"failure for one or more recipients (<address>:550 5.1.1 unknown)", 550, "5.1.1", "unknown"},
    {"unverified address: host <host>[<ip>] said: 550 5.1.1 unknown", 0, "", ""},
    {"Callout failed: host <host> said: 550 5.1.1 unknown", 0, "", ""},
    {"at most 550 recipients, see page 451 of the manual", 0, "", ""},
    {"said: 250 fine", 0, "", ""},
    {"said: 550", 0, "", ""},
    {"", 0, "", ""},
};

Test(classify_inner, finds_the_innermost_reply)
{
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        struct inner_reply in = {0};
        int any = inner_find(slice_str(found[i].text), &in);
        cr_expect(any == (*found[i].want != 0) && in.code == found[i].code, "%s: %d, %d",
                  found[i].text, any, in.code);
        cr_expect(slice_is(in.text, found[i].want), "%s: %.*s", found[i].text, (int)in.text.len,
                  in.text.ptr ? in.text.ptr : "");
        cr_expect(slice_is(in.enhanced, found[i].enhanced), "%s", found[i].text);
    }
}

/* What is inside decides, unless nobody knows it or it is of the other class. */
static const struct { const char *cause, *reply; } judged[] = {
    {"policy", "550 5.1.0 - Unknown address error 550-'5.7.1 <a@example.org>... Access denied'"},
    {"relay-denied", "554 5.1.0 - Unknown address error 553-'sorry, we do not relay for you'"},
    {"mailbox-full", "550 5.4.1 Remote Server returned '550 5.1.1 <a@example.org>: mailbox full'"},
    {"blocklisted", "550 5.7.300 Remote server returned message refused by policy -> 554 5.7.1 "
                    "Client host [192.0.2.1] blocked using bl.example.net"},
    {"sender-unauthenticated",
     "550 permanent failure for one or more recipients (a@example.org:550 5.7.1 SPF check failed)"},
    {"user-unknown", "550 permanent failure for one or more recipients (a@example.org:550 #5.1.0 "
                     "Address rejected.)"},
    {"mailbox-full", "550 permanent failure for one or more recipients (a@example.org:552 the mailbox "
                     "is full)"},
    {"user-unknown", "550 5.1.1 no such user, host mx.example.org[192.0.2.1] said: 550 xyzzy"},
    {"expired", "554 5.4.7 Delivery expired (message too old) 451-'4.7.1 greylisted'"},
    {"verification-pending", "450 4.1.1 unverified address: host mx.example.org[192.0.2.1] said: "
                             "450 4.2.2 mailbox full"},
};

Test(classify_inner, what_is_inside_decides)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++) {
        struct event e = {.direction = SMTPLOG_OUTBOUND, .phase = SMTPLOG_RCPT,
                          .origin = SMTPLOG_BY_REMOTE,
                          .peer_name = slice_str("relay.example.net")};
        e.disposition = *judged[i].reply == '4' ? SMTPLOG_DEFERRED : SMTPLOG_BOUNCED;
        take_reply(&e, judged[i].reply);
        classify_event(c, &e);
        cr_expect(slice_is(e.cause, judged[i].cause), "%s: %.*s", judged[i].reply,
                  (int)e.cause.len, e.cause.ptr);
    }
    classifier_free(c);
}
