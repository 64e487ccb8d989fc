/* old.c - the prose of 5.4 to 5.9, and what newer ones still say in it ("smtp-out: ...") */
#include "opensmtpd.h"

/* The last reply of the line that refuses: the command may quote others before it. */
static int scan_failed(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest, head = c;
    ptrdiff_t at;

    while ((at = slice_rfind(head, "\" => ")) >= 0) {
        struct smtplog_slice result = slice_from(c, (size_t)at + 5);
        head = slice_head(head, (size_t)at);
        if (!result.len || (result.ptr[0] != '4' && result.ptr[0] != '5'))
            continue;
        opensmtpd_command(ctx->state, head, result, e);
        return SMTPLOG_SAID;
    }
    return SMTPLOG_NOT_MINE;
}

/* 5.7.3 shows the command without its reply. */
static int scan_invalid(const struct form_context *ctx, struct smtplog_event *e)
{
    opensmtpd_command(ctx->state, ctx->rest, slice_of(NULL, 0), e);
    e->text = SLICE_LIT("received invalid command");
    e->reply = slice_of(NULL, 0);
    e->after_code = 0;
    if (e->phase == SMTPLOG_EOD)        /* or at the command itself */
        e->phase = SMTPLOG_PHASE_UNKNOWN;
    return SMTPLOG_SAID;
}

static int scan_input(const struct form_context *ctx, struct smtplog_event *e)
{
    opensmtpd_command(ctx->state, SLICE_LIT("-"), ctx->rest, e);
    e->phase = SMTPLOG_OTHER;
    return SMTPLOG_SAID;
}

static int scan_peer(const struct form_context *ctx, struct smtplog_event *e)
{
    (void)ctx;
    e->peer_ip = opensmtpd_ip(e->peer_ip);
    e->peer_name = opensmtpd_name(e->peer_name, e->peer_ip);
    return SMTPLOG_SAID;
}

static int scan_accepted(const struct form_context *ctx, struct smtplog_event *e)
{
    (void)ctx;
    e->accepted[SMTPLOG_MAIL] = e->accepted[SMTPLOG_RCPT] = e->accepted[SMTPLOG_EOD] = 1;
    return SMTPLOG_SAID;
}

static int scan_error(const struct form_context *ctx, struct smtplog_event *e)
{
    return opensmtpd_session_error(ctx->state, ctx->rest, e);
}

/* "evpid=E, status=S, from=<>, to=<>, rcpt=<>, source=, relay=R, delay=, stat=": 5.7.3. */
static int scan_delivery(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest, relay, delay, status = ctx->body, before, result;

    if (!scan_until_lit(&c, ", delay=", &relay) || !scan_until_lit(&c, ", stat=", &delay) ||
        !scan_until_lit(&status, ", status=", &before) || !scan_until(&status, ',', &result))
        return SMTPLOG_NOT_MINE;
    e->queue_id = opensmtpd_message(e->queue_id);
    opensmtpd_relay(relay, e);
    return opensmtpd_result(ctx->state, result, c, e);
}

#define ID "(?<session>[0-9a-f]{16})"
#define HOST "(?<peer_name>\\S+) \\[(?<peer_ip>[^]]*)\\]"
#define ADDRESS OPENSMTPD_ADDRESS
#define REFUSED OPENSMTPD_SAYS(REJECTED, PHASE_UNKNOWN, 0)
#define BEGINS OPENSMTPD_TELLS(INBOUND, SMTPLOG_SESSION_BEGINS)
#define ENDS OPENSMTPD_TELLS(INBOUND, SMTPLOG_SESSION_ENDS)
#define CONNECTS OPENSMTPD_TELLS(OUTBOUND, SMTPLOG_SESSION_BEGINS)

