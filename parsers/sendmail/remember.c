/* remember.c - what a line tells of one that follows
 *
 * A delivery's line says that it failed, and mostly why; the reply that broke the protocol, or
 * the command at which the server fell silent, stands in a line just before.  And lines that are
 * too long for syslog come in parts. */
#include "sendmail.h"

#include <stdlib.h>

static struct sendmail_hint *find(struct sendmail *s, struct smtplog_slice id)
{
    s->in_order = 1;
    for (size_t i = 0; i < SENDMAIL_HINTS && id.len; i++)
        if (slice_eq(slice_of(s->hints[i].id, s->hints[i].id_len), id))
            return &s->hints[i];
    return NULL;
}

struct sendmail_hint *sendmail_hint_put(struct sendmail *s, struct smtplog_slice id)
{
    struct sendmail_hint *h = find(s, id);

    if (!id.len || id.len > sizeof h->id)
        return NULL;
    if (!h)
        h = &s->hints[s->next_hint++ % SENDMAIL_HINTS];
    memset(h, 0, sizeof *h);
    memcpy(h->id, id.ptr, id.len);
    h->id_len = id.len;
    return h;
}

const struct sendmail_hint *sendmail_hint_take(struct sendmail *s, struct smtplog_slice id)
{
    struct sendmail_hint *h = find(s, id);

    if (h)
        h->id_len = 0;
    return h;
}

/* ---- Parts (conf.c sm_syslog) ---- */

/* The next piece of a record that sendmail cut into several lines, by process and id. */
static struct sendmail_part *find_part(struct sendmail *s, const struct sendmail_record *r,
                                       unsigned number)
{
    for (size_t i = 0; i < SENDMAIL_PARTS; i++) {
        struct sendmail_part *p = &s->parts[i];
        if (p->next == number && p->pid == r->line->pid &&
            slice_eq(slice_of(p->id, p->id_len), r->id))
            return p;
    }
    return NULL;
}

/* The oldest one is given up: its rest never came. */
static struct sendmail_part *begin_part(struct sendmail *s, const struct sendmail_record *r)
{
    struct sendmail_part *p = &s->parts[s->next_part++ % SENDMAIL_PARTS];

    p->len = 0;
    p->pid = r->line->pid;
    p->id_len = r->id.len;
    if (r->id.len)
        memcpy(p->id, r->id.ptr, r->id.len);
    return p;
}

static int begins_field(struct smtplog_slice c)
{
    size_t n = 0;

    while (n < c.len && ((c.ptr[n] >= 'a' && c.ptr[n] <= 'z') || c.ptr[n] == '_' ||
                         scan_is_digit(c.ptr[n])))
        n++;
    return n && n < c.len && c.ptr[n] == '=';
}

/* The line was cut behind a comma or at a blank, which is lost: recipients stand without one. */
static void join(struct sendmail_part *p, struct smtplog_slice text)
{
    int behind_comma = p->len && p->text[p->len - 1] == ',';

    if (p->len && text.len && text.ptr[0] != ' ' && (!behind_comma || begins_field(text)) &&
        p->len < sizeof p->text)
        p->text[p->len++] = ' ';
    if (text.len > sizeof p->text - p->len)
        text.len = sizeof p->text - p->len;
    memcpy(p->text + p->len, text.ptr, text.len);
    p->len += text.len;
}

int sendmail_part(struct sendmail *s, const struct sendmail_record *r, unsigned number,
                  struct smtplog_slice *whole)
{
    struct smtplog_slice text = r->text;
    int more = slice_ends(text, " ...");
    struct sendmail_part *p;

    s->in_order = 1;
    if (!s->parts && !(s->parts = calloc(SENDMAIL_PARTS, sizeof *s->parts)))
        return SMTPLOG_UNKNOWN;
    p = number == 1 ? begin_part(s, r) : find_part(s, r, number);
    if (!p)
        return SMTPLOG_UNKNOWN;         /* its beginning is in another file */
    if (more)
        text.len -= 4;
    join(p, text);
    p->next = more ? number + 1 : 0;
    *whole = slice_of(p->text, p->len);
    return more ? SMTPLOG_QUIET : SMTPLOG_SAID;
}
