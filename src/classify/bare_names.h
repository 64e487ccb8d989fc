/* bare_names.h - names of people that a reply repeats bare: "550 no mailbox bob here"
 *
 * A template cannot tell such a name from a word.  The event can: it is the local part of one of
 * its own addresses, its SASL user, or what the client called itself.  Words that replies are made
 * of (those of the rules' samples) are no names, or "User unknown" to user@example.org would
 * become a reason of its own.
 */
#ifndef CLASSIFY_BARE_NAMES_H
#define CLASSIFY_BARE_NAMES_H

#include "base/map.h"
#include "base/strbuf.h"
#include "event/event.h"

/* Adds the words of a sample, in lower case, to `words`. */
void bare_names_learn(struct map *words, struct smtplog_slice sample);

/* 0: no name of the event stands in the reason, whatever the words are.  To learn those takes as
 * long as reading a thousand lines, and most logs never need them. */
int bare_names_may_stand(struct smtplog_slice reason, const struct event *event);

/* The reason with "<name>" for each such name, in *out; the reason itself if there is none. */
struct smtplog_slice bare_names_mask(struct smtplog_slice reason, const struct event *event,
                                const struct map *words, struct strbuf *out);

#endif
