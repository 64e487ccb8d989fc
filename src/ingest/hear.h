/* hear.h - one record at a time: what its parser says of it, whether another log has said it
 * already, and so to the correlator
 *
 * A record that may be the copy of one in another log is held until the next ones tell (twins.h);
 * so what was heard lags by no more than TWINS_HELD records.
 */
#ifndef INGEST_HEAR_H
#define INGEST_HEAR_H

#include "ingest/ahead.h"
#include "ingest/misread.h"
#include "ingest/run.h"
#include "store/twins.h"

struct held {
    struct record record;               /* with slices into `bytes` */
    struct strbuf bytes;
};

struct hearing {                        /* of one source; the first six members are the
                                           caller's */
    struct run *run;
    struct dispatch *dispatch;
    struct source *source;
    struct smtplog_slice name;          /* of the source */
    struct misread *misread;
    const struct ahead *ahead;          /* what is found ahead of its turn; NULL: nothing is */
    uint64_t file;                      /* what tells this source from others */
    uint64_t passed_over;               /* records that the outlet did not want */
    struct held held[TWINS_HELD];
    size_t held_len;
    const struct smtplog_parser *parser;        /* of the last record, and its name */
    struct smtplog_slice mta;
    enum event_copy told;               /* what the outlet was told of the present records */
};

/* One record's whole way: parsed, judged a copy or not, correlated, counted. */
void hear(struct hearing *h, const struct record *record);
/* The record is known to have been read: it only shows where in other logs the present place
 * is. */
void hear_again(struct hearing *h, const struct record *record);
/* No more is to come for now: what is held is no copy. */
void hear_rest(struct hearing *h);
/* The trail of what was heard goes to the outlet. */
void hear_give_trail(struct hearing *h);
void hearing_release(struct hearing *h);

#endif
