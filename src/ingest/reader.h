/* reader.h - one source, from its bytes to what it says */
#ifndef INGEST_READER_H
#define INGEST_READER_H

#include "frame/frame.h"
#include "ingest/options.h"
#include "ingest/outlet.h"

/* What all sources of a run share. */
struct run {
    const struct ingest_options *options;
    const struct smtplog_parser *only;  /* from --format, or NULL */
    struct outlet outlet;
    struct correlator *correlator;
    struct dispatch *scout;             /* parsers that are asked of samples; made at the first
                                           use */
    struct frame_judge judge;           /* asks them */
    struct ingest_totals totals;
    struct ingest_progress progress;
    uint64_t bytes_before;              /* raw bytes of the sources that are done with */
};

enum {
    READER_GIVEN = 1,                   /* named on the command line: its faults are errors */
    READER_WHOLE = 2                    /* an unterminated last line counts: nobody will end it */
};

/* Reads a source to its present end.  -1: the outlet failed and the run must end. */
int reader_run(struct run *run, const char *path, unsigned flags);

/* Time of the source's first record, for the order of reading; INT64_MAX if it has none. */
int64_t reader_first_time(struct run *run, const char *path);

#endif
