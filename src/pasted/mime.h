/* mime.h - the parts of a message, decoded (RFC 2045, 2046, 5322)
 *
 * Only what a bounce needs: its text, its delivery status, whoever sent it.  Returned messages
 * (message/rfc822, text/rfc822-headers) are left out: a code in them is no reply.  Texts are
 * brought to UTF-8, HTML to its words.  Bounded: MIME_PARTS parts, MIME_DEPTH levels.
 *
 * Why no library: the smallest of Debian (libgmime) brings GLib and GPGME to every mail server,
 * and would double the start of a command that has 30 ms.
 */
#ifndef PASTED_MIME_H
#define PASTED_MIME_H

#include "base/strbuf.h"

enum { MIME_PARTS = 64, MIME_DEPTH = 8 };

enum mime_kind { MIME_TEXT, MIME_STATUS };

struct mime_part {
    enum mime_kind kind;
    struct strbuf body;
};

struct mime {
    struct mime_part parts[MIME_PARTS];
    size_t len;
};

/* 1 if the text begins with the header of a message. */
int mime_is_message(struct smtplog_slice text);
void mime_read(struct mime *m, struct smtplog_slice message);
void mime_release(struct mime *m);

/* The value of a header field, unfolded by the caller's scan; ptr NULL: none.  `header` ends where
 * the body begins. */
struct smtplog_slice mime_field(struct smtplog_slice header, const char *name);

#endif
