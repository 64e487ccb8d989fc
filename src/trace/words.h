/* words.h - the phrases of a story for people
 *
 * Text is appended as it is; strangers' words go through unescaped, the renderer makes them safe.
 */
#ifndef TRACE_WORDS_H
#define TRACE_WORDS_H

#include "trace/trace.h"

/* "deferred", "delivered", "removed from the queue": what happened, in one phrase. */
const char *trace_event_phrase(const struct trace_event *e, const struct lang *lang);
/* What stands behind the phrase: "<a@...> at mx.example.com[192.0.2.1] (RCPT): 550 5.1.1 text", of
 * n events that differ in their recipients alone.  m: the message that came in; NULL: the event is
 * no message's, and says more of itself. */
void trace_say_events(struct strbuf *out, const struct trace_event *e, size_t n,
                      const struct trace_message *m, const struct lang *lang);
/* How many events from the first on differ in their recipients alone, in the same second. */
size_t trace_alike(const struct trace_event *e, size_t len);

/* "mail.example.net[192.0.2.7], user bob, HELO mail, 900 bytes" */
void trace_say_client(struct strbuf *out, const struct trace_message *m, const struct lang *lang);

/* "delivered", "1 delivered, 2 bounced": all recipients' ends.  Answers the class
 * that marks them. */
int trace_say_end(struct strbuf *out, const struct trace_message *m, const struct lang *lang);
const char *trace_end_phrase(enum trace_end end, const struct lang *lang);
int trace_end_class(enum trace_end end);

/* "queued as 4hQB... @ mx2 (told below)" */
void trace_say_hop(struct strbuf *out, const struct trace *t, size_t message,
                   const struct trace_hop *hop, const struct lang *lang);

#endif
