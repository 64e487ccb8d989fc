/* The report as text: each form of a section laid into columns. */
#include "render/report_text.h"

#include "base/units.h"

#include "render/format.h"
#include "render/grid.h"
#include "render/health_text.h"
#include "render/lay.h"
#include "render/list.h"
#include "phrase/report_say.h"
#include "phrase/say.h"

enum { INDENT = 2, BAR = 30, SAMPLES = 3 };

static void head(struct strbuf *out, const char *title, const struct text_options *o)
{
    strbuf_char(out, '\n');
    lay_styled(out, title, STYLE_HEADING, o->style);
    strbuf_char(out, '\n');
}

static void paragraph(struct strbuf *out, struct strbuf *text, const struct text_options *o)
{
    struct strbuf safe = {0};
    text_for_terminal(&safe, strbuf_view(text));
    wrap_text(out, strbuf_view(&safe), INDENT, o->width);
    strbuf_release(&safe);
    strbuf_clear(text);
}

static void cell_count(struct grid *grid, int64_t n, const struct lang *lang)
{
    struct strbuf text = {0};
    lang_count(&text, n, lang);
    grid_cell(grid, strbuf_view(&text), STYLE_PLAIN);
    strbuf_release(&text);
}

static void print_grid(struct strbuf *out, struct grid *grid, const struct text_options *o)
{
    grid_fit(grid, o->width, INDENT);
    grid_head(grid, out, INDENT, o->style);
    for (size_t i = 0; i < grid->rows; i++)
        grid_line(grid, out, i, INDENT, o->style);
    grid_release(grid);
}

/* ---- Head and summary ---------------------------------------------------------------------- */

/* Whose mail and when, then the one sentence that answers most readers.  A filtered report has no
 * verdict on all mail, but its own. */
static void say_top(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct strbuf lines = {0}, safe = {0};
    lay_subject(&lines, tr(lang, "Mail report"), r->options.period, &r->top.coverage, o->width,
                lang);
    strbuf_slice(out, strbuf_view(&lines));
    if (filter_is_any(&r->options.filter)) {
        health_text_verdict(out, &r->health, o);
    } else {
        strbuf_clear(&lines);
        report_headline(&lines, r, lang);
        text_for_terminal(&safe, strbuf_view(&lines));
        wrap_text(out, strbuf_view(&safe), 0, o->width);
    }
    strbuf_release(&safe);
    strbuf_release(&lines);
}

/* The failures by class, against one or two earlier periods. */
static void say_summary(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    const struct report_sums *then[REPORT_THEN];
    size_t n = report_compared(r, then);
    struct grid grid = {0};
    struct strbuf text = {0};
    grid_column(&grid, "", 0, 0);
    grid_column(&grid, tr(lang, "failures"), 1, 0);
    grid_column(&grid, tr(lang, "period before"), 1, 0);
    grid_column(&grid, "", 0, 0);
    if (n > 1) {
        grid_column(&grid, tr(lang, "a week before"), 1, 0);
        grid_column(&grid, "", 0, 0);
    }
    for (int class = 5; class >= 2; class--) {
        int which = class == 2 ? 0 : class;
        strbuf_clear(&text);
        if (which)
            strbuf_fmt(&text, "%dxx %s", class, say_class(class, lang));
        else
            strbuf_str(&text, tr(lang, "together"));
        grid_cell(&grid, strbuf_view(&text), which ? style_of_class(class) : STYLE_PLAIN);
        cell_count(&grid, which ? r->now.class[class] : r->now.all, lang);
        for (size_t i = 0; i < n; i++) {
            strbuf_clear(&text);
            report_say_sum(&text, then[i], which, lang);
            grid_cell(&grid, strbuf_view(&text), STYLE_PLAIN);
            strbuf_clear(&text);
            report_say_change(&text, r, then[i], which, lang);
            grid_cell(&grid, strbuf_view(&text), STYLE_PLAIN);
        }
    }
    print_grid(out, &grid, o);
    strbuf_clear(&text);
    report_say_replies(&text, r, lang);
    if (text.len)
        paragraph(out, &text, o);
    strbuf_release(&text);
}

static void say_counts(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    health_text_counts(out, &r->health, o);
}

static void say_yours(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    health_text_list(out, &r->health, HEALTH_TEXT_YOURS, o);
}

static void say_others(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    health_text_list(out, &r->health, HEALTH_TEXT_OTHERS, o);
}

/* ---- Offenders ------------------------------------------------------------------------------ */

/* Tables first, then the leading groups explained. */
static void say_offenders(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    enum { MOST = 48 };
    struct picked picked[MOST];
    top_text_sections(out, &r->top, o);
    size_t n = top_pick(&r->top, o->adviser, picked, o->explain < MOST ? (size_t)o->explain
                        : MOST);
    if (n)
        head(out, tr(o->adviser->lang, "Explained"), o);
    for (size_t i = 0; i < n; i++) {
        if (i)
            strbuf_char(out, '\n');
        top_text_group(out, &r->top, &picked[i], o);
    }
}

