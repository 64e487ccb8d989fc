/* hashes.h - a set of keys of which only hashes are kept, four bytes each
 *
 *     hashes_add(&h, hashes_of(key));
 *     if (hashes_may_have(&h, hashes_of(other)))
 *         look where the keys are
 *
 * "No" is sure; "yes" is wrong once in some thousand times with a million keys, so who hears it
 * looks where the keys are.  Nothing is removed.  Bounded: with HASHES_MOST keys the set is full,
 * and says "yes" to everything from then on.
 *
 * A hash is the same for ever, so databases may keep it.  Strangers choose no keys so as to share
 * one: they would gain that a key is looked for.  A zeroed struct is a valid empty set.
 */
#ifndef BASE_HASHES_H
#define BASE_HASHES_H

#include <smtplog/scan.h>
#include <stdint.h>

enum { HASHES_MOST = 3000000 };         /* 16 MiB */

struct hashes {
    uint32_t *sorted;                   /* that were appended */
    size_t sorted_len, sorted_cap;
    uint32_t *places;                   /* the others; 0: free */
    size_t cap, len;                    /* cap is 0 or a power of two */
    int full;
};

uint32_t hashes_of(struct smtplog_slice key);           /* never 0 */
void hashes_add(struct hashes *h, uint32_t hash);
/* For millions at once, four bytes each: they come in order, or hashes_sort() follows. */
void hashes_append(struct hashes *h, uint32_t hash);
void hashes_sort(struct hashes *h);
/* 0: it was never added. */
int hashes_may_have(const struct hashes *h, uint32_t hash);
void hashes_release(struct hashes *h);

#endif
