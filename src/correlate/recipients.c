/* recipients.c - a record that names several recipients is an event of each
 *
 * Sendmail and Exim write one line for all recipients of a delivery that had one fate.  Whoever
 * counts by recipient needs each, and copies of the log must still be found. */
#include "correlate/recipients.h"

int recipients_next(struct smtplog_slice *list, struct smtplog_slice *one)
{
    size_t n = 0;
    int quoted = 0;

    for (; n < list->len && (quoted || list->ptr[n] != ','); n++)
        if (list->ptr[n] == '"')
            quoted = !quoted;
        else if (list->ptr[n] == '\\' && n + 1 < list->len)
            n++;
    *one = slice_head(*list, n);
    *list = slice_from(*list, n + 1);
    if (slice_starts(*one, "<") && slice_ends(*one, ">"))
        *one = slice_of(one->ptr + 1, one->len - 2);
    return n > 0;
}

struct smtplog_slice recipients_words(struct smtplog_slice list, struct smtplog_slice body)
{
    int inside = list.ptr >= body.ptr && list.ptr < body.ptr + body.len;
    return inside ? slice_from(body, (size_t)(list.ptr - body.ptr)) : list;
}
