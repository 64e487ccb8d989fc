/* The report as Markdown: each form of a section as headings, tables and lists. */
#include "render/report_markdown.h"

#include "render/format.h"
#include "render/list.h"
#include "phrase/explained.h"
#include "phrase/health_say.h"
#include "phrase/report_say.h"
#include "phrase/say.h"

/* A table row is written cell by cell. */
static void cell(struct strbuf *out, struct smtplog_slice text)
{
    strbuf_str(out, "| ");
    format_markdown_text(out, text);
    strbuf_char(out, ' ');
}

static void cell_buf(struct strbuf *out, struct strbuf *text)
{
    cell(out, strbuf_view(text));
    strbuf_clear(text);
}

static void cell_count(struct strbuf *out, int64_t n, const struct lang *lang)
{
    struct strbuf text = {0};
    lang_count(&text, n, lang);
    cell_buf(out, &text);
    strbuf_release(&text);
}

static void row_end(struct strbuf *out)
{
    strbuf_str(out, "|\n");
}

/* `right` has an 'r' for each column of numbers. */
static void table_head(struct strbuf *out, const char *const *titles, const char *right)
{
    strbuf_char(out, '\n');
    for (size_t i = 0; right[i]; i++)
        cell(out, slice_str(titles[i]));
    row_end(out);
    for (size_t i = 0; right[i]; i++)
        strbuf_str(out, right[i] == 'r' ? "| ---: " : "| --- ");
    row_end(out);
}

static void paragraph(struct strbuf *out, struct strbuf *text)
{
    strbuf_char(out, '\n');
    format_markdown_text(out, strbuf_view(text));
    strbuf_char(out, '\n');
    strbuf_clear(text);
}

/* The failures by class, against one or two earlier periods. */
static void summary(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    const char *const titles[] = {
        tr(lang, "class"), tr(lang, "failures"), tr(lang, "period before"), tr(lang, "change"),
        tr(lang, "a week before"), tr(lang, "change"),
    };
    const struct report_sums *then[REPORT_THEN];
    size_t n = report_compared(r, then);
    struct strbuf text = {0};
    table_head(out, titles, n > 1 ? "lrrlrl" : "lrrl");
    for (int class = 5; class >= 2; class--) {
        int which = class == 2 ? 0 : class;
        if (which)
            strbuf_fmt(&text, "%dxx %s", class, say_class(class, lang));
        else
            strbuf_str(&text, tr(lang, "together"));
        cell_buf(out, &text);
        cell_count(out, which ? r->now.class[class] : r->now.all, lang);
        for (size_t i = 0; i < n; i++) {
            report_say_sum(&text, then[i], which, lang);
            cell_buf(out, &text);
            report_say_change(&text, r, then[i], which, lang);
            cell_buf(out, &text);
        }
        row_end(out);
    }
    report_say_replies(&text, r, lang);
    if (text.len)
        paragraph(out, &text);
    strbuf_release(&text);
}

/* The tiles of the page as a table. */
static void counts(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    const char *const titles[] = {"", tr(lang, "now"), tr(lang, "usual"), tr(lang, "30 days")};
    struct strbuf text = {0};
    table_head(out, titles, "lrrl");
    for (unsigned i = 0; i < HEALTH_COUNTS; i++) {
        strbuf_str(&text, health_count_title(&r->health, i, lang));
        cell_buf(out, &text);
        health_say_now(&text, &r->health, i, lang);
        cell_buf(out, &text);
        health_say_usual(&text, &r->health, i, lang);
        cell_buf(out, &text);
        health_say_course(&text, &r->health.figures[i]);
        cell_buf(out, &text);
        row_end(out);
    }
    strbuf_release(&text);
}

/* The numbers run on from what is yours to what is others', as in the text: people speak of
 * "number three". */
