/* smtpd.c - the SMTP server's sessions: beginnings, ends and what messages they bring
 *
 * Rejections are access.c's, failed logins sasl.c's, TLS alerts alert.c's, single warnings
 * smtpd_forms.c's. */
#include "pieces.h"
#include "postfix.h"

#include <smtplog/hop.h>

/* "connect from CLIENT" (smtpd.c smtpd_service). */
static int say_connect(struct smtplog_slice c, struct smtplog_event *e)
{
    struct endpoint client;

    if (!endpoint_scan(&c, &client))
        return SMTPLOG_NOT_MINE;
    e->kind = SMTPLOG_FACTS;
    e->form = "connect";
    e->direction = SMTPLOG_INBOUND;
    e->flags |= SMTPLOG_SESSION_BEGINS;
    endpoint_is_peer(&client, e);
    return SMTPLOG_SAID;
}

/* The words of the "disconnect" line's counts.  `data` counts replies to the end of data, since
 * each 354 is followed by one. */
static uint32_t counted_phase(struct smtplog_slice command)
{
    static const struct { const char *name; uint32_t phase; } commands[] = {
        {"ehlo", SMTPLOG_EHLO}, {"mail", SMTPLOG_MAIL}, {"rcpt", SMTPLOG_RCPT},
        {"data", SMTPLOG_EOD}, {"quit", SMTPLOG_QUIT}, {"commands", SMTPLOG_PHASE_UNKNOWN},
        {"starttls", SMTPLOG_STARTTLS}, {"auth", SMTPLOG_AUTH}, {"helo", SMTPLOG_EHLO},
        {"bdat", SMTPLOG_DATA}, {"rset", SMTPLOG_RSET}, {"vrfy", SMTPLOG_VRFY},
        {"etrn", SMTPLOG_ETRN},
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (slice_is(command, commands[i].name))
            return commands[i].phase;
    return SMTPLOG_OTHER;
}

/* " ehlo=2 auth=0/1 ... commands=5/8": command=accepted/total; failures have their own lines.
 * 1: there are such counts. */
static int count_commands(struct smtplog_slice c, struct smtplog_event *e)
{
    struct smtplog_slice command;
    uint64_t accepted, total;
    int counted = 0;

    while (scan_lit(&c, " ") && scan_until(&c, '=', &command) && scan_number(&c, 9, &accepted)) {
        uint32_t phase = counted_phase(command);
        total = accepted;
        if (scan_lit(&c, "/") && !scan_number(&c, 9, &total))
            break;
        counted = 1;
        if (phase == SMTPLOG_PHASE_UNKNOWN)
            continue;
        e->accepted[phase] += (uint32_t)accepted;
        if (total > accepted)
            e->refused[phase] = (uint16_t)(e->refused[phase] + (total - accepted));
    }
    return counted;
}

/* Commands that were refused, and no QUIT: bits for those that wait to know which was the last.
 * "commands=0/0": the client was not let say anything. */
static uint32_t tell_refused(const struct smtplog_event *e)
{
    uint32_t bits = 0, said = 0;

    if (e->accepted[SMTPLOG_QUIT])
        return 0;
    for (uint32_t i = 1; i < SMTPLOG_PHASES; i++) {
        bits |= e->refused[i] ? 1u << i : 0;
        said |= e->accepted[i] | e->refused[i];
    }
    if (!said)
        return 1u << SMTPLOG_CONNECT;
    return e->refused[SMTPLOG_QUIT] ? 0 : bits;
}

/* "disconnect from CLIENT ehlo=1 ..." (smtpd.c; counts since 3.0). */
static int say_disconnect(struct smtplog_slice c, struct smtplog_event *e)
{
    struct endpoint client;

    if (!endpoint_scan(&c, &client))
        return SMTPLOG_NOT_MINE;
    e->kind = SMTPLOG_FACTS;
    e->form = "disconnect";
    e->direction = SMTPLOG_INBOUND;
    e->flags |= SMTPLOG_SESSION_ENDS;
    endpoint_is_peer(&client, e);
    if (count_commands(c, e))
        e->tells = tell_refused(e);
    return SMTPLOG_SAID;
}

/* "client=CLIENT, sasl_method=M, sasl_username=U, orig_queue_id=Q, orig_client=CLIENT" (smtpd.c
 * smtpd_sasl_mail_log, mail_open_stream). */
static int say_client(const struct postfix_record *r, struct smtplog_slice c,
                      struct smtplog_event *e)
{
    static const char user_key[] = ", sasl_username=", original_key[] = ", orig_client=",
                      former_key[] = ", orig_queue_id=";
    struct endpoint client, original;
    ptrdiff_t at;

    if (!endpoint_scan(&c, &client))
        return SMTPLOG_NOT_MINE;
    e->kind = SMTPLOG_FACTS;
    e->form = "client";
    e->direction = SMTPLOG_INBOUND;
    if (r->queue_id.ptr)
        e->flags |= SMTPLOG_MESSAGE_BEGINS;
    endpoint_is_peer(&client, e);
    e->client_name = client.name;
    e->client_ip = client.ip;
    if (c.len == 0)
        return SMTPLOG_SAID;
    if ((at = slice_rfind(c, original_key)) >= 0) {
        struct smtplog_slice o = slice_from(c, (size_t)at + sizeof original_key - 1);
        if (endpoint_scan(&o, &original)) {
            e->client_name = original.name;
            e->client_ip = original.ip;
        }
        c = slice_head(c, (size_t)at);
    }
    if ((at = slice_rfind(c, former_key)) >= 0) {
        struct smtplog_slice former = slice_from(c, (size_t)at + sizeof former_key - 1);
        if (queue_id_seems(former))
            e->former_queue_id = former;
        c = slice_head(c, (size_t)at);
    }
    if ((at = slice_find(c, user_key)) >= 0) {
        struct smtplog_slice user = slice_from(c, (size_t)at + sizeof user_key - 1);
        if ((at = slice_find(user, ", sasl_sender=")) >= 0)
            user = slice_head(user, (size_t)at);
        e->sasl_user = user;
    }
    return SMTPLOG_SAID;
}

struct ending {
    const char *starts, *form;
    uint32_t disposition;               /* 0: no reply of its own */
    int32_t code;                       /* the reply that ended it */
    const char *enhanced;
};

/* smtpd.c smtpd_proto.  Since 3.10 they begin with a queue id or NOQUEUE. */
static const struct ending endings[] = {
    {"lost connection after ", "hang-up", SMTPLOG_ABORTED, 0, NULL},
    {"timeout after ", "timeout", SMTPLOG_REJECTED, 421, "4.4.2"},
    {"too many errors after ", "too-many-errors", SMTPLOG_REJECTED, 421, "4.7.0"},
    {"bare <LF> received after ", "bare-lf", SMTPLOG_REJECTED, 521, "5.5.2"},
    {"improper command pipelining after ", "pipelining", 0, 0, NULL},
};

/* Which intermediate reply was out when the dialogue broke off: 354 if data was counted, 334 after
 * AUTH, as far as nothing else is known. */
static int32_t reached(struct smtplog_slice stage, uint32_t phase)
{
    if (phase == SMTPLOG_AUTH)
        return 334;
    if (slice_starts(stage, "DATA (") || slice_is(stage, "DATA content"))
        return 354;
    return slice_is(stage, "END-OF-MESSAGE") ? 354 : 0;
}

/* smtpd_sasl_proto.c smtpd_sasl_auth_cmd gives eight replies before its first 334,
 * and logs none. */
static void break_off(struct smtplog_slice stage, int hung_up, struct smtplog_event *e)
{
    int32_t code = reached(stage, e->phase);

    if (code == 354)
        e->phase = SMTPLOG_EOD;         /* DATA itself was answered: the message was being sent */
    if (code == 334)
        e->flags |= SMTPLOG_IF_OPEN;
    *(hung_up ? &e->code : &e->after_code) = code;
}

/* "improper command pipelining after CONNECT from CLIENT: EHLO name\r\n...": since 3.9, and where
 * smtpd_forbid_unauth_pipelining is set, answered 554 with which the session ends (smtpd.c
 * smtpd_flag_ill_pipelining, smtpd_proto); else not answered.  The client gave its name. */
static int say_pipelining(struct smtplog_slice stage, struct smtplog_slice sample,
                          struct smtplog_event *e)
{
    scan_lit(&sample, ": ");
    e->kind = SMTPLOG_FAILURE;
    e->form = "pipelining";
    e->origin = SMTPLOG_BY_LOCAL;
    e->disposition = SMTPLOG_REJECTED;
    e->phase = form_phase(stage);
    e->code = 554;
    e->enhanced = SLICE_LIT("5.5.0");
    e->text = SLICE_LIT("Error: SMTP protocol synchronization");
    e->flags |= SMTPLOG_CODE_IMPLIED;
    e->wait = SMTPLOG_WAIT_REAL;
    /* the counter "data" stands for the message's end, "bdat" for the command */
    e->awaits = 1u << (slice_is(stage, "DATA") ? SMTPLOG_EOD : e->phase);
    e->helo = helo_said(sample);
    return SMTPLOG_SAID;
}

/* "lost connection after STAGE", "timeout after STAGE" and others that end a session: smtpd.c,
 * smtpd_proto(). */
static int say_ending(const struct postfix_record *r, struct smtplog_event *e)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const struct ending *end = &endings[i];
        struct smtplog_slice c = r->rest, stage;
        struct endpoint client;

        if (c.len == 0 || c.ptr[0] != end->starts[0] || !scan_lit(&c, end->starts))
            continue;
        if (!scan_until_lit(&c, " from ", &stage) || !endpoint_scan(&c, &client))
            return SMTPLOG_NOT_MINE;
        endpoint_is_peer(&client, e);
        e->direction = SMTPLOG_INBOUND;
        if (!end->disposition)
            return say_pipelining(stage, c, e);
        e->kind = SMTPLOG_FAILURE;
        e->form = end->form;
        e->origin = SMTPLOG_BY_LOCAL;
        e->disposition = end->disposition;
        e->phase = form_phase(stage);
        e->text = slice_of(r->rest.ptr, (size_t)(stage.ptr + stage.len - r->rest.ptr));
        e->code = end->code;
        if (end->enhanced)
            e->enhanced = slice_str(end->enhanced);
        if (end->code == 0 || end->code == 421)
            break_off(stage, end->code == 0, e);
        if (e->code)
            e->flags |= SMTPLOG_CODE_IMPLIED;
        else
            postfix_alert_explains(r, e);
        return SMTPLOG_SAID;
    }
    return SMTPLOG_NOT_MINE;
}

