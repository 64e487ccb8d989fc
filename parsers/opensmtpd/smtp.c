/* smtp.c - dialogues with clients (smtp_session.c)
 *
 * smtp_reply() logs each 4xx and 5xx with the command before it is sent, one line a reply; 2xx
 * and 3xx never.  The command is the last *command* line: at the end of a message still DATA.
 * What a client gave with AUTH can stand there in base64: it is read by nobody here. */
#include "opensmtpd.h"

#include <strings.h>

struct smtplog_slice opensmtpd_message(struct smtplog_slice envelope)
{
    return slice_head(envelope, 8);
}

struct smtplog_slice opensmtpd_ip(struct smtplog_slice address)
{
    if (slice_is(address, "local") || slice_is(address, "-"))
        return slice_of(NULL, 0);
    if (slice_starts(address, "[") && slice_ends(address, "]"))
        address = slice_of(address.ptr + 1, address.len - 2);
    scan_lit(&address, "IPv6:");
    return address;
}

struct smtplog_slice opensmtpd_name(struct smtplog_slice name, struct smtplog_slice ip)
{
    if (!name.len || slice_is(name, "<unknown>") || slice_eq(opensmtpd_ip(name), ip))
        return slice_of(NULL, 0);
    return name;
}

/* ---- Commands ---- */

static int starts_nocase(struct smtplog_slice c, const char *word)
{
    size_t n = strlen(word);
    return c.len >= n && strncasecmp(c.ptr, word, n) == 0 &&
           (c.len == n || !scan_is_alnum(c.ptr[n]) || word[n - 1] == ':');
}

/* Replies that only the end of a message is answered with; all others to DATA are a filter's, or
 * of the command itself (smtp_tx_commit, smtp_message_end). */
static int is_of_command(struct smtplog_slice result)
{
    return slice_starts(result, "503") || slice_starts(result, "500 5.5.4") ||
           slice_find(result, "Command not allowed") >= 0;
}

static const struct command {
    const char *word;
    uint32_t phase;
} commands[] = {
    {"RCPT TO:", SMTPLOG_RCPT}, {"MAIL FROM:", SMTPLOG_MAIL}, {"EHLO", SMTPLOG_EHLO},
    {"HELO", SMTPLOG_EHLO}, {"AUTH", SMTPLOG_AUTH}, {"STARTTLS", SMTPLOG_STARTTLS},
    {"DATA", SMTPLOG_EOD}, {"RSET", SMTPLOG_RSET}, {"VRFY", SMTPLOG_VRFY}, {"ETRN", SMTPLOG_ETRN},
    {"QUIT", SMTPLOG_QUIT}, {"RCPT", SMTPLOG_RCPT}, {"MAIL", SMTPLOG_MAIL},
};

static struct smtplog_slice argument(struct smtplog_slice command, size_t from)
{
    return slice_trim(slice_from(command, from));
}

/* "<a@example.org> SIZE=5"; without a bracket nothing. */
static struct smtplog_slice address_of(struct smtplog_slice c)
{
    int quoted = 0;

    if (!c.len || c.ptr[0] != '<')
        return slice_of(NULL, 0);
    for (size_t i = 1; i < c.len; i++) {
        if (c.ptr[i] == '"')
            quoted = !quoted;
        else if (c.ptr[i] == '>' && !quoted)
            return slice_of(c.ptr + 1, i - 1);
    }
    return slice_of(NULL, 0);
}

/* The command of a failed-command line, with its argument; a failure without one is of the
 * connection. */
