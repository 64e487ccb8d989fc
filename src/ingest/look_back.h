/* look_back.h - what a parser remembers of the lines before the place where a log is read on
 *
 * Servers tell some failures in two lines, and a parser keeps something of the first for the
 * second.  Between two runs that is gone: so the last lines before the place are parsed once more,
 * and what they say is dropped. */
#ifndef INGEST_LOOK_BACK_H
#define INGEST_LOOK_BACK_H

#include "frame/frame.h"
#include "input/stream.h"
#include "plugin/dispatch.h"

/* `options` and `state` as the source is read with from `offset` on.  Nothing happens where the
 * stream cannot seek: what is packed is read to its end at once. */
void look_back(const struct stream *s, uint64_t offset, const struct frame_options *options,
               const struct framer_state *state, struct dispatch *d);

#endif
