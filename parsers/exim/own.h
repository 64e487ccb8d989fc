/* own.h - Exim's own reasons for a delivery that failed or waits
 *
 * Beside what a remote server did (remote.h), a "**" or "==" line may tell of this server alone: a
 * mailbox, a pipe, a retry rule, mail that was told to wait.
 */
#ifndef EXIM_OWN_H
#define EXIM_OWN_H

#include <smtplog/parser.h>

enum exim_own {
    EXIM_OWN_LOCAL = 1,                 /* no server was meant: a mailbox, a file, a program */
    EXIM_OWN_ECHO = 2,                  /* the retry time has not come: nobody was asked */
    EXIM_OWN_HELD = 4,                  /* told to stay in the queue: nothing was tried */
    EXIM_OWN_EXPIRED = 8                /* given up after the last retry */
};

/* What the text behind the fields says, and the number of "defer (N)", 0 for none. */
unsigned exim_own_read(struct smtplog_slice text, int number);

#endif