static void read_command(struct smtplog_slice command, struct smtplog_slice result,
                         struct smtplog_event *e)
{
    e->phase = SMTPLOG_OTHER;
    if (!command.len)                   /* a filter's word on the connection, or an empty line */
        e->phase = slice_find(result,
        "Command unrecognized") >= 0 ? SMTPLOG_OTHER : SMTPLOG_CONNECT;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *word = commands[i].word;
        if (!starts_nocase(command, word))
            continue;
        e->phase = commands[i].phase;
        struct smtplog_slice given = argument(command, strlen(word));
        if (strcmp(word, "RCPT TO:") == 0)
            e->recipient = address_of(given).len ? address_of(given) : e->recipient;
        else if (strcmp(word, "MAIL FROM:") == 0)
            e->sender = address_of(given);
        else if (e->phase == SMTPLOG_EHLO && given.len)
            e->helo = given;
        break;
    }
    if (e->phase == SMTPLOG_EOD && is_of_command(result))
        e->phase = SMTPLOG_DATA;
    if (e->phase == SMTPLOG_EOD)
        e->after_code = 354;
}

/* "NNN X.Y.Z: TEXT" of 5.4 to 6.4: the colon sticks to the enhanced code. */
static void split_reply(struct smtplog_slice reply, struct smtplog_event *e)
{
    struct smtplog_slice c = reply, head, enhanced;
    int32_t code;

    e->reply = reply;
    if (!scan_code(&c, &code) || !scan_lit(&c, " ") || !scan_until_lit(&c, ": ", &head))
        return;
    enhanced = head;
    if (scan_enhanced(&head, &enhanced) && !head.len) {
        e->enhanced = enhanced;
        e->text = c;
    }
}

static struct opensmtpd_login *login_of(struct opensmtpd *s, struct smtplog_slice session)
{
    s->in_order = 1;
    for (size_t i = 0; i < OPENSMTPD_LOGINS && session.len == 16; i++)
        if (memcmp(s->logins[i].session, session.ptr, 16) == 0)
            return &s->logins[i];
    return NULL;
}

/* 535: wrong credentials.  The name stands in the line before. */
static void read_login(struct opensmtpd *s, struct smtplog_slice command, struct smtplog_event *e)
{
    const struct opensmtpd_login *login = login_of(s, e->session);

    e->flags |= SMTPLOG_SETTLES;
    if (slice_ends(command, "(username)") || slice_ends(command, "(password)"))
        e->after_code = 334;
    if (!slice_starts(e->reply, "535"))
        return;
    e->disposition = SMTPLOG_AUTH_FAILED;
    if (login)
        e->sasl_user = slice_of(login->user, login->user_len);
}

void opensmtpd_command(struct opensmtpd *s, struct smtplog_slice command,
                       struct smtplog_slice result, struct smtplog_event *e)
{
    split_reply(result, e);
    read_command(command, result, e);
    if (e->phase == SMTPLOG_AUTH)
        read_login(s, command, e);
}

/* ---- Scanners ---- */

/* "command="C" result="R"": the last of such borders with a failure's code behind is the true
 * one. */
static int scan_failed(const struct form_context *ctx, struct smtplog_event *e)
{
    static const char border[] = "\" result=\"";
    struct smtplog_slice c = ctx->rest, head = c, result;
    ptrdiff_t at;

    while ((at = slice_rfind(head, border)) >= 0) {
        head = slice_head(head, (size_t)at);
        result = slice_from(c, (size_t)at + sizeof border - 1);
        if (result.len < 5 || (result.ptr[0] != '4' && result.ptr[0] != '5'))
            continue;
        if (slice_ends(result, "\""))
            result.len--;               /* else the line was cut */
        e->peer_ip = e->peer_ip.ptr ? opensmtpd_ip(e->peer_ip) : e->peer_ip;
        e->peer_name = opensmtpd_name(e->peer_name, e->peer_ip);
        opensmtpd_command(ctx->state, head, result, e);
        return SMTPLOG_SAID;
    }
    return SMTPLOG_NOT_MINE;
}

static int scan_bad_input(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice reply = ctx->rest;

    e->peer_ip = e->peer_ip.ptr ? opensmtpd_ip(e->peer_ip) : e->peer_ip;
    e->peer_name = opensmtpd_name(e->peer_name, e->peer_ip);
    split_reply(reply, e);
    return SMTPLOG_SAID;
}

