/* opensmtpd.c - the OpenSMTPD parser's door: whose record it is, and which table reads it
 *
 * Its tag is "smtpd" as that of others is (Postfix under a tag of its own, old qpsmtpd): the words
 * behind it decide, line by line. */
#include "opensmtpd.h"

#include <stdlib.h>

static const struct {
    const struct form *forms;
    const size_t *len;
} tables[OPENSMTPD_TABLES] = {
    [OPENSMTPD_SMTP] = {opensmtpd_smtp_forms, &opensmtpd_smtp_forms_len},
    [OPENSMTPD_MTA] = {opensmtpd_mta_forms, &opensmtpd_mta_forms_len},
    [OPENSMTPD_MDA] = {opensmtpd_mda_forms, &opensmtpd_mda_forms_len},
    [OPENSMTPD_QUEUE] = {opensmtpd_queue_forms, &opensmtpd_queue_forms_len},
    [OPENSMTPD_OLD] = {opensmtpd_old_forms, &opensmtpd_old_forms_len},
};

/* Also of a state that open() could make only a part of. */
static void opensmtpd_close(void *state)
{
    struct opensmtpd *s = state;

    if (!s)
        return;
    for (size_t i = 0; i < OPENSMTPD_TABLES; i++)
        form_set_free(s->sets[i]);
    free(s);
}

/* A set of forms for each of the tables. */
static void *opensmtpd_open(const struct smtplog_host *host)
{
    struct opensmtpd *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    s->tags = host->setting(host->to, "tags");
    for (size_t i = 0; i < OPENSMTPD_TABLES; i++)
        if (!(s->sets[i] = form_set_new(tables[i].forms, *tables[i].len, host))) {
            opensmtpd_close(s);
            return NULL;
        }
    return s;
}

static unsigned opensmtpd_check(const struct smtplog_host *host)
{
    unsigned faults = 0;

    for (size_t i = 0; i < OPENSMTPD_TABLES; i++)
        faults += form_check(tables[i].forms, *tables[i].len, host);
    return faults;
}

static size_t hex_digits(struct smtplog_slice c)
{
    size_t n = 0;

    while (n < c.len && n < 17 &&
           (scan_is_digit(c.ptr[n]) || (c.ptr[n] >= 'a' && c.ptr[n] <= 'f')))
        n++;
    return n;
}

/* "7f3b9a0c5d1e2f40 smtp ": log.c since 6.0. */
static int scan_engine(struct smtplog_slice *c, struct smtplog_slice *session,
                       enum opensmtpd_table *table)
{
    static const struct { const char *word; enum opensmtpd_table table; } engines[] = {
        {" smtp ", OPENSMTPD_SMTP}, {" mta ", OPENSMTPD_MTA}, {" mda ", OPENSMTPD_MDA},
    };
    struct smtplog_slice at = slice_from(*c, 16);

    if (hex_digits(*c) != 16)
        return 0;
    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++)
        if (scan_lit(&at, engines[i].word)) {
            *session = slice_head(*c, 16);
            *table = engines[i].table;
            scan_lit(&at, "event=");
            *c = at;
            return 1;
        }
    return 0;
}

/* A failure before or without a session bears zeros. */
static int is_nobody(struct smtplog_slice session)
{
    return slice_is(session, "0000000000000000");
}

static int match(struct opensmtpd *s, enum opensmtpd_table table, const struct smtplog_line *line,
                 struct smtplog_slice body, struct smtplog_event *e)
{
    return form_set_match(s->sets[table], s, line, body, e);
}

/* Words that no other smtpd begins with. */
static int is_own(struct smtplog_slice c)
{
    static const char *const starts[] = {"smtp-in: ", "smtp-out: ", "info: OpenSMTPD ", "debug: ",
                                         "warn: ", "delivery: ", "relay: ", "bounce: ", "queue: "};
    return slice_starts_any(c, starts, sizeof starts / sizeof *starts);
}

static int has_words_of_failure(struct smtplog_slice c)
{
    static const char *const words[] = {"fail", "error", "reject", "refus", "denied", "timed out",
                                        "timeout", "cannot", "lost ", "fatal", "not enough"};
    return slice_holds_any(c, words, sizeof words / sizeof *words);
}

/* An external filter's own words, "NAME: text" (lka_filter.c processor_errfd). */
static int is_of_filter(struct smtplog_slice c)
{
    size_t n = 0;

    while (n < c.len && (scan_is_alnum(c.ptr[n]) || c.ptr[n] == '-' || c.ptr[n] == '_'))
        n++;
    c = slice_from(c, n);
    return n && slice_starts(c, ": ");
}

/* The tag is OpenSMTPD's in this stream. */
static void prove(struct opensmtpd *s)
{
    if (!s->proven)
        s->in_order = 1;
    s->proven = 1;
}

/* What no form knew.  Without a tag of its own a line is OpenSMTPD's only after others have
 * proved that such a log is. */
static int leftover(struct opensmtpd *s, const struct smtplog_line *line, int own)
{
    if (!own && !s->proven) {
        s->in_order = 1;
        return SMTPLOG_NOT_MINE;
    }
    if (slice_starts(line->body, "debug: ") || (!own && is_of_filter(line->body)))
        return SMTPLOG_QUIET;
    return has_words_of_failure(line->body) ? SMTPLOG_STRANGE : SMTPLOG_UNKNOWN;
}

