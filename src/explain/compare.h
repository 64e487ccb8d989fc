/* compare.h - two codes side by side, and what follows from the difference
 *
 * Everything is derived from the facts of the knowledge base (class, persistence, phases, next, who
 * acts), so it holds for every pair, not only for pairs that somebody wrote about.
 */
#ifndef EXPLAIN_COMPARE_H
#define EXPLAIN_COMPARE_H

#include "knowledge/knowledge.h"
#include "render/sheet.h"

#include "base/lang.h"

enum { COMPARE_ROWS = 7, COMPARE_LINES_MAX = 8 };

struct compare_row {
    const char *key, *label;            /* borrowed, label translated */
    char *texts[2];
};

struct comparison {
    struct knowledge_code codes[2];
    char *title, *lead;
    struct compare_row rows[COMPARE_ROWS];
    char *differences[COMPARE_LINES_MAX];       /* sentences */
    size_t differences_len;
    char *applies[COMPARE_LINES_MAX];           /* sentences: which applies when */
    size_t applies_len;
};

/* Fills everything from two codes in the reader's language. */
void compare_make(struct comparison *out, const struct lang *lang, const struct knowledge_code *a,
                  const struct knowledge_code *b);
void compare_release(struct comparison *c);
void compare_print(FILE *out, const struct comparison *c, const struct lang *lang,
                   const struct sheet_look *look);

#endif
