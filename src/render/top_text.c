/* Sections share one grid, so that their columns stand below each other. */
#include "render/top_text.h"

#include "event/causes.h"
#include "render/format.h"
#include "render/grid.h"
#include "render/health_text.h"
#include "render/lay.h"
#include "render/link.h"
#include "phrase/explained.h"
#include "phrase/say.h"

#include <stdlib.h>

enum { INDENT = 2, LARGE = 110, WIDE = 130, WIDEST = 150, COURSE = 12 };

/* "1,204,113 lines read   99.8 % recognised   last line 18:03:58" */
void top_text_coverage(struct strbuf *out, const struct coverage *c, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct strbuf part = {0};
    lay_count(out, c->lines, tr_n(lang, "line read", "lines read", (uint64_t)c->lines), o->width,
              lang);
    if (coverage_recognised(c) >= 0) {
        say_percent(&part, coverage_recognised(c), lang);
        strbuf_fmt(&part, " %s", tr(lang, "recognised"));
        lay_part(out, strbuf_view(&part), o->width);
    }
    if (c->last_time) {
        strbuf_clear(&part);
        strbuf_fmt(&part, "%s ", tr(lang, "last line"));
        period_clock(&part, c->last_time);
        lay_part(out, strbuf_view(&part), o->width);
    }
    strbuf_release(&part);
}

static void replies_part(struct strbuf *out, const struct top *t, int width,
                         const struct lang *lang)
{
    struct strbuf part = {0};
    say_replies(&part, &t->coverage, t->options.unit == UNIT_EVENTS ? t->count : 0, lang);
    lay_part(out, strbuf_view(&part), width);
    strbuf_release(&part);
}

void top_text_header(struct strbuf *out, const struct top *t, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct strbuf lines = {0};
    lay_subject(&lines, tr(lang, "Failures"), t->options.period, &t->coverage, o->width, lang);
    lay_count(&lines, t->count, say_unit(t->options.unit, t->count, lang), o->width, lang);
    if (filter_is_any(&t->options.filter))
        replies_part(&lines, t, o->width, lang);
    strbuf_char(&lines, '\n');
    top_text_coverage(&lines, &t->coverage, o);
    strbuf_char(&lines, '\n');
    strbuf_slice(out, strbuf_view(&lines));
    strbuf_release(&lines);
}

/* ---- Sections ------------------------------------------------------------------------------ */

/* What a column shows of a group. */
enum show { SHOW_RANK, SHOW_COUNT, SHOW_SHARE, SHOW_CODE, SHOW_KEY, SHOW_CAUSE, SHOW_WHERE,
            SHOW_SENDER, SHOW_PROVIDER, SHOW_TREND, SHOW_COURSE, SHOW_LAST, SHOWS };

static const struct {
    const char *title;
    int right, least;
    int from_width;                     /* shown on terminals of so many columns */
} shows[SHOWS] = {
    [SHOW_RANK] = {"#", 1, 0, 0},
    [SHOW_COUNT] = {N_("count"), 1, 0, 0},
    [SHOW_SHARE] = {N_("share"), 1, 0, 0},
    [SHOW_CODE] = {N_("code"), 0, 0, 0},
    [SHOW_KEY] = {"", 0, 12, 0},
    [SHOW_CAUSE] = {N_("cause"), 0, 14, 0},
    [SHOW_WHERE] = {N_("where"), 0, 12, 0},
    [SHOW_SENDER] = {N_("sender"), 0, 14, WIDE},
    [SHOW_PROVIDER] = {N_("provider"), 0, 8, WIDEST},
    [SHOW_TREND] = {N_("trend"), 0, 0, 0},
    [SHOW_COURSE] = {N_("course"), 0, 0, LARGE},
    [SHOW_LAST] = {N_("last"), 0, 0, 0},
};

static int is_shown(enum show show, const struct top *t, int width)
{
    enum group_key key = t->options.key;
    if (show == SHOW_KEY && group_keys[key].told)
        return 0;
    if (show == SHOW_WHERE && !group_keys[key].told && width < LARGE)
        return 0;
    if ((show == SHOW_TREND && !t->before_known) || (show == SHOW_COURSE && !t->course_known))
        return 0;
    return width >= shows[show].from_width;
}

static void cause_cell(struct strbuf *out, const struct top_group *g, const struct text_options *o)
{
    const struct leaders *l = &g->lead[LEAD_CAUSE];
    struct smtplog_slice cause = l->distinct ? l->top[0].text : slice_of(NULL, 0);
    if (!cause.len || (slice_is(cause, CAUSE_OTHER) && l->distinct < 2)) {
        struct advice advice;
        advice_of(o->adviser, g, &advice);      /* no cause: what the code says */
        strbuf_slice(out, advice.title.len ? advice.title : slice_str(tr(o->adviser->lang,
                                                                         "(not known)")));
        return;
    }
    strbuf_slice(out, advice_cause_title(o->adviser, cause));
    if (l->distinct > 1)
        strbuf_fmt(out, " +%zu", l->distinct - 1);
}

