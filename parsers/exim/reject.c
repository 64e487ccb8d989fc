/* reject.c - lines that start with the client's H= (or U=, F=): what an ACL refused, and the lines
 * beside it
 *
 * The log text is not the reply: unless it shows a code in the one place where Exim reads one, the
 * code is the default of smtp_handle_acl_fail() below.
 */
#include "exim.h"
#include "token.h"

/* What follows "rejected ", and the codes that smtp_handle_acl_fail() and its callers send for
 * it. */
enum argument { NONE, RECIPIENT, SENDER, HELO, OTHER };

static const struct refused {
    const char *what;
    enum argument argument;             /* OTHER: not kept, AUTH's holds credentials */
    uint32_t phase;
    int32_t denied, deferred, after;
    char digit;                         /* that the ACL's own code must start with, 0: any */
} refused[] = {
    {"RCPT ", RECIPIENT, SMTPLOG_RCPT, 550, 451, 0, '5'},
    {"MAIL ", SENDER, SMTPLOG_MAIL, 550, 451, 0, '5'},
    {"MAILAUTH ", OTHER, SMTPLOG_MAIL, 550, 451, 0, '5'},
    {"EHLO or HELO ", HELO, SMTPLOG_EHLO, 550, 451, 0, '5'},
    {"connection in \"connect\" ACL", NONE, SMTPLOG_CONNECT, 550, 451, 0, '5'},
    {"DATA", NONE, SMTPLOG_DATA, 550, 451, 0, '5'},
    {"after DATA PRDR", NONE, SMTPLOG_EOD, 550, 451, 354, '5'},
    {"after DATA", NONE, SMTPLOG_EOD, 550, 451, 354, '5'},
    {"during MIME ACL checks", NONE, SMTPLOG_EOD, 550, 451, 354, '5'},
    {"DKIM", OTHER, SMTPLOG_EOD, 550, 451, 354, '5'},
    {"AUTH ", OTHER, SMTPLOG_AUTH, 503, 451, 0, '5'},
    {"STARTTLS", OTHER, SMTPLOG_STARTTLS, 550, 451, 0, '5'},
    {"VRFY ", RECIPIENT, SMTPLOG_VRFY, 252, 451, 0, 0},
    {"EXPN ", RECIPIENT, SMTPLOG_OTHER, 550, 451, 0, '5'},
    {"ETRN ", OTHER, SMTPLOG_ETRN, 458, 451, 0, '4'},
    {"ATRN ", OTHER, SMTPLOG_OTHER, 450, 451, 0, '4'},
    {"WELLKNOWN ", OTHER, SMTPLOG_OTHER, 550, 451, 0, '5'},
};

void exim_say_inbound(struct smtplog_event *e, const char *form, uint32_t phase, int32_t code)
{
    e->form = form;
    e->kind = SMTPLOG_FAILURE;
    e->direction = SMTPLOG_INBOUND;
    e->phase = phase;
    e->disposition = SMTPLOG_REJECTED;
    e->origin = SMTPLOG_BY_LOCAL;
    e->code = code;
    if (code)
        e->flags |= SMTPLOG_CODE_IMPLIED;
}

void exim_say_text(struct smtplog_event *e, struct smtplog_slice text, char digit)
{
    struct smtplog_slice s = text;
    int32_t code;

    if (scan_code(&s, &code) && code < 600 && slice_starts(s, " ") &&
        (!digit || text.ptr[0] == digit)) {
        e->reply = text;
        e->code = 0;
        e->flags &= ~(uint32_t)SMTPLOG_CODE_IMPLIED;
    } else if (text.len) {
        e->text = text;
    }
}

/* The argument and the text: "ARG[: T]".  ARG is the client's, cut at 100 bytes since 4.95, so
 * its closing bracket may be missing. */
static void split_argument(struct smtplog_slice c, struct smtplog_slice *argument,
                           struct smtplog_slice *text)
{
    struct smtplog_slice s = c, inside;
    ptrdiff_t at;

    *text = slice_of(NULL, 0);
    if (exim_angle_scan(&s, &inside) && (s.len == 0 || slice_starts(s, ": "))) {
        *argument = inside;
        *text = slice_from(s, 2);
        return;
    }
    at = slice_find(c, ": ");
    *argument = at < 0 ? c : slice_head(c, (size_t)at);
    if (at >= 0)
        *text = slice_from(c, (size_t)at + 2);
    if (argument->len && argument->ptr[0] == '<')
        *argument = slice_from(*argument, 1);
    if (argument->len && argument->ptr[argument->len - 1] == '>')
        argument->len--;
}

