/* ruleset.c - "ruleset=NAME, arg1=A[, arg2=B], relay=R, reject=NNN X.Y.Z TEXT"
 *
 * srvrsmtp.c, headers.c, conf.c: envelope.c rscheck prints them all.  The reply is what was
 * sent, to the letter.  A and TEXT hold what the client said, so A is read by its brackets, or
 * else the decision is looked for behind the last relay= that stands before one. */
#include "sendmail.h"

enum moment {
    AT_COMMAND,         /* answers the command of the phase */
    AT_CONNECT,         /* 421 is the greeting; others answer every later command */
    LATER,              /* kept for later commands */
    OUTGOING,           /* this server's decision on another: never on a wire */
    NO_REPLY            /* something is left out: AUTH= of MAIL, TLS with that server */
};

static const struct check {
    const char *name;
    enum moment moment;
    uint32_t phase;
} checks[] = {
    {"check_rcpt", AT_COMMAND, SMTPLOG_RCPT},
    {"check_mail", AT_COMMAND, SMTPLOG_MAIL},
    {"check_relay", AT_CONNECT, SMTPLOG_MAIL},
    {"check_data", AT_COMMAND, SMTPLOG_DATA},
    {"check_eom", AT_COMMAND, SMTPLOG_EOD},
    {"check_eoh", AT_COMMAND, SMTPLOG_EOD},
    {"check_vrfy", AT_COMMAND, SMTPLOG_VRFY},
    {"check_expn", AT_COMMAND, SMTPLOG_OTHER},
    {"check_etrn", AT_COMMAND, SMTPLOG_ETRN},
    {"check_other", AT_COMMAND, SMTPLOG_OTHER},
    {"trust_auth", NO_REPLY, 0},
    {"tls_client", LATER, SMTPLOG_MAIL},
    {"tls_server", OUTGOING, SMTPLOG_STARTTLS},
    {"tls_rcpt", OUTGOING, SMTPLOG_RCPT},
    {"try_tls", NO_REPLY, 0},
    {"check_compat", OUTGOING, 0},
    {"authinfo", OUTGOING, SMTPLOG_AUTH},
};
/* Any other is a header's: answered at the end of the message. */
static const struct check header = {NULL, AT_COMMAND, SMTPLOG_EOD};

static const struct check *check_named(struct smtplog_slice name)
{
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (slice_is(name, checks[i].name))
            return &checks[i];
    return &header;
}

struct decision {
    struct smtplog_slice name, arg1, relay, reply, quarantine;
    int discard;
};

/* What a ruleset decided, at the end of the line: discard, quarantine, or a reply. */
static int read_decision(struct smtplog_slice c, struct decision *v)
{
    struct smtplog_slice reply = c;
    int32_t code;

    if (slice_is(c, ", discard"))
        return v->discard = 1;
    if (scan_lit(&c, ", quarantine=")) {
        v->quarantine = c;
        return 1;
    }
    if (!scan_lit(&reply, ", reject=") && !scan_lit(&reply, ", status="))
        return 0;
    v->reply = reply;
    return scan_code(&reply, &code);
}

/* "HOST [ip] (may be forged)" up to the decision. */
static int read_relay(struct smtplog_slice c, struct decision *v)
{
    static const char *const ends[] = {", reject=", ", discard", ", quarantine=", ", status="};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        ptrdiff_t at = slice_find(c, ends[i]);
        if (at < 0)
            continue;
        v->relay = slice_head(c, (size_t)at);
        if (!memchr(v->relay.ptr, ',', v->relay.len) &&
            read_decision(slice_from(c, (size_t)at), v))
            return 1;
    }
    return 0;
}

/* What follows arg1: ", arg2=B, relay=R, ..." or ", relay=R, ...". */
static int read_rest(struct smtplog_slice c, struct decision *v)
{
    struct smtplog_slice arg2;

    if (scan_lit(&c, ", arg2=") && !scan_until_lit(&c, ", relay=", &arg2))
        return 0;
    scan_lit(&c, ", relay=");
    return read_relay(c, v);
}

