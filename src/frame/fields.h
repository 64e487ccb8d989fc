/* fields.h - what a named field tells of a record
 *
 * Log shippers, collectors and databases call the same few things by many names.  One table knows
 * them all, whatever the syntax around them: JSON, key=value, journal export.
 */
#ifndef FRAME_FIELDS_H
#define FRAME_FIELDS_H

#include "frame/unwrap_rows.h"

enum field_role { FIELD_TEXT, FIELD_STAMP, FIELD_HOST, FIELD_TAG, FIELD_PID, FIELD_ROLES };

/* The best value met for each role; zeroed is a valid start. */
struct fields {
    struct smtplog_slice value[FIELD_ROLES];
    unsigned rank[FIELD_ROLES];         /* of its name, 1 the best; 0: none met */
    struct smtplog_slice original;      /* the line as it was (Elastic's event.original) */
};

/* Hears a field; `parent` is the name of the object that it lies in, or "".  Letter case and
 * leading '_' and '@' do not matter. */
void fields_hear(struct fields *f, const char *parent, struct smtplog_slice name,
                 struct smtplog_slice value);

/* Makes them a peeled line; UNDO_NO: there was no text. */
enum undone fields_tell(const struct fields *f, struct peeled *p);

#endif
