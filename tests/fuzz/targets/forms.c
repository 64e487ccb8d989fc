/* An operator's file of forms, and a log read by them: up to a line "----" the forms, behind it what
 * a program printed. */
#include "fuzz/fuzz.h"

#include "base/mem.h"
#include "plugin/dispatch.h"
#include "site/site.h"

#include <sys/stat.h>

static void match(struct site_reader *r, struct smtplog_slice body)
{
    const struct site_form *form = NULL;
    struct smtplog_event event = {0};
    struct smtplog_line line = {.time = 1795457070, .number = 1, .pid = 7, .tag = SLICE_LIT("gate"),
                                .host = SLICE_LIT("mx1"), .body = body};
    if (site_match(r, &line, &event, &form) != SMTPLOG_SAID)
        return;
    FUZZ_MUST(form && form->as.name);
    fuzz_touch(event.reply);
    fuzz_touch(event.text);
    fuzz_touch(event.sender);
    fuzz_touch(event.recipient);
    fuzz_touch(event.peer_ip);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static char *folder, *path;
    struct diag nobody = {0};
    char *copy = fuzz_copy(bytes, len);
    struct smtplog_slice lines = slice_of(copy, len), forms = lines, body;
    if (!folder) {
        folder = mem_fmt("%s/forms.d", fuzz_folder());
        path = mem_fmt("%s/own.forms", folder);
        FUZZ_MUST(mkdir(folder, 0700) == 0);
    }
    if (!scan_until_lit(&lines, "\n----\n", &forms))
        lines.len = 0;
    fuzz_write(path, (const uint8_t *)forms.ptr, forms.len);
    struct site *site = site_load(folder, &nobody);
    struct site_reader *reader = site_open(site);
    while (reader && scan_until(&lines, '\n', &body))
        match(reader, body);
    site_close(reader);
    site_free(site);
    free(copy);
    return 0;
}
