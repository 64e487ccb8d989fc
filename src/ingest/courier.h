/* courier.h - carries what the reader says to the thread that stores it
 *
 * Reading and parsing take one core, classifying and storing another.  The reader packs parcels
 * into crates, copying the text that they need; full crates go to the other thread in order,
 * through a ring of a few (base/ring.h), so memory is bounded and a slow disk slows the reader.
 * The other thread calls deliver() for each parcel.  courier_wait() brings both together:
 * afterwards all is delivered and the reader may itself use what deliver() uses, until it packs
 * again.
 *
 * A parcel takes what its value and texts take, so that the sums of a checkpoint, some thousands
 * at once, find room in the ring and the reader goes on while they are stored.
 */
#ifndef INGEST_COURIER_H
#define INGEST_COURIER_H

#include "correlate/correlate.h"
#include "event/strange.h"
#include "ingest/jump.h"
#include "ingest/source.h"
#include "store/twins.h"

enum parcel_kind {                      /* and the type of its value */
    PARCEL_EVENT, PARCEL_MESSAGE,       /* struct event */
    PARCEL_REPLY,                       /* struct reply_count */
    PARCEL_FATE,                        /* struct delivery_fate */
    PARCEL_FLOW, PARCEL_DELIVERY,       /* struct flow */
    PARCEL_LOGIN,                       /* struct login */
    PARCEL_ARRIVAL,                     /* struct arrival */
    PARCEL_STRANGE,                     /* struct parcel_strange */
    PARCEL_JUMP,                        /* struct jump */
    PARCEL_TRAIL,                       /* struct trail */
    PARCEL_TWIN,                        /* int64_t */
    PARCEL_PENDING_PUT, PARCEL_PENDING_DROP,    /* struct parcel_pending */
    PARCEL_CHECKPOINT                   /* struct checkpoint */
};

/* A line that was not understood, its secrets masked. */
struct parcel_strange {
    struct smtplog_slice body;
    uint64_t number;
    int64_t time;
    enum strange_kind kind;
};

/* An open message; of PENDING_DROP the key alone. */
struct parcel_pending {
    struct smtplog_slice key, blob;
    int64_t touched;
};

struct checkpoint {
    struct source source;               /* its numbers; the texts are the slices, NULL where
                                           none */
    struct smtplog_slice framer, blocks, format, host, wrapping;
};

struct courier;

/* Gets the value of each parcel, which is its own until it returns. */
typedef void courier_deliver(void *to, enum parcel_kind kind, void *value);

/* `deliver` runs on the writer's thread, a parcel at a time and in order; on the caller's own
 * where no thread can be had. */
struct courier *courier_new(courier_deliver *deliver, void *to);
void courier_free(struct courier *c);   /* after courier_wait() */

/* A parcel with a copy of `value`, which is of the kind's type, and of its texts: they live until
 * it is delivered. */
void courier_pack(struct courier *c, enum parcel_kind kind, const void *value);
/* Sends what is packed, without waiting. */
void courier_send(struct courier *c);
void courier_wait(struct courier *c);

#endif
