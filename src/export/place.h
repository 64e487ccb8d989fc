/* place.h - what an event is known by in every store: where it stood
 *
 * The host, the log (a hash of its first line: it stays when the log grows, is renamed, rotated or
 * packed), the line, and the how manieth event of that line it is.  event_key is a hash of these
 * and of the record's words, for syslog may begin two logs with one line.
 */
#ifndef EXPORT_PLACE_H
#define EXPORT_PLACE_H

#include "export/cells.h"

/* Of a log's first bytes, at most EXPORT_HEAD of them. */
enum { EXPORT_HEAD = 4096 };
uint64_t export_log_of(struct smtplog_slice head);

/* Counts the events of a line.  An event may come after those of later lines, so the latest lines
 * are remembered, one in each slot. */
struct export_lines {
    struct export_line { uint64_t log, line_no; uint32_t n; } *slots;   /* owned; made at need */
};
uint32_t export_ordinal(struct export_lines *lines, uint64_t log, uint64_t line_no);
void export_lines_clear(struct export_lines *lines);
void export_lines_release(struct export_lines *lines);

struct export_place {
    struct smtplog_slice host;
    uint64_t log, line_no, words;       /* hashes of the log's first line, of the record */
    uint32_t ordinal;                   /* from 0 on */
    int64_t version;                    /* of the row: the highest counts */
    int correction;                     /* 0: news; 1: it went out before; 2: and its cause or what
                                           else it is counted by is another now */
};
/* log, ordinal, event_key, version, correction: the row's last cells. */
void export_place(struct export_row *row, const struct export_place *place);

#endif
