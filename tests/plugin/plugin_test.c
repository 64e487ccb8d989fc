/* Which plug-ins the registry takes, and what it says of those that it refuses. */
#include "base/strbuf.h"
#include "plugin/dispatch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static void collect(void *to, enum diag_level level, const char *sentence)
{
    (void)level;
    strbuf_str(to, sentence);
}

static const struct { const char *file, *says; } refused[] = {
    {"toy-abi.so", "made for parser interface 99"},
    {"toy-size.so", "made for parser interface 4"},
    {"toy-faults.so", "parser toy: a table is wrong"},
    {"toy-faults.so", "is not sound (2 faults in its tables)"},
    {"toy-shut.so", "does not open"},
    {"toy-name.so", "not of the form"},
    {"toy-twice.so", "there is a parser \"postfix\" already"},
    {"toy-sample.so", "does not know its own sample 1"},
    {"toy-words.so", "is no log line"},
    {"absent.so", "cannot be loaded: No such file"},
};

Test(plugin, refused_with_a_sentence)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct strbuf said = {0};
        struct diag diag = {.tell = collect, .to = &said};
        struct registry *r = registry_new(&diag);
        size_t before = registry_count(r);
        char path[512];
        snprintf(path, sizeof path, "%s/%s", TOYS, refused[i].file);
        cr_expect_eq(registry_load(r, path), -1, "%s", refused[i].file);
        cr_expect(slice_find(strbuf_view(&said), refused[i].says) >= 0, "%s: %s", refused[i].file, said.ptr);
        cr_expect_eq(registry_count(r), before, "%s", refused[i].file);
        registry_free(r);
        strbuf_release(&said);
    }
}

/* Made before the struct had its last members: what lies there is not looked at. */
Test(plugin, an_older_one_is_taken)
{
    struct strbuf said = {0};
    struct diag diag = {.tell = collect, .to = &said};
    struct registry *r = registry_new(&diag);
    cr_assert_eq(registry_load(r, TOYS "/toy-older.so"), 0, "%s", said.ptr ? said.ptr : "");
    const struct smtplog_parser *p = registry_find(r, "toy");
    cr_assert(p);
    cr_expect(!SMTPLOG_PARSER_HAS(p, fronts));
    cr_expect(SMTPLOG_PARSER_HAS(registry_find(r, "postfix"), fronts));
    registry_free(r);
    strbuf_release(&said);
}

Test(plugin, writable_for_others_is_not_loaded)
{
    struct strbuf said = {0};
    struct diag diag = {.tell = collect, .to = &said};
    struct registry *r = registry_new(&diag);
    chmod(TOYS "/toy-open.so", 0777);
    cr_expect_eq(registry_load(r, TOYS "/toy-open.so"), -1);
    cr_expect(slice_find(strbuf_view(&said), "writable") >= 0);
    chmod(TOYS "/toy-open.so", 0755);
    registry_free(r);
    strbuf_release(&said);
}

Test(plugin, loaded_ones_are_asked)
{
    struct diag diag = {0};
    struct registry *r = registry_new(&diag);
    struct smtplog_event event;
    const struct smtplog_parser *by;
    struct smtplog_line line = {.tag = SLICE_LIT("toymta"), .body = SLICE_LIT("refused 550 go")};

    cr_assert_eq(registry_load(r, TOYS "/toy.so"), 0);
    struct dispatch *d = dispatch_new(r, NULL);
    cr_expect_eq(dispatch_parse(d, &line, &event, &by), SMTPLOG_SAID);
    cr_expect_str_eq(by->name, "toy");
    cr_expect(slice_is(event.reply, "550 go"));
    line.tag = SLICE_LIT("nobody");
    cr_expect_eq(dispatch_parse(d, &line, &event, &by), SMTPLOG_NOT_MINE);
    dispatch_free(d);
    registry_free(r);
}

/* What the host lends: a parser's settings, and a way to warn. */
Test(plugin, told_and_heard)
{
    struct strbuf said = {0};
    struct diag diag = {.tell = collect, .to = &said};
    struct registry *r = registry_new_empty(&diag);
    struct smtplog_event event;
    const struct smtplog_parser *by;
    struct smtplog_line line = {.tag = SLICE_LIT("mta-out"), .body = SLICE_LIT("odd refused 550 go")};

    cr_assert_eq(registry_load(r, TOYS "/toy.so"), 0);
    cr_expect_eq(registry_set(r, SLICE_LIT("toy"), SLICE_LIT("tags"), SLICE_LIT("x")), -1);
    cr_expect_eq(registry_set(r, SLICE_LIT("toys"), SLICE_LIT("tag"), SLICE_LIT("x")), -1);
    cr_expect_eq(registry_set(r, SLICE_LIT("toy"), SLICE_LIT("tag"), SLICE_LIT("mta-out")), 0);
    char *options = registry_options(r);
    cr_expect_str_eq(options, "toy.tag");
    free(options);
    struct dispatch *d = dispatch_new(r, NULL);
    cr_expect_eq(dispatch_parse(d, &line, &event, &by), SMTPLOG_SAID);
    line.tag = SLICE_LIT("toymta");
    cr_expect_eq(dispatch_parse(d, &line, &event, &by), SMTPLOG_NOT_MINE, "the fallback is overruled");
    cr_expect_str_eq(said.ptr, "parser toy: odd indeed");
    cr_expect_eq(diag.warnings, 1);
    dispatch_free(d);
    registry_free(r);
    strbuf_release(&said);
}

Test(plugin, built_in_parsers_are_sound)
{
    struct strbuf said = {0};
    struct diag diag = {.tell = collect, .to = &said};
    struct registry *r = registry_new(&diag);
    cr_expect_gt(registry_count(r), 1);
    for (size_t i = 0; i < registry_count(r); i++) {
        cr_expect(registry_at(r, i)->check != NULL, "%s proves nothing", registry_at(r, i)->name);
        cr_expect_eq(registry_prove(r, i, "built in"), 0, "%s", said.ptr);
    }
    registry_free(r);
    strbuf_release(&said);
}
