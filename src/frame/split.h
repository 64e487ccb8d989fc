/* split.h - Exim records that syslog got in pieces
 *
 * Exim cuts what is longer than syslog takes, and what has newlines, into pieces marked "[2/3] "
 * or "[2\3] " (log.c: write_syslog).  The pieces of one record share host, tag and pid, but those
 * of other processes may stand between them.  At most SPLIT_SETS records of SPLIT_BYTES each are
 * kept open; one more, and the oldest is given out with what it has.
 */
#ifndef FRAME_SPLIT_H
#define FRAME_SPLIT_H

#include "frame/entry.h"

enum { SPLIT_SETS = 64, SPLIT_BYTES = 64 * 1024 };

struct splits;

struct splits *splits_new(void);
void splits_free(struct splits *s);                 /* NULL is no harm */

enum split_result {
    SPLIT_NO_PIECE,                 /* an ordinary record, or a piece without a beginning */
    SPLIT_TAKEN,                    /* kept; nothing to hand on yet */
    SPLIT_READY                     /* kept; *e is now another record that is ready */
};
enum split_result splits_take(struct splits *s, struct entry *e);

/* How many records have pieces missing. */
uint32_t splits_open(const struct splits *s);
/* The oldest open record, with what it has; 0: none. */
int splits_flush(struct splits *s, struct entry *e);

#endif
