/* examples.h - what `sql` tells about the database: its views, and queries to start from
 *
 * Both come from the files of schema/ that live in the program, so they need no database and are
 * those that this version makes.
 */
#ifndef CLI_EXAMPLES_H
#define CLI_EXAMPLES_H

#include <smtplog/scan.h>
#include <stddef.h>

/* The i-th query of schema/examples/, its text with the comment on top; 0 at the end. */
int examples_at(size_t i, struct smtplog_slice *name, struct smtplog_slice *sql);

/* One column of a view, as its line in schema/views/ says it. */
struct examples_column {
    struct smtplog_slice view, column, meaning;     /* meaning may be empty */
};
/* Calls `each` for all columns of all views, by view; a view itself comes first, with an empty
 * column and what it is. */
void examples_views(void (*each)(void *to, const struct examples_column *column), void *to);

#endif
