/* awaited.h - may a sender be one that was asked to come back later?
 *
 * Every message that is taken could be the one with which a greylisted sender came back, and
 * nearly none is: this says so at the price of a hash, so that the others need not travel to the
 * writer.
 * It may say yes of a sender that is not awaited, never no of one that is.  A zeroed struct awaits
 * nobody.
 */
#ifndef INGEST_AWAITED_H
#define INGEST_AWAITED_H

#include <smtplog/parser.h>

enum { AWAITED_BITS = 1 << 19, AWAITED_MOST = 50000 };      /* with more, everybody may be */

struct awaited {
    uint64_t bits[AWAITED_BITS / 64];
    size_t n;
};

/* The sender was asked to come back. */
void awaited_add(struct awaited *a, struct smtplog_slice sender);
/* 0: it was surely not; 1: it was, or only its hash meets another's. */
int awaited_is(const struct awaited *a, struct smtplog_slice sender);

#endif
