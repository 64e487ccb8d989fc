/* A bit for each hash of a sender. */
#include "ingest/awaited.h"

#include "base/hash.h"

static uint64_t place_of(struct smtplog_slice sender)
{
    return hash_quick(sender.ptr, sender.len, 0) % AWAITED_BITS;
}

void awaited_add(struct awaited *a, struct smtplog_slice sender)
{
    uint64_t place = place_of(sender);
    a->n++;
    a->bits[place / 64] |= UINT64_C(1) << place % 64;
}

/* Asked of every message that arrives, and most servers ask nobody to come back. */
int awaited_is(const struct awaited *a, struct smtplog_slice sender)
{
    if (!a->n)
        return 0;
    uint64_t place = place_of(sender);
    return a->n >= AWAITED_MOST || (a->bits[place / 64] >> place % 64 & 1);
}
