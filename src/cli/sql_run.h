/* sql_run.h - statements of an operator run and printed: what `sql` and its shell share
 *
 * Ctrl-C stops a statement.  One that cannot be stopped, for a single function of it works on a
 * huge text, ends the process two seconds after its time limit: nothing is written, so nothing is
 * lost.
 */
#ifndef CLI_SQL_RUN_H
#define CLI_SQL_RUN_H

#include "cli/asking.h"
#include "cli/examples.h"
#include "render/format.h"
#include "store/sql.h"

enum { SQL_QUERY_MAX = 1000000 };

struct sql_run {
    struct app *app;
    struct store *store;                /* NULL: could not be opened, told */
    struct format_options look;
    int told_slow;                      /* what would have been quick */
};

/* Opens the database, read-only and with the limits that args give. */
int sql_run_open(struct sql_run *r, struct app *app, const struct args *args);
/* Runs all statements of the text and prints their rows.  How many there were, or -1 after a
 * sentence. */
int sql_run(struct sql_run *r, const char *sql);
void sql_run_close(struct sql_run *r);

/* How rows are to be printed. */
struct format_options sql_look(const struct app *app, const struct args *args);
/* The lists of `--schema` (view NULL: all) and `--examples`. */
void sql_print_schema(struct app *app, const struct format_options *look, const char *view);
void sql_print_examples(struct app *app);

#endif
