/* tally.h - replies summed by hour before they travel: successes are most of a log */
#ifndef INGEST_TALLY_H
#define INGEST_TALLY_H

#include "base/map.h"
#include "correlate/correlate.h"

/* A sum for one hour, host, MTA, direction, code and domain. */
struct tally_row {
    struct reply_count sum;             /* `time` is the hour's first second */
    char *texts;                        /* what host and domain point to */
};

struct tally {
    struct map rows;                    /* their key's bytes -> struct tally_row */
    struct strbuf key;
};

void tally_add(struct tally *t, const struct reply_count *count);
/* Gives every sum and starts anew. */
void tally_give(struct tally *t, void (*take)(void *to, const struct reply_count *sum), void *to);
void tally_release(struct tally *t);

#endif
