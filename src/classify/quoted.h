/* quoted.h - a reply inside the words that a log puts around it */
#ifndef CLASSIFY_QUOTED_H
#define CLASSIFY_QUOTED_H

#include "base/strbuf.h"
#include "classify/wordings.h"

/* How the lines of a reply are glued (enum smtplog_joint), judged by its bytes alone. */
uint32_t quoted_joint(struct smtplog_slice reply);

/* Servers log "SMTP error from remote mail server after CMD: REPLY" (SMTPLOG_BEFORE_COMMAND): the
 * words of REPLY alone, so that the same reply gives the same reason whoever logged it.  Any other
 * text as it is.  `code`: the reply's.  May build in *scratch. */
struct smtplog_slice quoted_words(const struct wordings *wordings, struct smtplog_slice text,
                                  int32_t code, struct strbuf *scratch);

#endif
