/* Columns are drawn as SVG, and the same numbers stand below as a table, for whoever cannot see a
 * drawing. */
#include "render/chart.h"

#include "render/format.h"
#include "render/html.h"
#include "phrase/say.h"
#include "render/svg.h"

/* Units of the drawing: a slot is SLOT wide and its column BAR, the scale HEIGHT high.  A count
 * that is not zero is at least VISIBLE high: one huge hour must not hide the others. */
enum { SLOT = 10, BAR = 8, HEIGHT = 200, VISIBLE = 2, LABELS = 8 };
static const char *const class_names[] = {[3] = "3xx", [4] = "4xx", [5] = "5xx"};

static int64_t slot_sum(const struct chart_slot *s)
{
    return s->class[3] + s->class[4] + s->class[5];
}

int64_t chart_scale(int64_t most)
{
    static const int64_t steps[] = {2, 4, 6, 10};
    int64_t power = 1;
    for (; (most - 1) / 10 >= power; power *= 10)
        ;
    for (size_t i = 0; i < 4; i++)
        if (steps[i] * power >= most)
            return steps[i] * power;
    return most;                        /* not reached: most is at most 10 * power */
}

/* Heights of the classes; the largest gives way if small ones were made visible at its cost. */
static void heights_of(double *heights, const struct chart_slot *s, int64_t scale)
{
    double sum = 0;
    int largest = 3;
    for (int class = 3; class <= 5; class++) {
        double h = (double)s->class[class] * HEIGHT / (double)scale;
        heights[class] = s->class[class] > 0 && h < VISIBLE ? VISIBLE : h;
        sum += heights[class];
        if (heights[class] > heights[largest])
            largest = class;
    }
    if (sum > HEIGHT)
        heights[largest] -= sum - HEIGHT;
}

/* "18:00: 41 (5xx 30, 4xx 11)" */
static void say_slot(struct strbuf *out, const struct chart_slot *s, const struct lang *lang)
{
    strbuf_slice(out, s->name);
    strbuf_str(out, ": ");
    lang_count(out, slot_sum(s), lang);
    const char *gap = " (";
    for (int class = 5; class >= 3; class--) {
        if (!s->class[class])
            continue;
        strbuf_fmt(out, "%s%s ", gap, class_names[class]);
        lang_count(out, s->class[class], lang);
        gap = ", ";
    }
    if (*gap == ',')
        strbuf_char(out, ')');
}

/* A bar of three classes, the worst at the bottom; behind it a field of full height, so that a
 * pointer finds a slot without failures too. */
static void draw_slot(struct strbuf *out, const struct chart_slot *s, size_t i, int64_t scale,
                      const struct lang *lang)
{
    static const char *const fills[] = {[3] = "f3", [4] = "f4", [5] = "f5"};
    struct strbuf hint = {0};
    double heights[6], y = HEIGHT;
    say_slot(&hint, s, lang);
    svg_group_begin(out, strbuf_view(&hint));
    svg_rect(out, s->marked ? "slot marked" : "slot", (double)i * SLOT, 0, SLOT, HEIGHT);
    heights_of(heights, s, scale);
    for (int class = 5; class >= 3; class--) {
        if (heights[class] <= 0)
            continue;
        y -= heights[class];
        svg_rect(out, fills[class], (double)i * SLOT + (SLOT - BAR) / 2.0, y, BAR, heights[class]);
    }
    svg_group_end(out);
    strbuf_release(&hint);
}

/* "812 failures. Most: 18:00: 41 (5xx 30, 4xx 11)" */
static void say_about(struct strbuf *out, const struct chart *c)
{
    const struct chart_slot *most = NULL;
    struct strbuf n = {0};
    int64_t sum = 0;
    for (size_t i = 0; i < c->len; i++) {
        sum += slot_sum(&c->slots[i]);
        if (!most || slot_sum(&c->slots[i]) > slot_sum(most))
            most = &c->slots[i];
    }
    lang_count(&n, sum, c->lang);
    strbuf_fmt(out, tr_n(c->lang, "%s failure", "%s failures", (uint64_t)sum), n.ptr);
    if (sum) {
        strbuf_clear(&n);
        say_slot(&n, most, c->lang);
        strbuf_str(out, ". ");
        strbuf_fmt(out, tr(c->lang, "Most at %s"), n.ptr);
    }
    strbuf_release(&n);
}