/* The first row whose words stand there; one that takes no argument must be followed by the text,
 * or by nothing. */
static const struct refused *refused_find(struct smtplog_slice *c)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct smtplog_slice s = *c;
        if (!scan_lit(&s, refused[i].what))
            continue;
        if (refused[i].argument == NONE && s.len && !slice_starts(s, ": "))
            continue;
        *c = s;
        return &refused[i];
    }
    return NULL;
}

/* "after DATA: R=r T=t H=mx [ip] C="550 ..."": the next hop's reply, passed on to the client
 * (cutthrough delivery). */
static int cutthrough(struct smtplog_event *e, struct smtplog_slice text)
{
    struct exim_fields f = {0};
    struct smtplog_slice digits;
    int32_t code;

    if (!slice_starts(text, "R="))
        return 0;
    exim_fields_scan(&text, &f);
    digits = f.confirmation;
    if (!f.host.ip.ptr || !digits.ptr || !scan_code(&digits, &code))
        return 0;
    e->form = "rejected-cutthrough";
    e->reply = f.confirmation;
    e->joint = SMTPLOG_BY_QUOTED_ESCAPE;
    e->code = 0;
    e->flags &= ~(uint32_t)SMTPLOG_CODE_IMPLIED;
    e->origin = SMTPLOG_BY_REMOTE;
    return 1;
}

/* "rejected RCPT <a@b>: text" and its kin (acl.c, smtp_in.c: smtp_handle_acl_fail). */
static int acl(const struct exim_record *r, struct smtplog_slice c, int temporary,
               struct smtplog_event *e)
{
    const struct refused *what = refused_find(&c);
    struct smtplog_slice argument, text;

    if (!what)
        return SMTPLOG_NOT_MINE;
    exim_say_inbound(e, "rejected-by-acl", what->phase, temporary ? what->deferred : what->denied);
    split_argument(c, &argument, &text);
    if (what->argument == RECIPIENT)
        e->recipient = argument;
    else if (what->argument == SENDER)
        e->sender = argument;
    else if (what->argument == HELO && argument.len) {
        e->helo = argument;
        exim_remember_helo(r->state, e);
    }
    e->after_code = what->after;
    if (r->id.ptr)
        e->flags |= SMTPLOG_MESSAGE_ENDS;
    if (what->phase != SMTPLOG_EOD || !cutthrough(e, text))
        exim_say_text(e, text, temporary && what->digit ? '4' : what->digit);
    exim_recall_reason(r->state, e);
    if (what->phase == SMTPLOG_RCPT && !temporary && e->code &&
        slice_ends(text, "did not include SMTPUTF8"))
        e->code = 533;                  /* a callout's: do_callout */
    if (e->code == 252)                 /* the client was told a success code */
        e->flags |= SMTPLOG_NOT_FINAL;
    return SMTPLOG_SAID;
}

/* "by local_scan(): T" and "by non-SMTP ACL: T", after the dot or without any dialogue. */
static int by_program(const struct exim_record *r, struct smtplog_slice c, int temporary,
                      const struct exim_fields *f, struct smtplog_event *e)
{
    int smtp = f->host.ip.ptr != NULL || slice_find(f->protocol, "smtp") >= 0;

    if (scan_lit(&c, "by local_scan()"))
        exim_say_inbound(e, "rejected-by-local-scan", SMTPLOG_EOD, temporary ? 451 : 550);
    else if (scan_lit(&c, "by non-SMTP ACL"))
        exim_say_inbound(e, "rejected-by-non-smtp-acl", SMTPLOG_PHASE_UNKNOWN, 0);
    else
        return SMTPLOG_NOT_MINE;
    if (smtp)
        e->after_code = 354;
    if (!smtp) {                        /* a program handed the message in: nobody was answered */
        e->code = 0;
        e->flags &= ~(uint32_t)SMTPLOG_CODE_IMPLIED;
    }
    if (r->id.ptr)
        e->flags |= SMTPLOG_MESSAGE_ENDS;
    scan_lit(&c, ": ");
    if (c.len)
        e->text = c;
    return SMTPLOG_SAID;
}

/* "R F=<S> [P=<..>] tmp-reject from cutthrough after DATA: R= T= H=.. C="4xx .."" (the message
 * is kept and delivered later), or "... rejected after DATA: ..." */
static int after_cutthrough(const struct exim_record *r, struct smtplog_slice c,
                            struct smtplog_event *e)
{
    struct exim_fields f = {0};
    struct smtplog_slice recipient;

