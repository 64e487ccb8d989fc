/* event.h - one failure or intermediate reply, as the house passes it from room to room
 *
 * Parsers say what one record says (smtplog/parser.h); correlate/ turns that into events whose
 * context is complete; classify/ adds what the text means; store/ and `smtplog parse` take
 * the result.  The members are the columns of the contract's view `events`.
 *
 * All slices are borrowed from whoever hands the event over and live until that call returns.
 * Invalid UTF-8 and control characters may stand in any of them: whoever prints escapes.
 */
#ifndef EVENT_H
#define EVENT_H

#include <smtplog/parser.h>

/* Does the record stand in another log, which was read before? */
enum event_copy {
    EVENT_COPY_UNKNOWN,                 /* of other logs only the events are known: they tell */
    EVENT_COPY_NO,
    EVENT_COPY_YES                      /* the store has this event, if it has what the record
                                           told */
};

struct event {
    int64_t time;                       /* Unix seconds, UTC */
    int32_t micros, digits;             /* fraction of the second, and with how many digits the
                                           log had it (0..6) */
    struct smtplog_slice host, mta, process;
    uint32_t direction, phase, disposition, origin; /* enums of smtplog/parser.h */
    int32_t code;                       /* 0: none crossed the wire */
    int32_t after_code;                 /* 334, 354 or 0 */
    int32_t class;                      /* 3, 4, 5 (event_class); 0: none */
    unsigned code_implied : 1, final : 1, echo : 1, probe : 1;
    struct smtplog_slice enhanced, challenge;
    struct smtplog_slice queue_id, message_id, sender, recipient;
    struct smtplog_slice peer_name, peer_ip, client_name, client_ip, sasl_user, helo;
    uint32_t peer_port;
    int64_t message_began;              /* Unix seconds of the message's first line: tells messages
                                           of one queue id apart; 0: no message */
    int64_t size;                       /* message size in bytes, 0: unknown */
    struct smtplog_slice text;          /* without the code, lines joined by \n */
    /* from classify/ */
    struct smtplog_slice tag, reason, cause, provider;
    /* where it stood */
    struct smtplog_slice source;        /* file name as given */
    uint64_t line_no;                   /* 1-based */
    uint64_t identity;                  /* hash of the record's words and time: equal in copies of
                                           the record in another log */
    enum event_copy copy;
    const char *form;                   /* name of the parser's form, static; for tests and
                                           doubt */
};

/* The members that are text, but those from classify/: for who has to copy an event. */
enum { EVENT_TEXTS = 17 };
extern const size_t event_texts[EVENT_TEXTS];       /* their offsets */
static inline struct smtplog_slice *event_text(struct event *e, size_t i)
{
    return (struct smtplog_slice *)(void *)((char *)e + event_texts[i]);
}

/* The contract's words; NULL for 0 or an unknown value. */
const char *event_direction_word(uint32_t direction);
const char *event_phase_word(uint32_t phase);
const char *event_disposition_word(uint32_t disposition);
const char *event_origin_word(uint32_t origin);

/* 3, 4 or 5: of the code's first digit, else of the enhanced code's, else 4 for a deferral, an
 * attempt, a break-off or a hold, and 5 for the rest (CONTRACT: column `class`).  A 2xx code where
 * it may not stand and an enhanced code that contradicts the code do not decide.  0 for what the
 * client was told to be well: mail that was thrown away, a "252" to VRFY.  A "221" that ends a
 * dialogue is no such word. */
int32_t event_class(int32_t code, struct smtplog_slice enhanced, uint32_t disposition);
/* Fills `class`.  What has none is no failure: `final` is 0 then, so that everything counted has a
 * class. */
void event_settle(struct event *e);

#endif
