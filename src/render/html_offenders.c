/* The page's top offenders: a table for each side of mail, then what the leading groups mean.
 *
 * Sides come first, for what others refuse and what this server refuses are different matters; the
 * class stands in the row. */
#include "render/format.h"
#include "render/html_parts.h"
#include "phrase/explained.h"
#include "phrase/say.h"
#include "render/sides.h"
#include "render/svg.h"

void html_row_id(struct strbuf *out, const struct top_section *s, size_t i)
{
    strbuf_fmt(out, "top-%dxx-%zu", s->class, i + 1);
}

int html_why_id(struct strbuf *out, const struct html_page *p, const struct top_group *g)
{
    for (size_t i = 0; i < p->picked_len; i++)
        if (p->picked[i].group == g) {
            strbuf_fmt(out, "why-%dxx-%d", g->class, p->picked[i].rank);
            return 1;
        }
    return 0;
}

/* ---- Tables --------------------------------------------------------------------------------- */

/* What it failed of, linked to the explanation where there is one. */
static void name_cell(const struct html_page *p, struct html_table *t, const struct top_group *g)
{
    struct strbuf markup = {0};
    strbuf_str(&markup, "<a href=\"#");
    if (!html_why_id(&markup, p, g))
        strbuf_str(&markup, t->id);
    strbuf_str(&markup, "\">");
    html_text(&markup, html_title_of(p, g));
    strbuf_str(&markup, "</a>");
    html_cell_markup(t, strbuf_view(&markup));
    strbuf_release(&markup);
}

/* "37 %" with a bar as long as the share of its side. */
static void share_cell(struct html_table *t, const struct top_group *g, int64_t all)
{
    static const char *const fills[] = {[3] = "f3", [4] = "f4", [5] = "f5"};
    enum { WIDTH = 100, THICK = 10, LEAST = 1 };
    struct strbuf markup = {0}, text = {0};
    double width = (double)g->count * WIDTH / (double)all;
    say_share(&text, g->count, all);
    strbuf_str(&markup, "<span class=\"share\">");
    html_text(&markup, strbuf_view(&text));
    svg_begin_ornament(&markup, WIDTH, THICK);
    svg_rect(&markup, "track", 0, 0, WIDTH, THICK);
    svg_rect(&markup, fills[g->class], 0, 0, width < LEAST ? LEAST : width, THICK);
    svg_end(&markup);
    strbuf_str(&markup, "</span>");
    html_cell_markup(t, strbuf_view(&markup));
    strbuf_release(&markup);
    strbuf_release(&text);
}

/* A group in one row; the first cell leads to its explanation. */
static void row(const struct html_page *p, struct html_table *t, const struct side_group *at,
                int64_t all)
{
    const struct top_group *g = at->group;
    struct strbuf id = {0}, text = {0};
    html_row_id(&id, at->section, at->i);
    html_row(t, id.ptr);
    name_cell(p, t, g);
    say_code(&text, g, p->lang);
    if (!text.len)
        strbuf_fmt(&text, "%dxx", g->class);
    html_cell(t, strbuf_view(&text), style_of_class(g->class));
    html_cell_count(t, g->count, p->lang);
    share_cell(t, g, all);
    strbuf_clear(&text);
    say_where(&text, g, p->lang);
    html_cell(t, strbuf_view(&text), STYLE_PLAIN);
    strbuf_clear(&text);
    period_moment(&text, g->last, p->r->options.period.until, p->lang);
    html_cell(t, strbuf_view(&text), STYLE_PLAIN);
    strbuf_clear(&text);
    say_trend(&text, g->trend, g->count, g->before, p->lang);
    if (p->r->top.before_known)
        html_cell(t, strbuf_view(&text), style_of_trend(g->trend));
    strbuf_release(&id);
    strbuf_release(&text);
}

