/* Phrases of a story, put together from tables in the reader's language. */
#include "trace/words.h"

#include <ctype.h>

enum { RECIPIENTS_SHOWN = 3 };

/* ---- Events -------------------------------------------------------------------------------- */

const char *trace_event_phrase(const struct trace_event *e, const struct lang *lang)
{
    static const struct { const char *word, *phrase; } dispositions[] = {
        {"rejected", N_("rejected")}, {"deferred", N_("deferred")}, {"bounced", N_("bounced")},
        {"expired", N_("expired")}, {"aborted", N_("broken off")},
        {"auth_failed", N_("login failed")}, {"held", N_("put on hold")},
        {"discarded", N_("discarded")}, {"warned", N_("warned")}, {"attempt", N_("tried in vain")},
    };
    static const char *const steps[] = {
        [TRACE_FAILURE] = N_("failed"), [TRACE_SUBMITTED] = N_("submitted"),
        [TRACE_DELIVERED] = N_("delivered"), [TRACE_NOTIFIED] = N_("notified"),
        [TRACE_ENDED] = N_("removed from the queue"),
    };
    for (size_t i = 0; i < sizeof dispositions / sizeof *dispositions; i++)
        if (e->step == TRACE_FAILURE && e->disposition &&
            strcmp(e->disposition, dispositions[i].word) == 0)
            return tr(lang, dispositions[i].phrase);
    return tr(lang, e->handed_on ? N_("handed on") : steps[e->step]);
}

static void say_host(struct strbuf *out, const char *name, const char *ip)
{
    if (name)
        strbuf_str(out, name);
    if (ip)
        strbuf_fmt(out, "[%s]", ip);
}

static void say_peer(struct strbuf *out, const struct trace_event *e, const struct lang *lang)
{
    int inbound = e->direction && strcmp(e->direction, "inbound") == 0;
    if (!e->peer_name && !e->peer_ip)
        return;
    strbuf_fmt(out, " %s ", inbound ? tr(lang, "from") : tr(lang, "at"));
    say_host(out, e->peer_name, e->peer_ip);
}

/* " (RCPT, after 354)" */
static void say_phase(struct strbuf *out, const struct trace_event *e, const struct lang *lang)
{
    const char *between = "";
    if (e->step != TRACE_FAILURE || (!e->phase && !e->after_code))
        return;
    strbuf_str(out, " (");
    for (const char *c = e->phase ? e->phase : ""; *c; c++)
        strbuf_char(out, (char)toupper((unsigned char)*c));
    if (e->phase)
        between = ", ";
    if (e->after_code)
        strbuf_fmt(out, "%s%s %d", between, tr(lang, "after"), e->after_code);
    strbuf_char(out, ')');
}

/* ": 550 5.1.1 text", ": 535 (implied) 5.7.8 text" where the line shows no code */
static void say_reply(struct strbuf *out, const struct trace_event *e, const struct lang *lang)
{
    const char *between = ": ";
    if (e->code && e->step != TRACE_SUBMITTED) {
        strbuf_fmt(out, "%s%d%s", between, e->code, e->code_implied ? tr(lang, " (implied)") : "");
        between = " ";
    }
    if (e->enhanced) {
        strbuf_fmt(out, "%s%s", between, e->enhanced);
        between = " ";
    }
    if (e->text)
        strbuf_fmt(out, "%s%s", between, e->text);
}

static int is_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static int is_alike(const struct trace_event *a, const struct trace_event *b)
{
    return a->time == b->time && a->step == b->step && a->code == b->code &&
           a->stored == b->stored && a->times == b->times && a->recipient && b->recipient &&
           is_equal(a->disposition, b->disposition) && is_equal(a->enhanced, b->enhanced) &&
           is_equal(a->peer_ip, b->peer_ip) && is_equal(a->peer_name, b->peer_name) &&
           is_equal(a->phase, b->phase) && is_equal(a->sender, b->sender) &&
           is_equal(a->queue_id, b->queue_id) && is_equal(a->text, b->text);
}

