/* The page's troubles: what is wrong, who must act, and where on the page more of it stands. */
#include "render/html_parts.h"
#include "phrase/health_say.h"

/* The group of failures that a trouble tells of; 0: none. */
static int group_link(struct strbuf *out, const struct html_page *p, const struct trouble *t)
{
    for (int i = 0; t->cause && i < 3; i++) {
        const struct top_section *s = &p->r->top.section[i];
        for (size_t k = 0; k < s->len; k++) {
            const struct top_group *g = &s->groups[k];
            if (!g->key || strcmp(g->key, t->cause) != 0 ||
                (t->direction && g->direction != t->direction))
                continue;
            if (!html_why_id(out, p, g))
                html_row_id(out, s, k);
            return 1;
        }
    }
    return 0;
}

static int is_there(const struct html_page *p, const char *id)
{
    for (const struct report_section *s = report_sections; s->id; s++)
        if (strcmp(s->id, id) == 0)
            return report_section_is_there(p->r, s);
    return 0;
}

/* Where more is told of a trouble that is no group of failures. */
static const char *section_of(enum trouble_kind kind)
{
    switch (kind) {
    case TROUBLE_UNREAD: return "quality";
    case TROUBLE_BROKEN_IN:
    case TROUBLE_HIJACKED:
    case TROUBLE_GUESSING: return "logins";
    default: return "charts";
    }
}

/* Where the page tells more of a trouble: the explained group if there is one, else the section
 * that has its figures, else the course over time. */
static void more_link(const struct html_page *p, const struct trouble *t)
{
    const char *section = section_of(t->kind);
    struct strbuf id = {0};
    int is_explained = group_link(&id, p, t);
    if (!is_explained)
        strbuf_str(&id, is_there(p, section) ? section : "charts");
    strbuf_fmt(p->out, " <a href=\"#%s\">", id.ptr);
    html_str(p->out, is_explained ? tr(p->lang, "What it means") : tr(p->lang, "Look closer"));
    strbuf_str(p->out, "</a>");
    strbuf_release(&id);
}

/* Yours first; the numbers of the second list go on, as they are anchors. */
static void list_troubles(const struct html_page *p, int yours)
{
    const struct health *h = &p->r->health;
    struct strbuf text = {0};
    if (yours)
        strbuf_str(p->out, "<ol class=\"alerts yours\">\n");
    else
        strbuf_fmt(p->out, "<ol class=\"alerts\" start=\"%zu\">\n", h->yours + 1);
    for (size_t i = 0; i < h->len; i++) {
        const struct trouble *t = &h->troubles[i];
        if (t->yours != yours)
            continue;
        strbuf_fmt(p->out, "<li id=\"trouble-%zu\">", i + 1);
        strbuf_clear(&text);
        health_say_fault(&text, h, t, p->o->adviser);
        html_element(p->out, "p", "fault", strbuf_view(&text));
        strbuf_clear(&text);
        health_say_action(&text, h, t, p->o->adviser);
        strbuf_str(p->out, "<p class=\"action\">");
        html_text(p->out, slice_trim(strbuf_view(&text)));
        more_link(p, t);
        strbuf_str(p->out, "</p></li>\n");
    }
    strbuf_str(p->out, "</ol>\n");
    strbuf_release(&text);
}

void html_yours(const struct html_page *p)
{
    list_troubles(p, 1);
}

void html_attention(const struct html_page *p)
{
    struct strbuf text = {0};
    if (p->r->health.len)
        list_troubles(p, 0);
    else
        health_say_nothing(&text, &p->r->health, p->lang);
    html_paragraph(p, "calm", &text);
    strbuf_release(&text);
}
