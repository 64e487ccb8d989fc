/* hours.h - replies, flows and logins summed by hour before they travel to the writer
 *
 * Nearly every record counts something: successes by code, a sign of life of its process, a
 * recipient delivered to.  A hundred of them are one number here.  Texts become numbers
 * (base/numbered.h), so that a record costs a few comparisons and one look-up by integers
 * (base/sums.h).  A zeroed struct is a valid empty one.
 *
 * Domains are many, hosts few: what is counted by host has a small table of its own, which stays
 * in the cache, and the one of domains holds no more than is stored of them.
 */
#ifndef INGEST_HOURS_H
#define INGEST_HOURS_H

#include "base/numbered.h"
#include "base/sums.h"
#include "correlate/correlate.h"

struct hours {
    struct numbered names;
    struct sums replies, flows, deliveries, logins;
};

/* Where the sums go; their texts live until hours_give() returns. */
struct hours_takers {
    void (*reply)(void *to, const struct reply_count *sum); /* `time`: the hour's first second */
    void (*flow)(void *to, const struct flow *sum);         /* the same; domain: none */
    void (*delivery)(void *to, const struct flow *sum);     /* the same, of a domain and a
                                                               provider; from FLOW_DELIVERIES on */
    void (*login)(void *to, const struct login *sum);       /* `time`: of the hour's first one */
    void *to;
};

/* These add to the sum of the hour that the time is in.  Texts are copied. */
void hours_reply(struct hours *h, const struct reply_count *count);
void hours_flow(struct hours *h, const struct flow *flow);
void hours_login(struct hours *h, const struct login *login);
/* Gives every sum, in the order in which the first of each came, and starts anew. */
void hours_give(struct hours *h, const struct hours_takers *take);
/* So many hosts, domains and users are held that the sums are to be given. */
int hours_is_full(const struct hours *h);
void hours_release(struct hours *h);

#endif
