/* Names are found as words: what stands beside them is no letter or digit.  Otherwise the address
 * 192.0.2.1 would be taken out of 192.0.2.17, which is right to the byte and shared by nobody. */
#include "store/write/text.h"

#include "base/text.h"

#include <string.h>

/* A name that could be mistaken for a mark, or that is stored otherwise than it is logged, stays
 * in the text. */
static int is_plain(struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] > 0 && s.ptr[i] <= TEXT_NAMES)
            return 0;
    return text_is_clean(s);
}

/* The sender and HELO of a message stand in its row, where they may be told later or, by a merge,
 * otherwise; those of no message stand in the event. */
static void names_of(struct smtplog_slice names[TEXT_NAMES], const struct event *e)
{
    const struct smtplog_slice none = slice_of(NULL, 0);
    names[TEXT_RECIPIENT] = e->recipient;
    names[TEXT_PEER_IP] = e->peer_ip;
    names[TEXT_PEER_NAME] = e->peer_name;
    names[TEXT_SENDER] = e->queue_id.len ? none : e->sender;
    names[TEXT_HELO] = e->queue_id.len ? none : e->helo;
    for (int i = 0; i < TEXT_NAMES; i++)
        if (!is_plain(names[i]))
            names[i] = none;
}

/* The name that stands at the front as a word of its own, the longest; TEXT_NAMES: none. */
static int name_at(struct smtplog_slice text, const struct smtplog_slice names[TEXT_NAMES])
{
    int found = TEXT_NAMES;
    for (int i = 0; i < TEXT_NAMES; i++) {
        const size_t len = names[i].len;
        if (len && (found == TEXT_NAMES || len > names[found].len) && len <= text.len &&
            memcmp(text.ptr, names[i].ptr, len) == 0 &&
            (len == text.len || !scan_is_alnum(text.ptr[len])))
            found = i;
    }
    return found;
}

unsigned text_share(struct strbuf *out, const struct event *e)
{
    struct smtplog_slice names[TEXT_NAMES], rest = e->text;
    unsigned met = 0;
    int inside = 0;                     /* of a word */
    if (!is_plain(rest)) {
        strbuf_slice(out, rest);
        return 0;
    }
    names_of(names, e);
    while (rest.len) {
        int name = inside ? TEXT_NAMES : name_at(rest, names);
        if (name < TEXT_NAMES) {
            met |= 1u << name;
            strbuf_char(out, (char)(name + 1));
            rest = slice_from(rest, names[name].len);
            inside = 1;                 /* a second one may follow after another character only */
            continue;
        }
        inside = scan_is_alnum(rest.ptr[0]);
        strbuf_char(out, rest.ptr[0]);
        rest = slice_from(rest, 1);
    }
    return met;
}
