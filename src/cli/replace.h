/* replace.h - a file written whole or not at all */
#ifndef CLI_REPLACE_H
#define CLI_REPLACE_H

#include "base/diag.h"

#include <smtplog/scan.h>
#include <stdio.h>

/* Writes to a new file beside `path`, then renames it; mode by umask, or that of the file that is
 * replaced.  A symbolic link stays, and the file that it names is replaced; a device or a fifo is
 * written to, a fifo if somebody reads it within 5 s; a file that cannot be replaced where it
 * lies, as a mount of its own cannot, is written to when all is there.  0, or -1: told, and `path`
 * is as it was, if it could be replaced. */
int replace_file(const char *path, struct smtplog_slice bytes, struct diag *diag);

/* The same of what comes bit by bit: between the two, rows are written to r->out. */
struct replacing {
    FILE *out;
    char *path, *fresh;                 /* what is replaced, and what stands beside it; NULL: it is
                                           written to */
    int pours;                          /* out has no name, and goes into path at the end */
    const char *asked;                  /* borrowed: the path as it was typed, for complaints */
};
int replace_begin(struct replacing *r, const char *path, struct diag *diag);
/* keep 0: the work failed, and `path` stays as it was. */
int replace_end(struct replacing *r, int keep, struct diag *diag);

#endif
