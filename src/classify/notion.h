/* notion.h - what a text speaks of, whatever its words and its language
 *
 * "no mail-box here by that name", "Postfach existiert nicht" and "ящик не найден" have two
 * notions in common: a mailbox, and that it is not there.  notions.txt lists the words of each
 * notion; rules ask for notions (their field Notions), so a wording that nobody met before is
 * judged if its words are known one by one.
 *
 * Texts and terms are folded the same way before they are compared: small letters, no accents,
 * '-', '_' and '/' as blanks, no apostrophes (a blank after an article: "l'adresse"), white space
 * as one blank.
 */
#ifndef CLASSIFY_NOTION_H
#define CLASSIFY_NOTION_H

#include "base/strbuf.h"
#include "classify/pattern.h"
#include "knowledge/stanza.h"

enum { NOTIONS_MAX = 64 };          /* a set of notions is a uint64_t */

/* One way to say a notion.  An open one is the front of a word: "disabl*". */
struct term {
    uint32_t at;                    /* in notions.folded */
    uint16_t len;
    uint8_t notion, open;
};

struct notions {
    struct smtplog_slice names[NOTIONS_MAX];
    size_t count;
    struct term *terms;
    size_t term_count, term_cap;
    struct strbuf folded;
    struct strbuf text;             /* of the last question, folded */
    struct subject subject;
};

/* Adds a stanza: Notion, and any other fields, each a list of terms. */
void notions_add(struct notions *n, const struct stanza *s, struct diag *diag);
void notions_release(struct notions *n);

/* The bit of a notion; 0: there is none of this name. */
uint64_t notion_bit(const struct notions *n, struct smtplog_slice name);

/* All notions that the text names. */
uint64_t notions_in(struct notions *n, struct smtplog_slice text);

#endif
