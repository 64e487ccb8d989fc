/* sql_line.h - lines typed into the shell of `sql`: editing, history, completion */
#ifndef CLI_SQL_LINE_H
#define CLI_SQL_LINE_H

#include "cli/app.h"

#include <smtplog/scan.h>

struct sql_line;

/* Names of views, columns and words of SQL are offered already. */
struct sql_line *sql_line_begin(struct app *app);
void sql_line_offer(struct sql_line *l, struct smtplog_slice word);     /* for Tab */

enum sql_line_end { SQL_LINE_TYPED, SQL_LINE_STOPPED, SQL_LINE_OVER };
/* The next line without its end, valid until the next call; `goes_on`: within a statement.
 * STOPPED: Ctrl-C took it back; OVER: Ctrl-D, or the terminal is gone. */
enum sql_line_end sql_line_read(struct sql_line *l, int goes_on, struct smtplog_slice *typed);
void sql_line_end(struct sql_line *l);

#endif
