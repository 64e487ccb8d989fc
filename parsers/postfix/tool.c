/* tool.c - helpers and command-line tools: refused submissions, QMQP, TLS for postscreen; all else
 * is noise */
#include "postfix.h"

const struct form postfix_tool_forms[] = {
    {"submission-too-big", NULL, ": message file too big",
     "(?:\\S+\\(\\d+\\): )?(?<text>message file too big)",
     /* the sendmail command: no dialogue, no queue file */
     NULL, {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_LOCAL, .disposition = SMTPLOG_REJECTED,
            .origin = SMTPLOG_BY_LOCAL, .process = "sendmail"}, "sendmail.c"},
    {"submission-write", "uid=", ": File too large", "uid=\\d+: (?<text>File too large)",
     /* postdrop's half of the same */
     NULL, {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_LOCAL, .disposition = SMTPLOG_REJECTED,
            .origin = SMTPLOG_BY_LOCAL, .flags = SMTPLOG_NOT_FINAL, .process = "postdrop"},
     "postdrop.c"},
    {"qmqp-error", NULL, ": Error: ", POSTFIX_CLIENT ": (?<text>Error: .*)",
     NULL, POSTFIX_SAYS(SMTPLOG_OTHER, SMTPLOG_REJECTED, 0, NULL, 0), "qmqpd.c qmqpd_reply"},
    {"qmqp-broken", NULL, " while ",
     POSTFIX_CLIENT ": (?<text>(?:timeout|lost connection) while .*)",
     NULL, POSTFIX_SAYS(SMTPLOG_OTHER, SMTPLOG_ABORTED, 0, NULL, 0), "qmqpd.c qmqpd_proto"},
};
const size_t postfix_tool_forms_len = sizeof postfix_tool_forms / sizeof *postfix_tool_forms;

int postfix_tool(const struct postfix_record *r, struct smtplog_event *e)
{
    int result = postfix_handshake(r, e);
    return result != SMTPLOG_NOT_MINE ? result : postfix_match(r, POSTFIX_TOOL_FORMS, e);
}
