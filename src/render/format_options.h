/* format_options.h - which format, and how: what format_begin() is told */
#ifndef RENDER_FORMAT_OPTIONS_H
#define RENDER_FORMAT_OPTIONS_H

#include "base/lang.h"
#include "render/style.h"

/* FORMAT(id, word, laid out in columns for a screen, read by programs).  Another one is a row
 * here, a struct format_way of that word (format_room.h), and what the tests ask for. */
#define FORMATS(FORMAT)                                                                        \
    FORMAT(TABLE, table, 1, 0) FORMAT(BOX, box, 1, 0) FORMAT(CSV, csv, 0, 1)                   \
    FORMAT(TSV, tsv, 0, 1) FORMAT(JSON, json, 0, 1) FORMAT(NDJSON, ndjson, 0, 1)               \
    FORMAT(MARKDOWN, markdown, 0, 0)

enum format {
#define FORMAT(id, word, laid, program) FORMAT_##id,
    FORMATS(FORMAT)
#undef FORMAT
    FORMAT_KINDS
};

/* "table|box|..." */
#define FORMAT_WORD(id, word, laid, program) "|" #word
#define FORMAT_CHOICES (&(FORMATS(FORMAT_WORD))[1])

struct format_options {
    enum format format;
    int width;              /* columns for table and box; 0: as wide as it gets */
    int spreadsheet;        /* csv: guard against formulas */
    int no_header;          /* table, csv, tsv: no line of titles */
    struct style style;     /* table and box */
    const struct lang *lang;            /* how thousands are parted; NULL: English */
};

#endif
