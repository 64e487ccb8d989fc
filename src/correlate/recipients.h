/* recipients.h - the recipients of one record, one by one */
#ifndef CORRELATE_RECIPIENTS_H
#define CORRELATE_RECIPIENTS_H

#include <smtplog/scan.h>

/* Takes the next of a list parted by commas, without its angle brackets; a quoted local part may
 * hold commas (RFC 5321 section 4.1.2).  0: there is none. */
int recipients_next(struct smtplog_slice *list, struct smtplog_slice *one);

/* What identifies the event of the recipient at the front of `list`: equal in copies of the
 * record, different for each recipient.  The words of `body` from there on. */
struct smtplog_slice recipients_words(struct smtplog_slice list, struct smtplog_slice body);

#endif
