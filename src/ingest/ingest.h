/* ingest.h - the whole way of the logs: bytes, lines, records, what they say, events, the database
 *
 * This is the only room that knows all the others.  It reads a set of paths in the order of
 * their first time stamps, so that a rotated set given in any order tells its messages' stories
 * from the beginning, and hands the events either to a store (each line exactly once, however
 * files are named, rotated, compressed or given twice) or to a stream as lines of JSON.
 *
 * A source is known by the hash of its first bytes, never by name or inode.  Its offset, the open
 * messages and the events of a batch are committed together, so a run that dies at any moment
 * is continued by the next one where the last commit stood.
 */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "base/diag.h"
#include "base/mask.h"
#include "classify/classify.h"
#include "plugin/registry.h"
#include "store/store.h"

#include <stdio.h>

/* How far the work is, for a bar. */
struct ingest_progress {
    const char *name;                   /* file being read */
    size_t file, files;                 /* 1-based; how many */
    uint64_t bytes, bytes_all;          /* raw bytes read and to be read, over all files */
    uint64_t lines, events;             /* so far */
};

struct ingest_options {
    const char *const *paths;           /* files, folders, patterns, "-" */
    size_t paths_len;
    int recursive;                      /* folders in folders too */
    int tell_left_out;                  /* name what was left out of folders, as a note */
    int usual_places;                   /* the paths are guesses: say nothing of missing ones */
    const char *format, *host;          /* --format: a parser's name; --host; or NULL */
    int32_t year;                       /* --year, 0: none */
    int64_t now;                        /* Unix seconds */
    int64_t written_since, begun_until; /* files last written before, or beginning at or after, are
                                           passed over; 0: none are */
    const struct registry *registry;
    struct classifier *classifier;
    struct diag *diag;
    enum anonymity anonymity;     /* ingest_to_json(): whom the lines may name */
    struct mask_key key;                /* and the key of the words that they then have */
    void (*progress)(void *to, const struct ingest_progress *progress);     /* or NULL */
    void *progress_to;
    const volatile int *stop;           /* becomes 1: finish the batch and return; or NULL */
};

struct ingest_totals {
    size_t files, unchanged;            /* mail logs read; those known to be read already */
    uint64_t lines, recognised, events, duplicates, strange, foreign, unframed, unknown;
    uint64_t passed_over;               /* records that the outlet did not want */
};

struct outlet;

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
