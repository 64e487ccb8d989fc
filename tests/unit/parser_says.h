/* parser_says.h - what a parser said of a record, all of it, in words
 *
 * A row's `says` is the whole event, so that a field too many fails as one too few does:
 *   failure rejected inbound rcpt local | reply 550 5.1.1 no | to r@example.org | ...
 * in the order of describe() below.  "quiet", "strange" and "not mine" are results without event. */
#ifndef PARSER_SAYS_H
#define PARSER_SAYS_H

#include "event/event.h"

#include "parser_host.h"

#include <smtplog/scan.h>
#include <stdio.h>

static inline void put_slice(FILE *out, const char *what, struct smtplog_slice s)
{
    if (s.ptr)
        fprintf(out, " | %s %.*s", what, (int)s.len, s.ptr);
}

static inline void put_flags(FILE *out, uint32_t flags)
{
    static const char *const names[] = {
        "not-final", "echo", "message-begins", "message-ends", "session-begins", "session-ends",
        "settles", "if-open", "once", "probe", "implied", "", "replaces",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & 1u << i && *names[i])
            fprintf(out, " %s", names[i]);
}

static inline void put_word(FILE *out, const char *word)
{
    if (word)
        fprintf(out, " %s", word);
}

static inline void put_endpoint(FILE *out, const char *what, struct smtplog_slice name,
                                struct smtplog_slice ip, uint32_t port)
{
    if (!name.ptr && !ip.ptr)
        return;
    fprintf(out, " | %s %.*s[%.*s]", what, (int)name.len, name.ptr ? name.ptr : "", (int)ip.len,
            ip.ptr ? ip.ptr : "");
    if (port)
        fprintf(out, ":%u", port);
}

static inline void put_numbers(FILE *out, const struct smtplog_event *e)
{
    if (e->code)
        fprintf(out, " | code %d", e->code);
    if (e->after_code)
        fprintf(out, " | after %d", e->after_code);
    if (e->size)
        fprintf(out, " | size %lld", (long long)e->size);
    for (uint32_t i = 0; i < SMTPLOG_PHASES; i++)
        if (e->accepted[i])
            fprintf(out, " | accepted %s %u", event_phase_word(i), e->accepted[i]);
}

/* Bits are phases, and from the 16th on words of the parser's own. */
static inline void put_bits(FILE *out, const char *what, uint32_t bits, const char *const *words)
{
    fprintf(out, "%s", what);
    for (uint32_t i = 0; i < 20; i++)
        if (bits & 1u << i)
            fprintf(out, " %s", i < 16 ? event_phase_word(i) : words[i - 16]);
}

static inline void put_waits(FILE *out, const struct smtplog_event *e, const char *const *words)
{
    static const char *const waits[] = {"", "real", "habit", "other", "sent", "phase", "message"};

    for (uint32_t i = 0; i < SMTPLOG_PHASES; i++)
        if (e->refused[i])
            fprintf(out, " | refused %s %u", event_phase_word(i), e->refused[i]);
    if (e->wait) {
        fprintf(out, " | waits %s", waits[e->wait]);
        put_bits(out, " for", e->awaits, words);
    }
    if (e->tells)
        put_bits(out, " | tells", e->tells, words);
}

static inline void describe(FILE *out, int result, const struct smtplog_event *e,
                            const char *const *words)
{
    static const char *const results[] = {"", "quiet", "not mine", "strange", "unknown"};
    static const char *const kinds[] = {"", "facts", "success", "failure"};
    static const char *const joints[] = {"", "blank", "mark"};

    if (result != SMTPLOG_SAID) {
        fputs(results[result], out);
        return;
    }
    fputs(kinds[e->kind], out);
    put_word(out, event_disposition_word(e->disposition));
    put_word(out, event_direction_word(e->direction));
    put_word(out, event_phase_word(e->phase));
    put_word(out, event_origin_word(e->origin));
    put_flags(out, e->flags);
    put_numbers(out, e);
    put_slice(out, "reply", e->reply);
    if (e->joint)
        fprintf(out, " | joint %s", joints[e->joint]);
    put_slice(out, "text", e->text);
    put_slice(out, "enhanced", e->enhanced);
    put_slice(out, "challenge", e->challenge);
    put_slice(out, "id", e->queue_id);
    put_slice(out, "next", e->next_queue_id);
    put_slice(out, "former", e->former_queue_id);
    put_slice(out, "message-id", e->message_id);
    put_endpoint(out, "peer", e->peer_name, e->peer_ip, e->peer_port);
    put_endpoint(out, "client", e->client_name, e->client_ip, 0);
    put_slice(out, "session", e->session);
    put_slice(out, "user", e->sasl_user);
    put_slice(out, "from", e->sender);
    put_slice(out, "to", e->recipient);
    put_slice(out, "and", e->further);
    put_slice(out, "helo", e->helo);
    put_waits(out, e, words);
}

#endif
