/* cells.h - one row as a column store loads it
 *
 * NDJSON: an object a line, a cell that is NULL left out.  TSV: cells with tabs between, \N for
 * NULL, and backslashes before what would end a cell (ClickHouse's TabSeparated, PostgreSQL's
 * COPY); whoever writes rows writes their names first.
 *
 *     struct export_row row = export_row_begin(&out, format);
 *     export_int(&row, "ts", time);
 *     export_text(&row, "host", host);
 *     export_row_end(&row);
 */
#ifndef EXPORT_CELLS_H
#define EXPORT_CELLS_H

#include "base/strbuf.h"

enum export_format { EXPORT_NDJSON, EXPORT_TSV };
#define EXPORT_FORMATS "ndjson|tsv"

struct export_row {
    struct strbuf *out;
    enum export_format format;
    size_t cells;                       /* written so far, NULLs left out among them */
    int names;                          /* 1: names are written in place of what is given */
};

enum export_format export_format_named(const char *word);       /* NULL: ndjson */

/* Appends a row to `out`, which must stay until export_row_end().  Cells come in the order of the
 * table's columns. */
struct export_row export_row_begin(struct strbuf *out, enum export_format format);
/* The same calls then write the line of names; nothing at all in NDJSON. */
struct export_row export_names_begin(struct strbuf *out, enum export_format format);
void export_null(struct export_row *row, const char *name);
void export_int(struct export_row *row, const char *name, int64_t n);
void export_real(struct export_row *row, const char *name, double n);
/* All 64 bits: quoted in JSON, whose numbers are doubles to many a reader. */
void export_key(struct export_row *row, const char *name, uint64_t n);
void export_text(struct export_row *row, const char *name, struct smtplog_slice s);
void export_row_end(struct export_row *row);

#endif
