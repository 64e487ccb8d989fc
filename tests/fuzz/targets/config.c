/* A file of settings: one of its own owner's, for what others could write is refused unread. */
#include "fuzz/fuzz.h"

#include "base/mem.h"
#include "cli/config.h"

static char *nothing(const char *name)
{
    (void)name;
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static char *path;
    struct diag nobody = {0};
    struct config c = {0};
    struct strbuf where = {0};
    if (!path)
        path = mem_fmt("%s/smtplog.conf", fuzz_folder());
    fuzz_write(path, bytes, len);
    FUZZ_MUST(config_read(&c, "", path, nothing, &nobody) == 0 && c.file_count == 1);
    for (int i = 0; i < CONFIG_SETTINGS; i++) {
        const char *value = config_value(&c, (enum config_setting)i);
        if (!value)
            continue;
        fuzz_touch(slice_str(value));
        strbuf_clear(&where);
        config_where(&where, &c, (enum config_setting)i);
        FUZZ_MUST(where.len > 0);
    }
    strbuf_release(&where);
    config_release(&c);
    return 0;
}
