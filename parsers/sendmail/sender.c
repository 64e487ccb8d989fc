/* sender.c - "from=<S>, size=N, class=0, nrcpts=N, msgid=M, proto=P, daemon=D, relay=CLIENT"
 *
 * envelope.c logsender, at the end of a message, at RSET, QUIT or hang-up: after all rejections
 * of the transaction.  It names the client of those before it.  With nrcpts=0 nothing was
 * accepted; with a size the message was read, and accepted unless a line before refused it. */
#include "sendmail.h"

/* The keys that may follow the sender; what comes between is stepped over. */
static const char *const keys[] = {
    ", size=", ", class=", ", nrcpts=", ", msgid=", ", bodytype=", ", proto=", ", daemon=",
    ", relay=",
    ", tls_verify=", ", auth=",
};
enum { SIZE, CLASS, NRCPTS, MSGID, BODYTYPE, PROTO, DAEMON, RELAY, TLS_VERIFY, AUTH, KEYS };

/* The next key that is known, whatever stands between: subjects and names come from strangers. */
static size_t next_key(struct smtplog_slice c, size_t *which)
{
    for (size_t i = 0; i < c.len; i++) {
        if (c.ptr[i] != ',')
            continue;
        for (*which = 0; *which < KEYS; ++*which)
            if (slice_starts(slice_from(c, i), keys[*which]))
                return i;
    }
    *which = KEYS;
    return c.len;
}

/* The first of each key counts: what comes later may be quoted. */
static void read_values(struct smtplog_slice c, struct smtplog_slice value[KEYS])
{
    size_t which, at = next_key(c, &which);

    while (which < KEYS) {
        size_t this = which;
        c = slice_from(c, at + strlen(keys[which]));
        at = next_key(c, &which);
        if (!value[this].ptr)
            value[this] = slice_head(c, at);
        if (this == RELAY)              /* always last, but for two that some builds add */
            return;
    }
}

/* "<a@example.org>", "bob" of a local submission, "<>"; 0: it ends nowhere. */
static int scan_sender(struct smtplog_slice *c, struct smtplog_slice *out)
{
    ptrdiff_t at = slice_find(*c, ", size=");

    if (at < 0)
        return 0;
    *out = sendmail_address(slice_head(*c, (size_t)at));
    *c = slice_from(*c, (size_t)at);
    return 1;
}

static uint64_t number(struct smtplog_slice c)
{
    uint64_t n = 0;
    return scan_number(&c, 18, &n) ? n : 0;
}

/* "from=" is logged when the message was taken:  MAIL, its recipients and the end of data were
 * answered well. */
static void count(const struct sendmail_record *r, uint64_t recipients, struct smtplog_event *e)
{
    const struct sendmail_hint *refused = sendmail_hint_take(r->state, r->id);

    if (!recipients || !e->peer_ip.ptr)
        return;
    e->accepted[SMTPLOG_MAIL] = 1;
    e->accepted[SMTPLOG_RCPT] = (uint32_t)recipients;
    if (e->size && !refused)
        e->accepted[SMTPLOG_EOD] = 1;
}

int sendmail_sender(const struct sendmail_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->text, value[KEYS] = {{0}}, sender;

    if (!r->id.ptr || !scan_lit(&c, "from=") || !scan_sender(&c, &sender))
        return SMTPLOG_NOT_MINE;
    read_values(c, value);
    e->kind = SMTPLOG_FACTS;
    e->form = "sender";
    e->queue_id = r->id;
    e->direction = SMTPLOG_INBOUND;
    if (!slice_starts(r->text, "from=<NONE>"))
        e->sender = sender;
    e->message_id = value[MSGID];
    if (slice_starts(e->message_id, "<"))
        e->message_id = sendmail_address(e->message_id);
    e->size = (int64_t)number(value[SIZE]);
    sendmail_peer(r->state, value[RELAY], e);
    e->client_name = e->peer_name;
    e->client_ip = e->peer_ip;
    e->tells = SENDMAIL_SENDER_LINE;
    count(r, number(value[NRCPTS]), e);
    return SMTPLOG_SAID;
}
