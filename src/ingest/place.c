/* The place up to which a source was read: how it is reached again, and what is written down of
 * it. A name is no place, files are renamed, packed and copied: hashes of the bytes before it
 * are. */
#include "ingest/reading.h"

#include "base/hash.h"
#include "base/secret.h"

/* The last line is kept for "last message repeated" if it is no longer than this. */
enum { LAST_LINE_MOST = 4096 };
/* Bytes before a place that it is known again by. */
enum { TAIL_MOST = 1024 };

int reading_go_there(struct reading *r)
{
    const uint64_t offset = r->source.offset;

    if (blocks_read(&r->blocks, strbuf_view(&r->source.blocks)) != 0)
        blocks_begin(&r->blocks);
    if (offset == stream_offset(r->stream))
        return 0;       /* and maybe at its end: a packed one need not be unpacked again */
    if (stream_offset(r->stream) > 0 && stream_rewind(r->stream) != 0)
        return -1;
    if (stream_skip(r->stream, blocks_end(&r->blocks)) != 0)
        return -1;
    while (stream_offset(r->stream) < offset) {
        size_t left = (size_t)(offset - stream_offset(r->stream));
        struct smtplog_slice bytes = stream_take(r->stream, left);
        if (!bytes.len)
            return -1;
        blocks_feed(&r->blocks, bytes.ptr, bytes.len);
    }
    return 0;
}

/* The plan is the source's from now on. */
static void note_plan(struct reading *r)
{
    struct unwrap_plan plan;
    struct strbuf name = {0};
    if (r->source.wrapping || !framer_plan(r->framer, &plan))
        return;
    unwrap_name(&name, &plan);
    r->source.wrapping = strbuf_steal(&name);
}

/* The bytes before the offset, to know the place again by: all behind the last whole block, if no
 * more was taken from the stream, else as many as a look back gives. */
static void note_tail(struct reading *r)
{
    struct source *s = &r->source;
    char bytes[TAIL_MOST];
    size_t want = s->offset < TAIL_MOST ? (size_t)s->offset : TAIL_MOST;

    if (s->offset == r->begun_at && s->tail_len)
        return;                         /* nothing was read: it stands as it was found */
    if (lines_hash(&r->lines) == s->offset) {
        s->tail_len = (uint32_t)(s->offset - blocks_end(&r->blocks));
        s->tail_hash = hash_run_end(&r->blocks.open);
        return;
    }
    s->tail_len = 0;
    if (want && stream_peek(r->stream, s->offset - want, bytes, want) == (ssize_t)want) {
        s->tail_len = (uint32_t)want;
        s->tail_hash = hash_bytes(bytes, want, 0);
    }
}

/* By what it will be known that so much was read: hashes of the bytes, or a journal's cursor. */
static void note_bytes(struct reading *r)
{
    strbuf_clear(&r->source.blocks);
    if (stream_facts(r->stream)->is_journal) {
        strbuf_slice(&r->source.blocks, stream_cursor(r->stream, r->source.offset));
        return;
    }
    blocks_write(&r->blocks, r->source.offset, &r->source.blocks);
    note_tail(r);
}

/* The last line is masked: a database keeps no secret, not even for a moment. */
int reading_checkpoint(struct reading *r, int at_end)
{
    struct smtplog_slice last = framer_last(r->framer);
    struct framer_state state;

    framer_save(r->framer, &state);
    strbuf_clear(&r->source.framer);
    strbuf_add(&r->source.framer, (const char *)&state, sizeof state);
    if (last.len <= LAST_LINE_MOST)
        secret_mask(&r->source.framer, last);
    note_plan(r);
    note_bytes(r);
    r->lines_at_checkpoint = r->source.line_no;
    hear_give_trail(&r->hearing);
    if (at_end)
        correlate_end(r->run->correlator, 0);
    return r->run->outlet.checkpoint(r->run->outlet.to, &r->source, at_end);
}