static int is_our_tag(const struct opensmtpd *s, const struct smtplog_line *line)
{
    return slice_is(line->tag, "smtpd") || slice_is(line->tag, "opensmtpd") ||
           slice_in_list(line->tag, s->tags);
}

static const char *process_of(enum opensmtpd_table table)
{
    static const char *const names[] = {
        [OPENSMTPD_SMTP] = "smtp", [OPENSMTPD_MTA] = "mta", [OPENSMTPD_MDA] = "mda",
    };
    return names[table];
}

/* A line of one engine, its name and the session's id taken off: such a line proves the log. */
static int parse_engine(struct opensmtpd *s, const struct smtplog_line *line,
                        struct smtplog_slice body, struct smtplog_slice session,
                        enum opensmtpd_table table, struct smtplog_event *e)
{
    int answer;

    e->process = slice_str(process_of(table));
    if (!is_nobody(session))
        e->session = session;
    prove(s);
    answer = match(s, table, line, body, e);
    return answer == SMTPLOG_NOT_MINE ? leftover(s, line, 1) : answer;
}

/* Lines of 6.x and newer begin with a session id and an engine; those of 5.x do not, and are
 * taken only under OpenSMTPD's own tag or words, since Postfix has an smtpd too. */
static int opensmtpd_parse(void *state, const struct smtplog_line *line, struct smtplog_event *e)
{
    struct opensmtpd *s = state;
    struct smtplog_slice body = line->body, session;
    enum opensmtpd_table table;
    int answer = SMTPLOG_NOT_MINE, own;

    if (line->tag.len && !is_our_tag(s, line))
        return SMTPLOG_NOT_MINE;
    if (scan_engine(&body, &session, &table))
        return parse_engine(s, line, body, session, table, e);
    own = is_own(body);
    if (!own && !line->tag.len)
        return SMTPLOG_NOT_MINE;
    e->process = SLICE_LIT("queue");
    if (own)
        answer = match(s, OPENSMTPD_OLD, line, body, e);
    if (answer == SMTPLOG_NOT_MINE)
        answer = match(s, OPENSMTPD_QUEUE, line, body, e);
    if (answer != SMTPLOG_NOT_MINE)
        prove(s);
    return answer == SMTPLOG_NOT_MINE ? leftover(s, line, own) : answer;
}

static int opensmtpd_alone(void *state, const struct smtplog_line *line, struct smtplog_event *e)
{
    struct opensmtpd *s = state;

    s->in_order = 0;
    int answer = opensmtpd_parse(s, line, e);
    return s->in_order ? SMTPLOG_IN_ORDER : answer;
}

/* One for each table; checked when the parser is loaded. */
static const char *const samples[] = {
    "Nov 22 18:00:00 mx1 smtpd[4711]: 7f3b9a0c5d1e2f40 smtp connected address=192.0.2.10 "
    "host=mail.example.net",
    "Nov 22 18:00:01 mx1 smtpd[4711]: 7f3b9a0c5d1e2f40 smtp failed-command "
    "command=\"RCPT TO:<nobody@example.org>\" result=\"550 Invalid recipient: "
    "<nobody@example.org>\"",
    "Nov 22 18:00:02 mx1 smtpd[4711]: 7f3b9a0c5d1e2f41 smtp message msgid=1a2b3c4d size=353 "
    "nrcpt=1 "
    "proto=ESMTP",
    "Nov 22 18:00:03 mx1 smtpd[4711]: 8f3b9a0c5d1e2f42 mta delivery evpid=1a2b3c4d5e6f7081 "
    "from=<a@example.net> to=<b@example.org> rcpt=<-> source=\"192.0.2.25\" "
    "relay=\"198.51.100.7 (mx.example.org)\" delay=1s result=\"PermFail\" stat=\"550 5.1.1 No "
    "such "
    "user\"",
    "Nov 22 18:00:04 mx1 smtpd[4711]: 8f3b9a0c5d1e2f43 mda delivery evpid=1a2b3c4d5e6f7082 "
    "from=<a@example.net> to=<b@example.com> rcpt=<b@example.com> user=bob delay=0s result=Ok "
    "stat=Delivered",
    "Nov 22 18:00:05 mx1 smtpd[4711]: relay: Expire for 1a2b3c4d5e6f7083: from=<a@example.net>, "
    "to=<b@example.org>, rcpt=<->, delay=4d, stat=Envelope expired",
    "Nov 22 18:00:06 mx1 smtpd[4711]: smtp-in: Failed command on session 5f0c7d3a9b1e2c40: "
    "\"RCPT TO:<nobody@example.org>\" => 550 Invalid recipient",
    NULL,
};

static const struct smtplog_option options[] = {
    {"tags", "", "further tags in syslog that are this server's"},
    {NULL, NULL, NULL},
};

SMTPLOG_PARSER(opensmtpd) = {
    SMTPLOG_PARSER_HEAD,
    .name = "opensmtpd",
    .summary = "OpenSMTPD 5.4 to 7.8",
    .samples = samples,
    .options = options,
    .wordings = opensmtpd_wordings,
    .fronts = opensmtpd_fronts,
    .check = opensmtpd_check,
    .open = opensmtpd_open,
    .close = opensmtpd_close,
    .parse = opensmtpd_parse,
    .alone = opensmtpd_alone,
};
