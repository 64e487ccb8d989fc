/* help [COMMAND]: the same as --help, for those who type it this way round. */
#include "cli/help.h"

static int run(struct app *app, const struct args *args)
{
    if (args->len == 0) {
        help_overview(app);
        return STATUS_DONE;
    }
    const struct command *c = command_by_name(args->operands[0]);
    if (!c)
        return command_unknown(app, args->operands[0]);
    help_command(app, c);
    return STATUS_DONE;
}

const struct command command_help = {
    .name = "help", .purpose = N_("print the help of smtplog or of a command"),
    .usage = "[COMMAND]", .max_operands = 1, .pages = 1, .run = run,
};
