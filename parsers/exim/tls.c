/* tls.c - TLS with a client that did not come about, or broke
 *
 * While this server prepares its own side (certificate, key, parameters), tls_error() answers
 * DEFER, and the client's STARTTLS is answered 454.  From the handshake on nothing is sent.  What
 * breaks later broke the connection: another line tells what was lost by it, if anything was.
 */
#include "exim.h"

/* What stands in "(PREFIX)" once the handshake has begun. */
static const struct step {
    const char *prefix;
    uint32_t phase;
    const char *source;
} steps[] = {
    {"(SSL_accept", SMTPLOG_STARTTLS, "tls-openssl.c tls_server_start"},
    {"(gnutls_handshake", SMTPLOG_STARTTLS, "tls-gnu.c tls_server_start"},
    {"(handshake", SMTPLOG_STARTTLS, "tls-gnu.c tls_server_start"},
    {"(tls lib accept fn", SMTPLOG_STARTTLS, "tls-openssl.c tls_server_start"},
    {"(certificate verification failed", SMTPLOG_STARTTLS, "tls-gnu.c tls_server_start"},
    {"(no certificate received from peer", SMTPLOG_STARTTLS, "tls-gnu.c peer_status"},
    {"(recv", SMTPLOG_PHASE_UNKNOWN, "tls-gnu.c tls_refill, tls_read"},
    {"(send", SMTPLOG_PHASE_UNKNOWN, "tls-gnu.c tls_write"},
};

/* Words of the libraries for a client that left without saying good-bye in TLS, as many do after
 * QUIT. */
static int just_left(struct smtplog_slice text)
{
    static const char *const words[] = {
        "properly terminated",              /* GnuTLS, "non-" or "not" before it */
        "unexpected length was received",   /* GnuTLS before 3.0 */
        "unexpected eof while reading",     /* OpenSSL since 3.0 */
    };

    return slice_holds_any(text, words, sizeof words / sizeof *words);
}

static const struct step *step_of(struct smtplog_slice text)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (slice_starts(text, steps[i].prefix))
            return &steps[i];
    return NULL;
}

/* The client; answers what stands behind it. */
static struct smtplog_slice client_scan(struct smtplog_slice c, struct smtplog_event *e)
{
    struct exim_fields f = {0};

    exim_host_scan(&c, &f.host);
    exim_fields_scan(&c, &f);
    scan_lit(&c, "(via inetd) ");
    exim_fill_client(e, &f);
    return c;
}

int exim_is_tls_port(struct smtplog_slice client)
{
    ptrdiff_t at = slice_find(client, " I=[");
    struct smtplog_slice port = slice_from(client, at < 0 ? client.len : (size_t)at), address;

    return scan_until(&port, ']', &address) && scan_lit(&port, ":465") &&
           (port.len == 0 || !scan_is_digit(port.ptr[0]));
}

/* "HOST (PREFIX)[: TEXT]". */
int exim_tls_setup(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice text = client_scan(ctx->rest, e), before = ctx->rest;
    const struct step *step = step_of(text);

    e->text = text;
    if (step) {
        e->phase = step->phase;
        if (!step->phase && just_left(text))
            e->flags |= SMTPLOG_NOT_FINAL;
        return SMTPLOG_SAID;
    }
    before.len -= text.len;
    if (exim_is_tls_port(before))       /* no STARTTLS was there to answer */
        return SMTPLOG_SAID;
    e->disposition = SMTPLOG_REJECTED;
    e->code = 454;
    e->flags |= SMTPLOG_CODE_IMPLIED;
    return SMTPLOG_SAID;
}

/* "(SSL_read): on connection from HOST TEXT", and without the host. */
int exim_tls_broken(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice text = ctx->body;

    if (ctx->rest.ptr != ctx->body.ptr)
        text = client_scan(ctx->rest, e);
    if (just_left(text))
        e->flags |= SMTPLOG_NOT_FINAL;
    if (ctx->rest.ptr != ctx->body.ptr && text.len)
        e->text = exim_compose(ctx->state, e->text, text);
    return SMTPLOG_SAID;
}
