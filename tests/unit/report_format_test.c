/* Rows in every format: alignment, cutting, and strangers' text made harmless. */
#include "base/mem.h"
#include "phrase/say.h"
#include "render/format.h"
#include "render/wrap.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static const struct column columns[] = {
    {.name = "code", .title = "Code", .number = 1, .plain = 1},
    {.name = "text"},
    {.name = "n", .number = 1},
};

static char *write_rows(enum format format, int width, int no_header)
{
    char *bytes;
    size_t len;
    FILE *out = open_memstream(&bytes, &len);
    struct format_options options = {.format = format, .width = width, .no_header = no_header};
    struct format_writer *w = format_begin(out, &options, columns, 3);
    format_row(w, (struct cell[]){cell_int(1550), cell_str("say \"hi\", a|b"), cell_int(1234567)});
    format_row(w, (struct cell[]){cell_int(0), cell_str("=x\x1b[1m\xff\ttab\nline\\"),
                                  cell_real(0.5)});
    format_row(w, (struct cell[]){{.kind = CELL_NULL}, cell_str(""), {.kind = CELL_NULL}});
    format_end(w);
    fclose(out);
    return bytes;
}

static const struct { enum format format; int width, no_header; const char *want; } formats[] = {
    {FORMAT_CSV, 0, 0,
     "code,text,n\r\n1550,\"say \"\"hi\"\", a|b\",1234567\r\n"
     "0,\"=x\x1b[1m\xef\xbf\xbd\ttab\nline\\\",0.5\r\n,,\r\n"},
    {FORMAT_TSV, 0, 0,
     "code\ttext\tn\n1550\tsay \"hi\", a|b\t1234567\n"
     "0\t=x\x1b[1m\xef\xbf\xbd\\ttab\\nline\\\\\t0.5\n\t\t\n"},
    {FORMAT_JSON, 0, 0,
     "[\n{\"code\":1550,\"text\":\"say \\\"hi\\\", a|b\",\"n\":1234567},\n"
     "{\"code\":0,\"text\":\"=x\\u001b[1m\xef\xbf\xbd\\ttab\\nline\\\\\",\"n\":0.5},\n"
     "{\"code\":null,\"text\":\"\",\"n\":null}\n]\n"},
    {FORMAT_NDJSON, 0, 0,
     "{\"code\":1550,\"text\":\"say \\\"hi\\\", a|b\",\"n\":1234567}\n"
     "{\"code\":0,\"text\":\"=x\\u001b[1m\xef\xbf\xbd\\ttab\\nline\\\\\",\"n\":0.5}\n"
     "{\"code\":null,\"text\":\"\",\"n\":null}\n"},
    {FORMAT_MARKDOWN, 0, 0,
     "| Code | text | n |\n| ---: | --- | ---: |\n| 1550 | say \"hi\", a\\|b | 1,234,567 |\n"
     "| 0 | =x\\\\x1b\\[1m\\\\xff\\\\x09tab line\\\\ | 0.5 |\n|  |  |  |\n"},
    {FORMAT_TABLE, 0, 0,
     "Code  text                                n\n"
     "1550  say \"hi\", a|b               1,234,567\n"
     "   0  =x\\x1b[1m\\xff\\x09tab line\\        0.5\n"
     "\n"},
    {FORMAT_TABLE, 25, 1,
     "1550  say \"hi\xe2\x80\xa6  1,234,567\n"
     "   0  =x\\x1b[\xe2\x80\xa6        0.5\n"
     "\n"},
    {FORMAT_BOX, 33, 0,
     "\u250c\u2500\u2500\u2500\u2500\u2500\u2500\u252c"
     "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u252c"
     "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2510\n"
     "\u2502 Code \u2502 text       \u2502         n \u2502\n"
     "\u251c\u2500\u2500\u2500\u2500\u2500\u2500\u253c"
     "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u253c"
     "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2524\n"
     "\u2502 1550 \u2502 say \"hi\",\xe2\x80\xa6 \u2502 1,234,567 \u2502\n"
     "\u2502    0 \u2502 =x\\x1b[1m\xe2\x80\xa6 \u2502       0.5 \u2502\n"
     "\u2502      \u2502            \u2502           \u2502\n"
     "\u2514\u2500\u2500\u2500\u2500\u2500\u2500\u2534"
     "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2534"
     "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2518\n"},
};

Test(format, rows_in_every_format)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char *got = write_rows(formats[i].format, formats[i].width, formats[i].no_header);
        cr_expect_str_eq(got, formats[i].want, "row %zu:\n%s", i, got);
        free(got);
    }
}

