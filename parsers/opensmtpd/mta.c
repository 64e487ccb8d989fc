/* mta.c - dialogues with remote servers (mta.c, mta_session.c)
 *
 * mta_log() prints a line for each recipient and try; the result goes by the reply's first
 * digit.  No line shows the phase.  What fails before a message was taken up (greeting, EHLO,
 * TLS, AUTH) stands in the session's error line alone; the recipients' lines come later, without
 * the reply. */
#include "opensmtpd.h"

#include <smtplog/hop.h>

void opensmtpd_relay(struct smtplog_slice relay, struct smtplog_event *e)
{
    struct smtplog_slice ip, name;

    if (!scan_until_lit(&relay, " (", &ip) || !slice_ends(relay, ")"))
        return;
    name = slice_head(relay, relay.len - 1);
    e->peer_ip = opensmtpd_ip(ip);
    e->peer_name = opensmtpd_name(name, e->peer_ip);
}

/* mta_io() joins a reply's lines with nothing between, and cuts of further lines not more than an
 * enhanced code of one digit each: the others stay glued to the line before.  There it is parted
 * again. */
static void part_lines(struct opensmtpd *s, struct smtplog_slice reply, struct smtplog_event *e)
{
    struct smtplog_slice c = reply, enhanced, mark;
    size_t n = 0;
    int32_t code;

    if (!scan_code(&c, &code) || !scan_lit(&c, "-") || !scan_enhanced(&c, &enhanced) ||
        c.len > sizeof s->text)
        return;
    mark = enhanced;
    c = slice_trim(c);
    for (size_t i = 0; i < c.len; i++) {
        struct smtplog_slice here = slice_from(c, i);
        if (i && c.ptr[i - 1] != ' ' && here.len > mark.len && here.ptr[mark.len] == ' ' &&
            memcmp(here.ptr, mark.ptr, mark.len) == 0) {
            s->text[n++] = '\n';
            i += mark.len;
            continue;
        }
        s->text[n++] = c.ptr[i];
    }
    if (n == c.len)
        return;
    s->in_order = 1;
    e->enhanced = enhanced;
    e->text = slice_of(s->text, n);
}

/* Texts without a reply that tell where it ended. */
static void place(struct smtplog_slice stat, struct smtplog_event *e)
{
    static const struct { const char *starts; uint32_t phase; } places[] = {
        {"Connection failed: ", SMTPLOG_CONNECT}, {"IO Error: Connection refused",
         SMTPLOG_CONNECT},
        {"IO Error: No route to host", SMTPLOG_CONNECT},
        {"IO Error: certificate verification failed", SMTPLOG_STARTTLS},
        {"SSL certificate check failed", SMTPLOG_STARTTLS},
        {"TLS required but not supported", SMTPLOG_STARTTLS},
        {"AUTH not advertised", SMTPLOG_AUTH}, {"no supported AUTH method", SMTPLOG_AUTH},
        {"Refuse to AUTH over ", SMTPLOG_AUTH}, {"Credentials too large", SMTPLOG_AUTH},
        {"Too many consecutive errors", SMTPLOG_RCPT},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (slice_starts(stat, places[i].starts))
            e->phase = places[i].phase;
}

static int is_reply(struct smtplog_slice c)
{
    return c.len > 3 && c.ptr[0] >= '2' && c.ptr[0] <= '5' && scan_is_digit(c.ptr[1]) &&
           scan_is_digit(c.ptr[2]) && (c.ptr[3] == ' ' || c.ptr[3] == '-');
}

int opensmtpd_result(struct opensmtpd *s, struct smtplog_slice result, struct smtplog_slice stat,
                     struct smtplog_event *e)
{
    if (slice_is(result, "Ok")) {
        e->kind = SMTPLOG_SUCCESS;
        e->reply = stat;
        e->next_queue_id = hop_queue_id(stat);
        return SMTPLOG_SAID;
    }
    e->kind = SMTPLOG_FAILURE;
    e->disposition = slice_is(result, "PermFail") ? SMTPLOG_BOUNCED : SMTPLOG_DEFERRED;
    e->origin = SMTPLOG_BY_LOCAL;
    if (!is_reply(stat)) {
        e->text = stat;
        place(stat, e);
        return SMTPLOG_SAID;
    }
    e->origin = SMTPLOG_BY_REMOTE;
    e->reply = stat;
    part_lines(s, stat, e);
    return SMTPLOG_SAID;
}

int opensmtpd_session_error(struct opensmtpd *s, struct smtplog_slice reason,
                            struct smtplog_event *e)
{
    static const struct { const char *starts; uint32_t phase; } moments[] = {
        {"BANNER rejected: ", SMTPLOG_CONNECT}, {"EHLO rejected: ", SMTPLOG_EHLO},
        {"HELO rejected: ", SMTPLOG_EHLO}, {"LHLO rejected: ", SMTPLOG_EHLO},
        {"STARTTLS rejected: ", SMTPLOG_STARTTLS}, {"AUTH rejected: ", SMTPLOG_AUTH},
    };
    e->kind = SMTPLOG_FAILURE;          /* the recipients' lines are the failures proper */
    e->disposition = SMTPLOG_ATTEMPT;
    e->flags |= SMTPLOG_NOT_FINAL;
    e->origin = SMTPLOG_BY_LOCAL;
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        struct smtplog_slice reply = reason;
        if (!scan_lit(&reply, moments[i].starts) || !is_reply(reply))
            continue;
        e->phase = moments[i].phase;
        e->origin = SMTPLOG_BY_REMOTE;
        e->reply = reply;
        part_lines(s, reply, e);
        return SMTPLOG_SAID;
    }
    e->text = reason;
    place(reason, e);
    return SMTPLOG_SAID;
}

