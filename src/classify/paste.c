/* paste.c - what somebody pasted: a bare reply, the words of a log around one, a line of a bounce
 *
 * How a mail server words it, its parser says (wordings.h); here are only the words of bounces and
 * of people. */
#include "classify/classifier.h"
#include "classify/quoted.h"
#include "smtp/reply.h"

/* What stands right before a quoted reply in bounces (RFC 3464) and in what people write. */
static const char *const leads[] = {
    "Diagnostic-Code: smtp; ", "Diagnostic-Code: SMTP; ", "smtp; ", "SMTP; ", ": ", ">: ",
    "error: ", "<<< ", "returned ", "Remote server returned '", "'", "\"", "(",
};

static int is_reply_at(struct smtplog_slice s)
{
    int32_t code;
    struct smtplog_slice rest = s;
    return scan_code(&rest, &code) && code < 600;
}

/* The first reply right behind `lead`; 0: none. */
static int find_behind(const char *lead, struct smtplog_slice s, struct smtplog_slice *out)
{
    struct smtplog_slice before;
    while (scan_until_lit(&s, lead, &before))
        if (is_reply_at(s)) {
            *out = s;
            return 1;
        }
    return 0;
}

/* Where the reply itself begins: at the front, else behind the first lead that a code follows. */
static struct smtplog_slice find_reply(const struct wordings *wordings, struct smtplog_slice s)
{
    struct wording_place place = {0};
    const struct smtplog_wording *w;
    struct smtplog_slice found;

    if (is_reply_at(s))
        return s;
    while ((w = wordings_next(wordings, SMTPLOG_BEFORE_REPLY, &place)))
        if (find_behind(w->words, s, &found))
            return found;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (find_behind(leads[i], s, &found))
            return found;
    return s;
}

/* "host mx.example.net[192.0.2.1] said" and "H=mx.example.net [192.0.2.1]": what follows the first
 * such words.  Scans leave the cursor where it was if they fail. */
static int find_peer(const struct wordings *wordings, struct smtplog_slice *c)
{
    struct wording_place place = {0};
    const struct smtplog_wording *w;
    struct smtplog_slice before;

    while ((w = wordings_next(wordings, SMTPLOG_BEFORE_PEER, &place)))
        if (scan_until_lit(c, w->words, &before))
            return 1;
    return scan_until_lit(c, "server ", &before);
}

static void read_peer(const struct wordings *wordings, struct smtplog_slice s, struct event *e)
{
    struct smtplog_slice name, ip;

    if (!find_peer(wordings, &s) || !scan_until(&s, '[', &name) || !scan_until(&s, ']', &ip))
        return;
    name = slice_trim(name);
    if (name.len == 0 || name.len > 255 || memchr(name.ptr, ' ', name.len))
        return;
    e->peer_name = name;
    e->peer_ip = ip;
    e->direction = SMTPLOG_OUTBOUND;
}

static void read_phase(const struct wordings *wordings, struct smtplog_slice s, struct event *e)
{
    struct wording_place place = {0};
    const struct smtplog_wording *w;

    while (!e->phase && (w = wordings_next(wordings, SMTPLOG_NAMES_PHASE, &place)))
        if (slice_find(s, w->words) >= 0) {
            e->phase = w->phase;
            e->direction = SMTPLOG_OUTBOUND;
        }
}

/* The reply without what the log put behind it. */
static struct smtplog_slice without_tail(const struct wordings *wordings, struct smtplog_slice s)
{
    struct wording_place place = {0};
    const struct smtplog_wording *w;

    while ((w = wordings_next(wordings, SMTPLOG_AFTER_REPLY, &place))) {
        ptrdiff_t at = slice_rfind(s, w->words);
        if (at > 0)
            s = slice_head(s, (size_t)at);
    }
    return slice_trim(s);
}

int classify_text(struct classifier *c, struct smtplog_slice pasted, struct event *event,
                  struct classify_verdict *out)
{
    *event = (struct event){0};
    pasted = slice_trim(pasted);
    read_peer(&c->wordings, pasted, event);
    read_phase(&c->wordings, pasted, event);

    const struct wordings *w = &c->wordings;
    struct smtplog_slice said = without_tail(w, find_reply(w, pasted)), rest = said;
    struct reply reply = reply_read(said, quoted_joint(said), &c->pasted);
    event->code = reply.code;
    event->enhanced = reply.enhanced;
    event->text = reply.text;
    if (!reply.code && scan_enhanced(&rest, &event->enhanced))
        event->text = slice_trim(rest);
    event->class = event_class(event->code, event->enhanced, 0);
    classify_ask(c, event, out);
    return event->code || event->enhanced.len || out->rule.ptr;
}
