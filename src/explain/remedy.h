/* remedy.h - commands for a failure, ready to paste
 *
 * schema/knowledge/commands.txt has them by cause, side and class, with holes for the row's own
 * address, host, domain. What fills a hole was written by strangers: names and numbers must be
 * nothing but that, addresses are quoted for the shell, and whatever could be taken for an option
 * or for more than one line leaves a word in capitals in its place.
 */
#ifndef EXPLAIN_REMEDY_H
#define EXPLAIN_REMEDY_H

#include "event/event.h"
#include "phrase/who.h"
#include "render/sheet.h"

/* Adds the commands to the sheet; nothing if there are none.  `event` may be all zero. */
void remedy_add(struct sheet *s, const struct lang *lang, struct smtplog_slice cause,
                enum who_side side, struct smtplog_slice provider, const struct event *event);

/* One line with its holes filled, appended to *out; for the test. */
void remedy_fill(struct strbuf *out, struct smtplog_slice line, const struct event *event);

#endif
