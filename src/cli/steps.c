/* `nightly` runs the other commands as an operator would type them, so it can do nothing that
 * they cannot. */
#include "cli/steps.h"

#include "cli/reading.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int step_run(struct app *app, const char *const *words)
{
    const struct command *c = command_by_name(words[0]);
    struct args args = {.now = app->now, .lang = app->lang, .rows = {c->options, global_options}};
    int argc = 0, status = STATUS_USAGE;
    while (words[argc])
        argc++;
    if (args_read(&args, argc, (char *const *)(uintptr_t)words, 1, 0, &app->diag) >= 0) {
        unsigned errors = app->diag.errors;
        app->diag.errors = 0;           /* what this step told, alone, makes its status */
        status = command_open_store(app, c);
        if (status == STATUS_DONE)
            status = c->run(app, &args);
        command_close_store(app);
        status = status == STATUS_DONE && app->diag.errors ? STATUS_FAILED : status;
        app->diag.errors += errors;
    }
    args_release(&args);
    return status;
}

/* The step's exit status; a step that was killed has failed. */
static int wait_for_step(struct app *app, pid_t step)
{
    int how = 0;
    while (waitpid(step, &how, 0) < 0 && errno == EINTR)
        if (reading_is_interrupted())
            kill(step, SIGTERM);
    if (WIFSIGNALED(how))
        diag_error(&app->diag, tr(app->lang, "reading the logs was ended by signal %d"),
                   WTERMSIG(how));
    return WIFEXITED(how) ? WEXITSTATUS(how) : STATUS_FAILED;
}

int step_run_apart(struct app *app, const char *const *words)
{
    if (!app->sandbox)
        return step_run(app, words);
    fflush(NULL);                       /* or both would print what waits */
    reading_catch_signals();
    pid_t step = fork();
    if (step < 0)
        return step_run(app, words);
    if (step > 0)
        return wait_for_step(app, step);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    int status = step_run(app, words);
    fflush(NULL);
    _exit(status);
}
