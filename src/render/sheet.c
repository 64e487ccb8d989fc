/* One list of lines, shown as labelled text, Markdown or JSON: what `explain` knows does not
 * depend on the form. */
#include "render/sheet.h"

#include "base/mem.h"
#include "base/text.h"
#include "render/format.h"
#include "render/link.h"
#include "render/wrap.h"

#include <stdlib.h>

/* Longer lines are hard to read; narrower ones leave no room beside the labels. */
enum { READING_WIDTH = 100, STACKED_BELOW = 60, GAP = 2 };

int sheet_format_by_name(const char *word, enum sheet_format *out)
{
    static const char *const names[] = {"text", "markdown", "json"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(names[i], word) == 0) {
            *out = (enum sheet_format)i;
            return 1;
        }
    }
    return 0;
}

static void add(struct sheet *s, struct sheet_line line)
{
    s->lines = mem_grow(s->lines, &s->cap, s->len + 1, sizeof *s->lines);
    s->lines[s->len++] = line;
}

void sheet_add(struct sheet *s, const char *key, const char *label, struct smtplog_slice text)
{
    if (text.len)
        add(s, (struct sheet_line){.key = key, .label = label, .kind = SHEET_WORDS,
                                   .text = mem_strn(text.ptr, text.len)});
}

void sheet_add_source(struct sheet *s, const char *key, const char *label,
                      struct smtplog_slice text, struct smtplog_slice source)
{
    sheet_add(s, key, label, text);
    if (text.len)
        s->lines[s->len - 1].source = mem_strn(source.ptr, source.len);
}

void sheet_add_value(struct sheet *s, const char *key, const char *value)
{
    add(s, (struct sheet_line){.key = key, .text = mem_str(value), .kind = SHEET_VALUE});
}

void sheet_add_commands(struct sheet *s, const char *key, const char *label,
                        struct smtplog_slice text)
{
    if (text.len)
        add(s, (struct sheet_line){.key = key, .label = label, .kind = SHEET_COMMANDS,
                                   .text = mem_strn(text.ptr, text.len)});
}

void sheet_release(struct sheet *s)
{
    for (size_t i = 0; i < s->len; i++) {
        free(s->lines[i].text);
        free(s->lines[i].source);
    }
    free(s->lines);
    free(s->heading);
    *s = (struct sheet){0};
}

/* ---- text ---------------------------------------------------------------------- */

/* One column for all sheets, so that what stands side by side can be compared. */
static int label_width(const struct sheet *sheets, size_t n)
{
    int width = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < sheets[i].len; j++) {
            const char *label = sheets[i].lines[j].label;
            int w = label ? text_width(slice_str(label)) : 0;
            width = w > width ? w : width;
        }
    return width;
}

/* Strangers' text made harmless line by line: its line ends stay. */
static void put_safe(struct strbuf *out, struct smtplog_slice text)
{
    struct smtplog_slice line;
    while (scan_until(&text, '\n', &line)) {
        text_for_terminal(out, line);
        strbuf_char(out, '\n');
    }
    text_for_terminal(out, text);
}

/* Below their label, as they stand. */
static void put_commands(struct strbuf *out, const struct sheet_line *line, struct style style)
{
    struct smtplog_slice rest = slice_str(line->text), one;
    strbuf_fmt(out, "%s%s%s\n", style_begin(style, STYLE_FAINT), line->label,
               style_end(style, STYLE_FAINT));
    while (rest.len) {
        if (!scan_until(&rest, '\n', &one)) {
            one = rest;
            rest.len = 0;
        }
        strbuf_fmt(out, "%*s", one.len ? GAP * 2 : 0, "");
        text_for_terminal(out, one);
        strbuf_char(out, '\n');
    }
}

/* On a narrow terminal the text stands below its label. */
static void put_line(struct strbuf *out, const struct sheet_line *line, int column, int width,
                     struct style style)
{
    struct strbuf safe = {0}, body = {0};
    put_safe(&safe, slice_str(line->text));
    strbuf_fmt(out, "%s%s%s", style_begin(style, STYLE_FAINT), line->label,
               style_end(style, STYLE_FAINT));
    if (width < STACKED_BELOW) {
        strbuf_char(out, '\n');
        wrap_text(&body, strbuf_view(&safe), GAP, width);
        link_words(out, strbuf_view(&body), slice_str(line->source), style);
    } else {
        strbuf_fmt(out, "%*s", column - text_width(slice_str(line->label)), "");
        wrap_text(&body, strbuf_view(&safe), column, width);
        link_words(out, slice_from(strbuf_view(&body), (size_t)column), slice_str(line->source),
                   style);
    }
    strbuf_release(&safe);
    strbuf_release(&body);
}

