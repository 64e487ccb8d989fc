/* to_store.h - the outlet of `smtplog ingest`: everything into the database, exactly once
 *
 * Knows a source by its content: the hash of its first bytes (at most 4096), of as many as there
 * were when it was last read; on resuming a plain file also by the bytes before the offset.  The
 * storing itself happens on another thread (courier.h, writer.h).
 */
#ifndef INGEST_TO_STORE_H
#define INGEST_TO_STORE_H

#include "ingest/options.h"
#include "ingest/outlet.h"

struct store;
struct to_store;

/* Into the store, from a thread of its own; the caller leaves the store alone until
 * to_store_finish(). */
struct to_store *to_store_new(struct store *store, const struct ingest_options *options,
                              struct ingest_totals *totals);
struct outlet to_store_outlet(struct to_store *t);
/* Claims the store and gives the correlator its open messages back.  -1: told. */
int to_store_start(struct to_store *t, struct correlator *correlator);
/* Waits until all is stored and fills in the totals.  -1: something failed, told. */
int to_store_finish(struct to_store *t);
void to_store_free(struct to_store *t);

#endif
