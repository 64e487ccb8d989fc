/* Site forms: the format holds all that a built-in form without code holds, each fault is told with
 * its place, and the forms are asked of what the parsers do not know. */
#include "../../parsers/exim/exim.h"
#include "../../parsers/opensmtpd/opensmtpd.h"
#include "../../parsers/postfix/postfix.h"
#include "../../parsers/sendmail/sendmail.h"
#include "base/mem.h"
#include "frame/frame.h"
#include "plugin/dispatch.h"
#include "site/site.h"
#include "site/words.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void collect(void *to, enum diag_level level, const char *sentence)
{
    (void)level;
    strbuf_fmt(to, "%s\n", sentence);
}

static const struct { const char *program; const struct form *rows; const size_t *len; } tables[] = {
    {"postfix/smtpd", postfix_smtpd_forms, &postfix_smtpd_forms_len},
    {"postfix/postscreen", postfix_postscreen_forms, &postfix_postscreen_forms_len},
    {"postfix/cleanup", postfix_cleanup_forms, &postfix_cleanup_forms_len},
    {"postfix/postdrop", postfix_tool_forms, &postfix_tool_forms_len},
    {"exim", exim_inbound_rows, &exim_inbound_rows_len},
    {"sendmail", sendmail_session_forms, &sendmail_session_forms_len},
    {"sendmail", sendmail_data_forms, &sendmail_data_forms_len},
    {"sendmail", sendmail_milter_forms, &sendmail_milter_forms_len},
    {"sendmail", sendmail_queue_forms, &sendmail_queue_forms_len},
    {"smtpd", opensmtpd_smtp_forms, &opensmtpd_smtp_forms_len},
    {"smtpd", opensmtpd_mta_forms, &opensmtpd_mta_forms_len},
    {"smtpd", opensmtpd_mda_forms, &opensmtpd_mda_forms_len},
    {"smtpd", opensmtpd_queue_forms, &opensmtpd_queue_forms_len},
    {"smtpd", opensmtpd_old_forms, &opensmtpd_old_forms_len},
};

static int same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static int equal(const struct form *a, const struct form *b)
{
    const struct form_says *s = &a->says, *t = &b->says;
    return same(a->name, b->name) && same(a->starts, b->starts) && same(a->needle, b->needle) &&
           same(a->pattern, b->pattern) && same(a->source, b->source) && s->kind == t->kind &&
           s->flags == t->flags && s->direction == t->direction && s->phase == t->phase &&
           s->disposition == t->disposition && s->origin == t->origin && s->joint == t->joint &&
           s->code == t->code && s->after_code == t->after_code &&
           same(s->enhanced, t->enhanced) && same(s->text, t->text) && same(s->process, t->process);
}

/* Writes the form as a stanza, reads that, and compares. */
static void check_form(const struct form *form, const char *program)
{
    struct strbuf text = {0}, said = {0};
    struct diag diag = {.tell = collect, .to = &said};
    struct stanza_file file;
    struct site_strings strings = {0};
    struct site_form read = {0};
    site_form_write(&text, form, program);
    stanza_file_read(&file, "built-in", strbuf_view(&text), &diag);
    cr_assert_eq(file.count, 1, "%s: %s\n%s", form->name, strbuf_text(&said), text.ptr);
    int good = site_form_read(&read, &file.stanzas[0], &strings, &diag);
    cr_expect(good && equal(form, read.form), "%s: %s\n%s", form->name, strbuf_text(&said),
              text.ptr);
    free(read.form);
    site_strings_release(&strings);
    stanza_file_release(&file);
    strbuf_release(&text);
    strbuf_release(&said);
}

/* A form that no stanza can hold would be one that an operator cannot write. */
Test(site, every_built_in_form_without_code_is_a_stanza)
{
    size_t tried = 0, in_code = 0;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (size_t i = 0; i < *tables[t].len; i++) {
            const struct form *form = &tables[t].rows[i];
            if (form->scan) {
                in_code++;
                continue;
            }
            check_form(form, tables[t].program);
            tried++;
        }
    printf("%zu forms are stanzas too, %zu need code\n", tried, in_code);
    cr_expect_gt(tried, 60);
}

