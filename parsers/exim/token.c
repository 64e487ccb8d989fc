/* token.c - the smallest pieces of an Exim log line
 *
 * Each is a shape that Exim alone writes in one place of the line, so that strangers' text, which
 * comes later, is never taken for it.
 */
#include "token.h"

struct smtplog_slice exim_tag_at(struct smtplog_slice s)
{
    size_t i = 0;

    if (s.len > 1 && s.ptr[1] == '=')
        return s.ptr[0] >= 'A' && s.ptr[0] <= 'Z' ? slice_head(s, 2) : slice_of(NULL, 0);
    if (slice_starts(s, "id=") || slice_starts(s, "id*="))
        return slice_head(s, s.ptr[2] == '=' ? 3 : 4);
    if (s.len == 0 || s.ptr[0] < 'A' || s.ptr[0] > 'Z')
        return slice_of(NULL, 0);
    while (i < s.len && i < 6 && scan_is_alnum(s.ptr[i]))
        i++;
    return i < s.len && s.ptr[i] == '=' ? slice_head(s, i + 1) : slice_of(NULL, 0);
}

int exim_ip_scan(struct smtplog_slice *c, struct smtplog_slice *out)
{
    size_t i = 1;

    if (c->len < 4 || c->ptr[0] != '[')
        return 0;
    while (i < c->len && (scan_is_digit(c->ptr[i]) || c->ptr[i] == ':' || c->ptr[i] == '.' ||
                          (c->ptr[i] >= 'a' && c->ptr[i] <= 'f') ||
                          (c->ptr[i] >= 'A' && c->ptr[i] <= 'F')))
        i++;
    if (i < 3 || i >= c->len || c->ptr[i] != ']')
        return 0;
    *out = slice_of(c->ptr + 1, i - 1);
    *c = slice_from(*c, i + 1);
    return 1;
}

int exim_angle_scan(struct smtplog_slice *c, struct smtplog_slice *out)
{
    size_t i, plain = 0;
    int quoted = 0;

    if (c->len < 2 || c->ptr[0] != '<')
        return 0;
    for (i = 1; i < c->len; i++) {
        if (quoted && c->ptr[i] == '\\')
            i++;
        else if (c->ptr[i] == '"')
            quoted = !quoted;
        else if (c->ptr[i] == '>') {
            if (!quoted)
                break;
            if (!plain)
                plain = i;              /* the end, should the quote never close */
        }
    }
    if (i >= c->len)
        i = plain;
    if (i == 0)
        return 0;
    *out = slice_of(c->ptr + 1, i - 1);
    *c = slice_from(*c, i + 1);
    return 1;
}

int exim_id_scan(struct smtplog_slice *c, struct smtplog_slice *out)
{
    enum { FIRST = 6, MIDDLE = FIRST + 1 };
    size_t middle, last, end;

    if (c->len < 16 || c->ptr[FIRST] != '-' || slice_alnums(*c) != FIRST)
        return 0;
    middle = slice_alnums(slice_from(*c, MIDDLE));
    if (middle != 6 && middle != 11)
        return 0;
    last = MIDDLE + middle + 1;
    end = last + (middle == 6 ? 2 : 4);
    if (c->len < end || c->ptr[last - 1] != '-' || !exim_is_blank_at(*c, end) ||
        slice_alnums(slice_of(c->ptr + last, end - last)) != end - last)
        return 0;
    *out = slice_head(*c, end);
    *c = slice_from(*c, end + 1);
    return 1;
}

ptrdiff_t exim_find_outside(struct smtplog_slice s, const char *lit)
{
    /* behind the last '>' no bracket closes, and looking from each of them costs the square; as it
     * does to look for that where no bracket opens, for this is asked at every word of a line */
    const char *last = NULL;
    int sought = 0;
    for (size_t i = 0; i < s.len; i++) {
        struct smtplog_slice at = slice_from(s, i), inside;
        if (slice_starts(at, lit))
            return (ptrdiff_t)i;
        if (at.ptr[0] != '<')
            continue;
        if (!sought++)
            last = memrchr(at.ptr, '>', at.len);
        if (last && at.ptr < last && exim_angle_scan(&at, &inside))
            i = (size_t)(at.ptr - s.ptr) - 1;
    }
    return -1;
}

/* Seconds in six digits of base 62 (Exim receive_msg, string_base62). */
int64_t exim_id_made(struct smtplog_slice id)
{
    static const char base62[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    enum { SECONDS = 6, Y2000 = 946684800 };
    struct smtplog_slice c = id, all;
    int64_t time;

    if (!exim_id_scan(&c, &all) || all.len != id.len)
        return 0;
    time = slice_number(slice_head(id, SECONDS), base62);
    return time > Y2000 ? time : 0;
}
