/* source.h - one source while it is read: how far, and what it has said so far
 *
 * Filled by reader.c, and by the outlet when the source is opened, if it knows it from an earlier
 * run. Nothing here belongs to a destination: what the database alone needs to find a source again
 * (its head, its row) stays in to_store.c.
 */
#ifndef INGEST_SOURCE_H
#define INGEST_SOURCE_H

#include "base/strbuf.h"

#include <stdint.h>

struct source {
    char *name;                         /* path as given; owned, like the next three */
    char *format, *host;                /* the parser and the host first met; NULL: not known
                                           yet */
    char *wrapping;                     /* what stands around its lines (frame/unwrap.h: a plan's
                                           name); NULL: not known yet */
    struct strbuf framer;               /* the framer's state, opaque */
    struct strbuf blocks;               /* what was read of it is known by (input/blocks.h);
                                           opaque */
    uint64_t known_until;               /* of a source read for the first time: so many first bytes
                                           are those of another, `like`, and were read there */
    int64_t like;                       /* the outlet's number of that one; 0: none */
    uint64_t identity;                  /* of its first line: the same however the log grows, and
                                           whatever its name; 0: the outlet has none */
    uint64_t offset, line_no;           /* uncompressed bytes read so far, and the lines in them */
    uint64_t lines, recognised;         /* read; said something or were known to be harmless */
    uint64_t strange, foreign, unframed;    /* words of failure in no known form; other programs'
                                               lines; lines without time stamp */
    uint64_t unknown;                   /* a mail server's lines in no known form, without words of
                                           failure, or in a wrapping that was not taken off */
    int64_t first_time, last_time;      /* of its records, Unix seconds; 0: none */
    int64_t size, mtime_ns;             /* of the file when it was last read to its end; 0:
                                           never */
    int64_t device, inode;              /* of that file */
    uint64_t tail_hash;                 /* of the tail_len bytes before `offset` */
    uint32_t tail_len;
    int complete;                       /* read to its end, and it cannot grow (compressed) */
};

/* The numbers of a source that the database keeps, under the same names: given to the reader when
 * the source is opened, sent back with each checkpoint.  X(member) for each; in the first list are
 * those that a failed run takes back to what was kept. */
#define SOURCE_COUNTS(X) \
    X(line_no) X(recognised) X(strange) X(foreign) X(unframed) X(unknown)
#define SOURCE_NUMBERS(X) \
    SOURCE_COUNTS(X) X(offset) X(lines) X(first_time) X(last_time) X(size) X(mtime_ns) X(device) \
    X(inode) X(complete) X(tail_hash) X(tail_len)

void source_release(struct source *s);  /* what it owns; not itself */

#endif
