/* auth.c - authenticators that failed, ours against a client's and the remote's against ours */
#include "exim.h"
#include "remote.h"

/* The first ": NNN " behind the host; what follows may be the client's own words. */
static int reply_of(struct smtplog_slice c, struct smtplog_slice *reply)
{
    ptrdiff_t at;

    while ((at = slice_find(c, ": ")) >= 0) {
        c = slice_from(c, (size_t)at + 2);
        struct smtplog_slice digits = c;
        int32_t code;
        if (scan_code(&digits, &code) && slice_starts(digits, " ")) {
            *reply = c;
            return 1;
        }
    }
    return 0;
}

/* "... for HOST: 535 Incorrect authentication data (set_id=bob)" (smtp_in_auth); with H= since
 * 4.99. */
static int as_server(struct smtplog_slice c, struct smtplog_event *e)
{
    struct exim_fields f = {0};
    struct smtplog_slice reply = {NULL, 0}, s = c, before, user;

    if (slice_starts(c, "H=") || slice_starts(c, "U="))
        exim_fields_scan(&s, &f);
    else if (exim_host_scan(&s, &f.host))
        exim_fields_scan(&s, &f);
    struct smtplog_slice digits = s;
    int32_t code;
    if (scan_code(&digits, &code) && slice_starts(digits, " "))
        reply = s;
    else if (!reply_of(c, &reply))
        return SMTPLOG_NOT_MINE;
    exim_say_inbound(e, "auth-failed", SMTPLOG_AUTH, 0);
    e->disposition = SMTPLOG_AUTH_FAILED;
    e->flags |= SMTPLOG_SETTLES;        /* and the name tried is nobody's */
    e->reply = reply;
    exim_fill_client(e, &f);
    user = reply;
    if (scan_until_lit(&user, " (set_id=", &before)) {
        ptrdiff_t end = slice_find(user, ")");
        e->sasl_user = end < 0 ? user : slice_head(user, (size_t)end);
    }
    if (slice_starts(reply, "501 Authentication cancelled"))
        e->after_code = 334;            /* the client answered a challenge with "*" */
    return SMTPLOG_SAID;
}

/* Joins the reply with the lines that Exim printed raw: only those that are reply lines. */
static struct smtplog_slice whole_reply(const struct exim_record *r, struct smtplog_slice first)
{
    struct smtplog_slice more = r->line->more, line;
    size_t n = first.len;

    if (!more.len || n > EXIM_REPLY_MAX)
        return first;
    r->state->in_order = 1;
    memcpy(r->state->reply, first.ptr, n);
    while (more.len) {
        struct smtplog_slice digits;
        int32_t code;
        if (!scan_until(&more, '\n', &line)) {
            line = more;
            more = slice_of(NULL, 0);
        }
        digits = line;
        if (!scan_code(&digits, &code) || n + 1 + line.len > EXIM_REPLY_MAX)
            break;
        r->state->reply[n++] = '\n';
        memcpy(r->state->reply + n, line.ptr, line.len);
        n += line.len;
    }
    return slice_of(r->state->reply, n);
}

/* "... failed H=name [ip] 535 ..." (smtp_auth): the remote refused us; the delivery may go on
 * without. */
static int as_client(const struct exim_record *r, struct smtplog_slice c, struct smtplog_event *e)
{
    struct exim_fields f = {0};
    struct smtplog_slice digits;
    int32_t code;

    exim_fields_scan(&c, &f);
    e->form = "client-auth-failed";
    e->kind = SMTPLOG_FAILURE;
    e->flags = SMTPLOG_NOT_FINAL;
    e->direction = SMTPLOG_OUTBOUND;
    e->phase = SMTPLOG_AUTH;
    e->disposition = SMTPLOG_ATTEMPT;
    exim_fill_server(e, &f);
    digits = c;
    if (scan_code(&digits, &code)) {
        e->reply = whole_reply(r, c);
        e->joint = SMTPLOG_BY_NEWLINE;
        e->origin = SMTPLOG_BY_REMOTE;
        return SMTPLOG_SAID;
    }
    e->text = c;
    e->origin = SMTPLOG_BY_LOCAL;
    return SMTPLOG_SAID;
}

/* "... cancelled authentication H=name [ip] T": T may quote the challenge, "334 User?". */
static int cancelled(const struct exim_record *r, struct smtplog_slice c, struct smtplog_event *e)
{
    struct smtplog_slice before, quoted;

    as_client(r, c, e);
    e->form = "client-auth-cancelled";
    quoted = c;
    if (scan_until_lit(&quoted, "server response \"334", &before)) {
        e->after_code = 334;
        scan_lit(&quoted, " ");
        if (quoted.len && quoted.ptr[quoted.len - 1] == '"')
            quoted.len--;
        if (quoted.len)
            e->challenge = quoted;
    }
    return SMTPLOG_SAID;
}

int exim_auth(const struct exim_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->text, name;

    if (!scan_until(&c, ' ', &name) || !scan_lit(&c, "authenticator "))
        return SMTPLOG_NOT_MINE;
    if (scan_lit(&c, "failed for "))
        return as_server(c, e);
    if (scan_lit(&c, "failed ") && slice_starts(c, "H="))
        return as_client(r, c, e);
    if (scan_lit(&c, "cancelled authentication ") && slice_starts(c, "H="))
        return cancelled(r, c, e);
    if (slice_starts(c, "("))           /* GNU SASL's own words, beside the line above */
        return SMTPLOG_QUIET;
    return SMTPLOG_NOT_MINE;
}
