/* Widths can only be settled when all cells are known, so cells are kept until then, in one
 * buffer. */
#include "render/grid.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>

void grid_column(struct grid *g, const char *title, int right, int least)
{
    if (g->len < GRID_COLUMNS)
        g->columns[g->len++] = (struct grid_column){
            .title = title, .right = right, .least = least,
            .width = text_width(slice_str(title))};
}

void grid_keep_tail(struct grid *g)
{
    g->columns[g->len - 1].tail = 1;
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
    struct grid_column *column = &g->columns[g->filled];
    column->width = width > column->width ? width : column->width;
    if (++g->filled == g->len) {
        g->filled = 0;
        g->rows++;
    }
}

static int total(const struct grid *g)
{
    int sum = 0;
    for (size_t i = 0; i < g->len; i++)
        sum += g->columns[i].width + (i ? GRID_GAP : 0);
    return sum;
}

void grid_fit(struct grid *g, int width, int indent)
{
    while (total(g) + indent > width) {
        struct grid_column *widest = NULL;
        for (size_t i = 0; i < g->len; i++) {
            struct grid_column *c = &g->columns[i];
            if (c->least && c->width > c->least && (!widest || c->width > widest->width))
                widest = c;
        }
        if (!widest)
            return;
        widest->width--;
    }
}

/* Text in its column; nothing behind the last one on a line. */
static void lay(const struct grid *g, struct strbuf *out, size_t column, struct smtplog_slice text,
                enum style_kind kind, struct style style)
{
    const struct grid_column *c = &g->columns[column];
    struct strbuf cut = {0};
    if (c->tail)
        text_fit_tail(&cut, text, c->width);
    else
        text_fit(&cut, text, c->width);
    int room = c->width - text_width(strbuf_view(&cut));
    strbuf_blanks(out, column ? GRID_GAP : 0);
    strbuf_blanks(out, c->right ? room : 0);
    strbuf_str(out, style_begin(style, kind));
    strbuf_slice(out, strbuf_view(&cut));
    strbuf_str(out, style_end(style, kind));
    strbuf_blanks(out, c->right ? 0 : room);
    strbuf_release(&cut);
}

static void finish(struct strbuf *out)
{
    while (out->len && out->ptr[out->len - 1] == ' ')
        out->ptr[--out->len] = '\0';
    strbuf_char(out, '\n');
}

void grid_head(const struct grid *g, struct strbuf *out, int indent, struct style style)
{
    strbuf_blanks(out, indent);
    for (size_t i = 0; i < g->len; i++)
        lay(g, out, i, slice_str(g->columns[i].title), STYLE_FAINT, style);
    finish(out);
}

void grid_line(const struct grid *g, struct strbuf *out, size_t row, int indent,
               struct style style)
{
    strbuf_blanks(out, indent);
    for (size_t i = 0; i < g->len; i++) {
        const struct grid_cell *cell = &g->cells[row * g->len + i];
        lay(g, out, i, slice_of(g->texts.ptr + cell->at, cell->len), cell->style, style);
    }
    finish(out);
}

void grid_release(struct grid *g)
{
    free(g->cells);
    strbuf_release(&g->texts);
    *g = (struct grid){0};
}
