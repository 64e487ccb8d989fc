/* milter.c - what a milter made of a command or a message (milter.c, srvrsmtp.c, collect.c)
 *
 * "Milter: ..." tells what the client got; "milter=NAME, ..." traces the same at higher levels.  A
 * refusal of HELO or of the connection is not answered there: the greeting is 554, or the commands
 * after it get the reply (srvrsmtp.c milter_cmd_done). */
#include "sendmail.h"

/* "reject=NNN X.Y.Z TEXT", or words in place of a code. */
static int say_decision(struct sendmail *s, struct smtplog_slice c, struct smtplog_event *e)
{
    struct smtplog_slice reply = c;
    int32_t code;

    if (slice_is(c, "421, errormode=4")) {
        e->reply = slice_head(c, 3);
        e->enhanced = SLICE_LIT("4.3.0");
        e->text = SLICE_LIT("closing connection");
    } else if (scan_code(&reply, &code)) {
        e->reply = c;
    } else {
        e->text = c;                    /* "Command rejected" */
        e->code = 550;
        e->enhanced = SLICE_LIT("5.0.0");
        e->flags |= SMTPLOG_CODE_IMPLIED;
    }
    sendmail_await_sender(e);
    if (e->phase == SMTPLOG_EOD)
        sendmail_hint_put(s, e->queue_id);
    return SMTPLOG_SAID;
}

static int scan_decision(const struct form_context *ctx, struct smtplog_event *e)
{
    return say_decision(ctx->state, ctx->rest, e);
}

/* "<a@example.org>, reject=...": what the client said may hold such words itself. */
static int addressed(const struct form_context *ctx, struct smtplog_slice *address,
                     struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest;

    if (sendmail_address_scan(&c, address) && scan_lit(&c, ", reject="))
        return say_decision(ctx->state, c, e);
    c = ctx->rest;
    if (!scan_until_lit(&c, ", reject=", address))
        return SMTPLOG_NOT_MINE;
    *address = sendmail_address(*address);
    return say_decision(ctx->state, c, e);
}

static int scan_mail(const struct form_context *ctx, struct smtplog_event *e)
{
    return addressed(ctx, &e->sender, e);
}

static int scan_rcpt(const struct form_context *ctx, struct smtplog_event *e)
{
    return addressed(ctx, &e->recipient, e);
}

static int scan_waits(const struct form_context *ctx, struct smtplog_event *e)
{
    (void)ctx;
    sendmail_await_sender(e);
    return SMTPLOG_SAID;
}

/* "host=H, addr=IP": H is "[192.0.2.1]" where there is no name, IP an IPv6 address with its
 * mark. */
static int scan_connect(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest, host;

    if (!scan_lit(&c, "host=") || !scan_until_lit(&c, ", addr=", &host))
        return SMTPLOG_SAID;
    if (host.len && host.ptr[0] != '[')
        e->peer_name = host;
    e->peer_ip = sendmail_ip(ctx->state, c);
    return SMTPLOG_SAID;
}

