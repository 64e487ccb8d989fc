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

static const char *const wrappers[] = {
    "SMTP error from remote mail server after ", "SMTP error from remote mailer after ",
    "LMTP error after ", "PRDR error after ",
};

struct smtplog_slice quoted_words(struct smtplog_slice text, int32_t code, struct strbuf *scratch)
{
    struct smtplog_slice rest = text, command;
    int wrapped = 0;
    for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers && !wrapped; i++)
        wrapped = scan_lit(&rest, wrappers[i]);
    while (wrapped && scan_until_lit(&rest, ": ", &command)) {
        struct smtplog_slice reply = rest;
        int32_t found;
        if (scan_code(&reply, &found) && found == code)
            return reply_read(rest, quoted_joint(rest), scratch).text;
    }
    return text;
}
