/* The one door by which text reaches a page, so that nothing gets there unescaped. */
#include "render/html.h"

#include "base/text.h"
#include "render/format.h"

void html_text(struct strbuf *out, struct smtplog_slice s)
{
    static const char *const references[128] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
    };
    struct strbuf safe = {0};
    text_for_terminal(&safe, s);
    for (size_t i = 0; i < safe.len; i++) {
        unsigned char c = (unsigned char)safe.ptr[i];
        if (c < 128 && references[c])
            strbuf_str(out, references[c]);
        else
            strbuf_char(out, (char)c);
    }
    strbuf_release(&safe);
}

void html_str(struct strbuf *out, const char *s)
{
    if (s)
        html_text(out, slice_str(s));
}

static void open_tag(struct strbuf *out, const char *name, const char *class)
{
    strbuf_fmt(out, "<%s", name);
    if (class)
        strbuf_fmt(out, " class=\"%s\"", class);
    strbuf_char(out, '>');
}

void html_element(struct strbuf *out, const char *name, const char *class, struct smtplog_slice s)
{
    if (!s.len)
        return;
    open_tag(out, name, class);
    html_text(out, s);
    strbuf_fmt(out, "</%s>\n", name);
}

const char *html_class(enum style_kind kind)
{
    static const char *const classes[STYLE_KINDS] = {
        [STYLE_FAINT] = "faint", [STYLE_3XX] = "c3", [STYLE_4XX] = "c4", [STYLE_5XX] = "c5",
        [STYLE_WORSE] = "worse", [STYLE_BETTER] = "better",
    };
    return classes[kind];
}

/* ---- Tables --------------------------------------------------------------------------------- */

static const char *const column_classes[] = {
    [HTML_WORDS] = NULL, [HTML_NUMBER] = "number", [HTML_LONG] = "wide", [HTML_KEY] = NULL,
};

void html_table_begin(struct html_table *t, struct strbuf *out, const char *caption,
                      const char *class, const struct html_column *columns, size_t len)
{
    *t = (struct html_table){.out = out, .columns = columns, .len = len};
    strbuf_str(out, "<div class=\"scroll\">\n");
    open_tag(out, "table", class);
    strbuf_char(out, '\n');
    html_element(out, "caption", NULL, slice_str(caption));
    strbuf_str(out, "<thead><tr>");
    for (size_t i = 0; i < len; i++) {
        const char *of_column = column_classes[columns[i].kind];
        if (!*columns[i].title) {
            strbuf_str(out, "<td></td>");
            continue;
        }
        strbuf_str(out, "<th scope=\"col\"");
        if (of_column)
            strbuf_fmt(out, " class=\"%s\"", of_column);
        strbuf_char(out, '>');
        html_str(out, columns[i].title);
        strbuf_str(out, "</th>");
    }
    strbuf_str(out, "</tr></thead>\n<tbody>\n");
}

/* Begins a cell, and its row; -> the element to close. */
static const char *begin_cell(struct html_table *t, enum style_kind style)
{
    const struct html_column *column = &t->columns[t->at];
    const char *name = column->kind == HTML_KEY ? "th" : "td";
    const char *classes[] = {column_classes[column->kind], html_class(style)};
    if (t->at++ == 0 && t->id)
        strbuf_fmt(t->out, "<tr id=\"%s\">", t->id);
    else if (t->at == 1)
        strbuf_str(t->out, "<tr>");
    strbuf_fmt(t->out, "<%s%s", name, column->kind == HTML_KEY ? " scope=\"row\"" : "");
    if (classes[0] || classes[1])
        strbuf_fmt(t->out, " class=\"%s%s%s\"", classes[0] ? classes[0] : "",
                   classes[0] && classes[1] ? " " : "", classes[1] ? classes[1] : "");
    if (column->kind != HTML_KEY && *column->title) {
        strbuf_str(t->out, " data-label=\"");
        html_str(t->out, column->title);
        strbuf_char(t->out, '"');
    }
    strbuf_char(t->out, '>');
    return name;
}

static void end_cell(struct html_table *t, const char *name)
{
    strbuf_fmt(t->out, "</%s>", name);
    if (t->at == t->len) {
        strbuf_str(t->out, "</tr>\n");
        t->at = 0;
        t->id = NULL;
    }
}

void html_row(struct html_table *t, const char *id)
{
    t->id = id;
}

void html_cell(struct html_table *t, struct smtplog_slice text, enum style_kind style)
{
    int is_linked = t->id && text.len && t->columns[t->at].kind == HTML_KEY;
    const char *name = begin_cell(t, style);
    if (is_linked)
        strbuf_fmt(t->out, "<a href=\"#%s\">", t->id);
    html_text(t->out, text);
    if (is_linked)
        strbuf_str(t->out, "</a>");
    end_cell(t, name);
}

void html_cell_count(struct html_table *t, int64_t n, const struct lang *lang)
{
    struct strbuf text = {0};
    lang_count(&text, n, lang);
    html_cell(t, strbuf_view(&text), n ? STYLE_PLAIN : STYLE_FAINT);
    strbuf_release(&text);
}

void html_cell_markup(struct html_table *t, struct smtplog_slice markup)
{
    const char *name = begin_cell(t, STYLE_PLAIN);
    strbuf_slice(t->out, markup);
    end_cell(t, name);
}

void html_table_end(struct html_table *t)
{
    strbuf_str(t->out, "</tbody>\n</table>\n</div>\n");
}
