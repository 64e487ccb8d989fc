/* Lines point into the block that was read; only a line over the edge of two blocks is copied. */
#include "input/lines.h"

#include "input/stream.h"

#include <smtplog/scan.h>

void lines_init(struct lines *l, struct line_feed feed, uint64_t offset, uint64_t number,
                int growing)
{
    *l = (struct lines){.feed = feed, .offset = offset, .number = number, .growing = growing};
}

static struct smtplog_slice next_of_stream(void *from)
{
    return stream_block(from);
}

enum line_end lines_end_of_stream(const struct stream *s)
{
    return stream_is_damaged(s) ? LINE_END_CUT
           : stream_pauses(s) ? LINE_END_PAUSE : LINE_END_WHOLE;
}

static enum line_end end_of_stream(void *from)
{
    return lines_end_of_stream(from);
}

void lines_of_stream(struct lines *l, struct stream *s, uint64_t number, int growing)
{
    struct line_feed feed = {.next = next_of_stream, .end = end_of_stream, .from = s};
    lines_init(l, feed, stream_offset(s), number, growing);
}

void lines_release(struct lines *l)
{
    strbuf_release(&l->carry);
}

/* All bytes of the block before `end` go to who knows texts by their blocks. */
static void hash_to(struct lines *l, const char *end)
{
    if (l->blocks && end > l->unhashed)
        blocks_feed(l->blocks, l->unhashed, (size_t)(end - l->unhashed));
    l->unhashed = end;
}

/* A line ends where the rest of the block begins. */
static void hash_line(struct lines *l)
{
    if (!l->blocks || !blocks_are_due(l->blocks, l->offset))
        return;
    hash_to(l, l->block.ptr);
    blocks_line(l->blocks, l->offset);
}

uint64_t lines_hash(struct lines *l)
{
    hash_to(l, l->block.ptr);
    return l->offset + l->carried;
}

static const char byte_order_mark[] = "\xef\xbb\xbf";

/* How long a line may be that begins so: JSON, or a statement of a database's dump. */
static size_t most_of(struct smtplog_slice front)
{
    if (slice_starts(front, byte_order_mark))
        front = slice_from(front, sizeof byte_order_mark - 1);
    front = slice_trim(front);
    return (front.len && strchr("{[\"", front.ptr[0])) || slice_starts(front, "INSERT INTO ")
               ? LINE_MAX_JSON : LINE_MAX_BYTES;
}

/* Puts a part of a line aside, no more than a line may have. */
static void carry(struct lines *l, struct smtplog_slice part)
{
    size_t most = most_of(l->carry.len ? strbuf_view(&l->carry) : part);
    size_t room = most - l->carry.len;
    strbuf_add(&l->carry, part.ptr, part.len < room ? part.len : room);
    l->carried += part.len;
}

/* Gives out the line whose text is `text`, cut to what a line may have, and whose bytes in the
 * source, its end included, are `size`. */
static int give(struct lines *l, struct line *line, struct smtplog_slice text, uint64_t size,
                unsigned flags)
{
    const size_t most = text.len > LINE_MAX_BYTES ? most_of(text) : LINE_MAX_BYTES;

    if (size > text.len + 1 || text.len > most) {
        flags |= LINE_CUT;
        l->cut++;
    }
    text = slice_head(text, most);
    if (!(flags & LINE_CUT) && text.len && text.ptr[text.len - 1] == '\r')
        text.len--;
    if (l->offset == 0 && slice_starts(text, byte_order_mark))
        text = slice_from(text, sizeof byte_order_mark - 1);
    *line = (struct line){text, ++l->number, l->offset, l->offset + size, flags, NULL};
    if (l->feed.ahead)
        line->ahead = l->feed.ahead(l->feed.from, text, line->number);
    l->offset += size;
    l->carried = 0;
    if (!(flags & LINE_UNTERMINATED))
        hash_line(l);
    return 1;
}

/* The rest of a carried line, now that its end is found at `len` of the block. */
static int give_carried(struct lines *l, struct line *line, size_t len)
{
    carry(l, slice_head(l->block, len));
    l->block = slice_from(l->block, len + 1);
    return give(l, line, strbuf_view(&l->carry), l->carried + 1, 0);
}

int lines_next(struct lines *l, struct line *line)
{
    if (l->carried == 0)
        l->carry.len = 0;
    for (;;) {
        const char *end = l->block.len ? memchr(l->block.ptr, '\n', l->block.len) : NULL;
        if (end) {
            size_t len = (size_t)(end - l->block.ptr);
            if (l->carried)
                return give_carried(l, line, len);
            struct smtplog_slice text = slice_head(l->block, len);
            l->block = slice_from(l->block, len + 1);
            return give(l, line, text, len + 1, 0);
        }
        if (l->block.len)
            carry(l, l->block);
        if (l->block.ptr)
            hash_to(l, l->block.ptr + l->block.len);
        l->block = l->feed.next(l->feed.from);
        l->unhashed = l->block.ptr;
        if (l->block.len == 0) {
            l->end = l->feed.end ? l->feed.end(l->feed.from) : LINE_END_WHOLE;
            if (l->growing || l->carried == 0 || l->end != LINE_END_WHOLE)
                return 0;
            return give(l, line, strbuf_view(&l->carry), l->carried, LINE_UNTERMINATED);
        }
    }
}
