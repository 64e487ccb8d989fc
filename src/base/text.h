/* text.h - making strangers' text safe to show and to store
 *
 * Log text may hold control characters, terminal escapes and broken UTF-8.  These functions
 * append a form of it to a buffer that is safe where it goes.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/strbuf.h"

/* 1 if s is valid UTF-8 (RFC 3629) without NUL. */
int text_is_clean(struct smtplog_slice s);

/* s with every byte that is not valid UTF-8, and NUL, as U+FFFD.  For the database and JSON. */
void text_clean(struct strbuf *out, struct smtplog_slice s);

/* s as a JSON string with its quotes (RFC 8259), broken bytes as U+FFFD; what text_is_unsafe()
 * says is escaped, so that JSON shown on a terminal does no harm. */
void text_for_json(struct strbuf *out, struct smtplog_slice s);

/* Like text_clean, and control and format characters (C0, DEL, C1, bidi overrides) shown as \xNN;
 * newline becomes a blank.  For a terminal. */
void text_for_terminal(struct strbuf *out, struct smtplog_slice s);

/* Columns that clean text takes on a terminal: wide characters are two, combining ones none. */
int text_width(struct smtplog_slice s);

/* The longest front of clean text that fits `columns`, an ellipsis at its end if it was cut. */
void text_fit(struct strbuf *out, struct smtplog_slice s, int columns);
/* The same from the other end: of a path the end tells most. */
void text_fit_tail(struct strbuf *out, struct smtplog_slice s, int columns);

/* One character at the front of s, which is not empty: its length, or 0 where the bytes are not
 * UTF-8. */
size_t text_decode(struct smtplog_slice s, uint32_t *out);
/* 1 for what must not reach a terminal: controls, bidirectional and invisible characters. */
int text_is_unsafe(uint32_t c);
/* Its escape, as text_for_terminal() has it: \x1b, \u202e, \U000e0001. */
void text_escape(struct strbuf *out, uint32_t c);

/* ASCII alone, whatever the locale: domains, host names and keywords of protocols. */
static inline char text_lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}
/* The same of s, into s.len bytes of the caller's; appended to a buffer. */
static inline void text_lower_copy(char *to, struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        to[i] = text_lower(s.ptr[i]);
}
void text_lower_add(struct strbuf *out, struct smtplog_slice s);

#endif
