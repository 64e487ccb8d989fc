/* arrival.c - messages that came in: "<=" and, refused only in appearance, "(=" */
#include "exim.h"
#include "token.h"

/* "ADDR": a quoted local part may hold blanks. */
static int envelope_sender(struct smtplog_slice *c, struct smtplog_slice *out)
{
    int quoted = 0;
    size_t i;

    if (exim_angle_scan(c, out))        /* <> */
        return 1;
    for (i = 0; i < c->len && (quoted || c->ptr[i] != ' '); i++) {
        if (c->ptr[i] == '"')
            quoted = !quoted;
        else if (quoted && c->ptr[i] == '\\')
            i++;
    }
    if (i > c->len)
        i = c->len;
    if (i == 0)
        return 0;
    *out = slice_head(*c, i);
    *c = slice_from(*c, i);
    return 1;
}

/* smtp, esmtpsa, utf8esmtp, asmtp (old), but not local-smtp's like "local-esmtp": those came
 * over a pipe, though in SMTP too. */
static int over_smtp(const struct exim_fields *f)
{
    return f->host.ip.ptr && (slice_starts(f->protocol, "esmtp") ||
           (slice_find(f->protocol, "smtp") >= 0 && !slice_starts(f->protocol, "-b")));
}

/* "<= <> R=ID": the bounce of ID. */
static void say_cause(const struct exim_fields *f, struct smtplog_event *e)
{
    struct smtplog_slice c = f->router, id;

    if (exim_id_scan(&c, &id) && c.len == 0)
        e->former_queue_id = id;
}

static const char taken[] = "<= ", fakely_refused[] = "(= ";

int exim_is_arrival(struct smtplog_slice text)
{
    return slice_starts(text, taken) || slice_starts(text, fakely_refused);
}

int exim_arrival(const struct exim_record *r, struct smtplog_event *e)
{
    struct exim_fields f = {0};
    struct smtplog_slice c = r->text;
    int fake = slice_starts(c, fakely_refused);

    if (!exim_is_arrival(c))
        return SMTPLOG_NOT_MINE;
    c = slice_from(c, sizeof taken - 1);
    if (!envelope_sender(&c, &e->sender))
        return SMTPLOG_NOT_MINE;
    exim_fields_scan(&c, &f);
    f.sender = slice_of(NULL, 0);
    e->form = fake ? "fake-reject" : "arrival";
    e->kind = SMTPLOG_FACTS;
    e->flags = SMTPLOG_MESSAGE_BEGINS;
    e->message_id = f.message_id;
    e->size = f.size;
    exim_fill_client(e, &f);
    say_cause(&f, e);
    if (!over_smtp(&f) && !fake)
        return SMTPLOG_SAID;
    e->kind = fake ? SMTPLOG_FAILURE : SMTPLOG_SUCCESS;
    e->flags |= SMTPLOG_CODE_IMPLIED;
    e->direction = SMTPLOG_INBOUND;
    e->phase = SMTPLOG_EOD;
    e->origin = SMTPLOG_BY_LOCAL;
    e->code = fake ? 550 : 250;
    if (fake) {                        /* control = fakereject: told 550, delivered all the same */
        e->disposition = SMTPLOG_REJECTED;
        e->after_code = f.chunking ? 0 : 354;
    }
    return SMTPLOG_SAID;
}
