/* command.h - commands as rows
 *
 * A command is one file, cmd_NAME.c, that ends in one constant struct command; commands.c lists
 * them.  To add one: write the file, add its line to commands.c, its page to docs/man/ (a test
 * compares it with the rows) and its case to tests/e2e/.
 *
 * The dispatcher has read the options, checked the number of operands and opened the database
 * before run() is called.  run() prints results to app->out, tells what went wrong to app->diag
 * and answers an exit status; if it told an error the dispatcher makes a 0 a 1.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/app.h"
#include "cli/option.h"

/* Exit statuses of the contract. */
enum {
    STATUS_DONE = 0,
    STATUS_FAILED = 1,      /* something failed or there is no data; the rest was done */
    STATUS_USAGE = 2        /* wrong usage; nothing was done */
};

enum command_needs {
    NEEDS_NOTHING,
    NEEDS_DB_IF_ANY,        /* app->store is open if a database is there and readable, else NULL */
    NEEDS_DB_READ,          /* no database: a sentence and status 1 before run() */
    NEEDS_DB_CHANGE,        /* to be written to, but not made */
    NEEDS_DB_WRITE          /* made if it is not there */
};

struct command {
    const char *name;
    const char *purpose;                /* one line, no full stop, marked N_() */
    const char *usage;                  /* operands as shown in the help:
                                           "[PATH...]"; NULL: none */
    const char *details;                /* more for --help, lines end with \n; N_() or NULL */
    const struct option *options;       /* NULL: none of its own */
    int min_operands, max_operands;     /* max -1: any number */
    enum command_needs needs;
    int pages;                          /* 1: its results are for people and may be long */
    int hidden;                         /* 1: works, but is not listed */
    int (*run)(struct app *app, const struct args *args);
    int (*before)(struct app *app, const struct args *args);    /* what must hold before a database
                                           is opened or made: STATUS_DONE, or told; or NULL */
    int (*misused)(struct app *app);    /* told already: what else to say, and which status, where
                                           it is not STATUS_USAGE.  NULL: nothing */
};

/* All commands in the order of the help, NULL at the end. */
extern const struct command *const commands[];
extern const struct command command_check, command_compare, command_completions, command_config,
    command_explain, command_export, command_help, command_ingest, command_lint_rules,
    command_merge, command_metrics, command_nightly, command_parse, command_prune,
    command_reclassify, command_report, command_sql, command_status, command_top, command_trace;
const struct command *command_by_name(const char *name);        /* NULL: no such */

/* The options that every command takes, before or after its name. */
extern const struct option global_options[];

/* The whole program but for the process around it: reads argv, runs a command, answers the exit
 * status.  app is as app_init() left it. */
int command_main(struct app *app, int argc, char *const *argv);

/* Complains of wrong usage: the sentence, and where to read more.  Answers STATUS_USAGE. */
int command_misused(struct app *app, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int command_see_help(struct app *app);          /* the same after a sentence told to the diag */
int command_unknown(struct app *app, const char *word);         /* no such command; the nearest */

/* Opens app->store as the command needs it (STATUS_DONE, or STATUS_FAILED after a sentence). */
int command_open_store(struct app *app, const struct command *c);
void command_close_store(struct app *app);

#endif
