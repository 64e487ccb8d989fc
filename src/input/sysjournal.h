/* sysjournal.h - the journal of systemd, as lines of JSON
 *
 * Not for other rooms: see stream.h.  What mail programs wrote, by syslog facility or unit, of all
 * priorities but debug, oldest first, a line an entry as `journalctl -o json` has it, with the
 * fields that frame/journal.h reads.  A cursor is journald's own name of an entry, which rotation
 * does not change: whoever keeps that of the last entry he used reads each once.
 */
#ifndef INPUT_SYSJOURNAL_H
#define INPUT_SYSJOURNAL_H

#include "base/diag.h"

#include <smtplog/parser.h>
#include <stdint.h>

struct sysjournal;

/* 1 if this build can read it. */
int sysjournal_is_built(void);

/* The machine's journal (folder NULL), or the one whose files lie in a folder.  NULL after telling
 * the diag why. */
struct sysjournal *sysjournal_open(const char *folder, struct diag *diag);
void sysjournal_close(struct sysjournal *j);                /* NULL is no harm */

/* The same for the same journal, another for another machine's or folder's. */
uint64_t sysjournal_identity(const struct sysjournal *j);

/* Goes behind the entry of this cursor (len 0: to the beginning); the bytes given from now on are
 * counted from `offset`.  Where the entry is gone, behind those that came before it. */
void sysjournal_seek(struct sysjournal *j, struct smtplog_slice cursor, uint64_t offset);

/* The next lines, whole ones; valid until the next call; len 0: there are no more for now. */
struct smtplog_slice sysjournal_block(struct sysjournal *j);

/* The cursor of the last entry whose line ends at `offset` or before; an earlier one is forgotten.
 * Empty: none was given yet. */
struct smtplog_slice sysjournal_cursor(struct sysjournal *j, uint64_t offset);

#endif
