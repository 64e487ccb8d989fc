/* delivery.c - outcomes of deliveries, one line a recipient, and the per-host lines before them */
#include "exim.h"
#include "own.h"
#include "remote.h"
#include "token.h"

#include <smtplog/hop.h>

static const struct outcome {
    const char *flag, *form;
    uint32_t kind, disposition;
    int sent;                           /* in chunks if the line says so (K), else behind 354 */
} outcomes[] = {
    {"=> ", "delivered", SMTPLOG_SUCCESS, 0, 1},        /* delivery_log */
    {"-> ", "delivered-also", SMTPLOG_SUCCESS, 0, 1},
    {">> ", "cutthrough", SMTPLOG_SUCCESS, 0, 0},       /* delivery_log, before the "<=" */
    {"*> ", "not-delivered", SMTPLOG_FACTS, 0, 0},      /* -N */
    {"** ", "bounced", SMTPLOG_FAILURE, SMTPLOG_BOUNCED, 0},    /* failure_log */
    {"== ", "deferred", SMTPLOG_FAILURE, SMTPLOG_DEFERRED, 0},  /* deferral_log */
};

enum { OUTCOMES = sizeof outcomes / sizeof *outcomes };

/* A bit of smtplog_event.tells: which command a reply that was read late answered. */
enum { LATE_PHASE = 1 };

/* All flags are two signs and a blank. */
static const struct outcome *outcome_of(struct smtplog_slice text)
{
    if (text.len < 3 || text.ptr[2] != ' ')
        return NULL;
    for (size_t i = 0; i < OUTCOMES; i++)
        if (text.ptr[0] == outcomes[i].flag[0] && text.ptr[1] == outcomes[i].flag[1])
            return &outcomes[i];
    return NULL;
}

int exim_is_delivery(struct smtplog_slice text)
{
    return outcome_of(text) != NULL;
}

/* Addresses of pipes, files and autoreplies may hold blanks: their end is the next field. */
static size_t odd_address_end(struct smtplog_slice s)
{
    static const char *const ends[] = {" F=<", " P=<", " R=", " T=",
                                       " routing defer (", " defer ("};
    size_t best = s.len;
    ptrdiff_t at;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if ((at = slice_find(slice_head(s, best), ends[i])) >= 0)
            best = (size_t)at;
    if (best == s.len && (at = slice_find(s, ">: ")) >= 0)
        return (size_t)at + 1;
    if (best == s.len && (at = slice_find(s, ": ")) >= 0)
        return (size_t)at;
    return best;
}

/* An address may hold blanks within quotes (RFC 5321 section 4.1.2); the colon that Exim puts
 * behind the last field before a text is none of it. */
static size_t plain_address_end(struct smtplog_slice s)
{
    int quoted = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (quoted && s.ptr[i] == '\\')
            i++;
        else if (s.ptr[i] == '"')
            quoted = !quoted;
        else if (!quoted && s.ptr[i] == ' ')
            return i && s.ptr[i - 1] == ':' ? i - 1 : i;
    }
    return s.len;
}

/* "final[ (parents)][ <original>]". */
static int address_scan(struct smtplog_slice *c, struct smtplog_slice *final,
                        struct smtplog_slice *original)
{
    struct smtplog_slice s = *c, inside;
    int odd = s.len && strchr("|/>", s.ptr[0]) != NULL;
    size_t end = odd || slice_starts(s, "save ") ? odd_address_end(s) : plain_address_end(s);
    ptrdiff_t at;

    if (end == 0)
        return 0;
    *final = slice_head(s, end);
    s = slice_from(s, end);
    *original = slice_of(NULL, 0);
    if (odd) {
        struct smtplog_slice tail;
        if ((at = slice_rfind(*final, " <")) > 0) {
            tail = slice_from(*final, (size_t)at + 1);
            *final = slice_head(*final, (size_t)at);
            exim_angle_scan(&tail, original);
        }
        *c = s;
        return 1;
    }
    while (slice_starts(s, " (") && (at = slice_find(s, ")")) > 0)
        s = slice_from(s, (size_t)at + 1);
    inside = s;
    if (scan_lit(&inside, " ") && exim_angle_scan(&inside, original))
        s = inside;
    *c = s;
    return 1;
}

