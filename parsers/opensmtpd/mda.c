/* mda.c - local delivery (mda.c): mailboxes, programs, LMTP by way of mail.lmtp
 *
 * result and stat are not quoted, and stat runs to the end.  The program's last line stands in
 * it in double quotes.  Of mail.lmtp that is a server's reply, which did cross a wire. */
#include "opensmtpd.h"

/* mail.lmtp quotes the reply that it got within its own error. */
static void read_lmtp(struct smtplog_slice stat, struct smtplog_event *e)
{
    static const char key[] = "LMTP server error: ";
    ptrdiff_t at = slice_find(stat, key);
    struct smtplog_slice reply, rest;
    int32_t code;

    if (at < 0)
        return;
    reply = rest = slice_from(stat, (size_t)at + sizeof key - 1);
    if (!scan_code(&rest, &code))
        return;
    if (slice_ends(reply, "\")"))
        reply.len -= 2;
    e->reply = reply;
    e->text = slice_of(NULL, 0);
    e->origin = SMTPLOG_BY_REMOTE;
}

int opensmtpd_local_result(struct smtplog_slice result, struct smtplog_slice stat,
                           struct smtplog_event *e)
{
    e->direction = SMTPLOG_LOCAL;
    if (slice_is(result, "Ok")) {
        e->kind = SMTPLOG_SUCCESS;      /* a mailbox says nothing */
        return SMTPLOG_SAID;
    }
    e->kind = SMTPLOG_FAILURE;
    e->disposition = slice_is(result, "PermFail") ? SMTPLOG_BOUNCED : SMTPLOG_DEFERRED;
    e->origin = SMTPLOG_BY_LOCAL;
    e->text = stat;
    if (scan_lit(&e->text, "Error (") && slice_ends(e->text, ")"))
        e->text.len--;
    read_lmtp(stat, e);
    return SMTPLOG_SAID;
}

static int scan_delivery(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = ctx->rest, result;

    if (!scan_until_lit(&c, " stat=", &result))
        return SMTPLOG_NOT_MINE;
    e->queue_id = opensmtpd_message(e->queue_id);
    return opensmtpd_local_result(result, c, e);
}

#define ADDRESS OPENSMTPD_ADDRESS

const struct form opensmtpd_mda_forms[] = {
    {"delivery", "delivery ", NULL,
     "delivery evpid=(?<queue_id>[0-9a-f]{16}) from=" ADDRESS("sender") " to=" ADDRESS("recipient")
     " rcpt=<.*?>,? user=.*? delay=\\S+ result=(?<rest>.*)", scan_delivery,
     OPENSMTPD_TELLS(LOCAL, 0), "mda.c mda_log"},
};
const size_t opensmtpd_mda_forms_len = sizeof opensmtpd_mda_forms / sizeof *opensmtpd_mda_forms;