#define GOOD "Name: a\nProgram: quotapol\nLiteral: no\nPattern: no (?<text>.*)\nSays: facts\n"
static const struct { const char *stanza, *said; } faults[] = {
    {GOOD, ""},
    {"Program: p\n", "a form needs Name and Program"},
    {"Name: a\nProgram: p\nPattern: x\nSays: facts\n", "a form needs Literal or Starts"},
    {"Name: a\nProgram: p\nLiteral: x\nSays: facts\n", "needs Pattern"},
    {"Name: a\nProgram: p\nLiteral: x\nSays: nothing\n", ""},
    {GOOD "Colour: red\n", "f:6: no such field in a form: Colour"},
    {GOOD "Direction: sideways\n", "Direction is inbound"},
    {GOOD "Phase: dinner\n", "Phase is one of"},
    {GOOD "Disposition: eaten\n", "Disposition is"},
    {GOOD "Verdict-By: me\n", "Verdict-By is"},
    {GOOD "Code: 55\n", "three digits"},
    {GOOD "Enhanced: 5.7\n", "Enhanced is"},
    {GOOD "Marks: once, twice\n", "Marks is"},
    {GOOD "Reply-Lines: two\n", "Reply-Lines is"},
    {GOOD "Mta: Post Fix\n", "Mta is"},
    {"Name: a\nProgram: p\nLiteral: x\nPattern: x(\nSays: facts\n", "f:1: form \"a\": the expression "
     "is wrong at its byte 2"},
    {"Name: a\nProgram: p\nLiteral: x\nPattern: x(?<colour>.)\nSays: facts\n",
     "a group's name is no member"},
    {"Name: a\nProgram: p\nLiteral: x\nPattern: x\nSays: failure\n",
     "a failure needs Direction and Disposition"},
    {"Name: a\nProgram: p\nLiteral: x\nPattern: x\nSays: it\n", "Says is failure"},
};

Test(site, faults_are_told_with_their_place)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct strbuf said = {0};
        struct diag diag = {.tell = collect, .to = &said};
        struct stanza_file file;
        struct site_strings strings = {0};
        struct site_form f = {0};
        stanza_file_read(&file, "f", slice_str(faults[i].stanza), &diag);
        int good = site_form_read(&f, &file.stanzas[0], &strings, &diag);
        cr_expect_eq(good, !*faults[i].said, "row %zu: %s", i, strbuf_text(&said));
        cr_expect(strstr(strbuf_text(&said), faults[i].said), "row %zu: %s", i,
                  strbuf_text(&said));
        cr_expect(good || strncmp(strbuf_text(&said), "f:", 2) == 0, "row %zu", i);
        free(f.form);
        site_strings_release(&strings);
        stanza_file_release(&file);
        strbuf_release(&said);
    }
}

/* The page with "\-" as "-". */
static char *read_page(const char *path)
{
    struct strbuf page = {0};
    FILE *f = fopen(path, "r");
    cr_assert(f);
    for (int c; (c = getc(f)) != EOF;)
        if (c != '\\')
            strbuf_char(&page, (char)c);
    fclose(f);
    return strbuf_steal(&page);
}

/* A word in bold: behind ".B ", or alternating in ".BR a ", " b". */
static void check_bold(const char *page, const char *word)
{
    char *alone = mem_fmt(".B %s\n", word), *first = mem_fmt(".BR %s ", word);
    char *later = mem_fmt(" %s", word);
    int found = strstr(page, alone) || strstr(page, first);
    for (const char *at = page; !found && (at = strstr(at, later)); at++) {
        const char *line = at;
        while (line > page && line[-1] != '\n')
            line--;
        found = strncmp(line, ".BR ", 4) == 0 && strchr(" \n", at[strlen(later)]);
    }
    cr_expect(found, "%s", word);
    free(alone);
    free(first);
    free(later);
}

Test(site, the_manual_has_every_field_mark_and_group)
{
    char *page = read_page(SMTPLOG_SOURCE "/docs/man/smtplog-parsers.7");
    struct strbuf marks = {0};
    for (size_t i = 0; site_fields[i]; i++)
        check_bold(page, site_fields[i]);
    for (size_t i = 0; form_group(i); i++)
        check_bold(page, form_group(i));
    words_list_marks(&marks);
    struct smtplog_slice rest = strbuf_view(&marks), mark;
    while (stanza_item(&rest, &mark)) {
        char *word = mem_strn(mark.ptr, mark.len);
        check_bold(page, word);
        free(word);
    }
    strbuf_release(&marks);
    free(page);
}

/* ---- Asked of records ---- */

static char folder[] = "/tmp/smtplog-site-XXXXXX";

