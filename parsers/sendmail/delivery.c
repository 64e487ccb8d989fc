/* delivery.c - "to=R, ctladdr=C, delay=, xdelay=, mailer=M, pri=, relay=H [ip], dsn=, reply=,
 * stat=S"
 *
 * deliver.c logdelivery: one line for each try, of all recipients that it was the same for.
 * Fields come and go with versions and builds.  Since 8.16 `reply=` shows what the server
 * answered; before, only deferrals do.  What follows dsn= is a stranger's text up to the stat=,
 * which ends the line. */
#include "sendmail.h"
#include "stat.h"

#include <smtplog/hop.h>

struct delivery {
    struct smtplog_slice recipients, mailer, relay, dsn, reply, stat;
};

/* One recipient, in brackets or, if local, bare: a name, "|/prog args", /file. */
static int scan_recipient(struct smtplog_slice *c, struct smtplog_slice *out)
{
    size_t n = 0;
    int quoted = 0;

    if (sendmail_address_scan(c, out))
        return 1;
    while (n < c->len && (quoted || c->ptr[n] != ',')) {
        if (c->ptr[n] == '\\')
            n++;
        else if (c->ptr[n] == '"')
            quoted = !quoted;
        n++;
    }
    if (n > c->len)
        n = c->len;
    *out = slice_head(*c, n);
    *c = slice_from(*c, n);
    return n > 0;
}

/* All of them, to the next field. */
static int scan_recipients(struct smtplog_slice *c, struct smtplog_slice *all)
{
    struct smtplog_slice start = *c, one;

    do {
        if (!scan_recipient(c, &one))
            return 0;
    } while (c->len && c->ptr[0] == ',' && !slice_starts(*c, ", ") && scan_lit(c, ","));
    *all = slice_of(start.ptr, start.len - c->len);
    if (!scan_lit(c, ", [more]"))       /* the rest follows in another line, */
        scan_lit(c, ", ...");           /* or is not told */
    return slice_starts(*c, ", ");
}

/* ", key=": values may hold commas, keys are small letters. */
static int is_key(struct smtplog_slice c)
{
    size_t n = 0;

    if (!scan_lit(&c, ", "))
        return 0;
    while (n < c.len && ((c.ptr[n] >= 'a' && c.ptr[n] <= 'z') || c.ptr[n] == '_'))
        n++;
    return n && n < c.len && c.ptr[n] == '=';
}

/* "key=value" to the next ", key=". */
static int scan_field(struct smtplog_slice *c, struct smtplog_slice *key,
                      struct smtplog_slice *value)
{
    struct smtplog_slice at = *c;
    size_t n = 0;

    if (!scan_lit(&at, ", ") || !scan_until(&at, '=', key))
        return 0;
    while (n < at.len && !(at.ptr[n] == ',' && is_key(slice_from(at, n))))
        n++;
    *value = slice_head(at, n);
    *c = slice_from(at, n);
    return 1;
}

/* "reply=TEXT, stat=S": the last stat= that names one, as the text is the server's. */
static int split_reply(struct smtplog_slice c, struct delivery *d)
{
    struct smtplog_slice head = c;
    ptrdiff_t at;

    while ((at = slice_rfind(head, ", stat=")) >= 0) {
        d->stat = slice_from(c, (size_t)at + 7);
        d->reply = head = slice_head(head, (size_t)at);
        if (sendmail_stat_is_known(d->stat))
            return 1;
    }
    return d->stat.ptr != NULL;
}

/* The fields of a "to=" line up to its verdict: deliver.c, logdelivery(). 0: it is cut before
 * there is one. */
static int scan_line(struct smtplog_slice c, struct delivery *d)
{
    struct smtplog_slice key, value;

    if (!scan_lit(&c, "to=") || !scan_recipients(&c, &d->recipients))
        return 0;
    while (c.len) {
        struct smtplog_slice at = c;
        if (scan_lit(&at, ", stat=")) {
            d->stat = at;
            return 1;
        }
        if (scan_lit(&at, ", reply="))
            return split_reply(at, d);
        if (!scan_field(&c, &key, &value))
            return 0;
        if (slice_is(key, "mailer"))
            d->mailer = value;
        else if (slice_is(key, "relay"))
            d->relay = value;
        else if (slice_is(key, "dsn"))
            d->dsn = value;
    }
    return 0;
}

int sendmail_is_own(struct smtplog_slice text)
{
    struct delivery d = {{0}, {0}, {0}, {0}, {0}, {0}};

    return (slice_starts(text, "from=") && slice_find(text, ", nrcpts=") > 0) || scan_line(text,
           &d);
}

/* Mailers that speak to no other server (the M lines of Debian's, BSD's and RedHat's .cf). */
static int is_local(struct smtplog_slice mailer)
{
    static const char *const names[] = {
        "local", "prog", "*file*", "*include*", "procmail", "lmtp", "cyrus", "cyrusv2", "cyrusbb",
        "dovecot", "maildrop", "discard",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(mailer, names[i]))
            return 1;
    return 0;
}

static int is_smtp(struct smtplog_slice mailer)
{
    return slice_find(mailer, "smtp") >= 0 || slice_is(mailer, "relay");
}

/* Sent to a mailbox: no reply.  Sent to a server: 2xx, of which the text in brackets is the other
 * side's. */
static int say_sent(const struct delivery *d, struct smtplog_event *e)
{
    struct smtplog_slice words = d->stat, before;

    e->kind = SMTPLOG_SUCCESS;
    e->form = "sent";
    if (e->direction != SMTPLOG_LOCAL || slice_find(words, " (") >= 0) {
        e->code = 250;          /* a mailbox says nothing; LMTP does (deliver.c markstats) */
        e->flags |= SMTPLOG_CODE_IMPLIED;
    }
    if (scan_until_lit(&words, " (", &before))
        e->next_queue_id = hop_queue_id(words);
    return SMTPLOG_SAID;
}

/* Lines without mailer= and dsn=: the message was refused at its end, or given up by its client;
 * the line before tells (envelope.c, savemail.c logundelrcpts). */
static int is_repeat(const struct delivery *d)
{
    return !d->mailer.ptr && !d->dsn.ptr;
}

int sendmail_delivery(const struct sendmail_record *r, struct smtplog_event *e)
{
    struct delivery d = {{0}, {0}, {0}, {0}, {0}, {0}};
    struct smtplog_slice list, one;

    if (!r->id.ptr || !scan_line(r->text, &d))
        return SMTPLOG_NOT_MINE;
    list = d.recipients;
    scan_recipient(&list, &one);
    e->queue_id = r->id;
    e->recipient = one;
    if (scan_lit(&list, ","))
        e->further = list;
    e->kind = SMTPLOG_FACTS;
    e->form = "repeat";
    if (is_repeat(&d))
        return SMTPLOG_SAID;
    e->direction = is_local(d.mailer) ? SMTPLOG_LOCAL : SMTPLOG_OUTBOUND;
    if (e->direction == SMTPLOG_OUTBOUND && slice_find(d.relay, "[") >= 0)
        sendmail_peer(r->state, d.relay, e);    /* without an address nothing was contacted */
    if (slice_starts(d.stat, "Sent"))
        return say_sent(&d, e);
    const struct sendmail_stat stat = {
        .text = d.stat, .reply = d.reply, .dsn = d.dsn,
        .hint = sendmail_hint_take(r->state, r->id),
        .smtp = is_smtp(d.mailer), .local = e->direction == SMTPLOG_LOCAL,
        .contacted = e->peer_ip.ptr != NULL,
    };
    return sendmail_stat_say(r->state, &stat, e);
}
