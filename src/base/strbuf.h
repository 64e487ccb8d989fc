/* strbuf.h - a growing buffer of bytes
 *
 * Invariants: what the functions below give of a buffer is never NULL and ends with a NUL that len
 * does not count, whether anything was ever added or not; nobody need touch a buffer before he
 * reads it.  A zeroed struct is a valid empty buffer; `ptr` itself is NULL until something was
 * added, so whoever may meet an empty buffer asks strbuf_text() or strbuf_view().
 */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <smtplog/scan.h>
#include <stdint.h>

struct strbuf {
    char *ptr;
    size_t len, cap;
};

/* These append.  There is no failure: a program without memory ends (base/mem.h). */
void strbuf_add(struct strbuf *b, const char *bytes, size_t len);
void strbuf_slice(struct strbuf *b, struct smtplog_slice s);
void strbuf_str(struct strbuf *b, const char *s);
void strbuf_char(struct strbuf *b, char c);
void strbuf_blanks(struct strbuf *b, int n);     /* none for n < 0 */
void strbuf_fmt(struct strbuf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *strbuf_room(struct strbuf *b, size_t len);   /* len bytes more, for the caller to fill */
void strbuf_clear(struct strbuf *b);            /* empty, memory kept */
void strbuf_release(struct strbuf *b);
char *strbuf_steal(struct strbuf *b);           /* the bytes, now the caller's; b is empty */
const char *strbuf_text(const struct strbuf *b);                 /* valid until b changes */
struct smtplog_slice strbuf_view(const struct strbuf *b);   /* valid until b changes */

#endif
