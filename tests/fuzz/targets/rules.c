/* An operator's file of rules, and a reply judged by them: up to a line "----" the rules, behind it
 * the reply.  The built-in rules are not asked: reading them takes a thousand times longer than
 * what is tried here. */
#include "fuzz/fuzz.h"

#include "base/mem.h"
#include "classify/rules.h"

#include <sys/stat.h>

static void judge(struct rules *r, struct smtplog_slice reply)
{
    const struct event e = {.code = 550, .class = 5, .direction = SMTPLOG_OUTBOUND,
                            .phase = SMTPLOG_RCPT, .disposition = SMTPLOG_BOUNCED, .text = reply,
                            .mta = SLICE_LIT("postfix"), .peer_name = SLICE_LIT("mx.example.net")};
    struct subject text = {0};
    subject_set(&text, reply);
    struct rule_case c = {.event = &e, .class = 5, .all = &text, .words = &text,
                          .enhanced = rule_enhanced_of(SLICE_LIT("5.1.1")), .notions = &r->notions};
    const struct provider *p = provider_by_host(&r->providers, e.peer_name);
    if (!p)
        p = provider_by_text(&r->providers, &text);
    if (p)
        c.provider = p->name;
    const struct rule *found = rules_find(r, &c);
    if (found) {
        fuzz_touch(found->name);
        fuzz_touch(found->cause);
        fuzz_touch(found->sets_provider);
        for (size_t i = 0; rule_sample(found, i).ptr; i++)
            fuzz_touch(rule_sample(found, i));
    }
    subject_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static char *folder, *path;
    struct diag nobody = {0};
    struct rules r;
    char *copy = fuzz_copy(bytes, len);
    struct smtplog_slice reply = slice_of(copy, len), rules = reply;
    if (!folder) {
        folder = mem_fmt("%s/rules.d", fuzz_folder());
        path = mem_fmt("%s/own.txt", folder);
        FUZZ_MUST(mkdir(folder, 0700) == 0);
    }
    if (!scan_until_lit(&reply, "\n----\n", &rules))
        reply = SLICE_LIT("550 5.1.1 <a@example.org>: User unknown");
    fuzz_write(path, (const uint8_t *)rules.ptr, rules.len);
    rules_load(&r, folder, &nobody);
    judge(&r, reply);
    rules_release(&r);
    free(copy);
    return 0;
}
