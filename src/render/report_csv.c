/* The report as one CSV, for programs: the first column names the section, the last what kind of
 * row it is where a section has several. */
#include "render/report_data.h"

#include "render/format.h"
#include "render/top_rows.h"
#include "phrase/health_say.h"
#include "phrase/report_say.h"
#include "report/sections.h"

#include <stdlib.h>

enum { SECTION, NAME, COUNT, BEFORE, TREND, CODE, CAUSE, TEXT, FIRST, LAST, KIND, CELLS };
static const struct column columns[CELLS] = {
    {.name = "section"}, {.name = "name"}, {.name = "count", .number = 1},
    {.name = "before", .number = 1}, {.name = "trend"}, {.name = "code"}, {.name = "cause"},
    {.name = "text"}, {.name = "first"}, {.name = "last"}, {.name = "kind"},
};

struct csv {
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

static void put(struct csv *csv, struct cell *cells, int64_t first, int64_t last)
{
    cells[FIRST] = time_cell(&csv->first, first);
    cells[LAST] = time_cell(&csv->last, last);
    format_row(csv->writer, cells);
}

static struct cell before_cell(int known, int64_t n)
{
    return known ? cell_int(n) : cell_str(NULL);
}

/* The sums by class, and those whose reason nobody told. */
static void csv_summary(struct csv *csv, const struct report *r, const struct adviser *adviser)
{
    (void)adviser;
    for (int class = 5; class >= 2; class--) {
        const char name[] = {(char)('0' + class), 'x', 'x', 0};
        int64_t now = class == 2 ? r->now.all : r->now.class[class];
        int64_t before = class == 2 ? r->before.all : r->before.class[class];
        struct cell cells[CELLS] = {
            [SECTION] = cell_str("summary"), [NAME] = cell_str(class == 2 ? "all" : name),
            [COUNT] = cell_int(now), [BEFORE] = before_cell(r->before.known, before),
            [TREND] = cell_str(top_trend_word(trend_of(now, before, r->before.known))),
        };
        put(csv, cells, r->now.period.since, r->now.period.until);
    }
    struct cell untold[CELLS] = {
        [SECTION] = cell_str("summary"), [NAME] = cell_str("reason-not-told"),
        [COUNT] = cell_int(r->now.untold),
        [BEFORE] = before_cell(r->before.known, r->before.untold),
        [TREND] = cell_str(top_trend_word(trend_of(r->now.untold, r->before.untold,
                                                   r->before.known))),
    };
    put(csv, untold, r->now.period.since, r->now.period.until);
}

/* `before` is what is usual, rounded:  CSV has no column of its own for it. */
static void csv_counts(struct csv *csv, const struct report *r, const struct adviser *adviser)
{
    (void)adviser;
    for (unsigned i = 0; i < HEALTH_COUNTS; i++) {
        const struct health_figure *f = &r->health.figures[i];
        struct cell cells[CELLS] = {
            [SECTION] = cell_str("mail"), [NAME] = cell_str(health_count_word(i)),
            [COUNT] = cell_int(f->now),
            [BEFORE] = before_cell(f->usual.known, (int64_t)(f->usual.usual + .5)),
        };
        put(csv, cells, r->now.period.since, r->now.period.until);
    }
}

/* The sentence stands in `text`, so that a spreadsheet has what the report says; the figures
 * stand beside it. */
static void csv_troubles(struct csv *csv, const struct health *h, int yours,
                         const struct adviser *adviser)
{
    struct strbuf text = {0};
    for (size_t i = 0; i < h->len; i++) {
        const struct trouble *t = &h->troubles[i];
        if (t->yours != yours)
            continue;
        strbuf_clear(&text);
        health_say_trouble(&text, h, t, adviser);
        struct cell cells[CELLS] = {
            [SECTION] = cell_str(yours ? "todo" : "attention"), [NAME] = cell_str(t->subject),
            [COUNT] = cell_int(t->n),
            [BEFORE] = before_cell(t->usual.known, (int64_t)(t->usual.usual + .5)),
            [CAUSE] = cell_str(t->cause), [TEXT] = cell_text(strbuf_view(&text)),
            [KIND] = cell_str(health_trouble_word(t->kind)),
        };
        put(csv, cells, t->since, t->until);
    }
    strbuf_release(&text);
}

static void csv_yours(struct csv *csv, const struct report *r, const struct adviser *adviser)
{
    csv_troubles(csv, &r->health, 1, adviser);
}

static void csv_others(struct csv *csv, const struct report *r, const struct adviser *adviser)
{
    csv_troubles(csv, &r->health, 0, adviser);
}

/* One row a group; the sample goes into `text` as it is, guarded as every field is. */
static void csv_groups(struct csv *csv, const struct report *r, const struct top_section *s)
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
        put(csv, cells, g->first, g->last);
    }
}

