/* reader.h - one source, from its bytes to what it says */
#ifndef INGEST_READER_H
#define INGEST_READER_H

#include "ingest/run.h"

enum {
    READER_GIVEN = 1,                   /* named on the command line: its faults are errors */
    READER_WHOLE = 2                    /* an unterminated last line counts: nobody will end it */
};

/* Reads a source to its present end.  -1: the outlet failed and the run must end. */
int reader_run(struct run *run, const char *path, unsigned flags);
/* The same of the journal of systemd; folder NULL: this machine's. */
int reader_run_journal(struct run *run, const char *folder);

#endif