/* One table a side of the dialogue, since who must act differs by side. */
static void table(const struct html_page *p, const char *caption, const struct side_groups *groups)
{
    const struct lang *lang = p->lang;
    const struct html_column columns[] = {
        {tr(lang, "cause"), HTML_KEY}, {tr(lang, "code"), HTML_WORDS},
        {tr(lang, "count"), HTML_NUMBER}, {tr(lang, "share"), HTML_WORDS},
        {tr(lang, "where"), HTML_LONG}, {tr(lang, "last"), HTML_WORDS},
        {tr(lang, "trend"), HTML_WORDS},        /* left out where nothing is known before */
    };
    struct html_table t;
    html_table_begin(&t, p->out, caption, "cards", columns,
                     sizeof columns / sizeof *columns - !p->r->top.before_known);
    for (size_t i = 0; i < groups->len; i++)
        row(p, &t, &groups->groups[i], groups->count);
    html_table_end(&t);
}

/* A side that nothing failed on is left out. */
static void tables(const struct html_page *p)
{
    static const char *const ids[REPORT_SIDES] = {
        [SIDE_OUT] = "from-others", [SIDE_IN] = "from-here", [SIDE_HOME] = "at-home",
    };
    for (int side = 0; side < REPORT_SIDES; side++) {
        struct side_groups groups;
        side_groups_fill(&groups, p->r, side);
        if (groups.len) {
            strbuf_fmt(p->out, "<h3 id=\"%s\">", ids[side]);
            html_str(p->out, side_title(side, p->lang));
            strbuf_str(p->out, "</h3>\n");
            table(p, side_title(side, p->lang), &groups);
        }
        side_groups_release(&groups);
    }
}

/* What the classes have to say: groups left out, how deferrals went on, what came after a 3xx. */
static void notes(const struct html_page *p)
{
    struct strbuf text = {0}, note = {0};
    for (int i = 0; i < 3; i++) {
        const struct top_section *s = &p->r->top.section[i];
        for (size_t k = 0; say_note(&note, &p->r->top, s, k, p->lang); k++) {
            strbuf_fmt(&text, "%dxx: ", s->class);
            strbuf_slice(&text, strbuf_view(&note));
            html_paragraph(p, "note", &text);
            strbuf_clear(&note);
        }
    }
    strbuf_release(&text);
    strbuf_release(&note);
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

/* What a group means and what to do, where the row's link leads. */
static void explain(const struct html_page *p, const struct picked *picked)
{
    const struct top_group *g = picked->group;
    struct strbuf text = {0};
    struct explained x;
    explained_fill(&x, p->o->adviser, &p->r->top, g);
    strbuf_fmt(p->out, "<article class=\"g%d\" id=\"", g->class);
    html_why_id(p->out, p, g);
    strbuf_str(p->out, "\">\n<h4>");
    say_code(&text, g, p->lang);
    if (!text.len)
        strbuf_fmt(&text, "%dxx", g->class);
    strbuf_fmt(p->out, "<span class=\"c%d\">", g->class);
    html_text(p->out, strbuf_view(&text));
    strbuf_str(p->out, "</span> ");
    html_text(p->out, html_title_of(p, g));
    strbuf_str(p->out, "</h4>\n");
    strbuf_clear(&text);
    say_where(&text, g, p->lang);
    html_paragraph(p, "note", &text);
    strbuf_str(p->out, "<dl>\n");
    for (size_t i = 0; i < EXPLAINED_LINES; i++)
        term(p, &x.lines[i]);
    strbuf_str(p->out, "</dl>\n</article>\n");
    strbuf_release(&text);
    explained_release(&x);
}

void html_offenders(const struct html_page *p)
{
    struct strbuf text = {0};
    if (!p->r->top.count) {
        say_none(&text, &p->r->top.coverage, 1, p->lang);
        html_paragraph(p, NULL, &text);
    }
    tables(p);
    notes(p);
    strbuf_release(&text);
    if (!p->picked_len)
        return;
    html_element(p->out, "h3", NULL, slice_str(tr(p->lang, "Explained")));
    strbuf_str(p->out, "<div class=\"explained\">\n");
    for (size_t i = 0; i < p->picked_len; i++)
        explain(p, &p->picked[i]);
    strbuf_str(p->out, "</div>\n");
}
