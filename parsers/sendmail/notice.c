/* notice.c - "ID: NEWID: TEXT": the message ID had a bounce, a warning or a clone NEWID made
 *
 * savemail.c returntosender ("DSN", "return to sender", "sender notify", "postmaster notify"),
 * queue.c and deliver.c ("clone: owner=").  The failure itself stands in the to= lines before;
 * only expiry has no line but this: all recipients that still waited are given up. */
#include "sendmail.h"

/* deliver.c sendall: the message was split, one part a mailing list's owner. */
static int say_clone(struct smtplog_slice old_id, struct smtplog_slice new_id,
                     struct smtplog_slice owner, struct smtplog_event *e)
{
    e->form = "clone";
    e->queue_id = new_id;
    e->former_queue_id = old_id;
    e->sender = sendmail_address(owner);
    return SMTPLOG_SAID;
}

/* The last word on a message that was put off for days. */
static int say_expired(struct smtplog_slice text, struct smtplog_event *e)
{
    e->kind = SMTPLOG_FAILURE;
    e->form = "expired";
    e->disposition = SMTPLOG_EXPIRED;
    e->flags = SMTPLOG_NOT_FINAL;       /* its deferrals count already */
    e->direction = SMTPLOG_OUTBOUND;
    e->origin = SMTPLOG_BY_LOCAL;
    e->text = text;
    return SMTPLOG_SAID;
}

int sendmail_notice(const struct sendmail_record *r, struct smtplog_event *e)
{
    static const char *const kinds[] = {"DSN: ", "return to sender: ", "sender notify: ",
                                        "postmaster notify: "};
    struct smtplog_slice c = r->text, new_id;
    unsigned part;

    if (!r->id.ptr || !sendmail_id_scan(&c, &new_id, &part) || !new_id.ptr || part)
        return SMTPLOG_NOT_MINE;
    e->kind = SMTPLOG_FACTS;
    e->queue_id = r->id;
    if (scan_lit(&c, "clone: owner="))
        return say_clone(r->id, new_id, c, e);
    e->form = "notice";
    e->next_queue_id = new_id;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (scan_lit(&c, kinds[i]))
            return slice_starts(c, "Cannot send message ") ? say_expired(c, e) : SMTPLOG_SAID;
    return SMTPLOG_NOT_MINE;
}
