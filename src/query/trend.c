/* The one judgement of "more" and "less": a column of arrows that follows noise is
 * not looked at. */
#include "query/trend.h"

#include <math.h>

/* Two counts of independent rare events differ by chance up to about twice the root of their sum
 * (Poisson); less than a tenth is nobody's business either. */
enum trend trend_of(int64_t now, int64_t before, int before_known)
{
    if (!before_known)
        return TREND_UNKNOWN;
    if (before == 0)
        return now ? TREND_NEW : TREND_SAME;
    if (now < TREND_FLOOR && before < TREND_FLOOR)
        return TREND_FEW;
    double change = (double)(now - before), chance = 2 * sqrt((double)(now + before));
    if (fabs(change) < chance || fabs(change) * 10 < (double)before)
        return TREND_SAME;
    return change > 0 ? TREND_UP : TREND_DOWN;
}
