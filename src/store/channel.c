/* "mail.log", "mail.log.1" and "mail.log.2.gz" are one log: what rotation adds to a name is
 * cut. */
#include "store/channel.h"

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

enum { SET_EXIM, SET_SYSLOG, SETS, SET_MOST = 10 };

/* What stands for the part of a family's name that differs among siblings; one set a row. */
static const char *const siblings[SETS][SET_MOST + 1] = {
    [SET_EXIM] = {"mainlog", "rejectlog", "paniclog"},
    [SET_SYSLOG] = {"mail.log", "mail.info", "mail.notice", "mail.warn", "mail.warning",
                    "mail.err", "maillog", "syslog", "messages", "mail"},
};

/* The family without the member of the set that ends it: "mx1-" of "mx1-mainlog"; ptr NULL:
 * none. */
static struct smtplog_slice stem(struct smtplog_slice family, size_t set)
{
    struct smtplog_slice best = {0};
    size_t longest = 0;
    for (size_t i = 0; siblings[set][i]; i++) {
        size_t len = strlen(siblings[set][i]);
        if (len > longest && slice_ends(family, siblings[set][i])) {
            best = slice_head(family, family.len - len);
            longest = len;
        }
    }
    return best;
}

/* Words before "mainlog" that name no machine. */
static const char *const no_hosts[] = {"exim", "exim4", "old", "new", "backup", "bak", "copy",
                                       "orig", "main"};

/* Can this be a machine's name?  It has a letter, and nothing that no such name has. */
static int is_host(struct smtplog_slice name)
{
    int letters = 0;
    for (size_t i = 0; i < sizeof no_hosts / sizeof *no_hosts; i++)
        if (slice_is(name, no_hosts[i]))
            return 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        int letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !scan_is_digit(c) && c != '-' && c != '.')
            return 0;
        letters += letter;
    }
    return letters > 0;
}

static int is_joint(char c)
{
    return c == '-' || c == '_' || c == '.';
}

int channel_host(struct strbuf *out, const char *path)
{
    struct strbuf family = {0};
    struct smtplog_slice host = {0};

    channel_name(&family, path);
    struct smtplog_slice name = strbuf_view(&family), before = stem(name, SET_EXIM);
    if (before.len > 1 && is_joint(before.ptr[before.len - 1]))
        host = slice_head(before, before.len - 1);
    for (size_t i = 0; siblings[SET_EXIM][i]; i++) {
        size_t len = strlen(siblings[SET_EXIM][i]);
        if (slice_starts(name, siblings[SET_EXIM][i]) && name.len > len + 1 &&
            is_joint(name.ptr[len]))
            host = slice_from(name, len + 1);
    }
    int found = host.len && is_host(host);
    if (found)
        strbuf_slice(out, host);
    strbuf_release(&family);
    return found;
}

/* The path without "./" in front. */
static const char *bare(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    return path;
}

static size_t folder_len(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) : 0;
}

int channel_siblings(const char *a, const char *b)
{
    struct strbuf fa = {0}, fb = {0};
    int are = 0;

    a = bare(a);
    b = bare(b);
    size_t len = folder_len(a);
    if (len != folder_len(b) || memcmp(a, b, len) != 0)
        return 0;
    channel_name(&fa, a);
    channel_name(&fb, b);
    for (size_t set = 0; set < SETS && !are; set++) {
        struct smtplog_slice sa = stem(strbuf_view(&fa), set), sb = stem(strbuf_view(&fb), set);
        are = sa.ptr && sb.ptr && slice_eq(sa, sb) &&
              !slice_eq(strbuf_view(&fa), strbuf_view(&fb));
    }
    strbuf_release(&fa);
    strbuf_release(&fb);
    return are;
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
