/* session.c - fixed lines of a session: clients that were turned away, odd commands, hang-ups
 *
 * None shows the code; the function that sends it is named in each row.  "did not issue MAIL" is
 * no failure: scanners, health checks, failed logins. */
#include "sendmail.h"

#define C "(?<rest>.*?\\])(?: \\(may be forged\\))?"
#define SAYS SENDMAIL_SAYS
/* The client may go on: nothing was refused. */
#define NOTED {.kind = SMTPLOG_FACTS, .direction = SMTPLOG_INBOUND}
#define LOST(phase_)                                                                             \
    {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_INBOUND, .phase = SMTPLOG_##phase_,           \
     .disposition = SMTPLOG_ABORTED, .origin = SMTPLOG_BY_LOCAL, .flags = SMTPLOG_ONCE}

/* Behind "after" stands the name of the last command.  "startup" is none that Sendmail knows:
 * nothing was said yet, or, and below LogLevel 20 always, an unknown command behind MAIL. */
static int scan_lost(const struct form_context *ctx, struct smtplog_event *e)
{
    static const struct { const char *word; uint32_t phase; } words[] = {
        {"startup", SMTPLOG_PHASE_UNKNOWN}, {"helo", SMTPLOG_EHLO}, {"ehlo", SMTPLOG_EHLO},
        {"mail", SMTPLOG_MAIL}, {"rcpt", SMTPLOG_RCPT}, {"data", SMTPLOG_DATA},
        {"rset", SMTPLOG_RSET}, {"vrfy", SMTPLOG_VRFY}, {"auth", SMTPLOG_AUTH},
        {"starttls", SMTPLOG_STARTTLS}, {"etrn", SMTPLOG_ETRN}, {"quit", SMTPLOG_QUIT},
    };
    ptrdiff_t at = slice_rfind(ctx->body, " after ");
    struct smtplog_slice word = slice_from(ctx->body, (size_t)at + 7);

    e->phase = SMTPLOG_OTHER;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_is(word, words[i].word))
            e->phase = words[i].phase;
    e->text = ctx->body;
    sendmail_peer(ctx->state, ctx->rest, e);
    sendmail_await_sender(e);
    return SMTPLOG_SAID;
}

static int scan_client_waits(const struct form_context *ctx, struct smtplog_event *e)
{
    sendmail_peer(ctx->state, ctx->rest, e);
    sendmail_await_sender(e);
    return SMTPLOG_SAID;
}

/* "SMTP MAIL command (ARG) from CLIENT tempfailed": the milter said so before (srvrsmtp.c). */
static int scan_tempfailed(const struct form_context *ctx, struct smtplog_event *e)
{
    switch (e->phase) {
    case SMTPLOG_AUTH:
        e->code = 454, e->enhanced = SLICE_LIT("4.3.0");
        break;
    case SMTPLOG_STARTTLS:
        e->code = 454, e->enhanced = SLICE_LIT("4.7.0");
        break;
    case SMTPLOG_VRFY:
    case SMTPLOG_OTHER:
        e->code = 550, e->enhanced = SLICE_LIT("5.7.1");
        break;
    default:
        e->code = 451, e->enhanced = SLICE_LIT("4.3.2");
        break;
    }
    sendmail_peer(ctx->state, ctx->rest, e);
    return SMTPLOG_SAID;
}

