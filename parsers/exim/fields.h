/* fields.h - the tag=value fields of an Exim log line
 *
 * Exim writes H=, F=, X= ... in front of the free text, so a line is read from left to right:
 * fields first, text last.  Whatever stands in the text, written by strangers, is never taken for
 * a field.  All slices borrow from the line.  Scanners move the cursor only if they succeeded.
 */
#ifndef EXIM_FIELDS_H
#define EXIM_FIELDS_H

#include "host.h"

#include <smtplog/scan.h>

struct exim_fields {
    struct exim_host host;                      /* H=name (helo) [ip]:port */
    struct smtplog_slice sender;                /* F=<...>, or the return path P=<...> */
    struct smtplog_slice user;                  /* the id of A=authenticator:id */
    struct smtplog_slice connection;            /* Ci= */
    struct smtplog_slice protocol;              /* P=esmtps */
    struct smtplog_slice router, transport;     /* R=, T= */
    struct smtplog_slice confirmation;          /* inside C="..." */
    struct smtplog_slice message_id;            /* id= */
    int64_t size;                               /* S= */
    unsigned chunking : 1;                      /* the word K: BDAT instead of DATA */
};

/* Every field and bare mark (K, L, PRDR, ...) in front of the text; a colon that ends the fields
 * is consumed with the blanks around it.  Unknown tags are passed over. */
void exim_fields_scan(struct smtplog_slice *c, struct exim_fields *f);

/* Puts the client of an inbound line into the event: peer_*, client_*, helo,
 * sasl_user, session. */
void exim_fill_client(struct smtplog_event *e, const struct exim_fields *f);

/* Puts the remote server of an outbound line into the event. */
void exim_fill_server(struct smtplog_event *e, const struct exim_fields *f);

#endif
