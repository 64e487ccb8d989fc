/* follow.h - `ingest --follow`: reads again every second, until an interrupt
 *
 * A fault that stays is told once.  A database that was removed, renamed or replaced is told, and
 * one is opened anew where it stood, into which all logs are read again.
 */
#ifndef CLI_FOLLOW_H
#define CLI_FOLLOW_H

#include "cli/reading.h"

/* Adds to *sum.  `quiet`: does not say what is followed.  0; or -1 where something failed, or a
 * database was lost on the way: told. */
int follow_logs(struct app *app, struct reading_set *reading, int quiet,
                struct ingest_totals *sum);

#endif
