/* registry.h - which parsers there are: built in and loaded
 *
 * Built-in parsers are a list that CMake writes from the folders under parsers/; loaded ones are
 * shared objects.  Both are the same struct and pass the same checks.  A name is taken once: a
 * second parser of a name is refused, never silently put in the first one's place.
 */
#ifndef PLUGIN_REGISTRY_H
#define PLUGIN_REGISTRY_H

#include "base/diag.h"

#include <smtplog/parser.h>

struct registry;

struct registry *registry_new(struct diag *diag);   /* with the built-in parsers */
struct registry *registry_new_empty(void);          /* with none */
void registry_free(struct registry *r);

/* Loads a shared object.  It must belong to root or to us and not be writable for others.  0, or
 * -1 with the reason told as an error: cannot be loaded, no symbol, another ABI, a bad name,
 * a name taken. */
int registry_load(struct registry *r, const char *path, struct diag *diag);

/* Frames and parses each of the parser's samples.  -1: one is not a log line or gets no answer,
 * told with `from`.  Loaded parsers must pass; a test asks it of those built in. */
int registry_check_samples(const struct smtplog_parser *p, const char *from, struct diag *diag);

size_t registry_count(const struct registry *r);
const struct smtplog_parser *registry_at(const struct registry *r, size_t i);
const struct smtplog_parser *registry_find(const struct registry *r, const char *name);  /* or NULL */

/* "exim, postfix": for messages; the caller frees. */
char *registry_names(const struct registry *r);

#endif
