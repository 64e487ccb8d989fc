/* sasl.c - failed logins: "CLIENT: SASL METHOD authentication failed: REASON"
 *
 * smtpd_sasl_glue.c smtpd_sasl_authenticate.  No code is printed, but the reason fixes it.  Before
 * 3.9 a missing reason shows what the buffer held: the last 334 challenge, in base64. */
#include "pieces.h"
#include "postfix.h"

#include <strings.h>

/* Decodes whole quads of printable text into the state's buffer; ptr NULL if it is not that. */
static struct smtplog_slice decode_challenge(struct smtplog_slice s, struct postfix_state *state)
{
    size_t len = 0, pad = 0;
    uint32_t bits = 0;

    while (s.len && pad < 2 && s.ptr[s.len - 1] == '=')
        s.len--, pad++;
    if (s.len < 4 || s.len > 1024 || (s.len + pad) % 4 != 0)
        return slice_of(NULL, 0);
    state->in_order = 1;
    for (size_t i = 0; i < s.len; i++) {
        int v = scan_base64_digit(s.ptr[i]);
        if (v < 0)
            return slice_of(NULL, 0);
        bits = bits << 6 | (uint32_t)v;
        if (i % 4 == 0)
            continue;
        char c = (char)(bits >> (6 - 2 * (i % 4)) & 0xff);
        if (c < ' ' || c > '~')
            return slice_of(NULL, 0);
        state->buffer[len++] = c;
    }
    return slice_of(state->buffer, len);
}

/* The back end's temporary troubles; 454 since 3.1, 535 before. */
static const char *const temporary[] = {
    "Connection lost to authentication server", "Can't connect to authentication server",
    "generic failure", "no memory", "out of memory", "transient failure", "try again",
    "remote authentication server unavailable", "Temporary authentication failure",
};

static int is_temporary(struct smtplog_slice reason)
{
    return slice_starts_any(reason, temporary, sizeof temporary / sizeof *temporary);
}

/* Mechanisms in which the server always speaks before it decides (RFC 4422 section 5). */
static int has_challenge(struct smtplog_slice method, struct smtplog_slice reason)
{
    static const char *const names[] = {
        "LOGIN", "CRAM-MD5", "DIGEST-MD5", "NTLM", "GSSAPI", "SCRAM-SHA-1", "SCRAM-SHA-256",
        "SCRAM-SHA-512",
    };
    if (slice_starts(reason, "no mechanism available") ||
        slice_starts(reason, "Invalid authentication mechanism"))
        return 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (method.len == strlen(names[i]) && strncasecmp(method.ptr, names[i], method.len) == 0)
            return 1;
    return 0;
}

/* Newer servers name the user behind the reason. */
static void cut_user(struct smtplog_slice *reason, struct smtplog_event *e)
{
    static const char key[] = "sasl_username=";
    ptrdiff_t at = slice_find(*reason, key);
    struct smtplog_slice user;

    if (at < 0)
        return;
    user = slice_trim(slice_from(*reason, (size_t)at + sizeof key - 1));
    if (user.len && !slice_is(user, "(unavailable)"))
        e->sasl_user = user;
    *reason = slice_head(*reason, (size_t)at);
    if (slice_ends(*reason, ", "))
        reason->len -= 2;
}

/* smtpd_sasl_authenticate() sends 454 where the reason is temporary, else 535.  A challenge in
 * the reason, or a mechanism that has one, means that a 334 went before. */
static void say_failed(const struct postfix_record *r, struct smtplog_slice method,
                       struct smtplog_slice reason, struct smtplog_event *e)
{
    int soft;

    cut_user(&reason, e);
    soft = is_temporary(reason);
    e->code = soft ? 454 : 535;
    e->enhanced = soft ? SLICE_LIT("4.7.0") : SLICE_LIT("5.7.8");
    e->challenge = decode_challenge(reason, r->state);
    if (e->challenge.ptr || has_challenge(method, reason))
        e->after_code = 334;
    e->text.len = (size_t)(reason.ptr + reason.len - e->text.ptr);
}

int postfix_sasl(const struct postfix_record *r, struct smtplog_event *e)
{
    static const char failed[] = "authentication failed", aborted[] = "authentication aborted";
    struct smtplog_slice c = r->rest, method, words;
    struct endpoint client;

    if (!endpoint_scan(&c, &client) || !scan_lit(&c, ": "))
        return SMTPLOG_NOT_MINE;
    words = c;
    if (!scan_lit(&c, "SASL ") || !scan_until_lit(&c, "authentication ", &method))
        return SMTPLOG_NOT_MINE;
    method = slice_trim(method);
    e->text = words;
    c = slice_from(words, (size_t)(c.ptr - words.ptr) - strlen("authentication "));
    if (scan_lit(&c, aborted)) {
        e->code = 501;                  /* the client answered the challenge with '*' */
        e->after_code = 334;
        e->enhanced = SLICE_LIT("5.7.0");
    } else if (scan_lit(&c, failed)) {
        if (!scan_lit(&c, ": "))
            scan_lit(&c, ":");
        say_failed(r, method, c, e);
    } else {
        return SMTPLOG_NOT_MINE;
    }
    e->kind = SMTPLOG_FAILURE;
    e->form = "sasl-failed";
    e->flags |= SMTPLOG_CODE_IMPLIED | SMTPLOG_SETTLES;
    e->direction = SMTPLOG_INBOUND;
    e->origin = SMTPLOG_BY_LOCAL;
    e->phase = SMTPLOG_AUTH;
    e->disposition = SMTPLOG_AUTH_FAILED;
    endpoint_is_peer(&client, e);
    return SMTPLOG_SAID;
}
