/* programs.c - the programs of Postfix: which room reads what each of them logs
 *
 * syslog's tag names the program, "postfix/smtpd", unless it was cut at the slash (APP-NAME of RFC
 * 5424 by rsyslog) or renamed.  Then the rooms are asked in turn, each for the forms that are its
 * program's alone (postfix_record.guessing): so a new form is known under the cut tag as well. */
#include "pieces.h"
#include "postfix.h"

/* The programs by what they log; the busiest first.  Names as in master.cf's last column: several
 * services may run one program, and "relay" is a service that logs "postfix/relay/smtp". */
static const struct postfix_program programs[] = {
    {"smtpd", postfix_smtpd, SMTPLOG_INBOUND, 0},
    {"qmgr", postfix_queue, SMTPLOG_OUTBOUND, 1},
    {"cleanup", postfix_cleanup, SMTPLOG_LOCAL, 0},
    {"smtp", postfix_client, SMTPLOG_OUTBOUND, 0},
    {"postscreen", postfix_postscreen, SMTPLOG_INBOUND, 0},
    {"local", postfix_agent, SMTPLOG_LOCAL, 0},
    {"lmtp", postfix_client, SMTPLOG_OUTBOUND, 0},
    {"pickup", postfix_queue, 0, 0},
    {"bounce", postfix_queue, SMTPLOG_LOCAL, 0},
    {"error", postfix_agent, SMTPLOG_OUTBOUND, 0},
    {"virtual", postfix_agent, SMTPLOG_LOCAL, 0},
    {"pipe", postfix_agent, SMTPLOG_LOCAL, 0},
    {"dnsblog", postfix_tool, 0, 0},
    {"anvil", postfix_tool, 0, 0},
    {"scache", postfix_tool, 0, 0},
    {"tlsproxy", postfix_tool, 0, 0},
    {"verify", postfix_tool, 0, 0},
    {"master", postfix_tool, 0, 0},
    {"discard", postfix_agent, SMTPLOG_LOCAL, 0},
    {"retry", postfix_agent, SMTPLOG_OUTBOUND, 0},
    {"trivial-rewrite", postfix_tool, 0, 0},
    {"sendmail", postfix_tool, 0, 0},
    {"postdrop", postfix_tool, 0, 0},
    {"postsuper", postfix_queue, 0, 0},
    {"oqmgr", postfix_queue, SMTPLOG_OUTBOUND, 1},
    {"nqmgr", postfix_queue, SMTPLOG_OUTBOUND, 1},
    {"qmqpd", postfix_tool, SMTPLOG_INBOUND, 0},
    {"proxymap", postfix_tool, 0, 0},
    {"proxywrite", postfix_tool, 0, 0},
    {"tlsmgr", postfix_tool, 0, 0},
    {"flush", postfix_tool, 0, 0},
    {"showq", postfix_tool, 0, 0},
    {"spawn", postfix_tool, 0, 0},
    {"postlogd", postfix_tool, 0, 0},
    {"postlog", postfix_tool, 0, 0},
    {"postqueue", postfix_tool, 0, 0},
    {"postfix-script", postfix_tool, 0, 0},
    {"postmap", postfix_tool, 0, 0},
    {"postalias", postfix_tool, 0, 0},
    {"postconf", postfix_tool, 0, 0},
    {"postcat", postfix_tool, 0, 0},
    {"postkick", postfix_tool, 0, 0},
    {"postmulti", postfix_tool, 0, 0},
    {"smtp-sink", postfix_tool, 0, 0},
};

const struct postfix_program *postfix_program_named(struct smtplog_slice name)
{
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        if (name.len && name.ptr[0] == programs[i].name[0] && slice_is(name, programs[i].name))
            return &programs[i];
    return NULL;
}

/* In this order: where two programs' forms overlap, the narrower one's stand first.  The agents
 * are not here: delivery.c tells them by relay=. */
static const char *const askable[POSTFIX_ASKED] = {
    "postscreen", "cleanup", "smtpd", "qmgr", "smtp", "qmqpd",
};

void postfix_programs_to_ask(const struct postfix_program *list[POSTFIX_ASKED])
{
    for (size_t i = 0; i < POSTFIX_ASKED; i++)
        list[i] = postfix_program_named(slice_str(askable[i]));
}
