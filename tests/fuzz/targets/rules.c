/* An operator's file of rules, and a reply judged by them: up to a line "----" the rules, behind it
 * the reply. */
#include "fuzz/fuzz.h"

#include "base/mem.h"
#include "classify/classify.h"

#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static char *folder, *path;
    struct diag nobody = {0};
    struct classify_finding found;
    char *copy = fuzz_copy(bytes, len);
    struct smtplog_slice reply = slice_of(copy, len), rules = reply;
    if (!folder) {
        folder = mem_fmt("%s/rules.d", fuzz_folder());
        path = mem_fmt("%s/own.txt", folder);
        FUZZ_MUST(mkdir(folder, 0700) == 0);
    }
    if (!scan_until_lit(&reply, "\n----\n", &rules))
        reply = slice_of("550 5.1.1 <a@example.org>: User unknown", 39);
    fuzz_write(path, (const uint8_t *)rules.ptr, rules.len);
    struct classifier *c = classifier_new(folder, &nobody);
    struct event e = {.code = 550, .class = 5, .direction = SMTPLOG_OUTBOUND, .phase = SMTPLOG_RCPT,
                      .disposition = SMTPLOG_BOUNCED, .text = reply, .mta = SLICE_LIT("postfix"),
                      .peer_name = SLICE_LIT("mx.example.net")};
    classify_ask(c, &e, &found);
    FUZZ_MUST(found.cause.len && found.reason.ptr);
    fuzz_touch(found.reason);
    fuzz_touch(found.tag);
    fuzz_touch(found.rule);
    classifier_free(c);
    free(copy);
    return 0;
}
