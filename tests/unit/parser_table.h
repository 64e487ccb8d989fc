/* parser_table.h - tables of records and what a parser must say of them, for any parser
 *
 * Each row is run as it stands, under every other tag that the parser must know it by, and cut off at
 * every length with an unreadable page behind it.  Every form of the parser's own tables must be met by
 * some row, so that none is there that nobody has seen to fit. */
#ifndef PARSER_TABLE_H
#define PARSER_TABLE_H

#include "parser_forms.h"
#include "parser_says.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct row {
    const char *name, *tag, *body, *says;
};

/* A parser under test: its further tags, and words of its own bits from the 16th on. */
struct table_subject {
    const struct smtplog_parser *parser;
    const char *const *tags;            /* NULL at the end */
    const char *const *bits;
};

static inline int table_parse(const struct table_subject *t, void *state, const char *tag,
                              struct smtplog_slice body, struct smtplog_event *e)
{
    struct smtplog_line line = {.pid = 4711, .number = 1, .tag = slice_str(tag), .body = body};

    memset(e, 0, sizeof *e);
    return t->parser->parse(state, &line, e);
}

static inline void table_check(const struct table_subject *t, const struct row *row, const char *tag)
{
    struct smtplog_event e;
    char said[4096] = "";
    void *state = t->parser->open(&nobody);
    FILE *out = fmemopen(said, sizeof said, "w");
    int verdict = table_parse(t, state, tag, slice_str(row->body), &e);
    struct smtplog_line line = {.pid = 4711, .tag = slice_str(tag), .body = slice_str(row->body)};

    alone_agrees(t->parser, &line);
    describe(out, verdict, &e, t->bits);
    fclose(out);
    cr_expect_str_eq(said, row->says, "%s, as %s:\n  says  %s\n  wants %s", row->name, tag, said,
                     row->says);
    cr_expect(verdict != SMTPLOG_SAID || e.process.len, "%s names no process", row->name);
    t->parser->close(state);
}

static inline void table_check_all(const struct table_subject *t, const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        table_check(t, &rows[i], rows[i].tag);
        for (const char *const *tag = t->tags; strcmp(rows[i].says, "not mine") && *tag; tag++)
            table_check(t, &rows[i], *tag);
    }
}

/* All that is said of a head must lie within it, in the state, or in static text. */
static inline void table_check_heads(const struct table_subject *t, const struct row *rows, size_t n)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *state = t->parser->open(&nobody);
    char *base = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    FILE *out = fopen("/dev/null", "w");
    struct smtplog_event e;

    cr_assert(base != MAP_FAILED && mprotect(base + page, page, PROT_NONE) == 0);
    for (size_t i = 0; i < n; i++)
        for (size_t len = 0; len <= strlen(rows[i].body); len++) {
            memcpy(base + page - len, rows[i].body, len);
            int verdict = table_parse(t, state, rows[i].tag, slice_of(base + page - len, len), &e);
            describe(out, verdict, &e, t->bits);
        }
    fclose(out);
    munmap(base, 2 * page);
    t->parser->close(state);
}

/* Every form of `forms` answers some row. */
static inline void table_check_forms(const struct table_subject *t, const struct row *rows, size_t n,
                                     const struct form *forms, size_t forms_len)
{
    struct forms_met met = forms_begin(forms, forms_len);
    struct smtplog_event e;

    for (size_t i = 0; i < n; i++) {
        void *state = t->parser->open(&nobody);
        table_parse(t, state, rows[i].tag, slice_str(rows[i].body), &e);
        forms_meet(&met, e.form);
        t->parser->close(state);
    }
    forms_end(&met);
}

#define TABLE_TESTS(suite, subject, rows)                                                        \
    Test(suite, says)                                                                             \
    {                                                                                             \
        table_check_all(&(subject), rows, sizeof(rows) / sizeof *(rows));                         \
    }                                                                                             \
    Test(suite, reads_no_further)                                                                 \
    {                                                                                             \
        table_check_heads(&(subject), rows, sizeof(rows) / sizeof *(rows));                       \
    }
#define TABLE_FORMS_TEST(suite, subject, rows, forms)                                            \
    Test(suite, forms)                                                                            \
    {                                                                                             \
        table_check_forms(&(subject), rows, sizeof(rows) / sizeof *(rows), forms, forms##_len);   \
    }

#endif