/* No line is longer than can be read well, however wide the terminal is. */
static void print_text(struct strbuf *out, const struct sheet *sheets, size_t n,
                       const struct sheet_look *look)
{
    int width = look->width < READING_WIDTH ? look->width : READING_WIDTH;
    int column = label_width(sheets, n) + GAP;
    for (size_t i = 0; i < n; i++) {
        enum style_kind kind = sheets[i].class ? style_of_class(sheets[i].class) : STYLE_HEADING;
        struct strbuf heading = {0};
        text_for_terminal(&heading, slice_str(sheets[i].heading));
        strbuf_fmt(out, "%s%s%s%s\n", i ? "\n" : "", style_begin(look->style, kind), heading.ptr,
                   style_end(look->style, kind));
        for (size_t j = 0; j < sheets[i].len; j++)
            if (sheets[i].lines[j].label && sheets[i].lines[j].kind == SHEET_COMMANDS)
                put_commands(out, &sheets[i].lines[j], look->style);
            else if (sheets[i].lines[j].label)
                put_line(out, &sheets[i].lines[j], column, width, look->style);
        strbuf_release(&heading);
    }
}

/* ---- markdown, json -------------------------------------------------------------- */

/* Indented by four: a block that nothing in it can end. */
static void markdown_commands(struct strbuf *out, const struct sheet_line *line)
{
    struct strbuf safe = {0};
    struct smtplog_slice rest, one;
    put_safe(&safe, slice_str(line->text));
    strbuf_fmt(out, "\n**%s:**\n\n", line->label);
    for (rest = strbuf_view(&safe); scan_until(&rest, '\n', &one);)
        strbuf_fmt(out, "    %.*s\n", (int)one.len, one.ptr);
    strbuf_fmt(out, "    %.*s\n", (int)rest.len, rest.ptr);
    strbuf_release(&safe);
}

/* A heading a sheet; commands as a block of code, to be copied. */
static void print_markdown(struct strbuf *out, const struct sheet *sheets, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        strbuf_str(out, i ? "\n## " : "## ");
        format_markdown_text(out, slice_str(sheets[i].heading));
        strbuf_char(out, '\n');
        for (size_t j = 0; j < sheets[i].len; j++) {
            if (!sheets[i].lines[j].label)
                continue;
            if (sheets[i].lines[j].kind == SHEET_COMMANDS) {
                markdown_commands(out, &sheets[i].lines[j]);
                continue;
            }
            strbuf_fmt(out, "\n**%s:** ", sheets[i].lines[j].label);
            format_markdown_text(out, slice_str(sheets[i].lines[j].text));
            strbuf_char(out, '\n');
        }
    }
}

static void json_member(struct strbuf *out, int *any, int indent, const char *key)
{
    strbuf_fmt(out, "%s\n%*s", (*any)++ ? "," : "", indent, "");
    text_for_json(out, slice_str(key));
    strbuf_str(out, ": ");
}

/* One string a line. */
static void json_commands(struct strbuf *out, struct smtplog_slice text)
{
    struct smtplog_slice line;
    strbuf_char(out, '[');
    while (scan_until(&text, '\n', &line)) {
        text_for_json(out, line);
        strbuf_str(out, ", ");
    }
    text_for_json(out, text);
    strbuf_char(out, ']');
}

/* Lines without a key are for people alone. */
static void json_object(struct strbuf *out, const struct sheet *s, int indent)
{
    int any = 0;
    strbuf_char(out, '{');
    for (size_t i = 0; i < s->len; i++) {
        const struct sheet_line *line = &s->lines[i];
        if (!line->key)
            continue;
        json_member(out, &any, indent + 2, line->key);
        if (line->kind == SHEET_VALUE)
            strbuf_str(out, line->text);
        else if (line->kind == SHEET_COMMANDS)
            json_commands(out, slice_str(line->text));
        else
            text_for_json(out, slice_str(line->text));
    }
    strbuf_fmt(out, "\n%*s}", indent, "");
}

static int goes_on(const struct sheet *sheets, size_t n, size_t i)
{
    return i + 1 < n && sheets[i].listed && sheets[i + 1].listed &&
           strcmp(sheets[i].key, sheets[i + 1].key) == 0;
}

/* Sheets of one key that may be several are an array of them. */
static void print_json(struct strbuf *out, const struct sheet *sheets, size_t n)
{
    int any = 0;
    strbuf_char(out, '{');
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !goes_on(sheets, n, i - 1)) {
            json_member(out, &any, 2, sheets[i].key);
            strbuf_str(out, sheets[i].listed ? "[" : "");
        }
        json_object(out, &sheets[i], 2);
        if (goes_on(sheets, n, i))
            strbuf_str(out, ", ");
        else
            strbuf_str(out, sheets[i].listed ? "]" : "");
    }
    strbuf_str(out, "\n}\n");
}

void sheet_print(FILE *to, const struct sheet *sheets, size_t n, const struct sheet_look *look)
{
    struct strbuf out = {0};
    if (look->format == SHEET_TEXT)
        print_text(&out, sheets, n, look);
    else if (look->format == SHEET_MARKDOWN)
        print_markdown(&out, sheets, n);
    else
        print_json(&out, sheets, n);
    fwrite(out.ptr, 1, out.len, to);
    strbuf_release(&out);
}
