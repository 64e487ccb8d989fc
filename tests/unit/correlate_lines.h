/* correlate_lines.h - log lines through their parser and the correlator, and what comes out
 *
 * A case is a few lines, "SECONDS TAG[PID]: BODY", of Postfix or, under the tags below, of
 * others, and what they tell together: one event a line of `tells`, in the order in which they
 * are decided:
 *   LINE final|not CODE[/ENHANCED] [after N] PHASE DISPOSITION CLASS [key=value ...]
 * Every case runs twice: as it is, and with the correlator saved and another one loaded after
 * every line, as when the log is read in many small steps. */
#ifndef CORRELATE_LINES_H
#define CORRELATE_LINES_H

#include "correlate/correlate.h"
#include "base/strbuf.h"
#include "parser_host.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

extern const struct smtplog_parser smtplog_parser_postfix, smtplog_parser_exim,
    smtplog_parser_sendmail, smtplog_parser_opensmtpd;

/* Whose a line is, by its tag. */
static const struct { const char *tag; const struct smtplog_parser *parser; } case_parsers[] = {
    {" exim[", &smtplog_parser_exim}, {" sm-mta[", &smtplog_parser_sendmail},
    {" smtpd[", &smtplog_parser_opensmtpd}, {"", &smtplog_parser_postfix},
};
enum { CASE_PARSERS = sizeof case_parsers / sizeof *case_parsers };

enum { CASE_LINES = 24, CASE_SAVED = 64 };

struct lines_case {
    const char *name, *lines[CASE_LINES], *tells;
};

/* What a run keeps: contexts as they are in a database. */
struct saved_contexts {
    struct strbuf key[CASE_SAVED], blob[CASE_SAVED];
    size_t n;
};

static inline size_t saved_at(const struct saved_contexts *s, struct smtplog_slice key)
{
    size_t i = 0;
    while (i < s->n && !slice_eq(strbuf_view(&s->key[i]), key))
        i++;
    return i;
}

static inline void saved_put(void *to, struct smtplog_slice key, struct smtplog_slice blob,
                             int64_t touched)
{
    struct saved_contexts *s = to;
    size_t i = saved_at(s, key);

    (void)touched;
    cr_assert_lt(i, CASE_SAVED);
    if (i == s->n) {
        strbuf_slice(&s->key[s->n++], key);
    }
    strbuf_clear(&s->blob[i]);
    strbuf_slice(&s->blob[i], blob);
}

static inline void saved_drop(void *to, struct smtplog_slice key)
{
    struct saved_contexts *s = to;
    size_t i = saved_at(s, key);
    if (i == s->n)
        return;
    strbuf_release(&s->key[i]);
    strbuf_release(&s->blob[i]);
    s->n--;
    s->key[i] = s->key[s->n];
    s->blob[i] = s->blob[s->n];
    s->key[s->n] = s->blob[s->n] = (struct strbuf){0};
}

static inline void put_known(struct strbuf *out, const char *key, struct smtplog_slice s)
{
    if (s.len)
        strbuf_fmt(out, " %s=%.*s", key, (int)s.len, s.ptr);
}

static inline int hear_words(void *to, const struct event *e)
{
    struct strbuf *out = to;

    strbuf_fmt(out, "%llu %s %d", (unsigned long long)e->line_no, e->final ? "final" : "not",
               e->code);
    if (e->enhanced.len)
        strbuf_fmt(out, "/%.*s", (int)e->enhanced.len, e->enhanced.ptr);
    if (e->after_code)
        strbuf_fmt(out, " after %d", e->after_code);
    const char *disposition = event_disposition_word(e->disposition);
    strbuf_fmt(out, " %s %s %dxx", e->phase ? event_phase_word(e->phase) : "-",
               disposition ? disposition : "?", e->class);
    put_known(out, "peer", e->peer_ip);
    if (e->client_ip.len && !slice_eq(e->client_ip, e->peer_ip))
        put_known(out, "client", e->client_ip);
    put_known(out, "user", e->sasl_user);
    put_known(out, "helo", e->helo);
    put_known(out, "from", e->sender);
    put_known(out, "to", e->recipient);
    strbuf_char(out, '\n');
    return 1;
}

/* "SECONDS TAG[PID]: BODY" through the parser into the correlator. */
static inline void say_line_of(const struct smtplog_parser *parser, struct correlator *c, void *state,
                               const char *text, uint64_t number)
{
    struct smtplog_slice rest = slice_str(text), tag;
    struct smtplog_event said = {0};
    uint64_t seconds = 0, pid = 0;

    scan_number(&rest, 9, &seconds);
    scan_lit(&rest, " ");
    cr_assert(scan_until_lit(&rest, "[", &tag) && scan_number(&rest, 9, &pid) &&
              scan_lit(&rest, "]: "), "%s", text);
    struct smtplog_line line = {.time = 1700000000 + (int64_t)seconds, .number = number,
                                .pid = (uint32_t)pid, .host = SLICE_LIT("mx1"), .tag = tag,
                                .body = rest};
    struct correlate_record record = {.line = &line, .said = &said, .mta = slice_str(parser->name),
                                      .source = SLICE_LIT("mail.log"), .file = 1, .times = 1};
    if (parser->parse(state, &line, &said) == SMTPLOG_SAID)
        correlate(c, &record);
}

