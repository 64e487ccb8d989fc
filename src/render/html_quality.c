/* The page's last part: what was read, how well it was understood, what is missing. */
#include "render/format.h"
#include "render/html_parts.h"
#include "phrase/report_say.h"
#include "phrase/say.h"

enum { SOURCES = 20, SAMPLE_MAX = 300 };

static void recognised(struct strbuf *out, const struct status_source *s, const struct lang *lang)
{
    double known = status_recognised(s);
    if (known >= 0)
        say_percent(out, known, lang);
}

/* A row of the table of logs. */
static void source(const struct html_page *p, struct html_table *t, const struct status_source *s)
{
    struct strbuf text = {0};
    html_cell(t, slice_str(s->name), STYLE_PLAIN);
    html_cell(t, slice_str(s->format), STYLE_PLAIN);
    html_cell_count(t, s->lines, p->lang);
    html_cell_count(t, s->events, p->lang);
    html_cell_count(t, status_not_understood(s), p->lang);
    recognised(&text, s, p->lang);
    html_cell(t, strbuf_view(&text), STYLE_PLAIN);
    strbuf_clear(&text);
    if (s->last_time)
        period_clock(&text, s->last_time);
    html_cell(t, strbuf_view(&text), STYLE_PLAIN);
    strbuf_release(&text);
}

/* A log whose lines bear no time may be of any period. */
static int is_of(const struct status_source *s, struct period p)
{
    return !s->last_time || (s->first_time < p.until && s->last_time >= p.since);
}

/* The logs that the period was read from; what is beyond the most shown is summed. */
static void sources(const struct html_page *p)
{
    const struct lang *lang = p->lang;
    const struct status *st = &p->r->status;
    const struct html_column columns[] = {
        {tr(lang, "file"), HTML_KEY}, {tr(lang, "format"), HTML_WORDS},
        {tr(lang, "lines"), HTML_NUMBER}, {tr(lang, "count"), HTML_NUMBER},
        {tr(lang, "strange"), HTML_NUMBER}, {tr(lang, "known"), HTML_NUMBER},
        {tr(lang, "last line"), HTML_LONG},
    };
    struct html_table t;
    struct strbuf text = {0}, n = {0};
    size_t len = 0;
    int64_t more = 0;
    html_table_begin(&t, p->out, tr(lang, "Logs of this period"), "cards", columns,
                     sizeof columns / sizeof *columns);
    for (size_t i = 0; i < st->sources_len; i++) {
        if (!is_of(&st->sources[i], p->r->options.period))
            continue;
        if (len++ < SOURCES)
            source(p, &t, &st->sources[i]);
        else
            more += st->sources[i].lines;
    }
    html_table_end(&t);
    if (len > SOURCES) {
        lang_count(&n, more, lang);
        strbuf_fmt(&text, tr_n(lang, "and %zu more, %s", "and %zu more, %s", len - SOURCES),
                   len - SOURCES, n.ptr);
    }
    html_paragraph(p, "note", &text);
    strbuf_release(&text);
    strbuf_release(&n);
}

/* Lines that look like failures and are in no known form. */
static void strange(const struct html_page *p)
{
    const struct lang *lang = p->lang;
    const struct status *st = &p->r->status;
    const struct html_column columns[] = {
        {tr(lang, "such as"), HTML_KEY}, {tr(lang, "lines"), HTML_NUMBER},
        {tr(lang, "sample"), HTML_LONG},
    };
    struct html_table t;
    struct strbuf text = {0};
    if (!st->strange_len)
        return;
    html_table_begin(&t, p->out, tr(lang, "Lines not understood"), "cards", columns,
                     sizeof columns / sizeof *columns);
    for (size_t i = 0; i < st->strange_len; i++) {
        const struct status_strange *x = &st->strange[i];
        strbuf_clear(&text);
        strbuf_fmt(&text, "%s:%lld", x->source ? x->source : "", (long long)x->line_no);
        html_cell(&t, strbuf_view(&text), STYLE_PLAIN);
        html_cell_count(&t, x->lines, lang);
        strbuf_clear(&text);
        html_element(&text, "code", NULL, slice_head(slice_str(x->sample), SAMPLE_MAX));
        html_cell_markup(&t, strbuf_view(&text));
    }
    html_table_end(&t);
    strbuf_release(&text);
}

void html_say_coverage(struct strbuf *out, const struct html_page *p)
{
    const struct coverage *c = &p->r->top.coverage;
    lang_count(out, c->lines, p->lang);
    strbuf_fmt(out, " %s", tr_n(p->lang, "line read", "lines read", (uint64_t)c->lines));
    if (coverage_recognised(c) >= 0) {
        strbuf_str(out, " · ");
        say_percent(out, coverage_recognised(c), p->lang);
        strbuf_fmt(out, " %s", tr(p->lang, "recognised"));
    }
    if (c->last_time) {
        strbuf_fmt(out, " · %s ", tr(p->lang, "last line"));
        period_clock(out, c->last_time);
    }
}

static void doubts(const struct html_page *p)
{
    struct strbuf text = {0};
    for (size_t i = 0; report_say_doubt(&text, p->r, i, p->lang); i++)
        html_paragraph(p, "worse", &text);
    strbuf_release(&text);
}

void html_quality(const struct html_page *p)
{
    struct strbuf text = {0};
    html_say_coverage(&text, p);
    html_paragraph(p, NULL, &text);
    strbuf_release(&text);
    doubts(p);
    sources(p);
    strange(p);
}
