/* hashes.h - a set of keys of which only hashes are kept, four bytes each
 *
 * "No" is sure; "yes" is wrong once in some thousand times with a million keys, so who hears it
 * looks where the keys are.  Nothing is removed.  Bounded: with HASHES_MOST keys the set is full,
 * and says "yes" to everything from then on.
 *
 * A zeroed struct is a valid empty set.  Seeded per process, as map.h is.
 */
#ifndef BASE_HASHES_H
#define BASE_HASHES_H

#include <smtplog/scan.h>
#include <stdint.h>

enum { HASHES_MOST = 3000000 };         /* 16 MiB */

struct hashes {
    uint32_t *places;                   /* 0: free */
    size_t cap, len;                    /* cap is 0 or a power of two */
    int full;
};

void hashes_add(struct hashes *h, struct smtplog_slice key);
/* 0: it was never added. */
int hashes_may_have(const struct hashes *h, struct smtplog_slice key);
/* The same by the key's map_hash(). */
int hashes_may_have_by(const struct hashes *h, uint64_t hash);
void hashes_release(struct hashes *h);

#endif
