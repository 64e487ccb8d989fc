/* numbered.h - a number for each text, so that who sums by texts compares numbers
 *
 * Numbers count from 1 on, in the order in which the texts came; 0 is the text that is not known
 * (ptr NULL).  Texts are copied in and owned here.  A zeroed struct is a valid empty table.
 *
 * Lines name few hosts and programs and those again and again: a text that came a moment ago is
 * found by its length and its ends, with a comparison and no hash.
 */
#ifndef BASE_NUMBERED_H
#define BASE_NUMBERED_H

#include "base/map.h"

enum { NUMBERED_RECENT = 1024 };         /* a power of two */

struct numbered {
    struct map map;                     /* text -> its number */
    uint32_t recent[NUMBERED_RECENT];   /* numbers, by a text's length and ends; 0: none */
    struct smtplog_slice *texts;        /* by number - 1; owned by the map */
    size_t cap;
};

/* The number of the text, from 1 on; a new text gets the next one, and a copy is kept. */
uint32_t numbered_of(struct numbered *n, struct smtplog_slice text);
/* Valid until numbered_clear(). */
struct smtplog_slice numbered_text(const struct numbered *n, uint32_t number);
size_t numbered_count(const struct numbered *n);
void numbered_clear(struct numbered *n);
void numbered_release(struct numbered *n);

#endif
