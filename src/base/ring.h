/* ring.h - a bounded ring of slots between the caller and a thread of its own
 *
 * One side fills slots, the other empties them, in the same order; who is who is told at the
 * start.  The slots themselves belong to the user and are known to the ring by number alone.  A
 * full ring stops the side that fills, an empty one the side that empties, so memory is bounded
 * and a slow disk slows the reader.
 *
 *   the thread fills (reading ahead)        the thread empties (handing over)
 *     while (ring_take(r, &slot))             slot = ring_slot(r);
 *         ... slot is the caller's ...        ... fill it ...
 *                                             ring_give(r);
 *
 * Where no thread can be had the work is done in the caller's own, at once when it is asked for:
 * the same answers, only slower.  Nobody has to know.
 *
 * Invariant: 0 <= filled - emptied <= slots.  The work of one slot is never done twice, nor two
 * slots' works at once.
 */
#ifndef BASE_RING_H
#define BASE_RING_H

#include <stddef.h>

struct ring;

enum ring_thread { RING_THREAD_FILLS, RING_THREAD_EMPTIES };

/* The thread's work on one slot.  Where it fills: 1, or 0: there is no more and the slot is not
 * used.  Where it empties the answer is of no matter. */
typedef int ring_work(void *to, size_t slot);

/* `work` is done with `to` on a slot at a time.  Without a thread it is done when it is asked
 * for; there is always a ring. */
struct ring *ring_new(size_t slots, enum ring_thread thread, ring_work *work, void *to);

/* Stops the thread behind its present slot and waits for that.  What is filled and not emptied is
 * left.  NULL is no harm. */
void ring_free(struct ring *r);

/* The thread fills: the next slot, the caller's until the next call.  0: there is no more. */
int ring_take(struct ring *r, size_t *slot);

/* The thread empties: the slot that the caller fills now; handing it over, which waits until there
 * is another; and waiting until all that was handed over is emptied. */
size_t ring_slot(const struct ring *r);
void ring_give(struct ring *r);
void ring_wait(struct ring *r);

#endif
