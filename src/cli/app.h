/* app.h - what a command works with: streams, clock, language, configuration, database
 *
 * There are no globals: main() makes one of these from the process, a test makes its own with
 * streams in memory and a fixed clock.
 */
#ifndef CLI_APP_H
#define CLI_APP_H

#include "base/diag.h"
#include "base/lang.h"
#include "cli/config.h"
#include "cli/screen.h"
#include "render/style.h"

#include <stdint.h>
#include <stdio.h>

struct store;

struct app {
    FILE *in, *out, *err;
    FILE *terminal;                 /* what out was before the screen stood in between */
    struct screen screen;           /* out, where a terminal or its letters ask for one */
    struct strbuf late;             /* sentences for err that wait for the pager's end */
    struct diag diag;               /* told sentences go to err, with the program's name before */
    struct diag unheard;            /* takes what nobody need be told */
    int64_t now;                    /* Unix seconds at the start;
                                       $SMTPLOG_NOW=@SECONDS for tests */
    const struct lang *lang;        /* never NULL */
    enum style_when color;          /* --color */
    struct style style;             /* ready for out: plain unless colour is on */
    int width;                      /* columns for people: $COLUMNS, else the
                                       terminal's, else 80 */
    int out_is_terminal, err_is_terminal;
    int sandbox;                    /* 1: what reads strangers' bytes gives up rights
                                       (confine.h) */
    struct config config;           /* files and environment, flags laid over */
    char *db_path;                  /* the database to use, decided; owned */
    struct store *store;            /* opened by the dispatcher as the command needs, or NULL */
    const char *command;            /* name of the running command, for sentences; or NULL */
};

/* From the process: its streams, environment, clock.  Reads no files. */
void app_init(struct app *app);
/* All that is said from now on, whichever room says it, is in this language. */
void app_speak(struct app *app, const struct lang *lang);
void app_release(struct app *app);
/* Shows what was printed so far, to the end of a pager, and the sentences that waited; further
 * results begin anew.  Answers errno of a failure to write. */
int app_show(struct app *app);
/* What time it is; app->now is that of the start. */
int64_t app_clock(void);
/* Prints the sentences that waited. */
void app_tell_late(struct app *app);

#endif
