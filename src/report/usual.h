/* usual.h - what is usual: the same hours of like days, as far back as there are logs
 *
 * A day is like the same day of other weeks; where there are fewer than two of those, like the
 * other working days, or the other days of a weekend.  A week is like other weeks, a longer period
 * like the ones before it.  Never the period itself: a broken day does not tell what is usual.
 */
#ifndef REPORT_USUAL_H
#define REPORT_USUAL_H

#include "query/coverage.h"

enum { USUAL_MOST = 36 };

struct usual {
    struct period periods[USUAL_MOST];  /* 0: the report's, then back in time */
    int covered[USUAL_MOST];            /* logs cover it */
    int alike[USUAL_MOST];              /* it is a like one, to be compared with */
    int same[USUAL_MOST];               /* the same day of the week, or any longer period */
    int len;
    int known;                          /* how many are covered and alike */
    double quiet;                       /* share of the usual that need not alarm: 1, less where
                                           days of another kind stand in, and on holidays */
};

/* What the past tells of a number. */
struct likely {
    int known;                          /* how many periods told it; 0: nothing is known */
    double usual;                       /* the median of like periods */
    double low, high;                   /* what ordinary days do not go below or beyond */
};

/* Chooses the periods to compare with, and finds which of them the logs cover. */
void usual_make(struct usual *u, struct store *s, struct period p);
/* `values[i]` belongs to periods[i]. */
struct likely usual_of(const struct usual *u, const int64_t values[USUAL_MOST]);
/* The period that holds a time; -1: none. */
int usual_at(const struct usual *u, int64_t time);

#endif
