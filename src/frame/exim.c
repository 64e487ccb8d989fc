/* Exim writes its own stamps, with or without zone and pid, and marks pieces of a record when
 * syslog cuts it. */
#include "frame/exim.h"

#include <strings.h>

enum { PIECES_MAX = 1000 };

int exim_is_tag(struct smtplog_slice tag)
{
    return tag.len >= 4 && strncasecmp(tag.ptr, "exim", 4) == 0;
}

int exim_scan_pid(struct smtplog_slice *c, uint32_t *pid)
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
    if ((stamped || exim_is_tag(s->tag)) && exim_scan_pid(&c, &pid) && s->pid == 0)
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

/* "1vbXyz-0001AB-CD ", or since 4.97 "1vbXyz-000000012Ab-3cDe ". */
static int is_message_id(struct smtplog_slice c)
{
    size_t middle, last;
    if (slice_alnums(c) != 6 || c.len < 17 || c.ptr[6] != '-')
        return 0;
    c = slice_from(c, 7);
    middle = slice_alnums(c);
    if ((middle != 6 && middle != 11) || middle == c.len || c.ptr[middle] != '-')
        return 0;
    c = slice_from(c, middle + 1);
    last = middle == 6 ? 2 : 4;
    return slice_alnums(c) == last && last < c.len && c.ptr[last] == ' ';
}

int exim_is_first_piece(const struct shaped *s)
{
    struct smtplog_slice c = s->body;
    struct exim_mark mark;
    struct stamp stamp;
    return exim_scan_mark(&c, &mark) && mark.piece == 1 &&
           (exim_is_tag(s->tag) || stamp_scan_exim(&c, &stamp) || is_message_id(c));
}
