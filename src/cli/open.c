/* The database, opened as a command's row says. */
#include "cli/command.h"

int command_open_store(struct app *app, const struct command *c)
{
    (void)app, (void)c;                 /* comes with store/ */
    return STATUS_DONE;
}

void command_close_store(struct app *app)
{
    app->store = NULL;
}
