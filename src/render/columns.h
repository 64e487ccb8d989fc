/* columns.h - columns of text on a terminal: how wide, how cut, how aligned
 *
 * What grids (pages that are laid out whole) and tables (rows that stream) do alike.  Widths are
 * counted in terminal columns; texts are safe already (base/text.h).
 */
#ifndef RENDER_COLUMNS_H
#define RENDER_COLUMNS_H

#include "base/strbuf.h"
#include "render/style.h"

enum columns_cut { COLUMNS_WHOLE, COLUMNS_CUT_END, COLUMNS_CUT_HEAD };

struct columns_room {
    int width;                          /* what the widest text wants; columns_fit() takes of it */
    int least;                          /* may shrink down to so many; 0: may not */
    int right;                          /* 1: stands to the right, as numbers do */
    enum columns_cut cut;               /* what happens to a text that is wider than its room */
};

/* Takes from the widest that may shrink, none below `floor`, until all of n fit `width` with
 * `gaps` columns of it for what stands around and between them. */
void columns_fit(struct columns_room *rooms, size_t n, int width, int gaps, int floor);

/* Appends a text in its room, styled, with the blanks of its alignment. */
void columns_put(struct strbuf *out, const struct columns_room *room, struct smtplog_slice text,
                 enum style_kind kind, struct style style);

/* Ends a line: no blanks before its end. */
void columns_end(struct strbuf *out);

#endif
