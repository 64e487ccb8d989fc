/* stat.c - the outcome of a delivery that failed: whose reply, which phase, for good or not
 *
 * Sendmail composes replies where none came, in the same words as if one had: "reply=421 4.4.1
 * Connection reset by H." (usersmtp.c reply), "550 5.1.1 User unknown" of an alias.  Those
 * crossed no wire and give no code. */
#include "stat.h"

static const struct outcome {
    const char *starts;
    uint32_t disposition;               /* 0: nothing failed */
    uint32_t phase;                     /* over SMTP, where the words prove it */
    int told;                           /* a server that was reached said so */
} outcomes[] = {
    {"Deferred", SMTPLOG_DEFERRED, 0, 0},
    {"User unknown", SMTPLOG_BOUNCED, SMTPLOG_RCPT, 1}, /* usersmtp.c smtprcptstat: 550, 551,
     553 */
    {"Service unavailable", SMTPLOG_BOUNCED, 0, 1},
    {"Data format error", SMTPLOG_BOUNCED, SMTPLOG_MAIL, 1},    /* smtpmailfrom: 501, 553 */
    {"Remote protocol error", SMTPLOG_BOUNCED, 0, 1},
    {"Host unknown", SMTPLOG_BOUNCED, 0, 0},
    {"Local configuration error", SMTPLOG_BOUNCED, 0, 0},
    {"Operating system error", SMTPLOG_DEFERRED, 0, 0},
    {"I/O error", SMTPLOG_DEFERRED, 0, 0},
    {"queued", SMTPLOG_DEFERRED, 0, 0},
    {"quarantined", SMTPLOG_HELD, 0, 0},
    {"Can't create output", SMTPLOG_BOUNCED, 0, 0},
    {"Insufficient permission", SMTPLOG_BOUNCED, 0, 0},
    {"Cannot open input", SMTPLOG_BOUNCED, 0, 0},
    {"System file missing", SMTPLOG_BOUNCED, 0, 0},
    {"Internal error", SMTPLOG_BOUNCED, 0, 0},
    {"Command line usage error", SMTPLOG_BOUNCED, 0, 0},
    {"unknown mailer error", SMTPLOG_BOUNCED, 0, 0},
    {"Cannot send 8-bit data", SMTPLOG_BOUNCED, 0, 0},
    {"Message is too large", SMTPLOG_BOUNCED, 0, 0},
    {"Too many hops", SMTPLOG_BOUNCED, 0, 0},
    {"Server does not support Deliver By", SMTPLOG_BOUNCED, 0, 0},
    {"delivery time expired", SMTPLOG_EXPIRED, 0, 0},
    {"aborted by sender", 0, 0, 0},
    {"rset", 0, 0, 0},
    {"discarded", 0, 0, 0},
    {"Sent", 0, 0, 0},
};

static const struct outcome *find(struct smtplog_slice text)
{
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (slice_starts(text, outcomes[i].starts))
            return &outcomes[i];
    return NULL;
}

int sendmail_stat_is_known(struct smtplog_slice text)
{
    return find(text) != NULL;
}

/* Words that mean that no connection came about. */
static int is_no_connection(struct smtplog_slice text)
{
    static const char *const words[] = {"Connection refused by ", "No route to host",
                                        "Network is unreachable", "Host is down"};
    return slice_holds_any(text, words, sizeof words / sizeof *words);
}

/* A reply that Sendmail wrote itself: the server hung up, TLS that its own rules asked for did not
 * come about, a local name that is none. */
static int is_composed(const struct sendmail_stat *s, struct smtplog_slice reply)
{
    struct smtplog_slice rest = reply, enhanced;
    int32_t code = 0;

    scan_code(&rest, &code);
    rest = slice_trim(slice_from(rest, rest.len && rest.ptr[0] == '-'));
    if (scan_enhanced(&rest, &enhanced))
        rest = slice_trim(rest);
    if (code == 421 && slice_starts(rest, "Connection reset by "))
        return 1;
    if (code == 403 || slice_starts(rest, "TLS handshake failed"))
        return 1;
    return s->local && slice_eq(rest, s->text);
}

/* The reply that decided: a deferral names it in stat=, and where RCPT and the DATA that was
 * sent with it were answered differently, only stat= does (8.16 to 8.17.1). */
static struct smtplog_slice deciding_reply(const struct sendmail_stat *s,
                                           struct smtplog_slice detail)
{
    struct smtplog_slice a = s->reply, b = detail;
    int32_t of_reply = 0, of_stat = 0;

    scan_code(&a, &of_reply);
    scan_code(&b, &of_stat);
    if (of_stat && (!of_reply || of_stat != of_reply))
        return detail;
    return of_reply ? s->reply : slice_of(NULL, 0);
}

/* What a line before told: the reply that broke the protocol, or where the server fell silent. */
static void recall(struct sendmail *s, const struct sendmail_hint *h, struct smtplog_event *e)
{
    e->phase = h->phase;
    e->after_code = h->after_code;
    if (!h->reply_len || e->reply.ptr)
        return;
    memcpy(s->reply, h->reply, h->reply_len);
    e->reply = slice_of(s->reply, h->reply_len);
    e->origin = SMTPLOG_BY_REMOTE;
}

/* A reason in parentheses: a reply of the remote, or one that Sendmail composed itself. */
static void say_reason(const struct sendmail_stat *s, struct smtplog_slice detail,
                       struct smtplog_event *e)
{
    struct smtplog_slice reply = deciding_reply(s, detail);

    e->origin = SMTPLOG_BY_LOCAL;
    e->text = detail;
    if (!reply.ptr)
        return;
    if (is_composed(s, reply)) {
        e->text = slice_trim(slice_from(reply, 3));
        struct smtplog_slice rest = e->text, enhanced;
        if (scan_enhanced(&rest, &enhanced))
            e->text = slice_trim(rest);
        return;
    }
    e->reply = reply;
    e->text = slice_of(NULL, 0);
    e->origin = SMTPLOG_BY_REMOTE;
}

int sendmail_stat_say(struct sendmail *state, const struct sendmail_stat *s,
                      struct smtplog_event *e)
{
    const struct outcome *out = find(s->text);
    struct smtplog_slice detail = s->text;

    if (out && !out->disposition) {
        e->form = "given-up";           /* by the client, or on purpose */
        return SMTPLOG_SAID;
    }
    if (slice_is(s->text, "queued") && !s->dsn.ptr)
        return SMTPLOG_SAID;            /* queued on purpose (-odq) */
    e->kind = SMTPLOG_FAILURE;
    e->form = "delivery";
    e->disposition = out ? out->disposition : SMTPLOG_BOUNCED;
    if (e->disposition == SMTPLOG_HELD)
        e->flags |= SMTPLOG_NOT_FINAL;
    scan_lit(&detail, "Deferred: ");
    say_reason(s, detail, e);
    e->enhanced = s->dsn;
    if (s->smtp && s->contacted && out && out->told)
        e->origin = SMTPLOG_BY_REMOTE;
    if (s->smtp && out && e->origin == SMTPLOG_BY_REMOTE)
        e->phase = out->phase;
    if (s->smtp && is_no_connection(detail))
        e->phase = SMTPLOG_CONNECT;
    if (s->hint && s->hint->phase)
        recall(state, s->hint, e);
    return SMTPLOG_SAID;
}

_Static_assert(sizeof((struct sendmail *)0)->reply >= sizeof((struct sendmail_hint *)0)->reply,
               "a hint's reply has room in the state");