/* The recipient: the final address as it stands, but for the bare local part of a local delivery
 * the address that it came from. */
static struct smtplog_slice recipient_of(struct smtplog_slice final, struct smtplog_slice original)
{
    struct smtplog_slice inside = final;

    if (exim_angle_scan(&inside, &final))
        return final;
    if (original.len && slice_find(final, "@") < 0 && !strchr("|/>", final.ptr[0]))
        return original;
    return final;
}

/* Whether no remote server was meant: a pipe, a file, a program, a mailbox. */
static int is_local(struct smtplog_slice final, const struct exim_fields *f)
{
    return !f->host.ip.ptr &&
           (slice_find(final, "@") < 0 || strchr("|/>", final.ptr[0]) != NULL);
}

/* C="250 ..." is the other side's reply, with the queue id that the message has there. */
static int say_success(struct smtplog_event *e, const struct exim_fields *f)
{
    struct smtplog_slice digits = f->confirmation;
    int32_t code;

    if (digits.ptr && scan_code(&digits, &code)) {
        e->reply = f->confirmation;
        e->joint = SMTPLOG_BY_QUOTED_ESCAPE;
        e->next_queue_id = hop_queue_id(f->confirmation);
    }
    e->origin = e->direction == SMTPLOG_OUTBOUND ? SMTPLOG_BY_REMOTE : SMTPLOG_BY_LOCAL;
    e->phase = SMTPLOG_EOD;
    return SMTPLOG_SAID;
}

/* "STRERROR H=name [ip]: TEXT": deferral_log() prints the system's words for an errno first, then
 * the last host that was reached, then what happened.  With no text those words are the reason,
 * and another host failed: to connect names none.  With "name [ip]" for a text they are the
 * reason, too: a reply could not be read (check_response). */
static void read_errno_text(struct smtplog_slice *text, struct exim_fields *f)
{
    ptrdiff_t at = slice_find(*text, " H="), colon = slice_find(*text, ": ");
    struct smtplog_slice words = slice_head(*text, at < 0 ? 0 : (size_t)at), s, again;
    struct exim_fields found = *f;

    if (f->host.ip.ptr || at <= 0 || (colon >= 0 && colon < at))
        return;
    s = slice_from(*text, (size_t)at + 3);
    if (!exim_host_scan(&s, &found.host))
        return;
    exim_fields_scan(&s, &found);
    again = s;
    if (s.len)
        *f = found;
    *text = exim_host_scan(&again, &found.host) && again.len == 0 ? words : s;
    if (s.len == 0)
        *text = words;
}

/* A text that a router made with :fail: or :defer: may start like a reply.  None crossed the
 * wire, but its enhanced code says what is meant. */
static void read_configured(struct smtplog_event *e)
{
    struct smtplog_slice s = e->text;
    int32_t code;

    if (scan_code(&s, &code) && scan_lit(&s, " "))
        scan_enhanced(&s, &e->enhanced);
}

/* "Connection timed out: SMTP timeout while connected to ...", up to 4.84: what happened comes
 * second. */
static int read_remote(struct smtplog_slice text, int has_host, struct exim_remote *remote)
{
    struct smtplog_slice words;
    struct exim_remote second;

    if (!exim_remote_read(text, has_host, remote))
        return 0;
    if (remote->phase == SMTPLOG_CONNECT && !remote->reply.ptr &&
        scan_until_lit(&text, ": ", &words) && exim_remote_read(text, has_host, &second))
        *remote = second;
    return 1;
}

