/* refused.c - "<R>... TEXT", "Too many recipients": the text was sent, its code is not logged
 *
 * err.c usrerr, while MAIL or RCPT runs (LogUsrErrs).  Each text that Sendmail has of its own
 * stands in the source with its code.  Texts of a map's "error:" entry look the same and have
 * any code. */
#include "sendmail.h"

static const struct text {
    const char *words;
    enum { WHOLE, STARTS, ENDS } how;
    uint32_t phase;
    int32_t code;
    const char *enhanced;
} texts[] = {
    {"User unknown", WHOLE, SMTPLOG_RCPT, 550, "5.1.1"},            /* recipient.c */
    {"Addressee unknown", WHOLE, SMTPLOG_RCPT, 550, "5.1.1"},
    {"Too many recipients", WHOLE, SMTPLOG_RCPT, 452, "4.5.3"},     /* srvrsmtp.c */
    {"Hostname required", WHOLE, SMTPLOG_RCPT, 553, "5.1.3"},       /* parseaddr.c, proto.m4 */
    {"User address required", WHOLE, SMTPLOG_RCPT, 553, "5.1.3"},
    {"Invalid route address", WHOLE, SMTPLOG_RCPT, 553, "5.1.3"},
    {"List:; syntax illegal for recipient addresses", WHOLE, SMTPLOG_RCPT, 553, "5.1.3"},
    {"Colon illegal in host name part", WHOLE, SMTPLOG_RCPT, 553, "5.1.3"},
    {"Unbalanced '\"'", WHOLE, SMTPLOG_RCPT, 553, "5.0.0"},         /* parseaddr.c prescan */
    {"Unbalanced '<'", WHOLE, SMTPLOG_RCPT, 553, "5.0.0"},
    {"Unbalanced '>'", WHOLE, SMTPLOG_RCPT, 553, "5.0.0"},
    {"Unbalanced '('", WHOLE, SMTPLOG_RCPT, 553, "5.0.0"},
    {"Unbalanced ')'", WHOLE, SMTPLOG_RCPT, 553, "5.0.0"},
    {" parameter unrecognized", ENDS, SMTPLOG_RCPT, 555, "5.5.4"},
     /* srvrsmtp.c rcpt_esmtp_args */
    {"Syntax error in parameters scanning \"", STARTS, SMTPLOG_RCPT, 501, "5.5.2"},  /* skipword */
    {"Missing recipient", WHOLE, SMTPLOG_RCPT, 501, "5.0.0"},
    {"aliasing/forwarding loop broken", STARTS, SMTPLOG_RCPT, 554, "5.4.6"},    /* recipient.c */
    {"Cannot mail directly to programs", WHOLE, SMTPLOG_RCPT, 550, "5.6.0"},
    {"Cannot mail directly to files", WHOLE, SMTPLOG_RCPT, 550, "5.6.0"},
    {"Cannot mail directly to :include:s", WHOLE, SMTPLOG_RCPT, 550, "5.6.0"},
    {" is unsafe for mailing to programs", ENDS, SMTPLOG_RCPT, 550, "5.7.1"},
    {" is unsafe for mailing to files", ENDS, SMTPLOG_RCPT, 550, "5.7.1"},
    {"Insufficient disk space; try again later", WHOLE, SMTPLOG_MAIL, 452, "4.4.5"},
    {"Address requires SMTPUTF8", WHOLE, SMTPLOG_RCPT, 553, "5.6.7"},
    {"Address not valid UTF8", WHOLE, SMTPLOG_RCPT, 553, "5.6.7"},
    {"closing connection", WHOLE, SMTPLOG_PHASE_UNKNOWN, 421, "4.7.0"},
};

/* Rows are tried in order, so the more special one stands first. */
static const struct text *find(struct smtplog_slice s)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct text *t = &texts[i];
        if (t->how == WHOLE ? slice_is(s, t->words) :
            t->how == STARTS ? slice_starts(s, t->words) : slice_ends(s, t->words))
            return t;
    }
    return NULL;
}

/* "<R>... " in front; an address may hold three dots itself. */
static int scan_recipient(struct smtplog_slice *c, struct smtplog_slice *recipient)
{
    struct smtplog_slice at = *c, head;
    ptrdiff_t dots;

    if (!slice_starts(*c, "<"))
        return 0;
    if ((dots = slice_find(at, ">... ")) >= 0) {
        head = slice_head(at, (size_t)dots + 1);
        *recipient = slice_of(head.ptr + 1, head.len - 2);
        *c = slice_from(at, (size_t)dots + 5);
        return 1;
    }
    if ((dots = slice_rfind(at, "... ")) < 0)   /* a bracket or quote is not closed */
        return 0;
    *c = slice_from(at, (size_t)dots + 4);
    return 1;
}

int sendmail_refused(const struct sendmail_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->text, recipient = {NULL, 0};
    int addressed = scan_recipient(&c, &recipient);
    const struct text *t = find(c);

    if (!r->id.ptr || (!t && !addressed))
        return SMTPLOG_NOT_MINE;
    sendmail_say_inbound(r, e, "refused", t ? t->phase : SMTPLOG_RCPT, t ? t->code : 0);
    e->recipient = recipient;
    e->text = c;
    if (t)
        e->enhanced = slice_str(t->enhanced);
    sendmail_await_sender(e);
    return SMTPLOG_SAID;
}
