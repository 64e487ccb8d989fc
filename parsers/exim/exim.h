/* exim.h - the parser's rooms, and what one record hands from room to room */
#ifndef EXIM_H
#define EXIM_H

#include "fields.h"

#include <form.h>

enum {
    EXIM_REPLY_MAX = 8192,              /* Exim's own log buffer */
    EXIM_REMEMBERED = 16
};

/* What a client said or was told, kept until a later line of its connection needs it. */
struct exim_remembered {
    char client[64], helo[128];
    size_t client_len, helo_len;
    int32_t code;                       /* of its last syntax or protocol error */
    char verified[192];                 /* why its sender could not be verified, and
                                           whose address */
    size_t verified_len, sender_len;    /* the sender stands first */
    int no_greeting;                    /* MAIL was refused for want of a greeting */
};

enum { EXIM_TWINS = 16 };

/* The last rejection of each of a few processes, or clients, and what they tell of the log
 * (twin.c). */
struct exim_twins {
    struct exim_twin {
        uint64_t whose;                 /* a process id, or the hash of a client's address */
        uint32_t run;                   /* how often it stood in a row */
        uint64_t hash;
        int64_t time;
    } twin[EXIM_TWINS];
    size_t next;
    uint64_t pairs, singles;
};

struct exim {                           /* the state of one stream */
    const char *tags;                   /* the setting: more tags that are ours */
    struct form_set *inbound;
    char reply[EXIM_REPLY_MAX];         /* a reply whose lines are joined, a text of two parts */
    struct exim_remembered remembered[EXIM_REMEMBERED];
    size_t next;                        /* the oldest of them */
    struct exim_twins twins;
    unsigned proven : 1;                /* some line proved that this file is Exim's */
    unsigned in_order : 1;              /* the present record used what of the state changes */
};

/* A record with its message id taken off. */
struct exim_record {
    struct exim *state;
    const struct smtplog_line *line;
    struct smtplog_slice id, text;
};

/* Each answers enum smtplog_result, NOT_MINE if the record has none of its forms. */
int exim_arrival(const struct exim_record *r, struct smtplog_event *e);    /* <= and (= */
int exim_delivery(const struct exim_record *r, struct smtplog_event *e);   /* => -> >> *> ** == */
int exim_attempt(const struct exim_record *r, struct smtplog_event *e);    /* one remote host */
int exim_reject(const struct exim_record *r, struct smtplog_event *e);     /* H=... rejected ... */
int exim_auth(const struct exim_record *r, struct smtplog_event *e);       /* authenticators */
int exim_synprot(const struct exim_record *r, struct smtplog_event *e);    /* syntax, protocol */
/* fixed inbound lines */
int exim_inbound(const struct exim_record *r, struct smtplog_event *e);
int exim_note(const struct exim_record *r, struct smtplog_event *e);       /* no reply at all */

/* Whether a record begins with the flag of an arrival, or of a delivery's outcome: no other
 * software's does behind a message id. */
int exim_is_arrival(struct smtplog_slice text);
int exim_is_delivery(struct smtplog_slice text);

/* inbound.c: the rows of the form machine, and their proof (parser.h, check). */
extern const struct form exim_inbound_rows[];
extern const size_t exim_inbound_rows_len;
struct form_set *exim_inbound_forms(const struct smtplog_host *host);
unsigned exim_check_forms(const struct smtplog_host *host);

/* wordings.c: for the host (parser.h). */
extern const struct smtplog_wording exim_wordings[];
extern const struct smtplog_front exim_fronts[];

/* Scanners of forms (inbound.c) that have a room of their own. */
int exim_tls_setup(const struct form_context *ctx, struct smtplog_event *e);
int exim_tls_broken(const struct form_context *ctx, struct smtplog_event *e);

/* Whether "HOST I=[ip]:port" names the port for TLS from the start (RFC 8314), 465. */
int exim_is_tls_port(struct smtplog_slice client);

/* "sender verify fail for <S>: T" and "... defer ...": c begins at "<S>". */
int exim_sender_verify(const struct exim_record *r, int temporary, struct smtplog_slice c,
                       struct smtplog_event *e);

/* A rejection that says only that the sender was not verified gets the reason that was logged. */
void exim_recall_reason(struct exim *x, struct smtplog_event *e);

/* "a: b" in the state's own room, or only `a` if it has none. */
struct smtplog_slice exim_compose(struct exim *x, struct smtplog_slice a, struct smtplog_slice b);

/* Whether a line without a reply has words that no other program writes behind such a stamp. */
int exim_note_is_own(struct smtplog_slice text);

/* Fills what every inbound failure has. */
void exim_say_inbound(struct smtplog_event *e, const char *form, uint32_t phase, int32_t code);

/* The reply that a log text shows: code, blank, with the first digit that Exim would let pass
 * (0: any).  Otherwise the text stays a reason and the implied code stands. */
void exim_say_text(struct smtplog_event *e, struct smtplog_slice text, char digit);

/* The phase of a raw command, in whatever case. */
uint32_t exim_command_phase(struct smtplog_slice cmd);

/* The place for what is known of the event's client; NULL if it has no address or, unless
 * `make`, if nothing is known. */
struct exim_remembered *exim_remember(struct exim *x, const struct smtplog_event *e, int make);
void exim_remember_helo(struct exim *x, const struct smtplog_event *e);

/* Marks the second of two copies that one syslog has of a record. */
void exim_tell_twin(struct exim *x, const struct smtplog_line *line, struct smtplog_event *e);

#endif
