/* parser_postfix_check.h - rows of Postfix messages and what the parser must say of them
 *
 * Each table is also fed in cut at every length, and placed at the end of an unreadable page. */
#ifndef PARSER_POSTFIX_CHECK_H
#define PARSER_POSTFIX_CHECK_H

#include "parser_forms.h"
#include "parser_says.h"
#include "../parsers/postfix/postfix.h"

#include <criterion/criterion.h>
#include <smtplog/scan.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

extern const struct smtplog_parser smtplog_parser_postfix;

#define ID "38CB7A9A517: "
#define TAIL "from=<a@example.com> to=<r@example.org> proto=ESMTP helo=<mail.example.net>"
#define MX "mx.example.org[192.0.2.3]"
#define TO ID "to=<r@example.org>, relay=" MX ":25, delay=0.2, delays=0.1/0/0.1/0, "
#define TO_NONE ID "to=<r@example.org>, relay=none, delay=0.2, delays=0.1/0/0.1/0, "
#define TO_LOCAL ID "to=<r@example.org>, relay=local, delay=0.2, delays=0.1/0/0.1/0, "
/* The same in the words of `says`. */
#define SAYS_ID " | id 38CB7A9A517"
#define SAYS_TAIL " | from a@example.com | to r@example.org | helo mail.example.net"
#define SAYS_MX " | peer " MX
#define SAYS_FILTER " | waits other for filtered"    /* smtpd_reject_filter_maps may speak next */

struct row {
    const char *name, *tag, *body, *says;
};

/* Bits of postfix.h. */
static const char *const words[] = {"filtered", "proxy-verdict", "milter-heard", "disconnected"};

static inline int row_parse(void *state, const char *tag, uint32_t flags, struct smtplog_slice body,
                            struct smtplog_event *e)
{
    struct smtplog_line line = {
        .pid = 4711, .number = 1, .flags = flags, .tag = slice_str(tag), .body = body,
    };

    memset(e, 0, sizeof *e);
    return smtplog_parser_postfix.parse(state, &line, e);
}

static inline void check_under(const struct row *row, const char *tag, uint32_t flags,
                               const char *says)
{
    struct smtplog_line line = {.pid = 4711, .flags = flags, .tag = slice_str(tag),
                                .body = slice_str(row->body)};
    struct smtplog_event e;
    char said[4096] = "";
    void *state = smtplog_parser_postfix.open(&nobody);
    FILE *out = fmemopen(said, sizeof said, "w");
    int result = row_parse(state, tag, flags, slice_str(row->body), &e);

    alone_agrees(&smtplog_parser_postfix, &line);

    describe(out, result, &e, words);
    fclose(out);
    cr_expect_str_eq(said, says, "%s, as %s:\n  says  %s\n  wants %s", row->name, tag, said, says);
    cr_expect(result != SMTPLOG_SAID || e.process.len, "%s names no process", row->name);
    smtplog_parser_postfix.close(state);
}

/* Rows of which a cut tag takes something: two programs print the same, and the one that prints it
 * more often is taken: the queue manager instead of cleanup, smtpd instead of cleanup, the SMTP client
 * instead of cleanup.  Alerts come to the SMTP client as to smtpd: neither is taken. */
static const struct { const char *name, *says; } losses[] = {
    {"invented program", "unknown"},    /* the tag alone shows that it is not Postfix's */
    {"removed, discarded", "facts message-ends" SAYS_ID},
    {"file too big", "failure rejected inbound eod local once implied | code 552 | after 354 | text "
                     "queue file size limit exceeded | enhanced 5.3.4" SAYS_ID},
    {"and its bounce", "failure bounced outbound local | text no thanks | enhanced 5.7.1" SAYS_ID
                       " | to r@example.org"},
    {"alert: expired", "quiet"}, {"alert: expired, OpenSSL 3.2", "quiet"}, {"alert: bad", "quiet"},
    {"alert: unknown authority", "quiet"}, {"alert: revoked", "quiet"},
    {"alert: unknown, OpenSSL 1.0", "quiet"}, {"alert: unsupported", "quiet"},
};

static inline const char *says_when_cut(const struct row *row)
{
    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++)
        if (strcmp(losses[i].name, row->name) == 0)
            return losses[i].says;
    return row->says;
}

/* Each row as it stands and, if it is Postfix's, with its tag cut, by RFC 5424 framing or by hand. */
static inline void check_row(const struct row *row)
{
    const char *cut = says_when_cut(row);

    check_under(row, row->tag, 0, row->says);
    if (strcmp(row->says, "not mine") == 0)
        return;
    check_under(row, "postfix", SMTPLOG_LINE_CUT_TAG, cut);
    check_under(row, "postfix", 0, cut);
}

/* Every head of the message, its last byte the last that may be read; what is said of it must point
 * into it, into the state, or into static text: reading it all finds out. */
static inline void check_heads(void *state, char *fence, const struct row *row)
{
    size_t len = strlen(row->body);
    struct smtplog_event e;

    for (size_t n = 0; n <= len; n++) {
        FILE *out = fopen("/dev/null", "w");
        memcpy(fence - n, row->body, n);
        int result = row_parse(state, row->tag, 0, slice_of(fence - n, n), &e);
        describe(out, result, &e, words);
        fclose(out);
    }
}

static inline void check_all_heads(const struct row *rows, size_t n)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *state = smtplog_parser_postfix.open(&nobody);
    char *base = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    cr_assert(base != MAP_FAILED && mprotect(base + page, page, PROT_NONE) == 0);
    for (size_t i = 0; i < n; i++)
        check_heads(state, base + page, &rows[i]);
    munmap(base, 2 * page);
    smtplog_parser_postfix.close(state);
}

/* Every form of `forms` answers some row. */
static inline void check_forms(const struct row *rows, size_t n, const struct form *forms,
                               size_t forms_len)
{
    struct forms_met met = forms_begin(forms, forms_len);
    struct smtplog_event e;

    for (size_t i = 0; i < n; i++) {
        void *state = smtplog_parser_postfix.open(&nobody);
        row_parse(state, rows[i].tag, 0, slice_str(rows[i].body), &e);
        forms_meet(&met, e.form);
        smtplog_parser_postfix.close(state);
    }
    forms_end(&met);
}

#define POSTFIX_FORMS_TEST(suite, rows, forms)                                                    \
    Test(suite, forms)                                                                            \
    {                                                                                             \
        check_forms(rows, sizeof(rows) / sizeof *(rows), forms, forms##_len);                     \
    }

#define POSTFIX_TABLE_TESTS(suite, rows)                                                          \
    Test(suite, says)                                                                             \
    {                                                                                             \
        for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)                                \
            check_row(&(rows)[i]);                                                                \
    }                                                                                             \
    Test(suite, reads_no_further)                                                                 \
    {                                                                                             \
        check_all_heads(rows, sizeof(rows) / sizeof *(rows));                                     \
    }

#endif
