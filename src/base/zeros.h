/* zeros.h - bytes of which most are zero, kept short
 *
 * A run of zeros becomes a zero and its length, at most 255; all else stands as it is.
 */
#ifndef BASE_ZEROS_H
#define BASE_ZEROS_H

#include "base/strbuf.h"

/* Appends the bytes, squeezed. */
void zeros_squeeze(struct strbuf *out, struct smtplog_slice bytes);
/* Appends what was squeezed, `most` bytes at most; 0 if it is more or no such thing, and what was
 * appended is to be dropped. */
int zeros_spread(struct strbuf *out, struct smtplog_slice squeezed, size_t most);

#endif
