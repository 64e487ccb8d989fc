#include "render/report_markdown.h"

#include "render/format.h"
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
    strbuf_str(text, "");
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

static void summary(struct strbuf *out, const struct report *r, const struct lang *lang)
{
    const char *const titles[] = {tr(lang, "class"), tr(lang, "failures"), tr(lang,
                                                                              "period before"),
                                  tr(lang, "change"), tr(lang, "a week before"), tr(lang,
                                                                                    "change")};
    struct strbuf text = {0};
    strbuf_fmt(out, "\n## %s\n", tr(lang, "Summary"));
    table_head(out, titles, "lrrlrl");
    for (int class = 5; class >= 2; class--) {
        int which = class == 2 ? 0 : class;
        if (which)
            strbuf_fmt(&text, "%dxx %s", class, say_class(class, lang));
        else
            strbuf_str(&text, tr(lang, "together"));
        cell_buf(out, &text);
        cell_count(out, which ? r->now.class[class] : r->now.all, lang);
        const struct report_sums *const then[] = {&r->before, &r->week_before};
        for (int i = 0; i < 2; i++) {
            report_say_sum(&text, then[i], which, lang);
            cell_buf(out, &text);
            report_say_change(&text, r, then[i], which, lang);
            cell_buf(out, &text);
        }
        row_end(out);
    }
    strbuf_release(&text);
}

static void alerts(struct strbuf *out, const struct report *r, const struct adviser *adviser)
{
    struct strbuf text = {0};
    strbuf_fmt(out, "\n## %s\n\n", tr(adviser->lang, "Needs attention now"));
    if (!r->alerts_len)
        strbuf_fmt(out, "%s\n", tr(adviser->lang, "Nothing out of the usual."));
    for (size_t i = 0; i < r->alerts_len; i++) {
        strbuf_clear(&text);
        report_say_alert(&text, &r->alerts[i], r, adviser);
        strbuf_fmt(out, "%zu. ", i + 1);
        format_markdown_text(out, strbuf_view(&text));
        strbuf_char(out, '\n');
    }
    strbuf_release(&text);
}

static void section(struct strbuf *out, const struct report *r, const struct top_section *s,
                    const struct adviser *adviser)
{
    const struct lang *lang = adviser->lang;
    const char *const titles[] = {"#", tr(lang, "count"), tr(lang, "share"), tr(lang, "code"),
                                  tr(lang, "cause"), tr(lang, "where"), tr(lang, "trend"),
                                  tr(lang, "last")};
    struct strbuf text = {0};
    strbuf_fmt(out, "\n## %dxx %s: ", s->class, say_class(s->class, lang));
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
        say_where(&text, g);
        cell_buf(out, &text);
        say_trend(&text, g->trend, g->count, g->before, lang);
        cell_buf(out, &text);
        period_moment(&text, g->last, r->options.period.until, lang);
        cell_buf(out, &text);
        row_end(out);
    }
    if (s->more_groups) {
        struct strbuf groups = {0}, n = {0};
        lang_count(&groups, (int64_t)s->more_groups, lang);
        lang_count(&n, s->more_count, lang);
        strbuf_fmt(&text, tr_n(lang, "and %s more group, %s", "and %s more groups, %s",
                               s->more_groups), groups.ptr, n.ptr);
        paragraph(out, &text);
        strbuf_release(&groups);
        strbuf_release(&n);
    }
    strbuf_release(&text);
}

static void explained(struct strbuf *out, const struct report *r, const struct picked *p,
                      const struct adviser *adviser)
{
    static const char *const labels[] = {N_("What it means"), N_("When you see it"),
                                         N_("How to fix"),
                                         N_("Who must act"), N_("Won't help"), N_("Sample")};
    const struct lang *lang = adviser->lang;
    struct advice advice;
    struct strbuf facts = {0}, who = {0}, code = {0};
    advice_of(adviser, p->group, &advice);
    say_facts(&facts, &r->top, p->group, lang);
    who_words(&who, lang, advice.who_acts, advice.side);
    say_code(&code, p->group, lang);
    const struct smtplog_slice texts[] = {advice.means, strbuf_view(&facts), advice.how_to_fix,
                                          strbuf_view(&who), advice.wont_help,
                                          slice_str(p->group->sample.text)};
    strbuf_fmt(out, "\n### %dxx #%d ", p->group->class, p->rank);
    strbuf_slice(out, strbuf_view(&code));
    strbuf_str(out, code.len ? " " : "");
    format_markdown_text(out, advice.title);
    strbuf_str(out, "\n\n");
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (!texts[i].len)
            continue;
        strbuf_fmt(out, "- **%s**: ", tr(lang, labels[i]));
        format_markdown_text(out, texts[i]);
        strbuf_char(out, '\n');
    }
    strbuf_release(&facts);
    strbuf_release(&who);
    strbuf_release(&code);
}

