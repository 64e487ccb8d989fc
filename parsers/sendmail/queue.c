/* queue.c - lines that explain a delivery's line to come, and what the queue did besides
 *
 * A to= line shows no phase.  usersmtp.c and readf.c tell it just before where the protocol
 * broke, or the server fell silent: kept for the to= line of the same id (remember.c). */
#include "sendmail.h"

/* What this line shows of the phase and the reply, for the to= line of the same id. */
static void remember_reply(struct sendmail *s, const struct smtplog_event *e)
{
    struct sendmail_hint *h = sendmail_hint_put(s, e->queue_id);

    if (!h)
        return;
    h->phase = e->phase;
    h->after_code = e->after_code;
    h->reply_len = e->reply.len < sizeof h->reply ? e->reply.len : sizeof h->reply;
    if (h->reply_len)
        memcpy(h->reply, e->reply.ptr, h->reply_len);
}

/* "HOST.: SMTP DATA-1 protocol error: 250 2.0.0 Ok?": DATA-1 is the command, 2 the end of the
 * message, 3 the same for each recipient (LMTP). */
static int scan_protocol(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice host, c = ctx->body;

    if (slice_find(ctx->body, " DATA-2 ") >= 0 || slice_find(ctx->body, " DATA-3 ") >= 0)
        e->phase = SMTPLOG_EOD, e->after_code = 354;
    if (scan_until_lit(&c, ": SMTP ", &host) && host.len)
        e->peer_name = slice_ends(host, ".") ? slice_head(host, host.len - 1) : host;
    if (e->text.ptr)
        e->code = 0;
    remember_reply(ctx->state, e);
    return SMTPLOG_SAID;
}

/* "timeout waiting for input from HOST. during client PHASE". */
static int scan_timeout(const struct form_context *ctx, struct smtplog_event *e)
{
    static const struct { const char *words; uint32_t phase; int32_t after; } moments[] = {
        {"greeting", SMTPLOG_CONNECT, 0}, {"EHLO", SMTPLOG_EHLO, 0}, {"HELO", SMTPLOG_EHLO, 0},
        {"LHLO", SMTPLOG_EHLO, 0}, {"STARTTLS", SMTPLOG_STARTTLS, 0}, {"AUTH", SMTPLOG_AUTH, 0},
        {"MAIL", SMTPLOG_MAIL, 0}, {"RCPT", SMTPLOG_RCPT, 0}, {"DATA 354", SMTPLOG_DATA, 0},
        {"DATA status", SMTPLOG_EOD, 354}, {"RSET", SMTPLOG_RSET, 0}, {"QUIT", SMTPLOG_QUIT, 0},
    };
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
        if (slice_is(ctx->rest, moments[i].words)) {
            e->phase = moments[i].phase;
            e->after_code = moments[i].after;
        }
    if (e->phase && e->phase != SMTPLOG_QUIT && e->phase != SMTPLOG_RSET)
        remember_reply(ctx->state, e);
    return SMTPLOG_QUIET;
}

#define TRIED                                                                                    \
    {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_OUTBOUND, .disposition = SMTPLOG_ATTEMPT,     \
     .origin = SMTPLOG_BY_REMOTE, .flags = SMTPLOG_NOT_FINAL}

const struct form sendmail_queue_forms[] = {
    {"protocol-error", NULL, " protocol error: ",
     "\\S+: SMTP (?<stage>[A-Z]+)(?:-\\d)? protocol error: (?<reply>\\d\\d\\d\\b.*)",
     scan_protocol,
     TRIED, "usersmtp.c smtpmailfrom, smtprcptstat, smtpdata, smtpgetstat"},
    {"early-reply", NULL, " protocol error: remote server returned response before final dot",
     "\\S+: SMTP (?<stage>[A-Z]+)(?:-\\d)? protocol error: (?<text>.*)", scan_protocol, TRIED,
     "usersmtp.c smtpdata"},
    {"server-silent", "timeout waiting for input from ", " during client ",
     "timeout waiting for input from \\S+ during client (?<rest>.*)", scan_timeout, {0},
     "readf.c sfgets"},
    {"loops-back", "SYSERR(", "MX list for ", NULL, NULL, {0},
     "domain.c getmxrr: the delivery's line follows"},
    {"loops-back-greeting", "SYSERR(", "mail loops back to me", NULL, NULL, {0},
     "usersmtp.c: the delivery's line follows"},
    {"cannot-be-returned", "SYSERR(", "savemail: cannot save rejected email anywhere", NULL,
     NULL, {0}, "savemail.c savemail: the line after it tells"},
    {"lost", "Losing ", ": savemail panic", "Losing \\S+: (?<text>savemail panic)", NULL,
     {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_LOCAL, .disposition = SMTPLOG_DISCARDED,
      .origin = SMTPLOG_BY_LOCAL, .flags = SMTPLOG_NOT_FINAL},
     "queue.c loseqfile: a bounce that nobody took"},
    {"cannot-be-written", "SYSERR(", "putbody: write error: ", NULL, NULL, {0},
     "deliver.c putbody: the delivery's line follows"},
    {"no-connection", "makeconnection (", ") failed: ", NULL, NULL, {0},
     "daemon.c makeconnection"},
    {"done", "done; delay=", NULL, "done; delay=", NULL,
     {.kind = SMTPLOG_FACTS, .flags = SMTPLOG_MESSAGE_ENDS}, "envelope.c dropenvelope"},
};
const size_t sendmail_queue_forms_len = sizeof sendmail_queue_forms / sizeof *sendmail_queue_forms;
