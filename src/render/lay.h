/* lay.h - lines of a text for people: parts that flow, labels that hang */
#ifndef RENDER_LAY_H
#define RENDER_LAY_H

#include "base/lang.h"
#include "query/coverage.h"
#include "query/period.h"
#include "render/style.h"
#include "render/wrap.h"

/* Adds a part to the line, after three blanks, or begins the next line if it does not fit. */
void lay_part(struct strbuf *out, struct smtplog_slice part, int width);
/* "12 words", as a part. */
void lay_count(struct strbuf *out, int64_t n, const char *words, int width,
               const struct lang *lang);
/* "words period   mx1, mx2   postfix": what a page is about. */
void lay_subject(struct strbuf *out, const char *words, struct period period,
                 const struct coverage *c, int width, const struct lang *lang);
/* "label  text text / text", the text in its own column; label made faint.  Text may be a
 * stranger's.  Nothing for an empty text. */
void lay_labelled(struct strbuf *out, const char *label, int label_width,
                  struct smtplog_slice text, int indent, int width, struct style style);
void lay_styled(struct strbuf *out, const char *text, enum style_kind kind, struct style style);

#endif
