/* help.h - the help texts, made from the rows of commands and options */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

void help_overview(const struct app *app);                          /* smtplog --help */
void help_command(const struct app *app, const struct command *c);  /* smtplog COMMAND --help */

#endif
