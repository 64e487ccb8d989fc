/* What somebody pasted: a bare reply, the words of a log around one, a line of a bounce. */
#include "classify/classifier.h"
#include "classify/quoted.h"
#include "smtp/reply.h"

#include <strings.h>

/* How Postfix, Exim and bounces name the command that a reply answers. */
static const struct { const char *words; uint32_t phase; } commands[] = {
    {"(in reply to MAIL FROM", SMTPLOG_MAIL}, {"(in reply to RCPT TO", SMTPLOG_RCPT},
    {"(in reply to DATA", SMTPLOG_DATA}, {"(in reply to end of DATA", SMTPLOG_EOD},
    {"(in reply to EHLO", SMTPLOG_EHLO}, {"(in reply to HELO", SMTPLOG_EHLO},
    {"refused to talk to me:", SMTPLOG_CONNECT}, {"refused to start TLS:", SMTPLOG_STARTTLS},
    {"SASL authentication failed; server", SMTPLOG_AUTH},
    {"after initial connection:", SMTPLOG_CONNECT}, {"after EHLO ", SMTPLOG_EHLO},
    {"after HELO ", SMTPLOG_EHLO}, {"after STARTTLS:", SMTPLOG_STARTTLS},
    {"after AUTH", SMTPLOG_AUTH}, {"after MAIL FROM:", SMTPLOG_MAIL},
    {"after pipelined MAIL FROM:", SMTPLOG_MAIL}, {"after RCPT TO:", SMTPLOG_RCPT},
    {"after DATA:", SMTPLOG_DATA}, {"after pipelined DATA:", SMTPLOG_DATA},
    {"after end of data:", SMTPLOG_EOD}, {"after pipelined end of data:", SMTPLOG_EOD},
};

/* What stands right before a quoted reply. */
static const char *const leads[] = {
    " said: ", "refused to talk to me: ", "refused to start TLS: ", "Diagnostic-Code: smtp; ",
    "Diagnostic-Code: SMTP; ", "smtp; ", "SMTP; ", ": ", ">: ", "error: ", "<<< ", "returned ",
    "Remote server returned '", "'", "\"", "(",
};

static int is_reply_at(struct smtplog_slice s)
{
    int32_t code;
    struct smtplog_slice rest = s;
    return scan_code(&rest, &code) && code < 600;
}

/* Where the reply itself begins: at the front, else behind the first lead that a code follows. */
static struct smtplog_slice find_reply(struct smtplog_slice s)
{
    if (is_reply_at(s))
        return s;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        struct smtplog_slice rest = s, before;
        while (scan_until_lit(&rest, leads[i], &before))
            if (is_reply_at(rest))
                return rest;
    }
    return s;
}

/* "host mx.example.net[192.0.2.1] said" and "H=mx.example.net [192.0.2.1]": scans leave the cursor
 * where it was if they fail. */
static void read_peer(struct smtplog_slice s, struct event *e)
{
    static const char *const words[] = {"host ", "H=", "relay=", "server "};
    struct smtplog_slice rest = s, before, name, ip;
    size_t i = 0;
    while (i < sizeof words / sizeof *words && !scan_until_lit(&rest, words[i], &before))
        i++;
    if (i == sizeof words / sizeof *words)
        return;
    if (!scan_until(&rest, '[', &name) || !scan_until(&rest, ']', &ip))
        return;
    name = slice_trim(name);
    if (name.len == 0 || name.len > 255 || memchr(name.ptr, ' ', name.len))
        return;
    e->peer_name = name;
    e->peer_ip = ip;
    e->direction = SMTPLOG_OUTBOUND;
}

static void read_phase(struct smtplog_slice s, struct event *e)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands && !e->phase; i++)
        if (slice_find(s, commands[i].words) >= 0) {
            e->phase = commands[i].phase;
            e->direction = SMTPLOG_OUTBOUND;
        }
}

/* The reply without what the log put around it. */
static struct smtplog_slice without_tail(struct smtplog_slice s)
{
    static const char *const tails[] = {" (in reply to ", "; from=<", ", from=<"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        ptrdiff_t at = slice_rfind(s, tails[i]);
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
    read_peer(pasted, event);
    read_phase(pasted, event);

    struct smtplog_slice said = without_tail(find_reply(pasted)), rest = said;
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
