/* site.h - forms of log line that an operator adds without writing C
 *
 * A folder (/etc/smtplog/forms.d) of files *.forms holds stanzas (knowledge/stanza.h), one a form:
 * smtplog-parsers(7) tells the fields.  They are rows as those of a parser (form.h), run by the
 * same machine, and asked after all parsers: of a record that no parser knows, or that one knows
 * as its server's but in none of its forms.  In the first case the event's `mta` is the stanza's
 * Mta, in the second the server's.
 *
 * A stanza with a fault is told with file and line and left out; the others are used.
 */
#ifndef SITE_H
#define SITE_H

#include "base/diag.h"
#include "base/strbuf.h"
#include "knowledge/stanza.h"

#include <smtplog/parser.h>

struct form;                            /* form.h of parsers/ */
struct site;                            /* all forms of a folder; read only after site_load() */
struct site_reader;                     /* them, while one stream is read */

struct site_form {
    struct form *form;                  /* owned */
    struct smtplog_parser as;           /* .name: the stanza's Mta; nothing else of it is used */
    struct smtplog_slice programs;      /* list of tags, each may end with '*' */
    const struct stanza *stanza;        /* Sample and Expect are read from it */
};

/* `folder` NULL or absent: no forms.  Never NULL.  The diag is told of faults, and later of
 * expressions that fail; both must outlive the site. */
struct site *site_load(const char *folder, struct diag *diag);
void site_free(struct site *s);
size_t site_count(const struct site *s);
const struct site_form *site_at(const struct site *s, size_t i);
unsigned site_faults(const struct site *s);     /* stanzas that were left out */

struct site_reader *site_open(const struct site *s);    /* NULL: no forms */
void site_close(struct site_reader *r);

/* As form_set_match(), over the forms of the record's program, in the order of their files.
 * *event comes zeroed; *form is the one that answered. */
int site_match(struct site_reader *r, const struct smtplog_line *line,
               struct smtplog_event *event, const struct site_form **form);

/* The names of a stanza's fields, NULL at the end. */
extern const char *const site_fields[];

/* Reads one stanza; f->form is then the caller's to free.  0 after a sentence: it is no form.
 * What the form points to lives in `strings`, until site_strings_release(). */
struct site_strings { char **list; size_t len, cap; };
int site_form_read(struct site_form *f, const struct stanza *s, struct site_strings *strings,
                   struct diag *diag);
void site_strings_release(struct site_strings *strings);

/* The stanza that site_form_read() makes this form of again.  A form with a scanner has none. */
void site_form_write(struct strbuf *out, const struct form *form, const char *program);

#endif
