/* The page's top offenders: a table a class, and below it what its leading groups mean. */
#include "render/format.h"
#include "render/html_parts.h"
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

/* What closes a section: groups left out; how deferrals went on; what came after 334 or 354. */
static void foot(const struct html_page *p, const struct top_section *s)
{
    const struct top *t = &p->r->top;
    const struct outcome *f = &t->outcome;
    struct strbuf n = {0}, m = {0}, text = {0};
    if (s->more_groups) {
        lang_count(&n, (int64_t)s->more_groups, p->lang);
        lang_count(&m, s->more_count, p->lang);
        strbuf_fmt(&text, tr_n(p->lang, "and %s more group, %s", "and %s more groups, %s",
                               s->more_groups), n.ptr, m.ptr);
        strbuf_fmt(&text, " %s", tr_n(p->lang, "failure", "failures", (uint64_t)s->more_count));
    }
    html_paragraph(p, "note", &text);
    if (s->class == 4 && f->deferred)
        strbuf_fmt(&text, tr_n(p->lang, "of %lld recipient put off, %lld was delivered, %lld "
                                        "failed for good, %lld still waits",
                               "of %lld recipients put off, %lld were delivered, %lld failed "
                               "for good, %lld still wait", (uint64_t)f->deferred),
                   (long long)f->deferred, (long long)f->delivered, (long long)f->failed,
                   (long long)f->waiting);
    html_paragraph(p, "note", &text);
    if (s->class == 3 && t->after_intermediate) {
        strbuf_clear(&n);
        lang_count(&n, t->after_intermediate, p->lang);
        strbuf_fmt(&text, tr_n(p->lang,
                               "besides, %s failure of the other classes came after 334 or 354",
                               "besides, %s failures of the other classes came after 334 or 354",
                               (uint64_t)t->after_intermediate), n.ptr);
    }
    html_paragraph(p, "note", &text);
    strbuf_release(&n);
    strbuf_release(&m);
    strbuf_release(&text);
}

/* ---- Explanations ---------------------------------------------------------------------------- */

static void term(const struct html_page *p, const char *label, const char *element,
                 struct smtplog_slice text)
{
    if (!text.len)
        return;
    html_element(p->out, "dt", NULL, slice_str(label));
    strbuf_str(p->out, "<dd>");
    html_element(p->out, element, NULL, text);
    strbuf_str(p->out, "</dd>\n");
}

static void explain(const struct html_page *p, const struct picked *picked)
{
    const struct top_group *g = picked->group;
    struct strbuf facts = {0}, who = {0}, text = {0};
    struct advice advice;
    advice_of(p->o->adviser, g, &advice);
    say_facts(&facts, &p->r->top, g, p->lang);
    who_words(&who, p->lang, advice.who_acts, advice.side);
    strbuf_fmt(p->out, "<article class=\"g%d\">\n", g->class);
    strbuf_fmt(&text, "%d. ", picked->rank);
    say_code(&text, g, p->lang);
    strbuf_char(&text, ' ');
    strbuf_slice(&text, html_title_of(p, g));
    html_element(p->out, "h4", NULL, strbuf_view(&text));
    strbuf_str(p->out, "<dl>\n");
    term(p, tr(p->lang, "What it means"), "span", advice.means);
    term(p, tr(p->lang, "When you see it"), "span", strbuf_view(&facts));
    term(p, tr(p->lang, "How to fix"), "span", advice.how_to_fix);
    term(p, tr(p->lang, "Who must act"), "span", strbuf_view(&who));
    term(p, tr(p->lang, "Won't help"), "span", advice.wont_help);
    term(p, tr(p->lang, "Beware"), "span", advice.beware);
    term(p, tr(p->lang, "Sample"), "code", slice_str(g->sample.text));
    strbuf_clear(&text);
    if (g->sample.trace)
        strbuf_fmt(&text, "smtplog trace %s", g->sample.trace);
    term(p, tr(p->lang, "More"), "code", strbuf_view(&text));
    strbuf_str(p->out, "</dl>\n</article>\n");
    strbuf_release(&facts);
    strbuf_release(&who);
    strbuf_release(&text);
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

void html_offenders(const struct html_page *p)
{
    struct picked picked[MOST];
    size_t n = top_pick(&p->r->top, picked, p->o->explain < MOST ? (size_t)p->o->explain : MOST);
    for (int i = 0; i < 3; i++) {
        const struct top_section *s = &p->r->top.section[i];
        section_head(p, s);
        if (s->len)
            table(p, s);
        else
            html_element(p->out, "p", NULL, slice_str(tr(p->lang, "No failures.")));
        foot(p, s);
        for (size_t k = 0; k < n; k++)
            if (picked[k].section == s)
                explain(p, &picked[k]);
    }
}
