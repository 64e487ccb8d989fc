/* delivery.c - deliveries: the status line of every recipient and attempt, and attempts before it
 *
 * "to=<r>, relay=R, delay=D, delays=a/b/c/d, dsn=x.y.z, status=S (TEXT)" (log_adhoc.c log_adhoc).
 * Items come and go with the versions (orig_to, conn_use, tls since 3.11), so unknown ones are
 * stepped over.  TEXT ends at the line's last ')'; a line cut at 2000 bytes has none. */
#include "pieces.h"
#include "postfix.h"

#include <smtplog/hop.h>

struct status_line {
    struct smtplog_slice recipient, original, relay, dsn, status, text;
};

/* An item's value to its ", "; an address may hold that in quotes. */
static int item_scan(struct smtplog_slice *c, int is_address, struct smtplog_slice *out)
{
    struct smtplog_slice at = *c, piece;
    static const char *const stops[] = {
        ", orig_to=", ", relay=", ", conn_use=", ", delay=", NULL,
    };
    if (is_address && c->len && c->ptr[0] == '<' && address_scan(c, stops, out))
        return scan_lit(c, ", ");
    while (scan_until(&at, ',', &piece))
        if (scan_lit(&at, " ")) {
            *out = slice_of(c->ptr, (size_t)(piece.ptr + piece.len - c->ptr));
            *c = at;
            return 1;
        }
    return 0;
}

/* "to=<...>, relay=..., dsn=..., status=word (text)": log_adhoc.c. 0: no such line. */
/* Postfix prints one recipient and one address that it was sent to first.  A stranger's text may
 * hold thousands of what looks like one: an address is looked for to the line's end, so once. */
static int wants_address(const struct status_line *s, struct smtplog_slice key)
{
    return slice_is(key, "to") ? !s->recipient.ptr : slice_is(key, "orig_to") && !s->original.ptr;
}

/* KEY=VALUE, as log_adhoc() writes them, up to status=.  The keys have had one order for years,
 * but a site's patch may add its own. */
static int status_scan(struct smtplog_slice c, struct status_line *s)
{
    struct smtplog_slice key, value;

    *s = (struct status_line){{0}, {0}, {0}, {0}, {0}, {0}};
    while (!scan_lit(&c, "status=")) {
        if (!scan_until(&c, '=', &key) || key.len > 20 ||
            !item_scan(&c, wants_address(s, key), &value))
            return 0;
        if (slice_is(key, "to") && !s->recipient.ptr)
            s->recipient = value;
        else if (slice_is(key, "orig_to"))
            s->original = value;
        else if (slice_is(key, "relay"))
            s->relay = value;
        else if (slice_is(key, "dsn"))
            s->dsn = value;
    }
    c = slice_trim(c);
    if (!scan_until(&c, ' ', &s->status)) {
        s->status = c;
        c = slice_from(c, c.len);
    }
    if (slice_ends(c, ")"))
        c.len--;
    scan_lit(&c, "(");
    s->text = c;
    return 1;
}

/* Address probes (verify.c, sendmail -bv) are not mail: the mail they were for has
 * its own line. */
struct outcome {
    const char *word;
    uint32_t kind, disposition, flags;
};

static const struct outcome outcomes[] = {
    {"sent", SMTPLOG_SUCCESS, 0, 0},
    {"deferred", SMTPLOG_FAILURE, SMTPLOG_DEFERRED, 0},
    {"bounced", SMTPLOG_FAILURE, SMTPLOG_BOUNCED, 0},
    {"SOFTBOUNCE", SMTPLOG_FAILURE, SMTPLOG_DEFERRED, 0},
    {"expired", SMTPLOG_FAILURE, SMTPLOG_EXPIRED, 0},
    {"deliverable", SMTPLOG_SUCCESS, 0, SMTPLOG_PROBE},
    {"undeliverable", SMTPLOG_FAILURE, SMTPLOG_BOUNCED, SMTPLOG_PROBE | SMTPLOG_NOT_FINAL},
    {"undeliverable-but-not-cached", SMTPLOG_FAILURE, SMTPLOG_BOUNCED,
     SMTPLOG_PROBE | SMTPLOG_NOT_FINAL},
};

static const struct outcome *find_outcome(struct smtplog_slice status)
{
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (slice_is(status, outcomes[i].word))
            return &outcomes[i];
    return NULL;
}

/* Only the SMTP and LMTP clients quote a reply: "sent (250 ...)" of a pipe is its output. */
static int speaks_smtp(const struct postfix_record *r)
{
    return slice_is(r->program, "smtp") || slice_is(r->program, "lmtp");
}

/* A delivery: to whom it was handed, and the id there. */
static void say_success(const struct postfix_record *r, struct smtplog_slice text,
                        struct smtplog_event *e)
{
    struct smtplog_slice c = text;
    int32_t code;

