/* A file of settings. */
#include "fuzz/fuzz.h"

#include "cli/config.h"
#include "support/reading.h"

static char *nothing(const char *name)
{
    (void)name;
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct diag nobody = {0};
    struct config c = {0};
    struct strbuf where = {0};
    char *path;
    int fd = reading_file((const char *)bytes, len, &path);
    config_read(&c, "", path, nothing, &nobody);
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
    close(fd);
    free(path);
    return 0;
}
