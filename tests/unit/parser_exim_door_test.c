/* Whose record it is, and that parser and samples are fit for the door. */
#include "parser_exim.h"

static int answer(uint32_t flags, const char *tag, const char *body, struct smtplog_event *e)
{
    void *state = smtplog_parser_exim.open(&nobody);
    struct smtplog_line line = {.flags = flags, .tag = slice_str(tag), .body = slice_str(body)};

    memset(e, 0, sizeof *e);
    int result = smtplog_parser_exim.parse(state, &line, e);
    smtplog_parser_exim.close(state);
    return result;
}

static const struct mine {
    uint32_t flags;
    const char *tag, *body;
    int result;
} records[] = {
    {SMTPLOG_LINE_MTA_STAMP, NULL, "1vbXyz-0001AB-CD Completed", SMTPLOG_SAID},
    {0, "exim", "1vbXyz-0001AB-CD Completed", SMTPLOG_SAID},
    {0, "exim4", "1vbXyz-000000012Ab-3cDe Completed", SMTPLOG_SAID},
    {0, "mta-out", "1vbXyz-0001AB-CD ** b@example.net: Unrouteable address", SMTPLOG_SAID},
    {0, "mta-out", "1vbXyz-0001AB-CD Completed", SMTPLOG_SAID},
    {0, "mta-out", "something failed", SMTPLOG_NOT_MINE},
    {0, "sshd", "Connection from 192.0.2.1 refused: x", SMTPLOG_NOT_MINE},
    {0, "postfix/smtpd", "1vbXyz-0001AB-CD => b@example.net R=r", SMTPLOG_NOT_MINE},
    {0, "kernel", "", SMTPLOG_NOT_MINE},
    /* the stamp alone is no proof */
    {SMTPLOG_LINE_MTA_STAMP, NULL, "", SMTPLOG_NOT_MINE},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "1vbXyz-0001AB-CD", SMTPLOG_NOT_MINE},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "1vbXyz-0001AB-CD ** ", SMTPLOG_NOT_MINE},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "status installed libfoo:all 1.550-2", SMTPLOG_NOT_MINE},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "Connection refused", SMTPLOG_NOT_MINE},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "db1 [192.0.2.1] Connection timed out", SMTPLOG_NOT_MINE},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "ERROR: job failed: timeout", SMTPLOG_NOT_MINE},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "Warning: disk almost full", SMTPLOG_NOT_MINE},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "Start queue run: pid=99", SMTPLOG_QUIET},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "cwd=/var/spool/exim4 3 args: /usr/sbin/exim4 -Mc 1vbXyz-0001AB-CD",
     SMTPLOG_QUIET},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "cwd=/home/bob", SMTPLOG_NOT_MINE},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "rejected \"WELLKNOWN acme\" from helo.example.com", SMTPLOG_SAID},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "exim 4.96 daemon started: pid=9, -q30m", SMTPLOG_QUIET},
    {SMTPLOG_LINE_MTA_STAMP, NULL, "H=(x) [192.0.2.1] rejected EHLO or HELO x", SMTPLOG_SAID},
};

Test(parser_exim, whose)
{
    struct smtplog_event e;

    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        cr_expect_eq(answer(records[i].flags, records[i].tag, records[i].body, &e),
                     records[i].result, "%s", records[i].body);
}

/* One line proves the file: from there on all its lines are Exim's. */
Test(parser_exim, proof)
{
    static const struct { const char *body; int result; } lines[] = {
        {"something nobody knows", SMTPLOG_NOT_MINE},
        {"1vbXyz-0001AB-CD <= a@example.org U=bob P=local S=1", SMTPLOG_SAID},
        {"something nobody knows", SMTPLOG_UNKNOWN},
        {"something failed", SMTPLOG_STRANGE},
        {"mx.example.net [192.0.2.25] Connection refused", SMTPLOG_SAID},
    };
    void *state = smtplog_parser_exim.open(&nobody);

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct smtplog_line line = {.flags = SMTPLOG_LINE_MTA_STAMP, .body = slice_str(lines[i].body)};
        struct smtplog_event e = {0};
        cr_expect_eq(smtplog_parser_exim.parse(state, &line, &e), lines[i].result, "%s",
                     lines[i].body);
    }
    smtplog_parser_exim.close(state);
}

/* A page of logs names no program: each line must prove itself, whatever was proven before. */
Test(parser_exim, lines_without_a_tag)
{
    static const struct { const char *body; int result; } lines[] = {
        {"1vbXyz-0001AB-CD Completed", SMTPLOG_SAID},
        {"H=(x.example) [192.0.2.1] F=<a@example.net> rejected RCPT <b@example.org>: no", SMTPLOG_SAID},
        {"SMTP call from (x.example) [192.0.2.1] dropped: too many nonmail commands (last was \"NOOP\")",
         SMTPLOG_SAID},
        {"connect from unknown[192.0.2.1]", SMTPLOG_NOT_MINE},
        {"NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 <b@example.net>: Relay access "
         "denied; from=<a@example.com> to=<b@example.net> proto=ESMTP helo=<x.example>",
         SMTPLOG_NOT_MINE},
        {"imap-login: Login: user=<bob>, method=PLAIN, rip=192.0.2.1", SMTPLOG_NOT_MINE},
        {"no such file", SMTPLOG_NOT_MINE},
    };
    void *state = smtplog_parser_exim.open(&nobody);

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct smtplog_line line = {.body = slice_str(lines[i].body)};
        struct smtplog_event e = {0};
        cr_expect_eq(smtplog_parser_exim.parse(state, &line, &e), lines[i].result, "%s",
                     lines[i].body);
    }
    smtplog_parser_exim.close(state);
}

