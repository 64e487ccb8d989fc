/* crew.h - slots in a row that several helpers work on, and that come back in order
 *
 * The caller fills slots and gives them; each helper, a thread of its own, works on the oldest
 * that nobody has begun; the caller takes them back in the order in which it gave them.  A slot
 * whose turn has come before any helper began it comes back as it was given: the caller is never
 * slower than without helpers, and where no thread can be had there are none.  The slots
 * themselves belong to the user and are known here by number alone.
 *
 *     while (crew_room(c, &slot))             the helpers meanwhile:
 *         ... fill slot ..., crew_give(c);        work(to, helper, slot)
 *     crew_take(c, &slot, &worked)
 *     ... slot is the caller's ...
 *     crew_release(c)
 *
 * Invariant: released <= taken <= begun <= given <= released + slots.  Each helper gets its slots
 * in the order in which they were given.
 */
#ifndef BASE_CREW_H
#define BASE_CREW_H

#include <stddef.h>

enum { CREW_HELPERS = 7, CREW_SLOTS = 2 * CREW_HELPERS + 3 };    /* at most */

struct crew;

typedef void crew_work(void *to, size_t helper, size_t slot);

/* So many slots and helpers, CREW_SLOTS and CREW_HELPERS at most; fewer helpers, even none, where
 * no thread can be had.  `work` is done on a helper's thread, at most once a slot. */
struct crew *crew_new(size_t slots, size_t helpers, crew_work *work, void *to);
/* Each helper ends behind its present slot.  NULL is no harm. */
void crew_free(struct crew *c);

/* 1: *slot may be filled; 0: all are under way, or the caller's. */
int crew_room(const struct crew *c, size_t *slot);
void crew_give(struct crew *c);                 /* the slot that crew_room() named */

/* The oldest slot that was given, waiting for its helper; 0: none is under way.  *worked: the
 * helper's work on it is done. */
int crew_take(struct crew *c, size_t *slot, int *worked);
void crew_release(struct crew *c);              /* the oldest that was taken */

#endif
