/* Two columns on a terminal, a table in Markdown, an object in JSON. */
#include "base/text.h"
#include "explain/compare.h"
#include "render/format.h"
#include "render/wrap.h"

#include <stdlib.h>

/* Side by side from here on, with columns that can be read. */
enum { SIDE_BY_SIDE_FROM = 100, WIDTH_MOST = 160, INDENT = 2, GAP = 2, READING_WIDTH = 100 };

/* ---- text ---------------------------------------------------------------------- */

static void put_styled(struct strbuf *out, struct style style, enum style_kind kind,
                       const char *text)
{
    strbuf_fmt(out, "%s%s%s\n", style_begin(style, kind), text, style_end(style, kind));
}

static int label_width(const struct comparison *c)
{
    int width = 0;
    for (size_t i = 0; i < COMPARE_ROWS; i++) {
        int w = text_width(slice_str(c->rows[i].label));
        width = w > width ? w : width;
    }
    return width;
}

static int is_empty(const struct compare_row *row)
{
    return !*row->texts[0] && !*row->texts[1];
}

/* A title above each of the two columns. */
static void put_titles(struct strbuf *out, const struct comparison *c, const int *widths,
                       struct style style)
{
    struct strbuf fitted = {0};
    strbuf_fmt(out, "%*s", widths[0] + GAP, "");
    for (size_t i = 0; i < 2; i++) {
        char *title = compare_heading(&c->sides[i]);
        enum style_kind kind = style_of_class(c->sides[i].k.class);
        strbuf_clear(&fitted);
        text_fit(&fitted, slice_str(title), widths[i + 1]);
        strbuf_fmt(out, "%s%s%s", style_begin(style, kind), fitted.ptr, style_end(style, kind));
        if (i == 0)
            strbuf_fmt(out, "%*s", widths[1] - text_width(strbuf_view(&fitted)) + GAP, "");
        free(title);
    }
    strbuf_char(out, '\n');
    strbuf_release(&fitted);
}

/* The labels as wide as they are, both sides of the rest the same. */
static void put_side_by_side(struct strbuf *out, const struct comparison *c, int width,
                             struct style style)
{
    int label = label_width(c);
    int half = (width - label - 2 * GAP) / 2;
    int widths[] = {label, half, half};
    put_titles(out, c, widths, style);
    for (size_t i = 0; i < COMPARE_ROWS; i++) {
        if (is_empty(&c->rows[i]))
            continue;
        struct smtplog_slice texts[] = {slice_str(c->rows[i].label),
                                        slice_str(c->rows[i].texts[0]),
                                        slice_str(c->rows[i].texts[1])};
        wrap_columns(out, texts, widths, 3, GAP);
    }
}

/* Each row's label, and below it the two texts, each behind its code. */
static void put_stacked(struct strbuf *out, const struct comparison *c, int width,
                        struct style style)
{
    int code = 0;
    for (size_t j = 0; j < 2; j++) {
        int w = (int)strlen(c->sides[j].name);
        code = w > code ? w : code;
    }
    for (size_t i = 0; i < COMPARE_ROWS; i++) {
        if (is_empty(&c->rows[i]))
            continue;
        put_styled(out, style, STYLE_FAINT, c->rows[i].label);
        for (size_t j = 0; j < 2; j++) {
            enum style_kind kind = style_of_class(c->sides[j].k.class);
            struct strbuf body = {0};
            if (!*c->rows[i].texts[j])
                continue;
            wrap_text(&body, slice_str(c->rows[i].texts[j]), INDENT + code + GAP, width);
            strbuf_fmt(out, "%*s%s%-*s%s%*s", INDENT, "", style_begin(style, kind), code,
                       c->sides[j].name, style_end(style, kind), GAP, "");
            strbuf_slice(out, slice_from(strbuf_view(&body), (size_t)(INDENT + code + GAP)));
            strbuf_release(&body);
        }
    }
}

/* Sentences below a heading, numbered or with bullets. */
static void put_list(struct strbuf *out, char *const *lines, size_t n, int numbered, int width)
{
    for (size_t i = 0; i < n; i++) {
        struct strbuf body = {0};
        wrap_text(&body, slice_str(lines[i]), INDENT + 3, width);
        if (numbered)
            strbuf_fmt(out, "%*s%zu. ", INDENT, "", i + 1);
        else
            strbuf_fmt(out, "%*s-  ", INDENT, "");
        strbuf_slice(out, slice_from(strbuf_view(&body), INDENT + 3));
        strbuf_release(&body);
    }
}

