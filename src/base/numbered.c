/* numbered.c - texts in a map, and beside it by number */
#include "base/numbered.h"

#include "base/mem.h"

#include <stdlib.h>

/* Where a text stands among the recent ones. */
static size_t place_of(struct smtplog_slice text)
{
    uint64_t ends = text.len;
    uint32_t first, last;
    if (text.len >= 8) {
        ends += scan_eight(text.ptr) + 3 * scan_eight(text.ptr + text.len - 8);
    } else if (text.len >= sizeof first) {
        memcpy(&first, text.ptr, sizeof first);
        memcpy(&last, text.ptr + text.len - sizeof last, sizeof last);
        ends += first + ((uint64_t)last << 32);
    } else if (text.len) {
        ends += (uint64_t)(unsigned char)text.ptr[0] << 8 |
                (uint64_t)(unsigned char)text.ptr[text.len - 1] << 16;
    }
    return (ends * 0x9e3779b97f4a7c15u) >> 32 & (NUMBERED_RECENT - 1);
}

/* Asked several times a record, mostly of short names: those of 8 to 16 bytes are equal if their
 * first and last eight are, those of 4 to 7 if their first and last four are, and need no call. */
static int is_same(struct smtplog_slice a, struct smtplog_slice b)
{
    enum { EIGHT = 8 };
    uint32_t first[2], last[2];

    if (a.len != b.len)
        return 0;
    if (a.len > 2 * EIGHT || a.len < sizeof *first)
        return slice_eq(a, b);
    if (a.len >= EIGHT)
        return scan_eight(a.ptr) == scan_eight(b.ptr) &&
               scan_eight(a.ptr + a.len - EIGHT) == scan_eight(b.ptr + b.len - EIGHT);
    memcpy(&first[0], a.ptr, sizeof *first);
    memcpy(&first[1], b.ptr, sizeof *first);
    memcpy(&last[0], a.ptr + a.len - sizeof *last, sizeof *last);
    memcpy(&last[1], b.ptr + b.len - sizeof *last, sizeof *last);
    return first[0] == first[1] && last[0] == last[1];
}

/* Numbers from 1 on, in the order in which texts were met first. */
static uint32_t find(struct numbered *n, struct smtplog_slice text)
{
    struct map_entry *e = map_put(&n->map, text);
    if (!e->value) {
        n->texts = mem_grow(n->texts, &n->cap, n->map.len, sizeof *n->texts);
        n->texts[n->map.len - 1] = e->key;
        e->value = (void *)(uintptr_t)n->map.len;
    }
    return (uint32_t)(uintptr_t)e->value;
}

uint32_t numbered_of(struct numbered *n, struct smtplog_slice text)
{
    if (!text.ptr)
        return 0;
    uint32_t *recent = &n->recent[place_of(text)];
    if (!*recent || !is_same(n->texts[*recent - 1], text))
        *recent = find(n, text);
    return *recent;
}

struct smtplog_slice numbered_text(const struct numbered *n, uint32_t number)
{
    return number ? n->texts[number - 1] : slice_of(NULL, 0);
}

size_t numbered_count(const struct numbered *n)
{
    return n->map.len;
}

void numbered_clear(struct numbered *n)
{
    map_clear(&n->map, NULL);
    memset(n->recent, 0, sizeof n->recent);
}

void numbered_release(struct numbered *n)
{
    map_release(&n->map, NULL);
    free(n->texts);
    *n = (struct numbered){0};
}
