/* link.h - words that lead to a page, on a terminal that has links (OSC 8)
 *
 * Only pages that the knowledge names are linked to: the specification that defines a code, the
 * provider's own page about its replies.  No text of a log is ever an address, nor stands inside a
 * link.  Whether the terminal has them the style tells (style.h).
 */
#ifndef RENDER_LINK_H
#define RENDER_LINK_H

#include "base/strbuf.h"
#include "render/style.h"

/* The page of a source as the knowledge names it: its address, or that of the first "RFC 5321
 * section 4.2.3" in it.  0: it names none. */
int link_address(struct strbuf *out, struct smtplog_slice source);

/* Appends the words, each line a link to the source's page; as they are if it has none, or the
 * style has no links.  The words must be fit for a terminal. */
void link_words(struct strbuf *out, struct smtplog_slice words, struct smtplog_slice source,
                struct style style);

#endif