/* "proxy-reject: END-OF-MESSAGE: REPLY; TAIL" (smtpd.c common_post_message_handling): what the
 * filter before the queue answered, passed on.  No client: the session knows it.  Where the filter
 * died, a warning came before (smtpd_proxy.c smtpd_proxy_rdwr_error). */
static int say_proxy(const struct postfix_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->rest, verdict, stage;
    struct tail tail;
    int32_t code;

    if (!scan_until_lit(&c, ": ", &verdict) || !scan_until_lit(&c, ":", &stage))
        return SMTPLOG_NOT_MINE;
    tail_cut(&c, &tail, NULL);
    c = slice_trim(c);
    tail_fill(&tail, e);
    e->direction = SMTPLOG_INBOUND;
    e->form = "proxy-verdict";
    e->phase = form_phase(stage);
    if (slice_is(verdict, "proxy-accept")) {
        e->kind = SMTPLOG_FACTS;        /* the disconnect line counts its 250 */
        e->next_queue_id = hop_queue_id(c);
        return SMTPLOG_SAID;
    }
    e->kind = SMTPLOG_FAILURE;
    e->origin = SMTPLOG_BY_LOCAL;
    e->disposition = SMTPLOG_REJECTED;
    e->after_code = e->phase == SMTPLOG_EOD ? 354 : 0;
    e->tells = POSTFIX_PROXY_VERDICT;
    if (c.len)
        e->reply = c;
    if (!scan_code(&c, &code)) {        /* the filter went away without a word */
        e->code = 451;
        e->enhanced = SLICE_LIT("4.3.0");
        e->flags |= SMTPLOG_CODE_IMPLIED;
    }
    return SMTPLOG_SAID;
}

