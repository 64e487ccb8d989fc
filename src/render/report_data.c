#include "render/report_data.h"

#include "render/json.h"
#include "phrase/report_say.h"
#include "render/top_rows.h"

#include <stdlib.h>

/* ---- JSON ---------------------------------------------------------------------------------- */

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

static void json_alerts(struct json *j, const struct report *r, const struct adviser *adviser)
{
    struct strbuf text = {0};
    json_open(j, "attention", '[');
    for (size_t i = 0; i < r->alerts_len; i++) {
        const struct alert *a = &r->alerts[i];
        strbuf_clear(&text);
        report_say_alert(&text, a, r, adviser);
        json_open(j, NULL, '{');
        json_str(j, "kind", report_alert_word(a->kind));
        json_str(j, "subject", a->subject);
        json_str(j, "cause", a->cause);
        json_int(j, "count", a->now);
        json_int(j, "before", a->before);
        if (a->periods)
            json_real(j, "usual", a->usual);
        json_time(j, "first", a->first);
        json_text(j, "text", strbuf_view(&text));
        json_close(j, '}');
    }
    json_close(j, ']');
    strbuf_release(&text);
}

static void json_rows(struct json *j, const char *name, const struct report_rows *rows, int auth)
{
    json_open(j, name, '[');
    for (size_t i = 0; i < rows->len; i++) {
        const struct report_row *row = &rows->rows[i];
        json_open(j, NULL, '{');
        json_str(j, "name", row->name);
        json_int(j, "count", row->count);
        if (auth) {
            json_int(j, "others", row->others);
        } else {
            for (int class = 3; class <= 5; class++) {
                char key[8] = {(char)('0' + class), 'x', 'x', 0};
                json_int(j, key, row->class[class]);
            }
            json_int(j, "before", row->before);
            json_str(j, "trend", top_trend_word(row->trend));
            json_str(j, "cause", row->cause);
        }
        json_time(j, "first", row->first);
        json_time(j, "last", row->last);
        json_close(j, '}');
    }
    json_close(j, ']');
}

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

