/* alert.c - TLS alerts of clients, and handshakes that failed
 *
 * An alert's line names nobody.  Under smtpd's own tag it is the failure, and the dialogue tells
 * whose.  Where the tag is cut it may be the SMTP client's, and tlsproxy serves many clients:
 * there it is kept for the line of the same process that follows at once and names the client. */
#include "pieces.h"
#include "postfix.h"

enum { AT_ONCE = 2 };                   /* seconds */

/* What a TLS client says in its alert when it does not take this server's certificate (RFC 8446
 * section 6.2): bad, unsupported, revoked, expired, unknown, of an unknown authority. */
static int is_about_certificate(uint64_t alert)
{
    return (alert >= 42 && alert <= 46) || alert == 48;
}

/* "TLS library problem: error:CODE:LIBRARY::WORDS:FILE:LINE:SSL alert number N:" (tls_misc.c
 * tls_print_errors): OpenSSL ends so where the other side's alert broke the handshake off.  ptr
 * NULL: it is none about the certificate. */
static struct smtplog_slice alert_text(const struct postfix_record *r)
{
    static const char key[] = "SSL alert number ";
    struct smtplog_slice c = r->rest;
    uint64_t alert;
    ptrdiff_t at;

    if (!scan_lit(&c, "TLS library problem: ") || (at = slice_rfind(c, key)) < 0)
        return slice_of(NULL, 0);
    c = slice_from(c, (size_t)at + sizeof key - 1);
    if (!scan_number(&c, 3, &alert) || !is_about_certificate(alert))
        return slice_of(NULL, 0);
    return slice_of(r->rest.ptr, (size_t)(c.ptr - r->rest.ptr));
}

/* The library's words come a line before smtpd's own: they are kept by process and second, in the
 * state, so the next line must be parsed behind this one (in_order). */
static void keep(const struct postfix_record *r, struct smtplog_slice text)
{
    struct postfix_alerted *a = &r->state->alerted;

    r->state->in_order = 1;
    text = slice_head(text, sizeof a->text);
    memcpy(a->text, text.ptr, text.len);
    a->len = text.len;
    a->pid = r->line->pid;
    a->time = r->line->time;
}

/* What this process kept just before; ptr NULL: nothing. */
static struct smtplog_slice take(const struct postfix_record *r)
{
    struct postfix_alerted *a = &r->state->alerted;

    r->state->in_order = 1;
    if (!a->pid || a->pid != r->line->pid || r->line->time - a->time > AT_ONCE)
        return slice_of(NULL, 0);
    a->pid = 0;
    return slice_of(a->text, a->len);
}

/* The client refused our certificate: it closed before it sent anything, so no reply crossed the
 * wire. */
static void say(struct smtplog_slice text, struct smtplog_event *e)
{
    e->kind = SMTPLOG_FAILURE;
    e->form = "certificate-refused";
    e->direction = SMTPLOG_INBOUND;
    e->origin = SMTPLOG_BY_LOCAL;
    e->phase = SMTPLOG_STARTTLS;
    e->disposition = SMTPLOG_ABORTED;
    e->text = text;
}

/* It is all that tells why; the "lost connection after STARTTLS" that follows is then no failure
 * of its own. */
int postfix_alert(const struct postfix_record *r, struct smtplog_event *e)
{
    struct smtplog_slice text = alert_text(r);

    if (!text.ptr)
        return SMTPLOG_NOT_MINE;
    if (r->guessing || !r->line->pid) { /* without a pid nothing tells whose it is */
        keep(r, text);
        return SMTPLOG_NOT_MINE;
    }
    say(text, e);
    e->flags |= SMTPLOG_ONCE;           /* a line for each of OpenSSL's errors */
    return SMTPLOG_SAID;
}

void postfix_alert_explains(const struct postfix_record *r, struct smtplog_event *e)
{
    struct smtplog_slice text;

    if ((e->phase == SMTPLOG_STARTTLS || e->phase == SMTPLOG_CONNECT) && (text = take(r)).ptr)
        say(text, e);
}

/* "TLS handshake failed for service=smtpd peer=[ip]:port" (tlsproxy.c tlsp_eval_tls_error), for
 * postscreen, which tells a hang-up.  A server that the SMTP client asked has its name in front of
 * the address; that client tells the failure itself. */
int postfix_handshake(const struct postfix_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->rest, service, text;
    struct endpoint client;

    if ((text = alert_text(r)).ptr) {
        keep(r, text);
        return SMTPLOG_QUIET;
    }
    if (!scan_lit(&c, "TLS handshake failed for service=") ||
        !scan_until_lit(&c, " peer=", &service) || !slice_starts(c, "[") ||
        !endpoint_scan(&c, &client))
        return SMTPLOG_NOT_MINE;
    text = take(r);
    say(text.ptr ? text : SLICE_LIT("TLS handshake failed"), e);
    if (!text.ptr)
        e->form = "handshake-failed";
    e->process = SLICE_LIT("tlsproxy");
    endpoint_is_peer(&client, e);
    return SMTPLOG_SAID;
}
