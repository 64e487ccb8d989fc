/* config_check.h - whether what is configured can work, told with file and line */
#ifndef CLI_CONFIG_CHECK_H
#define CLI_CONFIG_CHECK_H

#include "cli/command.h"

/* Tells each fault of a value to app->diag, as an error.  What stands in no file's field, and
 * words of Language and Color, have been told when the settings were read. */
void config_check(struct app *app);

#endif
