/* blocks.c - blocks grow with the text, so that their number stays small and an edit is still
 * found within some percent of where it stands; what follows it is told apart record by record. */
#include "input/blocks.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static uint64_t last_hash(const struct blocks *b)
{
    return b->len ? b->list[b->len - 1].hash : 0;
}

void blocks_begin(struct blocks *b)
{
    b->len = 0;
    hash_run_begin(&b->open, 0);
}

void blocks_feed(struct blocks *b, const char *bytes, size_t len)
{
    hash_run_add(&b->open, bytes, len);
}

uint64_t blocks_end(const struct blocks *b)
{
    return b->len ? b->list[b->len - 1].end : 0;
}

int blocks_are_due(const struct blocks *b, uint64_t offset)
{
    uint64_t begun = blocks_end(b), share = begun / BLOCK_SHARE;
    return offset - begun >= (share > BLOCK_LEAST ? share : BLOCK_LEAST);
}

void blocks_line(struct blocks *b, uint64_t offset)
{
    if (!blocks_are_due(b, offset))
        return;
    struct block whole = {offset, hash_run_end(&b->open)};
    b->list = mem_grow(b->list, &b->cap, b->len + 1, sizeof *b->list);
    b->list[b->len++] = whole;
    hash_run_begin(&b->open, whole.hash);
}

void blocks_release(struct blocks *b)
{
    free(b->list);
    *b = (struct blocks){0};
}

void blocks_write(const struct blocks *b, uint64_t until, struct strbuf *out)
{
    for (size_t i = 0; i < b->len && b->list[i].end <= until; i++)
        strbuf_add(out, (const char *)&b->list[i], sizeof b->list[i]);
}

int blocks_read(struct blocks *b, struct smtplog_slice bytes)
{
    size_t n = bytes.len / sizeof *b->list;
    uint64_t end = 0;

    blocks_begin(b);
    if (bytes.len != n * sizeof *b->list)
        return -1;
    b->list = mem_grow(b->list, &b->cap, n, sizeof *b->list);
    if (n)
        memcpy(b->list, bytes.ptr, bytes.len);
    for (size_t i = 0; i < n; end = b->list[i++].end)
        if (b->list[i].end <= end)
            return -1;
    b->len = n;
    hash_run_begin(&b->open, last_hash(b));
    return 0;
}
