/* nearest.h - "did you mean": the known words that come near an unknown one */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/strbuf.h"

enum { NEAREST_MAX = 3 };

/* A zeroed struct is a valid start; words are borrowed. */
struct nearest {
    const char *words[NEAREST_MAX];     /* nearest first */
    int distances[NEAREST_MAX];
    int len;
};

/* Takes `known` among the candidates for `typed` if it begins with it or is at most a third of its
 * letters away (insertions, deletions, changes, swaps of neighbours). */
void nearest_offer(struct nearest *n, const char *typed, const char *known);

/* "--since, --until": each with `front` before it; nothing without candidates. */
void nearest_list(const struct nearest *n, struct strbuf *out, const char *front);

#endif
