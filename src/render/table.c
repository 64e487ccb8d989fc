/* Formats that lay rows into columns: table (blanks between) and box (lines around). */
#include "render/format_room.h"

#include "base/mem.h"
#include "base/text.h"
#include "render/format.h"

enum { COMFORT = 28 };                  /* a time stamp, an address, a short name */

/* What stands around the cells. */
struct frame {
    const char *left, *between, *right;         /* of a row of cells */
    int between_width, ends_width;
};
static const struct frame bare = {"", "  ", "", 2, 0};
static const struct frame boxed = {"\u2502 ", " \u2502 ", " \u2502", 3, 4};

static const struct frame *frame_of(const struct format_writer *w)
{
    return w->options.format == FORMAT_BOX ? &boxed : &bare;
}

/* ---- widths ------------------------------------------------ */

static int least_of(const struct column *c)
{
    return c->least ? c->least : FORMAT_LEAST;
}

/* Takes columns from the widest text, none below `floor` or its own least, until the row fits;
 * numbers are never cut. */
static void shrink(struct format_writer *w, int floor)
{
    int total = frame_of(w)->ends_width + frame_of(w)->between_width * ((int)w->len - 1);
    for (size_t i = 0; i < w->len; i++)
        total += w->widths[i];
    for (; total > w->options.width; total--) {
        size_t widest = w->len;
        for (size_t i = 0; i < w->len; i++)
            if (!w->columns[i].number && w->widths[i] > floor &&
                w->widths[i] > least_of(&w->columns[i]) &&
                (widest == w->len || w->widths[i] >= w->widths[widest]))
                widest = i;
        if (widest == w->len)
            return;
        w->widths[widest]--;
    }
}

static int title_width(const struct column *c)
{
    return text_width(slice_str(format_title(c)));
}

static void find_widths(struct format_writer *w)
{
    for (size_t i = 0; i < w->len; i++)
        w->widths[i] = w->options.no_header ? 1 : title_width(&w->columns[i]);
    for (size_t i = 0; i < w->laid_len; i++)
        if (w->laid[i].width > w->widths[i % w->len])
            w->widths[i % w->len] = w->laid[i].width;
    if (!w->options.width)
        return;
    shrink(w, COMFORT);                 /* running text first; times and names stay whole */
    shrink(w, 0);
}

/* ---- lines ------------------------------------------------ */

/* One cell, cut if it must be, between its blanks. */
static void put_cell(struct format_writer *w, size_t i, struct smtplog_slice text,
                     enum style_kind style)
{
    int number = w->columns[i].number, width = text_width(text);
    if (!number && w->options.width && width > w->widths[i])
        width = w->widths[i];
    if (number)
        strbuf_blanks(&w->line, w->widths[i] - width);
    strbuf_str(&w->line, style_begin(w->options.style, style));
    size_t start = w->line.len;
    if (number || !w->options.width)
        strbuf_slice(&w->line, text);
    else
        text_fit(&w->line, text, w->widths[i]);
    width = text_width(slice_from(strbuf_view(&w->line), start));
    strbuf_str(&w->line, style_end(w->options.style, style));
    int last_bare = i + 1 == w->len && w->options.format == FORMAT_TABLE;
    if (!number && !last_bare)
        strbuf_blanks(&w->line, w->widths[i] - width);
}

static void send(struct format_writer *w)
{
    while (w->line.len && w->line.ptr[w->line.len - 1] == ' ')
        w->line.len--;
    strbuf_char(&w->line, '\n');
    fwrite(w->line.ptr, 1, w->line.len, w->out);
    strbuf_clear(&w->line);
}

static void put_row(struct format_writer *w, const char *texts, const struct laid *row)
{
    const struct frame *f = frame_of(w);
    for (size_t i = 0; i < w->len; i++) {
        strbuf_str(&w->line, i ? f->between : f->left);
        put_cell(w, i, slice_of(texts + row[i].at, row[i].len), row[i].style);
    }
    strbuf_str(&w->line, f->right);
    send(w);
}

static void put_titles(struct format_writer *w)
{
    const struct frame *f = frame_of(w);
    for (size_t i = 0; i < w->len; i++) {
        strbuf_str(&w->line, i ? f->between : f->left);
        put_cell(w, i, slice_str(format_title(&w->columns[i])), STYLE_HEADING);
    }
    strbuf_str(&w->line, f->right);
    send(w);
}

/* A line of the box: its corners and what crosses it. */
static void put_line(struct format_writer *w, const char *left, const char *cross,
                     const char *right)
{
    if (w->options.format != FORMAT_BOX)
        return;
    for (size_t i = 0; i < w->len; i++) {
        strbuf_str(&w->line, i ? cross : left);
        for (int n = w->widths[i] + 2; n > 0; n--)
            strbuf_str(&w->line, "\u2500");
    }
    strbuf_str(&w->line, right);
    send(w);
}

/* ---- the look-ahead ------------------------------------------------ */

/* Turns cells into safe texts behind those already held. */
static void lay(struct format_writer *w, const struct cell *cells)
{
    w->laid = mem_grow(w->laid, &w->laid_cap, w->laid_len + w->len, sizeof *w->laid);
    for (size_t i = 0; i < w->len; i++) {
        struct laid *l = &w->laid[w->laid_len++];
        *l = (struct laid){.at = w->texts.len, .style = cells[i].style};
        if (cells[i].kind == CELL_TEXT)
            text_for_terminal(&w->texts, cells[i].text);
        else
            format_human_number(&w->texts, &cells[i], &w->columns[i], w->options.lang);
        l->len = w->texts.len - l->at;
        l->width = text_width(slice_of(strbuf_text(&w->texts) + l->at, l->len));
    }
}

static void forget(struct format_writer *w)
{
    w->laid_len = 0;
    strbuf_clear(&w->texts);
}

/* Fixes the widths and writes what was held. */
static void settle(struct format_writer *w)
{
    find_widths(w);
    w->settled = 1;
    put_line(w, "\u250c", "\u252c", "\u2510");
    if (!w->options.no_header) {
        put_titles(w);
        put_line(w, "\u251c", "\u253c", "\u2524");
    }
    for (size_t i = 0; i < w->laid_len; i += w->len)
        put_row(w, w->texts.ptr, w->laid + i);
    forget(w);
}

static void table_begin(struct format_writer *w)
{
    strbuf_clear(&w->texts);
}

static void table_row(struct format_writer *w, const struct cell *cells)
{
    lay(w, cells);
    if (w->settled) {
        put_row(w, w->texts.ptr, w->laid);
        forget(w);
    } else if (w->rows + 1 >= FORMAT_LOOKAHEAD) {
        settle(w);
    }
}

static void table_end(struct format_writer *w)
{
    if (!w->settled)
        settle(w);
    put_line(w, "\u2514", "\u2534", "\u2518");
}

const struct format_way format_table = {"table", table_begin, table_row, table_end};
const struct format_way format_box = {"box", table_begin, table_row, table_end};