static void rows(struct strbuf *out, const char *title, const char *column,
                 const struct report_rows *list, const struct adviser *adviser)
{
    const struct lang *lang = adviser->lang;
    const char *const titles[] = {column, tr(lang, "failures"), "5xx", "4xx", "3xx", tr(lang,
                                                                                        "trend"),
                                  tr(lang, "most of it")};
    struct strbuf text = {0};
    if (!list->len)
        return;
    strbuf_fmt(out, "\n## %s\n", title);
    table_head(out, titles, "lrrrrll");
    for (size_t i = 0; i < list->len; i++) {
        const struct report_row *row = &list->rows[i];
        cell(out, slice_str(row->name ? row->name : tr(lang, "(not known)")));
        cell_count(out, row->count, lang);
        for (int class = 5; class >= 3; class--)
            cell_count(out, row->class[class], lang);
        say_trend(&text, row->trend, row->count, row->before, lang);
        cell_buf(out, &text);
        cell(out, advice_cause_title(adviser, slice_str(row->cause)));
        row_end(out);
    }
    strbuf_release(&text);
}

static void auth(struct strbuf *out, const struct report *r, const struct lang *lang)
{
    const struct { const char *column, *others; const struct report_rows *rows; } tables[] = {
        {tr(lang, "from network"), tr(lang, "users"), &r->auth_networks},
        {tr(lang, "as user"), tr(lang, "networks"), &r->auth_users},
    };
    if (r->auth_networks.len || r->auth_users.len)
        strbuf_fmt(out, "\n## %s\n", tr(lang, "Failed logins"));
    for (int t = 0; t < 2; t++) {
        const char *const titles[] = {tables[t].column, tr(lang, "failures"), tables[t].others};
        if (tables[t].rows->len)
            table_head(out, titles, "lrr");
        for (size_t i = 0; i < tables[t].rows->len; i++) {
            cell(out, slice_str(tables[t].rows->rows[i].name));
            cell_count(out, tables[t].rows->rows[i].count, lang);
            if (tables[t].rows->rows[i].first)
                cell_count(out, tables[t].rows->rows[i].others, lang);
            else
                cell(out, slice_str("–"));
            row_end(out);
        }
    }
}

static void slots(struct strbuf *out, const struct report *r, const struct lang *lang)
{
    int is_day = r->hours_len == 0;
    const struct report_slot *list = is_day ? r->days : r->hours;
    size_t len = is_day ? REPORT_DAYS : r->hours_len;
    const char *const titles[] = {is_day ? tr(lang, "day") : tr(lang, "hour"), "5xx", "4xx", "3xx"};
    struct strbuf text = {0};
    strbuf_fmt(out, "\n## %s\n", is_day ? tr(lang, "By day") : tr(lang, "By hour"));
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

static void quality(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct strbuf text = {0};
    strbuf_fmt(out, "\n## %s\n", tr(lang, "What was read"));
    struct text_options wide = *o;
    wide.width = 1000;
    top_text_coverage(&text, &r->top.coverage, &wide);
    paragraph(out, &text);
    for (size_t i = 0; report_say_doubt(&text, r, i, lang); i++)
        paragraph(out, &text);
    strbuf_release(&text);
}

void report_markdown(struct strbuf *out, const struct report *r, const struct text_options *o)
{
    enum { MOST = 48 };
    struct picked picked[MOST];
    const struct lang *lang = o->adviser->lang;
    struct strbuf text = {0};
    strbuf_fmt(out, "# %s ", tr(lang, "Mail report"));
    period_text(out, r->options.period, lang);
    strbuf_char(out, '\n');
    report_headline(&text, r, lang);
    paragraph(out, &text);
    summary(out, r, lang);
    alerts(out, r, o->adviser);
    for (int i = 0; i < 3; i++)
        section(out, r, &r->top.section[i], o->adviser);
    size_t n = top_pick(&r->top, picked, o->explain < MOST ? (size_t)o->explain : MOST);
    if (n)
        strbuf_fmt(out, "\n## %s\n", tr(lang, "Explained"));
    for (size_t i = 0; i < n; i++)
        explained(out, r, &picked[i], o->adviser);
    rows(out, tr(lang, "By provider"), tr(lang, "provider"), &r->providers, o->adviser);
    rows(out, tr(lang, "By host"), tr(lang, "host"), &r->hosts, o->adviser);
    auth(out, r, lang);
    slots(out, r, lang);
    quality(out, r, o);
    strbuf_release(&text);
}
