#include "render/report_text.h"

#include "render/format.h"
#include "render/grid.h"
#include "render/lay.h"
#include "phrase/report_say.h"
#include "phrase/say.h"

enum { INDENT = 2, BAR = 30, SAMPLES = 3, SAMPLE_MAX = 200 };

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

static void cell_str_of(struct grid *grid, const char *text, enum style_kind style)
{
    grid_cell(grid, slice_str(text ? text : ""), style);
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

static void say_top(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    const struct coverage *c = &r->top.coverage;
    struct strbuf part = {0}, lines = {0};
    strbuf_fmt(&part, "%s ", tr(lang, "Mail report"));
    period_text(&part, r->options.period, lang);
    lay_part(&lines, strbuf_view(&part), o->width);
    const char *const lists[] = {c->hosts, c->mtas};
    for (int i = 0; i < 2; i++) {
        strbuf_clear(&part);
        if (lists[i])
            text_for_terminal(&part, slice_str(lists[i]));
        lay_part(&lines, strbuf_view(&part), o->width);
    }
    strbuf_char(&lines, '\n');
    strbuf_clear(&part);
    report_headline(&part, r, lang);
    strbuf_slice(&lines, strbuf_view(&part));
    strbuf_char(&lines, '\n');
    strbuf_slice(out, strbuf_view(&lines));
    strbuf_release(&part);
    strbuf_release(&lines);
}

static void say_summary(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct grid grid = {0};
    struct strbuf text = {0};
    grid_column(&grid, "", 0, 0);
    grid_column(&grid, tr(lang, "failures"), 1, 0);
    grid_column(&grid, tr(lang, "period before"), 1, 0);
    grid_column(&grid, "", 0, 0);
    grid_column(&grid, tr(lang, "a week before"), 1, 0);
    grid_column(&grid, "", 0, 0);
    for (int class = 5; class >= 2; class--) {
        int which = class == 2 ? 0 : class;
        strbuf_clear(&text);
        if (which)
            strbuf_fmt(&text, "%dxx %s", class, say_class(class, lang));
        else
            strbuf_str(&text, tr(lang, "together"));
        grid_cell(&grid, strbuf_view(&text), which ? style_of_class(class) : STYLE_PLAIN);
        cell_count(&grid, which ? r->now.class[class] : r->now.all, lang);
        const struct report_sums *const then[] = {&r->before, &r->week_before};
        for (int i = 0; i < 2; i++) {
            strbuf_clear(&text);
            report_say_sum(&text, then[i], which, lang);
            grid_cell(&grid, strbuf_view(&text), STYLE_PLAIN);
            strbuf_clear(&text);
            strbuf_str(&text, "");
            report_say_change(&text, r, then[i], which, lang);
            grid_cell(&grid, strbuf_view(&text), STYLE_PLAIN);
        }
    }
    head(out, tr(lang, "Summary"), o);
    print_grid(out, &grid, o);
    double now = replies_failed(&r->top.coverage.replies);
    if (now >= 0) {
        strbuf_clear(&text);
        say_percent(&text, now, lang);
        strbuf_fmt(&text, " %s", tr(lang, "of all replies failed"));
        if (replies_failed(&r->top.coverage.day_before) >= 0) {
            strbuf_fmt(&text, ", %s ", tr(lang, "day before"));
            say_percent(&text, replies_failed(&r->top.coverage.day_before), lang);
        }
        paragraph(out, &text, o);
    }
    strbuf_release(&text);
}

static void say_alerts(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    struct strbuf text = {0};
    head(out, tr(o->adviser->lang, "Needs attention now"), o);
    if (!r->alerts_len)
        strbuf_fmt(out, "%*s%s\n", INDENT, "",
                   r->before.known ? tr(o->adviser->lang, "Nothing out of the usual.")
                                   : tr(o->adviser->lang,
                                        "No logs of the days before: what is usual "
                                                          "is not known yet."));
    for (size_t i = 0; i < r->alerts_len; i++) {
        char number[24];
        snprintf(number, sizeof number, "%zu.", i + 1);
        strbuf_clear(&text);
        report_say_alert(&text, &r->alerts[i], r, o->adviser);
        lay_labelled(out, number, 2, strbuf_view(&text), INDENT, o->width, o->style);
    }
    strbuf_release(&text);
}

/* ---- Tables -------------------------------------------------------------------------------- */

static void say_more(struct strbuf *out, const struct report_rows *rows,
                     const struct text_options *o)
{
    struct strbuf text = {0}, n = {0};
    if (rows->more) {
        lang_count(&n, rows->more_count, o->adviser->lang);
        strbuf_fmt(&text, tr_n(o->adviser->lang, "and %zu more, %s", "and %zu more, %s",
                               rows->more),
                   rows->more, n.ptr);
        paragraph(out, &text, o);
    }
    strbuf_release(&text);
    strbuf_release(&n);
}

/* Providers and hosts: counts by class, trend, leading cause. */
static void say_rows(struct strbuf *out, const char *title, const char *column,
                     const struct report_rows *rows, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct grid grid = {0};
    struct strbuf text = {0};
    if (!rows->len)
        return;
    grid_column(&grid, column, 0, 12);
    grid_column(&grid, tr(lang, "failures"), 1, 0);
    grid_column(&grid, "5xx", 1, 0);
    grid_column(&grid, "4xx", 1, 0);
    grid_column(&grid, "3xx", 1, 0);
    grid_column(&grid, tr(lang, "trend"), 0, 0);
    grid_column(&grid, tr(lang, "most of it"), 0, 14);
    for (size_t i = 0; i < rows->len; i++) {
        const struct report_row *row = &rows->rows[i];
        cell_str_of(&grid, row->name ? row->name : tr(lang, "(not known)"), STYLE_PLAIN);
        cell_count(&grid, row->count, lang);
        for (int class = 5; class >= 3; class--)
            cell_count(&grid, row->class[class], lang);
        strbuf_clear(&text);
        strbuf_str(&text, "");
        say_trend(&text, row->trend, row->count, row->before, lang);
        grid_cell(&grid, strbuf_view(&text), style_of_trend(row->trend));
        grid_cell(&grid, advice_cause_title(o->adviser, slice_str(row->cause)), STYLE_PLAIN);
    }
    head(out, title, o);
    print_grid(out, &grid, o);
    say_more(out, rows, o);
    strbuf_release(&text);
}

static void say_auth_rows(struct strbuf *out, const struct report *r, const char *column,
                          const char *others, const struct report_rows *rows,
                          const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct grid grid = {0};
    struct strbuf text = {0};
    if (!rows->len)
        return;
    grid_column(&grid, column, 0, 16);
    grid_column(&grid, tr(lang, "failures"), 1, 0);
    grid_column(&grid, others, 1, 0);
    grid_column(&grid, tr(lang, "first"), 0, 0);
    grid_column(&grid, tr(lang, "last"), 0, 0);
    for (size_t i = 0; i < rows->len; i++) {
        const struct report_row *row = &rows->rows[i];
        cell_str_of(&grid, row->name, STYLE_PLAIN);
        cell_count(&grid, row->count, lang);
        if (row->first)
            cell_count(&grid, row->others, lang);
        else
            cell_str_of(&grid, "–", STYLE_PLAIN);
        const int64_t times[] = {row->first, row->last};
        for (int k = 0; k < 2; k++) {
            strbuf_clear(&text);
            strbuf_str(&text, "");
            if (times[k])
                period_moment(&text, times[k], r->options.period.until, lang);
            grid_cell(&grid, strbuf_view(&text), STYLE_PLAIN);
        }
    }
    print_grid(out, &grid, o);
    say_more(out, rows, o);
    strbuf_release(&text);
}

static void say_auth(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    if (!r->auth_networks.len && !r->auth_users.len)
        return;
    head(out, tr(lang, "Failed logins"), o);
    say_auth_rows(out, r, tr(lang, "from network"), tr(lang, "users"), &r->auth_networks, o);
    if (r->auth_networks.len && r->auth_users.len)
        strbuf_char(out, '\n');
    say_auth_rows(out, r, tr(lang, "as user"), tr(lang, "networks"), &r->auth_users, o);
}

/* ---- Hours --------------------------------------------------------------------------------- */

static void slot_name(struct strbuf *out, const struct report_slot *slot, int is_day,
                      const struct report *r, const struct lang *lang)
{
    if (is_day)
        period_moment(out, slot->time, slot->time + 3 * 86400, lang);
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
        strbuf_str(&text, "");
        for (int64_t k = 0; k < (n * BAR + most - 1) / most; k++)
            strbuf_char(&text, '#');
        grid_cell(&grid, strbuf_view(&text), STYLE_PLAIN);
    }
    head(out, is_day ? tr(lang, "By day") : tr(lang, "By hour"), o);
    print_grid(out, &grid, o);
    strbuf_release(&text);
}

