/* steps.h - a command run within another, as if its words had been typed
 *
 * `nightly` is made of such steps: what a step does and says is what its command does by itself,
 * with a database connection of its own.
 */
#ifndef CLI_STEPS_H
#define CLI_STEPS_H

#include "cli/command.h"

/* Runs `words[0]` with the others, NULL at the end.  Answers its exit status. */
int step_run(struct app *app, const char *const *words);
/* The same in a process of its own, so that the rights that the step gives up (confine.h) are
 * left to the next steps.  A signal to end is passed on to it. */
int step_run_apart(struct app *app, const char *const *words);

#endif
