/* unpack.h - unpacks a compressed source ahead of its reader, in a thread of its own
 *
 * Not for other rooms: see stream.h.  The blocks stand in a ring (base/ring.h), so memory is
 * bounded however fast the disk is.  Several members one after the other are one text.  Zero bytes
 * after the last member are padding (of tapes, and of xz by its format) and silent; anything else
 * there is a fault, and so is a file that ends within a member.  What is packed may be UTF-16: the
 * text is UTF-8 all the same.
 */
#ifndef INPUT_UNPACK_H
#define INPUT_UNPACK_H

#include "input/packing.h"
#include "input/raw.h"

#include <smtplog/scan.h>

enum { UNPACK_SLOTS = 4, UNPACK_BLOCK = 256 * 1024 };

struct unpack;

struct unpack *unpack_start(const struct packing *packing, struct raw *raw);    /* raw must outlive
                                                       it; NULL: no memory for the decoder */
void unpack_free(struct unpack *u);                 /* stops the thread, wherever it is */

/* The next block, full except for the last one; valid until the next call; len 0 at the end. */
struct smtplog_slice unpack_next(struct unpack *u);

/* After the end: so many first bytes of the text are sound.  A check stands at a member's end, and
 * one wrong bit may spoil all that follows it long before it is noticed: of a damaged member
 * nothing is sure.  One that is cut off is sound as far as it goes. */
uint64_t unpack_sound(const struct unpack *u);

/* After the end: what broke it off, as the end of a sentence; NULL: nothing did. */
const char *unpack_fault(const struct unpack *u);

#endif