    if (!scan_until(&c, ' ', &recipient) || slice_find(recipient, "@") < 0)
        return SMTPLOG_NOT_MINE;
    exim_fields_scan(&c, &f);
    if (scan_lit(&c, "tmp-reject from cutthrough after DATA: ")) {
        exim_say_inbound(e, "deferred-cutthrough", SMTPLOG_EOD, 0);
        if (!cutthrough(e, c))
            return SMTPLOG_NOT_MINE;
        e->form = "deferred-cutthrough";
        e->direction = SMTPLOG_OUTBOUND;
        e->disposition = SMTPLOG_ATTEMPT;
        e->flags |= SMTPLOG_NOT_FINAL;
        struct exim_fields server = {0};
        exim_fields_scan(&c, &server);
        e->peer_name = slice_of(NULL, 0);
        exim_fill_server(e, &server);
    } else if (!scan_lit(&c, "rejected ") || acl(r, c, 0, e) != SMTPLOG_SAID) {
        return SMTPLOG_NOT_MINE;
    }
    e->recipient = recipient;
    if (f.sender.ptr)
        e->sender = f.sender;
    e->after_code = 354;
    return SMTPLOG_SAID;
}

/* "RCPT <R>: discarded by RCPT ACL[: T]": the client was told 250. */
static int discarded(struct smtplog_slice c, struct smtplog_event *e)
{
    struct smtplog_slice recipient, by;

    if (!exim_angle_scan(&c, &recipient) || !scan_lit(&c, ": discarded by "))
        return SMTPLOG_NOT_MINE;
    exim_say_inbound(e, "discarded-by-acl", SMTPLOG_RCPT, 250);
    e->flags |= SMTPLOG_NOT_FINAL;
    e->disposition = SMTPLOG_DISCARDED;
    e->recipient = recipient;
    e->text = c;
    if (scan_until_lit(&c, ": ", &by) && c.len)
        e->text = c;
    return SMTPLOG_SAID;
}

/* "dropped by 'connect' ACL[: T]" on a TLS-on-connect port: closed without a word. */
static int dropped(struct smtplog_slice c, struct smtplog_event *e)
{
    exim_say_inbound(e, "dropped-by-acl", SMTPLOG_CONNECT, 0);
    e->flags |= SMTPLOG_SESSION_ENDS;
    e->text = c;
    if (scan_lit(&c, ": "))
        e->text = c;
    return SMTPLOG_SAID;
}

/* "SMTP protocol ... incomplete transaction (QUIT) from": no failure, for nobody was refused.
 * What was, has lines of its own. */
static int incomplete(struct smtplog_slice c, struct smtplog_event *e)
{
    struct smtplog_slice why;

    e->form = "incomplete-transaction";
    e->kind = SMTPLOG_FACTS;
    if (scan_until_lit(&c, ") from ", &why))
        exim_angle_scan(&c, &e->sender);
    return SMTPLOG_SAID;
}

/* By its first words; what begins with none of them may still be the echo of a cutthrough
 * delivery. */
static int said_of(const struct exim_record *r, struct smtplog_slice c,
                   const struct exim_fields *f, struct smtplog_event *e)
{
    int temporary = scan_lit(&c, "temporarily "), result;

    if (scan_lit(&c, "rejected ")) {
        result = acl(r, c, temporary, e);
        return result == SMTPLOG_NOT_MINE ? by_program(r, c, temporary, f, e) : result;
    }
    if (scan_lit(&c, "sender verify fail for "))
        return exim_sender_verify(r, 0, c, e);
    if (scan_lit(&c, "sender verify defer for "))
        return exim_sender_verify(r, 1, c, e);
    if (scan_lit(&c, "Warning:"))
        return SMTPLOG_QUIET;
    if (scan_lit(&c, "RCPT "))
        return discarded(c, e);
    if (scan_lit(&c, "dropped by 'connect' ACL"))
        return dropped(c, e);
    if (scan_lit(&c, "incomplete transaction ("))
        return incomplete(c, e);
    return after_cutthrough(r, c, e);
}

int exim_reject(const struct exim_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->text;
    struct exim_fields f = {0};
    const struct smtplog_event before = *e;

    exim_fields_scan(&c, &f);
    if (c.ptr == r->text.ptr || c.len == 0)
        return SMTPLOG_NOT_MINE;
    exim_fill_client(e, &f);
    int result = said_of(r, c, &f, e);
    if (result == SMTPLOG_NOT_MINE)
        *e = before;
    return result;
}
