#include "pieces.h"
#include "postfix.h"

/* The programs by what they log; the busiest first.  Names as in master.cf's last column: several
 * services may run one program, and "relay" is a service that logs "postfix/relay/smtp". */
static const struct postfix_program programs[] = {
    {"smtpd", postfix_smtpd, SMTPLOG_INBOUND},
    {"qmgr", postfix_queue, SMTPLOG_OUTBOUND},
    {"cleanup", postfix_cleanup, SMTPLOG_LOCAL},
    {"smtp", postfix_client, SMTPLOG_OUTBOUND},
    {"postscreen", postfix_postscreen, SMTPLOG_INBOUND},
    {"local", postfix_agent, SMTPLOG_LOCAL},
    {"lmtp", postfix_client, SMTPLOG_OUTBOUND},
    {"pickup", postfix_queue, 0},
    {"bounce", postfix_queue, SMTPLOG_LOCAL},
    {"error", postfix_agent, SMTPLOG_OUTBOUND},
    {"virtual", postfix_agent, SMTPLOG_LOCAL},
    {"pipe", postfix_agent, SMTPLOG_LOCAL},
    {"dnsblog", postfix_tool, 0},
    {"anvil", postfix_tool, 0},
    {"scache", postfix_tool, 0},
    {"tlsproxy", postfix_tool, 0},
    {"verify", postfix_tool, 0},
    {"master", postfix_tool, 0},
    {"discard", postfix_agent, SMTPLOG_LOCAL},
    {"retry", postfix_agent, SMTPLOG_OUTBOUND},
    {"trivial-rewrite", postfix_tool, 0},
    {"sendmail", postfix_tool, 0},
    {"postdrop", postfix_tool, 0},
    {"postsuper", postfix_queue, 0},
    {"oqmgr", postfix_queue, SMTPLOG_OUTBOUND},
    {"nqmgr", postfix_queue, SMTPLOG_OUTBOUND},
    {"qmqpd", postfix_tool, SMTPLOG_INBOUND},
    {"proxymap", postfix_tool, 0},
    {"proxywrite", postfix_tool, 0},
    {"tlsmgr", postfix_tool, 0},
    {"flush", postfix_tool, 0},
    {"showq", postfix_tool, 0},
    {"spawn", postfix_tool, 0},
    {"postlogd", postfix_tool, 0},
    {"postlog", postfix_tool, 0},
    {"postqueue", postfix_tool, 0},
    {"postfix-script", postfix_tool, 0},
    {"postmap", postfix_tool, 0},
    {"postalias", postfix_tool, 0},
    {"postconf", postfix_tool, 0},
    {"postcat", postfix_tool, 0},
    {"postkick", postfix_tool, 0},
    {"postmulti", postfix_tool, 0},
    {"smtp-sink", postfix_tool, 0},
};

const struct postfix_program *postfix_program_named(struct smtplog_slice name)
{
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        if (slice_is(name, programs[i].name))
            return &programs[i];
    return NULL;
}

/* Messages that tell their program, where the tag does not: rsyslog cuts it at the first '/' in
 * RFC 5424 framing, administrators rename it.  Only what no other mail software says. */
struct shape {
    const char *starts, *holds, *program;
};

static const struct shape shapes_with_id[] = {
    {"client=", NULL, "smtpd"},
    {"milter-header-", "; from=<", "cleanup"},
    {"milter-body-", "; from=<", "cleanup"},
    {"reject: content ", NULL, "cleanup"},
    {"reject: mime-error ", NULL, "cleanup"},
    {"hold: header ", NULL, "cleanup"},
    {"discard: header ", NULL, "cleanup"},
    {"write queue file: ", NULL, "cleanup"},
    {"malformed BDAT command syntax from ", NULL, "smtpd"},
    {"BDAT request from ", " exceeds message size limit", "smtpd"},
    {"reply filter out: ", NULL, "smtpd"},
    {"Server certificate not ", NULL, "smtp"},
    {"Sender requested REQUIRETLS, but ", NULL, "smtp"},
    {"message-id=", NULL, "cleanup"},
    {"resent-message-id=", NULL, "cleanup"},
    {"from=<", "(queue active)", "qmgr"},
    {"from=<", "status=", "qmgr"},
    {"removed", NULL, "qmgr"},
    {"uid=", " from=<", "pickup"},
    {"to=", "relay=local,", "local"},
    {"to=", "relay=virtual,", "virtual"},
    {"to=", "[private/", "lmtp"},
    {"to=", "(delivery temporarily suspended: ", "error"},
    {"to=", "]:24, ", "lmtp"},
    {"to=", "relay=none, ", "smtp"},
    {"to=", "]:", "smtp"},
    {"to=", "], delay=", "smtp"},
    {"to=", "relay=", "pipe"},
    {"reject: header ", NULL, "cleanup"},
    {"reject: body ", NULL, "cleanup"},
    {"milter-reject: END-OF-MESSAGE from ", NULL, "cleanup"},
    {"milter-discard: END-OF-MESSAGE from ", NULL, "cleanup"},
    {"milter-hold: END-OF-MESSAGE from ", NULL, "cleanup"},
    {"reject: RCPT from [", ", proto=", "postscreen"},
    {"reject: CONNECT from [", NULL, "postscreen"},
    {"reject: ", " from ", "smtpd"},
    {"reject_warning: ", " from ", "smtpd"},
    {"milter-reject: ", " from ", "smtpd"},
    {"milter-", " from ", "smtpd"},
    {"abort: TLS from ", NULL, "smtpd"},
    {"lost connection after ", " from ", "smtpd"},
    {"timeout after ", " from ", "smtpd"},
    {"too many errors after ", " from ", "smtpd"},
    {"bare <LF> received after ", NULL, "smtpd"},
    {"queue file size limit exceeded", NULL, "smtpd"},
    {"hold: ", "; from=<", "smtpd"},
    {"discard: ", "; from=<", "smtpd"},
    {"host ", "] said: ", "smtp"},
    {"host ", "] refused to talk to me: ", "smtp"},
    {"lost connection with ", " while ", "smtp"},
    {"conversation with ", " timed out while ", "smtp"},
    {"SASL ", "authentication failed", "smtp"},
    {"Cannot start TLS: ", NULL, "smtp"},
    {"TLS is required, but ", NULL, "smtp"},
    {"sender ", " notification: ", "bounce"},
    {"postmaster ", " notification: ", "bounce"},
    {"message rejected: ", NULL, "cleanup"},
    {"status=", "(bounce failed)", "bounce"},
    {NULL, "]: Error: ", "qmqpd"},
    {NULL, "]: timeout while ", "qmqpd"},
    {NULL, " map lookup problem ", "cleanup"},
    {NULL, NULL, NULL},
};

