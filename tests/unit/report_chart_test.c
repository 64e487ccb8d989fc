/* Words, tables and drawings of the page: strangers' words stay text, numbers become shapes. */
#include "render/chart.h"
#include "render/html.h"
#include "render/spark.h"
#include "render/svg.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
        n++;
    return n;
}

/* ---- What strangers wrote -------------------------------------------------------------------- */

static const struct { const char *name, *text, *want; } texts[] = {
    {"words", "User unknown", "User unknown"},
    {"a tag", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
    {"quotes", "\" onload='x'", "&quot; onload=&#39;x&#39;"},
    {"a reference", "&lt;b&#62;", "&amp;lt;b&amp;#62;"},
    {"the end of a comment", "--><!--", "--&gt;&lt;!--"},
    {"an escape", "\033[2J", "\\x1b[2J"},
    {"direction turned", "a\xe2\x80\xae" "b", "a\\u202eb"},
    {"direction isolated", "a\xe2\x81\xa6" "b", "a\\u2066b"},
    {"broken UTF-8", "a\xff<\xc3", "a\\xff&lt;\\xc3"},
    {"lines", "one\ntwo", "one two"},
    {"letters", "почта 雪", "почта 雪"},
    {"nothing", "", ""},
};

Test(report_chart, what_strangers_wrote_is_inert)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct strbuf out = {0};
        html_text(&out, slice_str(texts[i].text));
        cr_expect_str_eq(strbuf_text(&out), texts[i].want, "row %s", texts[i].name);
        strbuf_release(&out);
    }
}

Test(report_chart, what_strangers_wrote_is_inert_everywhere)
{
    static const char evil[] = "\"><script>x</script>";
    const struct html_column columns[] = {{evil, HTML_KEY}, {evil, HTML_NUMBER}};
    const struct chart_slot slot = {.name = SLICE_LIT("\"><script>"),
                                    .label = SLICE_LIT("<script>"), .class = {[5] = 1}};
    const struct chart chart = {.id = "c", .title = evil, .column = evil, .well = evil,
                                .drawn_well = 1, .slots = &slot, .len = 1};
    struct html_table t;
    struct strbuf out = {0};
    html_table_begin(&t, &out, evil, NULL, columns, 2);
    html_cell(&t, slice_str(evil), STYLE_PLAIN);
    html_cell(&t, slice_str(evil), STYLE_WORSE);
    html_table_end(&t);
    html_element(&out, "p", "note", slice_str(evil));
    svg_begin(&out, "s", 1, 1, slice_str(evil), slice_str(evil));
    svg_group_begin(&out, slice_str(evil));
    svg_group_end(&out);
    svg_end(&out);
    chart_columns(&out, &chart);
    cr_expect_eq(count(strbuf_text(&out), "<script"), 0, "%s", strbuf_text(&out));
    cr_expect_gt(count(strbuf_text(&out), "&lt;script&gt;"), 10);
    strbuf_release(&out);
}

/* ---- Tables ---------------------------------------------------------------------------------- */

Test(report_chart, a_table_tells_heads_from_cells)
{
    const struct html_column columns[] = {{"cause", HTML_KEY}, {"count", HTML_NUMBER},
                                          {"", HTML_WORDS}};
    struct html_table t;
    struct strbuf out = {0};
    html_table_begin(&t, &out, "Causes", "cards", columns, 3);
    html_cell(&t, SLICE_LIT("greylisted"), STYLE_PLAIN);
    html_cell_count(&t, 1204, NULL);
    html_cell(&t, SLICE_LIT("new"), STYLE_WORSE);
    html_table_end(&t);
    cr_expect_str_eq(strbuf_text(&out),
        "<div class=\"scroll\">\n<table class=\"cards\">\n<caption>Causes</caption>\n"
        "<thead><tr><th scope=\"col\">cause</th><th scope=\"col\" class=\"number\">count</th>"
        "<td></td></tr></thead>\n<tbody>\n"
        "<tr><th scope=\"row\">greylisted</th><td class=\"number\" data-label=\"count\">1,204</td>"
        "<td class=\"worse\">new</td></tr>\n</tbody>\n</table>\n</div>\n");
    strbuf_release(&out);
}

