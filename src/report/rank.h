/* rank.h - the first of many by count and name, in little memory
 *
 *     struct rank r = {.most = 10};
 *     rank_offer(&r, (struct ranked){.at = i, .n = n}, name);         a million times
 *     rank_settle(&r);
 *     for (size_t i = 0; i < r.len; i++)
 *         show(r.first[i].at);
 *
 * rank_least() tells before whose names are worth reading.  Only names of those that may still be
 * among the first are kept.  A zeroed struct with `most` set is a valid empty one.
 */
#ifndef REPORT_RANK_H
#define REPORT_RANK_H

#include <smtplog/scan.h>
#include <stdint.h>

struct ranked {
    size_t at;                          /* the caller's: who it is */
    int64_t n;
    uint32_t direction;                 /* of two with one count and name the lower comes first */
    struct smtplog_slice name;          /* a copy; ptr NULL: not known, which comes last */
};

struct rank {
    size_t most;                        /* that are wanted; at least 1 */
    struct ranked *first;
    size_t len, cap;
    size_t kept;                        /* of them in order, and the best so far */
};

/* With less than this nobody is among the first `most`; 1: everybody may be.  Sorts the counts. */
int64_t rank_least(uint64_t *counts, size_t len, size_t most);
void rank_offer(struct rank *r, struct ranked one, struct smtplog_slice name);
/* Leaves at most `most`, in order: count falling, then the bytes of the name. */
void rank_settle(struct rank *r);
void rank_release(struct rank *r);

#endif
