/* exim.h - Exim's own stamp, pid and piece marks
 *
 * Exim writes files with a stamp of its own; in syslog and the journal it puts the same stamp
 * into the message, so that it stands there twice (log.c: write_syslog, syslog_timestamp).
 */
#ifndef FRAME_EXIM_H
#define FRAME_EXIM_H

#include "frame/shaped.h"

/* A tag under which Exim writes to syslog: "exim", "exim4", "Exim-out". */
int exim_is_tag(struct smtplog_slice tag);

/* "[4711] " off the front, as log_selector +pid has it; 0: it is not there. */
int exim_scan_pid(struct smtplog_slice *c, uint32_t *pid);

/* Takes Exim's own stamp and "[pid] " off the body of a syslog record.  An absolute syslog time
 * stays; else Exim's stamp is the time, because it has a year.  Bodies that begin with a piece
 * mark are left alone.  s->stripped: how many bytes. */
void exim_unwrap(struct shaped *s);

/* "[2/3] ", "[2\3] ": a piece of what was longer than syslog takes, or had newlines
 * (write_syslog). */
struct exim_mark {
    uint32_t piece, of;
    int ends_line;                  /* the piece ended at a newline: '\' */
};
int exim_scan_mark(struct smtplog_slice *c, struct exim_mark *mark);

/* The record of a first piece is Exim's beyond doubt: by tag, or by the stamp or the message id
 * after the mark (the tag is a word of the configuration). */
int exim_is_first_piece(const struct shaped *s);

#endif
