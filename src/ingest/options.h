/* options.h - what a run reads and how, how far it is, and what it came to
 *
 * Everything in the options is borrowed and must outlive the run.
 */
#ifndef INGEST_OPTIONS_H
#define INGEST_OPTIONS_H

#include "base/diag.h"
#include "base/mask.h"
#include "classify/classify.h"
#include "export/cells.h"
#include "plugin/registry.h"

/* How far the work is, for a bar. */
struct ingest_progress {
    const char *name;                   /* file being read */
    size_t file, files;                 /* 1-based; how many */
    uint64_t bytes, bytes_all;          /* raw bytes read and to be read, over all files */
    uint64_t lines, events;             /* so far */
};

struct resume_memory;

struct ingest_options {
    const char *const *paths;           /* files, folders, patterns, "-" */
    size_t paths_len;
    const char *journal;                /* the journal of systemd too, in this folder, "": the
                                           machine's; NULL: not */
    size_t jobs;                        /* threads that frame and parse, this one too (ahead.h);
                                           0: this one */
    size_t block, least;                /* a test's: bytes of a block, and of a log whose lines are
                                           worth a look ahead; 0: as it suits */
    int recursive;                      /* folders in folders too */
    int tell_left_out;                  /* name what was left out of folders, as a note */
    int quiet;                          /* do not tell how a log was read that has no fault */
    int usual_places;                   /* the paths are guesses: say nothing of missing ones */
    const char *format, *host;          /* --format: a parser's name; --host; or NULL */
    int32_t year;                       /* --year, 0: none */
    int64_t now;                        /* Unix seconds */
    int64_t written_since, begun_until; /* files last written before, or beginning at or after, are
                                           passed over; 0: none are */
    const struct registry *registry;
    struct classifier *classifier;
    struct diag *diag;
    enum anonymity anonymity;           /* ingest_to_json(): whom the lines may name */
    struct mask_key key;                /* and the key of the words that they then have */
    int exports;                        /* ingest_to_json(): rows for another store */
    enum export_format export_format;
    void (*progress)(void *to, const struct ingest_progress *progress);     /* or NULL */
    void *progress_to;
    struct resume_memory *memory;       /* of runs that follow each other (resume.h); or NULL */
    const volatile int *stop;           /* becomes 1: finish the batch and return; or NULL */
};

struct ingest_totals {
    size_t files, unchanged;            /* mail logs read; those known to be read already */
    uint64_t lines, recognised, events, duplicates, strange, foreign, unframed, unknown;
    uint64_t passed_over;               /* records that the outlet did not want */
};

#endif
