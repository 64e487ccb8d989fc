/* masker.h - an event that names nobody, for `parse --anonymize`
 *
 * What the views of an anonymous reading of the database show (store_anonymous()), of an event
 * that stands in none.  Who is a client is told by the event alone: the peer of an inbound one.
 */
#ifndef INGEST_MASKER_H
#define INGEST_MASKER_H

#include "base/mask.h"
#include "event/event.h"

struct masker {
    enum anonymity anonymity;
    struct mask_key key;
    struct strbuf clean;                /* scratch */
    struct strbuf words;                /* masks of the present event */
};

/* Masks the names of a classified event; its slices are valid until the next call. */
void masker_mask(struct masker *m, struct event *event);
void masker_release(struct masker *m);

#endif