/* What became of the recipients that were put off, and what came after 334 or 354. */
static void csv_notes(struct csv *csv, const struct top *t)
{
    const struct { const char *section, *name; int64_t n; } notes[] = {
        {"put-off", "delivered", t->outcome.delivered}, {"put-off", "failed", t->outcome.failed},
        {"put-off", "waiting", t->outcome.waiting},
        {"after-intermediate", "all", t->after_intermediate},
    };
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        struct cell cells[CELLS] = {[SECTION] = cell_str(notes[i].section),
                                    [NAME] = cell_str(notes[i].name),
                                    [COUNT] = cell_int(notes[i].n)};
        if (notes[i].n)
            put(csv, cells, t->options.period.since, t->options.period.until);
    }
}

static void csv_offenders(struct csv *csv, const struct report *r, const struct adviser *adviser)
{
    (void)adviser;
    for (int i = 0; i < 3; i++)
        csv_groups(csv, r, &r->top.section[i]);
    csv_notes(csv, &r->top);
}

/* What a list tells of a row besides its count, a row each: the column `kind` says what. */
static void csv_figures(struct csv *csv, const struct report_list *list,
                        const struct report_row *row)
{
    const struct { enum list_column column; const char *kind; int64_t n; int known; } figures[] = {
        {LIST_DELIVERED, "delivered", row->delivered, 1},
        {LIST_BOUNCED, "bounced", row->bounced, 1},
        {LIST_PUT_OFF, "put-off", row->put_off, 1}, {LIST_ASKED, "greylisted", row->asked, 1},
        {LIST_HALF, "waited-median", row->half, row->waited > 0},
        {LIST_MOST, "waited-95", row->most, row->waited > 0},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        struct cell cells[CELLS] = {
            [SECTION] = cell_str(list->id), [NAME] = cell_str(row->name),
            [COUNT] = cell_int(figures[i].n), [KIND] = cell_str(figures[i].kind),
        };
        if (figures[i].known && report_list_has(list, figures[i].column))
            put(csv, cells, 0, 0);
    }
}

/* Figures of a list that CSV has no column for follow as rows of their own (csv_figures). */
static void csv_list(struct csv *csv, const struct report_list *list,
                     const struct report_rows *rows)
{
    for (size_t i = 0; i < rows->len; i++) {
        const struct report_row *row = &rows->rows[i];
        struct cell cells[CELLS] = {
            [SECTION] = cell_str(list->id), [NAME] = cell_str(row->name),
            [COUNT] = cell_int(row->count),
            [BEFORE] = before_cell(row->trend != TREND_UNKNOWN, row->before),
            [TREND] = cell_str(top_trend_word(row->trend)), [CAUSE] = cell_str(row->cause),
        };
        put(csv, cells, row->first, row->last);
        csv_figures(csv, list, row);
    }
}

/* A row a class and slot: whoever draws pivots them as he likes. */
static void csv_slots(struct csv *csv, const char *section, const struct report_slot *slots,
                      size_t len)
{
    for (size_t i = 0; i < len; i++)
        for (int class = 5; class >= 3; class--) {
            const char name[] = {(char)('0' + class), 'x', 'x', 0};
            struct cell cells[CELLS] = {[SECTION] = cell_str(section), [NAME] = cell_str(name),
                                        [COUNT] = cell_int(slots[i].class[class])};
            put(csv, cells, slots[i].time, slots[i].end);
        }
}

static void csv_time(struct csv *csv, const struct report *r, const struct adviser *adviser)
{
    (void)adviser;
    csv_slots(csv, "hour", r->hours, r->hours_len);
    csv_slots(csv, "day", r->days, REPORT_DAYS);
}

