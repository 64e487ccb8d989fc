/* parsers.h - the parsers that a command has, and rules that know their words */
#ifndef CLI_PARSERS_H
#define CLI_PARSERS_H

#include "classify/classify.h"
#include "cli/command.h"
#include "plugin/registry.h"

/* Built-in parsers, those of Plugins: and of --plugin, with what Parser-Options: says.  `args`
 * NULL: the command has no such option.  *out is the caller's to free, whatever the answer:
 * STATUS_DONE, or the status to end with, told. */
int parsers_load(struct registry **out, struct app *app, const struct args *args);

/* One word of Parser-Options, "postfix.tags=mta-in,mta-out".  0: no parser has such an option. */
int parsers_set(struct registry *registry, const char *word);

/* The built-in rules and the operator's, for replies in the words of these parsers.  The registry
 * must outlive it. */
struct classifier *parsers_classifier(struct app *app, const struct registry *registry);

#endif
