/* smtpd.c - the SMTP server's sessions: beginnings, ends and what messages they bring
 *
 * Rejections are access.c's, failed logins sasl.c's, single warnings smtpd_forms.c's. */
#include "pieces.h"
#include "postfix.h"

/* "connect from CLIENT" (smtpd.c smtpd_service). */
static int say_connect(const struct postfix_record *r, struct smtplog_slice c,
                       struct smtplog_event *e)
{
    struct endpoint client;

    if (!endpoint_scan(&c, &client))
        return SMTPLOG_NOT_MINE;
    postfix_auth_forget(r);
    e->kind = SMTPLOG_FACTS;
    e->form = "connect";
    e->direction = SMTPLOG_INBOUND;
    e->flags |= SMTPLOG_SESSION_BEGINS;
    endpoint_is_peer(&client, e);
    return SMTPLOG_SAID;
}

static uint32_t counted_phase(struct smtplog_slice command)
{
    static const struct { const char *name; uint32_t phase; } commands[] = {
        {"ehlo", SMTPLOG_EHLO}, {"mail", SMTPLOG_MAIL}, {"rcpt", SMTPLOG_RCPT},
        {"data", SMTPLOG_EOD}, {"quit", SMTPLOG_QUIT}, {"commands", SMTPLOG_PHASE_UNKNOWN},
        {"starttls", SMTPLOG_STARTTLS}, {"auth", SMTPLOG_AUTH}, {"helo", SMTPLOG_EHLO},
        {"bdat", SMTPLOG_DATA}, {"rset", SMTPLOG_RSET}, {"vrfy", SMTPLOG_VRFY},
        {"etrn", SMTPLOG_ETRN}, {"unknown", SMTPLOG_PHASE_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (slice_is(command, commands[i].name))
            return commands[i].phase;
    return SMTPLOG_OTHER;
}

/* " ehlo=2 auth=0/1 ... commands=5/8": command=accepted/total; failures have their own lines. */
static void count_commands(struct smtplog_slice c, struct smtplog_event *e)
{
    struct smtplog_slice command;
    uint64_t accepted, total;

    while (scan_lit(&c, " ") && scan_until(&c, '=', &command) && scan_number(&c, 9, &accepted)) {
        uint32_t phase = counted_phase(command);
        if (scan_lit(&c, "/") && !scan_number(&c, 9, &total))
            return;
        if (phase != SMTPLOG_PHASE_UNKNOWN)
            e->accepted[phase] += (uint32_t)accepted;
    }
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
    count_commands(c, e);
    return SMTPLOG_SAID;
}

/* "client=CLIENT, sasl_method=M, sasl_username=U, orig_queue_id=Q, orig_client=CLIENT" (smtpd.c
 * smtpd_sasl_mail_log, mail_open_stream). */
static int say_client(const struct postfix_record *r, struct smtplog_slice c,
                      struct smtplog_event *e)
{
    static const char user_key[] = ", sasl_username=", origin_key[] = ", orig_client=",
                      former_key[] = ", orig_queue_id=";
    struct endpoint client, origin;
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
    if ((at = slice_rfind(c, origin_key)) >= 0) {
        struct smtplog_slice o = slice_from(c, (size_t)at + sizeof origin_key - 1);
        if (endpoint_scan(&o, &origin)) {
            e->client_name = origin.name;
            e->client_ip = origin.ip;
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

static void break_off(const struct postfix_record *r, struct smtplog_slice stage, int hung_up,
                      struct smtplog_event *e)
{
    int32_t code = reached(stage, e->phase);

    if (code == 354)
        e->phase = SMTPLOG_EOD;         /* DATA itself was answered: the message was being sent */
    if (!hung_up) {
        if (code == 354 || (code == 334 && !postfix_auth_answered(r)))
            e->after_code = code;
        return;
    }
    e->code = code;
    if (code == 334)
        e->flags |= SMTPLOG_UNLESS_SETTLED;
}

/* "improper command pipelining after CONNECT from CLIENT: EHLO name\r\n...": by itself no reply,
 * but the client gave its name. */
static int say_pipelining(struct smtplog_slice c, struct smtplog_event *e)
{
    scan_lit(&c, ": ");
    e->kind = SMTPLOG_FACTS;
    e->form = "pipelining";
    e->helo = helo_said(c);
    return SMTPLOG_SAID;
}

static int say_ending(const struct postfix_record *r, struct smtplog_event *e)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const struct ending *end = &endings[i];
        struct smtplog_slice c = r->rest, stage;
        struct endpoint client;

        if (!scan_lit(&c, end->starts))
            continue;
        if (!scan_until_lit(&c, " from ", &stage) || !endpoint_scan(&c, &client))
            return SMTPLOG_NOT_MINE;
        endpoint_is_peer(&client, e);
        e->direction = SMTPLOG_INBOUND;
        if (!end->disposition)
            return say_pipelining(c, e);
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
            break_off(r, stage, end->code == 0, e);
        if (e->code)
            e->flags |= SMTPLOG_CODE_IMPLIED;
        return SMTPLOG_SAID;
    }
    return SMTPLOG_NOT_MINE;
}

/* "proxy-reject: END-OF-MESSAGE: REPLY; TAIL" (smtpd.c common_post_message_handling): what the
 * filter before the queue answered, passed on.  No client: the session knows it. */
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
        e->next_queue_id = queue_id_next(c);
        return SMTPLOG_SAID;
    }
    e->kind = SMTPLOG_FAILURE;
    e->origin = SMTPLOG_BY_LOCAL;
    e->disposition = SMTPLOG_REJECTED;
    e->after_code = e->phase == SMTPLOG_EOD ? 354 : 0;
    if (c.len)
        e->reply = c;
    if (!scan_code(&c, &code)) {        /* the filter went away without a word */
        e->code = 451;
        e->enhanced = SLICE_LIT("4.3.0");
        e->flags |= SMTPLOG_CODE_IMPLIED;
    }
    return SMTPLOG_SAID;
}

/* "reply filter out: NEW": what the client really got (smtpd_check.c, 3.11); the line before told
 * the failure. */
static int say_filtered(struct smtplog_slice reply, struct smtplog_event *e)
{
    e->kind = SMTPLOG_FAILURE;
    e->form = "reply-filter";
    e->flags |= SMTPLOG_NOT_FINAL;
    e->direction = SMTPLOG_INBOUND;
    e->origin = SMTPLOG_BY_LOCAL;
    e->disposition = SMTPLOG_REJECTED;
    e->reply = reply;
    return SMTPLOG_SAID;
}

static int say_plain(const struct postfix_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->rest;
    int verdict;

    if (scan_lit(&c, "connect from "))
        return say_connect(r, c, e);
    if (scan_lit(&c, "disconnect from "))
        return say_disconnect(c, e);
    if (scan_lit(&c, "client="))
        return say_client(r, c, e);
    if ((verdict = say_ending(r, e)) != SMTPLOG_NOT_MINE)
        return verdict;
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

int postfix_smtpd(const struct postfix_record *r, struct smtplog_event *e)
{
    int verdict = SMTPLOG_NOT_MINE;

    if (r->severity == POSTFIX_INFO)
        return say_plain(r, e);
    if (r->severity == POSTFIX_WARNING)
        verdict = postfix_sasl(r, e);
    return verdict == SMTPLOG_NOT_MINE ? postfix_match(r, POSTFIX_SMTPD_FORMS, e) : verdict;
}
