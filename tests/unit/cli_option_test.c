/* Command lines read by rows, and "did you mean". */
#include "base/nearest.h"
#include "cli/command.h"
#include "cli/option.h"

#include <criterion/criterion.h>
#include <stdio.h>

static const struct option rows[] = {
    {.name = "since", .type = OPTION_TIME, .arg = "T", .help = "", .def = "24h"},
    {.name = "limit", .letter = 'n', .type = OPTION_INT, .arg = "N", .help = "", .min = 1, .max = 99,
     .def = "10"},
    {.name = "format", .type = OPTION_CHOICE, .arg = "F", .choices = "table|tsv|json", .help = ""},
    {.name = "code", .type = OPTION_LIST, .arg = "CODE", .help = ""},
    {.name = "keep", .type = OPTION_DURATION, .arg = "AGE", .help = ""},
    {.name = "follow", .letter = 'f', .type = OPTION_FLAG, .help = ""},
    {.name = "quiet", .letter = 'q', .type = OPTION_FLAG, .help = ""},
    OPTION_END,
};
static const struct option globals[] = {
    {.name = "db", .type = OPTION_STRING, .arg = "FILE", .help = ""},
    OPTION_END,
};

/* Keeps the last sentence. */
static void keep(void *to, enum diag_level level, const char *sentence)
{
    (void)level;
    snprintf(to, 400, "%s", sentence);
}

enum { WORDS = 6 };

/* What was read, in one line: options as name=value with defaults, then operands. */
static void show(const struct args *a, char *out)
{
    size_t at = 0;
    const char *s;
    int n = sprintf(out, "%lld %lld %s %s %d%d", (long long)args_number(a, "since", 0),
                    (long long)args_number(a, "limit", 0),
                    args_string(a, "format") ? args_string(a, "format") : "-",
                    args_string(a, "db") ? args_string(a, "db") : "-", args_flag(a, "follow"),
                    args_flag(a, "quiet"));
    while ((s = args_list(a, "code", &at)))
        n += sprintf(out + n, " code=%s", s);
    for (size_t i = 0; i < a->len; i++)
        n += sprintf(out + n, " [%s]", a->operands[i]);
}

static const struct { const char *words[WORDS], *want; } lines[] = {
    {{NULL}, "913600 10 - - 00"},
    {{"a", "b"}, "913600 10 - - 00 [a] [b]"},
    {{"--since", "1h"}, "996400 10 - - 00"},
    {{"--since=1h", "a"}, "996400 10 - - 00 [a]"},
    {{"--since", "-1h"}, "996400 10 - - 00"},
    {{"-n", "5"}, "913600 5 - - 00"},
    {{"-n5", "-qf"}, "913600 5 - - 11"},
    {{"-qn5"}, "913600 5 - - 01"},
    {{"-n", "5", "--limit", "7"}, "913600 7 - - 00"},
    {{"a", "--db", "x.db", "b"}, "913600 10 - x.db 00 [a] [b]"},
    {{"--format", "tsv"}, "913600 10 tsv - 00"},
    {{"--code", "550", "--code=421"}, "913600 10 - - 00 code=550 code=421"},
    {{"-f", "--", "-n", "--db"}, "913600 10 - - 10 [-n] [--db]"},
    {{"-", "-f"}, "913600 10 - - 10 [-]"},
    {{"--db="}, "913600 10 -  00"},
};

static int count(const char *const *words)
{
    int n = 0;
    while (n < WORDS && words[n])
        n++;
    return n;
}

Test(option, lines_are_read)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char sentence[400] = "", shown[400];
        struct diag diag = {.tell = keep, .to = sentence};
        struct args a = {.now = 1000000, .rows = {rows, globals}};
        int n = count(lines[i].words);
        int at = args_read(&a, n, (char *const *)(uintptr_t)lines[i].words, 0, 0, &diag);
        cr_expect_eq(at, n, "row %zu: %s", i, sentence);
        show(&a, shown);
        cr_expect_str_eq(shown, lines[i].want, "row %zu: %s", i, shown);
        args_release(&a);
    }
}

static const struct { const char *words[WORDS], *want; } wrong[] = {
    {{"--sicne", "1h"}, "unknown option --sicne; did you mean --since?"},
    {{"--foll"}, "unknown option --foll; did you mean --follow?"},
    {{"--zzzzzzz"}, "unknown option --zzzzzzz"},
    {{"-z"}, "unknown option -z"},
    {{"--since"}, "--since needs a value: T"},
    {{"-n"}, "-n needs a value: N"},
    {{"--follow=yes"}, "--follow takes no value"},
    {{"-n", "0"}, "--limit 0: not a whole number from 1 to 99"},
    {{"-n", "5x"}, "--limit 5x: not a whole number from 1 to 99"},
    {{"--format", "yaml"}, "--format yaml: not one of table, tsv, json"},
    {{"--format", "t"}, "--format t: not one of table, tsv, json"},
    {{"--keep", "5"}, "--keep 5: not a length of time; accepted: 90m, 24h, 90d, 2w, 1h30m, 6M, 1y"},
};

Test(option, wrong_lines_are_told)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char sentence[400] = "";
        struct diag diag = {.tell = keep, .to = sentence};
        struct args a = {.now = 1000000, .rows = {rows, globals}};
        int at = args_read(&a, count(wrong[i].words), (char *const *)(uintptr_t)wrong[i].words, 0, 0,
                           &diag);
        cr_expect_eq(at, -1, "row %zu", i);
        cr_expect_eq(diag.errors, 1, "row %zu", i);
        cr_expect_str_eq(sentence, wrong[i].want, "row %zu: %s", i, sentence);
        args_release(&a);
    }
}

static const struct { const char *typed, *want; } near[] = {
    {"exlpain", "explain"}, {"exp", "explain"}, {"toop", "top"}, {"sl", ""}, {"xyz", ""},
    {"repotr", "report"}, {"pares", "parse"}, {"e", ""},
};

Test(nearest, comes_near)
{
    static const char *const words[] = {"explain", "top", "report", "parse", "ingest"};
    for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
        struct nearest n = {0};
        struct strbuf out = {0};
        for (size_t j = 0; j < sizeof words / sizeof *words; j++)
            nearest_offer(&n, near[i].typed, words[j]);
        nearest_list(&n, &out, "");
        cr_expect_str_eq(out.ptr ? out.ptr : "", near[i].want, "row %s", near[i].typed);
        strbuf_release(&out);
    }
}

Test(cli_option, lang_is_every_language_there_is)
{
    struct strbuf names = {0};
    const struct option *o = global_options;

    lang_names(&names, "|");
    while (o->name && strcmp(o->name, "lang") != 0)
        o++;
    cr_assert_not_null(o->name);
    cr_assert_str_eq(o->choices, names.ptr);
    strbuf_release(&names);
}