size_t trace_alike(const struct trace_event *e, size_t len)
{
    size_t n = 1;
    while (n < len && is_alike(e, e + n))
        n++;
    return n;
}

static void say_recipients(struct strbuf *out, const struct trace_event *e, size_t n,
                           const struct lang *lang)
{
    for (size_t i = 0; i < n && i < RECIPIENTS_SHOWN; i++)
        strbuf_fmt(out, "%s <%s>", i ? "," : "", e[i].recipient);
    if (n > RECIPIENTS_SHOWN)
        strbuf_fmt(out, tr_n(lang, " and %zu more", " and %zu more", n - RECIPIENTS_SHOWN),
                   n - RECIPIENTS_SHOWN);
}

/* By whom, or that it was made on this host. */
static void say_submission(struct strbuf *out, const struct trace_message *m,
                           const struct lang *lang)
{
    if (m->client_name || m->client_ip)
        strbuf_fmt(out, " %s ", tr(lang, "by"));
    else
        strbuf_fmt(out, " %s%s", tr(lang, "on this host"),
                   m->sasl_user || m->helo || m->size ? ", " : "");
    trace_say_client(out, m, lang);
}

void trace_say_events(struct strbuf *out, const struct trace_event *e, size_t n,
                      const struct trace_message *m, const struct lang *lang)
{
    if (e->step == TRACE_SUBMITTED && m) {
        say_submission(out, m, lang);
        return;
    }
    if (!m && e->sender)
        strbuf_fmt(out, " <%s>%s", e->sender, e->recipient ? " →" : "");
    if (e->recipient)
        say_recipients(out, e, n, lang);
    say_peer(out, e, lang);
    if (!m && e->sasl_user)
        strbuf_fmt(out, ", %s %s", tr(lang, "user"), e->sasl_user);
    if (!m && e->queue_id)
        strbuf_fmt(out, ", %s", e->queue_id);
    say_phase(out, e, lang);
    say_reply(out, e, lang);
    if (e->next_queue_id && e->step == TRACE_NOTIFIED)
        strbuf_fmt(out, " %s", e->next_queue_id);
    if (e->echo)
        strbuf_fmt(out, " (%s)", tr(lang, "an earlier reply, repeated"));
    if (e->times > 1)
        strbuf_fmt(out, " ×%u", e->times);
}

void trace_say_client(struct strbuf *out, const struct trace_message *m, const struct lang *lang)
{
    const char *between = "";
    if (m->client_name || m->client_ip) {
        say_host(out, m->client_name, m->client_ip);
        between = ", ";
    }
    if (m->sasl_user) {
        strbuf_fmt(out, "%s%s %s", between, tr(lang, "user"), m->sasl_user);
        between = ", ";
    }
    if (m->helo) {
        strbuf_fmt(out, "%sHELO %s", between, m->helo);
        between = ", ";
    }
    if (m->size)
        strbuf_fmt(out, "%s%lld %s", between, (long long)m->size, tr(lang, "bytes"));
}

/* ---- Ends ---------------------------------------------------------------------------------- */

const char *trace_end_phrase(enum trace_end end, const struct lang *lang)
{
    static const char *const words[TRACE_ENDS] = {
        [TRACE_WAITS] = N_("waiting"), [TRACE_ARRIVED] = N_("delivered"),
        [TRACE_HANDED_ON] = N_("handed on"),
        [TRACE_BOUNCED] = N_("bounced"), [TRACE_EXPIRED] = N_("expired"),
        [TRACE_DISCARDED] = N_("discarded"), [TRACE_REMOVED] = N_("removed undelivered"),
    };
    return tr(lang, words[end]);
}

int trace_end_class(enum trace_end end)
{
    return end == TRACE_WAITS ? 4 : end == TRACE_ARRIVED || end == TRACE_HANDED_ON ? 2 : 5;
}

