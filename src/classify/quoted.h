/* quoted.h - a reply inside the words that a log puts around it */
#ifndef CLASSIFY_QUOTED_H
#define CLASSIFY_QUOTED_H

#include "base/strbuf.h"

/* How the lines of a reply are glued (enum smtplog_joint), judged by its bytes alone. */
uint32_t quoted_joint(struct smtplog_slice reply);

/* Exim logs "SMTP error from remote mail server after CMD: REPLY": the words of REPLY alone, so
 * that the same reply gives the same reason whoever logged it.  Any other text as it is.  `code`:
 * the reply's.  May build in *scratch. */
struct smtplog_slice quoted_words(struct smtplog_slice text, int32_t code, struct strbuf *scratch);

#endif
