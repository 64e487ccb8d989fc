/* trace.h - the story of a message, or of whatever an address or a name met, in order of time
 *
 * A queue id may have been used more than once: each life is a message of its own, told apart by
 * its times.  The database holds only failures and what became of deferred recipients; logs hold
 * everything.  Both are put into one `struct trace` in any order (trace_build() and
 * trace_build_more() from the database, story.h from logs); trace_conclude() then joins what is
 * one and draws the conclusions.
 */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include "event/event.h"
#include "phrase/advice.h"
#include "render/format.h"
#include "query/period.h"

enum trace_step {
    TRACE_FAILURE,                      /* or an intermediate reply */
    TRACE_SUBMITTED,                    /* it came in */
    TRACE_DELIVERED,                    /* to a mailbox, a program or the next server */
    TRACE_NOTIFIED,                     /* a bounce or a delay notification was made */
    TRACE_ENDED                         /* it left the queue */
};
enum trace_hop_kind {
    TRACE_NO_HOP, TRACE_QUEUED_AS, TRACE_REINJECTED, TRACE_FORWARDED, TRACE_NOTIFICATION,
    TRACE_REQUEUED
};

struct trace_event {
    int64_t time;
    int32_t micros, digits, code, class, after_code;
    uint32_t times;                     /* how often it stood in a row, 1 on */
    enum trace_step step;
    enum trace_hop_kind hop;            /* what next_queue_id or former_queue_id is */
    unsigned code_implied : 1, echo : 1, final : 1;
    unsigned stored : 1;                /* known from the database alone: its line is gone */
    unsigned handed_on : 1;             /* delivered to where the story goes on */
    /* owned; NULL: not known */
    char *host, *mta, *process, *direction, *phase, *enhanced, *disposition, *origin, *tag,
        *queue_id, *sender, *recipient, *peer_name, *peer_ip, *sasl_user, *text, *cause, *provider,
        *source, *next_queue_id, *former_queue_id;
    int64_t line_no;
};

/* What became of a recipient, as far as is known. */
enum trace_end {
    TRACE_WAITS, TRACE_ARRIVED,
    TRACE_HANDED_ON,                    /* to a filter or a server whose story is told as well */
    TRACE_BOUNCED, TRACE_EXPIRED, TRACE_DISCARDED, TRACE_REMOVED, TRACE_ENDS
};
struct trace_fate {
    const char *recipient;              /* of the event */
    const struct trace_event *by;       /* the last that was said of it */
    enum trace_end end;
};

/* The same message under another queue id, or the notification about it. */
struct trace_hop {
    const char *queue_id;               /* of an event or a message */
    enum trace_hop_kind kind;
    int back;                           /* 1: there it came from */
    int64_t time;
    size_t to;                          /* 1-based among the trace's messages; 0: not told */
    int64_t ahead;                      /* seconds, at least, that the other host's clock is ahead
                                           of this one's (less than 0: behind); 0: not known */
};

struct trace_message {
    int64_t id;                         /* in the database; 0: from logs */
    int64_t first, last, size;
    unsigned began : 1, ended : 1;      /* its first and its last line were seen */
    size_t left_out;                    /* further events, beyond TRACE_EVENTS */
    char *host, *queue_id, *message_id, *sender, *client_name, *client_ip, *sasl_user,
        *helo; /* owned */
    struct trace_event *events;
    size_t len, cap;
    struct trace_fate *fates;
    size_t fates_len, fates_cap;
    struct trace_hop *hops;
    size_t hops_len, hops_cap;
};

struct trace {
    struct trace_message *messages;     /* named by queue id or Message-ID, or met by a name */
    size_t len, cap;
    struct trace_message named;         /* the events of no message that name the word */
    int cut;                            /* 1: there are more than TRACE_EVENTS of these */
    int messages_cut;                   /* 1: there are more than TRACE_MESSAGES:
                                           the latest stay */
};
enum { TRACE_EVENTS = 1000, TRACE_MESSAGES = 50 };

/* From the database.  0, or STORE_FAILED: told.  Messages are looked up in all of it, names in the
 * period. */
int trace_build(struct trace *t, struct store *s, const char *word, struct period period);
/* What the database has of the messages that logs told; after them, before trace_conclude(). */
int trace_build_more(struct trace *t, struct store *s);
/* Joins messages and events that came from both sides, sorts, and fills fates and hops. */
void trace_conclude(struct trace *t);
void trace_release(struct trace *t);
int trace_is_empty(const struct trace *t);

/* ---- For who tells from logs --------------------------------------------------------------- */

/* A copy of the event at the message's end; NULL (and counted) if there are TRACE_EVENTS. */
struct trace_event *trace_add_event(struct trace_message *m, const struct event *e);
/* Facts of the message that the event has and that were not known. */
void trace_learn(struct trace_message *m, const struct event *e);
/* Moves a message, or an event to another message. */
struct trace_message *trace_add_message(struct trace *t, const struct trace_message *m);
void trace_move_event(struct trace_message *to, struct trace_event *e);
void trace_release_message(struct trace_message *m);
void trace_release_event(struct trace_event *e);
/* Is the message from the logs the same life as the one from the database? */
int trace_is_same(const struct trace_message *logged, const struct trace_message *stored);
/* Can what happened at `time` to this queue id have been in this life?  Clocks of several hosts
 * differ. */
int trace_is_near(const struct trace_message *m, int64_t time);

/* ---- To be read ---------------------------------------------------------------------------- */

/* Appends the story for people, the causes of its failures explained once each. */
void trace_text(struct strbuf *out, const struct trace *t, const struct adviser *adviser,
                struct style style, int width);
/* A row an event, columns as in the view `events` and those of docs/man/smtplog.1. */
void trace_rows(FILE *out, const struct trace *t, const struct format_options *format);
const char *trace_step_word(enum trace_step step);
const char *trace_hop_word(enum trace_hop_kind kind);           /* NULL: no hop */

#endif