static int scan_connected(const struct form_context *ctx, struct smtplog_event *e)
{
    (void)ctx;
    e->peer_ip = opensmtpd_ip(e->peer_ip);
    e->peer_name = e->peer_ip.ptr ? opensmtpd_name(e->peer_name, e->peer_ip) : slice_of(NULL, 0);
    return SMTPLOG_SAID;
}

/* The name that was tried is on this line, the code on the next one of the same session. */
static void fail_login(struct opensmtpd *s, const struct smtplog_event *e)
{
    struct opensmtpd_login *login = login_of(s, e->session);

    if (e->session.len != 16)
        return;
    if (!login)
        login = &s->logins[s->next_login++ % OPENSMTPD_LOGINS];
    memcpy(login->session, e->session.ptr, 16);
    login->user_len = e->sasl_user.len < OPENSMTPD_USER ? e->sasl_user.len : OPENSMTPD_USER;
    memcpy(login->user, e->sasl_user.ptr, login->user_len);
}

/* A success is told at once; of a failure the reply comes next. */
static int scan_login(const struct form_context *ctx, struct smtplog_event *e)
{
    e->peer_ip = e->peer_ip.ptr ? opensmtpd_ip(e->peer_ip) : e->peer_ip;
    e->peer_name = opensmtpd_name(e->peer_name, e->peer_ip);
    if (slice_is(ctx->rest, "ok")) {
        e->accepted[SMTPLOG_AUTH] = 1;
        return SMTPLOG_SAID;
    }
    fail_login(ctx->state, e);          /* the reply's line follows; the name is nobody's */
    e->sasl_user = slice_of(NULL, 0);
    return SMTPLOG_SAID;
}

/* "msgid=M size=N nrcpt=N proto=P": the message was accepted. */
static int scan_message(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest;
    uint64_t recipients = 0;

    if (scan_number(&c, 6, &recipients)) {
        e->accepted[SMTPLOG_MAIL] = e->accepted[SMTPLOG_EOD] = 1;
        e->accepted[SMTPLOG_RCPT] = (uint32_t)recipients;
    }
    return SMTPLOG_SAID;
}

/* 6.4 and before: a line for each recipient. */
static int scan_message_to(const struct form_context *ctx, struct smtplog_event *e)
{
    struct opensmtpd *s = ctx->state;

    e->peer_ip = e->peer_ip.ptr ? opensmtpd_ip(e->peer_ip) : e->peer_ip;
    e->peer_name = opensmtpd_name(e->peer_name, e->peer_ip);
    e->accepted[SMTPLOG_RCPT] = 1;
    s->in_order = 1;
    if (memcmp(s->counted, e->queue_id.ptr, sizeof s->counted) == 0)
        return SMTPLOG_SAID;
    memcpy(s->counted, e->queue_id.ptr, sizeof s->counted);
    e->accepted[SMTPLOG_MAIL] = e->accepted[SMTPLOG_EOD] = 1;
    return SMTPLOG_SAID;
}

static int scan_envelope(const struct form_context *ctx, struct smtplog_event *e)
{
    (void)ctx;
    e->queue_id = opensmtpd_message(e->queue_id);
    return SMTPLOG_SAID;
}

/* Ends that are nobody's failure tell nothing; after a timeout no 421 is sent (smtp_session.c
 * smtp_io). */
static int scan_ended(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice reason = ctx->rest;

    e->peer_ip = e->peer_ip.ptr ? opensmtpd_ip(e->peer_ip) : e->peer_ip;
    e->peer_name = opensmtpd_name(e->peer_name, e->peer_ip);
    e->text = reason;
    if (slice_is(reason, "quit") || slice_is(reason, "disconnect")) {
        e->kind = SMTPLOG_FACTS;
        e->disposition = e->origin = 0;
        e->text = slice_of(NULL, 0);
        return SMTPLOG_SAID;
    }
    if (slice_is(reason, "timeout"))
        return SMTPLOG_SAID;
    if (slice_find(reason, "handshake") >= 0 || slice_find(reason, "SSL") >= 0 ||
        slice_find(reason, "tls") >= 0 || slice_find(reason, "cert") >= 0 ||
        slice_find(reason, "ca") == 0 || slice_is(reason, "no-ca"))
        e->phase = SMTPLOG_STARTTLS;
    else
        e->flags |= SMTPLOG_NOT_FINAL;  /* the network's, mostly after all was said */
    return SMTPLOG_SAID;
}

