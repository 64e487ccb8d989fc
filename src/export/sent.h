/* sent.h - what was sent of an hour's events, some ten bytes each
 *
 * For every event, in the order of the table: its time and number in the second as varints of
 * the difference to the one before, then four bytes of a hash of all that the row told and four of
 * what it is counted by.  Read from the front while the hour's events come in the same order.
 */
#ifndef EXPORT_SENT_H
#define EXPORT_SENT_H

#include "base/strbuf.h"

struct sent_event {
    int64_t time, seq;                  /* as in the table event */
    uint32_t row, group;                /* hashes */
};

struct sent_reader { struct smtplog_slice rest; struct sent_event at; int has; };
struct sent_writer { struct strbuf *body; int64_t time, seq; };

/* The events of one exported hour, in order of time and place; `body` as sent_write() made it,
 * borrowed. */
struct sent_reader sent_read(struct smtplog_slice body, int64_t hour);
/* Goes on to the event (time, seq); 1: it was sent, and r->at tells what. */
int sent_find(struct sent_reader *r, int64_t time, int64_t seq);

/* The same to be kept: events must be added in order of time and place. */
struct sent_writer sent_write(struct strbuf *body, int64_t hour);
void sent_add(struct sent_writer *w, const struct sent_event *e);

#endif
