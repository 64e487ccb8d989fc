/* The page's top offenders: a table a class, and below it what its leading groups mean. */
#include "render/format.h"
#include "render/html_parts.h"
#include "phrase/explained.h"
#include "phrase/say.h"
#include "render/top_text.h"

enum { MOST = 48 };

static void row(const struct html_page *p, struct html_table *t, const struct top_section *s,
                size_t i)
{
    const struct top_group *g = &s->groups[i];
    const struct lang *lang = p->lang;
    struct strbuf text = {0};
    strbuf_fmt(&text, "%zu. ", i + 1);
    strbuf_slice(&text, html_title_of(p, g));
    html_cell(t, strbuf_view(&text), STYLE_PLAIN);
    strbuf_clear(&text);
    say_code(&text, g, lang);
    html_cell(t, strbuf_view(&text), style_of_class(g->class));
    html_cell_count(t, g->count, lang);
    strbuf_clear(&text);
    say_share(&text, g->count, s->count);
    html_cell(t, strbuf_view(&text), STYLE_PLAIN);
    strbuf_clear(&text);
    say_where(&text, g);
    html_cell(t, strbuf_view(&text), STYLE_PLAIN);
    strbuf_clear(&text);
    period_moment(&text, g->last, p->r->options.period.until, lang);
    html_cell(t, strbuf_view(&text), STYLE_PLAIN);
    strbuf_clear(&text);
    say_trend(&text, g->trend, g->count, g->before, lang);
    if (p->r->top.before_known)
        html_cell(t, strbuf_view(&text), style_of_trend(g->trend));
    strbuf_release(&text);
}

static void table(const struct html_page *p, const struct top_section *s)
{
    const struct lang *lang = p->lang;
    const struct html_column columns[] = {
        {tr(lang, "cause"), HTML_KEY}, {tr(lang, "code"), HTML_WORDS},
        {tr(lang, "count"), HTML_NUMBER}, {tr(lang, "share"), HTML_NUMBER},
        {tr(lang, "where"), HTML_LONG}, {tr(lang, "last"), HTML_WORDS},
        {tr(lang, "trend"), HTML_WORDS},        /* left out where nothing is known before */
    };
    struct html_table t;
    struct strbuf caption = {0};
    strbuf_fmt(&caption, "%dxx %s", s->class, say_class(s->class, lang));
    html_table_begin(&t, p->out, caption.ptr, "cards", columns,
                     sizeof columns / sizeof *columns - !p->r->top.before_known);
    for (size_t i = 0; i < s->len; i++)
        row(p, &t, s, i);
    html_table_end(&t);
    strbuf_release(&caption);
}

static void foot(const struct html_page *p, const struct top_section *s)
{
    struct strbuf text = {0};
    for (size_t i = 0; say_note(&text, &p->r->top, s, i, p->lang); i++)
        html_paragraph(p, "note", &text);
    strbuf_release(&text);
}

/* ---- Explanations --------------------------------------------------------------------------- */

static void term(const struct html_page *p, const struct explained_line *line)
{
    if (!line->text.len)
        return;
    html_element(p->out, "dt", NULL, slice_str(line->label));
    strbuf_str(p->out, "<dd>");
    html_element(p->out, line->verbatim ? "code" : "span", NULL, line->text);
    strbuf_str(p->out, "</dd>\n");
}

static void explain(const struct html_page *p, const struct picked *picked)
{
    const struct top_group *g = picked->group;
    struct strbuf text = {0};
    struct explained x;
    explained_fill(&x, p->o->adviser, &p->r->top, g);
    strbuf_fmt(p->out, "<article class=\"g%d\">\n", g->class);
    strbuf_fmt(&text, "%d. ", picked->rank);
    say_code(&text, g, p->lang);
    strbuf_char(&text, ' ');
    strbuf_slice(&text, html_title_of(p, g));
    html_element(p->out, "h4", NULL, strbuf_view(&text));
    strbuf_str(p->out, "<dl>\n");
    for (size_t i = 0; i < EXPLAINED_LINES; i++)
        term(p, &x.lines[i]);
    strbuf_str(p->out, "</dl>\n</article>\n");
    strbuf_release(&text);
    explained_release(&x);
}

static void section_head(const struct html_page *p, const struct top_section *s)
{
    struct strbuf text = {0};
    strbuf_fmt(p->out, "<h3 class=\"c%d\">%dxx ", s->class, s->class);
    html_str(p->out, say_class(s->class, p->lang));
    strbuf_str(p->out, ": ");
    lang_count(p->out, s->count, p->lang);
    strbuf_str(p->out, "</h3>\n");
    say_trend(&text, s->trend, s->count, s->before, p->lang);
    if (text.len)
        strbuf_fmt(&text, " %s", tr(p->lang, "against the period before"));
    html_paragraph(p, "note", &text);
    if (s->class == 3 && s->count)
        strbuf_str(&text, tr(p->lang, "dialogues that went no further than this reply"));
    html_paragraph(p, "note", &text);
    strbuf_release(&text);
}

static void none(const struct html_page *p)
{
    struct strbuf text = {0};
    say_none(&text, &p->r->top.coverage, 1, p->lang);
    html_paragraph(p, NULL, &text);
    strbuf_release(&text);
}

void html_offenders(const struct html_page *p)
{
    struct picked picked[MOST];
    size_t n = top_pick(&p->r->top, p->o->adviser, picked, p->o->explain < MOST
                        ? (size_t)p->o->explain : MOST);
    for (int i = 0; i < 3; i++) {
        const struct top_section *s = &p->r->top.section[i];
        section_head(p, s);
        if (s->len)
            table(p, s);
        else
            none(p);
        foot(p, s);
        for (size_t k = 0; k < n; k++)
            if (picked[k].section == s)
                explain(p, &picked[k]);
    }
}