/* ---- Lists of who --------------------------------------------------------------------------- */

/* The list's own columns, whichever they are: a new section needs no code here. */
static void say_list(struct strbuf *out, const struct report_list *list,
                     const struct report_rows *rows, const struct report *r,
                     const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    const enum list_column *c;
    struct grid grid = {0};
    struct strbuf text = {0};
    for (c = list->columns; *c != LIST_END; c++) {
        struct list_head column = list_head(list, *c, lang);
        grid_column(&grid, column.title, column.number, column.least);
    }
    for (size_t i = 0; i < rows->len; i++)
        for (c = list->columns; *c != LIST_END; c++) {
            enum style_kind style = list_cell(&text, *c, &rows->rows[i], r, o->adviser);
            grid_cell(&grid, strbuf_view(&text), style);
            strbuf_clear(&text);
        }
    print_grid(out, &grid, o);
    report_say_more(&text, rows, lang);
    if (text.len)
        paragraph(out, &text, o);
    strbuf_release(&text);
}

/* Lists without rows are passed over. */
static void say_lists(struct strbuf *out, const struct report *r, const struct report_section *s,
                      const struct text_options *o)
{
    int said = 0;
    for (size_t i = 0; i < REPORT_LISTS; i++) {
        const struct report_rows *rows = report_section_rows(r, s, i);
        if (!rows->len)
            continue;
        if (said++)
            strbuf_char(out, '\n');
        say_list(out, &s->lists[i], rows, r, o);
    }
}

/* ---- Hours --------------------------------------------------------------------------------- */

static void slot_name(struct strbuf *out, const struct report_slot *slot, int is_day,
                      const struct report *r, const struct lang *lang)
{
    if (is_day)
        period_moment(out, slot->time, slot->time + 3 * DAY, lang);
    else
        period_moment(out, slot->time, r->options.period.until, lang);
}

/* A bar for each hour of a short period, for each day of a long one. */
static void say_hours(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    int is_day = r->hours_len == 0;
    const struct report_slot *slots = is_day ? r->days : r->hours;
    size_t len = is_day ? REPORT_DAYS : r->hours_len;
    int64_t most = 1;
    struct grid grid = {0};
    struct strbuf text = {0};
    for (size_t i = 0; i < len; i++) {
        int64_t n = slots[i].class[3] + slots[i].class[4] + slots[i].class[5];
        most = n > most ? n : most;
    }
    grid_column(&grid, is_day ? tr(lang, "day") : tr(lang, "hour"), 0, 0);
    grid_column(&grid, "5xx", 1, 0);
    grid_column(&grid, "4xx", 1, 0);
    grid_column(&grid, "3xx", 1, 0);
    grid_column(&grid, "", 0, 4);
    for (size_t i = 0; i < len; i++) {
        int64_t n = slots[i].class[3] + slots[i].class[4] + slots[i].class[5];
        strbuf_clear(&text);
        slot_name(&text, &slots[i], is_day, r, lang);
        grid_cell(&grid, strbuf_view(&text), STYLE_PLAIN);
        for (int class = 5; class >= 3; class--)
            cell_count(&grid, slots[i].class[class], lang);
        strbuf_clear(&text);
        for (int64_t k = 0; k < (n * BAR + most - 1) / most; k++)
            strbuf_char(&text, '#');
        grid_cell(&grid, strbuf_view(&text), STYLE_PLAIN);
    }
    print_grid(out, &grid, o);
    strbuf_release(&text);
}

/* ---- Quality ------------------------------------------------------------------------------- */

/* The last section: who doubts a figure above looks here. */
static void say_quality(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct strbuf text = {0};
    top_text_coverage(&text, &r->top.coverage, o);
    wrap_text(out, strbuf_view(&text), INDENT, o->width);
    strbuf_clear(&text);
    for (size_t i = 0; report_say_doubt(&text, r, i, lang); i++)
        paragraph(out, &text, o);
    for (size_t i = 0; i < r->status.strange_len && i < SAMPLES; i++) {
        report_say_strange(&text, &r->status.strange[i], lang);
        paragraph(out, &text, o);
    }
    strbuf_release(&text);
}

typedef void form_text(struct strbuf *out, const struct report *r, const struct text_options *o);
static form_text *const forms[FORMS] = {
    [FORM_COUNTS] = say_counts, [FORM_YOURS] = say_yours, [FORM_ATTENTION] = say_others,
    [FORM_SUMMARY] = say_summary, [FORM_OFFENDERS] = say_offenders,
    [FORM_TIME] = say_hours, [FORM_QUALITY] = say_quality,
};

void report_text(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    say_top(out, r, o);
    for (const struct report_section *s = report_sections; s->id; s++) {
        if (!report_section_is_there(r, s))
            continue;
        head(out, tr(o->adviser->lang, s->title), o);
        if (s->form == FORM_LISTS)
            say_lists(out, r, s, o);
        else
            forms[s->form](out, r, o);
    }
}