static inline void say_line(struct correlator *c, void *const states[CASE_PARSERS],
                            const char *text, uint64_t number)
{
    size_t i = 0;
    while (!strstr(text, case_parsers[i].tag))
        i++;
    say_line_of(case_parsers[i].parser, c, states[i], text, number);
}

enum { NONE_LOST = CASE_LINES };

/* A log that was read for a while: its instances have shown their queues. */
static const char *const read_before[] = {
    "0 postfix/qmgr[5]: 4F0000A: removed", "0 postfix-in/qmgr[5]: 4F0000A: removed",
    "0 postfix-out/qmgr[5]: 4F0000A: removed", "0 mail/in/qmgr[5]: 4F0000A: removed",
    "0 mail/out/qmgr[5]: 4F0000A: removed",
};

static inline void run_case(const struct lines_case *test, int in_steps, size_t lost,
                            struct strbuf *out)
{
    struct correlate_sink sink = {.event = hear_words, .to = out};
    struct correlator *c = correlator_new(&sink);
    struct saved_contexts saved = {0};
    struct context_saver saver = {saved_put, saved_drop, &saved};
    void *states[CASE_PARSERS];

    for (size_t i = 0; i < CASE_PARSERS; i++)
        states[i] = case_parsers[i].parser->open(&nobody);
    for (size_t i = 0; lost != NONE_LOST && i < sizeof read_before / sizeof *read_before; i++)
        say_line(c, states, read_before[i], 0);
    for (size_t i = 0; i < CASE_LINES && test->lines[i]; i++) {
        if (i != lost)
            say_line(c, states, test->lines[i], i + 1);
        if (!in_steps)
            continue;
        correlator_save(c, &saver);
        correlator_free(c);
        c = correlator_new(&sink);
        for (size_t k = 0; k < saved.n; k++)
            correlator_load(c, strbuf_view(&saved.key[k]), strbuf_view(&saved.blob[k]));
    }
    correlate_end(c, 1);
    correlator_free(c);
    while (saved.n)
        saved_drop(&saved, strbuf_view(&saved.key[0]));
    for (size_t i = 0; i < CASE_PARSERS; i++)
        case_parsers[i].parser->close(states[i]);
}

static inline void check_case(const struct lines_case *test)
{
    for (int in_steps = 0; in_steps < 2; in_steps++) {
        struct strbuf out = {0};
        strbuf_str(&out, "");
        run_case(test, in_steps, NONE_LOST, &out);
        cr_expect_str_eq(out.ptr, test->tells, "%s%s:\n  tells\n%s  wants\n%s", test->name,
                         in_steps ? ", in steps" : "", out.ptr, test->tells);
        strbuf_release(&out);
    }
}

/* " key=value" of the event that stands on that line in what a run told; ptr NULL: not there. */
static inline struct smtplog_slice told_of(const char *told, unsigned long number, const char *key)
{
    struct smtplog_slice rest = slice_str(told), event, value, before;
    uint64_t n;

    while (scan_until(&rest, '\n', &event)) {
        if (!scan_number(&event, 9, &n) || n != number || !scan_until_lit(&event, key, &before))
            continue;
        return scan_until(&event, ' ', &value) ? value : event;
    }
    return slice_of(NULL, 0);
}

/* The addresses of content filters in the cases. */
static inline int is_filter(struct smtplog_slice ip)
{
    return slice_is(ip, "127.0.0.1") || slice_is(ip, "198.51.100.5");
}

/* Whatever line syslog drops: nobody is named in an event who is not named there with all lines;
 * but for the filter itself, where nothing is known of whose message it passed on. */
static inline void check_lost(const struct lines_case *test)
{
    static const char *const keys[] = {" user=", " from=", " client=", " helo=", " peer="};
    struct smtplog_slice rest, event;

    for (size_t lost = 0; lost < CASE_LINES && test->lines[lost]; lost++) {
        struct strbuf out = {0};
        strbuf_str(&out, "");
        run_case(test, 0, lost, &out);
        for (rest = strbuf_view(&out); scan_until(&rest, '\n', &event);) {
            const unsigned long number = strtoul(event.ptr, NULL, 10);
            for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
                struct smtplog_slice now = told_of(out.ptr, number, keys[k]);
                struct smtplog_slice all = told_of(test->tells, number, keys[k]);
                cr_expect(!now.ptr || slice_eq(now, all) || is_filter(now) ||
                              !told_of(test->tells, number, "xx ").ptr,
                          "%s, without line %zu: %.*s", test->name, lost + 1, (int)event.len,
                          event.ptr);
            }
        }
        strbuf_release(&out);
    }
}

#define CORRELATE_LINES_TESTS(suite, cases)                                                       \
    Test(suite, tells)                                                                            \
    {                                                                                             \
        for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++)                              \
            check_case(&(cases)[i]);                                                              \
    }                                                                                             \
    Test(suite, names_nobody_else_when_a_line_is_lost)                                            \
    {                                                                                             \
        for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++)                              \
            check_lost(&(cases)[i]);                                                              \
    }

#endif
