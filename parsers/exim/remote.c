/* Exim words what a remote server did in a few sentences (deliver.c, smtp transport); each is a
 * row here, so that a reply is cut out of its words in one place. */
#include "remote.h"
#include "token.h"

#include <form.h>

/* How the core text starts, what follows it, and whether a reply stands at its end. */
enum shape { REPLY_AFTER, NO_REPLY, IN_RESPONSE, FIXED, FIXED_HOST };    /* "name [ip]" follows */

static const struct opening {
    const char *text;
    enum shape shape;
    int lmtp;
    uint32_t phase;                     /* of FIXED and FIXED_HOST */
    int32_t after_code;
    const char *source;                 /* Exim's function that prints it */
} openings[] = {
    {"SMTP error from remote mail server after ", REPLY_AFTER, 0, 0, 0, "check_response"},
    {"SMTP error from remote mailer after ", REPLY_AFTER, 0, 0, 0, "check_response, before 4.51"},
    {"LMTP error after ", REPLY_AFTER, 1, 0, 0, "lmtp check_response, sync_responses"},
    {"PRDR error after ", REPLY_AFTER, 1, 0, 0, "smtp_deliver"},
    {"SMTP timeout after ", NO_REPLY, 0, 0, 0, "check_response"},
    {"SMTP timeout while connected to ", NO_REPLY, 0, 0, 0, "check_response, up to 4.84"},
    {"LMTP timeout after ", NO_REPLY, 1, 0, 0, "lmtp check_response"},
    {"LMTP connection closed after ", NO_REPLY, 1, 0, 0, "lmtp check_response"},
    {"Remote host ", IN_RESPONSE, 0, 0, 0, "check_response"},
    {"Malformed SMTP reply ", IN_RESPONSE, 0, 0, 0, "check_response"},
    {"Malformed LMTP response after ", NO_REPLY, 1, 0, 0, "lmtp check_response"},
    {"smtp send to ", FIXED_HOST, 0, 0, 0, "check_response"},
    {"TLS session", FIXED, 0, SMTPLOG_STARTTLS, 0, "smtp_setup_conn"},
    {"a TLS session is required", FIXED, 0, SMTPLOG_STARTTLS, 0, "smtp_setup_conn"},
    {"failure while setting up TLS session", FIXED, 0, SMTPLOG_STARTTLS, 0, "smtp_setup_conn"},
    {"Connection aborted; STARTTLS support by ", FIXED_HOST, 0, SMTPLOG_STARTTLS, 0,
     "smtp_setup_conn"},
    {"TLS error on connection", FIXED, 0, SMTPLOG_STARTTLS, 0, "tls_error, up to 4.89"},
    {"DANE error", FIXED, 0, SMTPLOG_CONNECT, 0, "smtp_setup_conn"},
    {"DANE attempt failed", FIXED, 0, SMTPLOG_STARTTLS, 0, "smtp_setup_conn"},
    {"authentication required but ", FIXED, 0, SMTPLOG_AUTH, 0, "smtp_auth"},
    {"Too few items in client_send", FIXED, 0, SMTPLOG_AUTH, 334, "auth_plaintext_client"},
    {"bad base 64 string in challenge", FIXED, 0, SMTPLOG_AUTH, 334, "auth_cram_md5_client"},
    {"failed to write a data block", FIXED, 0, SMTPLOG_EOD, 354, "smtp_deliver"},
    {"transport filter process failed", FIXED, 0, SMTPLOG_EOD, 354, "smtp_deliver"},
    {"bad first read from TLS conn", FIXED, 0, SMTPLOG_STARTTLS, 0, "smtp_transport_entry"},
    {"Connection refused", FIXED, 0, SMTPLOG_CONNECT, 0, "smtp_connect"},
    {"Connection timed out", FIXED, 0, SMTPLOG_CONNECT, 0, "smtp_connect"},
    {"Operation timed out", FIXED, 0, SMTPLOG_CONNECT, 0, "smtp_connect"},
    {"No route to host", FIXED, 0, SMTPLOG_CONNECT, 0, "smtp_connect"},
    {"Network is unreachable", FIXED, 0, SMTPLOG_CONNECT, 0, "smtp_connect"},
    {"Network unreachable", FIXED, 0, SMTPLOG_CONNECT, 0, "smtp_connect"},
    {"Host is unreachable", FIXED, 0, SMTPLOG_CONNECT, 0, "smtp_connect"},
    {"Host is down", FIXED, 0, SMTPLOG_CONNECT, 0, "smtp_connect"},
    {"Cannot assign requested address", FIXED, 0, SMTPLOG_CONNECT, 0, "smtp_connect"},
};