/* Half as fine where there is little room. */
static void course_cell(struct strbuf *out, const struct top_group *g, int width)
{
    int64_t halves[COURSE] = {0};
    for (size_t i = 0; i < TOP_COURSE; i++)
        halves[i * COURSE / TOP_COURSE] += g->course[i];
    if (width < WIDEST)
        say_course(out, halves, COURSE);
    else
        say_course(out, g->course, TOP_COURSE);
}

static void cell_text_of(struct strbuf *out, enum show show, const struct top *t,
                         const struct picked *p, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    const struct top_group *g = p->group;
    switch (show) {
    case SHOW_RANK: strbuf_fmt(out, "%d", p->rank); break;
    case SHOW_COUNT: lang_count(out, g->count, lang); break;
    case SHOW_SHARE: say_share(out, g->count, p->section->count); break;
    case SHOW_CODE:
        if (t->options.key == GROUP_CODE && g->key && g->lead[LEAD_CODE].distinct != 1)
            strbuf_str(out, g->key);    /* what was asked for; its enhanced codes differ */
        else
            say_code(out, g, lang);
        break;
    case SHOW_KEY: strbuf_str(out, g->key ? g->key : tr(lang, "(not known)")); break;
    case SHOW_CAUSE: cause_cell(out, g, o); break;
    case SHOW_WHERE: say_where(out, g, lang); break;
    case SHOW_SENDER: say_leader(out, g, LEAD_SENDER, lang); break;
    case SHOW_PROVIDER: say_leader(out, g, LEAD_PROVIDER, lang); break;
    case SHOW_TREND: say_trend(out, g->trend, g->count, g->before, lang); break;
    case SHOW_COURSE: course_cell(out, g, o->width); break;
    case SHOW_LAST: period_moment(out, g->last, t->options.period.until, lang); break;
    default: break;
    }
}

static void add_row(struct grid *grid, const struct top *t, const struct picked *p,
                    const struct text_options *o)
{
    struct strbuf text = {0};
    for (unsigned i = 0; i < SHOWS; i++) {
        if (!is_shown(i, t, o->width))
            continue;
        strbuf_clear(&text);
        cell_text_of(&text, i, t, p, o);
        enum style_kind style = i == SHOW_TREND ? style_of_trend(p->group->trend)
                              : i == SHOW_CODE ? style_of_class(p->group->class) : STYLE_PLAIN;
        grid_cell(grid, strbuf_view(&text), style);
    }
    strbuf_release(&text);
}

static void section_head(struct strbuf *out, const struct top *t, const struct top_section *s,
                         const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct strbuf text = {0};
    strbuf_fmt(&text, "%dxx %s   ", s->class, say_class(s->class, lang));
    lang_count(&text, s->count, lang);
    lay_styled(out, text.ptr, style_of_class(s->class), o->style);
    strbuf_clear(&text);
    if (s->trend == TREND_UNKNOWN) {
        strbuf_str(out, "   ");
        lay_styled(out, t->before_covered
                        ? tr(lang, "not compared: part of the period is not logged")
                        : tr(lang, "no logs of the period before"), STYLE_FAINT, o->style);
    } else {
        say_trend(&text, s->trend, s->count, s->before, lang);
        strbuf_str(out, "   ");
        lay_styled(out, text.ptr, style_of_trend(s->trend), o->style);
    }
    if (s->class == 3 && o->width >= 100)
        strbuf_fmt(out, "   %s", tr(lang, "dialogues that went no further than this reply"));
    strbuf_char(out, '\n');
    strbuf_release(&text);
}

/* Groups left out; of deferrals, how they went on; what came after an intermediate reply. */
static void section_foot(struct strbuf *out, const struct top *t, const struct top_section *s,
                         const struct text_options *o)
{
    struct strbuf text = {0};
    for (size_t i = 0; say_note(&text, t, s, i, o->adviser->lang); i++) {
        wrap_text(out, strbuf_view(&text), INDENT, o->width);
        strbuf_clear(&text);
    }
    strbuf_release(&text);
}

static size_t shown_of(const struct top_section *s, const struct text_options *o)
{
    size_t most = o->section_rows ? (size_t)o->section_rows : s->len;
    return s->len < most ? s->len : most;
}

void top_text_sections(struct strbuf *out, const struct top *t, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct grid grid = {0};
    for (unsigned i = 0; i < SHOWS; i++)
        if (is_shown(i, t, o->width))
            grid_column(&grid, i == SHOW_KEY ? tr(lang, group_keys[t->options.key].title)
                                             : tr(lang, shows[i].title),
                        shows[i].right, shows[i].least);
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < shown_of(&t->section[i], o); k++)
            add_row(&grid, t, &(struct picked){&t->section[i], &t->section[i].groups[k],
                                               (int)k + 1, 0}, o);
    grid_fit(&grid, o->width, INDENT);
    for (size_t i = 0, row = 0; i < 3; i++) {
        const struct top_section *s = &t->section[i];
        if (t->options.filter.class && t->options.filter.class != s->class)
            continue;
        if (o->section_rows && !s->len)
            continue;
        strbuf_str(out, o->section_rows ? "" : "\n");
        section_head(out, t, s, o);
        if (s->len && (!o->section_rows || !row))
            grid_head(&grid, out, INDENT, o->style);
        for (size_t k = 0; k < shown_of(s, o); k++)
            grid_line(&grid, out, row++, INDENT, o->style);
        if (!o->section_rows)
            section_foot(out, t, s, o);
    }
    grid_release(&grid);
}

