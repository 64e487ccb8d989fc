/* parser_exim.h - a row of the Exim parser's tests: a record, and what it must say */
#ifndef PARSER_EXIM_H
#define PARSER_EXIM_H

#include "parser_host.h"

#include <criterion/criterion.h>
#include <smtplog/parser.h>
#include <smtplog/scan.h>
#include <sys/mman.h>
#include <unistd.h>

extern const struct smtplog_parser smtplog_parser_exim;

/* Members left out: numbers must be 0; words are not looked at.  "-": must not be known. */
struct exim_row {
    const char *line;                   /* the record, stamp and pid taken off */
    int result;                        /* SAID is 0 */
    uint32_t kind, direction, phase, disposition;
    int32_t code;                       /* of the reply or beside it */
    int implied;                        /* the line does not show it */
    int32_t after_code;
    uint32_t flags;                     /* without CODE_IMPLIED */
    const char *reply, *text, *enhanced, *challenge, *queue_id, *sender, *recipient,
        *next, *former;                 /* queue ids of hops */
    const char *peer_name, *peer_ip, *helo, *user, *client_ip, *session, *more;
    uint32_t peer_port;
};

#define FAILURE .kind = SMTPLOG_FAILURE
#define SUCCESS .kind = SMTPLOG_SUCCESS
#define FACTS .kind = SMTPLOG_FACTS
#define QUIET .result = SMTPLOG_QUIET
#define UNKNOWN .result = SMTPLOG_UNKNOWN
#define STRANGE .result = SMTPLOG_STRANGE
#define IN .direction = SMTPLOG_INBOUND
#define OUT .direction = SMTPLOG_OUTBOUND
#define LOCAL .direction = SMTPLOG_LOCAL
#define PHASE(p) .phase = SMTPLOG_##p
#define REJECTED .disposition = SMTPLOG_REJECTED
#define DEFERRED .disposition = SMTPLOG_DEFERRED
#define BOUNCED .disposition = SMTPLOG_BOUNCED
#define EXPIRED .disposition = SMTPLOG_EXPIRED
#define HELD .disposition = SMTPLOG_HELD, .flags = SMTPLOG_NOT_FINAL
#define ABORTED .disposition = SMTPLOG_ABORTED
/* In a delivery, unless other deliveries speak against it. */
#define BEHIND_354 .after_code = 354, .flags = SMTPLOG_AFTER_BY_PEER
#define ATTEMPT .disposition = SMTPLOG_ATTEMPT, .flags = SMTPLOG_NOT_FINAL
#define LOGGED(c) .code = c
#define IMPLIED(c) .code = c, .implied = 1

static inline void word(const struct exim_row *r, const char *name, const char *want,
                        struct smtplog_slice got)
{
    if (!want)
        return;
    if (strcmp(want, "-") == 0)
        cr_expect(!got.ptr, "%s: '%.*s' in: %s", name, (int)got.len, got.ptr, r->line);
    else
        cr_expect(got.ptr && slice_is(got, want), "%s: '%.*s', not '%s' in: %s", name, (int)got.len,
                  got.ptr ? got.ptr : "", want, r->line);
}

static inline void words(const struct exim_row *r, const struct smtplog_event *e)
{
    word(r, "reply", r->reply, e->reply);
    word(r, "text", r->text, e->text);
    word(r, "enhanced", r->enhanced, e->enhanced);
    word(r, "challenge", r->challenge, e->challenge);
    word(r, "queue_id", r->queue_id, e->queue_id);
    word(r, "next", r->next, e->next_queue_id);
    word(r, "former", r->former, e->former_queue_id);
    word(r, "sender", r->sender, e->sender);
    word(r, "recipient", r->recipient, e->recipient);
    word(r, "peer_name", r->peer_name, e->peer_name);
    word(r, "peer_ip", r->peer_ip, e->peer_ip);
    word(r, "helo", r->helo, e->helo);
    word(r, "user", r->user, e->sasl_user);
    word(r, "client_ip", r->client_ip, e->client_ip);
    word(r, "session", r->session, e->session);
}

