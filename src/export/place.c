/* Stable for ever: other stores hold what these functions once said. */
#include "export/place.h"

#include "base/hash.h"
#include "base/mem.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1 << 14 };

uint64_t export_log_of(struct smtplog_slice head)
{
    struct smtplog_slice line = slice_head(head, head.len < EXPORT_HEAD ? head.len : EXPORT_HEAD);
    const char *end = line.len ? memchr(line.ptr, '\n', line.len) : NULL;
    if (end)
        line.len = (size_t)(end - line.ptr);
    return hash_bytes(line.ptr, line.len, 0);
}

uint32_t export_ordinal(struct export_lines *lines, uint64_t log, uint64_t line_no)
{
    if (!lines->slots)
        lines->slots = mem_alloc(SLOTS * sizeof *lines->slots);
    struct export_line *slot = &lines->slots[(line_no ^ log) & (SLOTS - 1)];
    if (slot->log != log || slot->line_no != line_no)
        *slot = (struct export_line){log, line_no, 0};
    return slot->n++;
}

void export_lines_clear(struct export_lines *lines)
{
    if (lines->slots)
        memset(lines->slots, 0, SLOTS * sizeof *lines->slots);
}

void export_lines_release(struct export_lines *lines)
{
    free(lines->slots);
    lines->slots = NULL;
}

/* Of the hash of the words as much as databases keep, so that `parse --export` says the same. */
static uint64_t key_of(const struct export_place *p)
{
    const uint64_t numbers[] = {p->log, p->line_no, p->ordinal, p->words & STORE_IDENTITY};
    unsigned char bytes[sizeof numbers];
    for (size_t i = 0; i < sizeof bytes; i++)   /* the same on every machine */
        bytes[i] = (unsigned char)(numbers[i / 8] >> (i % 8 * 8));
    return hash_bytes(bytes, sizeof bytes, hash_bytes(p->host.len ? p->host.ptr : "",
                                                      p->host.len, 0));
}

void export_place(struct export_row *row, const struct export_place *place)
{
    export_key(row, "log", place->log);
    export_int(row, "ordinal", place->ordinal);
    export_key(row, "event_key", key_of(place));
    export_int(row, "version", place->version);
    export_int(row, "correction", place->correction);
}
