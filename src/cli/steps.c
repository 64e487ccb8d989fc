/* `nightly` runs the other commands as an operator would type them, so it can do nothing that
 * they cannot. */
#include "cli/steps.h"

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
