/* Exim writes its own stamps, with or without zone and pid, and marks pieces of a record when
 * syslog cuts it. */
#include "frame/exim.h"

#include <strings.h>

enum { PIECES_MAX = 1000 };

int exim_is_tag(struct smtplog_slice tag)
{
    return tag.len >= 4 && strncasecmp(tag.ptr, "exim", 4) == 0;
}

/* "[4711] " at the front, with log_selector +pid. */
static int scan_own_pid(struct smtplog_slice *c, uint32_t *pid)
{
    struct smtplog_slice rest = *c;
    uint64_t n;
    if (!scan_lit(&rest, "[") || !scan_number(&rest, 10, &n) || !scan_lit(&rest, "]") ||
        (rest.len && !scan_lit(&rest, " ")))
        return 0;
    *pid = (uint32_t)n;
    *c = rest;
    return 1;
}

/* 1 if "HOST TAG[pid]: " or "HOST exim...: " follows the stamp: not Exim's file but a syslog
 * daemon told to write such stamps. */
static int is_syslog_tail(struct smtplog_slice c)
{
    struct smtplog_slice host, tag;
    uint32_t pid;
    if (c.len == 0 || !scan_is_alnum(c.ptr[0]) || !scan_until(&c, ' ', &host) ||
        !shape_tag(&c, &tag, &pid) || (pid == 0 && !exim_is_tag(tag)))
        return 0;
    for (size_t i = 0; i < host.len; i++)
        if (!scan_is_alnum(host.ptr[i]) && !strchr(".-_:", host.ptr[i]))
            return 0;
    return 1;
}

int exim_shape(struct smtplog_slice c, struct shaped *out)
{
    if (!stamp_scan_exim(&c, &out->stamp))
        return 0;
    if (is_syslog_tail(c)) {
        shape_tail(c, out);
        return 1;
    }
    scan_own_pid(&c, &out->pid);
    out->flags |= SMTPLOG_LINE_MTA_STAMP;
    out->body = c;
    return 1;
}

static int is_absolute(const struct stamp *s)
{
    return s->zone != STAMP_LOCAL;
}

void exim_unwrap(struct shaped *s)
{
    struct smtplog_slice c = s->body;
    struct stamp stamp;
    uint32_t pid;
    if (c.len == 0 || (c.ptr[0] != '[' && !scan_is_digit(c.ptr[0])))
        return;
    int stamped = stamp_scan_exim(&c, &stamp);
    if (stamped && !is_absolute(&s->stamp))
        s->stamp = stamp;
    if ((stamped || exim_is_tag(s->tag)) && scan_own_pid(&c, &pid) && s->pid == 0)
        s->pid = pid;
    s->stripped = (uint32_t)(c.ptr - s->body.ptr);
    s->body = c;
}

int exim_scan_mark(struct smtplog_slice *c, struct exim_mark *mark)
{
    struct smtplog_slice rest = *c;
    uint64_t piece, of;
    if (!scan_lit(&rest, "[") || !scan_number(&rest, 4, &piece))
        return 0;
    mark->ends_line = scan_lit(&rest, "\\");
    if ((!mark->ends_line && !scan_lit(&rest, "/")) || !scan_number(&rest, 4, &of) ||
        !scan_lit(&rest, "] ") || piece < 1 || piece > of || of < 2 || of > PIECES_MAX)
        return 0;
    mark->piece = (uint32_t)piece;
    mark->of = (uint32_t)of;
    *c = rest;
    return 1;
}

int exim_is_first_piece(const struct shaped *s)
{
    struct smtplog_slice c = s->body;
    struct exim_mark mark;
    struct stamp stamp;
    return exim_scan_mark(&c, &mark) && mark.piece == 1 &&
           (exim_is_tag(s->tag) || stamp_scan_exim(&c, &stamp));
}
