/* template.h - what repeats in the texts of replies
 *
 * Two replies with the same words and other names are one reason.  template_make() replaces what
 * varies by placeholders and leaves what carries meaning:
 *
 *   <address>   mail addresses          <host>  host and domain names      <ip>  IPv4 and IPv6
 *   <id>        queue and session ids   <n>     numbers and sizes          <date> <time>
 *   <name>      quoted or bracketed names of mailboxes, files, users       <...> other matter
 *
 * A quotation mark that opens the text or a line of it quotes nothing ("JunkMail
 * rejected - ..."): its words stay.
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

enum { TEMPLATE_VERSION = 7 };

/* Appends the template of `text` to `out`, at most TEMPLATE_MAX (template_maker.h) bytes.  `kept`
 * has as keys the lower-case domains whose names (and sub-domains) stay as they are; may be
 * NULL. */
void template_make(struct strbuf *out, struct smtplog_slice text, const struct map *kept);

/* The same with quoted words left open, for whoever judges by words: what a server quotes is often
 * the reason ("the filter said 'mailbox full'").  Quoted single words are names and do not stay.
 * The template of this is the template of the text. */
void template_words(struct strbuf *out, struct smtplog_slice text, const struct map *kept);

#endif
