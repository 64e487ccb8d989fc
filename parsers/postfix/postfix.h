/* postfix.h - inside the Postfix parser: a record on its way through the rooms
 *
 * postfix.c takes a record's wrapping off (severity word, queue id) and hands it to
 * the room of the program that wrote it: smtpd, postscreen, cleanup, the delivery agents, the
 * queue manager and the tools.  A room fills the event and answers enum smtplog_result;
 * NOT_MINE means "no form of this room", and leftover.c then decides between noise and strange.
 *
 * Postfix replaces what is not printable before it logs, but addresses, HELO names, headers and
 * remote replies are written by strangers: forms are anchored at the start of the message, and
 * context tails are read from the right.
 */
#ifndef POSTFIX_H
#define POSTFIX_H

#include <smtplog/parser.h>
#include <smtplog/scan.h>

#include "form.h"

enum { POSTFIX_ASKED = 6 };
/* Tables of forms that go through the form machine. */
enum postfix_table {
    POSTFIX_SMTPD_FORMS, POSTFIX_POSTSCREEN_FORMS, POSTFIX_CLEANUP_FORMS, POSTFIX_TOOL_FORMS,
    POSTFIX_TABLES
};

/* The last alert of a client, until a later line of its process names the client (alert.c). */
struct postfix_alerted {
    uint32_t pid;                           /* 0: none */
    int64_t time;
    char text[256];
    size_t len;
};

/* One stream's state. */
/* What a tag told, kept because lines come in runs of a few tags. */
enum { POSTFIX_TAGS = 16, POSTFIX_TAG_MOST = 40 };
struct postfix_tag {
    char text[POSTFIX_TAG_MOST];
    size_t len;                         /* 0: a free place */
    size_t instance_len;                /* up to its last '/' */
    int has_instance;                   /* 0: there is none */
    const struct postfix_program *program;      /* NULL: it tells none */
};

struct postfix_state {
    struct postfix_tag met[POSTFIX_TAGS];       /* by length and last letter */
    struct form_set *sets[POSTFIX_TABLES];
    const struct postfix_program *askable[POSTFIX_ASKED];
    const char *tags;                       /* the setting: more tags that are ours */
    struct postfix_alerted alerted;
    char buffer[4096];                      /* what an event points to beside the record */
    int in_order;                           /* the present record used one of the last two */
};

enum postfix_severity {
    POSTFIX_INFO, POSTFIX_WARNING, POSTFIX_ERROR, POSTFIX_FATAL, POSTFIX_PANIC
};

struct postfix_record {
    struct postfix_state *state;
    const struct smtplog_line *line;
    struct smtplog_slice program;           /* "smtpd", "smtp", ... */
    struct smtplog_slice body;              /* the whole message */
    struct smtplog_slice rest;              /* body after severity word and queue id */
    struct smtplog_slice queue_id;          /* ptr NULL: none, or NOQUEUE */
    struct smtplog_slice instance;          /* or service: what the tag tells of it */
    uint32_t severity, has_id;              /* has_id: a queue id or NOQUEUE stood in front */
    uint32_t direction;                     /* of the program's deliveries */
    int guessing;                           /* the tag does not tell the program: a room then
                                               declines what others print too, or other software
                                               might */
};

/* What an event waits for that a later record of its dialogue tells.  The bit 1 << PHASE: the
 * session ended by itself after a command of that phase was refused, or at CONNECT with none. */
enum {
    POSTFIX_FILTERED = 1u << 16,            /* another reply was sent in its place */
    POSTFIX_PROXY_VERDICT = 1u << 17,       /* the reply at the end of a message,
                                               filtered before the queue */
    POSTFIX_MILTER_HEARD = 1u << 18,        /* a milter's reply, given to the client */
    POSTFIX_DISCONNECTED = 1u << 19         /* postscreen has done with the client */
};

typedef int postfix_room(const struct postfix_record *r, struct smtplog_event *e);

postfix_room postfix_smtpd, postfix_postscreen, postfix_cleanup, postfix_client, postfix_agent,
    postfix_queue, postfix_tool;

/* programs.c: what programs there are, and which one wrote a message whose tag does not tell. */
struct postfix_program {
    const char *name;
    postfix_room *room;
    uint32_t direction, has_queue;      /* the queue manager's name is that of an instance */
};
const struct postfix_program *postfix_program_named(struct smtplog_slice name);
/* The ones to ask, in this order, where the tag does not tell. */
void postfix_programs_to_ask(const struct postfix_program *list[POSTFIX_ASKED]);

/* access.c: "ACTION: STAGE from CLIENT: TEXT; TAIL". */
postfix_room postfix_access;
/* sasl.c: "CLIENT: SASL METHOD authentication failed: REASON". */
postfix_room postfix_sasl;

/* alert.c: a client that does not take this server's certificate; smtpd's line, and what tlsproxy
 * says of the same. */
postfix_room postfix_alert, postfix_handshake;
/* Gives a hang-up the alert for its reason, if there was one just before in its process and the
 * tag did not tell whose it was. */
void postfix_alert_explains(const struct postfix_record *r, struct smtplog_event *e);

/* delivery.c: "to=<r>, relay=R, ..., status=S (TEXT)". */
postfix_room postfix_delivery;
/* The agent that wrote such a line, by its relay=; ptr NULL: it is no such line. */
struct smtplog_slice postfix_delivery_agent(const struct postfix_record *r);
/* reason.c: what the TEXT of a failed delivery, or of an attempt, tells.  1: a known form. */
int postfix_reason(struct smtplog_slice text, struct smtplog_event *e);

/* leftover.c: transcripts and harmless companions, or words of failure in no known form. */
postfix_room postfix_leftover;

/* harmless.c: 1 if the line is known to say nothing. */
int postfix_is_harmless(const struct postfix_record *r);

/* wordings.c: for the host (parser.h). */
extern const struct smtplog_wording postfix_wordings[];
extern const struct smtplog_front postfix_fronts[];

/* Rows of the form machine. */
extern const struct form postfix_smtpd_forms[], postfix_postscreen_forms[],
    postfix_cleanup_forms[], postfix_tool_forms[];
extern const size_t postfix_smtpd_forms_len, postfix_postscreen_forms_len,
    postfix_cleanup_forms_len, postfix_tool_forms_len;
int postfix_match(const struct postfix_record *r, enum postfix_table table,
                  struct smtplog_event *e);

/* "name[ip]:port" in an expression; the host takes "unknown" for not known. */
#define POSTFIX_CLIENT \
    "(?<peer_name>[^][\\s]*)\\[(?:unknown|(?<peer_ip>[^]\\s]+))\\](?::(?<peer_port>\\d+))?"

/* What an inbound form says: phase, disposition, implied code (0: none), enhanced code, flags. */
#define POSTFIX_SAYS(phase_, disposition_, code_, enhanced_, flags_)                             \
    {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_INBOUND, .phase = (phase_),                   \
     .disposition = (disposition_), .origin = SMTPLOG_BY_LOCAL, .code = (code_),                 \
     .flags = (flags_) | ((code_) ? SMTPLOG_CODE_IMPLIED : 0u), .enhanced = (enhanced_),          \
     .after_code = (phase_) == SMTPLOG_EOD ? 354 : 0}

#endif
