/* Formats that write each row as it comes: csv, tsv, json, ndjson, markdown. */
#include "render/format_room.h"

#include "base/text.h"
#include "render/format.h"

static void send(struct format_writer *w)
{
    fwrite(w->line.ptr, 1, w->line.len, w->out);
    strbuf_clear(&w->line);
}

static void begin_nothing(struct format_writer *w)
{
    (void)w;
}

/* ---- csv: RFC 4180 ------------------------------------------------ */

/* RFC 4180. A spreadsheet runs what begins like a formula, and the text is a stranger's: such a
 * field gets an apostrophe. */
static void csv_field(struct format_writer *w, struct smtplog_slice s)
{
    struct strbuf clean = {0};
    text_clean(&clean, s);
    if (w->options.spreadsheet && clean.len && strchr("=+-@\t\r", clean.ptr[0])) {
        struct strbuf guarded = {0};
        strbuf_char(&guarded, '\'');
        strbuf_slice(&guarded, strbuf_view(&clean));
        strbuf_release(&clean);
        clean = guarded;
    }
    int quote = clean.len && strpbrk(clean.ptr, "\",\r\n") != NULL;
    if (quote)
        strbuf_char(&w->line, '"');
    for (size_t i = 0; i < clean.len; i++) {
        if (clean.ptr[i] == '"')
            strbuf_char(&w->line, '"');
        strbuf_char(&w->line, clean.ptr[i]);
    }
    if (quote)
        strbuf_char(&w->line, '"');
    strbuf_release(&clean);
}

/* The first row has the members' names and not the titles: programs read them, in every language
 * the same. */
static void csv_begin(struct format_writer *w)
{
    if (w->options.no_header)
        return;
    for (size_t i = 0; i < w->len; i++) {
        if (i)
            strbuf_char(&w->line, ',');
        csv_field(w, slice_str(w->columns[i].name));
    }
    strbuf_str(&w->line, "\r\n");
    send(w);
}

/* NULL is an empty field. */
static void csv_row(struct format_writer *w, const struct cell *cells)
{
    for (size_t i = 0; i < w->len; i++) {
        if (i)
            strbuf_char(&w->line, ',');
        if (!format_plain_number(&w->line, &cells[i]) && cells[i].kind == CELL_TEXT)
            csv_field(w, cells[i].text);
    }
    strbuf_str(&w->line, "\r\n");
    send(w);
}

const struct format_way format_csv = {csv_begin, csv_row, begin_nothing};

/* ---- tsv ------------------------------------------------ */

/* Tab, newline, return and backslash as \\t \\n \\r \\\\, which PostgreSQL and ClickHouse read
 * back. */
static void tsv_field(struct format_writer *w, struct smtplog_slice s)
{
    static const char special[] = "\t\n\r\\", letters[] = "tnr\\";
    struct strbuf clean = {0};
    text_clean(&clean, s);
    for (size_t i = 0; i < clean.len; i++) {
        const char *at = strchr(special, clean.ptr[i]);
        if (at)
            strbuf_char(&w->line, '\\');
        strbuf_char(&w->line, at ? letters[at - special] : clean.ptr[i]);
    }
    strbuf_release(&clean);
}

/* Names, as csv has them. */
static void tsv_begin(struct format_writer *w)
{
    if (w->options.no_header)
        return;
    for (size_t i = 0; i < w->len; i++) {
        if (i)
            strbuf_char(&w->line, '\t');
        tsv_field(w, slice_str(w->columns[i].name));
    }
    strbuf_char(&w->line, '\n');
    send(w);
}

/* Numbers as programs read them, no matter what the language is. */
static void tsv_row(struct format_writer *w, const struct cell *cells)
{
    for (size_t i = 0; i < w->len; i++) {
        if (i)
            strbuf_char(&w->line, '\t');
        if (!format_plain_number(&w->line, &cells[i]) && cells[i].kind == CELL_TEXT)
            tsv_field(w, cells[i].text);
    }
    strbuf_char(&w->line, '\n');
    send(w);
}

const struct format_way format_tsv = {tsv_begin, tsv_row, begin_nothing};

/* ---- json, ndjson: RFC 8259 ------------------------------------------------ */

/* Members in the order of the columns; what is not known is null and never left out, so every row
 * has the same shape. */
static void json_object(struct format_writer *w, const struct cell *cells)
{
    strbuf_char(&w->line, '{');
    for (size_t i = 0; i < w->len; i++) {
        if (i)
            strbuf_char(&w->line, ',');
        text_for_json(&w->line, slice_str(w->columns[i].name));
        strbuf_char(&w->line, ':');
        if (cells[i].kind == CELL_TEXT)
            text_for_json(&w->line, cells[i].text);
        else if (!format_plain_number(&w->line, &cells[i]))
            strbuf_str(&w->line, "null");
    }
    strbuf_char(&w->line, '}');
}

static void json_begin(struct format_writer *w)
{
    fputc('[', w->out);
}

static void json_row(struct format_writer *w, const struct cell *cells)
{
    strbuf_str(&w->line, w->rows ? ",\n" : "\n");
    json_object(w, cells);
    send(w);
}

static void json_end(struct format_writer *w)
{
    fputs(w->rows ? "\n]\n" : "]\n", w->out);
}

static void ndjson_row(struct format_writer *w, const struct cell *cells)
{
    json_object(w, cells);
    strbuf_char(&w->line, '\n');
    send(w);
}

const struct format_way format_json = {json_begin, json_row, json_end};
const struct format_way format_ndjson = {begin_nothing, ndjson_row, begin_nothing};

/* ---- markdown ------------------------------------------------ */

/* Titles, and the rule that says which columns are numbers. */
static void markdown_begin(struct format_writer *w)
{
    for (size_t i = 0; i < w->len; i++) {
        strbuf_str(&w->line, i ? " | " : "| ");
        format_markdown_text(&w->line, slice_str(format_title(&w->columns[i])));
    }
    strbuf_str(&w->line, " |\n|");
    for (size_t i = 0; i < w->len; i++)
        strbuf_str(&w->line, w->columns[i].number ? " ---: |" : " --- |");
    strbuf_char(&w->line, '\n');
    send(w);
}

/* For people: numbers have their thousands parted. */
static void markdown_row(struct format_writer *w, const struct cell *cells)
{
    for (size_t i = 0; i < w->len; i++) {
        strbuf_str(&w->line, i ? " | " : "| ");
        if (cells[i].kind == CELL_TEXT)
            format_markdown_text(&w->line, cells[i].text);
        else
            format_human_number(&w->line, &cells[i], &w->columns[i], w->options.lang);
    }
    strbuf_str(&w->line, " |\n");
    send(w);
}

const struct format_way format_markdown = {markdown_begin, markdown_row,
                                           begin_nothing};
