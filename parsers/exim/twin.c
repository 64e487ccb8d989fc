/* twin.c - one record that syslog has twice
 *
 * A rejection goes to the main and to the reject log.  Through syslog both are one log, and unless
 * syslog_duplication is off the record stands there twice in a row, from one process in one second
 * (log.c log_write); where the log has no process ids, about one client.  The second is no failure
 * of its own.  Whether the log is of that kind is learnt from its own records: equal pairs against
 * single ones, as a client that repeats itself within a second writes equal records too.
 */
#include "exim.h"

static uint64_t hash_of(struct smtplog_slice s)
{
    uint64_t h = 0xcbf29ce484222325u;   /* FNV-1a */
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
    return h;
}

/* The oldest place is given to somebody new; what it still held alone stays counted. */
static struct exim_twin *twin_of(struct exim_twins *t, uint64_t whose)
{
    struct exim_twin *free_place;

    for (size_t i = 0; i < EXIM_TWINS; i++)
        if (t->twin[i].whose == whose)
            return &t->twin[i];
    free_place = &t->twin[t->next++ % EXIM_TWINS];
    t->singles += free_place->run % 2;
    memset(free_place, 0, sizeof *free_place);
    free_place->whose = whose;
    return free_place;
}

/* Words of the records that go to both logs. */
static int goes_to_both(struct smtplog_slice body)
{
    static const char *const words[] = {"rejected", " authenticator failed ", " dropped: ",
                                        "refused "};
    return slice_holds_any(body, words, sizeof words / sizeof *words);
}

void exim_tell_twin(struct exim *x, const struct smtplog_line *line, struct smtplog_event *e)
{
    struct exim_twins *t = &x->twins;
    struct exim_twin *own;
    uint64_t hash;

    if ((line->flags & SMTPLOG_LINE_MTA_STAMP) || e->kind != SMTPLOG_FAILURE ||
        e->direction != SMTPLOG_INBOUND || !goes_to_both(line->body))
        return;
    x->in_order = 1;
    own = twin_of(t, line->pid ? line->pid : hash_of(e->peer_ip));
    hash = hash_of(line->body);
    if (own->hash != hash || own->time != line->time) {
        t->singles += own->run % 2;
        own->hash = hash;
        own->time = line->time;
        own->run = 0;
    }
    if (++own->run % 2 != 0)
        return;
    if (++t->pairs > t->singles)
        e->flags |= SMTPLOG_NOT_FINAL;
}
