/* The keys are those of the view `events`, so that a script can read either. */
#include "ingest/ndjson.h"

#include "base/text.h"
#include "smtp/address.h"

#include <time.h>

static void key(struct strbuf *out, const char *name)
{
    strbuf_str(out, out->len && out->ptr[out->len - 1] == '{' ? "\"" : ",\"");
    strbuf_str(out, name);
    strbuf_str(out, "\":");
}

static void text(struct strbuf *out, const char *name, struct smtplog_slice s)
{
    if (!s.ptr)
        return;
    key(out, name);
    text_for_json(out, s);
}

static void number(struct strbuf *out, const char *name, int64_t n)
{
    key(out, name);
    strbuf_fmt(out, "%lld", (long long)n);
}

static void known_number(struct strbuf *out, const char *name, int64_t n)
{
    if (n)
        number(out, name, n);
}

/* ISO 8601, UTC, the fraction with as many digits as the log had. */
static void time_text(struct strbuf *out, const struct event *e)
{
    struct tm tm;
    time_t t = (time_t)e->time;
    int32_t fraction = e->micros;

    for (int i = e->digits; i < 6; i++)
        fraction /= 10;
    key(out, "time");
    gmtime_r(&t, &tm);
    strbuf_fmt(out, "\"%04d-%02d-%02dT%02d:%02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1,
               tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    if (e->digits > 0)
        strbuf_fmt(out, ".%0*d", e->digits, fraction);
    strbuf_str(out, "Z\"");
}

/* An address and its domain, lower-cased. */
static void address(struct strbuf *out, const char *name, const char *domain_name,
                    struct smtplog_slice s)
{
    struct strbuf domain = {0};
    text(out, name, s);
    if (address_domain(&domain, s))
        text(out, domain_name, strbuf_view(&domain));
    strbuf_release(&domain);
}

/* Who answered whom, when in the dialogue, with what, and what became of it: in the order of the
 * contract. */
static void verdict(struct strbuf *out, const struct event *e)
{
    text(out, "process", e->process);
    text(out, "direction", slice_str(event_direction_word(e->direction)));
    text(out, "phase", slice_str(event_phase_word(e->phase)));
    known_number(out, "code", e->code);
    if (e->code)
        text(out, "code_source", slice_str(e->code_implied ? "implied" : "logged"));
    if (e->class) {
        key(out, "class");
        strbuf_fmt(out, "\"%dxx\"", e->class);
    }
    text(out, "enhanced", e->enhanced);
    text(out, "origin", slice_str(event_origin_word(e->origin)));
    text(out, "tag", e->tag);
    known_number(out, "after_code", e->after_code);
    text(out, "challenge", e->challenge);
    text(out, "disposition", slice_str(event_disposition_word(e->disposition)));
    number(out, "final", e->final);
    number(out, "echo", e->echo);
}

void ndjson_event(struct strbuf *out, const struct event *e)
{
    struct strbuf one = {0};

    strbuf_char(&one, '{');
    number(&one, "ts", e->time);
    time_text(&one, e);
    text(&one, "host", e->host);
    text(&one, "mta", e->mta);
    verdict(&one, e);
    text(&one, "queue_id", e->queue_id);
    text(&one, "message_id", e->message_id);
    address(&one, "sender", "sender_domain", e->sender);
    address(&one, "recipient", "recipient_domain", e->recipient);
    text(&one, "peer_name", e->peer_name);
    text(&one, "peer_ip", e->peer_ip);
    known_number(&one, "peer_port", e->peer_port);
    text(&one, "client_name", e->client_name);
    text(&one, "client_ip", e->client_ip);
    text(&one, "sasl_user", e->sasl_user);
    text(&one, "helo", e->helo);
    text(&one, "text", e->text);
    text(&one, "reason", e->reason);
    text(&one, "cause", e->cause);
    text(&one, "provider", e->provider);
    text(&one, "source", e->source);
    known_number(&one, "line_no", (int64_t)e->line_no);
    strbuf_str(&one, "}\n");
    strbuf_slice(out, strbuf_view(&one));
    strbuf_release(&one);
}