/* A tag that the operator says is Exim's, and no other. */
static const char *renamed(void *to, const char *name)
{
    (void)to;
    return strcmp(name, "tags") == 0 ? "mta-in, mta-out" : NULL;
}

Test(parser_exim, tags_of_the_operator)
{
    static const struct smtplog_host host = {sizeof host, NULL, nobody_warn, renamed};
    static const struct { const char *tag; int result; } tags[] = {
        {"mta-out", SMTPLOG_SAID}, {"mta-in", SMTPLOG_SAID}, {"mta", SMTPLOG_NOT_MINE},
    };
    void *state = smtplog_parser_exim.open(&host);

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct smtplog_line line = {
            .tag = slice_str(tags[i].tag),
            .body = SLICE_LIT("H=(x.example) [192.0.2.1] rejected RCPT <b@example.org>: no"),
        };
        struct smtplog_event e = {0};
        cr_expect_eq(smtplog_parser_exim.parse(state, &line, &e), tags[i].result, "%s", tags[i].tag);
    }
    smtplog_parser_exim.close(state);
}

Test(parser_exim, samples_are_answered)
{
    struct smtplog_event e;
    const char *const *sample = smtplog_parser_exim.samples;
    const char stamp[] = "2026-01-02 03:04:05 ";

    cr_assert_eq(smtplog_parser_exim.abi, SMTPLOG_PARSER_ABI);
    for (; *sample; sample++)
        cr_expect_eq(answer(SMTPLOG_LINE_MTA_STAMP, NULL, *sample + strlen(stamp), &e),
                     SMTPLOG_SAID, "%s", *sample);
}

/* Copies of one record in the main log, the reject log and syslog have equal words. */
Test(parser_exim, identity)
{
    static const char body[] = "H=(x.example) [192.0.2.1] F=<> rejected RCPT <b@example.org>: no";
    struct smtplog_event file, journal;

    answer(SMTPLOG_LINE_MTA_STAMP, NULL, body, &file);
    answer(0, "exim4", body, &journal);
    cr_expect(slice_is(file.identity, body));
    cr_expect(slice_eq(file.identity, journal.identity));
}

/* No member may hand over a password but the identity, which is only hashed. */
Test(parser_exim, credentials_stay)
{
    static const char *const lines[] = {
        "H=(x.example) [192.0.2.1] rejected AUTH PLAIN AGJvYgBzZWNyZXQ=: no",
        "SMTP syntax error in \"AUTH PLAIN AGJvYgBzZWNyZXQ=\" H=(x.example) [192.0.2.1] "
        "unrecognized command",
        "SMTP protocol synchronization error (next input sent too soon: pipelining was "
        "advertised): rejected \"AUTH PLAIN AGJvYgBzZWNyZXQ=\" H=(x.example) [192.0.2.1] next "
        "input=\"AGJvYgBzZWNyZXQ=\"",
        "SMTP call from (x.example) [192.0.2.1] dropped: too many nonmail commands (last was "
        "\"AUTH PLAIN AGJvYgBzZWNyZXQ=\")",
        "SMTP call from (x.example) [192.0.2.1] dropped: too many syntax or protocol errors (last "
        "command was \"AUTH PLAIN AGJvYgBzZWNyZXQ=\",  C=EHLO,AUTH)",
    };
    struct smtplog_event e;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        int result = answer(SMTPLOG_LINE_MTA_STAMP, NULL, lines[i], &e);
        cr_assert_eq(result, SMTPLOG_SAID, "%s", lines[i]);
        cr_expect(slice_find(e.text, "AGJ") < 0 && slice_find(e.reply, "AGJ") < 0, "%s", lines[i]);
        cr_expect(!e.recipient.ptr && slice_find(e.helo, "AGJ") < 0, "%s", lines[i]);
    }
}

static int is_final(void *state, struct smtplog_line *line)
{
    struct smtplog_event e = {0};
    cr_assert_eq(smtplog_parser_exim.parse(state, line, &e), SMTPLOG_SAID);
    return !(e.flags & SMTPLOG_NOT_FINAL);
}

/* pid 0: a log without; the client's address must do. */
static void check_twins(uint32_t pid)
{
    void *state = smtplog_parser_exim.open(&nobody);
    struct smtplog_line line = {
        .time = 1000, .pid = pid, .tag = SLICE_LIT("exim"),
        .body = SLICE_LIT("H=(x.example) [192.0.2.1] F=<a@example.net> rejected RCPT <b@example.org>: no"),
    };
    cr_expect(is_final(state, &line));
    cr_expect_not(is_final(state, &line), "the reject log's copy");
    cr_expect(is_final(state, &line), "the client said it again");
    cr_expect_not(is_final(state, &line));
    for (line.time = 2000; line.time < 2010; line.time++)
        cr_expect(is_final(state, &line), "single: this log has no copies");
    cr_expect(is_final(state, &line));
    cr_expect(is_final(state, &line), "so this is another one");
    smtplog_parser_exim.close(state);
}

Test(parser_exim, syslog_has_a_rejection_twice)
{
    check_twins(7);
    check_twins(0);
}
