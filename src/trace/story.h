/* story.h - what the logs still tell of a message, an address or a name
 *
 * The logs are read as `parse` reads them, but only records that hold one of the wanted words are
 * parsed (needles.h); the others are framed and passed over.  What the first reading finds (the
 * queue ids of a Message-ID or an address, the next and the former queue id, the dialogue in which
 * a message came in) is wanted in the next reading, until nothing new turns up or READINGS_MOST.
 * Memory is bounded: TRACE_MESSAGES messages of TRACE_EVENTS events, the latest.
 *
 * Standard input can be read only once, so it is kept in a file without a name meanwhile.
 */
#ifndef TRACE_STORY_H
#define TRACE_STORY_H

#include "ingest/ingest.h"
#include "trace/trace.h"

/* Adds to *t, which may hold what the database knows: its messages are looked for too.  Faults of
 * single inputs are told to the options' diag, and the rest is read.  -1: told.  trace_conclude()
 * is the caller's. */
int story_read(struct trace *t, const struct ingest_options *options, const char *word,
               struct period period);

/* Unix seconds that a queue id was made at, where one of the parsers can tell; 0: none can. */
int64_t story_time_of_id(const struct registry *parsers, struct smtplog_slice id);

#endif
