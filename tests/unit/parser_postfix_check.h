/* parser_postfix_check.h - rows of Postfix messages and what the parser must say of them
 *
 * A row's `says` is the whole event in words, so that a field too many fails as one too few does:
 *   failure rejected inbound rcpt local | reply 550 5.1.1 no | to r@example.org | ...
 * in the order of describe() below.  "quiet", "strange" and "not mine" are results without event.
 * Each table is also fed in cut at every length, and placed at the end of an unreadable page. */
#ifndef PARSER_POSTFIX_CHECK_H
#define PARSER_POSTFIX_CHECK_H

#include "event/event.h"

#include "parser_host.h"

#include <criterion/criterion.h>
#include <smtplog/scan.h>
#include <stdio.h>
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

static inline void put_slice(FILE *out, const char *what, struct smtplog_slice s)
{
    if (s.ptr)
        fprintf(out, " | %s %.*s", what, (int)s.len, s.ptr);
}

static inline void put_flags(FILE *out, uint32_t flags)
{
    static const char *const names[] = {
        "not-final", "echo", "message-begins", "message-ends", "session-begins", "session-ends",
        "settles", "if-open", "once", "probe", "implied", "", "replaces",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & 1u << i && *names[i])
            fprintf(out, " %s", names[i]);
}

static inline void put_word(FILE *out, const char *word)
{
    if (word)
        fprintf(out, " %s", word);
}

static inline void put_endpoint(FILE *out, const char *what, struct smtplog_slice name,
                                struct smtplog_slice ip, uint32_t port)
{
    if (!name.ptr && !ip.ptr)
        return;
    fprintf(out, " | %s %.*s[%.*s]", what, (int)name.len, name.ptr ? name.ptr : "", (int)ip.len,
            ip.ptr ? ip.ptr : "");
    if (port)
        fprintf(out, ":%u", port);
}

static inline void put_numbers(FILE *out, const struct smtplog_event *e)
{
    if (e->code)
        fprintf(out, " | code %d", e->code);
    if (e->after_code)
        fprintf(out, " | after %d", e->after_code);
    if (e->size)
        fprintf(out, " | size %lld", (long long)e->size);
    for (uint32_t i = 0; i < SMTPLOG_PHASES; i++)
        if (e->accepted[i])
            fprintf(out, " | accepted %s %u", event_phase_word(i), e->accepted[i]);
}

/* Bits are phases, and from the 16th on the words of postfix.h. */
static inline void put_bits(FILE *out, const char *what, uint32_t bits)
{
    static const char *const words[] = {"filtered", "proxy-verdict", "milter-heard", "disconnected"};

    fprintf(out, "%s", what);
    for (uint32_t i = 0; i < 20; i++)
        if (bits & 1u << i)
            fprintf(out, " %s", i < 16 ? event_phase_word(i) : words[i - 16]);
}

static inline void put_waits(FILE *out, const struct smtplog_event *e)
{
    static const char *const waits[] = {"", "real", "habit", "other", "sent"};

    for (uint32_t i = 0; i < SMTPLOG_PHASES; i++)
        if (e->refused[i])
            fprintf(out, " | refused %s %u", event_phase_word(i), e->refused[i]);
    if (e->wait) {
        fprintf(out, " | waits %s", waits[e->wait]);
        put_bits(out, " for", e->awaits);
    }
    if (e->tells)
        put_bits(out, " | tells", e->tells);
}

static inline void describe(FILE *out, int result, const struct smtplog_event *e)
{
    static const char *const results[] = {"", "quiet", "not mine", "strange", "unknown"};
    static const char *const kinds[] = {"", "facts", "success", "failure"};
    static const char *const joints[] = {"", "blank", "mark"};

    if (result != SMTPLOG_SAID) {
        fputs(results[result], out);
        return;
    }
    fputs(kinds[e->kind], out);
    put_word(out, event_disposition_word(e->disposition));
    put_word(out, event_direction_word(e->direction));
    put_word(out, event_phase_word(e->phase));
    put_word(out, event_origin_word(e->origin));
    put_flags(out, e->flags);
    put_numbers(out, e);
    put_slice(out, "reply", e->reply);
    if (e->joint)
        fprintf(out, " | joint %s", joints[e->joint]);
    put_slice(out, "text", e->text);
    put_slice(out, "enhanced", e->enhanced);
    put_slice(out, "challenge", e->challenge);
    put_slice(out, "id", e->queue_id);
    put_slice(out, "next", e->next_queue_id);
    put_slice(out, "former", e->former_queue_id);
    put_slice(out, "message-id", e->message_id);
    put_endpoint(out, "peer", e->peer_name, e->peer_ip, e->peer_port);
    put_endpoint(out, "client", e->client_name, e->client_ip, 0);
    put_slice(out, "session", e->session);
    put_slice(out, "user", e->sasl_user);
    put_slice(out, "from", e->sender);
    put_slice(out, "to", e->recipient);
    put_slice(out, "helo", e->helo);
    put_waits(out, e);
}

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
    struct smtplog_event e;
    char words[4096] = "";
    void *state = smtplog_parser_postfix.open(&nobody);
    FILE *out = fmemopen(words, sizeof words, "w");
    int result = row_parse(state, tag, flags, slice_str(row->body), &e);

    describe(out, result, &e);
    fclose(out);
    cr_expect_str_eq(words, says, "%s, as %s:\n  says  %s\n  wants %s", row->name, tag, words, says);
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
        describe(out, result, &e);
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
