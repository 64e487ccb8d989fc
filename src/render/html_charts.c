/* The page's charts: failures by hour, by day, and the top causes. */
#include "render/chart.h"
#include "base/units.h"
#include "render/html_parts.h"
#include "query/period.h"

#include "base/mem.h"

#include <stdlib.h>

enum { CAUSES = 10 };

/* Names and labels of the slots: two texts each, the caller's. */
struct slot_texts {
    struct strbuf name, label;
};

/* "22 Nov" whatever day it is; "18:00" */
static void say_date(struct strbuf *out, int64_t time, const struct lang *lang)
{
    period_moment(out, time, time + 3 * DAY, lang);
}

static void say_hour(struct strbuf *out, int64_t time, const struct lang *lang)
{
    period_moment(out, time, time, lang);
}

static void name_slot(struct slot_texts *texts, const struct html_page *p, int64_t time,
                      int is_day)
{
    const struct period period = p->r->options.period;
    int is_long = period.until - period.since > DAY + 3600;
    if (is_day || is_long)
        say_date(&texts->name, time, p->lang);
    if (!is_day && is_long)
        strbuf_char(&texts->name, ' ');
    if (!is_day)
        say_hour(&texts->name, time, p->lang);
    if (is_day || (is_long && time == period_day_of(time)))
        say_date(&texts->label, time, p->lang);
    else
        say_hour(&texts->label, time, p->lang);
}

static void columns(const struct html_page *p, struct chart *chart,
                    const struct report_slot *slots, size_t len, int is_day)
{
    const struct period period = p->r->options.period;
    struct slot_texts *texts = mem_alloc((len + 1) * sizeof *texts);
    struct chart_slot *drawn = mem_alloc((len + 1) * sizeof *drawn);
    for (size_t i = 0; i < len; i++) {
        name_slot(&texts[i], p, slots[i].time, is_day);
        drawn[i] = (struct chart_slot){
            .name = strbuf_view(&texts[i].name), .label = strbuf_view(&texts[i].label),
            .accepted = slots[i].accepted,
            .marked = is_day && slots[i].time < period.until && slots[i].end > period.since,
        };
        memcpy(drawn[i].class, slots[i].class, sizeof drawn[i].class);
    }
    chart->slots = drawn;
    chart->len = len;
    chart->lang = p->lang;
    chart_columns(p->out, chart);
    for (size_t i = 0; i < len; i++) {
        strbuf_release(&texts[i].name);
        strbuf_release(&texts[i].label);
    }
    free(texts);
    free(drawn);
}

static int by_count(const void *left, const void *right)
{
    const struct top_group *x = *(const struct top_group *const *)left,
                           *y = *(const struct top_group *const *)right;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->class != y->class ? y->class - x->class
                                : strcmp(x->key ? x->key : "", y->key ? y->key : "");
}

/* The largest groups of all classes. */
static void causes(const struct html_page *p)
{
    const struct top *t = &p->r->top;
    size_t len = 0;
    const struct top_group **groups =
        mem_alloc((t->section[0].len + t->section[1].len + t->section[2].len +
                   1) * sizeof *groups);
    struct chart_bar bars[CAUSES];
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < t->section[i].len; k++)
            groups[len++] = &t->section[i].groups[k];
    qsort(groups, len, sizeof *groups, by_count);
    len = len < CAUSES ? len : CAUSES;
    for (size_t i = 0; i < len; i++)
        bars[i] = (struct chart_bar){html_title_of(p, groups[i]), groups[i]->class,
                                     groups[i]->count};
    if (len)
        chart_bars(p->out, tr(p->lang, "Top causes"), tr(p->lang, "cause"), bars, len, p->lang);
    free(groups);
}

void html_charts(const struct html_page *p)
{
    struct chart hours = {.id = "hours", .title = tr(p->lang, "Failures by hour"),
                          .column = tr(p->lang, "hour")},
                 days = {.id = "days", .title = tr(p->lang, "Failures by day, the last 30 days"),
                         .column = tr(p->lang, "day")};
    if (p->r->hours_len)
        columns(p, &hours, p->r->hours, p->r->hours_len, 0);
    columns(p, &days, p->r->days, REPORT_DAYS, 1);
    causes(p);
}
