/* inbound.c - inbound lines with fixed words: refusals outside the ACLs, lost
 * connections, timeouts
 *
 * None of them shows its code; each row says which one Exim's source sends.
 */
#include "exim.h"
#include "token.h"

/* What a row says; `after` is the intermediate reply that was out, `code` what is sent, or 0. */
#define SAYS(phase_, disposition_, code_, after_, flags_)                                      \
    {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_INBOUND, .phase = SMTPLOG_##phase_,          \
     .disposition = (disposition_), .origin = SMTPLOG_BY_LOCAL, .code = (code_),                \
     .after_code = (after_), .flags = (flags_)}
#define REFUSED(phase, code, after)                                                            \
    SAYS(phase, SMTPLOG_REJECTED, code, after, SMTPLOG_CODE_IMPLIED)
#define SHOWN(phase, after) SAYS(phase, SMTPLOG_REJECTED, 0, after, 0)    /* the code stands
                                                                             there */
#define TIMED_OUT(phase, after)                                                                \
    SAYS(phase, SMTPLOG_REJECTED, 421, after, SMTPLOG_CODE_IMPLIED | SMTPLOG_SESSION_ENDS)
#define LOST(phase, code, flag)                                                                \
    SAYS(phase, SMTPLOG_ABORTED, code, 0, ((code) ? SMTPLOG_CODE_IMPLIED : 0) | (flag))
#define TELLS(flag) {.kind = SMTPLOG_FACTS, .flags = (flag)}

/* The client, in the group "rest" with or without H=. */
static int scan_client(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest;
    struct exim_fields f = {0};

    if (!exim_tag_at(c).ptr)            /* "from HOST": no H= in front */
        exim_host_scan(&c, &f.host);
    exim_fields_scan(&c, &f);
    exim_fill_client(e, &f);
    return SMTPLOG_SAID;
}

/* On a port for TLS from the start nothing is sent since 4.97, a 554 in clear before. */
static int scan_refused_host(const struct form_context *ctx, struct smtplog_event *e)
{
    if (exim_is_tls_port(ctx->rest)) {
        e->code = 0;
        e->flags &= ~(uint32_t)SMTPLOG_CODE_IMPLIED;
    }
    return scan_client(ctx, e);
}

/* The client, and the phase of the raw command that was refused. */
static int scan_command(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->body, before;

    if (scan_until_lit(&c, "rejected \"", &before))
        e->phase = exim_command_phase(c);
    return scan_client(ctx, e);
}

/* A refused greeting: its name, which Exim then forgets, is what the client called itself. */
static int scan_greeting(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice name = e->text, before;

    scan_client(ctx, e);
    if (!scan_until_lit(&name, ": ", &before))
        name = e->helo;
    if (slice_starts(name, "(no argument"))
        return SMTPLOG_SAID;
    e->helo = name;
    exim_remember_helo(ctx->state, e);
    return SMTPLOG_SAID;
}

/* A malformed greeting counts as a syntax error: its reply may be the one that ends
 * the dialogue. */
static int scan_bad_greeting(const struct form_context *ctx, struct smtplog_event *e)
{
    int result = scan_greeting(ctx, e);
    struct exim_remembered *m = exim_remember(ctx->state, e, 1);

    if (m)
        m->code = e->code;
    return result;
}

/* "from helo.example.net": the client's own name, where others have its host. */
static int scan_named(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest;

    if (!scan_until(&c, ' ', &e->helo) && c.len)
        e->helo = c;
    return SMTPLOG_SAID;
}

/* "no HELO/EHLO given": perhaps because the one given was refused. */
static int scan_no_greeting(const struct form_context *ctx, struct smtplog_event *e)
{
    scan_client(ctx, e);
    struct exim_remembered *m = exim_remember(ctx->state, e, 0);
    if (m && m->helo_len && !e->helo.ptr)
        e->helo = slice_of(m->helo, m->helo_len);
    if (m || (m = exim_remember(ctx->state, e, 1)))
        m->no_greeting = 1;
    return SMTPLOG_SAID;
}

/* "dropped: too many syntax or protocol errors", or "unrecognized commands": this is the reply
 * to the last error, with its code and one line more.  If that error was logged, it is counted
 * there. */