static inline int32_t code_of(const struct smtplog_event *e)
{
    struct smtplog_slice reply = e->reply;
    int32_t code = e->code;

    scan_code(&reply, &code);
    return code;
}

/* How a record was framed: Exim's own file, or a syslog that kept or cut the tag. */
struct exim_framing {
    const char *name, *tag;
    uint32_t flags;
};

static inline void check(void *state, const struct exim_framing *framing, const struct exim_row *r)
{
    struct smtplog_line line = {.flags = framing->flags, .tag = slice_str(framing->tag),
                                .body = slice_str(r->line), .more = slice_str(r->more)};
    struct smtplog_event e = {0};
    int result = smtplog_parser_exim.parse(state, &line, &e);
    const uint32_t implied = SMTPLOG_CODE_IMPLIED;

    alone_agrees(&smtplog_parser_exim, &line);
    cr_expect_eq(result, r->result, "result %d, framed by %s: %s", result, framing->name, r->line);
    if (result != r->result || result != SMTPLOG_SAID)
        return;
    cr_expect_eq(e.kind, r->kind, "kind %u in: %s", e.kind, r->line);
    cr_expect_eq(e.direction, r->direction, "direction %u in: %s", e.direction, r->line);
    cr_expect_eq(e.phase, r->phase, "phase %u in: %s", e.phase, r->line);
    cr_expect_eq(e.disposition, r->disposition, "disposition %u in: %s", e.disposition, r->line);
    cr_expect_eq(code_of(&e), r->code, "code %d in: %s", (int)code_of(&e), r->line);
    cr_expect_eq(!!(e.flags & implied), r->implied, "implied in: %s", r->line);
    cr_expect_eq(e.after_code, r->after_code, "after %d in: %s", (int)e.after_code, r->line);
    cr_expect_eq(e.flags & ~implied, r->flags, "flags %x in: %s", e.flags, r->line);
    cr_expect_eq(e.peer_port, r->peer_port, "port %u in: %s", e.peer_port, r->line);
    cr_expect(e.form != NULL && slice_is(e.process, "exim"), "form in: %s", r->line);
    words(r, &e);
}

/* Every beginning of the record, with an unreadable page behind it: nothing may look there. */
static inline void endure(void *state, const char *record)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), n = strlen(record);
    char *room = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    cr_assert(room != MAP_FAILED && n < page && mprotect(room + page, page, PROT_NONE) == 0);
    for (size_t len = 0; len <= n; len++) {
        struct smtplog_line line = {.flags = SMTPLOG_LINE_MTA_STAMP};
        struct smtplog_event e = {0};
        char *start = room + page - len;
        memcpy(start, record, len);
        line.body = slice_of(start, len);
        smtplog_parser_exim.parse(state, &line, &e);
    }
    munmap(room, 2 * page);
}

/* All rows in one stream, in order; the same for each framing. */
static inline void check_rows(const struct exim_row *rows, size_t n)
{
    static const struct exim_framing framings[] = {
        {"Exim", NULL, SMTPLOG_LINE_MTA_STAMP},
        {"syslog", "exim4", 0},
        {"RFC 5424", "exim", SMTPLOG_LINE_CUT_TAG},
    };
    for (size_t k = 0; k < sizeof framings / sizeof *framings; k++) {
        void *state = smtplog_parser_exim.open(&nobody);
        cr_assert_not_null(state);
        for (size_t i = 0; i < n; i++)
            check(state, &framings[k], &rows[i]);
        for (size_t i = 0; k == 0 && i < n; i++)
            endure(state, rows[i].line);
        smtplog_parser_exim.close(state);
    }
}
#define CHECK_ROWS(rows) check_rows(rows, sizeof rows / sizeof *rows)

#endif
