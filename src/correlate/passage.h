/* passage.h - one record on its way through the room, for this room's files
 *
 * correlate.c leads it through: message.c finds the message that it names and learns about it,
 * session.c the dialogue, evidence.c what its service has shown, waiting.c the events that it
 * decides; what it says itself is told last.
 */
#ifndef CORRELATE_PASSAGE_H
#define CORRELATE_PASSAGE_H

#include "base/units.h"
#include "correlate/context.h"
#include "correlate/flows.h"
#include "correlate/sink.h"

/* Instances of a server with a queue of their own that are known; further ones are taken for
 * services. */
enum { QUEUES_MOST = 64 };

struct correlator {
    struct correlate_sink sink;
    struct context_table contexts;
    struct strbuf key, text, scratch, domain;
    struct strbuf place;                /* MTA and host of the last record, as keys have them */
    struct smtplog_slice mta, host;     /* of it; the host points into `place` */
    struct signs signs;
    const struct correlate_record *now; /* on its way through; NULL between records */
    uint64_t queues[QUEUES_MOST];       /* hashes of instances that have shown their queue */
    size_t queues_len;
};

struct passage {
    struct correlator *c;
    const struct correlate_record *record;
    const struct smtplog_event *said;
    struct context *message, *session;  /* NULL: none */
    struct event event;                 /* once it is `known`: large, and few records need it */
    int known;
    struct flows flows;
};

/* Open contexts kept in memory where there is no shelf, and where there is one: some 20 MB.  How
 * long one may go untouched: Postfix gives a message five days (maximal_queue_lifetime), Exim's
 * usual retry rule four. */
enum { CONTEXTS_MOST = 100000, CONTEXTS_BEFORE_SHELF = 20000, CONTEXT_AGE = 8 * DAY };

/* The first letter of a context's key. */
enum { KEY_MESSAGE = 'm', KEY_SESSION = 's', KEY_QUEUE = CONTEXT_AT_ONCE, KEY_LOGINS = 'a',
       KEY_HABIT = 'h', KEY_PEERS = 'p' };

/* A key of kind, MTA, host, name and, if it is known, what tells names alike apart: the same
 * queue id on two hosts is two messages.  Valid until the next key is made. */
struct smtplog_slice passage_key(struct passage *p, char kind, struct smtplog_slice name,
                                 struct smtplog_slice more);
/* The context of that key; made if it was not there, and touched. */
struct context *passage_context(struct passage *p, char kind, struct smtplog_slice name,
                                struct smtplog_slice more);

static inline struct smtplog_slice first_known(struct smtplog_slice a, const struct context *c,
                                               enum fact which)
{
    return a.ptr || !c ? a : context_fact(c, which);
}

/* tell.c: gives an event out, `times` times, and counts it. */
void passage_tell(struct correlator *c, const struct event *e, uint32_t times);
/* What the record says itself, unless it only `decided` what waited. */
void passage_tell_own(struct passage *p, int decided);
/* The record as it was heard, whatever it says: for a sink that wants all of a story. */
void passage_tell_heard(struct passage *p);

/* message.c: finds the message, learns what the record tells of it, fills the event with
 * what other records told. */
void passage_find_message(struct passage *p);
void passage_learn_message(struct passage *p);
void passage_join_message(struct passage *p);
/* An instance from the database has a queue. */
void passage_know_queue(struct correlator *c, struct smtplog_slice key);

/* session.c: the same for the dialogue. */
void passage_find_session(struct passage *p);
void passage_learn_session(struct passage *p);
void passage_join_session(struct passage *p);

/* evidence.c: notes what a dialogue that ends shows of its service. */
void evidence_learn(struct passage *p);
/* Does the service, as far as it is known, answer a login with 334 in dialogues as that which
 * ends with this record? */
int evidence_of_logins(struct passage *p);
/* An event by habit was followed at once by what it waits for, or was not: is that what the
 * server does, configured as it is? */
int evidence_of_habit(struct passage *p, const struct event *e, struct smtplog_slice form,
                      int followed);

/* Fills what other records told of the event's message. */
void message_fill(struct event *e, const struct context *message);

/* The same for deliveries: whether a server is asked before a message is sent.  -> the code that
 * is implied, or 0. */
void evidence_learn_peer(struct passage *p);
int32_t evidence_of_peer(struct passage *p, int32_t after_code);

/* waiting.c: does the event of this record wait? */
int waiting_wants(const struct passage *p);
/* With what: its dialogue or its message; NULL: that is not known. */
struct context *waiting_place(const struct passage *p);
/* Puts it away there. */
void waiting_add(struct passage *p);
/* Makes it what it is as long as no other record decides; 0: nothing. */
int waiting_stands(const struct passage *p, struct event *e);
/* What this record decides of the events that wait in its dialogue and with its message, is
 * told.  1: one of the dialogue's waited for this record. */
int waiting_decide(struct passage *p);
/* The dialogue or message is over or given up without a word: what waits is told as undecided. */
void waiting_end(struct correlator *c, struct context *place);
/* The log's present end: what stands unless the next record says otherwise is told now. */
void waiting_at_end(struct correlator *c);

#endif
