/* whose.h - the provider whose server has answered, for the thread that reads
 *
 * Deliveries are counted by provider, not by server: of the servers of a domain, which may be
 * many, one cell is made in the reader's tables (hours.h).  A zeroed struct with `classifier` set
 * is a valid empty one.
 */
#ifndef INGEST_WHOSE_H
#define INGEST_WHOSE_H

#include "classify/classify.h"

enum { WHOSE_RECENT = 4096 };           /* servers that are remembered; a power of two */

struct whose {
    const struct classifier *classifier;
    uint64_t recent[WHOSE_RECENT];      /* hash of a name; in its low bits, instead, the provider's
                                           number.  0: free */
};

/* The provider's word, which lives as long as the classifier; ptr NULL: not known, no server. */
struct smtplog_slice whose_server(struct whose *w, struct smtplog_slice server);

#endif
