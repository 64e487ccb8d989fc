/* "mail.log", "mail.log.1" and "mail.log.2.gz" are one log: what rotation adds to a name is
 * cut. */
#include "ingest/channel.h"

/* Cuts one suffix that rotation or compression adds; 1 if there was one. */
static int cut_suffix(struct smtplog_slice *name)
{
    static const char *const packed[] = {".gz", ".bz2", ".xz", ".zst", ".Z"};
    size_t digits = 0;

    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
        if (slice_ends(*name, packed[i])) {
            name->len -= strlen(packed[i]);
            return 1;
        }
    while (digits < name->len && scan_is_digit(name->ptr[name->len - 1 - digits]))
        digits++;
    if (digits == 0 || digits == name->len)
        return 0;
    char before = name->ptr[name->len - 1 - digits];
    if (before != '.' && before != '-' && before != '_')
        return 0;
    name->len -= digits + 1;
    return 1;
}

void channel_name(struct strbuf *out, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct smtplog_slice name = slice_str(slash ? slash + 1 : path), shorter = name;

    while (cut_suffix(&shorter) && shorter.len)
        name = shorter;
    /* Exim's dated names begin with the date: "20260102-mainlog" */
    size_t digits = 0;
    while (digits < name.len && scan_is_digit(name.ptr[digits]))
        digits++;
    if (digits >= 6 && digits + 1 < name.len && name.ptr[digits] == '-')
        name = slice_from(name, digits + 1);
    strbuf_slice(out, name);
}

int channel_number(struct map *channels, const char *path)
{
    struct strbuf name = {0};

    channel_name(&name, path);
    struct map_entry *e = map_put(channels, strbuf_view(&name));
    if (!e->value)
        e->value = (void *)(intptr_t)channels->len;
    strbuf_release(&name);
    return (int)(intptr_t)e->value - 1;
}
