/* token.h - what a word of a reply's text is: an address, a host, a number, a tag, or a word
 *
 * For template.h.  Pure functions over borrowed bytes; they judge by form alone.
 */
#ifndef SMTP_TOKEN_H
#define SMTP_TOKEN_H

#include <smtplog/scan.h>

enum token_kind {
    TOKEN_WORD,         /* letters; stays as it is */
    TOKEN_TAG,          /* letters and a short number as providers write them: S3150, TLSv1.2 */
    TOKEN_CODE,         /* 554.30: stays */
    TOKEN_ENHANCED,     /* 5.7.1 */
    TOKEN_NUMBER,       /* 42; 1,024; 3.5 */
    TOKEN_QUANTITY,     /* digits and a unit: 10MB, 300s, 5minutes */
    TOKEN_DATE,         /* 2026-11-23 */
    TOKEN_IP,           /* dotted quad */
    TOKEN_HOST,         /* mail.example.org */
    TOKEN_ID            /* what is left: queue ids, session ids, hashes */
};

/* `word`: letters, digits, '.', '-', '_' and bytes beyond ASCII; not empty. */
enum token_kind token_kind(struct smtplog_slice word);

/* Four numbers of one to three digits with dots between, and nothing around them. */
int token_is_ip4(struct smtplog_slice s);
int token_is_ip6(struct smtplog_slice s);      /* an "IPv6:" in front is allowed */
int token_is_host(struct smtplog_slice s);     /* two labels or more, the last of letters */

/* Length of the address (local part, '@', domain) at the front of s; 0: there is none.  *key is
 * the length of a "key=" in front that is no part of it. */
size_t token_address(struct smtplog_slice s, size_t *key);

/* Of "allowed...a@b" the length of "allowed": an ellipsis parts a word from the address behind it;
 * 0 where none does. */
size_t token_before_ellipsis(struct smtplog_slice s);

#endif
