/* Which plug-ins the registry takes, and what it says of those that it refuses. */
#include "base/strbuf.h"
#include "plugin/dispatch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <sys/stat.h>

static void collect(void *to, enum diag_level level, const char *sentence)
{
    (void)level;
    strbuf_str(to, sentence);
}

static const struct { const char *file, *says; } refused[] = {
    {"toy-abi.so", "made for parser interface 99"},
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
        cr_expect_eq(registry_load(r, path, &diag), -1, "%s", refused[i].file);
        cr_expect(slice_find(strbuf_view(&said), refused[i].says) >= 0, "%s: %s", refused[i].file, said.ptr);
        cr_expect_eq(registry_count(r), before, "%s", refused[i].file);
        registry_free(r);
        strbuf_release(&said);
    }
}

Test(plugin, writable_for_others_is_not_loaded)
{
    struct strbuf said = {0};
    struct diag diag = {.tell = collect, .to = &said};
    struct registry *r = registry_new(&diag);
    chmod(TOYS "/toy-open.so", 0777);
    cr_expect_eq(registry_load(r, TOYS "/toy-open.so", &diag), -1);
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

    cr_assert_eq(registry_load(r, TOYS "/toy.so", &diag), 0);
    struct dispatch *d = dispatch_new(r, NULL);
    cr_expect_eq(dispatch_parse(d, &line, &event, &by), SMTPLOG_SAID);
    cr_expect_str_eq(by->name, "toy");
    cr_expect(slice_is(event.reply, "550 go"));
    line.tag = SLICE_LIT("nobody");
    cr_expect_eq(dispatch_parse(d, &line, &event, &by), SMTPLOG_NOT_MINE);
    dispatch_free(d);
    registry_free(r);
}

Test(plugin, built_in_parsers_know_their_samples)
{
    struct strbuf said = {0};
    struct diag diag = {.tell = collect, .to = &said};
    struct registry *r = registry_new(&diag);
    cr_expect_gt(registry_count(r), 1);
    for (size_t i = 0; i < registry_count(r); i++)
        cr_expect_eq(registry_check_samples(registry_at(r, i), "built in", &diag), 0, "%s", said.ptr);
    registry_free(r);
    strbuf_release(&said);
}
