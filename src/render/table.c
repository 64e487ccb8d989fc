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

static int title_width(const struct column *c)
{
    return text_width(slice_str(format_title(c)));
}

/* Running text gives first: times and names stay whole as long as they can. Numbers are never
 * cut, and nothing is where no terminal sets a width. */
static void find_widths(struct format_writer *w)
{
    const struct frame *f = frame_of(w);
    int gaps = f->ends_width + f->between_width * ((int)w->len - 1);

    for (size_t i = 0; i < w->len; i++) {
        const struct column *c = &w->columns[i];
        w->rooms[i] = (struct columns_room){
            .width = w->options.no_header ? 1 : title_width(c), .right = c->number,
            .least = c->number ? 0 : c->least ? c->least : FORMAT_LEAST,
            .cut = c->number || !w->options.width ? COLUMNS_WHOLE : COLUMNS_CUT_END,
        };
    }
    for (size_t i = 0; i < w->laid_len; i++)
        if (w->laid[i].width > w->rooms[i % w->len].width)
            w->rooms[i % w->len].width = w->laid[i].width;
    if (!w->options.width)
        return;
    columns_fit(w->rooms, w->len, w->options.width, gaps, COMFORT);
    columns_fit(w->rooms, w->len, w->options.width, gaps, 0);
}

/* ---- lines ------------------------------------------------ */

static void send(struct format_writer *w)
{
    columns_end(&w->line);
    fwrite(w->line.ptr, 1, w->line.len, w->out);
    strbuf_clear(&w->line);
}

static void put_row(struct format_writer *w, const char *texts, const struct laid *row)
{
    const struct frame *f = frame_of(w);
    for (size_t i = 0; i < w->len; i++) {
        strbuf_str(&w->line, i ? f->between : f->left);
        columns_put(&w->line, &w->rooms[i], slice_of(texts + row[i].at, row[i].len),
                    row[i].style, w->options.style);
    }
    strbuf_str(&w->line, f->right);
    send(w);
}

static void put_titles(struct format_writer *w)
{
    const struct frame *f = frame_of(w);
    for (size_t i = 0; i < w->len; i++) {
        strbuf_str(&w->line, i ? f->between : f->left);
        columns_put(&w->line, &w->rooms[i], slice_str(format_title(&w->columns[i])), STYLE_HEADING,
                    w->options.style);
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
        for (int n = w->rooms[i].width + 2; n > 0; n--)
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

const struct format_way format_table = {table_begin, table_row, table_end};
const struct format_way format_box = {table_begin, table_row, table_end};
