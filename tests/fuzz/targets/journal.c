/* Records of the journal: each line of the input is one. */
#include "fuzz/fuzz.h"

#include "frame/journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *copy = fuzz_copy(bytes, len);
    struct smtplog_slice rest = slice_of(copy, len);
    struct journal *j = journal_new();
    while (rest.len) {
        struct shaped shaped = {.cursor = 0};
        struct smtplog_slice line = scan_next_line(&rest);
        char *alone = fuzz_copy((const uint8_t *)line.ptr, line.len);
        if (journal_shape(j, slice_of(alone, line.len), &shaped)) {
            fuzz_touch(shaped.host);
            fuzz_touch(shaped.tag);
            fuzz_touch(shaped.body);
            fuzz_touch(shaped.more);
        }
        free(alone);
    }
    journal_free(j);
    free(copy);
    return 0;
}
