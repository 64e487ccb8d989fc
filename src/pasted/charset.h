/* charset.h - pasted bytes as UTF-8 */
#ifndef PASTED_CHARSET_H
#define PASTED_CHARSET_H

#include "base/strbuf.h"

/* Turns *text from that character set (an iconv name) to UTF-8; what cannot be turned stays as it
 * is. */
void charset_to_utf8(struct strbuf *text, struct smtplog_slice charset);

/* `text` as UTF-8, its byte order mark taken off: UTF-16 by its mark, as Windows saves a text, and
 * Windows-1252 where no letter of it is UTF-8.  Answers `text` itself if nothing had to be turned,
 * else what is put in `out`. */
struct smtplog_slice charset_plain(struct strbuf *out, struct smtplog_slice text);

#endif
