/* opensmtpd.h - inside the OpenSMTPD parser: a record on its way through the rooms
 *
 * opensmtpd.c takes the session's id and the engine's name off and hands the rest to that
 * engine's table: smtp.c (clients), mta.c (remote servers), mda.c (local), queue.c (lines
 * without a session), old.c (the prose of 5.x).  What the lines look like is told in
 * opensmtpd.md.
 *
 * Commands go through vis(3), replies and results go as they are, and double quotes are never
 * escaped: a quoted value ends at the line's last one. */
#ifndef OPENSMTPD_H
#define OPENSMTPD_H

#include <smtplog/parser.h>
#include <smtplog/scan.h>

#include "form.h"

enum opensmtpd_table {
    OPENSMTPD_SMTP, OPENSMTPD_MTA, OPENSMTPD_MDA, OPENSMTPD_QUEUE, OPENSMTPD_OLD, OPENSMTPD_TABLES
};

enum { OPENSMTPD_LOGINS = 32, OPENSMTPD_USER = 120, OPENSMTPD_TEXT = 4096 };

struct opensmtpd {                      /* the state of one stream */
    struct form_set *sets[OPENSMTPD_TABLES];
    const char *tags;                   /* the setting: more tags that are ours */
    struct opensmtpd_login {            /* who failed to log in: the reply's line comes next */
        char session[16], user[OPENSMTPD_USER];
        size_t user_len;
    } logins[OPENSMTPD_LOGINS];
    size_t next_login;
    char counted[8];                    /* the message whose acceptance was counted last */
    char text[OPENSMTPD_TEXT];          /* a reply's lines, taken apart again */
    unsigned proven : 1;                /* some line showed that the tag is OpenSMTPD's here */
    unsigned in_order : 1;              /* the present record used what of the state changes */
};

/* Rows of the form machine. */
extern const struct form opensmtpd_smtp_forms[], opensmtpd_mta_forms[], opensmtpd_mda_forms[],
    opensmtpd_queue_forms[], opensmtpd_old_forms[];
extern const size_t opensmtpd_smtp_forms_len, opensmtpd_mta_forms_len, opensmtpd_mda_forms_len,
    opensmtpd_queue_forms_len, opensmtpd_old_forms_len;

/* wordings.c: for the host (parser.h). */
extern const struct smtplog_wording opensmtpd_wordings[];
extern const struct smtplog_front opensmtpd_fronts[];

/* The message of an envelope: the first eight digits of its id. */
struct smtplog_slice opensmtpd_message(struct smtplog_slice envelope);
/* "192.0.2.1", "[2001:db8::1]"; "local" and "-" are no address. */
struct smtplog_slice opensmtpd_ip(struct smtplog_slice address);
/* The peer's name, unless it is its address again. */
struct smtplog_slice opensmtpd_name(struct smtplog_slice name, struct smtplog_slice ip);
/* "192.0.2.1 (mx.example.org)", of a session; a bare domain is no peer. */
void opensmtpd_relay(struct smtplog_slice relay, struct smtplog_event *e);

/* A command that was refused, and the reply: smtp.c, for old.c too. */
void opensmtpd_command(struct opensmtpd *s, struct smtplog_slice command,
                       struct smtplog_slice result, struct smtplog_event *e);
/* What a delivery ended with: mta.c, for old.c too.  Answers enum smtplog_result. */
int opensmtpd_result(struct opensmtpd *s, struct smtplog_slice result, struct smtplog_slice stat,
                     struct smtplog_event *e);
/* "BANNER rejected: 421 ...", or words that no server said. */
int opensmtpd_session_error(struct opensmtpd *s, struct smtplog_slice reason,
                            struct smtplog_event *e);
/* "Error (temporary failure: "552 5.2.2 Mailbox full")": mda.c, for old.c too. */
int opensmtpd_local_result(struct smtplog_slice result, struct smtplog_slice stat,
                           struct smtplog_event *e);

/* "<a@example.org>": quotes may hold brackets. */
#define OPENSMTPD_ADDRESS(name)                                                                  \
    "<(?:(?<" name ">(?:\"(?:\\\\.|[^\"\\\\])*\"|[^\">])*)|(?<" name ">.*?))>"

/* What a form of a failed dialogue with a client says. */
#define OPENSMTPD_SAYS(disposition_, phase_, flags_)                                             \
    {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_INBOUND, .origin = SMTPLOG_BY_LOCAL,          \
     .disposition = SMTPLOG_##disposition_, .phase = SMTPLOG_##phase_, .flags = (flags_)}
#define OPENSMTPD_TELLS(direction_, flags_)                                                      \
    {.kind = SMTPLOG_FACTS, .direction = SMTPLOG_##direction_, .flags = (flags_)}

#endif
