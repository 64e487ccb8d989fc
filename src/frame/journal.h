/* journal.h - journalctl -o json: one object a line
 *
 * Fields as in systemd.journal-fields(7): a value is a string, an array of byte numbers where it
 * is not clean UTF-8, an array of values where the field was given more than once (the first one
 * counts), or null where it is too long.  The time is the one that the sender's socket gave
 * (_SOURCE_REALTIME_TIMESTAMP), else the journal's; both are microseconds.
 */
#ifndef FRAME_JOURNAL_H
#define FRAME_JOURNAL_H

#include "frame/shaped.h"

struct journal;

/* Reads entries of `journalctl -o json`, each into memory that the next one uses again. */
struct journal *journal_new(void);
void journal_free(struct journal *j);               /* NULL is no harm */

/* 1 and *out filled, with slices that live until the next call; 0: not a journal record. */
int journal_shape(struct journal *j, struct smtplog_slice text, struct shaped *out);

#endif
