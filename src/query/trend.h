/* trend.h - whether two counts of equal periods differ by more than chance */
#ifndef QUERY_TREND_H
#define QUERY_TREND_H

#include <stdint.h>

enum trend {
    TREND_UNKNOWN,              /* not both periods are logged */
    TREND_NEW,                  /* none in the period before */
    TREND_FEW,                  /* too few to judge (TREND_FLOOR) */
    TREND_SAME,                 /* no more change than chance makes */
    TREND_UP, TREND_DOWN
};
enum { TREND_FLOOR = 10 };

/* The judgement on two counts. */
enum trend trend_of(int64_t now, int64_t before, int before_known);

#endif