/* Prose has a width of its own: lines of 150 letters are not read. */
static void print_text(struct strbuf *out, const struct comparison *c, const struct lang *lang,
                       const struct sheet_look *look)
{
    int width = look->width < WIDTH_MOST ? look->width : WIDTH_MOST;
    int reading = width < READING_WIDTH ? width : READING_WIDTH;
    put_styled(out, look->style, STYLE_HEADING, c->title);
    wrap_text(out, slice_str(c->lead), 0, reading);
    strbuf_char(out, '\n');
    if (width >= SIDE_BY_SIDE_FROM)
        put_side_by_side(out, c, width, look->style);
    else
        put_stacked(out, c, width, look->style);
    strbuf_char(out, '\n');
    put_styled(out, look->style, STYLE_HEADING, tr(lang, "Key differences"));
    put_list(out, c->differences, c->differences_len, 1, reading);
    strbuf_char(out, '\n');
    put_styled(out, look->style, STYLE_HEADING, tr(lang, "Which applies when"));
    put_list(out, c->applies, c->applies_len, 0, reading);
}

/* ---- markdown -------------------------------------------------------------------- */

static void markdown_line(struct strbuf *out, const char *front, const char *text, const char *end)
{
    strbuf_str(out, front);
    format_markdown_text(out, slice_str(text));
    strbuf_str(out, end);
}

/* One table, then lists. */
static void print_markdown(struct strbuf *out, const struct comparison *c, const struct lang *lang)
{
    markdown_line(out, "# ", c->title, "\n\n");
    markdown_line(out, "", c->lead, "\n\n");
    strbuf_fmt(out, "|  | %s | %s |\n| --- | --- | --- |\n", c->sides[0].name, c->sides[1].name);
    for (size_t i = 0; i < COMPARE_ROWS; i++) {
        if (is_empty(&c->rows[i]))
            continue;
        markdown_line(out, "| **", c->rows[i].label, "** | ");
        markdown_line(out, "", c->rows[i].texts[0], " | ");
        markdown_line(out, "", c->rows[i].texts[1], " |\n");
    }
    markdown_line(out, "\n## ", tr(lang, "Key differences"), "\n\n");
    for (size_t i = 0; i < c->differences_len; i++)
        markdown_line(out, "1. ", c->differences[i], "\n");
    markdown_line(out, "\n## ", tr(lang, "Which applies when"), "\n\n");
    for (size_t i = 0; i < c->applies_len; i++)
        markdown_line(out, "- ", c->applies[i], "\n");
}

/* ---- json ------------------------------------------------------------------------ */

static void json_text(struct strbuf *out, const char *front, const char *key,
                      struct smtplog_slice text)
{
    strbuf_str(out, front);
    text_for_json(out, slice_str(key));
    strbuf_str(out, ": ");
    text_for_json(out, text);
}

/* An empty list is an empty array. */
static void json_list(struct strbuf *out, const char *key, char *const *lines, size_t n)
{
    strbuf_str(out, ",\n  ");
    text_for_json(out, slice_str(key));
    strbuf_str(out, ": [");
    for (size_t i = 0; i < n; i++) {
        strbuf_str(out, i ? ",\n    " : "\n    ");
        text_for_json(out, slice_str(lines[i]));
    }
    strbuf_str(out, "\n  ]");
}

/* `codes` has both, whatever they are: a code, a cause, a mechanism, a mark. */
static void print_json(struct strbuf *out, const struct comparison *c)
{
    json_text(out, "{\n  ", "title", slice_str(c->title));
    json_text(out, ",\n  ", "lead", slice_str(c->lead));
    strbuf_str(out, ",\n  \"codes\": [");
    for (size_t j = 0; j < 2; j++) {
        json_text(out, j ? ",\n    {" : "\n    {", "code", slice_str(c->sides[j].name));
        json_text(out, ", ", "title", c->sides[j].k.title);
        for (size_t i = 0; i < COMPARE_ROWS; i++)
            json_text(out, ",\n     ", c->rows[i].key, slice_str(c->rows[i].texts[j]));
        strbuf_char(out, '}');
    }
    strbuf_str(out, "\n  ]");
    json_list(out, "differences", c->differences, c->differences_len);
    json_list(out, "applies", c->applies, c->applies_len);
    strbuf_str(out, "\n}\n");
}

void compare_print(FILE *to, const struct comparison *c, const struct lang *lang,
                   const struct sheet_look *look)
{
    struct strbuf out = {0};
    if (look->format == SHEET_TEXT)
        print_text(&out, c, lang, look);
    else if (look->format == SHEET_MARKDOWN)
        print_markdown(&out, c, lang);
    else
        print_json(&out, c);
    fwrite(out.ptr, 1, out.len, to);
    strbuf_release(&out);
}
