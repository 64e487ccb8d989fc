/* compare.h - two things side by side, and what follows from the difference
 *
 * A side is a reply code, an enhanced status code, a class, a cause, a provider's tag or a
 * mechanism of AUTH.
 * Differences are derived from facts of the knowledge base (what becomes of the connection and of
 * the message, what may follow what, what a code is about, whom it concerns), so they hold for
 * every pair; for the pairs that people ask about, pairs.LANG.txt adds what no single entry can
 * say, and that stands first.
 */
#ifndef EXPLAIN_COMPARE_H
#define EXPLAIN_COMPARE_H

#include "knowledge/knowledge.h"
#include "render/sheet.h"

#include "base/lang.h"

enum { COMPARE_ROWS = 8, COMPARE_LINES_MAX = 8 };

enum compare_kind { COMPARE_CODE, COMPARE_CAUSE, COMPARE_TAG, COMPARE_MECHANISM };

/* One side.  Causes, tags and mechanisms have their texts in `k`, too; what does not apply is
 * empty. */
struct compared {
    enum compare_kind kind;
    char name[64];                      /* "550", "5.7.26", "user-unknown", "TSS04" */
    struct smtplog_slice whose;         /* of a tag: the title of the provider that prints it */
    struct knowledge_code k;
    struct knowledge_mechanism login;   /* of a mechanism */
};

struct compare_row {
    const char *key, *label;            /* borrowed, label translated */
    char *texts[2];                     /* both empty: the row is left out */
};

struct comparison {
    struct compared sides[2];
    char *title, *lead;
    struct compare_row rows[COMPARE_ROWS];
    char *differences[COMPARE_LINES_MAX];       /* sentences, the weightiest first */
    size_t differences_len;
    char *applies[COMPARE_LINES_MAX];           /* sentences: which applies when */
    size_t applies_len;
};

/* These fill one side of a comparison.  Texts are borrowed from the knowledge base. */
void compare_of_code(struct compared *out, const struct knowledge_code *code);
void compare_of_cause(struct compared *out, const struct knowledge_cause *cause);
void compare_of_mechanism(struct compared *out, const struct knowledge_mechanism *mechanism);

/* Fills everything from two sides in the reader's language. */
void compare_make(struct comparison *out, const struct lang *lang, const struct knowledge *k,
                  const struct compared *a, const struct compared *b);
void compare_release(struct comparison *c);
void compare_print(FILE *out, const struct comparison *c, const struct lang *lang,
                   const struct sheet_look *look);

/* ---- for this room ---- */

/* "550 Mailbox Unavailable"; of a cause its title alone, which says the word again. */
char *compare_heading(const struct compared *s);

/* ---- for this room: differences.c ---- */

/* Appends sentences to c->differences until there are COMPARE_LINES_MAX or no more. */
void compare_differences(struct comparison *c, const struct lang *lang, const struct knowledge *k);
/* "retries later", as a clause after "the client". */
char *compare_next(const struct lang *lang, const struct compared *s);
char *compare_phases(const struct lang *lang, const struct compared *s);
char *compare_who(const struct lang *lang, const struct compared *s);
/* The first sentence, with its full stop. */
char *compare_first_sentence(struct smtplog_slice text);

#endif
