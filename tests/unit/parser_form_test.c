/* The form machine: what it says of tables that are wrong, and that a wrong row is told and left out. */
#include "../../parsers/form/form.h"
#include "base/strbuf.h"

#include <criterion/criterion.h>

static void collect(void *to, const char *sentence)
{
    strbuf_fmt(to, "%s\n", sentence);
}

static const char *no_setting(void *to, const char *name)
{
    (void)to;
    (void)name;
    return NULL;
}

#define SAYS {.kind = SMTPLOG_FACTS}
static const struct form wrong[] = {
    {"open-paren", "a", NULL, "a(", NULL, SAYS, "f"},
    {"unknown-group", "b", NULL, "b(?<colour>.*)", NULL, SAYS, "f"},
    {"twice", "c", NULL, "c(?<text>.*)", NULL, SAYS, "f"},
    {"twice", "d", NULL, "d(?<text>.*)", NULL, SAYS, "f"},
    {"bare", "e", NULL, NULL, NULL, SAYS, "f"},
    {"nobody-prints-it", "f", NULL, "f(?<text>.*)", NULL, SAYS, NULL},
    {"a-quiet-row-needs-no-pattern", "g", NULL, NULL, NULL, {0}, "f"},
};
enum { WRONG = sizeof wrong / sizeof *wrong };

Test(parser_form, a_check_tells_every_fault)
{
    struct strbuf said = {0};
    const struct smtplog_host host = {sizeof host, &said, collect, no_setting};

    cr_expect_eq(form_check(wrong, WRONG, &host), 5);
    cr_expect_str_eq(said.ptr,
        "form \"open-paren\": the expression is wrong at its byte 2: missing closing parenthesis\n"
        "form \"unknown-group\": a group's name is no member of an event; form.h lists them\n"
        "form \"twice\": the name stands twice in its table\n"
        "form \"bare\": neither an expression nor a scanner, so every body with its literal would fit\n"
        "form \"nobody-prints-it\": no source: which function of the server prints it?\n");
    strbuf_release(&said);
}

static int match(struct form_set *set, const char *body, struct smtplog_event *e)
{
    struct smtplog_line line = {.body = slice_str(body)};
    memset(e, 0, sizeof *e);
    return form_set_match(set, NULL, &line, line.body, e);
}

Test(parser_form, a_wrong_row_is_told_once_and_left_out)
{
    struct strbuf said = {0};
    const struct smtplog_host host = {sizeof host, &said, collect, no_setting};
    struct form_set *set = form_set_new(wrong, WRONG, &host);
    struct smtplog_event e;

    cr_expect_eq(match(set, "c and more", &e), SMTPLOG_SAID);
    cr_expect_str_eq(e.form, "twice");
    cr_expect_eq(said.len, 0, "rows are compiled when they are needed");
    cr_expect_eq(match(set, "a(", &e), SMTPLOG_NOT_MINE);
    cr_expect_eq(match(set, "a(", &e), SMTPLOG_NOT_MINE);
    cr_expect_str_eq(said.ptr, "form \"open-paren\": the expression is wrong at its byte 2: "
                               "missing closing parenthesis\n");
    cr_expect_eq(match(set, "g", &e), SMTPLOG_QUIET);
    form_set_free(set);
    strbuf_release(&said);
}
