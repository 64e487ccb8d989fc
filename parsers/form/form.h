/* form.h - forms of log line as rows of a table
 *
 * A parser is mostly a table: each row is one form of line, with its name, a literal that
 * must occur (so that the expression runs on few lines), a PCRE2 expression with named
 * groups or a scanner where the grammar needs one, what the form implies, and the MTA's
 * function that prints it.  This is the machine that runs such a table.  It is linked into
 * each parser and knows nothing of the host.
 *
 * Named groups fill the event's members of the same name:
 *   queue_id message_id sender recipient peer_name peer_ip peer_port client_name client_ip
 *   sasl_user helo reply text enhanced challenge session next_queue_id former_queue_id process
 *   size
 * and these are read:
 *   code         three digits                 -> code
 *   stage        an SMTP command's name       -> phase, by form_phase()
 * A group that did not take part leaves the member alone.  "unknown" as peer_name or
 * client_name means not known.
 *
 * Expressions are compiled, with JIT where the machine has it, when first needed.  They are
 * anchored at the start of the body and see bytes, not characters.
 */
#ifndef SMTPLOG_FORM_H
#define SMTPLOG_FORM_H

#include <smtplog/parser.h>
#include <smtplog/scan.h>

struct form;

/* What a scanner is given; `rest` is the body from where the expression's group "rest" stands,
 * or the whole body. */
struct form_context {
    void *state;                        /* the parser's own */
    const struct smtplog_line *line;
    const struct form *form;
    struct smtplog_slice body, rest;
};

/* Fills the event further; enum smtplog_result.  NOT_MINE: this row does not fit after all, the
 * next is tried. */
typedef int form_scan(const struct form_context *ctx, struct smtplog_event *event);

/* What a form says whatever its fields: copied into the event before the groups. */
struct form_says {
    uint32_t kind, flags, direction, phase, disposition, origin, joint;
    int32_t code, after_code;
    const char *enhanced, *text;        /* constants, or NULL */
    const char *process;                /* the program that prints it, where the tag does not
                                           tell */
};

struct form {
    const char *name;                   /* unique within the table */
    const char *starts;                 /* the body starts with this; NULL: anything */
    const char *needle;                 /* the body holds this; NULL: anything */
    const char *pattern;                /* PCRE2, or NULL: the scanner alone decides */
    form_scan *scan;                    /* or NULL */
    struct form_says says;
    const char *source;                 /* the MTA's function that prints the line */
};

struct form_set;

/* A machine for the n rows of `table` (borrowed, must stay).  A row whose expression turns out
 * wrong is told to `host` when it is first needed, and left out.  NULL only without memory. */
struct form_set *form_set_new(const struct form *table, size_t n, const struct smtplog_host *host);
void form_set_free(struct form_set *set);

/* Tries the rows in order on `body`; the first that fits fills *event and sets event->form.
 * Answers enum smtplog_result; NOT_MINE if no row fits (the event is then untouched). */
int form_set_match(struct form_set *set, void *state, const struct smtplog_line *line,
                   struct smtplog_slice body, struct smtplog_event *event);

/* Proves a table sound, for a parser's check(): every expression compiles and its groups are
 * known, every name stands once, every row has an expression or a scanner or says nothing, and
 * names its source.  Tells each fault to `host`; answers how many. */
unsigned form_check(const struct form *table, size_t n, const struct smtplog_host *host);

/* The names that a group may have, i from 0; NULL at the end. */
const char *form_group(size_t i);
/* The member of an event that the group of this name fills; NULL: there is no such group, or it is
 * one that is read. */
const struct smtplog_slice *form_slice(const struct smtplog_event *event,
                                       struct smtplog_slice group);

/* The phase of an SMTP command's name ("RCPT", "END-OF-MESSAGE", "end of DATA", "MAIL FROM"),
 * SMTPLOG_OTHER for another word, UNKNOWN for none. */
uint32_t form_phase(struct smtplog_slice stage);

#endif
