/* format_room.h - what the formats share; for format.c, records.c and table.c alone */
#ifndef RENDER_FORMAT_ROOM_H
#define RENDER_FORMAT_ROOM_H

#include "base/strbuf.h"
#include "render/cell.h"
#include "render/columns.h"
#include "render/format_options.h"

#include <stdio.h>

/* A cell of the look-ahead: its safe text in `texts`. */
struct laid {
    size_t at, len;
    int width;
    enum style_kind style;
};

struct format_writer {
    FILE *out;
    struct format_options options;
    struct column *columns;             /* names and titles are copies */
    size_t len;
    uint64_t rows;                      /* written or held so far */
    struct strbuf line;                 /* scratch: one record */
    struct strbuf texts;                /* table, box: the look-ahead's texts */
    struct laid *laid;
    size_t laid_len, laid_cap;
    struct columns_room *rooms;         /* table, box: of each column */
    int settled;                        /* table, box: widths are fixed, rows stream */
};

struct format_way {
    void (*begin)(struct format_writer *w);
    void (*row)(struct format_writer *w, const struct cell *cells);
    void (*end)(struct format_writer *w);
};

#define FORMAT(id, word, laid, program) extern const struct format_way format_##word;
FORMATS(FORMAT)
#undef FORMAT

/* Numbers as programs read them; 0 if the cell is no number. */
int format_plain_number(struct strbuf *out, const struct cell *cell);
/* Numbers as people read them. */
void format_human_number(struct strbuf *out, const struct cell *cell, const struct column *column,
                         const struct lang *lang);
static inline const char *format_title(const struct column *column)
{
    return column->title ? column->title : column->name;
}

#endif
