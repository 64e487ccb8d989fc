/* The HTML part of the mail: the page's sections in its order, without what a mail cannot show. */
#include "render/mail_html.h"

#include "phrase/health_say.h"
#include "phrase/report_say.h"
#include "phrase/say.h"
#include "query/period.h"
#include "render/html_parts.h"
#include "render/list.h"
#include "render/mail_offenders.h"
#include "render/mail_parts.h"
#include "render/sides.h"
#include "report/report.h"

/* Mail programs take no style sheet: the kinds of style that the page has as classes are colours
 * here. */
static struct mail_look of_style(struct mail_look look, enum style_kind style)
{
    static const enum mail_tone tones[STYLE_KINDS] = {
        [STYLE_3XX] = TONE_3XX, [STYLE_4XX] = TONE_4XX, [STYLE_5XX] = TONE_5XX,
        [STYLE_WORSE] = TONE_5XX, [STYLE_BETTER] = TONE_BETTER, [STYLE_FAINT] = TONE_FAINT,
    };
    if (tones[style])
        look.tone = tones[style];
    return look;
}

/* ---- Counts --------------------------------------------------------------------------------- */

/* Mail programs draw no SVG: the course of a month is a row of small table cells. */
static void month(const struct html_page *p, enum health_count which)
{
    struct mail_stack stacks[HEALTH_DAYS] = {{{0}}};
    for (int i = 0; i < HEALTH_DAYS; i++)
        stacks[i].part[0] = p->r->health.figures[which].course[i];
    mail_columns(p->out, &(struct mail_columns){
        .stacks = stacks, .len = HEALTH_DAYS, .height = 24,
        .tones = {TONE_BAR_DAY, TONE_BAR_DAY, TONE_BAR_DAY},
    });
}

/* The four counts, each with its usual and its month: a table, since mail programs know no
 * grid. */
static void counts(const struct html_page *p)
{
    const struct mail_look figure = {.tone = TONE_INK, .size = 20, .bold = 1, .number = 1};
    const struct mail_look label = {.tone = TONE_INK, .size = 14, .percent = 38};
    struct strbuf text = {0};
    mail_row_begin(p->out);
    mail_table_begin(p->out);
    for (unsigned i = 0; i < HEALTH_COUNTS; i++) {
        strbuf_str(p->out, "<tr>");
        mail_cell(p->out, label, slice_str(health_count_title(&p->r->health, i, p->lang)));
        strbuf_clear(&text);
        health_say_now(&text, &p->r->health, i, p->lang);
        mail_cell(p->out, figure, strbuf_view(&text));
        strbuf_clear(&text);
        strbuf_fmt(&text, "%s ", tr(p->lang, "usual"));
        health_say_usual(&text, &p->r->health, i, p->lang);
        mail_cell(p->out, mail_faint_number, strbuf_view(&text));
        mail_cell_begin(p->out, mail_number);
        month(p, i);
        mail_cell_end(p->out);
        strbuf_str(p->out, "</tr>\n");
    }
    mail_table_end(p->out);
    mail_row_end(p->out);
    strbuf_release(&text);
}

/* ---- Troubles ------------------------------------------------------------------------------- */

/* What is the reader's own to do has a coloured edge; the rest is grey. */
static void trouble(const struct html_page *p, const struct trouble *t)
{
    struct strbuf text = {0};
    mail_flag_begin(p->out, &(struct mail_flag){
        .edge = t->yours ? TONE_ALERT_LINE : TONE_BAR_DAY, .size = 14,
        .ground = t->yours ? TONE_ALERT : TONE_PAGE,
    });
    strbuf_str(p->out, "<strong>");
    health_say_fault(&text, &p->r->health, t, p->o->adviser);
    html_text(p->out, strbuf_view(&text));
    strbuf_str(p->out, "</strong><br>");
    strbuf_clear(&text);
    health_say_action(&text, &p->r->health, t, p->o->adviser);
    mail_span(p->out, TONE_FAINT, slice_trim(strbuf_view(&text)));
    mail_flag_end(p->out);
    strbuf_release(&text);
}

static void troubles(const struct html_page *p, int yours)
{
    for (size_t i = 0; i < p->r->health.len; i++)
        if (p->r->health.troubles[i].yours == yours)
            trouble(p, &p->r->health.troubles[i]);
}

static void todo(const struct html_page *p)
{
    troubles(p, 1);
}

static void attention(const struct html_page *p)
{
    struct strbuf text = {0};
    troubles(p, 0);
    if (!p->r->health.len)
        health_say_nothing(&text, &p->r->health, p->lang);
    mail_paragraph(p->out, TONE_INK, strbuf_view(&text));
    strbuf_release(&text);
}

/* ---- Summary -------------------------------------------------------------------------------- */