static const struct shape shapes_without_id[] = {
    {"connect from ", "[", "smtpd"},
    {"disconnect from ", "[", "smtpd"},
    {"lost connection after ", " from ", "smtpd"},
    {"timeout after ", " from ", "smtpd"},
    {"too many errors after ", " from ", "smtpd"},
    {"improper command pipelining after ", " from ", "smtpd"},
    {"bare <LF> received after ", " from ", "smtpd"},
    {"proxy-reject: ", NULL, "smtpd"},
    {"proxy-accept: ", NULL, "smtpd"},
    {NULL, "]: SASL ", "smtpd"},
    {NULL, ": SASL ", "smtpd"},
    {NULL, " limit exceeded: ", "smtpd"},
    {"non-SMTP command from ", NULL, "smtpd"},
    {"Illegal address syntax from ", NULL, "smtpd"},
    {"proxy ", " rejected \"", "smtpd"},
    {"connect to proxy filter ", NULL, "smtpd"},
    {"lost connection with proxy ", NULL, "smtpd"},
    {"timeout talking to proxy ", NULL, "smtpd"},
    {"Refusing ", " request from ", "smtpd"},
    {NULL, "]: request longer than ", "smtpd"},
    {"too much BDAT content", NULL, "smtpd"},
    {"null BDAT request from ", NULL, "smtpd"},
    {"reject: ETRN ", " from ", "smtpd"},
    {"bad ETRN ", " from ", "smtpd"},
    {"cannot connect to service private/smtpd", NULL, "postscreen"},
    {"getpeername: ", " -- dropping this connection", "postscreen"},
    {"uid=", ": File too large", "postdrop"},
    {NULL, "): message file too big", "sendmail"},
    {"hostname ", " does not resolve to address ", "smtpd"},
    {"CONNECT from [", " to [", "postscreen"},
    {"DISCONNECT [", NULL, "postscreen"},
    {"PASS ", " [", "postscreen"},
    {"HANGUP after ", " from [", "postscreen"},
    {"PREGREET ", " from [", "postscreen"},
    {"DNSBL rank ", " for [", "postscreen"},
    {"COMMAND ", " from [", "postscreen"},
    {"BARE NEWLINE from [", NULL, "postscreen"},
    {"NON-SMTP COMMAND from [", NULL, "postscreen"},
    {"DATA without valid RCPT from [", NULL, "postscreen"},
    {"BDAT without valid RCPT from [", NULL, "postscreen"},
    {"reject: connect from [", NULL, "postscreen"},
    {"addr ", " listed by domain ", "dnsblog"},
    {"statistics: max ", NULL, "anvil"},
    {"connect to ", "]:", "smtp"},
    {"host ", " said: ", "smtp"},
    {"< ", NULL, "smtpd"},
    {"> ", NULL, "smtpd"},
    {NULL, NULL, NULL},
};

const struct postfix_program *postfix_program_guess(const struct postfix_record *r)
{
    const struct shape *s = r->has_id ? shapes_with_id : shapes_without_id;

    for (; s->program; s++)
        if ((!s->starts || slice_starts(r->rest, s->starts)) &&
            (!s->holds || slice_find(r->rest, s->holds) >= 0))
            return postfix_program_named(slice_str(s->program));
    return NULL;
}
