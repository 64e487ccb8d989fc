/* flows.h - tells what mail does besides replies (event/flow.h), as records pass by */
#ifndef CORRELATE_FLOWS_H
#define CORRELATE_FLOWS_H

#include "correlate/context.h"
#include "correlate/sink.h"

/* Of one record. */
struct flows {
    const struct correlate_sink *sink;
    const struct correlate_record *record;
    struct strbuf *scratch;             /* of the domain */
    struct smtplog_slice domain;        /* the recipient's, once it was asked for */
    int asked;
};

/* Signs of life (FLOW_RECORDS) of one host and hour, put off and told together: every record is
 * one.  Processes of longer names are told at once. */
enum { SIGNS_MOST = 16, SIGNS_NAME = 16 };
struct signs {
    int64_t begins, ends;               /* the hour, [begins, ends) */
    struct smtplog_slice host, mta;     /* as they stand in the correlator */
    struct sign {
        char process[SIGNS_NAME];
        uint32_t len, direction;
        uint64_t n;                     /* 0: a free place */
    } list[SIGNS_MOST];
};

/* The record is a sign of life.  `host`: its host in memory that stays while it is the same. */
void flows_record(struct flows *f, struct signs *signs, struct smtplog_slice host);
/* Tells what was put off: before the host changes, and before anything is saved. */
void flows_settle(struct signs *signs, const struct correlate_sink *sink);

/* The domain of the record's recipient in small letters; ptr NULL: it has none. */
struct smtplog_slice flows_domain(struct flows *f);

/* n more of a kind, at the time and on the host of the record. */
void flows_tell(struct flows *f, uint32_t direction, enum flow_kind kind, uint64_t n);
/* The record says that its recipient was delivered to. */
void flows_delivery(struct flows *f, uint64_t n);
/* The message of the record is whole: its size was told for the first time. */
void flows_message(struct flows *f, const struct context *message);

#endif