/* The failures by class, against the period before. */
static void summary(const struct html_page *p)
{
    struct strbuf text = {0};
    mail_row_begin(p->out);
    mail_table_begin(p->out);
    for (int class = 5; class >= 3; class--) {
        struct mail_look look = mail_key;
        look.tone = mail_tone_of_class(class);
        strbuf_clear(&text);
        strbuf_fmt(&text, "%dxx %s", class, say_class(class, p->lang));
        strbuf_str(p->out, "<tr>");
        mail_cell(p->out, look, strbuf_view(&text));
        strbuf_clear(&text);
        lang_count(&text, p->r->now.class[class], p->lang);
        mail_cell(p->out, mail_number, strbuf_view(&text));
        strbuf_clear(&text);
        strbuf_fmt(&text, "%s ", tr(p->lang, "period before"));
        report_say_sum(&text, &p->r->before, class, p->lang);
        mail_cell(p->out, mail_faint_number, strbuf_view(&text));
        strbuf_clear(&text);
        report_say_change(&text, p->r, &p->r->before, class, p->lang);
        mail_cell(p->out, mail_faint_number, strbuf_view(&text));
        strbuf_str(p->out, "</tr>\n");
    }
    mail_table_end(p->out);
    mail_row_end(p->out);
    strbuf_clear(&text);
    report_say_replies(&text, p->r, p->lang);
    mail_paragraph(p->out, TONE_FAINT, strbuf_view(&text));
    strbuf_release(&text);
}

/* ---- Lists, charts, quality ----------------------------------------------------------------- */

/* What a mail has room for. */
static int is_shown(const struct html_page *p, enum list_column column)
{
    return column != LIST_3XX && column != LIST_FIRST &&
           (column != LIST_TREND || p->r->top.before_known);
}

/* A list of the report's table, with colours in each cell: mail programs drop style sheets. */
static void list(const struct html_page *p, const struct report_list *l,
                 const struct report_rows *rows)
{
    struct strbuf text = {0};
    mail_row_begin(p->out);
    mail_table_begin(p->out);
    strbuf_str(p->out, "<tr>");
    for (const enum list_column *c = l->columns; *c != LIST_END; c++) {
        struct list_head head = list_head(l, *c, p->lang);
        if (is_shown(p, *c))
            mail_cell(p->out, head.number ? mail_faint_number : mail_faint,
                      slice_str(head.title));
    }
    strbuf_str(p->out, "</tr>\n");
    for (size_t i = 0; i < rows->len; i++) {
        strbuf_str(p->out, "<tr>");
        for (const enum list_column *c = l->columns; *c != LIST_END; c++) {
            struct list_head head = list_head(l, *c, p->lang);
            if (!is_shown(p, *c))
                continue;
            strbuf_clear(&text);
            enum style_kind style = list_cell(&text, *c, &rows->rows[i], p->r, p->o->adviser);
            struct mail_look look = *c == LIST_NAME ? mail_key
                                  : head.number ? mail_number : mail_words;
            mail_cell(p->out, of_style(look, style), strbuf_view(&text));
        }
        strbuf_str(p->out, "</tr>\n");
    }
    mail_table_end(p->out);
    mail_row_end(p->out);
    strbuf_clear(&text);
    report_say_more(&text, rows, p->lang);
    mail_paragraph(p->out, TONE_FAINT, strbuf_view(&text));
    strbuf_release(&text);
}

static void lists(const struct html_page *p, const struct report_section *s)
{
    for (size_t i = 0; i < REPORT_LISTS; i++)
        if (report_section_rows(p->r, s, i)->len)
            list(p, &s->lists[i], report_section_rows(p->r, s, i));
}

/* "Outbound by hour: 212 sent out, 9 failures; most at 14:00: 4", and the columns. */
static void chart(const struct html_page *p, enum report_side side,
                  const struct report_slot *slots, size_t len, int is_day)
{
    struct mail_stack stacks[REPORT_HOURS];
    int64_t well = 0, failed = 0;
    struct strbuf text = {0}, n = {0};
    for (size_t i = 0; i < len; i++) {
        well += slots[i].mail[side];
        for (int class = 5; class >= 3; class--) {
            stacks[i].part[5 - class] = slots[i].failed[side][class];
            failed += slots[i].failed[side][class];
        }
    }
    strbuf_fmt(&text, "%s: ", side_chart_title(side, is_day, p->lang));
    if (p->r->health.has_flows) {
        lang_count(&text, well, p->lang);
        strbuf_fmt(&text, " %s, ", side_well(side, p->lang));
    }
    lang_count(&n, failed, p->lang);
    strbuf_fmt(&text, tr_n(p->lang, "%s failure", "%s failures", (uint64_t)failed), n.ptr);
    mail_paragraph(p->out, TONE_FAINT, strbuf_view(&text));
    mail_row_begin(p->out);
    mail_columns(p->out, &(struct mail_columns){
        .stacks = stacks, .len = len, .height = 48,
        .tones = {TONE_BAR_5XX, TONE_BAR_4XX, TONE_BAR_3XX},
    });
    mail_row_end(p->out);
    strbuf_release(&text);
    strbuf_release(&n);
}

