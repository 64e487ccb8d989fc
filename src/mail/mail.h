/* mail.h - a report as a mail message, and its way to the mail server of this machine
 *
 * The message is multipart/alternative, text and HTML (RFC 5322, 2045, 2046, 2047), and says that
 * a program wrote it (RFC 3834), so that nobody's automatic answer comes back.  It holds nothing
 * but ASCII in lines of at most 76 bytes that end with a plain newline.  No header field can be
 * made to begin within another: addresses are checked, words are encoded.
 *
 * Parts that quote strangers are made harmless before (defang.h): a report that names bad domains
 * is else caught by the filter that should let it through.
 */
#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H

#include "base/diag.h"
#include "base/lang.h"
#include "base/strbuf.h"

#include <stdint.h>

struct mail {
    const char *from;               /* address; NULL: mail_own_address() */
    const char *to;                 /* addresses parted by commas */
    const char *subject;            /* UTF-8 */
    struct smtplog_slice text;      /* UTF-8, lines ended by newlines */
    struct smtplog_slice html;      /* ptr NULL: the message has the text alone */
    int64_t date;                   /* Unix seconds; the zone is TZ's */
    const struct lang *lang;        /* of what is told when it fails */
};

/* 1 if each of the addresses, parted by commas, is one that a message can go to: local@domain, or
 * a local name, in ASCII, without comments and quotes. */
int mail_address_ok(const char *addresses);

/* "user@machine.example.org": the machine's mail name (/etc/mailname), else its host name. */
void mail_own_address(struct strbuf *out);

/* Appends the message.  -1: an address is none, told. */
int mail_write(struct strbuf *out, const struct mail *mail, struct diag *diag);

#define MAIL_SENDMAIL "/usr/sbin/sendmail"

/* Writes the message to `sendmail -t -oi`; NULL: MAIL_SENDMAIL.  0 once it took the message
 * over, -1 after a sentence.  No shell, and its output goes to standard error. */
int mail_send(const struct mail *mail, const char *sendmail, struct diag *diag);

#endif