/* Without brackets any of the relay= may be the client's own words, but the last with a
 * decision behind. */
static int read_from_right(struct smtplog_slice c, struct decision *v)
{
    struct smtplog_slice head = c;
    ptrdiff_t at;

    while ((at = slice_rfind(head, ", relay=")) >= 0) {
        head = slice_head(head, (size_t)at);
        if (!read_relay(slice_from(c, (size_t)at + 8), v))
            continue;
        v->arg1 = head;
        if ((at = slice_find(head, ", arg2=")) >= 0)
            v->arg1 = slice_head(head, (size_t)at);
        return 1;
    }
    return 0;
}

/* arg1 may hold anything that a client sends, ", reject=" too: an address that ends where it
 * should is read from the left, all else from the right. */
static int read_line(struct smtplog_slice c, struct decision *v)
{
    if (!scan_lit(&c, "ruleset=") || !scan_until_lit(&c, ", arg1=", &v->name))
        return 0;
    struct smtplog_slice rest = c, address;
    if (sendmail_address_scan(&rest, &address) && read_rest(rest, v)) {
        v->arg1 = address;
        return 1;
    }
    return read_from_right(c, v);
}

/* A ruleset refused what this server was about to send: the recipient's own line follows and is
 * the one that counts. */
static void say_outgoing(const struct check *check, struct smtplog_slice reply,
                         struct smtplog_event *e)
{
    struct smtplog_slice enhanced;
    int32_t code;

    e->direction = SMTPLOG_OUTBOUND;    /* the delivery's line follows */
    e->disposition = SMTPLOG_ATTEMPT;
    e->flags = SMTPLOG_NOT_FINAL;
    e->phase = check->phase;
    scan_code(&reply, &code);
    reply = slice_trim(reply);
    if (scan_enhanced(&reply, &enhanced))
        e->enhanced = enhanced;
    e->text = slice_trim(reply);
}

/* At the end of the message the reply came after a 354, and the sender's line must not count the
 * message as taken. */
static void say_refused(const struct sendmail_record *r, const struct decision *v,
                        const struct check *check, struct smtplog_event *e)
{
    e->reply = v->reply;
    if (check->moment == AT_CONNECT && slice_starts(v->reply, "421"))
        e->phase = SMTPLOG_CONNECT;
    if (e->phase != SMTPLOG_EOD)
        return;
    e->after_code = 354;
    sendmail_hint_put(r->state, r->id);
}

int sendmail_ruleset(const struct sendmail_record *r, struct smtplog_event *e)
{
    struct decision v = {{0}, {0}, {0}, {0}, {0}, 0};

    if (!read_line(r->text, &v))
        return SMTPLOG_NOT_MINE;
    const struct check *check = check_named(v.name);
    e->form = "ruleset";
    if (check->moment == NO_REPLY)
        return SMTPLOG_QUIET;
    sendmail_say_inbound(r, e, e->form, check->phase, 0);
    sendmail_peer(r->state, v.relay, e);
    if (check->moment == OUTGOING) {
        say_outgoing(check, v.reply, e);
        return v.reply.ptr ? SMTPLOG_SAID : SMTPLOG_QUIET;
    }
    if (check->phase == SMTPLOG_RCPT)
        e->recipient = v.arg1;
    else if (check->phase == SMTPLOG_MAIL && check->moment == AT_COMMAND)
        e->sender = v.arg1;
    if (v.reply.ptr) {
        say_refused(r, &v, check, e);
    } else {
        e->disposition = v.discard ? SMTPLOG_DISCARDED : SMTPLOG_HELD;
        e->flags = SMTPLOG_NOT_FINAL;
        e->text = v.discard ? SLICE_LIT("discard") : v.quarantine;
        e->enhanced = slice_of(NULL, 0);
    }
    if (!e->sender.ptr)
        sendmail_await_sender(e);
    return SMTPLOG_SAID;
}