Test(format, a_formula_is_guarded_for_spreadsheets_only)
{
    for (int guard = 0; guard < 2; guard++) {
        char *bytes;
        size_t len;
        FILE *out = open_memstream(&bytes, &len);
        struct format_options options = {.format = FORMAT_CSV, .spreadsheet = guard,
                                         .no_header = 1};
        struct format_writer *w = format_begin(out, &options, &columns[1], 1);
        format_row(w, (struct cell[]){cell_str("=1+1")});
        format_end(w);
        fclose(out);
        cr_expect_str_eq(bytes, guard ? "'=1+1\r\n" : "=1+1\r\n");
        free(bytes);
    }
}

Test(format, a_long_table_streams_with_fixed_widths)
{
    char *bytes;
    size_t len;
    FILE *out = open_memstream(&bytes, &len);
    struct format_options options = {.format = FORMAT_TABLE, .width = 40, .no_header = 1};
    struct format_writer *w = format_begin(out, &options, &columns[1], 2);
    for (int i = 0; i < 3 * FORMAT_LOOKAHEAD; i++)
        format_row(w, (struct cell[]){
            cell_str(i == 2500 ? "longer than the look-ahead" : "short text"), cell_int(7)});
    format_end(w);
    fclose(out);
    cr_expect_eq(len, 3 * FORMAT_LOOKAHEAD * strlen("short text  7\n") + 2, "%zu", len);
    cr_expect(strstr(bytes, "longer th\xe2\x80\xa6  7\n") != NULL);
    free(bytes);
}

static const struct { enum style_when when; int terminal; const char *no_color, *term; int on; }
styles[] = {
    {STYLE_AUTO, 1, NULL, "xterm", 1}, {STYLE_AUTO, 0, NULL, "xterm", 0},
    {STYLE_AUTO, 1, "1", "xterm", 0}, {STYLE_AUTO, 1, "", "xterm", 1},
    {STYLE_AUTO, 1, NULL, "dumb", 0}, {STYLE_ALWAYS, 0, "1", "dumb", 1},
    {STYLE_NEVER, 1, NULL, "xterm", 0},
};
static size_t row;

static char *get(const char *name)
{
    return (char *)(uintptr_t)(strcmp(name, "NO_COLOR") == 0 ? styles[row].no_color
                                                             : styles[row].term);
}

Test(style, colour_only_where_it_is_wanted)
{
    for (row = 0; row < sizeof styles / sizeof *styles; row++)
        cr_expect_eq(style_for(styles[row].when, styles[row].terminal, get).on, styles[row].on,
                     "row %zu", row);
}

Test(wrap, words_are_laid_into_lines)
{
    struct strbuf out = {0};
    wrap_text(&out, slice_str("one two three\nfour verylongword x"), 2, 10);
    cr_expect_str_eq(out.ptr, "  one two\n  three\n  four\n  verylongword\n  x\n", "%s", out.ptr);
    strbuf_clear(&out);
    wrap_columns(&out, (struct smtplog_slice[]){slice_str("a b c d"), slice_str("x")},
                 (int[]){3, 3}, 2, 2);
    cr_expect_str_eq(out.ptr, "a b  x\nc d\n", "%s", out.ptr);
    strbuf_release(&out);
}

/* ---- Who stands for a group ----------------------------------------------------------------- */

static const struct {
    const char *name;
    int64_t first, known, events;
    size_t distinct;
    const char *want;
} leaders[] = {
    {"all of it", 9, 9, 9, 1, "gmail"},
    {"a few, the rest has none", 4, 4, 359, 1, "gmail 4 of 359"},
    {"the first of some", 80, 120, 120, 3, "gmail 80 of 120 +2"},
    {"one of many small ones", 1, 122, 122, 122, "gmail +121"},
    {"one of many, most have none", 1, 3, 1222, 3, "gmail 1 of 1,222 +2"},
    {"nobody", 0, 0, 7, 0, ""},
};

Test(report_format, a_leader_is_told_with_its_share)
{
    for (size_t i = 0; i < sizeof leaders / sizeof *leaders; i++) {
        struct top_group g = {.events = leaders[i].events};
        struct strbuf out = {0};
        g.lead[LEAD_PROVIDER] = (struct leaders){
            .top = {{SLICE_LIT("gmail"), leaders[i].first}}, .distinct = leaders[i].distinct,
            .known = leaders[i].known,
        };
        say_leader(&out, &g, LEAD_PROVIDER, NULL);
        cr_expect_str_eq(strbuf_text(&out), leaders[i].want, "row %s", leaders[i].name);
        strbuf_release(&out);
    }
}

/* What the commands offer is what there is; renderers.sh shows each of them. */
Test(format, the_choices_are_the_formats)
{
    char *choices = mem_str(FORMAT_CHOICES), *rest = choices, *word;
    int n = 0;
    for (enum format format; (word = strsep(&rest, "|")); n++) {
        cr_expect(format_by_name(word, &format), "%s", word);
        cr_expect_eq((int)format, n, "%s", word);
    }
    cr_expect_eq(n, FORMAT_KINDS);
    free(choices);
}
