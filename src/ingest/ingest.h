/* ingest.h - the whole way of the logs: bytes, lines, records, what they say, events, the database
 *
 * This is the only room that knows all the others.  It reads a set of paths in the order of
 * their first time stamps, so that a rotated set given in any order tells its messages' stories
 * from the beginning, and hands the events either to a store (each line exactly once, however
 * files are named, rotated, compressed or given twice) or to a stream as lines of JSON.
 *
 * A source is known by what was read of it, never by name or inode.  Its offset, the open
 * messages and the events of a batch are committed together, so a run that dies at any moment
 * is continued by the next one where the last commit stood.
 */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "ingest/options.h"

#include <stdio.h>

struct outlet;
struct store;

/* Reads into the store.  -1: the database failed (told); the last commit stands.  Faults of single
 * inputs are told to diag and the rest is read. */
int ingest_to_store(struct store *store, const struct ingest_options *options,
                    struct ingest_totals *totals);

/* Reads from the beginning of every source and prints each event as a line of JSON.  A record that
 * stands in several logs is printed once.  -1: the output failed (ferror() of `out`). */
int ingest_to_json(FILE *out, const struct ingest_options *options, struct ingest_totals *totals);

/* Reads from the beginning of every source into an outlet of the caller's (outlet.h).  -1: it
 * failed. */
int ingest_to_outlet(const struct outlet *outlet, const struct ingest_options *options,
                     struct ingest_totals *totals);

#endif