/* Colour alone tells nothing to some readers: every key has its word. */
static void legend(struct strbuf *out, const struct chart *c)
{
    strbuf_str(out, "<ul class=\"legend\">");
    if (c->drawn_well) {
        strbuf_str(out, "<li><span class=\"key k2\"></span>");
        html_str(out, c->well);
        strbuf_str(out, "</li>");
    }
    for (int class = 5; class >= 3; class--) {
        strbuf_fmt(out, "<li><span class=\"key k%d\"></span>%s ", class, class_names[class]);
        html_str(out, say_class(class, c->lang));
        strbuf_str(out, "</li>");
    }
    strbuf_str(out, "</ul>\n");
}

/* The scale's end, its half where there is room, and 0. */
static void scale_labels(struct strbuf *out, int64_t scale, int has_half, const struct lang *lang)
{
    const int64_t marks[] = {scale, scale / 2, 0};
    strbuf_str(out, "<div class=\"scale\" aria-hidden=\"true\">");
    for (size_t i = 0; i < 3; i++) {
        struct strbuf n = {0};
        if (i == 1 && !has_half)
            continue;
        lang_count(&n, marks[i], lang);
        strbuf_str(out, "<span>");
        html_text(out, strbuf_view(&n));
        strbuf_str(out, "</span>");
        strbuf_release(&n);
    }
    strbuf_str(out, "</div>\n");
}

/* A label below every so many columns. */
static void slot_labels(struct strbuf *out, const struct chart *c)
{
    static const size_t steps[] = {1, 2, 3, 5, 6, 12, 24};
    size_t step = steps[6];
    for (size_t i = 7; i-- > 0;)
        if (c->len <= steps[i] * LABELS)
            step = steps[i];
    strbuf_str(out, "<div class=\"labels\" aria-hidden=\"true\">");
    for (size_t i = 0; i < c->len; i += step) {
        size_t span = c->len - i < step ? c->len - i : step;
        strbuf_fmt(out, "<span style=\"flex:%zu\">", span);
        if (span * 2 > step)
            html_text(out, c->slots[i].label);
        strbuf_str(out, "</span>");
    }
    strbuf_str(out, "</div>\n");
}

/* Classes above each other on one scale of round numbers, lines at the half and at the whole of
 * it. */
static void draw_failures(struct strbuf *out, const struct chart *c)
{
    struct strbuf about = {0};
    double width = (double)c->len * SLOT;
    int64_t most = 0;
    for (size_t i = 0; i < c->len; i++)
        most = slot_sum(&c->slots[i]) > most ? slot_sum(&c->slots[i]) : most;
    int64_t scale = chart_scale(most);
    scale_labels(out, scale, 1, c->lang);
    say_about(&about, c);
    svg_begin(out, c->id, width, HEIGHT, slice_str(c->title), strbuf_view(&about));
    for (int i = 0; i < 2; i++)
        svg_line(out, "grid", 0, i * HEIGHT / 2.0, width, i * HEIGHT / 2.0);
    for (size_t i = 0; i < c->len; i++)
        draw_slot(out, &c->slots[i], i, scale, c->lang);
    svg_line(out, "base", 0, HEIGHT, width, HEIGHT);
    strbuf_char(out, '\n');
    svg_end(out);
    strbuf_release(&about);
}

/* "18:00: 41 delivered" */
static void say_well(struct strbuf *out, const struct chart *c, const struct chart_slot *s)
{
    strbuf_slice(out, s->name);
    strbuf_str(out, ": ");
    lang_count(out, s->well, c->lang);
    strbuf_fmt(out, " %s", c->well);
}

/* What went well has a scale of its own: beside thousands that were accepted failures would not
 * be seen.  One message is seen too. */