/* No delivery was logged: what the message's own events say. */
static int say_without_fates(struct strbuf *out, const struct trace_message *m,
                             const struct lang *lang)
{
    for (size_t i = m->len; i > 0; i--) {
        const struct trace_event *e = &m->events[i - 1];
        if (e->step == TRACE_FAILURE && e->final && e->queue_id) {
            strbuf_str(out, trace_event_phrase(e, lang));
            return e->class;
        }
    }
    strbuf_str(out, m->ended ? tr(lang, "no delivery seen") : tr(lang, "not delivered yet"));
    return 4;
}

int trace_say_end(struct strbuf *out, const struct trace_message *m, const struct lang *lang)
{
    size_t counts[TRACE_ENDS] = {0};
    const char *between = "";
    int class = 2;
    if (!m->fates_len)
        return say_without_fates(out, m, lang);
    for (size_t i = 0; i < m->fates_len; i++)
        counts[m->fates[i].end]++;
    for (size_t i = 0; i < TRACE_ENDS; i++) {
        if (!counts[i])
            continue;
        strbuf_str(out, between);
        if (m->fates_len > 1)
            strbuf_fmt(out, "%zu ", counts[i]);
        strbuf_str(out, trace_end_phrase((enum trace_end)i, lang));
        if (trace_end_class((enum trace_end)i) > class)
            class = trace_end_class((enum trace_end)i);
        between = ", ";
    }
    return class;
}

/* ---- Hops ---------------------------------------------------------------------------------- */

/* Times of two hosts that cannot both be right. */
static void say_clock(struct strbuf *out, const char *host, int64_t ahead, const struct lang *lang)
{
    unsigned long long seconds = (unsigned long long)(ahead < 0 ? -ahead : ahead);
    if (!ahead)
        return;
    strbuf_str(out, "; ");
    strbuf_fmt(out, ahead > 0
               ? tr_n(lang, "the clock of %s is ahead by %llu second or more",
                      "the clock of %s is ahead by %llu seconds or more", seconds)
               : tr_n(lang, "the clock of %s is behind by %llu second or more",
                      "the clock of %s is behind by %llu seconds or more", seconds),
               host, seconds);
}

void trace_say_hop(struct strbuf *out, const struct trace *t, size_t message,
                   const struct trace_hop *hop, const struct lang *lang)
{
    static const char *const forth[] = {
        [TRACE_NO_HOP] = "", [TRACE_QUEUED_AS] = N_("goes on as"),
        [TRACE_REINJECTED] = N_("comes back from the filter as"),
        [TRACE_FORWARDED] = N_("forwarded as"), [TRACE_NOTIFICATION] = N_("notification is"),
        [TRACE_REQUEUED] = N_("requeued as"),
    }, *const back[] = {
        [TRACE_NO_HOP] = "", [TRACE_QUEUED_AS] = N_("came as"),
        [TRACE_REINJECTED] = N_("before the filter it was"),
        [TRACE_FORWARDED] = N_("forwarded from"), [TRACE_NOTIFICATION] = N_("notification about"),
        [TRACE_REQUEUED] = N_("before it was requeued it was"),
    };
    const char *phrase = (hop->back ? back : forth)[hop->kind];
    strbuf_fmt(out, "%s %s", *phrase ? tr(lang, phrase) : "", hop->queue_id);
    if (!hop->to)
        return;
    const struct trace_message *own = &t->messages[message], *other = &t->messages[hop->to - 1];
    if (other->host && (!own->host || strcmp(own->host, other->host) != 0))
        strbuf_fmt(out, " @ %s", other->host);
    strbuf_fmt(out, " (%s)",
               hop->to - 1 < message ? tr(lang, "told above") : tr(lang, "told below"));
    say_clock(out, other->host, hop->ahead, lang);
}
