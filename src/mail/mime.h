/* mime.h - the encodings that mail needs: RFC 2045 (bodies), RFC 2047 (words of header fields)
 *
 * Lines end with a plain newline, as programs that take mail on standard input expect it, and are
 * at most 76 bytes long.
 */
#ifndef MAIL_MIME_H
#define MAIL_MIME_H

#include "base/strbuf.h"

enum { MIME_LINE = 76 };

enum mime_encoding { MIME_QUOTED_PRINTABLE, MIME_BASE64 };

/* Which of the two makes less of a text. */
enum mime_encoding mime_encoding_for(struct smtplog_slice text);
const char *mime_encoding_word(enum mime_encoding encoding);

/* Text with lines ended by newlines; the result ends with a newline.  A line that mail programs
 * would take for something else ("From ", ".") is encoded so that they do not. */
void mime_text(struct strbuf *out, struct smtplog_slice text, enum mime_encoding encoding);

/* The words of an unstructured field behind its name and colon, folded; ASCII as it stands, for a
 * raw message is read too; control characters, line ends above all, become blanks, and bytes that
 * are not UTF-8 U+FFFD.  `used`: columns that the name takes. */
void mime_words(struct strbuf *out, struct smtplog_slice words, size_t used);

#endif
