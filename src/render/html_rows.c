/* The page's tables of who: providers, hosts, and who tries to log in. */
#include "render/format.h"
#include "render/html_parts.h"
#include "phrase/say.h"

static void say_more(const struct html_page *p, const struct report_rows *rows)
{
    struct strbuf text = {0}, n = {0};
    if (rows->more) {
        lang_count(&n, rows->more_count, p->lang);
        strbuf_fmt(&text, tr_n(p->lang, "and %zu more, %s", "and %zu more, %s", rows->more),
                   rows->more, n.ptr);
    }
    html_paragraph(p, "note", &text);
    strbuf_release(&text);
    strbuf_release(&n);
}

/* Counts by class, trend, leading cause. */
static void by_class(const struct html_page *p, const char *caption, const char *column,
                     const struct report_rows *rows)
{
    const struct lang *lang = p->lang;
    const struct html_column columns[] = {
        {column, HTML_KEY}, {tr(lang, "failures"), HTML_NUMBER}, {"5xx", HTML_NUMBER},
        {"4xx", HTML_NUMBER}, {"3xx", HTML_NUMBER}, {tr(lang, "most of it"), HTML_LONG},
        {tr(lang, "trend"), HTML_WORDS},        /* left out where nothing is known before */
    };
    const int trend = p->r->top.before_known;
    struct html_table t;
    struct strbuf text = {0};
    html_table_begin(&t, p->out, caption, "cards", columns,
                     sizeof columns / sizeof *columns - !trend);
    for (size_t i = 0; i < rows->len; i++) {
        const struct report_row *row = &rows->rows[i];
        html_cell(&t, slice_str(row->name ? row->name : tr(lang, "(not known)")), STYLE_PLAIN);
        html_cell_count(&t, row->count, lang);
        for (int class = 5; class >= 3; class--)
            html_cell_count(&t, row->class[class], lang);
        html_cell(&t, advice_cause_title(p->o->adviser, slice_str(row->cause)), STYLE_PLAIN);
        strbuf_clear(&text);
        say_trend(&text, row->trend, row->count, row->before, lang);
        if (trend)
            html_cell(&t, strbuf_view(&text), style_of_trend(row->trend));
    }
    html_table_end(&t);
    say_more(p, rows);
    strbuf_release(&text);
}

void html_providers(const struct html_page *p)
{
    by_class(p, tr(p->lang, "Failures by provider"), tr(p->lang, "provider"), &p->r->providers);
}

void html_hosts(const struct html_page *p)
{
    by_class(p, tr(p->lang, "Failures by host"), tr(p->lang, "host"), &p->r->hosts);
}

/* `others` heads the count of users that a network tried, of networks that tried a user. */
static void logins(const struct html_page *p, const char *caption, const char *column,
                   const char *others, const struct report_rows *rows)
{
    const struct lang *lang = p->lang;
    const struct html_column columns[] = {
        {column, HTML_KEY}, {tr(lang, "failures"), HTML_NUMBER}, {others, HTML_NUMBER},
        {tr(lang, "first"), HTML_WORDS}, {tr(lang, "last"), HTML_WORDS},
    };
    struct html_table t;
    struct strbuf text = {0};
    if (!rows->len)
        return;
    html_table_begin(&t, p->out, caption, "cards", columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < rows->len; i++) {
        const struct report_row *row = &rows->rows[i];
        const int64_t times[] = {row->first, row->last};
        html_cell(&t, slice_str(row->name ? row->name : tr(lang, "(not known)")), STYLE_PLAIN);
        html_cell_count(&t, row->count, lang);
        html_cell_count(&t, row->others, lang);
        for (size_t k = 0; k < 2; k++) {
            strbuf_clear(&text);
            if (times[k])
                period_moment(&text, times[k], p->r->options.period.until, lang);
            html_cell(&t, strbuf_view(&text), STYLE_PLAIN);
        }
    }
    html_table_end(&t);
    say_more(p, rows);
    strbuf_release(&text);
}

void html_logins(const struct html_page *p)
{
    logins(p, tr(p->lang, "Networks that tried"), tr(p->lang, "from network"),
           tr(p->lang, "users"), &p->r->auth_networks);
    logins(p, tr(p->lang, "Names that were tried"), tr(p->lang, "as user"),
           tr(p->lang, "networks"), &p->r->auth_users);
}
