/* coverage.h - what the database knows of a period, and how well
 *
 * Tells "no failures" from "no data", and whether a period may be compared with another at all.
 */
#ifndef QUERY_COVERAGE_H
#define QUERY_COVERAGE_H

#include "query/period.h"
#include "store/query.h"

/* Replies that crossed the wire.  Hours that the period cuts count in proportion, and the numbers
 * are then `estimated`. */
struct replies {
    int64_t all, class[6];              /* by first digit: class[2] ... class[5] */
    int estimated;
};

enum { COVERAGE_NAMED = 64 };

struct coverage {
    /* of logs that touch the period */
    int64_t sources, lines, recognised, strange, foreign, unframed, unknown;
    int64_t first_time, last_time;      /* of these logs' records; 0: there are none */
    int64_t all_sources, all_first, all_last;   /* of all logs in the database */
    char *last_log;                     /* of all, that was written to last; owned */
    char *strange_log;                  /* of the period, with most lines not understood; owned */
    char *hosts, *mtas;             /* "mx1, mx2", from replies and failures of the period, with
                                       ", +12" behind COVERAGE_NAMED; NULL: none; owned */
    struct replies replies;
    struct replies before;        /* of the day before; of the period before where that overlaps */
    int before_is_day;
};

/* 0, or STORE_FAILED */
int coverage_load(struct coverage *c, struct store *s, struct period p);
void coverage_release(struct coverage *c);

/* 1 if logs cover most of the period, so that "none" means none. */
int coverage_of(struct store *s, struct period p);
/* Replies of the hours that have any of the period, hour by hour; a host whose failures had no
 * reply comes with class 0. */
struct reply_sum {
    int64_t hour, host, n;              /* its first second; host_id; replies */
    struct smtplog_slice mta;
    int class;                          /* first digit */
};
int replies_each(struct store *s, struct period p,
                 void (*each)(void *to, const struct reply_sum *sum), void *to);
/* Failed replies in percent of all; -1: too few to say (REPLIES_FLOOR). */
double replies_failed(const struct replies *r);
enum { REPLIES_FLOOR = 50 };
/* Lines in a known form in percent of those that an MTA wrote (store_recognised()); -1: there are
 * none.  And lines that were not understood, for whatever reason. */
double coverage_recognised(const struct coverage *c);
int64_t coverage_not_understood(const struct coverage *c);

#endif
