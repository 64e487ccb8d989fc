/* stanza.h - the plain text format of the knowledge base and of operators' rules
 *
 * Stanzas like Debian control files: "Field: text", one field a line; a line that begins with a
 * blank continues the field above (joined by one blank); an empty line ends the stanza; a line
 * that begins with '#' is a comment.  UTF-8, no escaping: regular expressions stand as they are.
 * Field names are compared without regard to case; a field may be repeated.
 *
 * A byte order mark at the beginning, which some editors write, is passed over.
 *
 * A stanza with a fault is left out and told to the diag with file and line; the others are used.
 */
#ifndef KNOWLEDGE_STANZA_H
#define KNOWLEDGE_STANZA_H

#include "base/diag.h"

#include <smtplog/scan.h>

enum {
    STANZA_FIELDS_MAX = 96,             /* in one stanza */
    STANZA_VALUE_MAX = 16 * 1024,       /* bytes of one folded value */
    STANZA_FILE_MAX = 8 * 1024 * 1024   /* bytes of one file */
};

struct stanza_field {
    struct smtplog_slice name, value;   /* value: folded, blanks at both ends taken off */
    uint32_t line;                      /* 1-based */
};

struct stanza {
    const struct stanza_field *fields;
    size_t count;
    const char *file;                   /* the name given to stanza_file_read() */
    uint32_t line;                      /* of its first field */
};

/* The stanzas of one file.  Values point into `bytes` as given, which must outlive this, or into
 * the file's own memory.  A zeroed struct is empty. */
struct stanza_file {
    struct stanza *stanzas;
    size_t count, cap;
    struct stanza_field *fields;
    size_t field_count, field_cap;
    char *folded;
};

/* Reads all stanzas; answers how many were left out for a fault.  `name` is borrowed. */
unsigned stanza_file_read(struct stanza_file *f, const char *name, struct smtplog_slice bytes,
                          struct diag *diag);
/* The same of a file whose fields stand each for itself: a line with a fault is told, and it alone
 * is left out. */
unsigned stanza_lines_read(struct stanza_file *f, const char *name, struct smtplog_slice bytes,
                           struct diag *diag);
void stanza_file_release(struct stanza_file *f);

/* The first value of a field; ptr NULL if the stanza has none. */
struct smtplog_slice stanza_get(const struct stanza *s, const char *field);

/* The i-th value (from 0) of a repeated field; ptr NULL: there are not so many. */
struct smtplog_slice stanza_nth(const struct stanza_field *fields, size_t count, const char *field,
                                size_t i);

/* The next item of a comma-separated value, trimmed; 0 at the end. */
int stanza_item(struct smtplog_slice *list, struct smtplog_slice *item);
int stanza_lists(struct smtplog_slice list, struct smtplog_slice word);  /* is it one of them? */

/* An item may end in '*': it stands for whatever begins so.  Takes that off; 1: it was there. */
int stanza_item_open(struct smtplog_slice *item);
/* Is the word one of such items, in any case?  A list of "*" alone has every word. */
int stanza_lists_front(struct smtplog_slice list, struct smtplog_slice word);

#endif
