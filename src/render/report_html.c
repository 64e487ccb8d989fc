/* The report as one page: its head, its sections in order, its foot. */
#include "render/report_html.h"

#include "base/embedded.h"
#include "render/format.h"
#include "render/html_parts.h"
#include "phrase/health_say.h"
#include "phrase/report_say.h"
#include "phrase/say.h"

extern const struct embedded_file page_files[];         /* report.css */

void html_paragraph(const struct html_page *p, const char *class, struct strbuf *text)
{
    html_element(p->out, "p", class, strbuf_view(text));
    strbuf_clear(text);
}

struct smtplog_slice html_title_of(const struct html_page *p, const struct top_group *g)
{
    struct advice advice;
    advice_of(p->o->adviser, g, &advice);
    return advice.title.len ? advice.title
         : slice_str(g->key ? g->key : tr(p->lang, "(not known)"));
}

/* ---- Summary -------------------------------------------------------------------------------- */

/* One class; 0: all together. */
static void summary_row(const struct html_page *p, struct html_table *t, int class)
{
    const struct report_sums *then[REPORT_THEN];
    size_t n = report_compared(p->r, then);
    int64_t now = class ? p->r->now.class[class] : p->r->now.all;
    struct strbuf text = {0};
    if (class)
        strbuf_fmt(&text, "%dxx %s", class, say_class(class, p->lang));
    else
        strbuf_str(&text, tr(p->lang, "together"));
    html_cell(t, strbuf_view(&text), class ? style_of_class(class) : STYLE_PLAIN);
    html_cell_count(t, now, p->lang);
    for (size_t i = 0; i < n; i++) {
        int64_t before = class ? then[i]->class[class] : then[i]->all;
        strbuf_clear(&text);
        report_say_sum(&text, then[i], class, p->lang);
        html_cell(t, strbuf_view(&text), STYLE_PLAIN);
        strbuf_clear(&text);
        report_say_change(&text, p->r, then[i], class, p->lang);
        html_cell(t, strbuf_view(&text), style_of_trend(trend_of(now, before, then[i]->known)));
    }
    strbuf_release(&text);
}

/* The failures by class, against one or two earlier periods. */
static void summary(const struct html_page *p)
{
    const struct lang *lang = p->lang;
    const struct html_column columns[] = {
        {tr(lang, "class"), HTML_KEY}, {tr(lang, "failures"), HTML_NUMBER},
        {tr(lang, "period before"), HTML_NUMBER}, {tr(lang, "change"), HTML_WORDS},
        {tr(lang, "a week before"), HTML_NUMBER}, {tr(lang, "change"), HTML_WORDS},
    };
    const struct report_sums *then[REPORT_THEN];
    struct html_table t;
    struct strbuf text = {0};
    html_table_begin(&t, p->out, tr(lang, "Failures by class of reply"), "cards", columns,
                     2 + 2 * report_compared(p->r, then));
    for (int class = 5; class >= 3; class--)
        summary_row(p, &t, class);
    summary_row(p, &t, 0);
    html_table_end(&t);
    report_say_replies(&text, p->r, lang);
    html_paragraph(p, NULL, &text);
    strbuf_release(&text);
}

/* ---- The page ------------------------------------------------------------------------------- */

typedef void form_html(const struct html_page *p);
static form_html *const forms[FORMS] = {
    [FORM_COUNTS] = html_tiles, [FORM_YOURS] = html_yours, [FORM_ATTENTION] = html_attention,
    [FORM_SUMMARY] = summary, [FORM_OFFENDERS] = html_offenders,
    [FORM_TIME] = html_charts, [FORM_QUALITY] = html_quality,
};

const struct report_section *html_next_section(const struct html_page *p,
                                               const struct report_section *s)
{
    for (int glance = s ? s->glance : 1; glance >= 0; glance--, s = NULL)
        for (s = s ? s + 1 : report_sections; s->id; s++)
            if (s->glance == glance && report_section_is_there(p->r, s))
                return s;
    return NULL;
}

/* Nothing is fetched and nothing runs, whatever the page should come to hold: the policy says so.
 * The empty icon keeps a browser from asking a server for one. */
static void head(const struct html_page *p, struct smtplog_slice title)
{
    strbuf_fmt(p->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
               p->lang ? p->lang->name : "en");
    strbuf_str(p->out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                       "'none'; "
               "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"light dark\">\n"
               "<meta name=\"referrer\" content=\"no-referrer\">\n"
               "<link rel=\"icon\" href=\"data:,\">\n");
    html_element(p->out, "title", NULL, title);
    strbuf_str(p->out, "<style>\n");
    for (const struct embedded_file *file = page_files; file->name; file++)
        strbuf_add(p->out, (const char *)file->bytes, file->len);
    strbuf_str(p->out, "</style>\n</head>\n<body>\n");
}

