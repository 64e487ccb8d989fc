/* words.h - the fixed words of the knowledge base and the contract, as people read them
 *
 * The database and the knowledge base keep keys: "client-admin", "eod", "stop", class 5.  These
 * tables turn a key into words of the reader's language.  An unknown key comes back as it is.
 */
#ifndef PHRASE_WORDS_H
#define PHRASE_WORDS_H

#include "base/lang.h"
#include "base/strbuf.h"

/* RFC 5321 section 4.2.1: "Permanent Negative Completion"; for an enhanced code RFC 3463 section
 * 3.1: "Permanent Failure".  Class 1 to 5; "" beyond. */
const char *words_class(const struct lang *lang, int class, int enhanced);
/* What the class says, a clause: "the command failed, and will fail again if ...". */
const char *words_class_means(const struct lang *lang, int class);

/* who_acts: one key or several parted by commas, each as a phrase, joined by "; ". */
void words_who_acts(struct strbuf *out, const struct lang *lang, struct smtplog_slice keys);
/* phases: "rcpt, eod" as "RCPT TO, end of data". */
void words_phases(struct strbuf *out, const struct lang *lang, struct smtplog_slice keys);
/* next: what the client does: "stop" as "gives up ...". */
const char *words_next(const struct lang *lang, struct smtplog_slice key);
/* persistence: "transient" as "a failure for the time being". */
const char *words_persistence(const struct lang *lang, struct smtplog_slice key);
/* Where something is defined, as the knowledge base cites it: "RFC 5321 section 4.2.3" as "RFC
 * 5321 раздел 4.2.3".  Names of documents stay. */
void words_source(struct strbuf *out, const struct lang *lang, struct smtplog_slice source);

#endif
