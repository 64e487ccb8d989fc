/* Text in rows is written by strangers: each format has one way to quote it, which stands
 * here. */
#include "export/cells.h"

#include "base/text.h"

#include <string.h>

enum export_format export_format_named(const char *word)
{
    return word && strcmp(word, "tsv") == 0 ? EXPORT_TSV : EXPORT_NDJSON;
}

struct export_row export_row_begin(struct strbuf *out, enum export_format format)
{
    if (format == EXPORT_NDJSON)
        strbuf_char(out, '{');
    return (struct export_row){.out = out, .format = format};
}

struct export_row export_names_begin(struct strbuf *out, enum export_format format)
{
    return (struct export_row){.out = out, .format = format, .names = 1};
}

/* What stands before a value; 0: no value is wanted. */
static int begin_cell(struct export_row *row, const char *name)
{
    if (row->format == EXPORT_TSV) {
        if (row->cells++)
            strbuf_char(row->out, '\t');
        if (row->names)
            strbuf_str(row->out, name);
        return !row->names;
    }
    if (row->names)
        return 0;
    strbuf_str(row->out, row->cells++ ? ",\"" : "\"");
    strbuf_str(row->out, name);
    strbuf_str(row->out, "\":");
    return 1;
}

void export_null(struct export_row *row, const char *name)
{
    if (row->format == EXPORT_TSV && begin_cell(row, name))
        strbuf_str(row->out, "\\N");
}

void export_int(struct export_row *row, const char *name, int64_t n)
{
    if (begin_cell(row, name))
        strbuf_fmt(row->out, "%lld", (long long)n);
}

void export_real(struct export_row *row, const char *name, double n)
{
    if (begin_cell(row, name))
        strbuf_fmt(row->out, "%.17g", n);
}

void export_key(struct export_row *row, const char *name, uint64_t n)
{
    if (begin_cell(row, name))
        strbuf_fmt(row->out, row->format == EXPORT_TSV ? "%llu" : "\"%llu\"",
                   (unsigned long long)n);
}

/* Bytes that would end a cell or a row, or that are no text. */
static void tsv_text(struct strbuf *out, struct smtplog_slice s)
{
    static const char special[] = "\t\n\r\\\b\f", letters[] = "tnr\\bf";
    struct strbuf clean = {0};
    if (!text_is_clean(s)) {
        text_clean(&clean, s);
        s = strbuf_view(&clean);
    }
    size_t from = 0;
    for (size_t i = 0; i < s.len; i++) {
        const char *is = memchr(special, s.ptr[i], sizeof special - 1);
        if (!is)
            continue;
        strbuf_add(out, s.ptr + from, i - from);
        strbuf_char(out, '\\');
        strbuf_char(out, letters[is - special]);
        from = i + 1;
    }
    strbuf_slice(out, slice_from(s, from));
    strbuf_release(&clean);
}

void export_text(struct export_row *row, const char *name, struct smtplog_slice s)
{
    if (!s.ptr)
        export_null(row, name);
    else if (begin_cell(row, name)) {
        if (row->format == EXPORT_TSV)
            tsv_text(row->out, s);
        else
            text_for_json(row->out, s);
    }
}

void export_row_end(struct export_row *row)
{
    if (row->format == EXPORT_NDJSON && !row->names)
        strbuf_char(row->out, '}');
    if (row->format == EXPORT_TSV || !row->names)
        strbuf_char(row->out, '\n');
}