/* In a message sent in chunks a reply's command is told by the number of "defer (N)" alone. */
static uint32_t late_phase(const struct exim_remote *remote, int number)
{
    switch (number) {
    case -44: return SMTPLOG_RCPT;              /* ERRNO_RCPT4XX */
    case -45: return SMTPLOG_MAIL;              /* ERRNO_MAIL4XX */
    case -46: return remote->body_phase;        /* ERRNO_DATA4XX */
    default:  return SMTPLOG_PHASE_UNKNOWN;
    }
}

/* The line of a host has no number: the outcome of the delivery tells it. */
static void say_late_phase(struct smtplog_event *e, const struct exim_remote *remote, int number)
{
    e->phase = late_phase(remote, number);
    if (e->phase)
        e->tells = LATE_PHASE;
    if (e->disposition == SMTPLOG_ATTEMPT && e->queue_id.ptr) {
        e->wait = SMTPLOG_WAIT_PHASE;
        e->awaits = LATE_PHASE;
    }
}

/* What a failure's text tells: a remote server's doing, or Exim's own reason (enum exim_own).
 * `number` is that of "defer (N)". */
static unsigned say_failure(struct smtplog_event *e, struct exim_fields *f,
                            struct smtplog_slice text, int number)
{
    struct exim_remote remote;
    const int transport_said = f->transport.ptr && number > 0 && slice_find(text, ": ") > 0;

    read_errno_text(&text, f);
    exim_fill_server(e, f);
    e->origin = SMTPLOG_BY_LOCAL;
    e->text = text;
    if (read_remote(text, f->host.ip.ptr != NULL, &remote)) {
        exim_remote_fill(e, &remote, text);
        if (remote.body_phase)
            say_late_phase(e, &remote, number);
        else if (e->after_code == 354 && e->peer_ip.ptr)
            e->flags |= SMTPLOG_AFTER_BY_PEER;      /* pipelining is over after the first chunk */
        return remote.lmtp ? EXIM_OWN_LOCAL : 0;
    }
    read_configured(e);
    return exim_own_read(text, number) | (transport_said ? EXIM_OWN_LOCAL : 0);
}

/* What Exim's own reason makes of a failure. */
static void judge_own(struct smtplog_event *e, const struct exim_fields *f, unsigned own)
{
    if ((own & EXIM_OWN_LOCAL) && !f->host.ip.ptr)
        e->direction = SMTPLOG_LOCAL;
    if (e->disposition == SMTPLOG_BOUNCED && (own & EXIM_OWN_EXPIRED))
        e->disposition = SMTPLOG_EXPIRED;
    if (e->disposition != SMTPLOG_DEFERRED)
        return;
    if (own & EXIM_OWN_HELD) {
        e->disposition = SMTPLOG_HELD;
        e->flags |= SMTPLOG_NOT_FINAL;
    }
    if (own & EXIM_OWN_ECHO)
        e->flags |= SMTPLOG_IS_ECHO;
}

/* "routing defer (N)" or "defer (N)": an errno, or below zero Exim's own; no reply code. */
static int defer_scan(struct smtplog_slice *c, int *number)
{
    struct smtplog_slice s = *c, digits;
    uint64_t n = 0;
    int below;

    scan_lit(&s, "routing ");
    if (!scan_lit(&s, "defer (") || !scan_until(&s, ')', &digits))
        return 0;
    below = scan_lit(&digits, "-");
    scan_number(&digits, 4, &n);
    *number = below ? -(int)n : (int)n;
    *c = s;
    return 1;
}

/* 1 if s is not empty and of these bytes alone. */
static int is_made_of(struct smtplog_slice s, const char *bytes)
{
    size_t n = 0;

    while (n < s.len && s.ptr[n] && strchr(bytes, s.ptr[n]))
        n++;
    return s.len && n == s.len;
}

/* " DT=..." behind the text (+deliver_time, since 4.94). */
static struct smtplog_slice without_time(struct smtplog_slice text)
{
    ptrdiff_t at = slice_rfind(text, " DT=");

    if (at >= 0 && is_made_of(slice_from(text, (size_t)at + 4), "0123456789.wdhms"))
        return slice_head(text, (size_t)at);
    return text;
}

