/* trusted.h - opening what this program obeys: configuration, rules and parsers
 *
 * Root obeys only what nobody else can write: a file of root's, in folders of root's up to "/",
 * none of them writable for group or others.  In a folder such as /tmp, whose sticky bit keeps
 * what is root's in its place, such a file is good too.  Other users obey what they are told to,
 * but code must belong to root or to them and be writable for its owner alone.
 *
 * What is judged is the opened descriptor, so that nothing can be put in the file's place between
 * the check and the reading.
 */
#ifndef BASE_TRUSTED_H
#define BASE_TRUSTED_H

#include "base/strbuf.h"

enum trusted_use { TRUSTED_SETTINGS, TRUSTED_CODE };

/* A descriptor open for reading.  -1: *why is the end of a sentence, for tr(); and errno is 0, or
 * what open(2) said. */
int trusted_open(const char *path, enum trusted_use use, const char **why);

/* Adds the bytes of a file of settings, no more than about `most`.  -1 as above; `out` may then
 * hold some. */
int trusted_read(const char *path, size_t most, struct strbuf *out, const char **why);

#endif