static void troubles(struct strbuf *out, const struct health *h, int yours,
                     const struct adviser *adviser)
{
    struct strbuf text = {0};
    int number = yours ? 0 : (int)h->yours;
    strbuf_char(out, '\n');
    for (size_t i = 0; i < h->len; i++) {
        if (h->troubles[i].yours != yours)
            continue;
        strbuf_clear(&text);
        health_say_trouble(&text, h, &h->troubles[i], adviser);
        strbuf_fmt(out, "%d. ", ++number);
        format_markdown_text(out, strbuf_view(&text));
        strbuf_char(out, '\n');
    }
    if (!yours && !h->len) {
        health_say_nothing(&text, h, adviser->lang);
        strbuf_fmt(out, "%s\n", text.ptr);
    }
    strbuf_release(&text);
}

static void yours(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    troubles(out, &r->health, 1, o->adviser);
}

static void others(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    troubles(out, &r->health, 0, o->adviser);
}

/* ---- Offenders ------------------------------------------------------------------------------ */

/* A class of replies in one direction: its groups in their order. */
static void section(struct strbuf *out, const struct report *r, const struct top_section *s,
                    const struct adviser *adviser)
{
    const struct lang *lang = adviser->lang;
    const char *const titles[] = {"#", tr(lang, "count"), tr(lang, "share"), tr(lang, "code"),
                                  tr(lang, "cause"), tr(lang, "where"), tr(lang, "trend"),
                                  tr(lang, "last")};
    struct strbuf text = {0};
    strbuf_fmt(out, "\n### %dxx %s: ", s->class, say_class(s->class, lang));
    lang_count(out, s->count, lang);
    strbuf_char(out, '\n');
    if (s->len)
        table_head(out, titles, "rrrlllll");
    for (size_t i = 0; i < s->len; i++) {
        const struct top_group *g = &s->groups[i];
        struct advice advice;
        advice_of(adviser, g, &advice);
        strbuf_fmt(&text, "%zu", i + 1);
        cell_buf(out, &text);
        cell_count(out, g->count, lang);
        say_share(&text, g->count, s->count);
        cell_buf(out, &text);
        say_code(&text, g, lang);
        cell_buf(out, &text);
        cell(out, advice.title);
        say_where(&text, g, lang);
        cell_buf(out, &text);
        say_trend(&text, g->trend, g->count, g->before, lang);
        cell_buf(out, &text);
        period_moment(&text, g->last, r->options.period.until, lang);
        cell_buf(out, &text);
        row_end(out);
    }
    for (size_t i = 0; say_note(&text, &r->top, s, i, lang); i++)
        paragraph(out, &text);
    strbuf_release(&text);
}

/* What a group means and what to do. */
static void explain(struct strbuf *out, const struct report *r, const struct picked *p,
                    const struct adviser *adviser)
{
    struct explained x;
    struct strbuf code = {0};
    explained_fill(&x, adviser, &r->top, p->group);
    say_code(&code, p->group, adviser->lang);
    strbuf_fmt(out, "\n#### %dxx #%d ", p->group->class, p->rank);
    strbuf_slice(out, strbuf_view(&code));
    strbuf_str(out, code.len ? " " : "");
    format_markdown_text(out, x.advice.title);
    strbuf_str(out, "\n\n");
    for (size_t i = 0; i < EXPLAINED_LINES; i++) {
        if (!x.lines[i].text.len)
            continue;
        strbuf_fmt(out, "- **%s**: ", x.lines[i].label);
        format_markdown_text(out, x.lines[i].text);
        strbuf_char(out, '\n');
    }
    strbuf_release(&code);
    explained_release(&x);
}

/* The same groups are explained as in every other rendering (top_pick). */
static void offenders(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    enum { MOST = 48 };
    struct picked picked[MOST];
    for (int i = 0; i < 3; i++)
        section(out, r, &r->top.section[i], o->adviser);
    size_t n = top_pick(&r->top, o->adviser, picked, o->explain < MOST ? (size_t)o->explain
                        : MOST);
    if (n)
        strbuf_fmt(out, "\n### %s\n", tr(o->adviser->lang, "Explained"));
    for (size_t i = 0; i < n; i++)
        explain(out, r, &picked[i], o->adviser);
}

