/* limit.h - "bounced > 5%": a limit on a count of the mail, as typed for `check --fail-if` */
#ifndef CLI_LIMIT_H
#define CLI_LIMIT_H

#include "report/health.h"

struct limit {
    int which;                          /* enum health_count, or HEALTH_COUNTS: what is to do */
    enum { LIMIT_ABOVE, LIMIT_FROM, LIMIT_BELOW, LIMIT_TO } way;    /* >, >=, <, <= */
    double number;
    int percent;                        /* of what was to be delivered */
};

int limit_read(struct limit *l, const char *words);     /* 0: it is none */
/* The limit as a threshold of the plug-in convention, "5" or "10:", of whole numbers: appended.
 * 0: it cannot be told so. */
int limit_threshold(struct strbuf *out, const struct limit *l);
int limit_is_passed(const struct limit *l, const struct health *h);

#endif
