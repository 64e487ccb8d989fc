/* synprot.c - "SMTP syntax error in "CMD" H=HOST T" and "SMTP protocol error in ..."
 *
 * synprot_error() logs the client's command raw and the reason, but never the code: each reason
 * has its own.  The command is the client's text and may hold credentials, so it is not kept.
 */
#include "exim.h"

static const struct reason {
    int32_t code;
    int at_end;                         /* the reason ends with this; else it starts with it */
    const char *text;
} reasons[] = {
    {500, 0, "unrecognized command"},
    {501, 0, "unexpected argument data"},
    {501, 0, "NUL character(s) present"},
    {501, 0, "RCPT must have an address operand"},
    {501, 0, "MAIL must have an address operand"},
    {501, 0, "invalid data for BODY"},
    {501, 0, "invalid data for AUTH"},
    {501, 0, "RET can be specified once only"},
    {501, 0, "Value for RET is invalid"},
    {501, 0, "ENVID can be specified once only"},
    {501, 0, "ORCPT can be specified once only"},
    {501, 0, "NOTIFY can be specified once only"},
    {501, 0, "Invalid value for NOTIFY parameter"},
    {501, 0, "SMTPUTF8 used when not advertised"},
    {501, 0, "argument must begin with #"},
    {501, 0, "invalid character in authentication mechanism name"},
    {501, 0, "XCLIENT command used when not advertised"},
    {501, 0, "missing size for BDAT command"},
    {502, 0, "ATRN command used when not advertised"},
    {530, 0, "ATRN is not permitted without authentication"},
    {503, 0, "ATRN is not permitted inside a transaction"},
    {503, 0, "AUTH command used when not advertised"},
    {503, 0, "already authenticated"},
    {503, 0, "not permitted in mail transaction"},
    {503, 0, "HELO or EHLO required"},
    {503, 0, "sender already given"},
    {503, 0, "sender not yet given"},
    {503, 0, "valid RCPT command must precede "},
    {503, 0, "BDAT command used when CHUNKING not advertised"},
    {503, 0, "STARTTLS command used when not advertised"},
    {503, 0, "ETRN is not permitted inside a transaction"},
    {503, 0, "only BDAT permissible after non-LAST BDAT"},
    {503, 0, "only RSET accepted now"},
    {503, 0, "no HELO/EHLO given"},
    {504, 1, "authentication mechanism not supported"},
    {504, 0, "zero size for BDAT command"},
    {554, 0, "SMTP synchronization error"},
};

static int32_t reason_code(struct smtplog_slice t)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].at_end ? slice_ends(t, reasons[i].text) : slice_starts(t, reasons[i].text))
            return reasons[i].code;
    return 0;
}

/* "H=HOST I=... T" or "U=... T" at the front. */
static int host_and_reason(struct smtplog_slice c, struct exim_fields *f, struct smtplog_slice *t)
{
    struct exim_fields found = {0};

    if (!slice_starts(c, "H=") && !slice_starts(c, "U="))
        return 0;
    exim_fields_scan(&c, &found);
    if (slice_starts(c, "H=") || (!found.host.ip.ptr && c.len == 0))
        return 0;
    *f = found;
    *t = slice_trim(c);
    return 1;
}

/* Splits 'CMD" H=HOST T'.  CMD may hold anything, a false host included, and before 4.99 a
 * quote: the true end is the last one that a known reason follows.  The address parser's reasons
 * are free text; for them it is the first quote with a host behind. */
static int split(struct smtplog_slice c, struct smtplog_slice *cmd, struct exim_fields *f,
                 struct smtplog_slice *t)
{
    struct exim_fields here;
    struct smtplog_slice reason;
    ptrdiff_t first = -1, known = -1;

    for (size_t i = 0; i + 4 < c.len; i++) {
        if (c.ptr[i] != '"' || c.ptr[i + 1] != ' ' ||
            !host_and_reason(slice_from(c, i + 2), &here, &reason))
            continue;
        if (first < 0)
            first = (ptrdiff_t)i;
        if (reason_code(reason))
            known = (ptrdiff_t)i;
    }
    if (known < 0)
        known = first;
    if (known < 0)
        return 0;
    *cmd = slice_head(c, (size_t)known);
    return host_and_reason(slice_from(c, (size_t)known + 2), f, t);
}

uint32_t exim_command_phase(struct smtplog_slice cmd)
{
    char word[16];
    size_t n = 0;

    while (n < cmd.len && n < sizeof word && cmd.ptr[n] != ' ' && cmd.ptr[n] != ':') {
        char ch = cmd.ptr[n];
        word[n++] = ch >= 'a' && ch <= 'z' ? (char)(ch - 'a' + 'A') : ch;
    }
    return n ? form_phase(slice_of(word, n)) : SMTPLOG_OTHER;
}

/* The name that a refused greeting gave: no H= shows it.  A NUL, shown as '?', ends it. */
static struct smtplog_slice greeting_of(struct smtplog_slice cmd, struct smtplog_slice reason)
{
    struct smtplog_slice name;

    if (!scan_until(&cmd, ' ', &name))
        return slice_of(NULL, 0);
    name = slice_trim(cmd);
    if (slice_starts(reason, "NUL "))
        scan_until(&cmd, '?', &name);
    return name.len ? name : slice_of(NULL, 0);
}

int exim_synprot(const struct exim_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->text, cmd, t;
    struct exim_fields f = {0};
    struct exim_remembered *m;
    int syntax = scan_lit(&c, "SMTP syntax error in \"");
    int32_t code;

    if (!syntax && !scan_lit(&c, "SMTP protocol error in \""))
        return SMTPLOG_NOT_MINE;
    if (!split(c, &cmd, &f, &t))
        return SMTPLOG_NOT_MINE;
    code = reason_code(t);
    if (!code)
        code = syntax ? 501 : 503;
    exim_say_inbound(e, syntax ? "syntax-error" : "protocol-error", exim_command_phase(cmd), code);
    e->text = t;
    if (slice_is(t, "SMTP synchronization error"))
        e->flags |= SMTPLOG_NOT_FINAL;  /* bdat_getc() logs its 554 twice, this line last */
    exim_fill_client(e, &f);
    m = exim_remember(r->state, e, 1);
    if (m) {
        m->code = code;
        if (m->no_greeting && e->phase == SMTPLOG_MAIL && slice_starts(t, "HELO or EHLO required"))
            e->flags |= SMTPLOG_NOT_FINAL;      /* since 4.98 a second line for one reply */
        m->no_greeting = 0;
    }
    if (e->phase == SMTPLOG_EHLO && !e->helo.ptr) {
        e->helo = greeting_of(cmd, t);
        exim_remember_helo(r->state, e);
    }
    return SMTPLOG_SAID;
}