    if (!speaks_smtp(r)) {
        if (scan_lit(&c, "forwarded as ") && queue_id_is(c))
            e->next_queue_id = c;
        e->text = text;
        return;
    }
    e->origin = SMTPLOG_BY_REMOTE;
    e->phase = e->flags & SMTPLOG_PROBE ? SMTPLOG_RCPT : SMTPLOG_EOD;
    e->next_queue_id = hop_queue_id(text);
    if (!scan_code(&c, &code)) {
        e->text = text;
        return;
    }
    e->reply = text;
    e->joint = SMTPLOG_BY_BLANK;
    if (code >= 300 && code < 400) {    /* smtp_address_verify_target = data */
        e->kind = SMTPLOG_FAILURE;      /* an intermediate reply is told, though all is well */
        e->flags |= SMTPLOG_NOT_FINAL;
        e->phase = SMTPLOG_DATA;
    }
}

static void say_failure(const struct postfix_record *r, struct smtplog_slice text,
                        struct smtplog_event *e)
{
    e->origin = SMTPLOG_BY_LOCAL;
    e->text = text;
    if (r->direction == SMTPLOG_OUTBOUND)
        postfix_reason(text, e);
}

/* "status=deferred (bounce failed)", with no recipient (bounce and defer clients, qmgr). */
static int says_nobody(const struct status_line *s)
{
    return !s->recipient.ptr && !s->relay.ptr;
}

int postfix_delivery(const struct postfix_record *r, struct smtplog_event *e)
{
    struct status_line s;
    struct endpoint relay;
    const struct outcome *outcome;

    if (!status_scan(slice_trim(r->rest), &s) || !(outcome = find_outcome(s.status)))
        return SMTPLOG_NOT_MINE;
    e->kind = outcome->kind;
    e->form = says_nobody(&s) ? "status-only" : outcome->word;
    e->flags |= outcome->flags;
    e->disposition = outcome->disposition;
    e->direction = r->direction ? r->direction : SMTPLOG_LOCAL;
    e->recipient = s.recipient;
    e->enhanced = s.dsn;
    if (endpoint_scan(&s.relay, &relay))
        endpoint_is_peer(&relay, e);
    if (e->kind == SMTPLOG_SUCCESS)
        say_success(r, s.text, e);
    else
        say_failure(r, s.text, e);
    return SMTPLOG_SAID;
}

/* Agents by what their lines hold and no other agent's does; the first that fits.  LMTP goes to a
 * socket or to port 24; what names neither a host nor local, virtual or none is a pipe.  Remote
 * servers write what stands behind the status. */
static const struct { const char *starts, *holds, *status, *agent; } agents[] = {
    {"status=", "", "(bounce failed)", "smtp"},
    {"to=", "relay=local,", "", "local"},
    {"to=", "relay=virtual,", "", "virtual"},
    {"to=", "[private/", "", "lmtp"},
    {"to=", "", " (delivery temporarily suspended: ", "error"},
    {"to=", "]:24, ", "", "lmtp"},
    {"to=", "relay=none, ", "status=sent (", "discard"},
    {"to=", "relay=none, ", "", "smtp"},
    {"to=", "]:", "", "smtp"},
    {"to=", "], delay=", "", "smtp"},
    {"to=", "relay=", "", "pipe"},
};

struct smtplog_slice postfix_delivery_agent(const struct postfix_record *r)
{
    ptrdiff_t at = slice_find(r->rest, "status=");
    struct smtplog_slice head = at < 0 ? r->rest : slice_head(r->rest, (size_t)at), status;

    status = at < 0 ? slice_of(NULL, 0) : slice_from(r->rest, (size_t)at);
    for (size_t i = 0; i < sizeof agents / sizeof *agents && r->has_id; i++)
        if (slice_starts(r->rest, agents[i].starts) && slice_find(head, agents[i].holds) >= 0 &&
            (!*agents[i].status || slice_find(status, agents[i].status) >= 0))
            return slice_str(agents[i].agent);
    return slice_of(NULL, 0);
}

/* One host's failure before another is tried: the same TEXT without recipient and status
 * (smtp_trouble.c smtp_bulk_fail, smtp_rcpt_fail; smtp_connect.c). */
static int say_attempt(const struct postfix_record *r, struct smtplog_event *e)
{
    if (!postfix_reason(slice_trim(r->rest), e))
        return SMTPLOG_NOT_MINE;
    e->kind = SMTPLOG_FAILURE;
    e->form = r->has_id ? "attempt" : "attempt-connect";
    e->direction = SMTPLOG_OUTBOUND;
    e->disposition = SMTPLOG_ATTEMPT;
    e->flags |= SMTPLOG_NOT_FINAL;
    if (!e->origin)
        e->origin = SMTPLOG_BY_LOCAL;
    return SMTPLOG_SAID;
}

int postfix_client(const struct postfix_record *r, struct smtplog_event *e)
{
    if (r->has_id && (slice_starts(r->rest, "to=") || slice_starts(r->rest, "status=")))
        return postfix_delivery(r, e);
    if (r->severity == POSTFIX_INFO ? r->has_id || slice_starts(r->rest, "connect to ")
                                    : slice_starts(r->rest, "host "))
        return say_attempt(r, e);
    return SMTPLOG_NOT_MINE;
}

int postfix_agent(const struct postfix_record *r, struct smtplog_event *e)
{
    if (r->has_id && (slice_starts(r->rest, "to=") || slice_starts(r->rest, "status=")))
        return postfix_delivery(r, e);
    return SMTPLOG_NOT_MINE;
}
