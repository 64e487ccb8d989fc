/* The format of the knowledge base, and that nothing in it is left blank. */
#include "base/strbuf.h"
#include "knowledge/knowledge.h"
#include "knowledge/stanza.h"

#include <criterion/criterion.h>
#include <time.h>

static void collect(void *to, enum diag_level level, const char *sentence)
{
    strbuf_fmt(to, "%d %s\n", level, sentence);
}

Test(stanza, fields_are_folded_and_comments_left_out)
{
    static const char text[] = "# head\nName: a\nPattern: ^x: [#y]$\n more\n# inside\n\tlast\n\n\n"
                               "name: b\r\nEmpty:\n filled later\n";
    struct diag diag = {0};
    struct stanza_file f;
    cr_expect_eq(stanza_file_read(&f, "t.txt", slice_str(text), &diag), 0);
    cr_assert_eq(f.count, 2);
    cr_expect(slice_is(stanza_get(&f.stanzas[0], "name"), "a"));
    cr_expect(slice_is(stanza_get(&f.stanzas[0], "Pattern"), "^x: [#y]$ more last"));
    cr_expect(slice_is(stanza_get(&f.stanzas[1], "Name"), "b"));
    cr_expect(slice_is(stanza_get(&f.stanzas[1], "Empty"), "filled later"));
    cr_expect_null(stanza_get(&f.stanzas[1], "Pattern").ptr);
    cr_expect_eq(f.stanzas[1].line, 9);
    stanza_file_release(&f);
}

static const struct { const char *name, *text, *told; size_t good; } faults[] = {
    {"no colon", "Name: a\nnonsense\n\nName: b\n", "2 t.txt:2: expected \"Field: text\"", 1},
    {"no name", ": a\n", "2 t.txt:1: expected \"Field: text\"", 0},
    {"bad name", "A b: c\n", "2 t.txt:1: a field name", 0},
    {"nothing to continue", " text\n\nName: b\n", "2 t.txt:1: a continuation line", 1},
    {"not UTF-8", "Name: \xff\n", "2 t.txt: not valid UTF-8", 0},
    {"told once", "x\ny\n\nName: b\n", "2 t.txt:1: expected", 1},
};

Test(stanza, faults_are_told_with_their_place_and_the_rest_is_used)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct strbuf told = {0};
        struct diag diag = {.tell = collect, .to = &told};
        struct stanza_file f;
        stanza_file_read(&f, "t.txt", slice_str(faults[i].text), &diag);
        cr_expect_eq(f.count, faults[i].good, "row %s", faults[i].name);
        cr_expect_eq(diag.errors, 1, "row %s", faults[i].name);
        cr_expect(slice_starts(strbuf_view(&told), faults[i].told), "row %s: %s", faults[i].name,
                  told.ptr);
        stanza_file_release(&f);
        strbuf_release(&told);
    }
}

static struct knowledge *load(void);

Test(knowledge, a_provider_may_mean_something_else)
{
    static const struct { const char *code, *provider; int collides; } rows[] = {
        {"5.4.1", "microsoft", 1}, {"5.4.1", "gmail", 0}, {"5.4.1", "", 0}, {"5.1.1", "orange", 1},
        {"5.7.27", "gmail", 1}, {"5.2.2", "gmail", 0},
    };
    struct knowledge *k = load();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct knowledge_code c;
        cr_assert(knowledge_enhanced(k, slice_str(rows[i].code), KNOWLEDGE_EN, &c));
        cr_expect_eq(knowledge_collides(k, &c, slice_str(rows[i].provider)), rows[i].collides, "%s %s",
                     rows[i].code, rows[i].provider);
    }
    knowledge_free(k);
}

static struct knowledge *load(void)
{
    struct strbuf told = {0};
    struct diag diag = {.tell = collect, .to = &told};
    struct knowledge *k = knowledge_new(&diag);
    cr_assert_eq(diag.errors, 0, "%s", told.ptr);
    strbuf_release(&told);
    return k;
}

Test(knowledge, loads_in_a_few_milliseconds)
{
    struct timespec a, b;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    struct knowledge *k = load();
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    double ms = (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
    cr_expect_lt(ms, 50.0, "%g ms", ms);    /* 2 ms here; sanitizers are slow */
    knowledge_free(k);
}

Test(knowledge, unknown_codes_get_the_text_of_their_class)
{
    struct knowledge *k = load();
    struct knowledge_code out;
    cr_assert(knowledge_reply(k, 550, KNOWLEDGE_EN, &out));
    cr_expect(!out.generic && !out.seen && out.class == 5);
    cr_assert(knowledge_reply(k, 597, KNOWLEDGE_EN, &out));
    cr_expect(out.generic && slice_is(out.entry, "5xx"));
    cr_expect_str_eq(out.code, "597");
    cr_assert(knowledge_reply(k, 540, KNOWLEDGE_EN, &out));
    cr_expect(out.seen && !out.generic && out.title.len && out.next.len && out.who_acts.len);
    cr_expect(!knowledge_reply(k, 999, KNOWLEDGE_EN, &out));
    cr_expect(!knowledge_reply(k, 12, KNOWLEDGE_EN, &out));
    cr_assert(knowledge_enhanced(k, SLICE_LIT("5.7.26"), KNOWLEDGE_EN, &out));
    cr_expect(!out.generic && slice_is(out.persistence, "permanent"));
    cr_assert(knowledge_enhanced(k, SLICE_LIT("4.7.650"), KNOWLEDGE_EN, &out));
    cr_expect(out.generic && slice_is(out.entry, "X.7.0") && slice_is(out.persistence, "transient"));
    cr_expect_str_eq(out.code, "4.7.650");
    cr_expect(!knowledge_enhanced(k, SLICE_LIT("7.7.1"), KNOWLEDGE_EN, &out));
    cr_expect(slice_is(knowledge_lost_dots(k, 447), "4.4.7"));
    cr_expect_null(knowledge_lost_dots(k, 550).ptr);
    knowledge_free(k);
}

static const struct { const char *locale; int lang; } locales[] = {
    {"ru_RU.UTF-8", KNOWLEDGE_RU}, {"ru", KNOWLEDGE_RU}, {"RU", KNOWLEDGE_RU},
    {"en_GB", KNOWLEDGE_EN}, {"C", KNOWLEDGE_EN}, {"", KNOWLEDGE_EN}, {NULL, KNOWLEDGE_EN},
    {"rum_RO", KNOWLEDGE_EN},
};

Test(knowledge, language_follows_the_locale)
{
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
        cr_expect_eq(knowledge_lang_of(locales[i].locale), locales[i].lang, "row %zu", i);
}
