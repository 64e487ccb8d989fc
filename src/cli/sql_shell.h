/* sql_shell.h - `sql` without a query on a terminal: statements typed one after another
 *
 * Lines are edited and remembered by libedit (~/.editrc applies; the history is kept with the
 * user's state, readable by him alone); Tab completes views, columns and commands.  A statement
 * ends with a semicolon, a line that begins with a dot is a command of the shell.  Limits are
 * those of `sql`.
 */
#ifndef CLI_SQL_SHELL_H
#define CLI_SQL_SHELL_H

#include "cli/command.h"

int sql_shell(struct app *app, const struct args *args);        /* answers a status */

#endif
