/* What the formats share: choosing one, copying columns, numbers as programs and as people read
 * them. */
#include "render/format.h"

#include "base/mem.h"
#include "base/text.h"
#include "render/format_room.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

static const struct {
    const char *word;
    const struct format_way *way;
    int laid, program;
} formats[FORMAT_KINDS] = {
#define FORMAT(id, word, laid, program) {#word, &format_##word, laid, program},
    FORMATS(FORMAT)
#undef FORMAT
};

int format_is_laid_out(enum format format)
{
    return formats[format].laid;
}

int format_is_for_programs(enum format format)
{
    return formats[format].program;
}

int format_by_name(const char *word, enum format *out)
{
    for (int i = 0; i < FORMAT_KINDS; i++) {
        if (strcmp(formats[i].word, word) == 0) {
            *out = (enum format)i;
            return 1;
        }
    }
    return 0;
}

/* A name may be an expression of an operator's, with line ends and whatever else. */
static char *title_of(const struct column *column)
{
    struct strbuf safe = {0};
    text_for_terminal(&safe, slice_str(format_title(column)));
    return strbuf_steal(&safe);
}

struct format_writer *format_begin(FILE *out, const struct format_options *options,
                                   const struct column *columns, size_t len)
{
    struct format_writer *w = mem_alloc(sizeof *w);
    *w = (struct format_writer){.out = out, .options = *options, .len = len};
    w->columns = mem_alloc(len * sizeof *w->columns);
    w->rooms = mem_alloc(len * sizeof *w->rooms);
    for (size_t i = 0; i < len; i++) {
        w->columns[i] = columns[i];
        w->columns[i].name = mem_str(columns[i].name);
        w->columns[i].title = title_of(&columns[i]);
    }
    formats[w->options.format].way->begin(w);
    return w;
}

void format_row(struct format_writer *w, const struct cell *cells)
{
    formats[w->options.format].way->row(w, cells);
    w->rows++;
}

void format_end(struct format_writer *w)
{
    formats[w->options.format].way->end(w);
    for (size_t i = 0; i < w->len; i++) {
        free((char *)(uintptr_t)w->columns[i].name);
        free((char *)(uintptr_t)w->columns[i].title);
    }
    free(w->columns);
    free(w->rooms);
    free(w->laid);
    strbuf_release(&w->line);
    strbuf_release(&w->texts);
    free(w);
}

int format_plain_number(struct strbuf *out, const struct cell *cell)
{
    char digits[40];
    if (cell->kind == CELL_INT) {
        strbuf_fmt(out, "%" PRId64, cell->integer);
        return 1;
    }
    if (cell->kind != CELL_REAL || !isfinite(cell->real))
        return 0;
    snprintf(digits, sizeof digits, "%.15g", cell->real);
    if (strtod(digits, NULL) < cell->real || strtod(digits, NULL) > cell->real)
        snprintf(digits, sizeof digits, "%.17g", cell->real);
    strbuf_str(out, digits);
    return 1;
}

void format_human_number(struct strbuf *out, const struct cell *cell, const struct column *column,
                         const struct lang *lang)
{
    if (column->plain)
        format_plain_number(out, cell);
    else if (cell->kind == CELL_INT)
        lang_count(out, cell->integer, lang);
    else if (cell->kind == CELL_REAL)
        strbuf_fmt(out, "%.1f", cell->real);
}
