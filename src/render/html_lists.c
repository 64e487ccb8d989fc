/* The page's lists of who: tables that become cards on a narrow screen. */
#include "render/html_parts.h"
#include "render/list.h"
#include "phrase/report_say.h"

/* Where nothing is known of the period before, a page has no column of trends. */
static int is_shown(const struct html_page *p, enum list_column column)
{
    return column != LIST_TREND || p->r->top.before_known;
}

static struct html_column column_of(const struct report_list *list, enum list_column column,
                                    const struct lang *lang)
{
    struct list_head head = list_head(list, column, lang);
    return (struct html_column){head.title, column == LIST_NAME ? HTML_KEY
                                            : column == LIST_CAUSE ? HTML_LONG
                                            : head.number ? HTML_NUMBER : HTML_WORDS};
}

/* A list of the report's table: columns that all rows lack are left out. */
static void write_list(const struct html_page *p, const struct report_list *list,
                       const struct report_rows *rows)
{
    struct html_column columns[LIST_COLUMNS];
    const enum list_column *c;
    size_t len = 0;
    struct html_table t;
    struct strbuf text = {0}, id = {0};
    for (c = list->columns; *c != LIST_END; c++)
        if (is_shown(p, *c))
            columns[len++] = column_of(list, *c, p->lang);
    html_table_begin(&t, p->out, tr(p->lang, list->caption), "cards", columns, len);
    for (size_t i = 0; i < rows->len; i++) {
        strbuf_clear(&id);
        strbuf_fmt(&id, "%s-%zu", list->id, i + 1);
        html_row(&t, id.ptr);
        for (c = list->columns; *c != LIST_END; c++) {
            if (!is_shown(p, *c))
                continue;
            enum style_kind style = list_cell(&text, *c, &rows->rows[i], p->r, p->o->adviser);
            html_cell(&t, strbuf_view(&text), style);
            strbuf_clear(&text);
        }
    }
    html_table_end(&t);
    report_say_more(&text, rows, p->lang);
    html_paragraph(p, "note", &text);
    strbuf_release(&text);
    strbuf_release(&id);
}

void html_lists(const struct html_page *p, const struct report_section *s)
{
    for (size_t i = 0; i < REPORT_LISTS; i++)
        if (report_section_rows(p->r, s, i)->len)
            write_list(p, &s->lists[i], report_section_rows(p->r, s, i));
}
