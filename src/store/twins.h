/* twins.h - which records of a log stand in another log, which was read before
 *
 * Logs are copied, trimmed at their head, restored from a backup, and lose a line on somebody's
 * request; a server writes one record to two logs, and syslog to four.  All that is one case: the
 * records stand elsewhere already.  So every record that says something and is counted leaves a
 * trail (trail.h).  A record of another log with the same time and words may be its copy.  It is
 * one
 *   - if it is one of TWINS_RUN or more in a row that the other log has too, by whatever name;
 *   - if such a run was found in the two logs before, or they are two of one server by their names
 *     (channel_siblings());
 *   - if both come from a journal and have one cursor.
 * Else two servers may have said the same in one second, and it counts.  Each record of the other
 * log has one copy at most: of three equal ones, three are copies.  What stands between copies and
 * is nowhere else is new.
 *
 * A log whose words were changed in place (a name made unreadable on somebody's request) is
 * another text, and the changed record stands nowhere else.  Nobody writes a new record between
 * two that stand, so such a record is the one that was there: if the other log is a former state
 * of this one (it begins alike, or is of its family), goes on with the records before it and
 * behind it, and has as many between them, TWINS_CHANGED at most.  The first record of all has
 * none before it; there the other log must have had this one's very name.  Behind the last record
 * nothing tells, so a change there is a new record.
 *
 * Until a run is long enough its records are held back: at most TWINS_HELD.
 */
#ifndef STORE_TWINS_H
#define STORE_TWINS_H

#include "store/trail.h"

enum { TWINS_RUN = 3, TWINS_CHANGED = 16, TWINS_HELD = TWINS_RUN - 1 + TWINS_CHANGED };

struct twins;

/* `hour` gives the trails of other sources to `take`; called once for each hour met. */
struct twins *twins_new(void (*hour)(void *to, int64_t hour, trail_take *take, void *take_to),
                        void *to);
void twins_free(struct twins *t);       /* NULL is no harm */
/* Another source is read now.  `like` is one whose beginning it has, 0: none is known. */
void twins_begin(struct twins *t, const char *name, int64_t like);

enum twins_answer {
    TWINS_ALONE,                        /* nothing is known of other logs at this time */
    TWINS_NEW,
    TWINS_HOLD,                         /* it may be a copy: the next ones decide */
    TWINS_COPY
};
/* Judges the next record.  Of those that are held, the last *of_held share its lot, the ones
 * before them are new. */
enum twins_answer twins_see(struct twins *t, const struct trail_record *r, size_t *of_held);

/* The last answer was TWINS_COPY: the words of the record that the i-th of *of_held, from 0, was
 * before it was changed; 0: it was not. */
uint64_t twins_original(const struct twins *t, size_t i);

/* What is held was taken for new, for no more came. */
void twins_rest(struct twins *t);

/* A source that this one repeats, found since the last call; 0: no more. */
int64_t twins_found(struct twins *t);

/* The record is counted: it joins the present source's trail.  1: so much waits that twins_give()
 * is due, which hands it out piece by piece, and forgets it. */
int twins_count(struct twins *t, const struct trail_record *r);
void twins_give(struct twins *t, trail_take *take, void *to);

#endif
