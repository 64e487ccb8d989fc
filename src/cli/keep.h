/* keep.h - retention, as `prune` and `nightly` do it */
#ifndef CLI_KEEP_H
#define CLI_KEEP_H

#include "cli/command.h"
#include "cli/when.h"

enum { KEEP_DAY = 86400 };              /* prune goes by days, UTC */

/* How much to keep in seconds: --keep, else the configuration's Keep, else 0: all.  A status. */
int keep_seconds(struct app *app, const struct args *args, int64_t *out);
/* Forgets what is older, and says how much that was.  A status. */
int keep_only(struct app *app, int64_t seconds);

#endif
