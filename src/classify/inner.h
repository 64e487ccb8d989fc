/* inner.h - the reply of another server that a reply quotes
 *
 * Gateways pass on what the server behind them, or the next one, answered: "5.1.0 - Unknown
 * address error 550-'5.7.1 Access denied'", "Remote server returned an error -> 550 5.1.1 User
 * unknown", "host mx.example.org said: 552 5.2.2 mailbox full".  The code before it is the
 * gateway's own, and mostly a general one; the reply inside says what happened.
 */
#ifndef CLASSIFY_INNER_H
#define CLASSIFY_INNER_H

#include <smtplog/scan.h>

struct inner_reply {
    int32_t code;
    struct smtplog_slice enhanced, text;    /* ptr NULL: none; they point into the outer text */
};

/* The innermost reply that `text` (a template, smtp/template.h) quotes.  0: it quotes none, or
 * only what was asked in a check of an address ("unverified address: host ... said: ..."), which
 * is about the mail of whoever checks. */
int inner_find(struct smtplog_slice text, struct inner_reply *out);

#endif