Test(report_chart, a_row_can_be_linked_to)
{
    const struct html_column columns[] = {{"who", HTML_KEY}, {"n", HTML_NUMBER}};
    struct html_table t;
    struct strbuf out = {0};
    html_table_begin(&t, &out, "Who", NULL, columns, 2);
    html_row(&t, "who-1");
    html_cell(&t, SLICE_LIT("<gmail>"), STYLE_PLAIN);
    html_cell(&t, SLICE_LIT("4"), STYLE_PLAIN);
    html_cell(&t, SLICE_LIT("no link"), STYLE_PLAIN);
    html_cell(&t, SLICE_LIT("5"), STYLE_PLAIN);
    html_table_end(&t);
    cr_expect(strstr(out.ptr, "<tr id=\"who-1\"><th scope=\"row\"><a href=\"#who-1\">&lt;gmail&gt;</a></th>"),
              "%s", out.ptr);
    cr_expect(strstr(out.ptr, "<tr><th scope=\"row\">no link</th>"), "%s", out.ptr);
    strbuf_release(&out);
}

/* ---- Charts ---------------------------------------------------------------------------------- */

static const struct { int64_t most, scale; } scales[] = {
    {0, 2}, {1, 2}, {2, 2}, {3, 4}, {5, 6}, {7, 10}, {10, 10}, {11, 20}, {100, 100}, {101, 200},
    {599, 600}, {601, 1000}, {1000000, 1000000}, {10000001, 20000000},
};

Test(report_chart, a_scale_ends_at_a_round_number)
{
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        cr_expect_eq(chart_scale(scales[i].most), scales[i].scale, "row %lld: %lld",
                     (long long)scales[i].most, (long long)chart_scale(scales[i].most));
}

static struct strbuf hours_drawn(const int64_t (*counts)[3], size_t len)
{
    struct chart_slot slots[24] = {0};
    const struct chart chart = {.id = "hours", .title = "By hour", .column = "hour",
                                .well = "accepted", .slots = slots, .len = len};
    struct strbuf out = {0};
    for (size_t i = 0; i < len; i++) {
        slots[i].name = slots[i].label = SLICE_LIT("18:00");
        for (int class = 3; class <= 5; class++)
            slots[i].class[class] = counts[i][class - 3];
    }
    chart_columns(&out, &chart);
    return out;
}

Test(report_chart, hours_without_failures_are_a_chart_too)
{
    static const int64_t none[24][3] = {{0}};
    struct strbuf out = hours_drawn(none, 24);
    cr_expect_eq(count(strbuf_text(&out), "class=\"slot\""), 24);
    cr_expect_eq(count(strbuf_text(&out), "<rect class=\"f"), 0);
    cr_expect(strstr(strbuf_text(&out), ">0 failures<"));
    cr_expect_eq(count(strbuf_text(&out), "<tr><th scope=\"row\">"), 24);
    cr_expect_eq(count(strbuf_text(&out), "nan") + count(strbuf_text(&out), "inf"), 0);
    strbuf_release(&out);
}

Test(report_chart, a_huge_column_does_not_hide_the_small_ones)
{
    static const int64_t counts[3][3] = {{1, 0, 0}, {1, 1, 9999998}, {0, 2, 0}};
    struct strbuf out = hours_drawn(counts, 3);
    cr_expect_eq(count(strbuf_text(&out), "height=\"2\""), 4, "%s", strbuf_text(&out));
    cr_expect(strstr(strbuf_text(&out), "<rect class=\"f5\" x=\"11\" y=\"4\" width=\"8\" height=\"196\"/>"),
              "%s", strbuf_text(&out));
    cr_expect(strstr(strbuf_text(&out), "Most at 18:00: 10,000,000 (5xx 9,999,998, 4xx 1, 3xx 1)"));
    strbuf_release(&out);
}

