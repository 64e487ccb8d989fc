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
struct site;

/* Faults are told to `diag`, which must outlive the registry. */
struct registry *registry_new(struct diag *diag);           /* with the built-in parsers */
struct registry *registry_new_empty(struct diag *diag);     /* with none */
void registry_free(struct registry *r);

/* Loads a shared object.  It must belong to root or to us and not be writable for others.  0, or
 * -1 with the reason told as an error: cannot be loaded, no symbol, another ABI, a bad name,
 * a name taken, a fault that its own check finds, a sample that it does not know. */
int registry_load(struct registry *r, const char *path);

/* Runs a parser's own check, and frames and parses each of its samples.  -1: something is wrong,
 * told with `from`.  Loaded parsers must pass; a test asks it of those built in. */
int registry_prove(const struct registry *r, size_t i, const char *from);

/* Takes the operator's own forms from a folder (site/site.h), in the place of those before: what
 * no parser knows is asked of them. */
void registry_load_forms(struct registry *r, const char *folder);
const struct site *registry_site(const struct registry *r);     /* never NULL */

/* Sets an option of a parser, for the streams that are opened from now on.  -1: there is no such
 * parser or option. */
int registry_set(struct registry *r, struct smtplog_slice parser, struct smtplog_slice option,
                 struct smtplog_slice value);

/* Built-in parsers first, then loaded ones in the order in which they were. */
size_t registry_count(const struct registry *r);
size_t registry_builtin(const struct registry *r);      /* how many of them, the first, are built
                                                           in */
const struct smtplog_parser *registry_at(const struct registry *r, size_t i);
/* The parser of this name, or NULL. */
const struct smtplog_parser *registry_find(const struct registry *r, const char *name);

/* What the host lends to a parser (smtplog/parser.h); as long as the registry. */
const struct smtplog_host *registry_host(const struct registry *r, size_t i);
/* The same, that tells no faults: for a second state over the same stream. */
const struct smtplog_host *registry_silent_host(const struct registry *r, size_t i);

/* "postfix.tags, exim.tags": all that registry_set() knows, for messages; the caller frees. */
char *registry_options(const struct registry *r);

/* "exim, postfix": for messages; the caller frees. */
char *registry_names(const struct registry *r);

#endif
