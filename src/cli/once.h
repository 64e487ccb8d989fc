/* once.h - what is told again and again is told once
 *
 * A listener that passes on what it did not hear in the round before: a fault that stays, such as
 * a file that cannot be read, is told when it comes, and again only if it went away meanwhile.
 */
#ifndef CLI_ONCE_H
#define CLI_ONCE_H

#include "base/diag.h"
#include "base/map.h"

struct once {
    struct diag diag;                   /* for the rooms to speak to */
    struct diag *to;                    /* who is told */
    struct map before, now;             /* sentences of the last round and of this one */
};

/* From now on `o` stands between whoever tells and `to`, which must outlive it. */
void once_begin(struct once *o, struct diag *to);
void once_round(struct once *o);        /* a new one begins */
void once_release(struct once *o);

#endif
