/* who.h - who must act, in words: it follows from who answered whom
 *
 * The knowledge base names parts in the dialogue: "server-admin" runs the server that answered,
 * "client-admin" runs what asked.  Which of them is the reader depends on the side that
 * this server had: it answered a client (inbound), it asked and was answered (outbound),
 * or it gave the verdict on its own errand itself, with no words of another (no
 * connection, an own table, a full disk).
 */
#ifndef PHRASE_WHO_H
#define PHRASE_WHO_H

#include "base/lang.h"
#include "base/strbuf.h"
#include "knowledge/knowledge.h"

enum who_side {
    WHO_UNKNOWN,        /* pasted words: nobody knows whose they are */
    WHO_ANSWERED,       /* this server answered a client, or delivered to its own mailbox */
    WHO_ASKED,          /* another server answered this one */
    WHO_ALONE,          /* this server's own verdict on a delivery to another server */
    WHO_SIDES
};

/* Of an event: enum smtplog_direction and enum smtplog_origin; 0: unknown. */
enum who_side who_side_of(uint32_t direction, uint32_t origin);

/* The parts without "wait" for a reply of class 5: what failed for good is not cured by time.
 * Where nothing is left, whoever runs the server that answered can tell more.  ("wait" stands
 * first or last in a list.) */
struct smtplog_slice who_of_class(struct smtplog_slice parts, int class);

/* Whose turn it is by the main actor: 0 the reader's, 1 somebody else's, 2 nobody's: it passes. */
int who_turn(struct smtplog_slice parts, enum who_side side);

/* "client-admin, wait" as phrases, the main actor first; nobody stands there twice. */
void who_words(struct strbuf *out, const struct lang *lang, struct smtplog_slice parts,
               enum who_side side);

/* What to do about a cause, for that side; for both where nobody knows or it is the same. */
struct smtplog_slice who_fix(const struct knowledge_cause *cause, enum who_side side);

#endif
