/* values.h - the values that a shell completes: what the program and its database know */
#ifndef CLI_VALUES_H
#define CLI_VALUES_H

#include "cli/command.h"

/* The kind of values that an option, or a command's operands, take; NULL: none of these. */
const char *values_of_option(const struct option *o);
const char *values_of_operands(const struct command *c);

/* Prints those of a kind that begin with `word`, one a line; 0: there is no such kind. */
int values_print(struct app *app, const char *kind, const char *word);

#endif
