/* wrap.h - running text laid into columns
 *
 * Widths are terminal columns (base/text.h), so wide and combining characters come out right.
 * A word that does not fit a line stands on a line of its own and sticks out: an address that is
 * cut cannot be copied.  The text must be clean UTF-8 and safe (text_for_terminal()); \n ends a
 * line, and an empty line stays one.
 */
#ifndef RENDER_WRAP_H
#define RENDER_WRAP_H

#include "base/strbuf.h"
#include "base/text.h"

/* Appends the text in lines of at most `width` columns, each after `indent` blanks and ended by a
 * newline. */
void wrap_text(struct strbuf *out, struct smtplog_slice text, int indent, int width);

/* The next line of `text`, at most `columns` wide, and moves the text behind it; 0 at the end. */
int wrap_line(struct smtplog_slice *text, int columns, struct smtplog_slice *line);

/* Texts side by side: each in its own column `widths[i]` wide, `gap` blanks between. */
enum { WRAP_COLUMNS_MAX = 4 };
void wrap_columns(struct strbuf *out, const struct smtplog_slice *texts, const int *widths,
                  size_t n, int gap);

#endif