const struct form sendmail_session_forms[] = {
    {"pre-greeting", "rejecting commands from ", "due to pre-greeting traffic",
     "(?<text>rejecting commands) from (?<rest>.*\\]) due to pre-greeting traffic",
     sendmail_client_form, SAYS(CONNECT, REJECTED, 554, NULL, 0),
     "srvrsmtp.c smtp: nullserver, FEATURE(greet_pause)"},
    {"early-data", "rejecting server ", "due to traffic before response",
     "(?<text>rejecting server (?<stage>[A-Z]+)) from (?<rest>.*\\]) due to traffic before "
     "response",
     scan_client_waits, SAYS(DATA, REJECTED, 554, "5.5.0", 0), "srvrsmtp.c channel_readable"},
    {"open-proxy", NULL, ": probable open proxy: command=", C ": (?<text>probable open proxy)",
     sendmail_client_form, SAYS(OTHER, REJECTED, 421, "4.7.0", 0), "srvrsmtp.c smtp"},
    {"input-too-long", NULL, ": SMTP violation, input too long: ",
     C ": (?<text>SMTP violation, input too long)",
     sendmail_client_form, SAYS(OTHER, REJECTED, 421, "4.7.0", 0), "srvrsmtp.c smtp"},
    {"attack", NULL, ": possible SMTP attack: command=", C ": possible SMTP attack: command=",
     sendmail_client_form, NOTED, "srvrsmtp.c checksmtpattack: the replies only come later"},
    {"attack-without-client", NULL, "possible SMTP attack: command=", NULL, NULL, {0},
     "srvrsmtp.c checksmtpattack"},
    {"flood-closed", NULL, ": Possible SMTP RCPT flood, shutting down connection.",
     C ": (?<text>Possible SMTP RCPT flood, shutting down connection\\.)",
     scan_client_waits, SAYS(RCPT, REJECTED, 421, "4.7.0", 0), "srvrsmtp.c smtp"},
    {"flood", NULL, "Possible SMTP RCPT flood, throttling.", C ": Possible SMTP RCPT flood",
     sendmail_client_form, NOTED, "srvrsmtp.c smtp: replies are held back"},
    {"expn-refused", NULL, "[rejected]", C ": (?<text>EXPN .* \\[rejected\\])",
     sendmail_client_form, SAYS(OTHER, REJECTED, 502, "5.7.0", 0), "srvrsmtp.c smtp"},
    {"etrn-refused", NULL, "[rejected]", C ": (?<text>ETRN .* \\[rejected\\])",
     sendmail_client_form, SAYS(ETRN, REJECTED, 502, "5.7.0", 0), "srvrsmtp.c smtp"},
    {"vrfy-refused", NULL, "[rejected]", C ": VRFY .* \\[rejected\\]",
     sendmail_client_form, NOTED, "srvrsmtp.c smtp: 252, no failure"},
    {"command-seen", NULL, NULL, C ": (?:VRFY|EXPN|ETRN) ", sendmail_client_form, NOTED,
     "srvrsmtp.c smtp: its reply is not logged"},
    {"bogus-command", "\"", "\" command from ",
     "(?<text>\"(?:wiz|debug|showq)\" command) from (?<rest>.*\\])",
     sendmail_client_form, SAYS(OTHER, REJECTED, 500, "5.5.1", 0), "srvrsmtp.c smtp: CMDLOGBOGUS"},
    {"bad-helo", "invalid domain name (", ") from ",
     "(?<text>invalid domain name \\((?:too long|(?<helo>.*))\\)) from (?<rest>.*\\])",
     sendmail_client_form, SAYS(EHLO, REJECTED, 501, NULL, 0), "srvrsmtp.c smtp"},
    {"tempfailed", "SMTP ", " tempfailed (due to previous checks)",
     "(?<text>SMTP (?<stage>[A-Z]+) command) \\(.*\\) from (?<rest>.*\\]).* tempfailed",
     scan_tempfailed, SAYS(PHASE_UNKNOWN, REJECTED, 451, NULL, 0), "srvrsmtp.c smtp"},
    {"no-mail", NULL, " did not issue MAIL/EXPN/VRFY/ETRN during connection to ",
     "(?<rest>.*) did not issue MAIL/EXPN/VRFY/ETRN during connection to ", sendmail_client_form,
     {.kind = SMTPLOG_FACTS, .direction = SMTPLOG_INBOUND, .flags = SMTPLOG_SESSION_ENDS},
     "srvrsmtp.c smtp"},
    {"connected", "connect from ", NULL, "connect from (?<rest>.*)", sendmail_client_form,
     {.kind = SMTPLOG_FACTS, .direction = SMTPLOG_INBOUND, .flags = SMTPLOG_SESSION_BEGINS},
     "srvrsmtp.c smtp"},
    {"hang-up", "lost input channel from ", NULL,
     "lost input channel from (?<rest>.*) to .* after ",
     scan_lost, LOST(PHASE_UNKNOWN), "srvrsmtp.c smtp"},
    {"timeout", "timeout waiting for input from ", " during server ",
     "(?<text>timeout waiting for input) from (?<rest>.*) during server ", scan_client_waits,
     LOST(PHASE_UNKNOWN), "readf.c sfgets: the channel is closed before the 421"},
    {"wrappers", "tcpwrappers (", NULL, "(?<text>tcpwrappers \\(.*\\) rejection)", NULL,
     SAYS(MAIL, REJECTED, 550, "5.0.0", 0), "conf.c validate_connection"},
    {"features", "ERROR: srv_features=tempfail", NULL,
     "(?<text>ERROR: srv_features=tempfail), relay=(?<rest>.*?),", sendmail_client_form,
     SAYS(MAIL, REJECTED, 450, "4.3.0", 0), "srvrsmtp.c smtp"},
    {"handshake", "STARTTLS=server, error: accept failed", NULL,
     "(?<text>STARTTLS=server, error: accept failed=.*), relay=(?<rest>.*)", sendmail_client_form,
     {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_INBOUND, .phase = SMTPLOG_STARTTLS,
      .disposition = SMTPLOG_ABORTED, .origin = SMTPLOG_BY_LOCAL}, "srvrsmtp.c starttls"},
};
const size_t sendmail_session_forms_len = sizeof sendmail_session_forms /
                                          sizeof *sendmail_session_forms;
