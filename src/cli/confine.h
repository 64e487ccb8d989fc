/* confine.h - what a command that reads strangers' bytes still needs, told to the guard
 *
 * `ingest`, `parse`, `trace` and `explain` call this when configuration, rules, plug-ins and
 * database are open and before the first foreign byte is read (guard/guard.h tells what then
 * holds).  "Sandbox: no" in the configuration or --no-sandbox leaves it out; so does a kernel
 * without it.
 *
 * What stays open: the logs by their names, with the folders that they and their links lie in, so
 * that a log rotated tomorrow is read too; the database's folder; the time zones; and, where
 * results go to a terminal, a pager that waits since before.
 */
#ifndef CLI_CONFINE_H
#define CLI_CONFINE_H

#include "cli/reading.h"
#include "guard/guard.h"

/* `reading` may be NULL: no logs are read.  `file`: what `explain` was asked, which may name one;
 * its rules are read when they are needed; or NULL.  `database`: what the command still does there
 * (GUARD_READ, GUARD_CHANGE); 0: nothing. */
void confine(struct app *app, const struct reading_set *reading, const char *file,
             unsigned database);

#endif