/* ---- Explanations -------------------------------------------------------------------------- */

static int by_turn(const void *left, const void *right)
{
    const struct picked *x = left, *y = right;
    if (x->turn != y->turn)
        return x->turn < y->turn ? -1 : 1;
    if (x->group->count != y->group->count)
        return x->group->count > y->group->count ? -1 : 1;
    return x->section != y->section ? (x->section < y->section ? -1 : 1) : x->rank - y->rank;
}

size_t top_pick(const struct top *t, const struct adviser *adviser, struct picked *picked,
                size_t n)
{
    enum { OF_SECTION = 16 };
    struct picked all[3 * OF_SECTION];
    size_t len = 0;
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < t->section[i].len && k < OF_SECTION; k++) {
            const struct top_group *g = &t->section[i].groups[k];
            struct advice advice;
            advice_of(adviser, g, &advice);
            all[len++] = (struct picked){&t->section[i], g, (int)k + 1,
                                         who_turn(advice.who_acts, advice.side)};
        }
    qsort(all, len, sizeof *all, by_turn);
    n = n < len ? n : len;
    for (size_t i = 0; i < n; i++)
        picked[i] = all[i];
    return n;
}

static int label_width(const struct explained *x)
{
    int width = 0;
    for (size_t i = 0; i < EXPLAINED_LINES; i++) {
        int w = text_width(slice_str(x->lines[i].label));
        width = w > width ? w : width;
    }
    return width;
}

/* "5xx #1  550 5.7.26  sender unauthenticated  gmail.com +12": the house's part of it leads to the
 * page that says more, the place is a stranger's. */
static void group_head(struct strbuf *out, const struct picked *p, const struct advice *advice,
                       const struct text_options *o)
{
    struct strbuf text = {0}, safe = {0};
    enum style_kind kind = style_of_class(p->group->class);
    size_t own = 0;
    strbuf_fmt(&text, "%dxx #%d", p->group->class, p->rank);
    for (int i = 0; i < 3; i++) {
        size_t before = text.len;
        strbuf_str(&text, "  ");
        if (i == 0)
            say_code(&text, p->group, o->adviser->lang);
        else if (i == 1)
            strbuf_slice(&text, advice->title);
        else
            say_where(&text, p->group, o->adviser->lang);
        if (text.len == before + 2)
            text.len = before;
        own = i < 2 ? text.len : own;
    }
    text_for_terminal(&safe, slice_trim(strbuf_view(&text)));
    strbuf_clear(&text);
    text_fit(&text, strbuf_view(&safe), o->width);
    if (!slice_eq(slice_head(strbuf_view(&text), own), slice_head(strbuf_view(&safe), own)))
        own = text.len;                 /* it was cut within */
    strbuf_str(out, style_begin(o->style, kind));
    link_words(out, slice_head(strbuf_view(&text), own), advice->source, o->style);
    strbuf_slice(out, slice_from(strbuf_view(&text), own));
    strbuf_fmt(out, "%s\n", style_end(o->style, kind));
    strbuf_release(&text);
    strbuf_release(&safe);
}

void top_text_group(struct strbuf *out, const struct top *t, const struct picked *p,
                    const struct text_options *o)
{
    struct explained x;
    explained_fill(&x, o->adviser, t, p->group);
    group_head(out, p, &x.advice, o);
    for (size_t i = 0; i < EXPLAINED_LINES; i++)
        lay_labelled(out, x.lines[i].label, label_width(&x), x.lines[i].text, INDENT, o->width,
                     o->style);
    explained_release(&x);
}

void top_text(struct strbuf *out, const struct top *t, const struct health *h,
              const struct text_options *o)
{
    enum { MOST = 48 };
    struct picked picked[MOST];
    const struct lang *lang = o->adviser->lang;
    top_text_header(out, t, o);
    if (filter_is_any(&t->options.filter)) {
        health_text_verdict(out, h, o);
        health_text_lists(out, h, o);
    } else {
        health_text_list(out, h, HEALTH_TEXT_UNLOGGED, o);
    }
    if (t->count == 0) {
        strbuf_char(out, '\n');
        say_none(out, &t->coverage, filter_is_any(&t->options.filter), lang);
        strbuf_char(out, '\n');
        return;
    }
    top_text_sections(out, t, o);
    size_t n = top_pick(t, o->adviser, picked, o->explain < MOST ? (size_t)o->explain : MOST);
    for (size_t i = 0; i < n; i++) {
        strbuf_char(out, '\n');
        top_text_group(out, t, &picked[i], o);
    }
}
