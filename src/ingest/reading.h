/* reading.h - one source on its way through, for reader.c and place.c
 *
 * reader.c walks over the records, place.c knows how far they were read and by what that place
 * will be found again.
 */
#ifndef INGEST_READING_H
#define INGEST_READING_H

#include "frame/newest.h"
#include "ingest/hear.h"
#include "ingest/run.h"
#include "input/lines.h"

struct reading {
    struct run *run;
    struct stream *stream;
    struct lines lines;
    struct ahead *ahead;                /* who looks at lines before their turn; NULL: nobody */
    struct framer *framer;
    struct source source;
    struct blocks blocks;
    struct jump_watch jumps;
    struct misread misread;
    struct hearing hearing;
    enum newest newest;
    uint64_t lines_at_checkpoint;
    uint64_t begun_at;                  /* offset */
    int64_t safe_at;                    /* when a pipe's last checkpoint was, of a clock of its
                                           own */
    uint64_t known_lines;               /* before source.known_until */
};

/* To where the source was read up to; what stands behind its last whole block is hashed once more.
 * -1: it ends before. */
int reading_go_there(struct reading *r);
/* Writes down all that is needed to read on from here: the framer's half of a line, the plan of
 * the wrapping, hashes of what was read; and sends it on. -1: the outlet failed. */
int reading_checkpoint(struct reading *r, int at_end);

#endif