/* ---- Quality ------------------------------------------------------------------------------- */

static void say_quality(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct strbuf text = {0};
    head(out, tr(lang, "What was read"), o);
    top_text_coverage(&text, &r->top.coverage, o);
    wrap_text(out, strbuf_view(&text), INDENT, o->width);
    strbuf_clear(&text);
    for (size_t i = 0; report_say_doubt(&text, r, i, lang); i++)
        paragraph(out, &text, o);
    for (size_t i = 0; i < r->status.strange_len && i < SAMPLES; i++) {
        const struct status_strange *x = &r->status.strange[i];
        strbuf_fmt(&text, tr_n(lang, "Not understood, %lld line such as %s:%lld: ",
                               "Not understood, %lld lines such as %s:%lld: ", (uint64_t)x->lines),
                   (long long)x->lines, x->source, (long long)x->line_no);
        strbuf_slice(&text, slice_head(slice_str(x->sample), SAMPLE_MAX));
        paragraph(out, &text, o);
    }
    strbuf_release(&text);
}

void report_text(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    enum { MOST = 48 };
    struct picked picked[MOST];
    const struct lang *lang = o->adviser->lang;
    say_top(out, r, o);
    say_summary(out, r, o);
    say_alerts(out, r, o);
    top_text_sections(out, &r->top, o);
    size_t n = top_pick(&r->top, picked, o->explain < MOST ? (size_t)o->explain : MOST);
    if (n)
        head(out, tr(lang, "Explained"), o);
    for (size_t i = 0; i < n; i++) {
        if (i)
            strbuf_char(out, '\n');
        top_text_group(out, &r->top, &picked[i], o);
    }
    say_rows(out, tr(lang, "By provider"), tr(lang, "provider"), &r->providers, o);
    say_rows(out, tr(lang, "By host"), tr(lang, "host"), &r->hosts, o);
    say_auth(out, r, o);
    say_hours(out, r, o);
    say_quality(out, r, o);
}
