/* template.h - what repeats in the texts of replies
 *
 * Two replies with the same words and other names are one reason.  template_make() replaces what
 * varies by placeholders and leaves what carries meaning:
 *
 *   <address>   mail addresses          <host>  host and domain names      <ip>  IPv4 and IPv6
 *   <id>        queue and session ids   <n>     numbers and sizes          <date> <time>
 *   <name>      quoted or bracketed names of mailboxes, files, users       <...> other matter
 *
 * Kept: words, reply codes where they stand as such, enhanced codes, short tags as providers write
 * them (S3150, TSS04, AUP#1260, CS01), the fixed parts of URLs with short query values
 * (https://example.net/help?c=r0201&id=<...>), host names of the given list, and a host that
 * follows "using" (a blocklist).  White space is folded.
 *
 * The same bytes give the same template for ever; a change of behaviour changes TEMPLATE_VERSION,
 * and stored reasons are then made anew.
 */
#ifndef SMTP_TEMPLATE_H
#define SMTP_TEMPLATE_H

#include "base/map.h"
#include "base/strbuf.h"

enum {
    TEMPLATE_VERSION = 3,
    TEMPLATE_MAX = 1024         /* bytes; a longer template is cut at a word */
};

/* Appends the template of `text` to `out`.  `kept` has as keys the lower-case domains whose names
 * (and sub-domains) stay as they are; may be NULL. */
void template_make(struct strbuf *out, struct smtplog_slice text, const struct map *kept);

#endif
