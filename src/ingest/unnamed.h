/* unnamed.h - an event that names nobody, for `parse --anonymize`
 *
 * What the views of an anonymous reading of the database show (store_anonymous()), of an event
 * that stands in none.  Who is a client is told by the event alone: the peer of an inbound one.
 */
#ifndef INGEST_UNNAMED_H
#define INGEST_UNNAMED_H

#include "event/event.h"
#include "store/store.h"

struct unnamed {
    enum store_anonymity anonymity;
    struct mask_key key;
    struct strbuf clean;                /* scratch */
    struct strbuf words;                /* masks of the present event */
};

/* Masks the names of a classified event; its slices are valid until the next call. */
void unnamed_event(struct unnamed *u, struct event *event);
void unnamed_release(struct unnamed *u);

#endif