/* What Exim calls the command that was answered. */
static const struct command {
    const char *text;
    uint32_t phase;
    int32_t after_code;
} commands[] = {
    {"initial connection", SMTPLOG_CONNECT, 0},
    {"ATRN line turnaround", SMTPLOG_CONNECT, 0},
    {"EHLO ", SMTPLOG_EHLO, 0},
    {"HELO ", SMTPLOG_EHLO, 0},
    {"LHLO ", SMTPLOG_EHLO, 0},
    {"STARTTLS", SMTPLOG_STARTTLS, 0},
    {"TLS-on-connect", SMTPLOG_STARTTLS, 0},
    {"AUTH", SMTPLOG_AUTH, 0},
    {"*", SMTPLOG_AUTH, 334},           /* a line that answered a 334 challenge */
    {"MAIL FROM:", SMTPLOG_MAIL, 0},
    {"RCPT TO:", SMTPLOG_RCPT, 0},
    {"DATA", SMTPLOG_DATA, 0},
    {"BDAT", SMTPLOG_DATA, 0},
    {"sending data block", SMTPLOG_EOD, 354},
    {"end of data", SMTPLOG_EOD, 354},
    {"RSET", SMTPLOG_RSET, 0},
    {"QUIT", SMTPLOG_QUIT, 0},
};

/* Three digits at the front of a reply.  Exim takes any, 150 and 850 too. */
static int digits_scan(struct smtplog_slice *c, int32_t *code)
{
    struct smtplog_slice s = *c;
    uint64_t n;

    if (!scan_number(&s, 4, &n) || s.ptr != c->ptr + 3 ||
        (s.len && s.ptr[0] != ' ' && s.ptr[0] != '-'))
        return 0;
    *code = (int32_t)n;
    *c = s;
    return 1;
}

/* Pipelining is over at DATA: "pipelined" and the message's body together are BDAT, so there was
 * no 354, and what was answered may be MAIL or RCPT as well (smtp_chunk_cmd_callback). */
static void sent_in_chunks(struct exim_remote *r)
{
    r->body_phase = r->phase;
    r->phase = SMTPLOG_PHASE_UNKNOWN;
    r->after_code = 0;
}

/* The command that the remote answered, as Exim names it ("RCPT TO:<a@b>", "pipelined end of
 * data"). */
static void read_command(struct smtplog_slice cmd, struct exim_remote *r)
{
    int pipelined = scan_lit(&cmd, "pipelined ");

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct smtplog_slice argument = cmd;
        if (!scan_lit(&argument, commands[i].text))
            continue;
        r->phase = commands[i].phase;
        r->after_code = commands[i].after_code;
        if (r->phase == SMTPLOG_MAIL)
            exim_angle_scan(&argument, &r->sender);
        else if (r->phase == SMTPLOG_RCPT)
            exim_angle_scan(&argument, &r->recipient);
        else if (pipelined && r->phase == SMTPLOG_EOD)
            sent_in_chunks(r);
        return;
    }
    r->phase = cmd.len ? SMTPLOG_OTHER : SMTPLOG_PHASE_UNKNOWN;
}

/* "host name [ip]: " in front of the reply, up to 4.84. */
static void read_old_host(struct smtplog_slice *c, struct exim_remote *r)
{
    struct smtplog_slice s = *c;

    if (scan_lit(&s, "host ") && exim_host_scan(&s, &r->server.host) && scan_lit(&s, ": "))
        *c = s;
}

/* "CMD: REPLY": the reply starts at the first ": " outside brackets with three digits behind.
 * Without such digits the first ": " ends the command. */
static int read_reply_after(struct smtplog_slice c, struct exim_remote *r)
{
    struct smtplog_slice rest = c;
    ptrdiff_t at, first = -1;
    size_t from = 0;

    while ((at = exim_find_outside(slice_from(c, from), ": ")) >= 0) {
        struct smtplog_slice reply, digits;
        int32_t code;
        from += (size_t)at;
        rest = slice_from(c, from + 2);
        read_old_host(&rest, r);
        reply = digits = rest;
        if (digits_scan(&digits, &code)) {
            r->reply = reply;
            read_command(slice_head(c, from), r);
            return 1;
        }
        if (first < 0)
            first = (ptrdiff_t)from;
        from += 2;
    }
    read_command(slice_head(c, first < 0 ? c.len : (size_t)first), r);
    return 1;
}