#define PEER "(?:address=(?<peer_ip>\\S+) host=(?<peer_name>\\S+) )?"
#define ADDRESS OPENSMTPD_ADDRESS

const struct form opensmtpd_smtp_forms[] = {
    {"failed-command", "failed-command ", NULL, "failed-command " PEER "command=\"(?<rest>.*)",
     scan_failed, OPENSMTPD_SAYS(REJECTED, PHASE_UNKNOWN, 0), "smtp_session.c smtp_reply"},
    {"bad-input", "bad-input ", NULL, "bad-input " PEER "result=\"(?<rest>[45]\\d\\d.*?)\"?$",
     scan_bad_input, OPENSMTPD_SAYS(REJECTED, OTHER, 0), "smtp_session.c smtp_io, smtp_command"},
    {"connected", "connected ", NULL, "connected address=(?<peer_ip>\\S+) host=(?<peer_name>\\S+)",
     scan_connected, OPENSMTPD_TELLS(INBOUND, SMTPLOG_SESSION_BEGINS),
     "smtp_session.c smtp_connected"},
    {"disconnected", "disconnected ", NULL, "disconnected  ?" PEER "reason=(?<rest>.*)",
     scan_ended,
     OPENSMTPD_SAYS(ABORTED, PHASE_UNKNOWN, SMTPLOG_SESSION_ENDS), "smtp_session.c smtp_free"},
    {"closed", "closed ", NULL, "closed " PEER "reason=(?<rest>.*)", scan_ended,
     OPENSMTPD_SAYS(ABORTED, PHASE_UNKNOWN, SMTPLOG_SESSION_ENDS),
     "smtp_session.c smtp_free, 6.0"},
    {"authentication", "authentication ", NULL,
     "authentication user=(?<sasl_user>.*?) " PEER "result=(?<rest>\\w+)", scan_login,
     OPENSMTPD_TELLS(INBOUND, 0), "smtp_session.c smtp_session_imsg"},
    {"message", "message msgid=", NULL,
     "message msgid=(?<queue_id>[0-9a-f]{8}) size=(?<size>\\d+) nrcpt=(?<rest>\\d+) proto=",
     scan_message, OPENSMTPD_TELLS(INBOUND, 0), "smtp_session.c smtp_message_end, since 6.6"},
    {"message-to", "message ", NULL,
     "message " PEER "msgid=(?<queue_id>[0-9a-f]{8}) from=" ADDRESS("sender") " to="
     ADDRESS("recipient") " size=(?<size>\\d+) ndest=", scan_message_to,
     OPENSMTPD_TELLS(INBOUND, 0), "smtp_session.c smtp_message_end, 6.0 to 6.4"},
    {"envelope", "envelope ", NULL,
     "envelope evpid=(?<queue_id>[0-9a-f]{16}) from=" ADDRESS("sender") " to="
     ADDRESS("recipient"),
     scan_envelope, OPENSMTPD_TELLS(INBOUND, 0), "smtp_session.c smtp_message_end, since 6.6"},
    {"tls", "tls ", NULL, NULL, NULL, {0}, "smtp_session.c smtp_tls_started"},
    {"starttls", "starttls ", NULL, NULL, NULL, {0}, "smtp_session.c, 6.0 and 6.4"},
    {"client-certificate", "client-cert-check ", NULL, NULL, NULL, {0}, "smtp_session.c"},
    {"certificate", "cert-check ", NULL, NULL, NULL, {0}, "smtp_session.c, mta_session.c"},
    {"proxy", "proxy ", NULL, NULL, NULL, {0}, "proxy.c: the session gets another id"},
};
const size_t opensmtpd_smtp_forms_len = sizeof opensmtpd_smtp_forms / sizeof *opensmtpd_smtp_forms;
