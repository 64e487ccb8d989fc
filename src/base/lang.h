/* lang.h - the program's words in the reader's language
 *
 * Sources are written in English and marked for GNU gettext: tr(lang, "..."), tr_n() for counts,
 * N_("...") in tables that are translated where they are used.  po/LANG.po is made and merged with
 * the usual tools, compiled by msgfmt, and built into the program.
 *
 * Why libc does not look the words up: libc translates only after setlocale() to a generated
 * locale.  A small server has C.UTF-8 alone, and glibc since 2.39 takes that for C and answers in
 * English whatever LANGUAGE says, so `--lang ru` could not be kept.  Reading the catalogue is a
 * binary search, needs no locale and no global state, and a report for another reader can be
 * written in another language in the same run.
 */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include "base/embedded.h"
#include "base/strbuf.h"

#include <stdint.h>

struct lang {
    const char *name;               /* "en", "ru" */
    const struct embedded_file *mo; /* gettext's .mo format (GNU gettext manual, "The Format of GNU
                                       MO Files"); NULL: the words as they stand in the source */
    unsigned (*form)(uint64_t n);   /* which plural form n takes; as the .po says in
                                       Plural-Forms */
};

/* All languages; English first; name NULL at the end. */
extern const struct lang lang_all[];

/* Their names with a mark between: "en, ru". */
void lang_names(struct strbuf *out, const char *between);

/* By a locale's name ("ru", "ru_RU.UTF-8", "ru-RU"); NULL if there is no such language. */
const struct lang *lang_by_name(const char *name);

/* The language that LC_ALL, LC_MESSAGES, LANG (the first that is set and not empty) ask for;
 * English if it is none of ours.  `get` is getenv() or a test's. */
const struct lang *lang_of_environment(char *(*get)(const char *));

/* The words in that language, or as they are; never NULL.  lang NULL: English. */
const char *tr(const struct lang *lang, const char *words) __attribute__((format_arg(2)));
/* The form for n: tr_n(lang, "%d file", "%d files", n). */
const char *tr_n(const struct lang *lang, const char *one, const char *many, uint64_t n)
    __attribute__((format_arg(2), format_arg(3)));

/* 1204 as "1,204", in Russian "1 204" with a no-break space; appended. */
void lang_count(struct strbuf *out, int64_t n, const struct lang *lang);

#define N_(words) words

#endif
