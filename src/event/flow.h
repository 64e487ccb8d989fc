/* flow.h - what mail does besides replies: the counts that people know
 *
 * Events are failures, and replies are counted by code; neither tells how many messages were
 * taken, how many recipients were delivered to, or whether a server said anything at all.  That is
 * a flow: counts of one hour, host, process, direction and domain.
 */
#ifndef EVENT_FLOW_H
#define EVENT_FLOW_H

#include <smtplog/parser.h>

enum flow_kind {
    FLOW_RECORDS,           /* records that said something: a sign of life */
    FLOW_MESSAGES,          /* taken into the queue, those that come back from a
                               filter not again */
    FLOW_SUBMITTED,         /* of these: by a user who had logged in */
    FLOW_BYTES,             /* of messages whose size the log tells */
    FLOW_DELIVERIES,        /* recipients delivered to; what only went to the own filter is none */
    FLOW_BOUNCED,           /* recipients that failed for good */
    FLOW_PUT_OFF,           /* recipients that began to wait */
    FLOW_SETTLED,           /* recipients that waited and do no more */
    FLOWS
};

struct flow {
    int64_t time;                           /* any second of the hour */
    struct smtplog_slice host, mta, process;
    struct smtplog_slice domain;            /* the recipient's, of deliveries; ptr
                                               NULL: not known */
    struct smtplog_slice server;            /* that answered, of deliveries; ptr NULL: none */
    struct smtplog_slice provider;          /* whose server that is; ptr NULL: not known.  From
                                               ingest/, which needs no server from there on */
    uint32_t direction;                     /* enum smtplog_direction; 0: of none */
    uint64_t n[FLOWS];
};

/* A message from a client that had not logged in was taken. */
struct arrival {
    int64_t time;
    struct smtplog_slice sender, client_name, client_ip;        /* sender: "" the null sender */
};

/* A message that a user submitted after a login. */
struct login {
    int64_t time;
    struct smtplog_slice host, user, client_name, client_ip;
    uint64_t messages;
};

#endif