/* "reply filter out: NEW" (smtpd_chat.c, 3.11): what the client got in place of the reply that the
 * line before told.  Where there was none, this line is all that tells of a failure. */
static int say_filtered(struct smtplog_slice reply, struct smtplog_event *e)
{
    e->kind = SMTPLOG_FAILURE;
    e->form = "reply-filter";
    e->flags |= SMTPLOG_REPLACES;
    e->tells = POSTFIX_FILTERED;
    e->direction = SMTPLOG_INBOUND;
    e->origin = SMTPLOG_BY_LOCAL;
    e->disposition = SMTPLOG_REJECTED;
    e->reply = reply;
    return SMTPLOG_SAID;
}

/* By first words, the most frequent first. */
static int say_plain(const struct postfix_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->rest;
    int result;

    if (scan_lit(&c, "connect from "))
        return say_connect(c, e);
    if (scan_lit(&c, "disconnect from "))
        return say_disconnect(c, e);
    if (scan_lit(&c, "client="))
        return say_client(r, c, e);
    if ((result = say_ending(r, e)) != SMTPLOG_NOT_MINE)
        return result;
    if (slice_starts(c, "proxy-reject: ") || slice_starts(c, "proxy-accept: "))
        return say_proxy(r, e);
    if (scan_lit(&c, "reply filter out: "))
        return say_filtered(c, e);
    if (r->queue_id.ptr && !r->guessing && scan_lit(&c, "removed")) {
        e->kind = SMTPLOG_FACTS;        /* "removed (canceled)", 3.10 */
        e->form = "removed";
        e->flags |= SMTPLOG_MESSAGE_ENDS;
        return SMTPLOG_SAID;
    }
    return postfix_access(r, e);
}

