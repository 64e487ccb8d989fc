/* Only shapes that shape_line() finds without a journal, and that framer.c takes as they are. */
#include "frame/ahead.h"

#include "frame/exim.h"
#include "frame/shape.h"

int ahead_shape(struct smtplog_slice text, struct line_ahead *ahead)
{
    struct shaped *s = &ahead->shaped;
    struct exim_mark mark;

    if (!shape_line(NULL, text, s) || s->repeat || s->more.ptr)
        return 0;
    struct smtplog_slice body = s->body;
    if (body.len && body.ptr[0] == '[' && exim_scan_mark(&body, &mark))
        return 0;
    ahead->text = text;
    ahead->number = 0;
    return 1;
}

struct smtplog_line ahead_record(const struct line_ahead *ahead)
{
    const struct shaped *s = &ahead->shaped;
    return (struct smtplog_line){.pid = s->pid, .flags = s->flags, .host = s->host, .tag = s->tag,
                                 .body = s->body};
}

static void move(struct smtplog_slice *s, const char *from, const char *to)
{
    if (s->ptr)
        s->ptr = to + (s->ptr - from);
}

void ahead_shaped(const struct line_ahead *ahead, const char *text, struct shaped *out)
{
    *out = ahead->shaped;
    move(&out->host, ahead->text.ptr, text);
    move(&out->tag, ahead->text.ptr, text);
    move(&out->body, ahead->text.ptr, text);
}
