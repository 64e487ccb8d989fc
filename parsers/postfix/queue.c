/* queue.c - the queue's own lines: pickup, queue manager, bounce
 *
 * Facts for the messages' failures on other lines; a queue that gives up prints no reply. */
#include "pieces.h"
#include "postfix.h"

/* "from=<s>, size=N, nrcpt=M (queue active)", at every retry (qmgr_active.c), and "from=<s>,
 * status=expired, returned to sender" (qmgr_active.c qmgr_active_done_25_generic). */
static int say_sender(const struct postfix_record *r, struct smtplog_slice c,
                      struct smtplog_event *e)
{
    static const char *const stops[] = {", size=", ", status=", NULL};
    struct smtplog_slice whole = c;
    uint64_t size;

    if (!address_scan(&c, stops, &e->sender) && !scan_until(&c, ',', &e->sender))
        return SMTPLOG_NOT_MINE;
    scan_lit(&c, ",");
    scan_lit(&c, " ");
    e->kind = SMTPLOG_FACTS;
    e->form = "queue-active";
    if (scan_lit(&c, "size=")) {
        if (r->guessing && !slice_ends(c, "(queue active)"))
            return SMTPLOG_NOT_MINE;    /* Sendmail begins its lines in the same way */
        if (scan_number(&c, 18, &size))
            e->size = (int64_t)size;
        return SMTPLOG_SAID;
    }
    if (!slice_starts(c, "status=expired") && !slice_starts(c, "status=force-expired"))
        return SMTPLOG_NOT_MINE;
    e->kind = SMTPLOG_FAILURE;
    e->form = "expired";
    e->direction = SMTPLOG_OUTBOUND;
    e->origin = SMTPLOG_BY_LOCAL;
    e->disposition = SMTPLOG_EXPIRED;
    /* no recipient, no reply: each recipient's last deferral has told the failure */
    e->flags |= SMTPLOG_NOT_FINAL;
    e->text = slice_from(whole, (size_t)(c.ptr - whole.ptr) + strlen("status="));
    return SMTPLOG_SAID;
}

/* The queue manager lets go of the message: nothing about it follows but what was logged late. */
static int say_removed(const struct postfix_record *r, struct smtplog_slice c,
                       struct smtplog_event *e)
{
    (void)r;
    (void)c;
    e->kind = SMTPLOG_FACTS;
    e->form = "removed";
    e->flags |= SMTPLOG_MESSAGE_ENDS;
    return SMTPLOG_SAID;
}

/* "uid=N from=<s>", "uid=N from=<s> orig_id=Q" after "postsuper -r" (pickup.c pickup_copy). */
static int say_pickup(const struct postfix_record *r, struct smtplog_slice c,
                      struct smtplog_event *e)
{
    static const char *const stops[] = {" orig_id=", NULL};
    struct smtplog_slice uid;

    (void)r;
    if (!scan_until_lit(&c, " from=", &uid) || !address_scan(&c, stops, &e->sender))
        return SMTPLOG_NOT_MINE;
    if (scan_lit(&c, " orig_id=") && queue_id_seems(slice_trim(c)))
        e->former_queue_id = slice_trim(c);
    e->kind = SMTPLOG_FACTS;
    e->form = "pickup";
    e->flags |= SMTPLOG_MESSAGE_BEGINS;
    return SMTPLOG_SAID;
}

/* "sender non-delivery notification: QID2" and its like (bounce_notify_util.c). */
static int say_notification(const struct postfix_record *r, struct smtplog_slice c,
                            struct smtplog_event *e)
{
    struct smtplog_slice whole = c, before;

    (void)r;
    if (!scan_until_lit(&c, " notification: ", &before) || !queue_id_is(slice_trim(c)))
        return SMTPLOG_NOT_MINE;
    e->kind = SMTPLOG_FACTS;
    e->form = "notification";
    e->text = slice_head(whole, before.len + strlen(" notification"));
    e->next_queue_id = slice_trim(c);
    return SMTPLOG_SAID;
}

/* Lines of the queue's programs by their openings, and which program it is where the tag does not
 * tell. */
static const struct line {
    const char *starts, *program;
    int (*say)(const struct postfix_record *r, struct smtplog_slice c, struct smtplog_event *e);
    int whole;                          /* `say` is given the opening, too */
} lines[] = {
    {"from=", "qmgr", say_sender, 0},
    {"removed", "qmgr", say_removed, 0},
    {"uid=", "pickup", say_pickup, 0},
    {"sender ", "bounce", say_notification, 1},
    {"postmaster ", "bounce", say_notification, 1},
};

int postfix_queue(const struct postfix_record *r, struct smtplog_event *e)
{
    if (!r->queue_id.ptr || r->severity != POSTFIX_INFO)
        return SMTPLOG_NOT_MINE;
    if (slice_starts(r->rest, "to=") || slice_starts(r->rest, "status="))
        return postfix_delivery(r, e);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct smtplog_slice c = r->rest;
        if (c.len == 0 || c.ptr[0] != lines[i].starts[0] || !scan_lit(&c, lines[i].starts))
            continue;
        if (r->guessing)
            e->process = slice_str(lines[i].program);
        return lines[i].say(r, lines[i].whole ? r->rest : c, e);
    }
    return SMTPLOG_NOT_MINE;
}
