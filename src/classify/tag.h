/* tag.h - providers' own sub-codes in the text of a reply: S3150, TSS04, AUP#1260, r0201
 *
 * They often say more than the reply code.  Each stanza of schema/knowledge/tags.txt is a pattern
 * over the reason, tried in order; the tag is its first group, or the field Value.
 */
#ifndef CLASSIFY_TAG_H
#define CLASSIFY_TAG_H

#include "classify/pattern.h"
#include "knowledge/stanza.h"

struct tag {
    struct smtplog_slice name, value, provider, sample, expect;
    struct pattern pattern;
    const char *file;
    uint32_t line;
};

struct tags {
    struct tag *list;
    size_t count, cap;
};

/* Reads one stanza; a fault is told with file and line, and the tag left out. */
void tags_add(struct tags *t, const struct stanza *s, struct diag *diag);
void tags_release(struct tags *t);

/* The first tag in the text; ptr NULL: none.  `provider` (may be empty) for tags that look like
 * something else with others. */
struct smtplog_slice tags_find(struct tags *t, struct subject *reason,
                               struct smtplog_slice provider);

#endif
