/* operators.h - the files of stanzas that an operator keeps in a folder of /etc/smtplog
 *
 * Rules and forms decide what is counted and what is said of it, so root takes them only from
 * files that nobody else can have written (base/trusted.h).
 * Hidden files, and what editors and package managers leave behind, are passed over in silence.
 */
#ifndef KNOWLEDGE_OPERATORS_H
#define KNOWLEDGE_OPERATORS_H

#include "base/diag.h"

#include <smtplog/parser.h>

/* The suffix of files of forms; those of rules have any other. */
#define OPERATORS_FORMS ".forms"

/* One file: its path and its bytes, both the taker's to free. */
typedef void operators_take(void *to, char *path, struct smtplog_slice bytes);

/* Hands over the files of `folder` by name: those of forms, or (forms 0) all the others.  A folder
 * that is not there is empty; a file that cannot be read, or may not be, is told and left out.
 * `lost` says what follows of that: "its rules are not used". */
void operators_each(const char *folder, int forms, const char *lost, struct diag *diag,
                    operators_take *take, void *to);

#endif
