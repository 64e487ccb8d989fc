/* pieces.h - the parts that Postfix messages are made of: queue ids, endpoints, context tails
 *
 * Scanners as in smtplog/scan.h: the cursor moves only on success.
 */
#ifndef POSTFIX_PIECES_H
#define POSTFIX_PIECES_H

#include <smtplog/scan.h>

/* A queue id, short ("38CB7A9A517") or long ("4jYDtB20xNz1dSk8"), to the end of s. */
int queue_id_is(struct smtplog_slice s);
/* When a long id was made, Unix seconds; 0: it does not tell. */
int64_t queue_id_made(struct smtplog_slice s);
/* The same where its place tells that it is one: logs that were anonymised keep no alphabet. */
int queue_id_seems(struct smtplog_slice s);

/* The word before the first ": ", of at most `max` bytes: without looking through a
 * line that has none. */
int word_scan(struct smtplog_slice *c, size_t max, struct smtplog_slice *out);

/* "name[ip]", "name[ip]:port", "[ip]:port", "host[/socket]". */
struct endpoint {
    struct smtplog_slice name, ip;      /* ptr NULL: unknown */
    uint32_t port;                      /* 0: unknown */
};
int endpoint_scan(struct smtplog_slice *c, struct endpoint *out);
/* As cleanup names where a message came from: an endpoint, or "local" or "unknown", which leave
 * *out empty. */
int endpoint_scan_original(struct smtplog_slice *c, struct endpoint *out);
void endpoint_is_peer(const struct endpoint *end, struct smtplog_event *e);

/* The name in "EHLO name\r\n..." as Postfix samples what a client said; ptr NULL: none. */
struct smtplog_slice helo_said(struct smtplog_slice sample);

/* An address in angle brackets that ends where one of `stops` (NULL-terminated) follows, or the
 * text.  Quoted local parts may hold anything, '>' too. */
int address_scan(struct smtplog_slice *c, const char *const *stops, struct smtplog_slice *out);

/* The tail of context, "; from=<s> to=<r> proto=P helo=<h> sasl_...": every item optional, their
 * order fixed (smtpd.c log_whatsup, smtpd_whatsup; postscreen separates by ", "). */
struct tail {
    struct smtplog_slice sender, recipient, helo, sasl_user;    /* ptr NULL: not there */
};
/* Cuts the tail off *text, found from the right: what stands before it may quote anything.  With
 * `after` words may follow the tail after a colon, as in header checks.  0: there is none. */
int tail_cut(struct smtplog_slice *text, struct tail *tail, struct smtplog_slice *after);
void tail_fill(const struct tail *tail, struct smtplog_event *e);

#endif
