/* The mail's top offenders, a table a side, and what the leading groups mean. */
#include "render/mail_offenders.h"

#include "phrase/explained.h"
#include "phrase/say.h"
#include "render/mail_parts.h"
#include "render/sides.h"

/* What, and where it happens, below each other: a telephone has no room for both in a line. */
static void offender(const struct html_page *p, const struct side_group *at, int64_t all)
{
    const struct top_group *g = at->group;
    struct mail_look code = mail_words;
    struct strbuf text = {0};
    code.tone = mail_tone_of_class(g->class);
    strbuf_str(p->out, "<tr>");
    mail_cell_begin(p->out, mail_words);
    strbuf_str(p->out, "<strong>");
    html_text(p->out, html_title_of(p, g));
    strbuf_str(p->out, "</strong><br>");
    say_where(&text, g, p->lang);
    mail_span(p->out, TONE_FAINT, strbuf_view(&text));
    mail_cell_end(p->out);
    strbuf_clear(&text);
    say_code(&text, g, p->lang);
    if (!text.len)
        strbuf_fmt(&text, "%dxx", g->class);
    mail_cell(p->out, code, strbuf_view(&text));
    strbuf_clear(&text);
    lang_count(&text, g->count, p->lang);
    mail_cell(p->out, mail_number, strbuf_view(&text));
    mail_cell_begin(p->out, mail_faint);
    mail_bar(p->out, g->count, all, mail_bar_of_class(g->class));
    strbuf_clear(&text);
    say_share(&text, g->count, all);
    html_text(p->out, strbuf_view(&text));
    strbuf_clear(&text);
    say_trend(&text, g->trend, g->count, g->before, p->lang);
    if (p->r->top.before_known && text.len) {
        strbuf_str(p->out, " &nbsp; ");
        html_text(p->out, strbuf_view(&text));
    }
    mail_cell_end(p->out);
    strbuf_str(p->out, "</tr>\n");
    strbuf_release(&text);
}

/* What a group means and what to do, as one cell that every mail program can draw. */
static void explanation(const struct html_page *p, const struct picked *picked)
{
    struct strbuf text = {0};
    struct explained x;
    explained_fill(&x, p->o->adviser, &p->r->top, picked->group);
    say_code(&text, picked->group, p->lang);
    if (text.len)
        strbuf_str(&text, " ");
    strbuf_slice(&text, html_title_of(p, picked->group));
    mail_row_begin(p->out);
    mail_table_begin(p->out);
    strbuf_str(p->out, "<tr>");
    mail_cell_begin(p->out, mail_words);
    strbuf_str(p->out, "<strong>");
    mail_span(p->out, mail_tone_of_class(picked->group->class), strbuf_view(&text));
    strbuf_str(p->out, "</strong>\n");
    for (size_t i = 0; i < EXPLAINED_LINES; i++) {
        if (!x.lines[i].text.len)
            continue;
        strbuf_str(p->out, "<br>");
        mail_span(p->out, TONE_FAINT, slice_str(x.lines[i].label));
        strbuf_str(p->out, ": ");
        html_text(p->out, x.lines[i].text);
        strbuf_char(p->out, '\n');
    }
    mail_cell_end(p->out);
    strbuf_str(p->out, "</tr>\n");
    mail_table_end(p->out);
    mail_row_end(p->out);
    strbuf_release(&text);
    explained_release(&x);
}

/* What the classes have to say: groups left out, how deferrals went on, what came after a 3xx. */
static void notes(const struct html_page *p)
{
    struct strbuf text = {0};
    for (int i = 0; i < 3; i++) {
        const struct top_section *s = &p->r->top.section[i];
        strbuf_fmt(&text, "%dxx: ", s->class);
        for (size_t k = 0; say_note(&text, &p->r->top, s, k, p->lang); k++) {
            mail_paragraph(p->out, TONE_FAINT, strbuf_view(&text));
            text.len = strlen("5xx: ");
        }
        strbuf_clear(&text);
    }
    strbuf_release(&text);
}

void mail_offenders(const struct html_page *p)
{
    struct strbuf text = {0};
    for (int side = 0; side < REPORT_SIDES; side++) {
        struct side_groups groups;
        side_groups_fill(&groups, p->r, side);
        if (groups.len) {
            mail_paragraph(p->out, TONE_FAINT, slice_str(side_title(side, p->lang)));
            mail_row_begin(p->out);
            mail_table_begin(p->out);
            for (size_t i = 0; i < groups.len; i++)
                offender(p, &groups.groups[i], groups.count);
            mail_table_end(p->out);
            mail_row_end(p->out);
        }
        side_groups_release(&groups);
    }
    if (!p->r->top.count)
        say_none(&text, &p->r->top.coverage, 1, p->lang);
    mail_paragraph(p->out, TONE_INK, strbuf_view(&text));
    notes(p);
    if (p->picked_len)
        mail_heading(p->out, tr(p->lang, "Explained"));
    for (size_t i = 0; i < p->picked_len; i++)
        explanation(p, &p->picked[i]);
    strbuf_release(&text);
}
