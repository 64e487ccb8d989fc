/* sendmail.c - the Sendmail parser's door: whose record it is, and which room reads it
 *
 * What each program prints is told in sendmail.md. */
#include "sendmail.h"

#include <stdlib.h>

static const struct {
    const struct form *forms;
    const size_t *len;
} tables[SENDMAIL_TABLES] = {
    [SENDMAIL_SESSION] = {sendmail_session_forms, &sendmail_session_forms_len},
    [SENDMAIL_DATA] = {sendmail_data_forms, &sendmail_data_forms_len},
    [SENDMAIL_MILTER] = {sendmail_milter_forms, &sendmail_milter_forms_len},
    [SENDMAIL_QUEUE] = {sendmail_queue_forms, &sendmail_queue_forms_len},
};

/* Also of a state that open() could make only a part of. */
static void sendmail_close(void *state)
{
    struct sendmail *s = state;

    if (!s)
        return;
    for (size_t i = 0; i < SENDMAIL_TABLES; i++)
        form_set_free(s->sets[i]);
    free(s->parts);
    free(s);
}

/* A set of forms for each of the tables. */
static void *sendmail_open(const struct smtplog_host *host)
{
    struct sendmail *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    s->tags = host->setting(host->to, "tags");
    for (size_t i = 0; i < SENDMAIL_TABLES; i++)
        if (!(s->sets[i] = form_set_new(tables[i].forms, *tables[i].len, host))) {
            sendmail_close(s);
            return NULL;
        }
    return s;
}

static unsigned sendmail_check(const struct smtplog_host *host)
{
    unsigned faults = 0;

    for (size_t i = 0; i < SENDMAIL_TABLES; i++)
        faults += form_check(tables[i].forms, *tables[i].len, host);
    return faults;
}

/* -L names the tag; else it is the program's name (main.c, srvrsmtp.c, queue.c; Debian's and BSD's
 * scripts). */
static int is_our_tag(const struct sendmail_record *r)
{
    const struct smtplog_slice tag = r->line->tag;

    return slice_starts(tag, "sendmail") || slice_starts(tag, "sm-mta") ||
           slice_starts(tag, "sm-msp") || slice_starts(tag, "sm-que") || slice_is(tag,
           "sm-client") ||
           slice_in_list(tag, r->state->tags);
}

static int match(const struct sendmail_record *r, enum sendmail_table table,
                 struct smtplog_event *e)
{
    return form_set_match(r->state->sets[table], r->state, r->line, r->text, e);
}

/* The room whose opening words fit; then the tables.  Texts without a key come last: any may be an
 * administrator's. */
static int ask(const struct sendmail_record *r, struct smtplog_event *e)
{
    static const struct {
        const char *starts;
        sendmail_room *room;
    } rooms[] = {
        {"to=", sendmail_delivery}, {"from=", sendmail_sender}, {"ruleset=", sendmail_ruleset},
        {"AUTH", sendmail_auth},
    };
    int result = SMTPLOG_NOT_MINE;

    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        if (slice_starts(r->text, rooms[i].starts) &&
            (result = rooms[i].room(r, e)) != SMTPLOG_NOT_MINE)
            return result;
    if ((result = sendmail_notice(r, e)) != SMTPLOG_NOT_MINE)
        return result;
    e->queue_id = r->id;
    e->process = SLICE_LIT("sendmail");
    for (size_t i = 0; i < SENDMAIL_TABLES; i++)
        if ((result = match(r, (enum sendmail_table)i, e)) != SMTPLOG_NOT_MINE)
            return result;
    return sendmail_refused(r, e);
}

/* Under a tag of somebody's choice an id with a sender's or delivery's line behind it must do,
 * or a notice: no other program prints such. */
static int may_be_ours(const struct sendmail_record *r)
{
    if (slice_starts(r->line->tag, "postfix") || slice_starts(r->line->tag, "exim"))
        return 0;
    return r->id.ptr && r->id.len >= 14 &&
           (sendmail_is_own(r->text) || slice_starts(r->text, "ruleset="));
}