static void json_quality(struct json *j, const struct report *r)
{
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

void report_json(struct strbuf *out, const struct report *r, const struct adviser *adviser)
{
    struct json j = {0};
    struct strbuf headline = {0};
    report_headline(&headline, r, adviser->lang);
    json_open(&j, NULL, '{');
    json_text(&j, "headline", strbuf_view(&headline));
    json_open(&j, "summary", '{');
    json_sums(&j, "period", &r->now);
    json_sums(&j, "period_before", &r->before);
    json_sums(&j, "week_before", &r->week_before);
    json_close(&j, '}');
    json_alerts(&j, r, adviser);
    top_json(&j, "top", &r->top, adviser);
    json_rows(&j, "providers", &r->providers, 0);
    json_rows(&j, "hosts", &r->hosts, 0);
    json_open(&j, "auth", '{');
    json_rows(&j, "networks", &r->auth_networks, 1);
    json_rows(&j, "users", &r->auth_users, 1);
    json_close(&j, '}');
    json_slots(&j, "hours", r->hours, r->hours_len);
    json_slots(&j, "days", r->days, REPORT_DAYS);
    json_quality(&j, r);
    json_close(&j, '}');
    strbuf_slice(out, strbuf_view(&j.out));
    strbuf_char(out, '\n');
    strbuf_release(&j.out);
    strbuf_release(&headline);
}

/* ---- CSV ----------------------------------------------------------------------------------- */

enum { SECTION, NAME, COUNT, BEFORE, TREND, CODE, CAUSE, TEXT, FIRST, LAST, CELLS };
static const struct column columns[CELLS] = {
    {.name = "section"}, {.name = "name"}, {.name = "count", .number = 1},
    {.name = "before", .number = 1}, {.name = "trend"}, {.name = "code"}, {.name = "cause"},
    {.name = "text"}, {.name = "first"}, {.name = "last"},
};

struct sheet {
    struct format_writer *writer;
    struct strbuf first, last;
};

static struct cell time_cell(struct strbuf *text, int64_t time)
{
    strbuf_clear(text);
    if (time)
        period_rfc3339(text, time);
    return time ? cell_text(strbuf_view(text)) : cell_str(NULL);
}

static void put(struct sheet *sheet, struct cell *cells, int64_t first, int64_t last)
{
    cells[FIRST] = time_cell(&sheet->first, first);
    cells[LAST] = time_cell(&sheet->last, last);
    format_row(sheet->writer, cells);
}

static struct cell before_cell(int known, int64_t n)
{
    return known ? cell_int(n) : cell_str(NULL);
}

static void csv_summary(struct sheet *sheet, const struct report *r)
{
    for (int class = 5; class >= 2; class--) {
        const char name[] = {(char)('0' + class), 'x', 'x', 0};
        int64_t now = class == 2 ? r->now.all : r->now.class[class];
        int64_t before = class == 2 ? r->before.all : r->before.class[class];
        struct cell cells[CELLS] = {
            [SECTION] = cell_str("summary"), [NAME] = cell_str(class == 2 ? "all" : name),
            [COUNT] = cell_int(now), [BEFORE] = before_cell(r->before.known, before),
            [TREND] = cell_str(top_trend_word(trend_of(now, before, r->before.known))),
        };
        put(sheet, cells, r->now.period.since, r->now.period.until);
    }
}

static void csv_alerts(struct sheet *sheet, const struct report *r, const struct adviser *adviser)
{
    struct strbuf text = {0};
    for (size_t i = 0; i < r->alerts_len; i++) {
        const struct alert *a = &r->alerts[i];
        strbuf_clear(&text);
        report_say_alert(&text, a, r, adviser);
        struct cell cells[CELLS] = {
            [SECTION] = cell_str("attention"), [NAME] = cell_str(a->subject),
            [COUNT] = cell_int(a->now), [BEFORE] = cell_int(a->before),
            [TREND] = cell_str(report_alert_word(a->kind)), [CAUSE] = cell_str(a->cause),
            [TEXT] = cell_text(strbuf_view(&text)),
        };
        put(sheet, cells, a->first, 0);
    }
    strbuf_release(&text);
}

static void csv_groups(struct sheet *sheet, const struct report *r, const struct top_section *s)
{
    const char section[] = {(char)('0' + s->class), 'x', 'x', 0};
    for (size_t i = 0; i < s->len; i++) {
        const struct top_group *g = &s->groups[i];
        const struct leaders *code = &g->lead[LEAD_CODE];
        struct cell cells[CELLS] = {
            [SECTION] = cell_str(section), [NAME] = cell_str(g->key), [COUNT] = cell_int(g->count),
            [BEFORE] = before_cell(r->top.before_known, g->before),
            [TREND] = cell_str(top_trend_word(g->trend)), [CAUSE] = cell_str(g->key),
            [CODE] = code->distinct ? cell_text(code->top[0].text) : cell_str(NULL),
            [TEXT] = cell_str(g->sample.text),
        };
        put(sheet, cells, g->first, g->last);
    }
}

static void csv_rows(struct sheet *sheet, const char *section, const struct report_rows *rows)
{
    for (size_t i = 0; i < rows->len; i++) {
        const struct report_row *row = &rows->rows[i];
        struct cell cells[CELLS] = {
            [SECTION] = cell_str(section), [NAME] = cell_str(row->name),
            [COUNT] = cell_int(row->count),
            [BEFORE] = before_cell(row->trend != TREND_UNKNOWN, row->before),
            [TREND] = cell_str(top_trend_word(row->trend)), [CAUSE] = cell_str(row->cause),
        };
        put(sheet, cells, row->first, row->last);
    }
}

static void csv_slots(struct sheet *sheet, const char *section, const struct report_slot *slots,
                      size_t len)
{
    for (size_t i = 0; i < len; i++)
        for (int class = 5; class >= 3; class--) {
            const char name[] = {(char)('0' + class), 'x', 'x', 0};
            struct cell cells[CELLS] = {[SECTION] = cell_str(section), [NAME] = cell_str(name),
                                        [COUNT] = cell_int(slots[i].class[class])};
            put(sheet, cells, slots[i].time, slots[i].end);
        }
}

void report_csv(struct strbuf *out, const struct report *r, const struct adviser *adviser)
{
    char *bytes = NULL;
    size_t len = 0;
    FILE *file = open_memstream(&bytes, &len);
    const struct format_options format = {.format = FORMAT_CSV, .spreadsheet = 1};
    struct sheet sheet = {0};
    if (!file)
        return;
    sheet.writer = format_begin(file, &format, columns, CELLS);
    csv_summary(&sheet, r);
    csv_alerts(&sheet, r, adviser);
    for (int i = 0; i < 3; i++)
        csv_groups(&sheet, r, &r->top.section[i]);
    csv_rows(&sheet, "provider", &r->providers);
    csv_rows(&sheet, "host", &r->hosts);
    csv_rows(&sheet, "auth-network", &r->auth_networks);
    csv_rows(&sheet, "auth-user", &r->auth_users);
    csv_slots(&sheet, "hour", r->hours, r->hours_len);
    csv_slots(&sheet, "day", r->days, REPORT_DAYS);
    format_end(sheet.writer);
    fclose(file);
    strbuf_add(out, bytes, len);
    free(bytes);
    strbuf_release(&sheet.first);
    strbuf_release(&sheet.last);
}
