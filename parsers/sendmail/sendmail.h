/* sendmail.h - inside the Sendmail parser: a record on its way through the rooms
 *
 * sendmail.c takes the queue id off and asks the rooms in turn; each fills the event and answers
 * enum smtplog_result, NOT_MINE where the record has none of its forms.  What the lines look
 * like is told in sendmail.md.
 *
 * Sendmail escapes control characters, but quotes nothing: addresses, header texts and remote
 * replies may hold ", stat=" or ", reject=", so what follows them is found from fixed ends. */
#ifndef SENDMAIL_H
#define SENDMAIL_H

#include <smtplog/parser.h>
#include <smtplog/scan.h>

#include "form.h"

enum sendmail_table {
    SENDMAIL_SESSION, SENDMAIL_DATA, SENDMAIL_MILTER, SENDMAIL_QUEUE, SENDMAIL_TABLES
};

enum { SENDMAIL_ID = 24, SENDMAIL_HINTS = 64, SENDMAIL_PARTS = 8, SENDMAIL_PART_MOST = 8192 };

/* Why a delivery is about to fail, or that a message was refused after all, told by a line
 * before. */
struct sendmail_hint {
    char id[SENDMAIL_ID], reply[512];
    size_t id_len, reply_len;
    uint32_t phase;                     /* UNKNOWN: the message was refused, no delivery's hint */
    int32_t after_code;
};

/* A line that was too long for syslog, and came in parts so far. */
struct sendmail_part {
    char id[SENDMAIL_ID];
    size_t id_len, len;
    uint32_t pid;
    unsigned next;                      /* number of the part that must come; 0: none is open */
    char text[SENDMAIL_PART_MOST];
};

struct sendmail {                       /* the state of one stream */
    struct form_set *sets[SENDMAIL_TABLES];
    const char *tags;                   /* the setting: more tags that are ours */
    struct sendmail_hint hints[SENDMAIL_HINTS];
    size_t next_hint;
    struct sendmail_part *parts;        /* SENDMAIL_PARTS of them, or NULL: none came yet */
    size_t next_part;
    char ip[64];                        /* an address as other servers write it */
    char reply[512];                    /* a hint's, while an event points to it */
    int in_order;                       /* the present record used what of the state changes */
};

struct sendmail_record {
    struct sendmail *state;
    const struct smtplog_line *line;
    struct smtplog_slice id, text;      /* id.ptr NULL: none, or NOQUEUE */
    int has_id;                         /* an id or NOQUEUE stood in front */
};

/* What an event that waits is told by: the line that names the message's sender and client. */
enum { SENDMAIL_SENDER_LINE = 1u << 16 };

typedef int sendmail_room(const struct sendmail_record *r, struct smtplog_event *e);

sendmail_room sendmail_sender,          /* from= */
    sendmail_delivery,                  /* to= */
    sendmail_ruleset,                   /* ruleset= */
    sendmail_auth,                      /* AUTH and STARTTLS lines */
    sendmail_notice,                    /* ID: NEWID: ... */
    sendmail_refused,                   /* <R>... TEXT: the code is not logged */
    sendmail_leftover;                  /* noise, or words of failure that no form knows */

/* Does a text begin a sender's or a delivery's line?  Behind an id no other program's does. */
int sendmail_is_own(struct smtplog_slice text);

/* Rows of the form machine. */
extern const struct form sendmail_session_forms[], sendmail_data_forms[], sendmail_milter_forms[],
    sendmail_queue_forms[];
extern const size_t sendmail_session_forms_len, sendmail_data_forms_len, sendmail_milter_forms_len,
    sendmail_queue_forms_len;

/* wordings.c: for the host (parser.h). */
extern const struct smtplog_wording sendmail_wordings[];
extern const struct smtplog_front sendmail_fronts[];

/* pieces.c */

/* The queue id or NOQUEUE, and ": " behind it or a part's "[2]: ".  *part: 0, or the part's
 * number. */
int sendmail_id_scan(struct smtplog_slice *c, struct smtplog_slice *id, unsigned *part);
/* About when this id was made: it has the server's local time, which is taken for UTC; 0: it is
 * none. */
int64_t sendmail_id_made(struct smtplog_slice id);
/* "mx.example.org. [192.0.2.1] (may be forged)", "ident@[192.0.2.1]",
 * "[IPv6:2001:db8:0:0:0:0:0:1]": the last bracket is the address.  Fills the event's peer; 1 if
 * there is an address. */
int sendmail_peer(struct sendmail *s, struct smtplog_slice relay, struct smtplog_event *e);
/* "IPv6:2001:db8:0:0:0:0:0:1" as other servers write it; others as they are. */
struct smtplog_slice sendmail_ip(struct sendmail *s, struct smtplog_slice ip);
/* "<a@example.org>" without the brackets; a bare word as it is. */
struct smtplog_slice sendmail_address(struct smtplog_slice c);
/* An address from '<' to its '>', minding quotes, with ", " or the end behind it. */
int sendmail_address_scan(struct smtplog_slice *c, struct smtplog_slice *out);
/* What every inbound failure has. */
void sendmail_say_inbound(const struct sendmail_record *r, struct smtplog_event *e,
                          const char *form, uint32_t phase, int32_t implied);
/* The message's sender line, still to come, will tell its sender and client. */
void sendmail_await_sender(struct smtplog_event *e);
/* For forms: the same for every form whose group "rest" is the client. */
form_scan sendmail_client_form;

/* remember.c */
struct sendmail_hint *sendmail_hint_put(struct sendmail *s, struct smtplog_slice id);
/* Takes the hint back; NULL: there is none. */
const struct sendmail_hint *sendmail_hint_take(struct sendmail *s, struct smtplog_slice id);
/* A part of a record, number from 1: QUIET as long as further ones must come, else SAID and
 * *whole. */
int sendmail_part(struct sendmail *s, const struct sendmail_record *r, unsigned number,
                  struct smtplog_slice *whole);

/* What an inbound form says: phase, disposition, implied code (0: none), enhanced code,
 * after_code. */
#define SENDMAIL_SAYS(phase_, disposition_, code_, enhanced_, after_)                            \
    {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_INBOUND, .phase = SMTPLOG_##phase_,           \
     .disposition = SMTPLOG_##disposition_, .origin = SMTPLOG_BY_LOCAL, .code = (code_),         \
     .flags = (code_) ? SMTPLOG_CODE_IMPLIED : 0u, .enhanced = (enhanced_),                      \
     .after_code = (after_)}

#endif