/* "CMD[ (n bytes written)][: Connection timed out]". */
static int read_no_reply(struct smtplog_slice c, struct exim_remote *r)
{
    struct smtplog_slice s = c, cmd = c;
    ptrdiff_t at;

    if (exim_host_scan(&s, &r->server.host) && scan_lit(&s, " after "))  /* "while connected to" */
        cmd = s;
    if ((at = exim_find_outside(cmd, ": ")) >= 0)
        cmd = slice_head(cmd, (size_t)at);
    read_command(cmd, r);
    return 1;
}

/* "[name [ip] ]closed connection in response to CMD[ (EHLO response was: REPLY)]", and malformed
 * replies, "[from name [ip] ]in response to CMD: LINE"; LINE is none. */
static int read_in_response(struct smtplog_slice c, struct exim_remote *r)
{
    static const char ehlo[] = " (EHLO response was: ";
    struct smtplog_slice s = c, cmd;
    ptrdiff_t at;

    scan_lit(&s, "from ");
    exim_host_scan(&s, &r->server.host);
    at = exim_find_outside(s, "in response to ");
    if (at < 0)
        return 0;
    cmd = slice_from(s, (size_t)at + strlen("in response to "));
    if ((at = slice_find(cmd, ehlo)) >= 0) {
        struct smtplog_slice reply = slice_from(cmd, (size_t)at + strlen(ehlo)), digits = reply;
        int32_t code;
        cmd = slice_head(cmd, (size_t)at);
        if (reply.len && reply.ptr[reply.len - 1] == ')')
            reply.len--;
        if (digits_scan(&digits, &code))
            r->reply = reply;
    } else if ((at = exim_find_outside(cmd, ": ")) >= 0) {
        cmd = slice_head(cmd, (size_t)at);
    }
    read_command(cmd, r);
    return 1;
}

static int read_fixed(struct smtplog_slice c, const struct opening *o, struct exim_remote *r)
{
    r->phase = o->phase;
    r->after_code = o->after_code;
    if (o->shape == FIXED_HOST)
        exim_host_scan(&c, &r->server.host);
    return 1;
}

int exim_remote_read(struct smtplog_slice text, int has_host, struct exim_remote *out)
{
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        const struct opening *o = &openings[i];
        struct smtplog_slice c = text;
        int read = 0;

        if (!scan_lit(&c, o->text))
            continue;
        memset(out, 0, sizeof *out);
        switch (o->shape) {
        case REPLY_AFTER: read = read_reply_after(c, out); break;
        case NO_REPLY:    read = read_no_reply(c, out); break;
        case IN_RESPONSE: read = read_in_response(c, out); break;
        case FIXED: case FIXED_HOST: read = read_fixed(c, o, out); break;
        }
        out->lmtp = o->lmtp != 0;
        if (read && o->lmtp && has_host && out->phase == SMTPLOG_DATA) {
            out->phase = SMTPLOG_EOD;   /* one reply a recipient, after the dot */
            out->after_code = 354;
        }
        return read;
    }
    return 0;
}

void exim_remote_fill(struct smtplog_event *e, const struct exim_remote *r,
                      struct smtplog_slice text)
{
    e->phase = r->phase;
    e->after_code = r->after_code;
    e->challenge = r->challenge;
    if (r->server.host.ip.ptr)
        exim_fill_server(e, &r->server);
    if (r->sender.ptr && !e->sender.ptr)
        e->sender = r->sender;
    if (r->recipient.ptr && !e->recipient.ptr)
        e->recipient = r->recipient;
    if (r->reply.ptr) {
        struct smtplog_slice words = r->reply;
        e->reply = r->reply;
        e->text = slice_of(NULL, 0);    /* the reply's own words, not Exim's around them */
        e->joint = SMTPLOG_BY_ESCAPE;
        e->origin = SMTPLOG_BY_REMOTE;
        if (words.ptr[0] == '3')
            e->after_code = 0;          /* the intermediate reply is the reply itself */
        if (words.ptr[0] < '2' && digits_scan(&words, &e->code)) {
            e->reply = slice_of(NULL, 0);       /* SMTP has no such reply: the host reads none */
            e->text = slice_trim(words);
        }
    } else {
        e->text = text;
        e->origin = SMTPLOG_BY_LOCAL;
    }
}
