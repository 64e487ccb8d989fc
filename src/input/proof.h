/* proof.h - the next packed file gone through while the present one is read
 *
 * Before any of a packed file is used it is gone through to its end (stream_prove()), which takes
 * as long as unpacking it.  Here that is done ahead, on a thread of its own, for one file: several
 * archives are unpacked side by side, and no memory holds what they unpack to.
 */
#ifndef INPUT_PROOF_H
#define INPUT_PROOF_H

#include "input/stream.h"

struct proof;

/* NULL: it is no file, or no thread is to be had; nothing is lost. */
struct proof *proof_begin(const char *path);

/* Is `s` that very file, unchanged, and sound?  Then it is trusted, else it must be proven.  Waits
 * for the proof of the file that `s` names; that of another, and with s NULL any, is broken off.
 * Frees the proof, which may be NULL. */
void proof_end(struct proof *p, struct stream *s);

#endif
