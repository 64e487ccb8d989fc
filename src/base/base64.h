/* base64.h - Base64, RFC 4648 section 4 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/strbuf.h"

/* Appends the bytes as digits, padded, in one line. */
void base64_add(struct strbuf *out, const char *bytes, size_t len);

/* Appends the bytes that the digits stand for; 0 if it is no Base64, and what was appended is to
 * be dropped.  Blanks and line ends are passed over, missing padding too. */
int base64_read(struct strbuf *out, struct smtplog_slice s);

#endif
