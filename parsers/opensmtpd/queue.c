/* queue.c - lines without a session: envelopes that the queue gives up, and noise (queue.c
 * queue_log)
 *
 * Deliveries that 5.x printed in this grammar are read here too. */
#include "opensmtpd.h"

/* What the queue did with an envelope. */
static int scan_envelope(const struct form_context *ctx, struct smtplog_event *e)
{
    e->queue_id = opensmtpd_message(e->queue_id);
    if (slice_is(e->sender, "@"))       /* the null sender's two empty halves */
        e->sender = SLICE_LIT("");
    e->direction = slice_starts(ctx->body, "relay: ") ? SMTPLOG_OUTBOUND : SMTPLOG_LOCAL;
    return SMTPLOG_SAID;
}

/* "relay: TempFail for EVPID: session=ID, from=<S>, to=<R>, rcpt=<->, source=, relay=, delay=,
 * stat=": 5.4 to 5.9. */
static int scan_relay(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest, relay, delay, result = ctx->body, word;

    if (!scan_until_lit(&c, ", delay=", &relay) || !scan_until_lit(&c, ", stat=", &delay) ||
        !scan_until(&result, ' ', &word) || !scan_until(&result, ' ', &word))
        return SMTPLOG_NOT_MINE;
    e->queue_id = opensmtpd_message(e->queue_id);
    e->process = SLICE_LIT("mta");
    if (slice_is(e->session, "0000000000000000"))
        e->session = slice_of(NULL, 0);
    opensmtpd_relay(relay, e);
    return opensmtpd_result(ctx->state, word, c, e);
}

/* A delivery to a mailbox or a program: the word of the result comes third. */
static int scan_local(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest, result = ctx->body, word;

    if (!scan_until(&result, ' ', &word) || !scan_until(&result, ' ', &word))
        return SMTPLOG_NOT_MINE;
    e->queue_id = opensmtpd_message(e->queue_id);
    e->process = SLICE_LIT("mda");
    return opensmtpd_local_result(word, c, e);
}

#define ADDRESS OPENSMTPD_ADDRESS
#define GIVEN_UP(disposition_)                                                                   \
    {.kind = SMTPLOG_FAILURE, .origin = SMTPLOG_BY_LOCAL, .flags = SMTPLOG_NOT_FINAL,            \
     .disposition = SMTPLOG_##disposition_}
#define ENVELOPE(word)                                                                           \
    "(?:relay|delivery): " word " for (?<queue_id>[0-9a-f]{16}): from=" ADDRESS("sender")        \
    ", to=" ADDRESS("recipient") ",.* stat=(?<text>.*)"

const struct form opensmtpd_queue_forms[] = {
    {"expire", NULL, ": Expire for ", ENVELOPE("Expire"), scan_envelope, GIVEN_UP(EXPIRED),
     "queue.c queue_log: its deferrals count already"},
    {"remove", NULL, ": Remove for ", ENVELOPE("Remove"), scan_envelope, GIVEN_UP(DISCARDED),
     "queue.c queue_log: smtpctl remove"},
    {"loop", "delivery: ", ": Loop for ", ENVELOPE("Loop"), scan_envelope,
     {.kind = SMTPLOG_FAILURE, .origin = SMTPLOG_BY_LOCAL, .disposition = SMTPLOG_BOUNCED},
     "queue.c queue_log"},
    {"relay", "relay: ", ": session=",
     "relay: (?:Ok|TempFail|PermFail|Loop) for (?<queue_id>[0-9a-f]{16}): "
     "session=(?<session>[0-9a-f]{16}), from=" ADDRESS("sender") ", to=" ADDRESS("recipient")
     ", rcpt=<.*?>, source=[^,]*, relay=(?<rest>.*)", scan_relay, OPENSMTPD_TELLS(OUTBOUND, 0),
     "mta.c mta_log, 5.4 to 5.9"},
    {"local", "delivery: ", ", user=",
     "delivery: (?:Ok|TempFail|PermFail|Loop) for (?<queue_id>[0-9a-f]{16}): from="
     ADDRESS("sender")
     ", to=" ADDRESS("recipient") ",.*? user=.*?, delay=[^,]*, stat=(?<rest>.*)", scan_local,
     OPENSMTPD_TELLS(LOCAL, 0), "mda.c mda_log, 5.4 to 5.9"},
    {"held", NULL, ": Hold for ", NULL, NULL, {0}, "queue.c queue_log"},
    {"routed", NULL, ": Route for ", NULL, NULL, {0}, "queue.c queue_log"},
    {"bounce", "bounce: ", NULL, NULL, NULL, {0}, "bounce.c: traces"},
    {"injection", "warn: ", " injecting failure report on message ", NULL, NULL, {0},
     "bounce.c: the failed command of the local session before tells"},
    {"double-bounce", "warn: queue: ", NULL, NULL, NULL, {0},
     "queue_bounce: the delivery's line before tells"},
    {"no-accept", "warn: Disabling incoming SMTP connections: ", NULL, NULL, NULL, {0},
     "smtp.c smtp_accept: clients wait, nothing is said to them"},
    {"accept-again", "warn: smtp: fd exhaustion over", NULL, NULL, NULL, {0}, "smtp.c"},
    {"disk-full", "warn: not enough disk space", NULL, NULL, NULL, {0},
     "queue.c: MAIL is then refused, each told"},
    {"disk-refusing", "warn: temporarily rejecting messages", NULL, NULL, NULL, {0}, "queue.c"},
    {"loop-detected", "warn: loop detected", NULL, NULL, NULL, {0},
     "smtp_session.c: the failed command follows"},
    {"no-secret", "warn: Failed to retrieve ", NULL, NULL, NULL, {0},
     "mta.c: the deliveries' lines tell"},
    {"info", "info: ", NULL, NULL, NULL, {0}, "smtpd.c, control.c"},
    {"no-route", "smtp-out: No valid route ", NULL, NULL, NULL, {0}, "mta.c"},
    {"route", "smtp-out: ", " route ", NULL, NULL, {0},
     "mta.c mta_route_enable, mta_route_disable"},
    {"no-mx", "smtp-out: Failed to resolve MX for ", NULL, NULL, NULL, {0},
     "mta.c mta_on_mx: the deliveries' lines tell"},
    {"no-mx-found", "smtp-out: No MX found for ", NULL, NULL, NULL, {0}, "mta.c"},
    {"address-family", "smtp-out: Address family mismatch on ", NULL, NULL, NULL, {0}, "mta.c"},
    {"high-water", "smtp-out: hiwat ", NULL, NULL, NULL, {0}, "mta.c"},
    {"low-water", "smtp-out: back to lowat ", NULL, NULL, NULL, {0}, "mta.c"},
    {"proxy", "proxy 0x", NULL, NULL, NULL, {0}, "proxy.c: no reply"},
    {"dns-name", "getnameinfo: ", NULL, NULL, NULL, {0}, "smtp_session.c"},
    {"dns-address", "getaddrinfo: ", NULL, NULL, NULL, {0}, "smtp_session.c"},
    {"alias-program", "commands executed from aliases run with ", NULL, NULL, NULL, {0},
     "lka_session.c lka_submit"},
    {"purge", "warn: purge_task: ", NULL, NULL, NULL, {0},
     "smtpd.c purge_task: no mail is touched"},
    {"exit", "Exiting", NULL, NULL, NULL, {0}, "smtpd.c"},
    {"exited", "warn: parent ", NULL, NULL, NULL, {0}, "mproc.c"},
};
const size_t opensmtpd_queue_forms_len = sizeof opensmtpd_queue_forms /
    sizeof *opensmtpd_queue_forms;
