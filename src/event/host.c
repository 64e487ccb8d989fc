/* host.c - one machine by two names: copies of a log are found in spite of how it was written */
#include "event/host.h"

int host_may_be(struct smtplog_slice a, struct smtplog_slice b)
{
    struct smtplog_slice label_a = a, label_b = b;

    if (slice_eq(a, b) || !a.len || !b.len)
        return 1;
    int short_a = !scan_until(&a, '.', &label_a), short_b = !scan_until(&b, '.', &label_b);
    return (short_a || short_b) && slice_eq(label_a, label_b);
}
