/* Troubles are numbered through both lists, so that people can speak of "the second". */
#include "render/health_text.h"

#include "render/format.h"
#include "render/grid.h"
#include "render/lay.h"

enum { INDENT = 2 };

void health_text_verdict(struct strbuf *out, const struct health *h, const struct text_options *o)
{
    static const enum style_kind styles[HEALTH_STATES] = {
        [HEALTH_FLOWS] = STYLE_BETTER, [HEALTH_PARTLY] = STYLE_WORSE,
        [HEALTH_STANDS] = STYLE_WORSE,
        [HEALTH_UNKNOWN] = STYLE_WORSE,
    };
    struct strbuf text = {0}, lines = {0};
    health_say_verdict(&text, h, o->adviser->lang);
    wrap_text(&lines, strbuf_view(&text), 0, o->width);
    lay_styled(out, lines.ptr, styles[h->state], o->style);
    strbuf_release(&text);
    strbuf_release(&lines);
}

static void cell(struct grid *grid, struct strbuf *text)
{
    strbuf_str(text, "");
    grid_cell(grid, strbuf_view(text), STYLE_PLAIN);
    strbuf_clear(text);
}

void health_text_counts(struct strbuf *out, const struct health *h, const struct text_options *o)
{
    const struct lang *lang = o->adviser->lang;
    struct grid grid = {0};
    struct strbuf text = {0};
    grid_column(&grid, "", 0, 0);
    grid_column(&grid, tr(lang, "now"), 1, 0);
    grid_column(&grid, tr(lang, "usual"), 1, 0);
    grid_column(&grid, tr(lang, "30 days"), 0, 8);
    grid_keep_tail(&grid);             /* the last days matter most */
    for (unsigned i = 0; i < HEALTH_COUNTS; i++) {
        strbuf_str(&text, health_count_title(h, i, lang));
        cell(&grid, &text);
        health_say_now(&text, h, i, lang);
        cell(&grid, &text);
        health_say_usual(&text, h, i, lang);
        cell(&grid, &text);
        health_say_course(&text, &h->figures[i]);
        cell(&grid, &text);
    }
    grid_fit(&grid, o->width, INDENT);
    grid_head(&grid, out, INDENT, o->style);
    for (size_t i = 0; i < grid.rows; i++)
        grid_line(&grid, out, i, INDENT, o->style);
    grid_release(&grid);
    strbuf_release(&text);
}

void health_text_list(struct strbuf *out, const struct health *h, enum health_text_which which,
                      const struct text_options *o)
{
    int number = which == HEALTH_TEXT_OTHERS ? (int)h->yours : 0;
    struct strbuf text = {0};
    for (size_t i = 0; i < h->len; i++) {
        const struct trouble *t = &h->troubles[i];
        char label[24];
        if (which == HEALTH_TEXT_UNLOGGED ? !trouble_is_unlogged(t)
                                          : t->yours != (which == HEALTH_TEXT_YOURS))
            continue;
        snprintf(label, sizeof label, "%d.", ++number);
        strbuf_clear(&text);
        health_say_trouble(&text, h, t, o->adviser);
        lay_labelled(out, label, 2, strbuf_view(&text), INDENT, o->width, o->style);
    }
    if (which == HEALTH_TEXT_OTHERS && !h->len) {
        health_say_nothing(&text, h, o->adviser->lang);
        wrap_text(out, strbuf_view(&text), INDENT, o->width);
    }
    strbuf_release(&text);
}

static void head(struct strbuf *out, const char *title, const struct text_options *o)
{
    strbuf_char(out, '\n');
    lay_styled(out, title, STYLE_HEADING, o->style);
    strbuf_char(out, '\n');
}

void health_text_lists(struct strbuf *out, const struct health *h, const struct text_options *o)
{
    if (h->yours) {
        head(out, tr(o->adviser->lang, "Yours to do"), o);
        health_text_list(out, h, HEALTH_TEXT_YOURS, o);
    }
    if (h->yours && h->len == h->yours)
        return;
    head(out, tr(o->adviser->lang, "Needs attention now"), o);
    health_text_list(out, h, HEALTH_TEXT_OTHERS, o);
}
