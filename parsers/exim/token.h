/* token.h - the smallest pieces of an Exim log line: tags, addresses in brackets, message ids
 *
 * All slices borrow from the line.  Scanners move the cursor only if they succeeded.
 */
#ifndef EXIM_TOKEN_H
#define EXIM_TOKEN_H

#include <smtplog/parser.h>
#include <smtplog/scan.h>

/* 1 if s[i] is a blank or the end. */
static inline int exim_is_blank_at(struct smtplog_slice s, size_t i)
{
    return i >= s.len || s.ptr[i] == ' ';
}

/* A tag at the front, its '=' included; a NULL slice if there is none.  Exim's tags are short,
 * and all but id= start with a capital. */
struct smtplog_slice exim_tag_at(struct smtplog_slice s);

/* "[ip]" at the front; `out` is without the brackets. */
int exim_ip_scan(struct smtplog_slice *c, struct smtplog_slice *out);

/* "<...>" at the front; quoted parts may hold '>'.  `out` is without the brackets. */
int exim_angle_scan(struct smtplog_slice *c, struct smtplog_slice *out);

/* A message id with a blank or the end behind it: 6-6-2, or 6-11-4 since Exim 4.97. */
int exim_id_scan(struct smtplog_slice *c, struct smtplog_slice *out);

/* When a message of this id came, Unix seconds; 0: it is no such id. */
int64_t exim_id_made(struct smtplog_slice id);

/* Offset of `lit` in s outside "<...>" and quoted local parts, or -1. */
ptrdiff_t exim_find_outside(struct smtplog_slice s, const char *lit);

#endif
