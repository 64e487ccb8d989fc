/* The report as one JSON object, for programs: a member a section. */
#include "render/report_data.h"

#include "render/json.h"
#include "phrase/health_say.h"
#include "phrase/report_say.h"
#include "render/top_rows.h"
#include "report/sections.h"

/* `covered` says whether the logs cover that period: else 0 failures mean nothing. */
static void json_sums(struct json *j, const char *name, const struct report_sums *sums)
{
    json_open(j, name, '{');
    json_time(j, "since", sums->period.since);
    json_time(j, "until", sums->period.until);
    json_int(j, "covered", sums->known);
    json_int(j, "failures", sums->all);
    for (int class = 3; class <= 5; class++) {
        char key[8] = {(char)('0' + class), 'x', 'x', 0};
        json_int(j, key, sums->class[class]);
    }
    json_close(j, '}');
}

/* A trouble in parts for programs, and in the words that people are told. */
static void json_trouble(struct json *j, const struct health *h, const struct trouble *t,
                         const struct adviser *adviser)
{
    struct strbuf text = {0}, who = {0}, step = {0};
    health_say_trouble(&text, h, t, adviser);
    health_say_who(&who, t, adviser);
    health_say_step(&step, h, t, adviser);
    json_open(j, NULL, '{');
    json_str(j, "kind", health_trouble_word(t->kind));
    json_str(j, "subject", t->subject);
    json_str(j, "cause", t->cause);
    json_str(j, "where", t->where);
    json_int(j, "count", t->n);
    if (t->usual.known)
        json_real(j, "usual", t->usual.usual);
    json_time(j, "first", t->since);
    json_time(j, "last", t->until);
    json_text(j, "who", strbuf_view(&who));
    json_text(j, "step", strbuf_view(&step));
    json_text(j, "text", strbuf_view(&text));
    json_close(j, '}');
    strbuf_release(&text);
    strbuf_release(&who);
    strbuf_release(&step);
}

static void json_troubles(struct json *j, const char *name, const struct health *h, int yours,
                          const struct adviser *adviser)
{
    json_open(j, name, '[');
    for (size_t i = 0; i < h->len; i++)
        if (h->troubles[i].yours == yours)
            json_trouble(j, h, &h->troubles[i], adviser);
    json_close(j, ']');
}

static void json_yours(struct json *j, const struct report *r, const struct adviser *adviser)
{
    json_troubles(j, "todo", &r->health, 1, adviser);
}

static void json_others(struct json *j, const struct report *r, const struct adviser *adviser)
{
    json_troubles(j, "attention", &r->health, 0, adviser);
}

/* Today's figure, what is usual, and the days that it was found by. */
static void json_counts(struct json *j, const struct report *r, const struct adviser *adviser)
{
    const struct health *h = &r->health;
    (void)adviser;
    json_open(j, "counts", '{');
    for (unsigned i = 0; i < HEALTH_COUNTS; i++) {
        const struct health_figure *f = &h->figures[i];
        json_open(j, health_count_word(i), '{');
        json_int(j, "now", f->now);
        if (f->usual.known)
            json_real(j, "usual", f->usual.usual);
        json_open(j, "days", '[');
        for (int k = 0; k < HEALTH_DAYS; k++)
            json_int(j, NULL, f->course[k]);
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, '}');
}

/* The period beside the one before and the same one a week ago. */
static void json_summary(struct json *j, const struct report *r, const struct adviser *adviser)
{
    (void)adviser;
    json_open(j, "summary", '{');
    json_int(j, "reason_not_told", r->now.untold);
    json_sums(j, "period", &r->now);
    json_sums(j, "period_before", &r->before);
    json_sums(j, "week_before", &r->week_before);
    json_close(j, '}');
}

static void json_offenders(struct json *j, const struct report *r, const struct adviser *adviser)
{
    top_json(j, "top", &r->top, adviser);
}

