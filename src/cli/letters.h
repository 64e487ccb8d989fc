/* letters.h - which letters the terminal can show, and text made fit for it
 *
 * The last guard before a terminal.  Whatever a command writes, in whatever format: controls,
 * invisible and bidirectional characters and broken bytes come out as escapes (base/text.h); of
 * escape sequences only the house's own pass, colours and links, and those only if colour is on.
 *
 * Where the locale's character set is not UTF-8 the house's symbols become ASCII of the same
 * width, so that tables stay aligned; what else the set lacks becomes a question mark a column.
 * Russian asked for in the locale C stays Russian: who wants it can read it.
 */
#ifndef CLI_LETTERS_H
#define CLI_LETTERS_H

#include "base/strbuf.h"

#include <iconv.h>

struct letters {
    int is_utf8;                        /* the character set; 0: `to` knows it, or it is ASCII */
    int is_asked;                       /* 1: a variable names the locale, it is not the default */
    iconv_t to;                         /* from UTF-8; (iconv_t)-1: ASCII alone */
    int keep;                           /* what the set lacks, but symbols, stays UTF-8 */
};

/* By LC_ALL, LC_CTYPE, LANG; `get` is getenv() or a test's.  `foreign`: the language's own letters
 * are not ASCII. */
struct letters letters_of(char *(*get)(const char *), int foreign);
void letters_release(struct letters *l);

/* How a text is to be treated. */
struct letters_way {
    const struct letters *letters;
    int guard;                          /* 1: it goes to a terminal: escape what would harm it */
    int styled;                         /* 1: the house's escape sequences pass */
};

/* Appends the text made fit; how many bytes of it were taken: a character or sequence that is cut
 * at the end waits for more, unless `last`. */
size_t letters_fit(struct strbuf *out, struct smtplog_slice text, const struct letters_way *way,
                   int last);

#endif
