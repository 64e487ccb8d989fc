/* Who must act follows from who answered whom, and never from waiting when the failure is final. */
#include "event/event.h"
#include "knowledge/knowledge.h"
#include "phrase/who.h"

#include <criterion/criterion.h>

#define YOU "you, who run this mail server"
#define REMOTE "the administrator of the recipient's server"
#define CLIENT "whoever runs the client's mail server"

static const struct {
    const char *parts;
    uint32_t direction, origin;
    const char *want;
} rows[] = {
    {"server-admin", SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, YOU},
    {"server-admin", SMTPLOG_LOCAL, SMTPLOG_BY_LOCAL, YOU},
    {"server-admin", SMTPLOG_OUTBOUND, SMTPLOG_BY_REMOTE, REMOTE},
    {"server-admin", SMTPLOG_OUTBOUND, SMTPLOG_BY_LOCAL, YOU},
    {"client-admin", SMTPLOG_INBOUND, SMTPLOG_BY_LOCAL, CLIENT},
    {"client-admin", SMTPLOG_OUTBOUND, SMTPLOG_BY_REMOTE, YOU},
    {"recipient-admin", SMTPLOG_INBOUND, 0, YOU},
    {"recipient-admin", SMTPLOG_OUTBOUND, SMTPLOG_BY_LOCAL, REMOTE},
    {"recipient", SMTPLOG_INBOUND, 0, "the recipient, your user"},
    {"wait", SMTPLOG_OUTBOUND, 0, "nobody: it passes by itself"},
    {"server-admin, wait", SMTPLOG_OUTBOUND, SMTPLOG_BY_REMOTE,
     REMOTE "; or time, for it may pass by itself"},
    {"server-admin, recipient-admin", SMTPLOG_OUTBOUND, SMTPLOG_BY_REMOTE, REMOTE},
    {"client-admin, server-admin", SMTPLOG_OUTBOUND, SMTPLOG_BY_REMOTE, YOU "; then " REMOTE},
    {"server-admin", 0, 0, "the administrator of the server that answered"},
    {"a new part", SMTPLOG_INBOUND, 0, "a new part"},
    {"", SMTPLOG_INBOUND, 0, ""},
};

Test(report_who, follows_from_who_answered_whom)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf out = {0};
        who_words(&out, NULL, slice_str(rows[i].parts),
                  who_side_of(rows[i].direction, rows[i].origin));
        cr_expect(slice_is(strbuf_view(&out), rows[i].want), "%s: got %.*s", rows[i].parts,
                  (int)out.len, out.ptr ? out.ptr : "");
        strbuf_release(&out);
    }
}

Test(report_who, a_final_failure_waits_for_nobody)
{
    static const struct { const char *parts, *final; } lists[] = {
        {"wait", "server-admin"}, {"wait, client-admin", "client-admin"},
        {"client-admin, wait", "client-admin"}, {"sender, client-admin", "sender, client-admin"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        cr_expect(slice_is(who_of_class(slice_str(lists[i].parts), 5), lists[i].final));
        cr_expect(slice_is(who_of_class(slice_str(lists[i].parts), 4), lists[i].parts));
    }
}

/* Every part that the knowledge base names has words for every side. */
Test(report_who, every_cause_names_parts_that_have_words)
{
    struct diag diag = {0};
    struct knowledge *k = knowledge_new(&diag);
    struct knowledge_cause cause;
    for (size_t i = 0; knowledge_cause_at(k, i, KNOWLEDGE_EN, &cause); i++)
        for (enum who_side side = WHO_UNKNOWN; side < WHO_SIDES; side++) {
            struct strbuf out = {0};
            who_words(&out, NULL, who_of_class(cause.who_acts, 5), side);
            cr_expect(out.len && slice_find(strbuf_view(&out), "-admin") < 0 &&
                      slice_find(strbuf_view(&out), "passes by itself") < 0,
                      "%.*s: %.*s", (int)cause.cause.len, cause.cause.ptr, (int)out.len, out.ptr);
            strbuf_release(&out);
        }
    knowledge_free(k);
}