/* The members that the columns of the list stand for, by their names in the contract. */
static void json_list(struct json *j, const char *name, const struct report_list *list,
                      const struct report_rows *rows)
{
    json_open(j, name, '[');
    for (size_t i = 0; i < rows->len; i++) {
        const struct report_row *row = &rows->rows[i];
        json_open(j, NULL, '{');
        json_str(j, "name", row->name);
        json_int(j, "count", row->count);
        if (report_list_has(list, LIST_OTHERS))
            json_int(j, "others", row->others);
        for (int class = 3; class <= 5 && report_list_has(list, LIST_3XX); class++) {
            char key[8] = {(char)('0' + class), 'x', 'x', 0};
            json_int(j, key, row->class[class]);
        }
        if (report_list_has(list, LIST_TREND)) {
            json_int(j, "before", row->before);
            json_str(j, "trend", top_trend_word(row->trend));
        }
        if (report_list_has(list, LIST_RATE)) {
            json_int(j, "delivered", row->delivered);
            json_int(j, "bounced", row->bounced);
            json_int(j, "put_off", row->put_off);
        }
        if (report_list_has(list, LIST_ASKED))
            json_int(j, "greylisted", row->asked);
        if (report_list_has(list, LIST_HALF) && row->waited) {
            json_int(j, "waited", row->waited);
            json_int(j, "waited_median", row->half);
            json_int(j, "waited_95", row->most);
        }
        if (report_list_has(list, LIST_CAUSE))
            json_str(j, "cause", row->cause);
        json_time(j, "first", row->first);
        json_time(j, "last", row->last);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* A section of one list is an array; one of several is an object that has each by its name. */
static void json_lists(struct json *j, const struct report *r, const struct report_section *s)
{
    const char *member = s->member ? s->member : s->id;
    if (!s->lists[0].member) {
        json_list(j, member, &s->lists[0], report_section_rows(r, s, 0));
        return;
    }
    json_open(j, member, '{');
    for (size_t i = 0; i < REPORT_LISTS && s->lists[i].id; i++) {
        const struct report_rows *rows = report_section_rows(r, s, i);
        if (!rows->asked)
            continue;
        json_int(j, "greylisted", rows->asked);
        json_int(j, "accepted", rows->returned);
    }
    for (size_t i = 0; i < REPORT_LISTS && s->lists[i].id; i++)
        json_list(j, s->lists[i].member, &s->lists[i], report_section_rows(r, s, i));
    json_close(j, '}');
}

/* A slot ends where the next one begins, so its end is not told. */
static void json_slots(struct json *j, const char *name, const struct report_slot *slots,
                       size_t len)
{
    json_open(j, name, '[');
    for (size_t i = 0; i < len; i++) {
        json_open(j, NULL, '{');
        json_time(j, "time", slots[i].time);
        json_int(j, "3xx", slots[i].class[3]);
        json_int(j, "4xx", slots[i].class[4]);
        json_int(j, "5xx", slots[i].class[5]);
        json_int(j, "accepted", slots[i].accepted);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_time_section(struct json *j, const struct report *r,
                              const struct adviser *adviser)
{
    (void)adviser;
    json_slots(j, "hours", r->hours, r->hours_len);
    json_slots(j, "days", r->days, REPORT_DAYS);
}

/* How well the logs were understood: gaps, jumps of the clock, lines in no known form. */
static void json_quality(struct json *j, const struct report *r, const struct adviser *adviser)
{
    (void)adviser;
    json_open(j, "quality", '{');
    json_open(j, "gaps", '[');
    for (size_t i = 0; i < r->gaps_len; i++) {
        json_open(j, NULL, '{');
        json_time(j, "since", r->gaps[i].since);
        json_time(j, "until", r->gaps[i].until);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_open(j, "clock_jumps", '[');
    for (size_t i = 0; i < r->jumps_len; i++) {
        json_open(j, NULL, '{');
        json_str(j, "host", r->jumps[i].host);
        json_time(j, "before", r->jumps[i].before);
        json_time(j, "after", r->jumps[i].after);
        json_str(j, "source", r->jumps[i].source);
        json_int(j, "line_no", r->jumps[i].line_no);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_int(j, "future_events", r->future);
    json_open(j, "strange_lines", '[');
    for (size_t i = 0; i < r->status.strange_len; i++) {
        json_open(j, NULL, '{');
        json_str(j, "source", r->status.strange[i].source);
        json_int(j, "line_no", r->status.strange[i].line_no);
        json_int(j, "lines", r->status.strange[i].lines);
        json_str(j, "sample", r->status.strange[i].sample);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

typedef void form_json(struct json *j, const struct report *r, const struct adviser *adviser);
static form_json *const json_forms[FORMS] = {
    [FORM_COUNTS] = json_counts, [FORM_YOURS] = json_yours, [FORM_ATTENTION] = json_others,
    [FORM_SUMMARY] = json_summary,
    [FORM_OFFENDERS] = json_offenders, [FORM_TIME] = json_time_section,
    [FORM_QUALITY] = json_quality,
};

/* Sections without rows stand there as empty arrays, so that programs need not ask. */
void report_json(struct strbuf *out, const struct report *r, const struct adviser *adviser)
{
    struct json j = {0};
    struct strbuf headline = {0};
    report_headline(&headline, r, adviser->lang);
    json_open(&j, NULL, '{');
    json_str(&j, "state", health_state_word(r->health.state));
    json_text(&j, "headline", strbuf_view(&headline));
    for (const struct report_section *s = report_sections; s->id; s++)
        if (!report_section_is_asked(r, s))
            continue;
        else if (s->form == FORM_LISTS)
            json_lists(&j, r, s);
        else
            json_forms[s->form](&j, r, adviser);
    json_close(&j, '}');
    strbuf_slice(out, strbuf_view(&j.out));
    strbuf_char(out, '\n');
    strbuf_release(&j.out);
    strbuf_release(&headline);
}