static void charts(const struct html_page *p)
{
    int is_day = !p->r->hours_len;
    const struct report_slot *slots = is_day ? p->r->days : p->r->hours;
    size_t len = is_day ? REPORT_DAYS : p->r->hours_len;
    for (int side = 0; side < REPORT_SIDES; side++)
        if (side_is_drawn(side, slots, len))
            chart(p, side, slots, len, is_day);
}

/* How much was understood, what to doubt, and the lines in no known form. */
static void quality(const struct html_page *p)
{
    struct strbuf text = {0};
    html_say_coverage(&text, p);
    mail_paragraph(p->out, TONE_INK, strbuf_view(&text));
    strbuf_clear(&text);
    for (size_t i = 0; report_say_doubt(&text, p->r, i, p->lang); i++) {
        mail_paragraph(p->out, TONE_5XX, strbuf_view(&text));
        strbuf_clear(&text);
    }
    for (size_t i = 0; i < p->r->status.strange_len; i++) {
        report_say_strange(&text, &p->r->status.strange[i], p->lang);
        mail_paragraph(p->out, TONE_FAINT, strbuf_view(&text));
        strbuf_clear(&text);
    }
    strbuf_release(&text);
}

/* ---- The whole ------------------------------------------------------------------------------ */

typedef void form_mail(const struct html_page *p);
static form_mail *const forms[FORMS] = {
    [FORM_COUNTS] = counts, [FORM_YOURS] = todo, [FORM_ATTENTION] = attention,
    [FORM_SUMMARY] = summary, [FORM_OFFENDERS] = mail_offenders, [FORM_TIME] = charts,
    [FORM_QUALITY] = quality,
};

/* What the mail is about, and the verdict in the colour of its gravity. */
static void banner(const struct html_page *p)
{
    const char *const names[] = {p->r->top.coverage.hosts, p->r->top.coverage.mtas};
    enum health_level level = health_level(&p->r->health);
    enum mail_tone tone = level == HEALTH_LEVEL_OK
                        ? p->r->health.state == HEALTH_UNKNOWN ? TONE_BAR_DAY : TONE_GOOD
                        : level == HEALTH_LEVEL_WARNING ? TONE_ALERT_LINE : TONE_5XX;
    struct strbuf text = {0};
    period_text(&text, p->r->options.period, p->lang);
    for (size_t i = 0; i < 2; i++)
        if (names[i] && *names[i])
            strbuf_fmt(&text, " · %s", names[i]);
    mail_paragraph(p->out, TONE_FAINT, strbuf_view(&text));
    strbuf_clear(&text);
    if (report_no_data(p->r))
        strbuf_str(&text, tr(p->lang, "No logs of this period were read."));
    else
        report_headline(&text, p->r, p->lang);
    mail_flag_begin(p->out, &(struct mail_flag){.edge = tone, .ground = TONE_CARD, .size = 20,
                                                .bold = 1});
    html_text(p->out, strbuf_view(&text));
    mail_flag_end(p->out);
    strbuf_release(&text);
}

void report_mail_html(struct strbuf *out, const struct report *r, const struct html_options *o)
{
    enum { MOST = 48 };
    struct picked picked[MOST];
    size_t most = o->explain < MOST ? (size_t)o->explain : MOST;
    const struct html_page page = {
        .out = out, .r = r, .o = o, .lang = o->adviser->lang, .picked = picked,
        .picked_len = top_pick(&r->top, o->adviser, picked, most),
    };
    strbuf_fmt(out, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
               "<meta name=\"color-scheme\" content=\"light\"><title>",
               page.lang ? page.lang->name : "en");
    html_str(out, tr(page.lang, "Mail report"));
    strbuf_fmt(out, "</title></head>\n<body bgcolor=\"%s\" style=\"margin:0;padding:0;"
               "background-color:%s\">\n<table role=\"presentation\" align=\"center\" "
               "cellpadding=\"0\" cellspacing=\"0\" border=\"0\" width=\"100%%\" "
               "style=\"max-width:680px;margin:0 auto\">\n", mail_tone(TONE_PAGE),
               mail_tone(TONE_PAGE));
    banner(&page);
    for (const struct report_section *s = NULL; (s = html_next_section(&page, s));) {
        if (s->form != FORM_COUNTS)
            mail_heading(out, tr(page.lang, s->title));
        if (s->form == FORM_LISTS)
            lists(&page, s);
        else
            forms[s->form](&page);
    }
    strbuf_str(out, "</table>\n</body></html>\n");
}
