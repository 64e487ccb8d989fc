/* What the Postfix parser does over several records, and its tables as such. */
#include "parser_postfix_check.h"

static int say(void *state, uint32_t pid, const char *body, struct smtplog_event *e)
{
    struct smtplog_line line = {.pid = pid, .tag = SLICE_LIT("postfix/smtpd"),
                                .body = slice_str(body)};

    memset(e, 0, sizeof *e);
    return smtplog_parser_postfix.parse(state, &line, e);
}

/* Which of several instances, or which of its services; the queue manager's name is an instance's. */
Test(parser_postfix, instances)
{
    static const struct { const char *tag, *body, *instance; uint32_t flags, has_queue; } rows[] = {
        {"postfix/qmgr", ID "removed", "postfix", 0, 1},
        {"postfix-out/qmgr", ID "removed", "postfix-out", 0, 1},
        {"mail/out/qmgr", ID "removed", "mail/out", 0, 1},
        {"postfix/submission/smtpd", "connect from unknown[192.0.2.8]", "postfix/submission", 0, 0},
        {"postfix/pickup", ID "uid=0 from=<a@example.com>", "postfix", 0, 0},
        {"postfix-out", ID "removed", "postfix-out", SMTPLOG_LINE_CUT_TAG, 1},
        {"postfix-out", ID "uid=0 from=<a@example.com>", "postfix-out", SMTPLOG_LINE_CUT_TAG, 0},
        {"postfix", "connect from unknown[192.0.2.8]", "", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        void *state = smtplog_parser_postfix.open(&nobody);
        struct smtplog_event e;
        cr_expect_eq(row_parse(state, rows[i].tag, rows[i].flags, slice_str(rows[i].body), &e), SMTPLOG_SAID);
        cr_expect(slice_eq(e.instance, slice_str(rows[i].instance)), "%s", rows[i].tag);
        cr_expect_eq((e.flags & SMTPLOG_HAS_QUEUE) != 0, rows[i].has_queue, "%s", rows[i].tag);
        smtplog_parser_postfix.close(state);
    }
}

/* RFC 5424 framing leaves "postfix" of the tag; a slash in what is left means nothing then. */
Test(parser_postfix, cut_tag)
{
    struct smtplog_line line = {
        .pid = 7, .flags = SMTPLOG_LINE_CUT_TAG, .tag = SLICE_LIT("mta"),
        .body = SLICE_LIT("lost connection after EHLO from unknown[192.0.2.8]"),
    };
    struct smtplog_event e = {0};
    void *state = smtplog_parser_postfix.open(&nobody);

    cr_expect_eq(smtplog_parser_postfix.parse(state, &line, &e), SMTPLOG_SAID);
    cr_expect(slice_is(e.process, "smtpd"));
    smtplog_parser_postfix.close(state);
}

/* The parser's cost must not explode on a line made to be read again and again. */
Test(parser_postfix, hostile_lengths, .timeout = 10)
{
    static const char *const heads[] = {
        "NOQUEUE: reject: RCPT from unknown[192.0.2.8]: 550 5.7.1 x", ID "reject: header x",
        ID "to=<", "warning: unknown[192.0.2.8]: SASL ", ID "host " MX " said: 550-",
        "warning: proxy 127.0.0.1:10025 rejected \"MAIL FROM:<",
    };
    static const char *const fillers[] = {
        "; from=<", "\"\\", ", relay=", " 550-5.1.1 ", ": ", "??",
    };
    static char body[65536];
    void *state = smtplog_parser_postfix.open(&nobody);
    struct smtplog_event e;

    for (size_t h = 0; h < sizeof heads / sizeof *heads; h++)
        for (size_t f = 0; f < sizeof fillers / sizeof *fillers; f++) {
            size_t at = strlen(heads[h]), n = strlen(fillers[f]);
            memcpy(body, heads[h], at);
            for (; at + n < sizeof body; at += n)
                memcpy(body + at, fillers[f], n);
            body[at] = '\0';
            say(state, 7, body, &e);
        }
    smtplog_parser_postfix.close(state);
}

/* A tag that the operator says is Postfix's: what only its own tag makes sure of is known, too. */
static const char *renamed(void *to, const char *name)
{
    (void)to;
    return strcmp(name, "tags") == 0 ? "mta-in,mta-out" : NULL;
}

Test(parser_postfix, tags_of_the_operator)
{
    static const struct smtplog_host host = {sizeof host, NULL, nobody_warn, renamed};
    static const struct { const char *tag; int result; } tags[] = {
        {"mta-out", SMTPLOG_SAID}, {"mta-in", SMTPLOG_SAID}, {"mta", SMTPLOG_NOT_MINE},
    };
    void *state = smtplog_parser_postfix.open(&host);

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct smtplog_line line = {.tag = slice_str(tags[i].tag),
                                    .body = SLICE_LIT("lost connection after EHLO from unknown[192.0.2.7]")};
        struct smtplog_event e = {0};
        cr_expect_eq(smtplog_parser_postfix.parse(state, &line, &e), tags[i].result, "%s", tags[i].tag);
    }
    smtplog_parser_postfix.close(state);
}

/* An alert under a cut tag, or tlsproxy's, is the reason of what its process says of a client at
 * once, and of nothing else. */
Test(parser_postfix, alerts_explain)
{
    static const char alert[] = "TLS library problem: error:0A000418:SSL routines::tlsv1 alert unknown "
                                "ca:../ssl/record/rec_layer_s3.c:1600:SSL alert number 48";
    static const struct { const char *tag, *body, *text; uint32_t pid; int64_t later; } lines[] = {
        {"postfix", "lost connection after STARTTLS from unknown[192.0.2.1]", alert, 7, 0},
        {"postfix", "lost connection after STARTTLS from unknown[192.0.2.1]",
         "lost connection after STARTTLS", 8, 0},
        {"postfix", "lost connection after STARTTLS from unknown[192.0.2.1]",
         "lost connection after STARTTLS", 7, 60},
        {"postfix", "lost connection after RCPT from unknown[192.0.2.1]",
         "lost connection after RCPT", 7, 0},
        {"postfix/tlsproxy", "TLS handshake failed for service=smtpd peer=[192.0.2.1]:4001", alert, 7, 0},
        {"postfix/tlsproxy", "TLS handshake failed for service=smtpd peer=[192.0.2.1]:4001",
         "TLS handshake failed", 9, 0},
    };
    char body[300];

    snprintf(body, sizeof body, "warning: %s:", alert);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        void *state = smtplog_parser_postfix.open(&nobody);
        struct smtplog_line line = {.time = 1000, .pid = 7, .tag = slice_str(lines[i].tag),
                                    .body = slice_str(body)};
        struct smtplog_event e = {0};
        cr_expect_eq(smtplog_parser_postfix.parse(state, &line, &e), SMTPLOG_QUIET);
        line = (struct smtplog_line){.time = 1000 + lines[i].later, .pid = lines[i].pid,
                                     .tag = line.tag, .body = slice_str(lines[i].body)};
        memset(&e, 0, sizeof e);
        cr_assert_eq(smtplog_parser_postfix.parse(state, &line, &e), SMTPLOG_SAID);
        cr_expect(slice_is(e.text, lines[i].text), "%zu: %.*s", i, (int)e.text.len, e.text.ptr);
        smtplog_parser_postfix.close(state);
    }
}