static void draw_well_slot(struct strbuf *out, const struct chart *c, size_t i, int64_t scale)
{
    const struct chart_slot *s = &c->slots[i];
    struct strbuf hint = {0};
    double height = (double)s->well * HEIGHT / (double)scale;
    if (s->well > 0 && height < VISIBLE)
        height = VISIBLE;
    say_well(&hint, c, s);
    svg_group_begin(out, strbuf_view(&hint));
    svg_rect(out, s->marked ? "slot marked" : "slot", (double)i * SLOT, 0, SLOT, HEIGHT);
    if (height > 0)
        svg_rect(out, "f2", (double)i * SLOT + (SLOT - BAR) / 2.0, HEIGHT - height, BAR, height);
    svg_group_end(out);
    strbuf_release(&hint);
}

/* What went well, above the failures on the same axis of time but on a scale of its own:
 * successes are a hundred times as many. */
static void draw_well(struct strbuf *out, const struct chart *c)
{
    struct strbuf id = {0}, about = {0};
    const struct chart_slot *most = &c->slots[0];
    double width = (double)c->len * SLOT;
    for (size_t i = 0; i < c->len; i++)
        most = c->slots[i].well > most->well ? &c->slots[i] : most;
    int64_t scale = chart_scale(most->well);
    scale_labels(out, scale, 0, c->lang);
    strbuf_fmt(&id, "%s-well", c->id);
    say_well(&about, c, most);
    svg_begin(out, id.ptr, width, HEIGHT, slice_str(c->well), strbuf_view(&about));
    svg_line(out, "grid", 0, 0, width, 0);
    for (size_t i = 0; i < c->len; i++)
        draw_well_slot(out, c, i, scale);
    svg_line(out, "base", 0, HEIGHT, width, HEIGHT);
    strbuf_char(out, '\n');
    svg_end(out);
    strbuf_release(&id);
    strbuf_release(&about);
}

/* The same as a table, for those who cannot see a chart or want to copy it. */
static void numbers(struct strbuf *out, const struct chart *c)
{
    const struct html_column columns[] = {
        {c->column, HTML_KEY}, {tr(c->lang, "failures"), HTML_NUMBER}, {"5xx", HTML_NUMBER},
        {"4xx", HTML_NUMBER}, {"3xx", HTML_NUMBER}, {c->well, HTML_NUMBER},
    };
    struct html_table t;
    strbuf_str(out, "<details><summary>");
    html_str(out, tr(c->lang, "The numbers"));
    strbuf_str(out, "</summary>\n");
    html_table_begin(&t, out, c->title, NULL, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < c->len; i++) {
        const struct chart_slot *s = &c->slots[i];
        html_cell(&t, s->name, STYLE_PLAIN);
        html_cell_count(&t, slot_sum(s), c->lang);
        for (int class = 5; class >= 3; class--)
            html_cell_count(&t, s->class[class], c->lang);
        html_cell_count(&t, s->well, c->lang);
    }
    html_table_end(&t);
    strbuf_str(out, "</details>\n");
}

/* "212 delivered, 9 failures" */
static void say_sums(struct strbuf *out, const struct chart *c)
{
    struct strbuf n = {0};
    int64_t well = 0, failed = 0;
    for (size_t i = 0; i < c->len; i++) {
        well += c->slots[i].well;
        failed += slot_sum(&c->slots[i]);
    }
    if (c->drawn_well) {
        lang_count(out, well, c->lang);
        strbuf_fmt(out, " %s, ", c->well);
    }
    lang_count(&n, failed, c->lang);
    strbuf_fmt(out, tr_n(c->lang, "%s failure", "%s failures", (uint64_t)failed), n.ptr);
    strbuf_release(&n);
}

void chart_columns(struct strbuf *out, const struct chart *c)
{
    struct strbuf sums = {0};
    strbuf_str(out, "<figure class=\"chart\">\n<figcaption>");
    html_str(out, c->title);
    say_sums(&sums, c);
    strbuf_char(out, ' ');
    html_element(out, "span", "sums", strbuf_view(&sums));
    strbuf_str(out, "</figcaption>\n");
    legend(out, c);
    if (c->drawn_well) {
        strbuf_str(out, "<div class=\"plot well\">\n");
        draw_well(out, c);
        strbuf_str(out, "</div>\n");
    }
    strbuf_str(out, "<div class=\"plot\">\n");
    draw_failures(out, c);
    slot_labels(out, c);
    strbuf_str(out, "</div>\n");
    numbers(out, c);
    strbuf_str(out, "</figure>\n");
    strbuf_release(&sums);
}
