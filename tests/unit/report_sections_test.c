/* Every section of the report stands in every rendering, and says the same there. */
#include "render/mail_html.h"
#include "render/report_data.h"
#include "render/report_html.h"
#include "render/report_markdown.h"
#include "render/report_text.h"
#include "report/sections.h"
#include "support/report_fixture.h"

#include <stdio.h>
#include <time.h>

enum { TEXT, MARKDOWN, HTML, MAIL, JSON, CSV, WAYS };
static const char *const way_names[WAYS] = {"text", "markdown", "html", "mail", "json", "csv"};

struct renderings {
    struct strbuf out[WAYS];
};

static void set_utc(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
}

TestSuite(report_sections, .init = set_utc);

static void render(struct renderings *x, const struct report *r, const char *lang)
{
    struct diag diag = {0};
    struct knowledge *knowledge = knowledge_new(&diag);
    const struct adviser adviser = {.knowledge = knowledge, .lang = lang_by_name(lang)};
    const struct text_options text = {.adviser = &adviser, .width = 100, .explain = 3};
    *x = (struct renderings){.out = {{0}}};
    report_text(&x->out[TEXT], r, &text);
    report_markdown(&x->out[MARKDOWN], r, &text);
    report_html(&x->out[HTML], r, &(struct html_options){.adviser = &adviser, .explain = 3});
    report_mail_html(&x->out[MAIL], r, &(struct html_options){.adviser = &adviser, .explain = 3});
    report_json(&x->out[JSON], r, &adviser);
    report_csv(&x->out[CSV], r, &adviser);
    knowledge_free(knowledge);
}

static void release(struct renderings *x)
{
    for (int i = 0; i < WAYS; i++)
        strbuf_release(&x->out[i]);
}

/* How many times `sought` stands in `text` at the beginning of a line. */
static int lines_with(const char *text, const char *sought)
{
    int n = 0;
    for (const char *line = text; line && *line; line = strchr(line, '\n')) {
        line += *line == '\n';
        n += strncmp(line, sought, strlen(sought)) == 0;
    }
    return n;
}

/* The mail lets the verdict head the counts. */
static int mail_headings(const char *mail, const struct report_section *s, const char *title)
{
    char heading[128];
    int n = 0;
    snprintf(heading, sizeof heading, ">%s</h2>", title);
    for (const char *at = mail; (at = strstr(at, heading)); at++)
        n++;
    return s->form == FORM_COUNTS ? n == 0 : n;
}

/* What shows that a section is there, in CSV: the word of a row of it. */
static const char *csv_word(const struct report_section *s)
{
    static const char *const words[FORMS] = {
        [FORM_COUNTS] = "mail", [FORM_YOURS] = "todo", [FORM_SUMMARY] = "summary", [FORM_ATTENTION] = "attention", [FORM_OFFENDERS] = "5xx",
        [FORM_TIME] = "day", [FORM_QUALITY] = "quality",
    };
    return s->form == FORM_LISTS ? s->lists[0].id : words[s->form];
}

static void expect_section(const struct renderings *x, const struct report_section *s,
                           const struct lang *lang)
{
    const char *title = tr(lang, s->title);
    char marks[WAYS][128];
    snprintf(marks[TEXT], sizeof *marks, "%s\n", title);
    snprintf(marks[MARKDOWN], sizeof *marks, "## %s\n", title);
    snprintf(marks[MAIL], sizeof *marks, "the heading %s", title);
    snprintf(marks[HTML], sizeof *marks, "<section id=\"%s\" ", s->id);
    snprintf(marks[JSON], sizeof *marks, "  \"%s\":", s->form == FORM_TIME ? "days"
                                                    : s->member ? s->member : s->id);
    snprintf(marks[CSV], sizeof *marks, "%s,", csv_word(s));
    for (int way = 0; way < WAYS; way++) {
        int found = way == MAIL ? mail_headings(x->out[MAIL].ptr, s, title)
                                : lines_with(x->out[way].ptr, marks[way]);
        cr_expect(way == CSV ? found > 0 : found == 1, "%s: %s stands there %d times",
                  way_names[way], marks[way], found);
    }
}

