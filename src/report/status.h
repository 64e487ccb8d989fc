/* status.h - what was read and how well: the logs, how far each was read, what was not understood
 */
#ifndef REPORT_STATUS_H
#define REPORT_STATUS_H

#include "query/period.h"
#include "store/store.h"

struct status_source {
    char *name, *format, *host;         /* owned; NULL: not known */
    int64_t lines, recognised, strange, foreign, unframed, unknown, events, duplicates, bytes;
    int64_t first_time, last_time;      /* 0: none */
    int complete;
};

/* A line that was not understood. */
struct status_strange {
    char *source, *shape, *sample;      /* owned; shape NULL: all further shapes together */
    int64_t lines, line_no, last_time;
    enum strange_kind kind;
};

struct status {
    char *path;                         /* of the database; owned */
    int64_t bytes, events, failures, first_event, last_event;
    int64_t untold;                     /* of the failures: no words and no code tell why */
    struct status_source *sources;
    size_t sources_len, sources_cap;
    struct status_strange *strange;     /* by kind, the most frequent first */
    size_t strange_len, strange_cap;
    struct status_source total;         /* of all sources; its texts NULL */
};

enum { STATUS_STRANGE = 10 };           /* shapes told */

/* Lines not understood are told of `p` only, and the database's sizes only for STATUS_ALWAYS, for
 * they take time.  0, or STORE_FAILED: told. */
int status_build(struct status *st, struct store *s, struct period p);
#define STATUS_ALWAYS ((struct period){INT64_MIN, INT64_MAX})
void status_release(struct status *st);

/* Lines of a source that were not understood, for whatever reason; and those that were in percent
 * of the mail server's (store_recognised()). */
int64_t status_not_understood(const struct status_source *s);
double status_recognised(const struct status_source *s);

#endif
