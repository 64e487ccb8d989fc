/* failing.h - failures by provider and by host, of which there may be a million
 *
 * The report's pass over the hourly counts adds up failures alone, 40 bytes a party; who is shown
 * is known then, and what else is told of those few comes from a second, shorter reading.
 */
#ifndef REPORT_FAILING_H
#define REPORT_FAILING_H

#include "query/count.h"
#include "query/scan.h"

enum party_kind { PARTY_PROVIDER, PARTY_HOST, PARTY_KINDS };

/* Failures of the report's period: (word of the provider or host_id, 0) -> n. */
struct failing {
    struct counts of[PARTY_KINDS];
};

/* A row of the report's period. */
void failing_add(struct failing *p, const struct scan_row *row);
void failing_release(struct failing *p);

#endif
