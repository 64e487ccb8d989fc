/* words.h - the words of a stanza for the values of a form, one table for reading and writing
 *
 * Room-private.  Directions, phases, dispositions and origins have the contract's words
 * (event/event.h). */
#ifndef SITE_WORDS_H
#define SITE_WORDS_H

#include "base/strbuf.h"

/* The value of a word, or -1; and its word, or NULL. */
int64_t words_kind(struct smtplog_slice word);
const char *words_of_kind(uint32_t kind);
int64_t words_joint(struct smtplog_slice word);
const char *words_of_joint(uint32_t joint);
/* A list "not-final, once" as enum smtplog_event_flags; -1: one of them is none. */
int64_t words_marks(struct smtplog_slice list);
void words_put_marks(struct strbuf *out, uint32_t marks);

/* All of them, for messages: "failure, success, facts, nothing". */
void words_list_marks(struct strbuf *out);

#endif