/* smtpd_reject_filter_maps (3.11) may put another reply in place of any; it is told next.  What
 * cleanup says too is told by both in any order. */
static void may_be_filtered(struct smtplog_event *e)
{
    const uint32_t others = SMTPLOG_IF_OPEN | SMTPLOG_REPLACES | SMTPLOG_NOT_FINAL | SMTPLOG_ONCE;

    if (e->wait || e->flags & others ||
        (e->disposition != SMTPLOG_REJECTED && e->disposition != SMTPLOG_AUTH_FAILED))
        return;
    e->wait = SMTPLOG_WAIT_OTHER;
    e->awaits = POSTFIX_FILTERED;
}

int postfix_smtpd(const struct postfix_record *r, struct smtplog_event *e)
{
    int result = SMTPLOG_NOT_MINE;

    if (r->severity == POSTFIX_INFO)
        result = say_plain(r, e);
    else if (r->severity == POSTFIX_WARNING)
        result = postfix_sasl(r, e);
    if (result == SMTPLOG_NOT_MINE && r->severity == POSTFIX_WARNING)
        result = postfix_alert(r, e);
    if (result == SMTPLOG_NOT_MINE && r->severity != POSTFIX_INFO)
        result = postfix_match(r, POSTFIX_SMTPD_FORMS, e);
    if (result == SMTPLOG_SAID && e->kind == SMTPLOG_FAILURE)
        may_be_filtered(e);
    return result;
}