Test(report_chart, a_drawing_has_a_name_and_a_description)
{
    static const int64_t counts[2][3] = {{0, 0, 5}, {0, 3, 0}};
    struct strbuf out = hours_drawn(counts, 2);
    cr_expect(strstr(strbuf_text(&out), "<svg viewBox=\"0 0 20 200\" preserveAspectRatio=\"none\" "
                              "role=\"img\" aria-labelledby=\"hours-title\" "
                              "aria-describedby=\"hours-about\">\n"
                              "<title id=\"hours-title\">By hour</title>\n"
                              "<desc id=\"hours-about\">8 failures. Most at 18:00: 5 (5xx 5)"
                              "</desc>"), "%s", strbuf_text(&out));
    cr_expect(strstr(strbuf_text(&out), "<title>18:00: 3 (4xx 3)</title>"));
    strbuf_release(&out);
}

Test(report_chart, what_went_well_has_a_scale_of_its_own)
{
    const struct chart_slot slots[] = {
        {.name = SLICE_LIT("08:00"), .class = {[5] = 2}, .well = 4000},
        {.name = SLICE_LIT("09:00"), .class = {[4] = 1}, .well = 1},
        {.name = SLICE_LIT("10:00")},
    };
    struct chart chart = {.id = "out", .title = "Outbound", .column = "hour", .well = "sent",
                          .drawn_well = 1, .slots = slots, .len = 3};
    struct strbuf out = {0};
    chart_columns(&out, &chart);
    cr_expect(strstr(out.ptr, "<desc id=\"out-well-about\">08:00: 4,000 sent</desc>"), "%s", out.ptr);
    cr_expect(strstr(out.ptr, "<rect class=\"f2\" x=\"1\" y=\"0\" width=\"8\" height=\"200\"/>"));
    cr_expect(strstr(out.ptr, "<rect class=\"f2\" x=\"11\" y=\"198\" width=\"8\" height=\"2\"/>"));
    cr_expect_eq(count(out.ptr, "class=\"f2\""), 2, "an hour without mail has no column");
    cr_expect(strstr(out.ptr, "<rect class=\"f5\" x=\"1\" y=\"0\" width=\"8\" height=\"200\"/>"));
    cr_expect(strstr(out.ptr, "4,001 sent, 3 failures"), "%s", out.ptr);
    strbuf_clear(&out);
    chart.drawn_well = 0;               /* nobody counted it: the table says what is known */
    chart_columns(&out, &chart);
    cr_expect_eq(count(out.ptr, "f2") + count(out.ptr, "out-well"), 0, "%s", out.ptr);
    cr_expect(strstr(out.ptr, ">3 failures<"));
    strbuf_release(&out);
}

/* ---- Sparklines ------------------------------------------------------------------------------ */

Test(report_chart, a_course_has_holes_where_nothing_is_known)
{
    static const int64_t values[] = {-1, 0, 10, 20};
    const struct spark s = {.id = "m", .title = SLICE_LIT("bounced"), .about = SLICE_LIT("<b>"),
                            .values = values, .len = 4, .usual = 10};
    struct strbuf out = {0};
    spark_draw(&out, &s);
    cr_expect_eq(count(out.ptr, "<rect"), 3, "%s", out.ptr);
    cr_expect(strstr(out.ptr, "<rect class=\"day\" x=\"4\" y=\"39\" width=\"3\" height=\"1\"/>"),
              "a day with logs and nothing is seen");
    cr_expect(strstr(out.ptr, "<rect class=\"day now\" x=\"12\" y=\"0\" width=\"3\" height=\"40\"/>"));
    cr_expect(strstr(out.ptr, "<line class=\"usual\" x1=\"0\" y1=\"20\" x2=\"16\" y2=\"20\"/>"));
    cr_expect(strstr(out.ptr, "&lt;b&gt;"));
    strbuf_release(&out);
}

Test(report_chart, a_course_of_which_nothing_is_usual_has_no_line)
{
    static const int64_t values[] = {-1, -1};
    const struct spark s = {.id = "m", .values = values, .len = 2, .usual = -1};
    struct strbuf out = {0};
    spark_draw(&out, &s);
    cr_expect_eq(count(out.ptr, "<rect") + count(out.ptr, "<line"), 0, "%s", out.ptr);
    strbuf_release(&out);
}
