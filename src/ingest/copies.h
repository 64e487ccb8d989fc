/* copies.h - records that stand in several logs, where there is no database to ask
 *
 * The same matching as store_event() does: a record's copies in other channels count once, equal
 * records within a channel each count.  Remembers every event, so it is only used where more
 * than one channel is read.
 */
#ifndef INGEST_COPIES_H
#define INGEST_COPIES_H

#include "base/map.h"

struct copies {
    struct map seen;                    /* time and identity -> list of channel masks */
};

/* 1 if this event of `channel` (0..62) is new, 0 if it is the copy of one from another channel. */
int copies_take(struct copies *c, int64_t time, uint64_t identity, int channel);
void copies_release(struct copies *c);

#endif
