/* resume.h - finding a source again by its content */
#ifndef INGEST_RESUME_H
#define INGEST_RESUME_H

#include "ingest/outlet.h"
#include "store/store.h"

/* Looks the opened stream up in the store.  Known: *source is as it was saved, under its present
 * name (source->name, owned, is set before).  New: id stays 0 and the head is filled in.  SKIP:
 * size and time of the file are those of its last complete reading, or it is empty. */
enum outlet_answer resume_source(struct store *store, struct stream *stream,
                                 struct store_source *source);

/* The bytes before `offset` as a mark to know the place again by: their hash and number, at most
 * 1024; 0 bytes where the stream cannot look back. */
uint64_t resume_mark(const struct stream *stream, uint64_t offset, uint32_t *len);

#endif