Test(report_sections, every_section_stands_in_every_rendering)
{
    static const char *const langs[] = {"en", "ru"};
    const struct report_options last_day = {
        .period = {FIXTURE_NOW - 86400, FIXTURE_NOW}, .now = FIXTURE_NOW, .groups = 10};
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    struct report r;
    cr_assert_eq(report_build(&r, s, &last_day), 0);
    cr_assert_gt(r.health.yours, 0u);
    trouble_add(&r.health, TROUBLE_WAITING, slice_of(NULL, 0))->n = 20;
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        struct renderings x;
        render(&x, &r, langs[i]);
        for (const struct report_section *section = report_sections; section->id; section++) {
            cr_expect(report_section_is_there(&r, section), "%s: the fixture lacks it",
                      section->id);
            expect_section(&x, section, lang_by_name(langs[i]));
        }
        release(&x);
    }
    report_release(&r);
    store_close(s);
}

Test(report_sections, a_section_without_rows_is_not_mentioned_to_people)
{
    const struct report r = {.options = {.period = {0, 86400}, .now = 86400}};
    struct renderings x;
    render(&x, &r, "en");
    for (int way = TEXT; way <= MAIL; way++)
        cr_expect_null(strstr(x.out[way].ptr, "Failed logins"), "%s", way_names[way]);
    cr_expect_not_null(strstr(x.out[JSON].ptr, "\"auth\": {"));     /* programs need not ask */
    release(&x);
}

/* What the sentences of a section say does not depend on who reads them. */
Test(report_sections, the_same_sentences_everywhere)
{
    struct report r = {.options = {.period = {0, 86400}, .now = 86400}};
    struct renderings x;
    r.top.section[0].class = 5;
    r.top.section[1].class = 4;
    r.top.section[2].class = 3;
    r.top.outcome = (struct outcome){.deferred = 4, .delivered = 2, .failed = 1, .waiting = 1};
    r.top.after_intermediate = 6;
    render(&x, &r, "en");
    static const char *const sentences[] = {
        "No logs of like days before: what is usual is not known yet.",
        "of 4 recipients put off: 2 delivered, 1 failed for good, 1 waiting",
        "besides, 6 failures of the other classes came after 334 or 354",
    };
    for (int way = TEXT; way <= MAIL; way++)
        for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
            cr_expect_not_null(strstr(x.out[way].ptr, sentences[i]),
                               "%s lacks: %s", way_names[way], sentences[i]);
    cr_expect_eq(lines_with(x.out[CSV].ptr, "put-off,failed,1,"), 1);
    cr_expect_eq(lines_with(x.out[CSV].ptr, "after-intermediate,all,6,"), 1);
    cr_expect_not_null(strstr(x.out[JSON].ptr, "\"waiting\": 1"));
    release(&x);
    r.health.usual.known = 1;
    render(&x, &r, "en");
    for (int way = TEXT; way <= MAIL; way++)
        cr_expect_not_null(strstr(x.out[way].ptr, "Nothing out of the usual."), "%s",
                           way_names[way]);
    release(&x);
}

Test(report_sections, csv_tells_the_kind_of_an_alert_apart_from_its_trend)
{
    struct trouble trouble = {.kind = TROUBLE_GREW, .subject = "tls", .cause = "tls", .n = 40,
                              .usual = {.known = 5, .usual = 10}};
    struct report r = {.options = {.period = {0, 86400}, .now = 86400},
                       .health = {.troubles = &trouble, .len = 1}};
    struct renderings x;
    render(&x, &r, "en");
    const char *row = strstr(x.out[CSV].ptr, "\nattention,");
    cr_assert_not_null(row);
    cr_expect_eq(strncmp(row, "\nattention,tls,40,10,,", 22), 0, "%s", row);
    cr_expect_not_null(strstr(row, ",grew\r\n"));
    release(&x);
}

/* A month's report has no week before: 23 of its 30 days would be compared with themselves. */
Test(report_sections, a_long_period_is_not_compared_with_itself)
{
    enum { DAY_LONG = 86400 };
    static const struct { int days, week; } rows[] = {{1, 1}, {7, 1}, {8, 0}, {30, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct period p = {FIXTURE_NOW - rows[i].days * DAY_LONG, FIXTURE_NOW};
        const struct report r = {
            .options = {.period = p, .now = FIXTURE_NOW},
            .week_before = {.period = {p.since - 7 * DAY_LONG, p.until - 7 * DAY_LONG}},
        };
        struct renderings x;
        render(&x, &r, "en");
        for (int way = TEXT; way <= HTML; way++)
            cr_expect_eq(strstr(x.out[way].ptr, "a week before") != NULL, rows[i].week,
                         "%d days, %s", rows[i].days, way_names[way]);
        release(&x);
    }
}
