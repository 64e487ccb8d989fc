/* ahead.h - a line's shape, found before the line's turn, on another thread
 *
 * What a line looks like hangs on the line alone, and is half of the work of framing: so it may be
 * found by whoever has the time.  All that hangs on lines before (the year, the second hour when
 * clocks go back, continuation lines, pieces, repetitions) stays the framer's.  A line whose shape
 * alone does not make it a record (JSON, pieces, "last message repeated", no stamp) has none here.
 */
#ifndef FRAME_AHEAD_H
#define FRAME_AHEAD_H

#include "frame/shaped.h"

struct line_ahead {
    struct smtplog_slice text;      /* the line, as lines.h will give it */
    uint64_t number;                /* of the line, noted when its turn comes; 0: it has not */
    struct shaped shaped;           /* slices into `text` */
};

/* 1: *ahead is filled, its number 0; 0: the line must wait for its turn. */
int ahead_shape(struct smtplog_slice text, struct line_ahead *ahead);

/* What a parser will be asked if the line is a record by itself: without its time and number. */
struct smtplog_line ahead_record(const struct line_ahead *ahead);

/* The shape with slices into a copy of the line at `text`. */
void ahead_shaped(const struct line_ahead *ahead, const char *text, struct shaped *out);

#endif
