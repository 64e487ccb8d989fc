/* plain.h - the words of a reply, without names that only look like words
 *
 * "MIME" stands in mimecast.com, "dns" in dnsbl.example.net, "virus" in /var/virusmails: a pattern
 * for words must not see them.  plain_words() leaves out what is no prose: URLs become <url>, host
 * names <host>, paths <path>.  Bytes beyond ASCII that Exim logged as \321\217 are read back.
 */
#ifndef CLASSIFY_PLAIN_H
#define CLASSIFY_PLAIN_H

#include "base/strbuf.h"

/* `text`: a template (smtp/template.h), its white space folded.  Appends to `out`. */
void plain_words(struct strbuf *out, struct smtplog_slice text);

#endif
