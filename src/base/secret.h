/* secret.h - passwords that a log shows, put out of sight
 *
 * "AUTH PLAIN AGJvYgBzZWNyZXQ=" (RFC 4954 section 4) is a name and a password in Base64.
 * Servers print it: OpenSMTPD where it refuses the command, others in their transcripts.
 * Whatever keeps or shows a line as it stands passes it through here first. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/strbuf.h"

/* Appends the text with "(...)" in place of what a client gave with AUTH, in any case of letters.
 * 1: there was such. */
int secret_mask(struct strbuf *out, struct smtplog_slice text);

#endif
