/* courier.h - carries what the reader says to the thread that stores it
 *
 * Reading and parsing take one core, classifying and storing another.  The reader packs parcels
 * into crates, copying the text that they need; full crates go to the other thread in order,
 * through a ring of a few (base/ring.h), so memory is bounded and a slow disk slows the reader.
 * The other thread calls deliver() for each parcel.  courier_wait() brings both together:
 * afterwards all is delivered and the reader may itself use what deliver() uses, until it packs
 * again.
 */
#ifndef INGEST_COURIER_H
#define INGEST_COURIER_H

#include "correlate/correlate.h"
#include "event/strange.h"
#include "ingest/jump.h"
#include "ingest/source.h"
#include "store/twins.h"

enum parcel_kind {
    PARCEL_EVENT, PARCEL_MESSAGE, PARCEL_REPLY, PARCEL_FATE, PARCEL_FLOW, PARCEL_DELIVERY,
    PARCEL_LOGIN, PARCEL_ARRIVAL, PARCEL_STRANGE, PARCEL_JUMP, PARCEL_TRAIL, PARCEL_TWIN,
    PARCEL_PENDING_PUT, PARCEL_PENDING_DROP, PARCEL_CHECKPOINT
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

struct parcel {
    enum parcel_kind kind;
    union {
        struct event event;             /* EVENT, MESSAGE */
        struct reply_count reply;
        struct delivery_fate fate;
        struct flow flow;               /* FLOW, DELIVERY */
        struct login login;
        struct arrival arrival;
        struct parcel_strange strange;
        struct jump jump;
        struct trail trail;
        int64_t twin;
        struct parcel_pending pending;
        struct checkpoint checkpoint;
    } u;
};

struct courier;

struct courier *courier_new(void (*deliver)(void *to, struct parcel *parcel), void *to);
void courier_free(struct courier *c);   /* after courier_wait() */

/* A parcel with a copy of `value`, which is the member of `u` of that kind, and of its texts: they
 * live until it is delivered. */
void courier_pack(struct courier *c, enum parcel_kind kind, const void *value);
/* Sends what is packed, without waiting. */
void courier_send(struct courier *c);
void courier_wait(struct courier *c);

#endif
