/* The list of commands, in the order of the help. */
#include "cli/command.h"

#include <string.h>

const struct command *const commands[] = {
    &command_ingest,
    &command_parse,
    &command_top,
    &command_report,
    &command_trace,
    &command_check,
    &command_status,
    &command_explain,
    &command_compare,
    &command_sql,
    &command_metrics,
    &command_export,
    &command_nightly,
    &command_prune,
    &command_merge,
    &command_reclassify,
    &command_lint_rules,
    &command_config,
    &command_help,
    &command_completions,
    NULL,
};

const struct command *command_by_name(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}