static int scan_last_error(const struct form_context *ctx, struct smtplog_event *e)
{
    scan_client(ctx, e);
    struct exim_remembered *m = exim_remember(ctx->state, e, 0);
    if (m && m->code && (!e->code || e->code == m->code)) {
        e->code = m->code;
        e->flags |= SMTPLOG_NOT_FINAL;
    }
    if (!e->code)
        e->flags &= ~(uint32_t)SMTPLOG_CODE_IMPLIED;
    return SMTPLOG_SAID;
}

/* "rejected from <S>": a message read and refused, 354 behind it unless it came in chunks. 
 * Without a host a local program handed it in and was not answered in SMTP. */
static int scan_message(const struct form_context *ctx, struct smtplog_event *e)
{
    scan_client(ctx, e);
    if (e->peer_ip.ptr)
        return SMTPLOG_SAID;
    e->code = e->after_code = 0;
    e->phase = SMTPLOG_PHASE_UNKNOWN;
    e->flags &= ~(uint32_t)SMTPLOG_CODE_IMPLIED;
    return SMTPLOG_SAID;
}

/* Options of log_selector that put something into the middle of the words. */
#define CI "(?:Ci=(?<session>[0-9]+) )?"
#define TFO "(?:TFO\\*? )?"

const struct form exim_inbound_rows[] = {
    /* greeting and sequence */
    {"bad-greeting", "rejected ", "syntactically invalid argument(s)",
     "rejected (?<stage>[EHL][EHL]LO) from (?<rest>.*?): "
     "(?<text>syntactically invalid argument\\(s\\): .*)",
     scan_bad_greeting, REFUSED(EHLO, 501, 0), "smtp_setup_msg"},
    {"wellknown-refused", "rejected \"WELLKNOWN ", NULL,
     "rejected \"WELLKNOWN .*\" from (?<rest>.*)",
     scan_named, REFUSED(OTHER, 554, 0), "smtp_wellknown_handler, since 4.98"},
    {"refused-greeting-temporarily", "temporarily rejected \"", "\" from ",
     "temporarily rejected \"[A-Z]+ (?<helo>.*?)\" from (?<rest>.*)",
     scan_greeting, REFUSED(EHLO, 451, 0), "smtp_setup_msg"},
    {"refused-greeting", "rejected \"", "\" from ",
     "rejected \"[A-Z]+ (?<helo>.*?)\" from (?<rest>.*)",
     scan_greeting, REFUSED(EHLO, 550, 0), "smtp_setup_msg"},
    {"no-greeting", "rejected MAIL from ", ": no HELO/EHLO given",
     "rejected MAIL from (?<rest>.*): (?<text>no HELO/EHLO given)",
     scan_no_greeting, REFUSED(MAIL, 503, 0), "smtp_setup_msg"},
    {"too-many-messages", "rejected MAIL command ", "too many messages in one connection",
     "rejected MAIL command (?<rest>.*): (?<text>too many messages in one connection)",
     scan_client, REFUSED(MAIL, 421, 0), "smtp_setup_msg"},
    {"xclient-order", "rejected XCLIENT from ", "transaction",
     "rejected XCLIENT from (?<rest>.*?): (?<text>.*)",
     scan_client, REFUSED(OTHER, 503, 0), "xclient_smtp_command"},
    {"xclient-no-greeting", "rejected XCLIENT from ", "no HELO/EHLO given",
     "rejected XCLIENT from (?<rest>.*?): (?<text>.*)",
     scan_client, REFUSED(OTHER, 503, 0), "xclient_smtp_command"},
    {"xclient", "rejected XCLIENT from ", NULL, "rejected XCLIENT from (?<rest>.*?): (?<text>.*)",
     scan_client, REFUSED(OTHER, 501, 0), "xclient_smtp_command"},

    /* size and shape */
    {"size-announced", "rejected MAIL FROM:", "message too big: size",
     "rejected MAIL FROM:<(?<sender>.*?)> (?<rest>[HU]=.*): (?<text>message too big: size.*)",
     scan_client, REFUSED(MAIL, 552, 0), "smtp_setup_msg"},
    {"size-read", "rejected from <", "message too big: read=",
     "rejected from <(?<sender>.*?)> ?(?<rest>(?:[HU]=.*?)?): (?<text>message too big: read=.*)",
     scan_message, REFUSED(EOD, 552, 354), "receive_msg"},
    {"header-chunked", "rejected from <", "Non-CRLF-terminated header",
     "rejected from <(?<sender>.*?)> ?(?<rest>(?:[HU]=.*?)?): "
     "(?<text>Non-CRLF-terminated header.*)",
     scan_message, REFUSED(EOD, 552, 0), "receive_msg"},
    {"too-many-received", "rejected from <", "Too many \"Received\" headers",
     "rejected from <(?<sender>.*?)> ?(?<rest>(?:[HU]=.*?)?): "
     "(?<text>Too many \"Received\" headers.*)",
     scan_message, REFUSED(EOD, 550, 354), "receive_msg"},
    {"long-header", "ridiculously long message header", NULL,
     "(?<text>ridiculously long message header) received from (?<rest>.*) \\(more than",
     scan_message, REFUSED(EOD, 552, 354), "receive_msg"},
    {"long-header-line", "overlong message header line", NULL,
     "(?<text>overlong message header line) received from (?<rest>.*) \\(more than",
     scan_message, REFUSED(EOD, 552, 354), "receive_msg"},
    {"message-abandoned", "Message abandoned: ", NULL,
     "Message abandoned: (?<text>(?:Input read|Spool write) error.*)",
     NULL, REFUSED(EOD, 451, 354), "read_message_data, receive_msg"},
    {"spool-space", "spool directory space check failed", NULL,
     "(?<text>.*)", NULL, REFUSED(MAIL, 452, 0), "receive_check_fs"},
    {"log-space", "log directory space check failed", NULL,
     "(?<text>.*)", NULL, REFUSED(MAIL, 452, 0), "receive_check_fs"},

    /* addresses */
    {"unqualified-sender", "unqualified sender rejected: ", NULL,
     "(?<text>unqualified sender rejected): <(?<sender>.*?)> (?<rest>[HU]=.*)",
     scan_client, REFUSED(MAIL, 501, 0), "smtp_setup_msg"},
    {"unqualified-recipient", "unqualified recipient rejected: ", NULL,
     "(?<text>unqualified recipient rejected): <(?<recipient>.*?)> (?<rest>[HU]=.*)",
     scan_client, REFUSED(RCPT, 501, 0), "qualify_recipient"},
    {"unqualified-verify", "unqualified verify rejected: ", NULL,
     "(?<text>unqualified verify rejected): <(?<recipient>.*?)> (?<rest>[HU]=.*)",
     scan_client, REFUSED(VRFY, 501, 0), "qualify_recipient"},
    {"too-many-recipients", "too many recipients: message rejected", NULL,
     "(?<text>too many recipients: message rejected): sender=<(?<sender>.*?)> (?<rest>[HU]=.*)",
     scan_client, REFUSED(RCPT, 552, 0), "smtp_setup_msg"},
    {"excess-recipients", "too many recipients: excess temporarily rejected", NULL,
     "(?<text>too many recipients: excess temporarily rejected): sender=<(?<sender>.*?)> "
     "(?<rest>[HU]=.*)",
     scan_client, REFUSED(RCPT, 452, 0), "smtp_setup_msg"},
    {"vrfy-failed", "VRFY failed for ", NULL,
     "(?<text>VRFY failed) for <?(?<recipient>.*?)>? (?<rest>[HU]=.*)",
     scan_client, REFUSED(VRFY, 550, 0), "smtp_setup_msg"},

    /* code of the site that failed (local_scan), PRDR */
    {"local-scan-timeout", "local_scan() function ", "message temporarily rejected",
     "(?<text>local_scan\\(\\) function .*?) - message temporarily rejected",
     NULL, REFUSED(EOD, 421, 354), "local_scan_timeout_handler, local_scan_crash_handler"},
    {"prdr-accepted", "PRDR R=<", "> acceptance", "PRDR R=<.*?> acceptance",
     NULL, {0}, "receive_msg"},
    {"prdr-deferred", "PRDR R=<", "> temporary refusal",
     "PRDR R=<(?<recipient>.*?)> (?<text>temporary refusal)",
     NULL, REFUSED(EOD, 450, 353), "receive_msg"},
    {"prdr-refused", "PRDR R=<", "> refusal",
     "PRDR R=<(?<recipient>.*?)> (?<text>refusal)", NULL, REFUSED(EOD, 550, 353), "receive_msg"},
    {"prdr-reply", "PRDR ", NULL,
     "PRDR (?<recipient>(?:\"[^\"]*\"|[^ \"])+) (?<reply>[45][0-9][0-9] .*)",
     NULL, SHOWN(EOD, 353), "receive_msg, where the ACL has a message"},
    {"prdr", "PRDR ", NULL, "PRDR ", NULL, {0}, "receive_msg"},

    /* connections not let in */
    {"daemon-refused", "Connection from ", " refused: ",
     "Connection from (?<rest>.*?) refused: (?<text>.*)",
     scan_client, REFUSED(CONNECT, 421, 0), "handle_smtp_call"},
    {"connection-reserve", "temporarily refused connection from ", "(tcp wrappers",
     "temporarily refused connection from (?<rest>.*) \\((?<text>tcp wrappers.*)\\)",
     scan_client, REFUSED(CONNECT, 451, 0), "smtp_start_session, before 4.99"},
    {"not-in-reserve", "temporarily refused connection from ", NULL,
     "temporarily refused connection from (?<rest>.*?): (?<text>not in reserve list.*)",
     scan_client, REFUSED(CONNECT, 421, 0), "smtp_start_session"},
    {"host-refused", "refused connection from ", NULL,
     "refused connection from (?<rest>.*) \\((?<text>host_reject_connection|tcp wrappers)\\)",
     scan_refused_host, REFUSED(CONNECT, 554, 0), "smtp_start_session"},
    {"ip-options", "connection from ", "refused (IP options)",
     "connection from (?<rest>.*) refused \\((?<text>IP options)\\)",
     scan_client, REFUSED(CONNECT, 554, 0), "smtp_start_session"},
    {"getsockopt", "getsockopt() failed from ", NULL,
     "getsockopt\\(\\) failed from (?<rest>.*?): (?<text>.*)",
     scan_client, REFUSED(CONNECT, 451, 0), "smtp_start_session"},

    /* dialogues that this server ended */
    /* up to 4.6x it is a "violation: synchronization error" */
    {"sync-connect", "SMTP protocol ", "rejected connection from ",
     "SMTP protocol (?:violation: )?synchronization error \\((?<text>.*?)\\): "
     "rejected connection from "
     "(?<rest>[HU]=.*?)(?: input=|$)",
     scan_client, REFUSED(CONNECT, 554, 0), "smtp_start_session"},
    {"sync-command", "SMTP protocol ", "): rejected \"",
     "SMTP protocol (?:violation: )?synchronization error \\((?<text>.*?)\\): rejected \".*?\" "
     "(?<rest>[HU]=.*?)(?: next input=|$)",
     scan_command, REFUSED(OTHER, 554, 0), "smtp_read_command"},
    {"eof-on-input", "Error or EOF on input from ", NULL,
     "(?<text>Error or EOF on input) from (?<rest>.*)",
     scan_client, REFUSED(CONNECT, 554, 0), "smtp_start_session"},
    {"nonmail-limit", "SMTP call from ", "too many nonmail commands",
     "SMTP call from (?<rest>.*?) dropped: (?<text>too many nonmail commands) "
     "\\(last was \"(?<stage>[A-Za-z]*)",
     scan_client, REFUSED(OTHER, 554, 0), "smtp_setup_msg"},
    {"unknown-limit", "SMTP call from ", "too many unrecognized commands",
     "SMTP call from (?<rest>.*?) dropped: (?<text>too many unrecognized commands)",
     scan_last_error, REFUSED(OTHER, 500, 0), "smtp_setup_msg"},
    {"error-limit", "SMTP call from ", "too many syntax or protocol errors",
     "SMTP call from (?<rest>.*?) dropped: (?<text>too many syntax or protocol errors)"
     "(?: \\(last command was \"(?<stage>[A-Za-z]*))?",
     scan_last_error, REFUSED(OTHER, 0, 0), "synprot_error"},
    {"command-timeout", "SMTP command timeout on ", NULL,
     "(?<text>SMTP command timeout) on (?:TLS )?connection from (?<rest>.*)",
     scan_client, TIMED_OUT(PHASE_UNKNOWN, 0), "smtp_command_timeout_exit"},
    {"data-timeout", "SMTP data timeout (message abandoned) on ", NULL,
     "(?<text>SMTP data timeout \\(message abandoned\\)) on (?:TLS )?connection from (?<rest>.*)",
     scan_client, TIMED_OUT(EOD, 354), "smtp_data_timeout_exit"},
    {"sigterm", "SMTP connection ", "closed after SIG",
     "SMTP connection " CI "from (?<rest>.*) (?<text>closed after SIG.*)",
     scan_client, LOST(PHASE_UNKNOWN, 421, SMTPLOG_SESSION_ENDS), "smtp_command_sigterm_exit"},

    /* dialogues that the client, or the network, ended */
    {"lost-after-dot", "SMTP connection lost after final dot", NULL,
     "SMTP connection (?<text>lost after final dot)(?: (?<rest>[HU]=.*))?",
     scan_client, LOST(EOD, 354, SMTPLOG_SESSION_ENDS | SMTPLOG_MESSAGE_ENDS), "receive_msg"},
    {"lost-in-data", "SMTP connection ", "lost while reading message data",
     "SMTP connection " CI "from (?<rest>.*) (?<text>lost while reading message data.*)",
     scan_client, LOST(EOD, 354, SMTPLOG_SESSION_ENDS), "handle_lost_connection"},
    {"lost-in-transaction", "unexpected ", " while reading SMTP command from ",
     "(?<text>unexpected (?:disconnection|EOF) while reading SMTP command) from "
     TFO "(?<rest>.*)",
     scan_client, LOST(PHASE_UNKNOWN, 0, SMTPLOG_SESSION_ENDS), "smtp_setup_msg"},
    {"lost", "SMTP connection ", " lost",
     "SMTP connection " CI "from (?<rest>.*) (?<text>lost(?: .*)?)",
     scan_client, LOST(PHASE_UNKNOWN, 0, SMTPLOG_SESSION_ENDS | SMTPLOG_NOT_FINAL),
     "smtp_setup_msg"},
    {"tls-setup", "TLS error on connection ", NULL,
     "TLS error on connection " CI "from (?<rest>.*)",
     exim_tls_setup, LOST(STARTTLS, 0, 0), "smtp_log_tls_fail; tls_error before 4.90"},
    {"tls-broken", "TLS error (", "): on connection ",
     "(?<text>TLS error \\([^()]*\\)): on connection " CI "from (?<rest>.*)",
     exim_tls_broken, LOST(PHASE_UNKNOWN, 0, 0), "tls_refill, tls_write, since 4.97"},
    {"tls-broken-somewhere", "TLS error (", NULL, "(?<text>TLS error \\(.*)",
     exim_tls_broken, LOST(PHASE_UNKNOWN, 0, 0), "tls_refill, tls_write"},

    /* connections that came and went */
    {"connected", "SMTP connection ", " (TCP/IP connection count",
     "SMTP connection " CI "from (?<rest>.*?) \\(TCP/IP connection count", scan_client,
     TELLS(SMTPLOG_SESSION_BEGINS), "handle_smtp_call"},
    {"closed", "SMTP connection ", " closed by ",
     "SMTP connection " CI "from (?<rest>.*?) closed by ",
     scan_client, TELLS(SMTPLOG_SESSION_ENDS), "smtp_closedown"},
    {"no-mail", "no MAIL in ", NULL, "no MAIL in " TFO "SMTP connection " CI "from (?<rest>.*)",
     scan_client, TELLS(0), "smtp_log_no_mail"},
};

const size_t exim_inbound_rows_len = sizeof exim_inbound_rows / sizeof *exim_inbound_rows;

struct form_set *exim_inbound_forms(const struct smtplog_host *host)
{
    return form_set_new(exim_inbound_rows, exim_inbound_rows_len, host);
}

unsigned exim_check_forms(const struct smtplog_host *host)
{
    return form_check(exim_inbound_rows, exim_inbound_rows_len, host);
}

int exim_inbound(const struct exim_record *r, struct smtplog_event *e)
{
    return form_set_match(r->state->inbound, r->state, r->line, r->text, e);
}
