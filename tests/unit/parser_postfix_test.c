/* What the Postfix parser does over several records, and its tables as such. */
#include "parser_postfix_check.h"

static int say(void *state, uint32_t pid, const char *body, struct smtplog_event *e)
{
    struct smtplog_line line = {.pid = pid, .tag = SLICE_LIT("postfix/smtpd"),
                                .body = slice_str(body)};

    memset(e, 0, sizeof *e);
    return smtplog_parser_postfix.parse(state, &line, e);
}

/* A timeout in AUTH comes after a 334, unless the session had its answer already. */
Test(parser_postfix, timeout_after_an_answered_login)
{
    static const char failed[] =
        "warning: unknown[203.0.113.5]: SASL LOGIN authentication failed: x";
    static const char timeout[] = "timeout after AUTH from unknown[203.0.113.5]";
    void *state = smtplog_parser_postfix.open(&nobody);
    struct smtplog_event e;

    say(state, 77, timeout, &e);
    cr_expect_eq(e.code, 421);
    cr_expect_eq(e.after_code, 334);
    say(state, 77, failed, &e);
    say(state, 77, timeout, &e);
    cr_expect_eq(e.code, 421);
    cr_expect_eq(e.after_code, 0);
    say(state, 78, timeout, &e);
    cr_expect_eq(e.after_code, 334, "another process");
    say(state, 77, "connect from unknown[203.0.113.6]", &e);
    say(state, 77, timeout, &e);
    cr_expect_eq(e.after_code, 334, "a new session of the same process");
    smtplog_parser_postfix.close(state);
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
    static const struct { const char *tag; int verdict; } tags[] = {
        {"mta-out", SMTPLOG_SAID}, {"mta-in", SMTPLOG_SAID}, {"mta", SMTPLOG_NOT_MINE},
    };
    void *state = smtplog_parser_postfix.open(&host);

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct smtplog_line line = {.tag = slice_str(tags[i].tag),
                                    .body = SLICE_LIT("lost connection after EHLO from unknown[192.0.2.7]")};
        struct smtplog_event e = {0};
        cr_expect_eq(smtplog_parser_postfix.parse(state, &line, &e), tags[i].verdict, "%s", tags[i].tag);
    }
    smtplog_parser_postfix.close(state);
}
