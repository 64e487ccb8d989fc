/* mem.h - memory that does not fail
 *
 * An allocation that fails ends the program with one sentence and status 1: every batch is a
 * transaction, so nothing is lost.  What comes from here is freed with free().
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <smtplog/scan.h>
#include <stddef.h>

void *mem_alloc(size_t size);                   /* zeroed */
void *mem_resize(void *ptr, size_t size);
/* Room for `need` elements of `size` bytes, at least doubling *cap. */
void *mem_grow(void *ptr, size_t *cap, size_t need, size_t size);
char *mem_str(const char *s);                   /* a copy */
char *mem_strn(const char *s, size_t len);      /* a terminated copy of len bytes */
char *mem_slice(struct smtplog_slice s);        /* the same; NULL for what is not known */
char *mem_text(struct smtplog_slice s);         /* the same; "" for what is not known */
char *mem_fmt(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
