/* looks.h - what the lines of a sample look like, taken together; for the survey
 */
#ifndef FRAME_LOOKS_H
#define FRAME_LOOKS_H

#include <smtplog/scan.h>

int look_has_colours(struct smtplog_slice text);    /* a terminal's, that end */
/* Of n lines: nearly all have colours; they were broken at a width; they are a table's of one
 * column. */
int look_coloured(const struct smtplog_slice *lines, size_t n);
int look_broken(const struct smtplog_slice *lines, size_t n);
int look_cells(const struct smtplog_slice *lines, size_t n);

#endif