/* Takes the queue id off, puts cut records together, asks the rooms. */
static int sendmail_parse(void *state, const struct smtplog_line *line, struct smtplog_event *e)
{
    struct sendmail_record r = {state, line, {NULL, 0}, line->body, 0};
    int result, ours = is_our_tag(&r);
    unsigned part = 0;

    r.has_id = sendmail_id_scan(&r.text, &r.id, &part);
    if (!ours && (part || !may_be_ours(&r)))
        return SMTPLOG_NOT_MINE;
    if (part && (result = sendmail_part(state, &r, part, &r.text)) != SMTPLOG_SAID)
        return result;
    result = ask(&r, e);
    if (result == SMTPLOG_NOT_MINE)
        return ours ? sendmail_leftover(&r, e) : result;
    e->process = SLICE_LIT("sendmail");
    return result;
}

static int sendmail_alone(void *state, const struct smtplog_line *line, struct smtplog_event *e)
{
    struct sendmail *s = state;

    s->in_order = 0;
    int result = sendmail_parse(s, line, e);
    return s->in_order ? SMTPLOG_IN_ORDER : result;
}

/* One for each room; checked when the parser is loaded. */
static const char *const samples[] = {
    "Nov 22 18:00:00 mx1 sm-mta[4711]: 6AMI00x1004711: from=<a@example.com>, size=851, class=0, "
    "nrcpts=1, msgid=<1@example.com>, proto=ESMTP, daemon=MTA, relay=mail.example.net [192.0.2.7]",
    "Nov 22 18:00:01 mx1 sm-mta[4712]: 6AMI00x1004711: to=<r@example.org>, delay=00:00:01, "
    "xdelay=00:00:01, mailer=esmtp, pri=30851, relay=mx.example.org. [192.0.2.3], dsn=5.1.1, "
    "reply=550 5.1.1 no such user, stat=User unknown",
    "Nov 22 18:00:01 mx1 sm-mta[4712]: 6AMI00x1004711: 6AMI01x1004712: DSN: User unknown",
    "Nov 22 18:00:02 mx1 sm-mta[4713]: 6AMI02x1004713: ruleset=check_rcpt, "
    "arg1=<r@example.org>, relay=[192.0.2.9], reject=550 5.7.1 <r@example.org>... Relaying denied",
    "Nov 22 18:00:03 mx1 sm-mta[4714]: 6AMI03x1004714: <nobody@example.net>... User unknown",
    "Nov 22 18:00:04 mx1 sm-mta[4715]: 6AMI04x1004715: Milter: data, reject=550 5.7.1 spam",
    "Nov 22 18:00:05 mx1 sm-mta[4716]: 6AMI05x1004716: AUTH failure (LOGIN): authentication "
    "failure "
    "(-13) SASL(-13): authentication failure: checkpass failed, user=bob, relay=[192.0.2.8]",
    "Nov 22 18:00:06 mx1 sm-mta[4717]: 6AMI06x1004717: collect: unexpected close on connection "
    "from "
    "mail.example.net, sender=<a@example.com>",
    "Nov 22 18:00:07 mx1 sm-mta[4718]: 6AMI07x1004718: rejecting commands from mail.example.net "
    "[192.0.2.7] due to pre-greeting traffic after 1 seconds",
    NULL,
};

static const struct smtplog_option options[] = {
    {"tags", "", "further tags in syslog that are this server's (its option -L)"},
    {NULL, NULL, NULL},
};

SMTPLOG_PARSER(sendmail) = {
    SMTPLOG_PARSER_HEAD,
    .name = "sendmail",
    .summary = "Sendmail 8.11 to 8.18: server, queue runners, submission",
    .samples = samples,
    .options = options,
    .wordings = sendmail_wordings,
    .fronts = sendmail_fronts,
    .made = sendmail_id_made,
    .check = sendmail_check,
    .open = sendmail_open,
    .close = sendmail_close,
    .parse = sendmail_parse,
    .alone = sendmail_alone,
};
