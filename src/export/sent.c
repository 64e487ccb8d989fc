/* An hour of a busy host has a million events, so what was sent of them is small and is never
 * unpacked: reader and writer go along with the rows. */
#include "export/sent.h"

#include <string.h>

static void put_varint(struct strbuf *out, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        strbuf_char(out, (char)(n | 0x80));
    strbuf_char(out, (char)n);
}

/* Seven bits a byte, the lowest first; 0: the bytes end within a number. */
static int get_varint(struct smtplog_slice *rest, uint64_t *n)
{
    *n = 0;
    for (unsigned shift = 0; rest->len && shift < 64; shift += 7) {
        unsigned char byte = (unsigned char)*rest->ptr;
        *rest = slice_from(*rest, 1);
        *n |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return 1;
    }
    return 0;
}

/* The bytes may be damaged: a sum that is too large is any number, and no event's. */
static int64_t plus(int64_t n, uint64_t more)
{
    return (int64_t)((uint64_t)n + more);
}

/* The next event of the list: how much later than the one before, then two hashes. */
static void step(struct sent_reader *r)
{
    uint64_t later, seq;
    uint32_t hashes[2];
    r->has = get_varint(&r->rest, &later) && get_varint(&r->rest, &seq) &&
             r->rest.len >= sizeof hashes;
    if (!r->has)
        return;
    memcpy(hashes, r->rest.ptr, sizeof hashes);
    r->rest = slice_from(r->rest, sizeof hashes);
    r->at = (struct sent_event){plus(r->at.time, later), plus(later ? 0 : r->at.seq, seq),
                                hashes[0], hashes[1]};
}

struct sent_reader sent_read(struct smtplog_slice body, int64_t hour)
{
    struct sent_reader r = {.rest = body, .at = {.time = hour}};
    step(&r);
    return r;
}

int sent_find(struct sent_reader *r, int64_t time, int64_t seq)
{
    while (r->has && (r->at.time < time || (r->at.time == time && r->at.seq < seq)))
        step(r);
    return r->has && r->at.time == time && r->at.seq == seq;
}

struct sent_writer sent_write(struct strbuf *body, int64_t hour)
{
    return (struct sent_writer){.body = body, .time = hour};
}

void sent_add(struct sent_writer *w, const struct sent_event *e)
{
    const uint32_t hashes[2] = {e->row, e->group};
    put_varint(w->body, (uint64_t)(e->time - w->time));
    put_varint(w->body, (uint64_t)(e->time > w->time ? e->seq : e->seq - w->seq));
    strbuf_add(w->body, (const char *)hashes, sizeof hashes);
    w->time = e->time;
    w->seq = e->seq;
}
