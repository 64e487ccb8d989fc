/* flow_sum.h - flows and logins summed by hour before they travel */
#ifndef INGEST_FLOW_SUM_H
#define INGEST_FLOW_SUM_H

#include "base/map.h"
#include "base/strbuf.h"
#include "event/flow.h"

/* The cell that the last records of one process went to: a log line costs a look-up only when
 * another process, host or hour speaks. */
enum { FLOW_RECENT = 8, FLOW_NAME = 48 };
struct flow_recent {
    int64_t hour;
    uint32_t direction, host_len, process_len;
    char host[FLOW_NAME], process[FLOW_NAME];
    const char *mta;
    struct flow *sum;
};

struct flow_sum {
    struct map flows, logins;           /* a key's bytes -> struct flow, struct login */
    struct strbuf key;
    struct flow_recent recent[FLOW_RECENT];
    unsigned next;                      /* of `recent`, to be replaced */
};

void flow_sum_add(struct flow_sum *s, const struct flow *flow);
void flow_sum_login(struct flow_sum *s, const struct login *login);
/* Gives every sum and starts anew; the texts live until the call returns. */
void flow_sum_give(struct flow_sum *s, void (*flow)(void *to, const struct flow *sum),
                   void (*login)(void *to, const struct login *sum), void *to);
void flow_sum_release(struct flow_sum *s);

#endif