/* "2026-11-25 00:00 to 2026-11-26 00:00 UTC (24h) · mx1 · postfix", and how well it was read: a
 * verdict is worth what its evidence is. */
static void evidence(const struct html_page *p, struct smtplog_slice period)
{
    const char *const lists[] = {p->r->top.coverage.hosts, p->r->top.coverage.mtas};
    struct strbuf text = {0};
    strbuf_slice(&text, period);
    for (size_t i = 0; i < 2; i++)
        if (lists[i] && *lists[i])
            strbuf_fmt(&text, " · %s", lists[i]);
    html_paragraph(p, "about", &text);
    strbuf_str(p->out, "<p class=\"about\"><a href=\"#quality\">");
    html_say_coverage(&text, p);
    html_text(p->out, strbuf_view(&text));
    strbuf_str(p->out, "</a></p>\n");
    strbuf_release(&text);
}

/* Links to the sections that are there, for keyboards and screen readers as well. */
static void navigation(const struct html_page *p)
{
    strbuf_str(p->out, "<nav aria-label=\"");
    html_str(p->out, tr(p->lang, "Parts of the report"));
    strbuf_str(p->out, "\"><ul>\n");
    for (const struct report_section *s = NULL; (s = html_next_section(p, s));) {
        strbuf_fmt(p->out, "<li><a href=\"#%s\">", s->id);
        html_str(p->out, tr(p->lang, s->title));
        strbuf_str(p->out, "</a></li>\n");
    }
    strbuf_str(p->out, "</ul></nav>\n");
}

/* How loud the verdict is, as a class; none where nothing is wrong and nobody can know. */
static const char *colour_of(const struct health *h)
{
    static const char *const classes[HEALTH_LEVELS] = {
        [HEALTH_LEVEL_OK] = " ok", [HEALTH_LEVEL_WARNING] = " warning",
        [HEALTH_LEVEL_CRITICAL] = " critical",
    };
    enum health_level level = health_level(h);
    return level == HEALTH_LEVEL_OK && h->state == HEALTH_UNKNOWN ? "" : classes[level];
}

/* What the report is about, the verdict, and the ways to its parts. */
static void banner(const struct html_page *p, struct smtplog_slice period)
{
    int is_empty = report_no_data(p->r);
    struct strbuf text = {0};
    strbuf_str(p->out, "<header>\n<div class=\"head\">\n");
    html_element(p->out, "h1", NULL, slice_str(tr(p->lang, "Mail report")));
    evidence(p, period);
    strbuf_str(p->out, "</div>\n");
    if (is_empty)
        strbuf_str(&text, tr(p->lang, "No logs of this period were read."));
    else
        report_headline(&text, p->r, p->lang);
    strbuf_fmt(p->out, "<p class=\"verdict%s\">", is_empty ? "" : colour_of(&p->r->health));
    html_text(p->out, strbuf_view(&text));
    strbuf_str(p->out, "</p>\n");
    navigation(p);
    strbuf_str(p->out, "</header>\n");
    strbuf_release(&text);
}

void report_html(struct strbuf *out, const struct report *r, const struct html_options *o)
{
    enum { MOST = 48 };
    struct picked picked[MOST];
    size_t most = o->explain < MOST ? (size_t)o->explain : MOST;
    const struct html_page page = {
        .out = out, .r = r, .o = o, .lang = o->adviser->lang, .picked = picked,
        .picked_len = top_pick(&r->top, o->adviser, picked, most),
    };
    struct strbuf period = {0}, text = {0};
    period_text(&period, r->options.period, page.lang);
    strbuf_fmt(&text, "%s %s", tr(page.lang, "Mail report"), period.ptr);
    head(&page, strbuf_view(&text));
    banner(&page, strbuf_view(&period));
    strbuf_str(out, "<main>\n");
    for (const struct report_section *s = NULL; (s = html_next_section(&page, s));) {
        strbuf_fmt(out, "<section id=\"%s\" aria-labelledby=\"%s-head\">\n<h2 id=\"%s-head\">",
                   s->id, s->id, s->id);
        html_str(out, tr(page.lang, s->title));
        strbuf_str(out, "</h2>\n");
        if (s->form == FORM_LISTS)
            html_lists(&page, s);
        else
            forms[s->form](&page);
        strbuf_str(out, "</section>\n");
    }
    strbuf_str(out, "</main>\n<footer>\n");
    strbuf_clear(&text);
    strbuf_clear(&period);
    period_clock(&period, r->options.now);
    strbuf_fmt(&text, tr(page.lang, "Written by smtplog, %s."), period.ptr);
    html_paragraph(&page, NULL, &text);
    strbuf_str(out, "</footer>\n</body>\n</html>\n");
    strbuf_release(&period);
    strbuf_release(&text);
}
