/* text.h - a reply's text without the names that its event has anyway
 *
 * "<bob@example.org>: User unknown" is new for each recipient, and all that is new in it stands
 * in the event already.  Such a text is kept once, as "<\1>: User unknown", and the view `events`
 * puts the names of the event at hand in again.
 */
#ifndef STORE_TEXT_H
#define STORE_TEXT_H

#include "base/strbuf.h"
#include "event/event.h"

/* Names that are taken out: name n stands as the byte n + 1 and is told by the bit 1 << n of
 * text.names.  As in schema/views/events.sql and schema/query/export_events.sql. */
enum text_name {
    TEXT_RECIPIENT, TEXT_PEER_IP, TEXT_PEER_NAME, TEXT_SENDER, TEXT_HELO, TEXT_NAMES
};

/* Appends the event's text with marks for its names; -> which were met.  0: none, and what was
 * appended is the text.  Putting them in again gives the very text. */
unsigned text_share(struct strbuf *out, const struct event *e);

#endif
