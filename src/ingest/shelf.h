/* shelf.h - open messages that lie in the database and not in memory
 *
 * The correlator keeps the latest in memory; the others lie in the table `pending`, and it asks
 * for one when a line names it.  Nearly all that it asks for is new and lies nowhere, so what does
 * is known in memory by its hash, and the database is asked for the rest alone.  A run of few
 * lines loads not even the hashes: it costs what its lines cost, however many messages are open.
 *
 * Reading and storing are on two threads: what is put travels with the other parcels, and before
 * the database is asked all of them are delivered.  That is waiting, so what ended lately, whose
 * hash is still known (a client that comes back), is known to be gone.
 */
#ifndef INGEST_SHELF_H
#define INGEST_SHELF_H

#include "base/hashes.h"
#include "base/map.h"
#include "correlate/context.h"
#include "ingest/courier.h"
#include "store/store.h"

struct shelf {
    struct context_shelf door;          /* for correlator_shelve() */
    struct store *store;
    struct courier *courier;
    struct hashes keys;                 /* of what lies there, or did */
    struct map over;                    /* keys among them that ended lately: they do not */
    int has_all;                        /* `keys` knows all of it */
    int asked;                          /* of the database since it does not */
    int failed;                         /* the database did, told */
    struct strbuf blob;                 /* the last fetched */
};

/* -1: the database failed, told.  No parcels are under way yet. */
int shelf_open(struct shelf *s, struct store *store, struct courier *courier);
void shelf_release(struct shelf *s);

#endif
