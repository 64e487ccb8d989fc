/* glance.h - what is to be known of a source before its lines are read */
#ifndef INGEST_GLANCE_H
#define INGEST_GLANCE_H

#include "ingest/run.h"

/* What is known of a source beside its lines.  `wrapping`: the name of the plan that it was read
 * by before, or NULL. */
struct frame_options glance_options(struct run *run, struct stream *stream,
                                          const char *wrapping);

/* Time of the source's first record, for the order of reading; INT64_MAX if it has none. */
int64_t glance_first_time(struct run *run, const char *path);

#endif