static void write_file(const char *name, const char *text, mode_t mode)
{
    char *path = mem_fmt("%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    cr_assert(f);
    fputs(text, f);
    fclose(f);
    chmod(path, mode);
    free(path);
}

static void make_folder(void)
{
    cr_assert(mkdtemp(folder));
}

static void remove_folder(void)
{
    char *command = mem_fmt("rm -rf %s", folder);
    cr_expect_eq(system(command), 0);
    free(command);
}

#define FORM(name, program, rest)                                                              \
    "Name: " name "\nProgram: " program "\nLiteral: blue\n"                                    \
    "Pattern: blue (?<recipient>\\S+): (?<reply>.*)$\nSays: failure\nDirection: inbound\n"     \
    "Disposition: rejected\n" rest "\n"
static const char forms[] =
    FORM("own", "pol/*, polite", "") FORM("patched", "postfix/smtpd", "Process: bluefilter\n")
    FORM("own-format", "exim", "") FORM("far", "Far-Gate/in", "Mta: gate\n")
    "Name: quiet\nProgram: pol/a\nLiteral: green\nSays: nothing\n";

static const struct { const char *line, *form, *mta, *process; } records[] = {
    {"Nov 22 18:00:00 mx1 pol/a[1]: blue b@example.org: 550 no", "own", "pol", "a"},
    {"Nov 22 18:00:00 mx1 polite: blue b@example.org: 550 no", "own", "pol", "polite"},
    {"Nov 22 18:00:00 mx1 impolite: blue b@example.org: 550 no", NULL, NULL, NULL},
    {"Nov 22 18:00:00 mx1 Far-Gate/in: blue b@example.org: 550 no", "far", "gate", "in"},
    {"Nov 22 18:00:00 mx1 pol/a[1]: green all is well", "quiet", "pol", NULL},
    {"Nov 22 18:00:00 mx1 postfix/smtpd[1]: blue b@example.org: 550 no", "patched", "postfix",
     "bluefilter"},
    {"<22>1 2026-11-22T18:00:00Z mx1 postfix 1 - - blue b@example.org: 550 no", "patched",
     "postfix", "bluefilter"},
    {"2026-11-22 18:00:00 [12] blue b@example.org: 550 no", "own-format", "exim", "exim"},
};

Test(site, forms_are_asked_of_what_no_parser_has_a_form_for, .init = make_folder,
     .fini = remove_folder)
{
    struct strbuf said = {0};
    struct diag diag = {.tell = collect, .to = &said};
    struct registry *r = registry_new(&diag);
    write_file("a.forms", forms, 0600);
    write_file("not-a-form.rules", "Name: x\n", 0600);
    registry_load_forms(r, folder);
    cr_expect_eq(site_count(registry_site(r)), 5, "%s", strbuf_text(&said));
    struct dispatch *d = dispatch_new(r, NULL);
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        struct record record;
        struct smtplog_event e;
        const struct smtplog_parser *by;
        cr_assert(frame_one(slice_str(records[i].line), 1795457070, &record), "row %zu", i);
        int result = dispatch_parse(d, &record.line, &e, &by);
        if (!records[i].form) {
            cr_expect_eq(result, SMTPLOG_NOT_MINE, "row %zu", i);
            continue;
        }
        cr_assert(by, "row %zu", i);
        cr_expect_str_eq(by->name, records[i].mta, "row %zu", i);
        cr_assert(e.form, "row %zu: %d", i, result);
        cr_expect_str_eq(e.form, records[i].form, "row %zu", i);
        cr_expect_eq(result, records[i].process ? SMTPLOG_SAID : SMTPLOG_QUIET, "row %zu", i);
        if (records[i].process)
            cr_expect(slice_is(e.process, records[i].process), "row %zu", i);
    }
    dispatch_free(d);
    registry_free(r);
    strbuf_release(&said);
}

/* What strangers can write decides nothing for root. */
Test(site, root_takes_no_file_that_others_may_write, .init = make_folder, .fini = remove_folder)
{
    static const struct { mode_t mode; size_t forms; } rows[] = {{0644, 1}, {0664, 0}, {0646, 0}};
    if (geteuid() != 0) {
        puts("skipped: only root is so careful");
        fflush(stdout);
        cr_skip_test("");
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf said = {0};
        struct diag diag = {.tell = collect, .to = &said};
        write_file("a.forms", GOOD, rows[i].mode);
        struct site *site = site_load(folder, &diag);
        cr_expect_eq(site_count(site), rows[i].forms, "row %zu", i);
        cr_expect_eq(strstr(strbuf_text(&said), "nobody else can write") == NULL, rows[i].forms == 1,
                     "row %zu: %s", i, strbuf_text(&said));
        site_free(site);
        strbuf_release(&said);
    }
}
