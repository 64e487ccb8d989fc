/* export.h - rows of the database for a column store
 *
 * Each table of schema/clickhouse/ that is loaded has a row in export_tables.  Events and hourly
 * sums go out by hours, in order of time; small tables whole.  What a run without `since` sent is
 * marked in the database (store/export.h) once the caller says that the output is whole: the next
 * one sends what is new or has changed since.  With `since` the rows of that time on go out, sent
 * or not, and nothing is marked.
 */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "export/run.h"

/* Writes the rows.  -1: the database failed (told) or the output did (ferror()). */
int export_rows(struct exporting *x);
/* The output is whole: what was sent need not be sent again. */
int export_confirm(struct exporting *x);

#endif
