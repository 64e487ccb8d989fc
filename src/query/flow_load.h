/* flow_load.h - flows by hour, in memory (event/flow.h) */
#ifndef QUERY_FLOW_LOAD_H
#define QUERY_FLOW_LOAD_H

#include "event/flow.h"
#include "query/catalogue.h"
#include "query/period.h"

struct flow_row {
    int64_t hour;                       /* its first second */
    uint32_t host, process, direction;  /* words; host 0: not known, or one of too many */
    int64_t n[FLOWS];
};

/* Hosts beyond the first so many that are met have one row together: who reads rows compares what
 * a few hosts said with what they usually say, and strangers who write logs name a million. */
enum { FLOW_HOSTS = 1024 };

struct flow_rows {
    struct flow_row *rows;              /* in order of the hour */
    size_t len, cap;
};

/* Every row of the hours that begin in the period, in order of the hour; `host` is its host's
 * name, and row->host is 0.  0, or STORE_FAILED: told. */
int flow_rows_each(struct store *s, struct words *words, struct period p,
                   void (*each)(void *to, const struct flow_row *row, struct smtplog_slice host),
                   void *to);
/* The same in memory. */
int flow_rows_load(struct flow_rows *f, struct store *s, struct words *words, struct period p);
/* The first row of the hour or of a later one: an index, up to len. */
size_t flow_rows_from(const struct flow_rows *f, int64_t hour);
void flow_rows_release(struct flow_rows *f);

#endif
