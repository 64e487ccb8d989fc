/* What lies in the database as bytes: the first byte tells which kind it is.  Whoever damaged it,
 * it is refused, or read without harm. */
#include "fuzz/fuzz.h"

#include "export/sent.h"
#include "input/blocks.h"
#include "store/pack.h"
#include "store/twins.h"

#include <string.h>

static void read_pack(struct smtplog_slice bytes)
{
    struct pack p = {.len = 0};
    struct strbuf out = {0};
    if (pack_read(&p, bytes, ~0u) == 0) {
        for (int c = 0; c < PACK_COLUMNS && p.len; c++)
            fuzz_touch(slice_of((const char *)p.column[c], p.len * sizeof *p.column[c]));
        pack_write(&p, &out);
    }
    pack_clear(&p);
    pack_read(&p, bytes, 1u << PACK_TIME | 1u << PACK_REASON);
    strbuf_release(&out);
    pack_release(&p);
}

static void read_sent(struct smtplog_slice bytes)
{
    struct sent_reader r = sent_read(bytes, 1795456800);
    sent_find(&r, 1795456801, 0);
    sent_find(&r, INT64_MAX, INT64_MAX);
}

/* Back and forth they are the same. */
static void read_blocks(struct smtplog_slice bytes)
{
    struct blocks b = {.len = 0};
    struct strbuf out = {0};
    if (blocks_read(&b, bytes) == 0) {
        blocks_feed(&b, "line\n", 5);
        blocks_write(&b, UINT64_MAX, &out);
        FUZZ_MUST(out.len == bytes.len && (!out.len || !memcmp(out.ptr, bytes.ptr, out.len)));
    }
    strbuf_release(&out);
    blocks_release(&b);
}

static void read_trail(struct smtplog_slice bytes)
{
    struct trail_record r;
    for (int cursors = 0; cursors < 2; cursors++)
        for (size_t at = 0; trail_read(bytes.ptr, bytes.len, &at, cursors, &r);)
            FUZZ_MUST(at <= bytes.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static void (*const kinds[])(struct smtplog_slice) = {read_pack, read_sent, read_blocks,
                                                          read_trail};
    size_t kind = fuzz_byte(&bytes, &len) % (sizeof kinds / sizeof *kinds);
    char *copy = fuzz_copy(bytes, len);
    kinds[kind](slice_of(copy, len));
    free(copy);
    return 0;
}
