/* format_options.h - which format, and how: what format_begin() is told */
#ifndef RENDER_FORMAT_OPTIONS_H
#define RENDER_FORMAT_OPTIONS_H

#include "base/lang.h"
#include "render/style.h"

enum format {
    FORMAT_TABLE, FORMAT_BOX, FORMAT_CSV, FORMAT_TSV, FORMAT_JSON, FORMAT_NDJSON, FORMAT_MARKDOWN,
    FORMAT_KINDS
};
#define FORMAT_CHOICES "table|box|csv|tsv|json|ndjson|markdown"

struct format_options {
    enum format format;
    int width;              /* columns for table and box; 0: as wide as it gets */
    int spreadsheet;        /* csv: guard against formulas */
    int no_header;          /* table, csv, tsv: no line of titles */
    struct style style;     /* table and box */
    const struct lang *lang;            /* how thousands are parted; NULL: English */
};

#endif
