/* format.h - rows of typed cells, written as a table for people or a format for programs
 *
 * Formats for programs (csv, tsv, json, ndjson) never cut, never colour and never localise:
 * numbers are plain, names of columns are the machine names.  table, box and markdown are for
 * people: titles, thousands parted, and in table and box cells cut with an ellipsis if a width is
 * given and the rows do not fit it.  Cells may hold strangers' text; every format makes it
 * harmless its own way:
 *
 *   table, box   control characters and invalid UTF-8 shown as \xNN, newline as a blank
 *   csv          RFC 4180; CR LF between records; text kept byte for byte but for invalid UTF-8,
 *                which becomes U+FFFD.  Text that a spreadsheet would run as a formula (=, +, -,
 *                @, tab or CR in front) gets an apostrophe before it only if `spreadsheet` is set:
 *                a program that reads the file back must get what was logged
 *   tsv          tab, newline, CR and backslash as \t \n \r \\ ; invalid UTF-8 as U+FFFD
 *   json, ndjson RFC 8259; invalid UTF-8 as U+FFFD; control and invisible characters as \u escapes
 *   markdown     as table, with pipe and markup characters escaped
 *
 * NULL cells are empty, null in JSON.  table and box look at the first FORMAT_LOOKAHEAD rows to
 * find widths and then stream; memory is bounded.
 */
#ifndef RENDER_FORMAT_H
#define RENDER_FORMAT_H

#include "base/strbuf.h"
#include "render/cell.h"
#include "render/format_options.h"

#include <stdio.h>

enum { FORMAT_LOOKAHEAD = 1000 };

/* The format of a contract's word; 0 if there is none. */
int format_by_name(const char *word, enum format *out);
/* 1: rows in columns, for a screen.  1: a program reads it; markdown is neither. */
int format_is_laid_out(enum format format);
int format_is_for_programs(enum format format);

struct format_writer;

/* The columns are copied.  The stream stays the caller's; write errors show in ferror(out). */
struct format_writer *format_begin(FILE *out, const struct format_options *options,
                                   const struct column *columns, size_t len);
void format_row(struct format_writer *w, const struct cell *cells);     /* len cells */
/* Writes what is left and frees w. */
void format_end(struct format_writer *w);

/* For those who build objects of their own: a Markdown text. */
void format_markdown_text(struct strbuf *out, struct smtplog_slice s);

#endif