/* What was read, in the three figures that say how well. */
static void csv_lines(struct csv *csv, const struct report *r)
{
    const struct coverage *c = &r->top.coverage;
    const struct { const char *kind; int64_t n; } counts[] = {
        {"lines", c->lines}, {"recognised", c->recognised}, {"strange", c->strange},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct cell cells[CELLS] = {[SECTION] = cell_str("quality"),
                                    [KIND] = cell_str(counts[i].kind),
                                    [COUNT] = cell_int(counts[i].n)};
        put(csv, cells, c->first_time, c->last_time);
    }
}

/* Gaps, clocks that went back and events of the future, in the order of report_say_doubt(). */
static void csv_doubts(struct csv *csv, const struct report *r, const struct lang *lang)
{
    struct strbuf text = {0};
    for (size_t i = 0; report_say_doubt(&text, r, i, lang); i++) {
        size_t jump = i - r->gaps_len;
        int64_t first = 0, last = 0;
        struct cell cells[CELLS] = {[SECTION] = cell_str("quality"),
                                    [TEXT] = cell_text(strbuf_view(&text))};
        if (i < r->gaps_len) {
            cells[KIND] = cell_str("gap");
            first = r->gaps[i].since;
            last = r->gaps[i].until;
        } else if (jump < r->jumps_len) {
            cells[KIND] = cell_str("clock-jump");
            cells[NAME] = cell_str(r->jumps[jump].host);
            first = r->jumps[jump].before;
            last = r->jumps[jump].after;
        } else {
            cells[KIND] = cell_str("future");
            cells[COUNT] = cell_int(r->future);
        }
        put(csv, cells, first, last);
        strbuf_clear(&text);
    }
    strbuf_release(&text);
}

/* Doubts, and lines that are in no known form, each with its log. */
static void csv_quality(struct csv *csv, const struct report *r, const struct adviser *adviser)
{
    csv_lines(csv, r);
    csv_doubts(csv, r, adviser->lang);
    for (size_t i = 0; i < r->status.strange_len; i++) {
        const struct status_strange *x = &r->status.strange[i];
        struct cell cells[CELLS] = {
            [SECTION] = cell_str("quality"), [KIND] = cell_str("strange-line"),
            [NAME] = cell_str(x->source), [COUNT] = cell_int(x->lines),
            [TEXT] = cell_str(x->sample),
        };
        put(csv, cells, 0, x->last_time);
    }
}

typedef void form_csv(struct csv *csv, const struct report *r, const struct adviser *adviser);
static form_csv *const csv_forms[FORMS] = {
    [FORM_COUNTS] = csv_counts, [FORM_YOURS] = csv_yours, [FORM_ATTENTION] = csv_others,
    [FORM_SUMMARY] = csv_summary, [FORM_OFFENDERS] = csv_offenders,
    [FORM_TIME] = csv_time, [FORM_QUALITY] = csv_quality,
};

/* Walks the sections; those of lists need no function, for their columns say what there is. */
static void write_csv(struct csv *csv, const struct report *r, const struct adviser *adviser)
{
    for (const struct report_section *s = report_sections; s->id; s++)
        if (!report_section_is_asked(r, s))
            continue;
        else if (s->form != FORM_LISTS)
            csv_forms[s->form](csv, r, adviser);
        else
            for (size_t i = 0; i < REPORT_LISTS && s->lists[i].id; i++)
                csv_list(csv, &s->lists[i], report_section_rows(r, s, i));
}

void report_csv(struct strbuf *out, const struct report *r, const struct adviser *adviser)
{
    char *bytes = NULL;
    size_t len = 0;
    FILE *file = open_memstream(&bytes, &len);
    const struct format_options format = {.format = FORMAT_CSV, .spreadsheet = 1};
    struct csv csv = {0};
    if (!file)
        return;
    csv.writer = format_begin(file, &format, columns, CELLS);
    write_csv(&csv, r, adviser);
    format_end(csv.writer);
    fclose(file);
    strbuf_add(out, bytes, len);
    free(bytes);
    strbuf_release(&csv.first);
    strbuf_release(&csv.last);
}
