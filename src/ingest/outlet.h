/* outlet.h - where a run's results go: a database, a stream, or whatever is written next to them
 *
 * reader.c walks a source and knows nothing of the destination; this header names none.  Every
 * function takes `to`, the outlet's own state, first.
 */
#ifndef INGEST_OUTLET_H
#define INGEST_OUTLET_H

#include "correlate/correlate.h"
#include "event/strange.h"
#include "ingest/jump.h"
#include "ingest/source.h"
#include "input/stream.h"

enum outlet_answer { OUTLET_FAILED = -1, OUTLET_READ, OUTLET_SKIP };

struct outlet {
    void *to;
    /* Before the first source: how many channels (channel.h) the run's sources belong to. */
    void (*expect)(void *to, size_t channels);
    struct correlate_sink sink;         /* its `to` is the same */
    /* A source is opened: fills *source with how far it was read before.  SKIP: it has not changed
     * since it was read to its end.  FAILED: told; the source cannot be read exactly once. */
    enum outlet_answer (*begin)(void *to, struct stream *stream, struct source *source);
    /* All up to source->offset is handled: make it last.  -1: failed, told; the run ends. */
    int (*checkpoint)(void *to, const struct source *source, int at_end);
    /* A line that was not understood, and why not. */
    void (*strange)(void *to, const struct smtplog_line *line, enum strange_kind kind);
    /* The clock of the source's host went back.  May be NULL. */
    void (*jump)(void *to, const struct jump *jump);
    /* 1: so much waits that a checkpoint is due. */
    int (*is_full)(void *to);
    /* 0: this record is passed over unparsed.  NULL: all are wanted. */
    int (*wants)(void *to, const struct smtplog_line *line);
};

#endif
