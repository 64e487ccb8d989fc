/* Widths can only be settled when all cells are known, so cells are kept until then, in one
 * buffer. */
#include "render/grid.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>

void grid_column(struct grid *g, const char *title, int right, int least)
{
    if (g->len == GRID_COLUMNS)
        return;
    g->columns[g->len++] = (struct grid_column){title, {
        .width = text_width(slice_str(title)), .least = least, .right = right,
        .cut = COLUMNS_CUT_END,
    }};
}

void grid_keep_tail(struct grid *g)
{
    g->columns[g->len - 1].room.cut = COLUMNS_CUT_HEAD;
}

void grid_cell(struct grid *g, struct smtplog_slice text, enum style_kind style)
{
    size_t place = g->rows * g->len + g->filled;
    g->cells = mem_grow(g->cells, &g->cells_cap, place + 1, sizeof *g->cells);
    struct grid_cell *cell = &g->cells[place];
    *cell = (struct grid_cell){.at = g->texts.len, .style = style};
    text_for_terminal(&g->texts, text);
    cell->len = g->texts.len - cell->at;
    int width = text_width(slice_of(g->texts.ptr + cell->at, cell->len));
    struct columns_room *room = &g->columns[g->filled].room;
    room->width = width > room->width ? width : room->width;
    if (++g->filled == g->len) {
        g->filled = 0;
        g->rows++;
    }
}

void grid_fit(struct grid *g, int width, int indent)
{
    struct columns_room rooms[GRID_COLUMNS];

    for (size_t i = 0; i < g->len; i++)
        rooms[i] = g->columns[i].room;
    columns_fit(rooms, g->len, width, indent + GRID_GAP * ((int)g->len - 1), 0);
    for (size_t i = 0; i < g->len; i++)
        g->columns[i].room = rooms[i];
}

static void put(const struct grid *g, struct strbuf *out, size_t column, struct smtplog_slice text,
                enum style_kind kind, struct style style)
{
    strbuf_blanks(out, column ? GRID_GAP : 0);
    columns_put(out, &g->columns[column].room, text, kind, style);
}

void grid_head(const struct grid *g, struct strbuf *out, int indent, struct style style)
{
    strbuf_blanks(out, indent);
    for (size_t i = 0; i < g->len; i++)
        put(g, out, i, slice_str(g->columns[i].title), STYLE_FAINT, style);
    columns_end(out);
}

void grid_line(const struct grid *g, struct strbuf *out, size_t row, int indent,
               struct style style)
{
    strbuf_blanks(out, indent);
    for (size_t i = 0; i < g->len; i++) {
        const struct grid_cell *cell = &g->cells[row * g->len + i];
        put(g, out, i, slice_of(g->texts.ptr + cell->at, cell->len), cell->style, style);
    }
    columns_end(out);
}

void grid_release(struct grid *g)
{
    free(g->cells);
    strbuf_release(&g->texts);
    *g = (struct grid){0};
}
