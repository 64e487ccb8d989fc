/* blocks.h - what a text is known by: a hash of each of its blocks
 *
 * A block ends with the first line that makes it long enough: BLOCK_LEAST bytes, or a share of the
 * text before it, whichever is more.  So a log of a kilobyte has none, one of a megabyte some two
 * hundred, and one of ten gigabytes a thousand.  Each hash begins with the one before as its seed:
 * the last stands for all of the text up to there.  Equal texts have equal blocks, in however many
 * runs they were read, for what ends a block is in the text alone.
 */
#ifndef INPUT_BLOCKS_H
#define INPUT_BLOCKS_H

#include "base/hash.h"
#include "base/strbuf.h"

enum { BLOCK_LEAST = 4096, BLOCK_SHARE = 64 };

struct block {
    uint64_t end;                       /* offset of the byte behind it */
    uint64_t hash;
};

struct blocks {                         /* zeroed and then begun */
    struct block *list;
    size_t len, cap;
    struct hash_run open;               /* of the bytes behind the last block */
};

void blocks_begin(struct blocks *b);    /* from the first byte of a text on */
void blocks_feed(struct blocks *b, const char *bytes, size_t len);
uint64_t blocks_end(const struct blocks *b);    /* where the last whole block ends; 0: none */
/* All bytes up to `offset`, where a line ends, are fed: closes the block if it is long enough. */
void blocks_line(struct blocks *b, uint64_t offset);
/* would blocks_line() close one? */
int blocks_are_due(const struct blocks *b, uint64_t offset);
void blocks_release(struct blocks *b);

/* As bytes, for the database: those that end at `until` or before; and back, ready to be fed what
 * follows the last of them.  -1: it is no list of blocks, and there are none. */
void blocks_write(const struct blocks *b, uint64_t until, struct strbuf *out);
int blocks_read(struct blocks *b, struct smtplog_slice bytes);

#endif
