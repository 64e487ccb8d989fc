/* The page's charts: by hour where the period is short, and by day; each side of mail its own. */
#include "render/chart.h"
#include "base/units.h"
#include "render/html_parts.h"
#include "render/sides.h"
#include "query/period.h"

#include "base/mem.h"

#include <stdlib.h>

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

/* What a slot is called: a name for its hint, which says the day where a period has several, and
 * a short label for the axis. */
static void name_slot(struct slot_texts *texts, const struct html_page *p, int64_t time,
                      int is_day)
{
    const struct period period = p->r->options.period;
    int is_long = period.until - period.since > DAY + HOUR;
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

/* The slots of one side as the chart wants them. */
static void columns(const struct html_page *p, struct chart *chart, enum report_side side,
                    const struct report_slot *slots, size_t len, int is_day)
{
    const struct period period = p->r->options.period;
    struct slot_texts *texts = mem_alloc((len + 1) * sizeof *texts);
    struct chart_slot *drawn = mem_alloc((len + 1) * sizeof *drawn);
    for (size_t i = 0; i < len; i++) {
        name_slot(&texts[i], p, slots[i].time, is_day);
        drawn[i] = (struct chart_slot){
            .name = strbuf_view(&texts[i].name), .label = strbuf_view(&texts[i].label),
            .well = slots[i].mail[side],
            .marked = is_day && slots[i].time < period.until && slots[i].end > period.since,
        };
        memcpy(drawn[i].class, slots[i].failed[side], sizeof drawn[i].class);
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

/* A side without failures has no picture, and an empty one is as good as none. */
static void charts(const struct html_page *p, const struct report_slot *slots, size_t len,
                   int is_day)
{
    static const char *const ids[REPORT_SIDES] = {
        [SIDE_OUT] = "outbound", [SIDE_IN] = "inbound", [SIDE_HOME] = "local",
    };
    strbuf_str(p->out, "<div class=\"charts\">\n");
    for (int side = 0; side < REPORT_SIDES; side++) {
        struct strbuf id = {0};
        strbuf_fmt(&id, "%s-%s", ids[side], is_day ? "days" : "hours");
        struct chart chart = {
            .id = id.ptr, .title = side_chart_title(side, is_day, p->lang),
            .column = is_day ? tr(p->lang, "day") : tr(p->lang, "hour"),
            .well = side_well(side, p->lang), .drawn_well = p->r->health.has_flows,
        };
        if (side_is_drawn(side, slots, len))
            columns(p, &chart, side, slots, len, is_day);
        strbuf_release(&id);
    }
    strbuf_str(p->out, "</div>\n");
}

void html_charts(const struct html_page *p)
{
    if (p->r->hours_len)
        charts(p, p->r->hours, p->r->hours_len, 0);
    charts(p, p->r->days, REPORT_DAYS, 1);
}
