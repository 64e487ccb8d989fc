/* bounce.h - one bounce's recipients, for this room
 *
 * Slices point into the pasted text or into what pasted_keep() keeps.
 */
#ifndef PASTED_BOUNCE_H
#define PASTED_BOUNCE_H

#include "pasted/pasted.h"

struct bounce_recipient {
    struct smtplog_slice address;       /* without angle brackets */
    struct smtplog_slice words;         /* the reply with what stands around it; may be empty */
    struct smtplog_slice status;        /* enhanced code of the field Status */
    struct smtplog_slice remote;        /* name of the field Remote-MTA */
    int done;                           /* delivered, relayed, expanded: no failure */
    int delayed;                        /* still being tried */
    int local;                          /* the sending server's own words */
};

struct bounce {
    struct bounce_recipient *list;
    size_t len, cap;
};

/* Texts are copied; beyond the most that is kept a recipient is left out. */
void bounce_add(struct bounce *b, const struct bounce_recipient *r);

/* Recipients named in the text of a bounce, each with the words that follow its address.  Finds
 * none in a text that is no bounce. */
void prose_read(struct pasted *p, struct smtplog_slice text, struct bounce *out);

#endif
