/* filter_check.h - filters whose value cannot be: wrong usage, not an empty answer
 *
 * A mistyped cause, host or code would read as "nothing failed".  What the database or the
 * knowledge base can tell is asked, and the nearest right values are named.
 */
#ifndef CLI_FILTER_CHECK_H
#define CLI_FILTER_CHECK_H

#include "cli/command.h"
#include "query/filter.h"

/* STATUS_DONE, or STATUS_USAGE after a complaint about the first wrong one. */
int filter_check(struct app *app, const struct filter *filter);

#endif
