/* pack.h - an hour's events as columns of small numbers
 *
 * Reports read events by the million, and of each only a few ids.  As rows of the table, each with
 * its message's row beside it, an event costs a microsecond; from a pack some ten nanoseconds a
 * column.  A pack holds all events of one hour in order of time, every id resolved:
 * sender and SASL user are the message's where the event's row leaves them to it, and
 * `domain` is the recipient's.
 *
 * As bytes: the number of events, then for each column its length and kind, and its values in the
 * shortest of the ways of enum pack_kind.  Ids are those of the database; 0: not known.
 */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include "base/strbuf.h"

#include <stdint.h>

enum pack_column {
    PACK_TIME,                          /* Unix seconds, UTC */
    PACK_SEQ,                           /* within the second: with the time the event's key */
    PACK_REASON, PACK_HOST, PACK_PEER, PACK_SENDER, PACK_RECIPIENT, PACK_DOMAIN, PACK_SASL,
    PACK_MESSAGE, PACK_COLUMNS
};

/* Varints have seven bits a byte, the lowest first; numbers of a width their lowest byte first.
 * What has a width is read in a third of the time, so a little more room is given for it. */
enum pack_kind {
    PACK_EQUAL,                         /* a varint for all */
    PACK_PLAIN,                         /* varints */
    PACK_STEPS,                         /* varints: differences of neighbours (zigzag) */
    PACK_FIXED,                         /* a byte: the width; numbers of so many bytes */
    PACK_SPARSE,                        /* a byte: the width; a bit for each row, 0: its value is
                                           0; the others */
    PACK_KINDS
};
enum { PACK_WIDTH_MAX = 4 };

struct pack {                           /* zeroed is an empty pack */
    int64_t *column[PACK_COLUMNS];      /* `len` values each, owned */
    size_t len, cap;
};

/* Rows come in order of time and place. */
void pack_add(struct pack *p, const int64_t row[PACK_COLUMNS]);
/* Appends the pack as bytes, a column after the other. */
void pack_write(const struct pack *p, struct strbuf *out);
/* Replaces what p holds by what `bytes` tell of the columns whose bits (1 << PACK_TIME, ...) are
 * set in `wanted`; the others hold nothing of use.  -1: the bytes are no pack. */
int pack_read(struct pack *p, struct smtplog_slice bytes, unsigned wanted);

/* The same in stretches of at most so many rows:
 *     if (pack_open(&reader, bytes, wanted) == 0)
 *         while (pack_next(&reader, &pack, most))
 *             ... pack.len rows ...
 * `bytes` stay while it is read. */
struct pack_reader {
    struct pack_at {
        enum pack_kind kind;
        const unsigned char *at, *end;  /* what is not read yet */
        const unsigned char *bits;      /* of PACK_SPARSE, and which is next */
        size_t bit;
        unsigned width;
        uint32_t mask;
        uint64_t value;                 /* the last one */
    } column[PACK_COLUMNS];
    size_t left;                        /* rows */
    unsigned wanted;
};
int pack_open(struct pack_reader *r, struct smtplog_slice bytes, unsigned wanted);
size_t pack_next(struct pack_reader *r, struct pack *p, size_t most);  /* rows; 0: the end */

void pack_room(struct pack *p, size_t len);     /* in all columns */
void pack_clear(struct pack *p);        /* empty, memory kept */
void pack_release(struct pack *p);

#endif
