/* fate.h - what became of each recipient, and where the message went and came from
 *
 * Drawn from a message's events in order; what the log does not say is not guessed.
 */
#ifndef TRACE_FATE_H
#define TRACE_FATE_H

#include "trace/trace.h"

/* How each recipient ended, by the last event that speaks of him. */
void trace_find_fates(struct trace_message *m);
/* Hops of all messages, both ways, each once; those whose other end is told point at it.  After
 * the fates: a recipient's message that goes on there has not arrived. */
void trace_find_hops(struct trace *t);

#endif