#define SAYS SENDMAIL_SAYS
#define NOT_FINAL_SAYS(phase_, disposition_)                                                     \
    {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_INBOUND, .phase = SMTPLOG_##phase_,           \
     .disposition = SMTPLOG_##disposition_, .origin = SMTPLOG_BY_LOCAL, .flags = SMTPLOG_NOT_FINAL}

const struct form sendmail_milter_forms[] = {
    {"milter-discard", "Milter: ", "discard",
     "Milter: (?:to=<?(?<recipient>.*?)>?|from=<?(?<sender>.*?)>?|data|cmd=[a-z]+), "
     "(?<text>discard)$",
     scan_waits, NOT_FINAL_SAYS(PHASE_UNKNOWN, DISCARDED), "srvrsmtp.c milter_cmd_done"},
    {"milter-mail", "Milter: from=", "reject=", "Milter: from=(?<rest>.*)",
     scan_mail, SAYS(MAIL, REJECTED, 0, NULL, 0), "srvrsmtp.c milter_cmd_done"},
    {"milter-rcpt", "Milter: to=", "reject=", "Milter: to=(?<rest>.*)",
     scan_rcpt, SAYS(RCPT, REJECTED, 0, NULL, 0), "srvrsmtp.c milter_cmd_done"},
    {"milter-helo", "Milter: helo=", "reject=", "Milter: helo=(?<helo>.*?), reject=(?<rest>.*)",
     scan_decision, SAYS(MAIL, REJECTED, 0, NULL, 0), "srvrsmtp.c smtp, milter_helo"},
    {"milter-data-command", "Milter: cmd=", "reject=",
     "Milter: cmd=(?:data|DATA), reject=(?<rest>.*)", scan_decision,
     SAYS(DATA, REJECTED, 0, NULL, 0), "srvrsmtp.c milter_cmd_done"},
    {"milter-command", "Milter: ", "reject=",
     "Milter: (?:cmd|unknown)=[^,]*, reject=(?<rest>.*)",
     scan_decision, SAYS(OTHER, REJECTED, 0, NULL, 0), "srvrsmtp.c milter_unknown"},
    {"milter-message", "Milter: data, reject=", NULL, "Milter: data, reject=(?<rest>.*)",
     scan_decision, SAYS(EOD, REJECTED, 0, NULL, 354), "srvrsmtp.c smtp_data"},
    {"milter-reject-client", "Milter: connect: ", "rejecting commands",
     "Milter: connect: (?<rest>.*), (?<text>rejecting commands)",
     scan_connect, SAYS(CONNECT, REJECTED, 554, "5.0.0", 0), "srvrsmtp.c smtp"},
    {"milter-tempfail-client", "Milter: connect: ", "temp failing commands",
     "Milter: connect: (?<rest>.*), (?<text>temp failing commands)",
     scan_connect, SAYS(MAIL, REJECTED, 451, "4.3.2", 0), "srvrsmtp.c smtp"},
    {"milter-shutdown", "Milter: connect: ", "shutdown",
     "Milter: connect: (?<rest>.*), (?<text>shutdown)",
     scan_connect, SAYS(CONNECT, REJECTED, 421, "4.7.0", 0), "srvrsmtp.c smtp"},
    {"milter-connect-reply", "Milter: connect: ", NULL,
     "Milter: connect: (?<rest>.*), (?:reject|shutdown|temp failing "
     "commands)=(?<reply>[45]\\d\\d.*)",
     scan_connect, SAYS(MAIL, REJECTED, 0, NULL, 0), 
     "srvrsmtp.c smtp, _FFR_MILTER_CONNECT_REPLYCODE"},
    {"milter-gone-reject", "Milter: initialization failed, rejecting commands", NULL,
     "(?<text>.*)",
     NULL, SAYS(CONNECT, REJECTED, 554, "5.0.0", 0), "srvrsmtp.c smtp"},
    {"milter-gone-tempfail", "Milter: initialization failed, temp failing commands", NULL,
     "(?<text>.*)", NULL, SAYS(MAIL, REJECTED, 451, "4.3.2", 0), "srvrsmtp.c smtp"},
    {"milter-gone-closing", "Milter: initialization failed, closing connection", NULL,
     "(?<text>.*)",
     NULL, SAYS(CONNECT, REJECTED, 421, "4.7.0", 0), "srvrsmtp.c smtp"},
    {"milter-quarantine", "milter=", ", quarantine=", "milter=[^,]*, quarantine=(?<text>.*)",
     scan_waits, NOT_FINAL_SAYS(EOD, HELD), "milter.c milter_data"},
    {"milter-trace", "milter=", NULL, "milter=", NULL, {0}, "milter.c milter_read"},
    {"milter-change", "Milter ", NULL,
     "Milter (?:add|insert|change|delete|accept|\\(|message|chgfrom|rcpt|quarantine)", NULL, {0},
     "milter.c milter_addheader and its kin, milter_error"},
    {"milter-note", "Milter: ", NULL,
     "Milter: (?:connect to filters|no active filter|rcpts|sender|init|abort|data, |message|"
     "reject, |\\S+, discard)(?!.*reject=)", NULL, {0}, "srvrsmtp.c, milter.c"},
};
const size_t sendmail_milter_forms_len = sizeof sendmail_milter_forms /
                                         sizeof *sendmail_milter_forms;
