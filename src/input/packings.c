/* packings.c - the table of packings: those that are read, and those that only a tool reads */
#include "input/packing.h"

#include <string.h>

/* Known by their first bytes, and no more. */
static const struct packing strangers[] = {
    {.name = "lz4", .tool = "lz4cat", .magic = "\x04\x22\x4d\x18", .magic_len = 4},
    {.name = "lzip", .tool = "lzip -dc", .magic = "LZIP", .magic_len = 4},
    {.name = "compress", .tool = "zcat", .magic = "\x1f\x9d", .magic_len = 2},
    {.name = "zip", .tool = "unzip -p", .magic = "PK\x03\x04", .magic_len = 4},
#ifndef SMTPLOG_ZSTD
    {.name = "zstd", .tool = "zstdcat", .magic = "\x28\xb5\x2f\xfd", .magic_len = 4},
#endif
#ifndef SMTPLOG_XZ
    {.name = "xz", .tool = "xzcat", .magic = "\xfd" "7zXZ", .magic_len = 5},
#endif
#ifndef SMTPLOG_BZIP2
    {.name = "bzip2", .tool = "bzcat", .magic = "BZh", .magic_len = 3},
#endif
};
enum { STRANGERS = sizeof strangers / sizeof *strangers };

static const struct packing *const built_in[] = {
    &packing_gzip,
#ifdef SMTPLOG_ZSTD
    &packing_zstd,
#endif
#ifdef SMTPLOG_XZ
    &packing_xz,
#endif
#ifdef SMTPLOG_BZIP2
    &packing_bzip2,
#endif
};
enum { BUILT_IN = sizeof built_in / sizeof *built_in };

int packing_may_begin(const unsigned char front[2])
{
    /* zstd's skippable frames are P to _ and '*'; UTF-16 has a mark, or zeros between letters */
    return memchr("\x1f\xfd\x28\x04\xff\xfe", front[0], 6) || !front[0] != !front[1] ||
           memcmp(front, "BZ", 2) == 0 || memcmp(front, "LZ", 2) == 0 ||
           memcmp(front, "PK", 2) == 0 || front[1] == 0x2a;
}

int packing_begins(const struct packing *p, const unsigned char *front, size_t len)
{
    return len >= p->magic_len && (memcmp(front, p->magic, p->magic_len) == 0 ||
                                   (p->begins_too && p->begins_too(front, len)));
}

const struct packing *packing_of(const unsigned char *front, size_t len)
{
    for (size_t i = 0; i < BUILT_IN; i++)
        if (packing_begins(built_in[i], front, len))
            return built_in[i];
    for (size_t i = 0; i < STRANGERS; i++)
        if (packing_begins(&strangers[i], front, len))
            return &strangers[i];
    return packing_begins(&packing_utf16, front, len) ? &packing_utf16 : NULL;
}

const struct packing *packing_at(size_t i)
{
    return i < BUILT_IN ? built_in[i] : NULL;
}