const struct form opensmtpd_old_forms[] = {
    {"old-failed-command", "smtp-in: Failed command on session ", NULL,
     "smtp-in: Failed command on session " ID ": \"(?<rest>.*)", scan_failed, REFUSED,
     "smtp_session.c smtp_reply, 5.x"},
    {"old-bad-input", "smtp-in: Bad input on session ", NULL,
     "smtp-in: Bad input on session " ID ": (?<rest>[45]\\d\\d.*)", scan_input, REFUSED,
     "smtp_session.c, 5.x"},
    {"old-invalid-command", "smtp-in: session ", "received invalid command",
     "smtp-in: session " ID ": received invalid command: \"(?<rest>.*)\"$", scan_invalid, REFUSED,
     "smtp_session.c smtp_reply, 5.7.3"},
    {"old-invalid-input", "smtp-in: session ", "received invalid input",
     "smtp-in: session " ID ": received invalid input: (?<rest>[45]\\d\\d.*)", scan_input, REFUSED,
     "smtp_session.c, 5.7.3"},
    {"old-session", "smtp-in: New session ", NULL,
     "smtp-in: New session " ID " from host " HOST, scan_peer, BEGINS, "smtp_session.c, 5.x"},
    {"old-session-from", "smtp-in: session ", " established",
     "smtp-in: session " ID ": connection from host " HOST " established", scan_peer, BEGINS,
     "smtp_session.c, 5.7.3"},
    {"old-accepted", "smtp-in: Accepted message ", NULL,
     "smtp-in: Accepted message (?<queue_id>[0-9a-f]{8}) on session " ID ": from="
     ADDRESS("sender")
     ", to=" ADDRESS("recipient") ", size=(?<size>\\d+)", scan_accepted, OPENSMTPD_TELLS(INBOUND,
     0),
     "smtp_session.c, 5.x"},
    {"old-login", "smtp-in: Accepted authentication for user ", NULL,
     "smtp-in: Accepted authentication for user (?<sasl_user>.*) on session " ID, NULL,
     OPENSMTPD_TELLS(INBOUND, 0), "smtp_session.c, 5.x"},
    {"old-failed-login", "smtp-in: Authentication failed for user ", NULL, NULL, NULL, {0},
     "smtp_session.c, 5.x: the failed command follows"},
    {"old-timeout", "smtp-in: Disconnecting session ", ": session timeout",
     "smtp-in: Disconnecting session " ID ": (?<text>session timeout)", NULL,
     OPENSMTPD_SAYS(ABORTED, PHASE_UNKNOWN, SMTPLOG_SESSION_ENDS), "smtp_session.c, 5.x"},
    {"old-tls", "smtp-in: Disconnecting session ", NULL,
     "smtp-in: Disconnecting session " ID ": (?<text>CA failure|SSL certificate check failed)",
     NULL,
     OPENSMTPD_SAYS(ABORTED, STARTTLS, SMTPLOG_SESSION_ENDS), "smtp_session.c, 5.x"},
    {"old-end", "smtp-in: ", NULL,
     "smtp-in: (?:Disconnecting|Closing|Ending|Received disconnect from) (?:session )?" ID, NULL,
     ENDS,
     "smtp_session.c, 5.x"},
    {"old-closed", "smtp-in: session ", " closed",
     "smtp-in: session " ID ": connection from host " HOST " closed", scan_peer, ENDS,
     "smtp_session.c, 5.7.3"},
    {"old-note", "smtp-in: ", NULL,
     "smtp-in: (?:Started TLS|Client certificate|session [0-9a-f]{16}: "
     "(?:TLS|message|auth|started))",
     NULL, {0}, "smtp_session.c, 5.x"},
    {"old-connecting", "smtp-out: Connecting to ", NULL,
     "smtp-out: Connecting to [a-z+]+://(?<peer_ip>\\[[^]]*\\]|[^:]+)(?::(?<peer_port>\\d+))? "
     "\\((?<peer_name>[^)]*)\\) on session " ID, scan_peer, CONNECTS, "mta_session.c, 5.x"},
    {"old-connecting-to", "smtp-out: session ", ": connecting to ",
     "smtp-out: session " ID ": connecting to [a-z+]+://(?<peer_ip>\\[[^]]*\\]|[^:]+)"
     "(?::(?<peer_port>\\d+))? \\((?<peer_name>[^)]*)\\)", scan_peer, CONNECTS,
     "mta_session.c, 5.7.3"},
    {"old-delivery", "smtp-out: session ", ": evpid=",
     "smtp-out: session " ID ": evpid=(?<queue_id>[0-9a-f]{16}), status=\\w+, from="
     ADDRESS("sender")
     ", to=" ADDRESS("recipient") ", rcpt=<.*?>, source=[^,]*, relay=(?<rest>.*)", scan_delivery,
     OPENSMTPD_TELLS(OUTBOUND, 0), "mta.c mta_log, 5.7.3"},
    {"old-error", "smtp-out: session ", ": error: ", "smtp-out: session " ID
     ": error: (?<rest>.*)",
     scan_error, OPENSMTPD_TELLS(OUTBOUND, 0), "mta_session.c mta_error, 5.7.3"},
    {"downgrade", "smtp-out: Error on session ", "opportunistic TLS failed, downgrading", NULL,
     NULL,
     {0}, "mta_session.c: tried again at once, plain"},
    {"late-error", "smtp-out: Error on session ", " sent: ",
     "smtp-out: Error on session " ID " after \\d+ messages? sent: (?<rest>.*)", scan_error,
     OPENSMTPD_TELLS(OUTBOUND, 0), "mta_session.c mta_error"},
    {"session-error", "smtp-out: Error on session ", NULL,
     "smtp-out: Error on session " ID ": (?<rest>.*)", scan_error, OPENSMTPD_TELLS(OUTBOUND, 0),
     "mta_session.c mta_error, 5.x"},
    {"old-out-note", "smtp-out: ", NULL,
     "smtp-out: (?:Connected on|Started TLS|Server certificate|Closing session|Error on |session "
     "[0-9a-f]{16}: (?:connected|closed|TLS|connection))", NULL, {0}, "mta_session.c, 5.x"},
};
const size_t opensmtpd_old_forms_len = sizeof opensmtpd_old_forms / sizeof *opensmtpd_old_forms;
