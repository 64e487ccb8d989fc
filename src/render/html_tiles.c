/* The page's tiles: the four counts that people know, each with what is usual and its month.  What
 * guesses at passwords is told with what was refused, for both are strangers at the door. */
#include "render/html_parts.h"
#include "render/spark.h"
#include "phrase/health_say.h"
#include "query/period.h"

/* "lowest 12, highest 433, the last day 337" */
static void say_month(struct strbuf *out, const struct health_figure *f, const struct lang *lang)
{
    int64_t low = -1, high = -1, last = f->course[HEALTH_DAYS - 1];
    struct strbuf n[3] = {{0}};
    for (int i = 0; i < HEALTH_DAYS; i++) {
        if (f->course[i] < 0)
            continue;
        low = low < 0 || f->course[i] < low ? f->course[i] : low;
        high = f->course[i] > high ? f->course[i] : high;
    }
    if (high < 0 || last < 0) {
        strbuf_str(out, tr(lang, "no logs"));
        return;
    }
    lang_count(&n[0], low, lang);
    lang_count(&n[1], high, lang);
    lang_count(&n[2], last, lang);
    strbuf_fmt(out, tr(lang, "lowest %s, highest %s, the last day %s"), n[0].ptr, n[1].ptr,
               n[2].ptr);
    for (int i = 0; i < 3; i++)
        strbuf_release(&n[i]);
}

/* Thirty days as a line, and in words for who sees no picture. */
static void month(const struct html_page *p, enum health_count which)
{
    const struct health_figure *f = &p->r->health.figures[which];
    struct strbuf id = {0}, title = {0}, about = {0};
    strbuf_fmt(&id, "month-%s", health_count_word(which));
    strbuf_fmt(&title, "%s: %s", health_count_title(&p->r->health, which, p->lang),
               tr(p->lang, "30 days"));
    say_month(&about, f, p->lang);
    const struct spark s = {
        .id = id.ptr, .title = strbuf_view(&title), .about = strbuf_view(&about),
        .values = f->course, .len = HEALTH_DAYS, .usual = f->usual.known ? f->usual.usual : -1,
    };
    spark_draw(p->out, &s);
    strbuf_release(&id);
    strbuf_release(&title);
    strbuf_release(&about);
}

/* "usual 433"; what is beyond it is told in words too. */
static void usual(const struct html_page *p, enum health_count which)
{
    const struct likely *l = &p->r->health.figures[which].usual;
    double now = (double)p->r->health.figures[which].now;
    int is_off = which == COUNT_DELIVERED ? now < l->low : now > l->high;
    struct strbuf text = {0};
    if (!l->known) {
        strbuf_str(&text, tr(p->lang, "usual: not known yet"));
    } else {
        strbuf_fmt(&text, "%s ", tr(p->lang, "usual"));
        health_say_usual(&text, &p->r->health, which, p->lang);
        if (is_off)
            strbuf_fmt(&text, " · %s", which == COUNT_DELIVERED ? tr(p->lang, "fewer than usual")
                                                                 : tr(p->lang, "more than usual"));
    }
    html_element(p->out, "span", l->known && is_off ? "usual worse" : "usual", strbuf_view(&text));
    strbuf_release(&text);
}

/* "122 failed logins, none succeeded (usual 73)" */
static void guesses(const struct html_page *p)
{
    const struct health *h = &p->r->health;
    struct strbuf text = {0};
    if (!h->figures[COUNT_GUESSED].now)
        return;
    health_say_now(&text, h, COUNT_GUESSED, p->lang);
    strbuf_fmt(&text, " %s", health_count_title(h, COUNT_GUESSED, p->lang));
    if (h->figures[COUNT_GUESSED].usual.known) {
        strbuf_fmt(&text, " (%s ", tr(p->lang, "usual"));
        health_say_usual(&text, h, COUNT_GUESSED, p->lang);
        strbuf_char(&text, ')');
    }
    html_element(p->out, "span", "beside", strbuf_view(&text));
    strbuf_release(&text);
}

void html_tiles(const struct html_page *p)
{
    static const enum health_count tiles[] = {COUNT_DELIVERED, COUNT_WAITING, COUNT_BOUNCED,
                                              COUNT_REFUSED};
    struct strbuf n = {0};
    strbuf_str(p->out, "<ul class=\"tiles\">\n");
    for (size_t i = 0; i < sizeof tiles / sizeof *tiles; i++) {
        strbuf_fmt(p->out, "<li class=\"tile t-%s\">\n", health_count_word(tiles[i]));
        html_element(p->out, "span", "label",
                     slice_str(health_count_title(&p->r->health, tiles[i], p->lang)));
        strbuf_clear(&n);
        health_say_now(&n, &p->r->health, tiles[i], p->lang);
        html_element(p->out, "strong", "figure", strbuf_view(&n));
        usual(p, tiles[i]);
        month(p, tiles[i]);
        if (tiles[i] == COUNT_REFUSED)
            guesses(p);
        strbuf_str(p->out, "</li>\n");
    }
    strbuf_str(p->out, "</ul>\n");
    strbuf_release(&n);
}