/* "=> discarded <a>", "=> :blackhole: <a>", "=> blackhole (WHO discarded recipients): text":
 * told 250 or never asked, and thrown away as configured.  No failure, but worth finding. */
static int discard(struct smtplog_event *e, struct smtplog_slice c)
{
    struct smtplog_slice who;

    if (!scan_lit(&c, "discarded ") && !scan_lit(&c, ":blackhole: ") &&
        !scan_lit(&c, "blackhole "))
        return 0;
    e->form = "discarded";
    e->kind = SMTPLOG_FAILURE;
    e->flags = SMTPLOG_NOT_FINAL;
    e->disposition = SMTPLOG_DISCARDED;
    e->direction = SMTPLOG_LOCAL;
    e->origin = SMTPLOG_BY_LOCAL;
    exim_angle_scan(&c, &e->recipient);
    if (scan_lit(&c, "(") && scan_until(&c, ')', &who)) {
        e->text = who;
        if (scan_lit(&c, ": ") && c.len)
            e->text = c;
    }
    return 1;
}

int exim_delivery(const struct exim_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = slice_from(r->text, 3), final, original;
    struct exim_fields f = {0};
    const struct outcome *o = outcome_of(r->text);
    int number = 0;

    if (!o)
        return SMTPLOG_NOT_MINE;
    if (o->kind == SMTPLOG_SUCCESS && discard(e, c))
        return SMTPLOG_SAID;
    if (!address_scan(&c, &final, &original))
        return SMTPLOG_NOT_MINE;
    e->form = o->form;
    e->kind = o->kind;
    e->disposition = o->disposition;
    e->recipient = recipient_of(final, original);
    exim_fields_scan(&c, &f);
    if (o->disposition == SMTPLOG_DEFERRED && defer_scan(&c, &number))
        exim_fields_scan(&c, &f);
    e->direction = is_local(final, &f) ? SMTPLOG_LOCAL : SMTPLOG_OUTBOUND;
    if (o->kind != SMTPLOG_FAILURE) {
        if (!f.host.ip.ptr)
            e->direction = SMTPLOG_LOCAL;
        exim_fill_server(e, &f);
        if (o->sent && e->peer_ip.ptr) {
            e->flags |= SMTPLOG_AFTER_BY_PEER;
            e->after_code = f.chunking ? 0 : 354;
        }
        return say_success(e, &f);
    }
    judge_own(e, &f, say_failure(e, &f, without_time(c), number));
    return SMTPLOG_SAID;
}

/* "H=name [ip]: CORE" (deferral_log, post_process_one), "name [ip] Connection refused" and bare
 * CORE up to 4.84.  Without a message id it was a callout. */
int exim_attempt(const struct exim_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->text, s = c;
    struct exim_fields f = {0};
    struct exim_remote remote;
    int tagged = scan_lit(&s, "H=");

    if (exim_host_scan(&s, &f.host)) {
        c = s;
        exim_fields_scan(&c, &f);
    } else if (tagged) {
        return SMTPLOG_NOT_MINE;
    }
    if (slice_find(c, "delivering unencrypted") >= 0)
        return SMTPLOG_QUIET;           /* it is tried again in clear */
    if (slice_starts(c, "TLS error on connection (recv)") ||
        slice_starts(c, "TLS error on connection (send)"))
        return SMTPLOG_QUIET;          /* after the last reply: what came of it stands elsewhere */
    if (!exim_remote_read(c, f.host.ip.ptr != NULL, &remote) && !(tagged && r->id.ptr && c.len))
        return SMTPLOG_NOT_MINE;
    e->form = "attempt";
    e->kind = SMTPLOG_FAILURE;
    e->flags = SMTPLOG_NOT_FINAL | (r->id.ptr ? 0 : SMTPLOG_PROBE);
    e->disposition = SMTPLOG_ATTEMPT;
    e->direction = SMTPLOG_OUTBOUND;
    say_failure(e, &f, c, 0);
    return SMTPLOG_SAID;
}
