/* A hash of six bytes tells two records of one second apart but once in 2^48, and a year of them
 * still fits beside the events. */
#include "store/trail.h"

#include "base/mem.h"
#include "base/units.h"

#include <stdlib.h>
#include <string.h>

/* TRAIL_BYTES: so many wait before they are handed out. */
enum { CURSOR_BYTES = 4, TRAIL_BYTES = 32 * 1024 };

int64_t trail_hour_of(int64_t time)
{
    return time - ((time % HOUR) + HOUR) % HOUR;
}

static size_t width_of(int cursors)
{
    return cursors ? TRAIL_WORD_BYTES + CURSOR_BYTES : TRAIL_WORD_BYTES;
}

size_t trail_len(const struct trail *t)
{
    return t->body.len / width_of(t->cursors);
}

int trail_read(const char *body, size_t len, size_t *at, int cursors, struct trail_record *r)
{
    uint32_t cursor = 0;
    size_t width = width_of(cursors);
    if (*at + width > len)
        return 0;
    r->words = 0;
    memcpy(&r->words, body + *at, TRAIL_WORD_BYTES);    /* little-endian, as it was put */
    if (cursors)
        memcpy(&cursor, body + *at + TRAIL_WORD_BYTES, sizeof cursor);
    r->cursor = cursor;
    *at += width;
    return 1;
}

/* ---- The trail of the source that is being read ------------------------------------------- */

/* Where the record's place is; NULL: there are too many hosts or hours. */
static struct trail_part *part_of(struct own_trail *t, int64_t hour, struct smtplog_slice host,
                                  int cursors)
{
    for (size_t i = t->parts_len; i-- > 0;) {
        struct trail_part *p = &t->parts[i];
        if (p->hour == hour && p->cursors == cursors &&
            slice_eq(host, slice_of(p->host, p->host_len)))
            return p;
    }
    if (t->parts_len == TRAIL_PARTS)
        return NULL;
    struct trail_part *p = &t->parts[t->parts_len++];
    *p = (struct trail_part){.hour = hour, .host = mem_strn(host.ptr, host.len),
                             .host_len = host.len, .cursors = cursors};
    return p;
}

/* A log of more hosts than this keeps them together: a row for each would be large. */
static struct smtplog_slice host_of(struct own_trail *t, const struct trail_record *r)
{
    if (!t->many_hosts && t->parts_len == TRAIL_PARTS) {
        size_t hosts = 1;
        for (size_t i = 1; i < t->parts_len; i++)
            hosts += strcmp(t->parts[i].host, t->parts[i - 1].host) != 0;
        t->many_hosts = hosts > TRAIL_PARTS / 2;
    }
    return t->many_hosts ? SLICE_LIT("") : r->host;
}

int own_trail_add(struct own_trail *t, const struct trail_record *r)
{
    uint64_t words = r->words & TRAIL_WORDS;
    uint32_t cursor = (uint32_t)r->cursor;
    struct trail_part *p = part_of(t, trail_hour_of(r->time), host_of(t, r), cursor != 0);

    if (!p)
        p = &t->parts[0], t->waiting = TRAIL_BYTES;     /* a place among others, and all goes
                                                           out */
    strbuf_add(&p->body, (const char *)&words, TRAIL_WORD_BYTES);
    if (p->cursors)
        strbuf_add(&p->body, (const char *)&cursor, sizeof cursor);
    t->waiting += TRAIL_WORD_BYTES;
    return t->waiting >= TRAIL_BYTES;
}

void own_trail_give(struct own_trail *t, trail_take *take, void *to)
{
    for (size_t i = 0; i < t->parts_len; i++) {
        struct trail_part *p = &t->parts[i];
        struct trail trail = {.hour = p->hour, .host = slice_str(p->host),
                              .body = strbuf_view(&p->body), .cursors = p->cursors};
        if (p->body.len && take)
            take(to, &trail);
        free(p->host);
        strbuf_release(&p->body);
    }
    t->parts_len = t->waiting = 0;
}
