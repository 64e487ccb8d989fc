/* gunzip.h - inflates a gzip source ahead of its reader, in a thread of its own
 *
 * Not for other rooms: see stream.h.  The thread fills a ring of GUNZIP_SLOTS blocks and waits
 * when it is full, so memory is bounded however fast the disk is.  Several members one after the
 * other are one text (RFC 1952 section 2.2).  Zero bytes after the last member are padding of
 * tapes and silent; anything else there is a fault.
 */
#ifndef INPUT_GUNZIP_H
#define INPUT_GUNZIP_H

#include "input/raw.h"

#include <smtplog/scan.h>

enum { GUNZIP_SLOTS = 4, GUNZIP_BLOCK = 256 * 1024 };

struct gunzip;

struct gunzip *gunzip_start(struct raw *raw);       /* raw must outlive it; NULL: no thread */
void gunzip_free(struct gunzip *g);                 /* stops the thread, wherever it is */

/* The next block, full except for the last one; valid until the next call; len 0 at the end. */
struct smtplog_slice gunzip_next(struct gunzip *g);

/* After the end: what broke it off, as the end of a sentence; NULL: nothing did. */
const char *gunzip_fault(const struct gunzip *g);

#endif
