/* lanes.h - the ways that mail goes, as a flow's row tells of them (query/flow_load.h)
 *
 * A lane is no direction of the events: what a user submits and what comes from outside are both
 * inbound, and a delivery by LMTP to the own store is outbound only by its daemon.
 */
#ifndef REPORT_LANES_H
#define REPORT_LANES_H

#include "query/flow_load.h"

enum { LANE_IN, LANE_SUBMITTED, LANE_OUT, LANE_HOME, LANES };

/* Words of the catalogue that tell lanes apart. */
struct lane_words {
    uint32_t inbound, local, lmtp;
};

/* Looks the words up once; `words` are the catalogue's, and grow. */
struct lane_words lane_words(struct words *words);
/* Messages taken (LANE_IN, LANE_SUBMITTED) or recipients delivered to (LANE_OUT, LANE_HOME). */
int64_t lane_count(const struct lane_words *w, const struct flow_row *row, int lane);

#endif
