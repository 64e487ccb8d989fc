/* reply.h - what a reply is: code, enhanced code, text (RFC 5321 section 4.2, RFC 3463)
 *
 * Mail servers log a multi-line reply as one piece, its lines glued in their own ways (enum
 * smtplog_joint), each line repeating the code.  reply_read() takes it apart.
 */
#ifndef SMTP_REPLY_H
#define SMTP_REPLY_H

#include "base/strbuf.h"

struct reply {
    int32_t code;                       /* 0: the text does not begin with a reply code */
    struct smtplog_slice enhanced;      /* of the first line with that code that has one; ptr NULL:
                                           none */
    struct smtplog_slice text;          /* lines joined by \n, without code and enhanced code */
};

/* Reads a logged reply.  `text` is built in *scratch, which is cleared first, unless the reply
 * is one line and needs no change; the slices live as long as both. */
struct reply reply_read(struct smtplog_slice logged, uint32_t joint, struct strbuf *scratch);

#endif
