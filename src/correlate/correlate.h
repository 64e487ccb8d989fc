/* correlate.h - from what single records say to whole events
 *
 * A parser tells what one record says.  Here that is joined to what other records of the same
 * message (by host and queue id) or dialogue (by session key) said before, in any file and any
 * earlier run:
 *   - a delivery failure gets its sender, client, SASL user, HELO, message-id, size;
 *   - a hang-up after AUTH is left in 334 only where the dialogue's end and its service's other
 *     dialogues say so (evidence.c); if the AUTH was answered, the answer's code is told and the
 *     hang-up is no failure of its own;
 *   - what a server prints twice for one failure is one failure (flag SMTPLOG_ONCE);
 *   - what only a later line of the dialogue or message decides waits for it (enum
 *     smtplog_wait);
 *   - behind content filters a message keeps who submitted it;
 *   - a recipient whose delivery was deferred and then succeeded is told apart from one that
 *     failed for good.
 *
 * The clock is the log's own, so a replay gives the same answers as the day itself.  Contexts
 * in memory are bounded in number, and age out; see context.h.
 */
#ifndef CORRELATE_CORRELATE_H
#define CORRELATE_CORRELATE_H

#include "correlate/context.h"
#include "correlate/sink.h"

/* Equal for copies of one record in several logs: second, MTA and the MTA's own words. */
uint64_t correlate_identity(const struct smtplog_line *line, const struct smtplog_event *said,
                            const char *mta);

struct correlator;

/* `sink` is copied; what its `to` points to must outlive the correlator. */
struct correlator *correlator_new(const struct correlate_sink *sink);
void correlator_free(struct correlator *c);

/* Takes the next record of a source, in the order of its log.  All that it decides is told to the
 * sink before this returns. */
void correlate(struct correlator *c, const struct correlate_record *record);
/* A source's present end: events that stood there but for what the next line might have said are
 * told.  `for_good`: no more will be read, so all that wait are. */
void correlate_end(struct correlator *c, int for_good);

/* From now on the oldest open messages and dialogues are put on the shelf, which must outlive the
 * correlator, and fetched from there; fewer stay in memory. */
void correlator_shelve(struct correlator *c, const struct context_shelf *shelf);
/* The open messages and dialogues, for the database.  Those whose keys begin with
 * CONTEXT_AT_ONCE must be loaded before the first record; the others may be fetched. */
void correlator_save(struct correlator *c, const struct context_saver *saver);
void correlator_load(struct correlator *c, struct smtplog_slice key, struct smtplog_slice blob);

#endif
