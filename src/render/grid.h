/* grid.h - a table for people whose columns fit the terminal
 *
 * Rows are kept, then widths are settled, then rows are printed one by one with whatever the
 * caller writes between them: sections of one grid stay aligned.  Numbers stand to the right.
 * Where the width does not suffice, columns that may shrink do, the widest first, down to their
 * least width; cells are cut with an ellipsis.  Cells may hold strangers' text (base/text.h makes
 * it safe).
 */
#ifndef RENDER_GRID_H
#define RENDER_GRID_H

#include "base/strbuf.h"
#include "render/columns.h"

enum { GRID_COLUMNS = 16, GRID_GAP = 2 };

struct grid_column {
    const char *title;                  /* translated; "": none */
    struct columns_room room;           /* settled by grid_fit() */
};

struct grid {
    struct grid_column columns[GRID_COLUMNS];
    size_t len;                         /* of columns */
    struct grid_cell { size_t at, len; enum style_kind style; } *cells;     /* row after row */
    size_t rows, cells_cap;
    struct strbuf texts;
    size_t filled;                      /* cells of the row in work */
};

/* One more column: its title, whether it is set to the right, and how narrow it may become (0:
 * not at all).  All columns come before the first cell. */
void grid_column(struct grid *g, const char *title, int right, int least);
void grid_keep_tail(struct grid *g);    /* of the column made last */
/* The next cell of the row; the row ends with its last column. */
void grid_cell(struct grid *g, struct smtplog_slice text, enum style_kind style);
void grid_fit(struct grid *g, int width, int indent);
/* Append a line with its newline. */
void grid_head(const struct grid *g, struct strbuf *out, int indent, struct style style);
void grid_line(const struct grid *g, struct strbuf *out, size_t row, int indent,
               struct style style);
void grid_release(struct grid *g);

#endif