/* ---- Lists of who --------------------------------------------------------------------------- */

/* A list of the report's table. */
static void write_list(struct strbuf *out, const struct report_list *list,
                       const struct report_rows *rows, const struct report *r,
                       const struct adviser *adviser)
{
    const char *titles[LIST_COLUMNS] = {NULL};
    char right[LIST_COLUMNS + 1] = "";
    struct strbuf text = {0};
    for (size_t i = 0; list->columns[i] != LIST_END; i++) {
        struct list_head column = list_head(list, list->columns[i], adviser->lang);
        titles[i] = column.title;
        right[i] = column.number ? 'r' : 'l';
    }
    table_head(out, titles, right);
    for (size_t i = 0; i < rows->len; i++) {
        for (const enum list_column *c = list->columns; *c != LIST_END; c++) {
            list_cell(&text, *c, &rows->rows[i], r, adviser);
            cell_buf(out, &text);
        }
        row_end(out);
    }
    report_say_more(&text, rows, adviser->lang);
    if (text.len)
        paragraph(out, &text);
    strbuf_release(&text);
}

static void lists(struct strbuf *out, const struct report *r, const struct report_section *s,
                  const struct adviser *adviser)
{
    for (size_t i = 0; i < REPORT_LISTS; i++)
        if (report_section_rows(r, s, i)->len)
            write_list(out, &s->lists[i], report_section_rows(r, s, i), r, adviser);
}

/* ---- Time and quality ----------------------------------------------------------------------- */

/* The course of the period: by hour for a day, else by day. */
static void slots(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    int is_day = r->hours_len == 0;
    const struct report_slot *list = is_day ? r->days : r->hours;
    size_t len = is_day ? REPORT_DAYS : r->hours_len;
    const char *const titles[] = {is_day ? tr(lang, "day") : tr(lang, "hour"), "5xx", "4xx",
                                  "3xx"};
    struct strbuf text = {0};
    table_head(out, titles, "lrrr");
    for (size_t i = 0; i < len; i++) {
        period_clock(&text, list[i].time);
        text.len = is_day ? 10 : 16;    /* no seconds, or no time */
        cell(out, strbuf_view(&text));
        strbuf_clear(&text);
        for (int class = 5; class >= 3; class--)
            cell_count(out, list[i].class[class], lang);
        row_end(out);
    }
    strbuf_release(&text);
}

/* Paragraphs are one line:  Markdown breaks lines itself. */
static void quality(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct strbuf text = {0};
    struct text_options wide = *o;
    wide.width = 1000;
    top_text_coverage(&text, &r->top.coverage, &wide);
    paragraph(out, &text);
    for (size_t i = 0; report_say_doubt(&text, r, i, lang); i++)
        paragraph(out, &text);
    for (size_t i = 0; i < r->status.strange_len; i++) {
        report_say_strange(&text, &r->status.strange[i], lang);
        paragraph(out, &text);
    }
    strbuf_release(&text);
}

typedef void form_markdown(struct strbuf *out, const struct report *r,
                           const struct text_options *o);
static form_markdown *const forms[FORMS] = {
    [FORM_COUNTS] = counts, [FORM_YOURS] = yours, [FORM_ATTENTION] = others,
    [FORM_SUMMARY] = summary, [FORM_OFFENDERS] = offenders,
    [FORM_TIME] = slots, [FORM_QUALITY] = quality,
};

void report_markdown(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct strbuf text = {0};
    strbuf_fmt(out, "# %s ", tr(lang, "Mail report"));
    period_text(out, r->options.period, lang);
    strbuf_char(out, '\n');
    report_headline(&text, r, lang);
    paragraph(out, &text);
    for (const struct report_section *s = report_sections; s->id; s++) {
        if (!report_section_is_there(r, s))
            continue;
        strbuf_fmt(out, "\n## %s\n", tr(lang, s->title));
        if (s->form == FORM_LISTS)
            lists(out, r, s, o->adviser);
        else
            forms[s->form](out, r, o);
    }
    strbuf_release(&text);
}
