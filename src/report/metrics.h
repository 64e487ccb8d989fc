/* metrics.h - what a monitoring system may count: families of numbers with few, bounded labels
 *
 * Counters count everything the database ever held, so they never go back: not when old events are
 * pruned (their hourly counts stay), not when another database is merged in.  `reclassify` moves
 * failures from one cause to another, which a monitoring system takes for a restart.  Labels are
 * words of the house (class, code, cause, provider, direction) and names of logging hosts, of
 * which those beyond the first hundred are one: nothing that a stranger can make more of.
 */
#ifndef REPORT_METRICS_H
#define REPORT_METRICS_H

#include "store/query.h"

enum metric_type { METRIC_COUNTER, METRIC_GAUGE };

struct metric_family {
    const char *name;                   /* by the rules of Prometheus: unit last, _total */
    const char *help;                   /* one line, English as all metrics are */
    enum metric_type type;
    enum store_statement which;         /* one row a sample: labels, then values */
    int column;                         /* of the value */
    const char *const *labels;          /* of the first columns; NULL at the end */
};

/* All families, in the order in which they are told; name NULL at the end. */
extern const struct metric_family metric_families[];

/* Asks for the samples of a family: store_next(), then store_text() and store_int() by the
 * family's columns; a label that is NULL is not known.  End with store_query_end(). */
struct store_query *metric_samples(struct store *s, const struct metric_family *family);

#endif
