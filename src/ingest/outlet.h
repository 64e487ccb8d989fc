/* outlet.h - where a run's results go: a database, a stream, or whatever is written next to them
 *
 * reader.c walks a source and knows nothing of the destination; this header names none.  Every
 * function takes `to`, the outlet's own state, first.
 */
#ifndef INGEST_OUTLET_H
#define INGEST_OUTLET_H

#include "correlate/correlate.h"
#include "event/strange.h"
#include "event/trail.h"
#include "ingest/jump.h"
#include "ingest/source.h"
#include "input/stream.h"

enum outlet_answer { OUTLET_FAILED = -1, OUTLET_READ, OUTLET_SKIP };

struct outlet {
    void *to;
    /* Before the first source: how many there are at most. */
    void (*expect)(void *to, size_t sources);
    struct correlate_sink sink;         /* its `to` is the same */
    /* A source is opened: fills *source with how far it was read before.  SKIP: it has not changed
     * since it was read to its end.  FAILED: told; the source cannot be read exactly once. */
    enum outlet_answer (*begin)(void *to, struct stream *stream, struct source *source);
    /* When the records of a source begin that `begin` would say SKIP to: it need not be looked
     * into to know its turn.  INT64_MAX: it would not.  NULL: it never does. */
    int64_t (*first_time)(void *to, struct stream *stream);
    /* All up to source->offset is handled: make it last.  -1: failed, told; the run ends. */
    int (*checkpoint)(void *to, const struct source *source, int at_end);
    /* After a failure: sets the source's counts to those that were made last.  NULL: all is. */
    void (*kept)(void *to, struct source *source);
    /* Trails: those of the hour in other sources; and what the present source adds, `of`
     * being sources that it was found to repeat.  NULL, all three: nobody asks which records are
     * copies, and none is said to be one. */
    void (*trail_hour)(void *to, int64_t hour, trail_take *take, void *take_to);
    void (*trail)(void *to, const struct trail *trail);
    void (*twin)(void *to, int64_t of);
    /* Of the records from this line on: are they copies?  What comes of one is not counted. */
    void (*copying)(void *to, enum event_copy copy, uint64_t line_no);
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
