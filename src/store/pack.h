/* pack.h - an hour's events as columns of small numbers
 *
 * Reports read events by the million, and of each only a few ids.  As rows of the table, each with
 * its message's row beside it, an event costs a microsecond; from a pack some ten nanoseconds a
 * column.  A pack holds all events of one hour in order of time, every id resolved:
 * sender and SASL user are the message's where the event's row leaves them to it, and
 * `domain` is the recipient's.
 *
 * As bytes: the number of events, then for each column its length and kind, and varints
 * (seven bits a byte, the lowest first): one for all if all are equal, else the values,
 * or the differences of neighbours (zigzag), whichever is shorter.  Ids are those of
 * the database; 0: not known.
 */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include "base/strbuf.h"

enum pack_column {
    PACK_TIME,                          /* Unix seconds, UTC */
    PACK_SEQ,                           /* within the second: with the time the event's key */
    PACK_REASON, PACK_HOST, PACK_PEER, PACK_SENDER, PACK_RECIPIENT, PACK_DOMAIN, PACK_SASL,
    PACK_MESSAGE, PACK_COLUMNS
};

struct pack {                           /* zeroed is an empty pack */
    int64_t *column[PACK_COLUMNS];      /* `len` values each, owned */
    size_t len, cap;
};

/* Rows come in order of time and place. */
void pack_add(struct pack *p, const int64_t row[PACK_COLUMNS]);
/* Appends the pack as bytes: differences of neighbours, a column after the other. */
void pack_write(const struct pack *p, struct strbuf *out);
/* Replaces what p holds by what `bytes` tell of the columns whose bits (1 << PACK_TIME, ...) are
 * set in `wanted`; the others hold nothing of use.  -1: the bytes are no pack. */
int pack_read(struct pack *p, struct smtplog_slice bytes, unsigned wanted);
void pack_clear(struct pack *p);        /* empty, memory kept */
void pack_release(struct pack *p);

#endif
