/* quoted.c - takes a reply out of the words that a server's log puts in front of it
 *
 * Runs for each event whose text is classified, so it is a few prefix comparisons for most. */
#include "classify/quoted.h"

#include "smtp/reply.h"

uint32_t quoted_joint(struct smtplog_slice reply)
{
    if (slice_find(reply, "\n") >= 0)
        return SMTPLOG_BY_NEWLINE;
    if (slice_find(reply, "\\n") >= 0)
        return SMTPLOG_BY_ESCAPE;
    return reply.len > 3 && reply.ptr[3] == '-' ? SMTPLOG_BY_BLANK : SMTPLOG_ONE_LINE;
}

struct smtplog_slice quoted_words(const struct wordings *wordings, struct smtplog_slice text,
                                  int32_t code, struct strbuf *scratch)
{
    struct smtplog_slice rest = text, command;
    struct wording_place place = {0};
    const struct smtplog_wording *w;
    int wrapped = 0;

    while (!wrapped && (w = wordings_next(wordings, SMTPLOG_BEFORE_COMMAND, &place)))
        wrapped = scan_lit(&rest, w->words);
    while (wrapped && scan_until_lit(&rest, ": ", &command)) {
        struct smtplog_slice reply = rest;
        int32_t found;
        if (scan_code(&reply, &found) && found == code)
            return reply_read(rest, quoted_joint(rest), scratch).text;
    }
    return text;
}