/* ---- Scanners ---- */

static int scan_connecting(const struct form_context *ctx, struct smtplog_event *e)
{
    (void)ctx;
    e->peer_ip = opensmtpd_ip(e->peer_ip);
    e->peer_name = opensmtpd_name(e->peer_name, e->peer_ip);
    return SMTPLOG_SAID;
}

/* "RELAY" delay=D result="R" stat="S"": what follows the addresses. */
static int scan_delivery(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest, relay, delay, result;

    if (!scan_until_lit(&c, "\" delay=", &relay) || !scan_until_lit(&c, " result=\"", &delay) ||
        !scan_until_lit(&c, "\" stat=\"", &result))
        return SMTPLOG_NOT_MINE;
    if (slice_ends(c, "\""))
        c.len--;
    e->queue_id = opensmtpd_message(e->queue_id);
    opensmtpd_relay(relay, e);
    return opensmtpd_result(ctx->state, result, c, e);
}

static int scan_error(const struct form_context *ctx, struct smtplog_event *e)
{
    return opensmtpd_session_error(ctx->state, ctx->rest, e);
}

#define ADDRESS OPENSMTPD_ADDRESS
#define SAYS OPENSMTPD_TELLS

const struct form opensmtpd_mta_forms[] = {
    {"delivery", "delivery ", NULL,
     "delivery evpid=(?<queue_id>[0-9a-f]{16}) from=" ADDRESS("sender") " to=" ADDRESS("recipient")
     " rcpt=<.*?> source=\"[^\"]*\" relay=\"(?<rest>.*)", scan_delivery, SAYS(OUTBOUND, 0),
     "mta.c mta_log"},
    {"error", "error reason=", NULL, "error reason=(?<rest>.*)", scan_error, SAYS(OUTBOUND, 0),
     "mta_session.c mta_error"},
    {"connecting", "connecting ", NULL,
     "connecting address=[a-z+]+://(?<peer_ip>\\[[^]]*\\]|[^:]+)(?::(?<peer_port>\\d+))? "
     "host=(?<peer_name>\\S+)", scan_connecting, SAYS(OUTBOUND, SMTPLOG_SESSION_BEGINS),
     "mta_session.c mta_connect"},
    {"disconnected", "disconnected ", NULL, "disconnected ", NULL,
     SAYS(OUTBOUND, SMTPLOG_SESSION_ENDS), "mta_session.c mta_free"},
    {"closed", "closed ", NULL, "closed ", NULL, SAYS(OUTBOUND, SMTPLOG_SESSION_ENDS),
     "mta_session.c mta_free, 6.0"},
    {"connected", "connected", NULL, NULL, NULL, {0}, "mta_session.c mta_connect"},
    {"tls", "tls ", NULL, NULL, NULL, {0}, "mta_session.c mta_tls_started"},
    {"starttls", "starttls ", NULL, NULL, NULL, {0}, "mta_session.c, 6.0 and 6.4"},
    {"server-certificate", "server-cert-check ", NULL, NULL, NULL, {0}, "mta_session.c"},
    {"certificate", "cert-check ", NULL, NULL, NULL, {0},
     "mta_session.c mta_tls_started, since 7.0"},
    {"certificate-name", "ssl_check_name: ", NULL, NULL, NULL, {0}, "mta_session.c, 6.6 to 6.8"},
    {"closing", "closing reason=", NULL, NULL, NULL, {0}, "mta_session.c: its error line tells"},
    {"gives-up", "host-rejects-all-mails", NULL, NULL, NULL, {0},
     "mta_session.c mta_response: ten refusals in a row, each told"},
};
const size_t opensmtpd_mta_forms_len = sizeof opensmtpd_mta_forms / sizeof *opensmtpd_mta_forms;
