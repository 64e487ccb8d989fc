#include "render/sheet.h"

#include "base/mem.h"
#include "base/text.h"
#include "render/format.h"
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
        add(s, (struct sheet_line){key, label, mem_strn(text.ptr, text.len), SHEET_WORDS});
}

void sheet_add_value(struct sheet *s, const char *key, const char *value)
{
    add(s, (struct sheet_line){key, NULL, mem_str(value), SHEET_VALUE});
}

void sheet_release(struct sheet *s)
{
    for (size_t i = 0; i < s->len; i++)
        free(s->lines[i].text);
    free(s->lines);
    free(s->heading);
    *s = (struct sheet){0};
}

/* ---- text ---------------------------------------------------------------------- */

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

static void put_line(struct strbuf *out, const struct sheet_line *line, int column, int width,
                     struct style style)
{
    struct strbuf safe = {0}, body = {0};
    text_for_terminal(&safe, slice_str(line->text));
    strbuf_fmt(out, "%s%s%s", style_begin(style, STYLE_FAINT), line->label,
               style_end(style, STYLE_FAINT));
    if (width < STACKED_BELOW) {
        strbuf_char(out, '\n');
        wrap_text(&body, strbuf_view(&safe), GAP, width);
        strbuf_slice(out, strbuf_view(&body));
    } else {
        strbuf_fmt(out, "%*s", column - text_width(slice_str(line->label)), "");
        wrap_text(&body, strbuf_view(&safe), column, width);
        strbuf_slice(out, slice_from(strbuf_view(&body), (size_t)column));
    }
    strbuf_release(&safe);
    strbuf_release(&body);
}

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
            if (sheets[i].lines[j].label)
                put_line(out, &sheets[i].lines[j], column, width, look->style);
        strbuf_release(&heading);
    }
}

/* ---- markdown, json -------------------------------------------------------------- */

static void print_markdown(struct strbuf *out, const struct sheet *sheets, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        strbuf_str(out, i ? "\n## " : "## ");
        format_markdown_text(out, slice_str(sheets[i].heading));
        strbuf_char(out, '\n');
        for (size_t j = 0; j < sheets[i].len; j++) {
            if (!sheets[i].lines[j].label)
                continue;
            strbuf_fmt(out, "\n**%s:** ", sheets[i].lines[j].label);
            format_markdown_text(out, slice_str(sheets[i].lines[j].text));
            strbuf_char(out, '\n');
        }
    }
}

static void json_member(struct strbuf *out, int *any, int indent, const char *key)
{
    strbuf_fmt(out, "%s\n%*s", (*any)++ ? "," : "", indent, "");
    format_json_string(out, slice_str(key));
    strbuf_str(out, ": ");
}

static void print_json(struct strbuf *out, const struct sheet *sheets, size_t n)
{
    int any = 0;
    strbuf_char(out, '{');
    for (size_t i = 0; i < n; i++) {
        int inner = 0;
        json_member(out, &any, 2, sheets[i].key);
        strbuf_char(out, '{');
        for (size_t j = 0; j < sheets[i].len; j++) {
            const struct sheet_line *line = &sheets[i].lines[j];
            if (!line->key)
                continue;
            json_member(out, &inner, 4, line->key);
            if (line->kind == SHEET_VALUE)
                strbuf_str(out, line->text);
            else
                format_json_string(out, slice_str(line->text));
        }
        strbuf_str(out, "\n  }");
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
