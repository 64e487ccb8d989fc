/* resume.h - finding a source again by its content
 *
 * The head finds the sources that it may be, their blocks (input/blocks.h) and the bytes before
 * the offset tell whether it holds all that was read of one.  The one of which most was read is
 * taken.  Of the very file that was read to its end, by device and inode, and that has only grown,
 * the bytes before the offset and three blocks are enough: that costs the same for any size.  A
 * log that only begins like another (one that was edited, trimmed behind, restored from a backup,
 * or simply another one) is a new source, of which the part that both have is read already.
 */
#ifndef INGEST_RESUME_H
#define INGEST_RESUME_H

#include "ingest/outlet.h"
#include "store/store.h"

/* Files that were compared and read by this process, so that --follow need not go through all that
 * it read each second: they are only looked at before the offset. */
struct resume_memory {
    struct resume_file { uint64_t device, inode; int64_t source; uint64_t offset; } *files;
    size_t len, cap;
};
void resume_forget(struct resume_memory *memory);

/* Looks the opened stream up in the store.  Known: *found is as it was saved, under its present
 * name (found->name, owned, is set before).  New: id stays 0 and the head is filled in; where it
 * begins like another source, source->known_until and source->like say so.  SKIP: size and time of
 * the file are those of its last complete reading, or it is empty.  `memory` may be NULL. */
enum outlet_answer resume_source(struct store *store, struct stream *stream,
                                 struct resume_memory *memory, struct store_source *found,
                                 struct source *source);
/* When the records of a stream begin that resume_source() would skip as unchanged; INT64_MAX: it
 * would not, or has none. */
int64_t resume_first_time(struct store *store, struct stream *stream);
/* All up to source->offset was read just now. */
void resume_remember(struct resume_memory *memory, const struct stream *stream, int64_t source,
                     uint64_t offset);

#endif
