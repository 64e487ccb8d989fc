/* leftover.c - what fits no form: transcripts, companions of other lines, or something strange
 *
 * At LogLevel 15 "--- 550 ..." and "<-- RCPT ..." repeat what other lines tell, passwords
 * included: they are noise here.  A SYSERR is a fault of this server that somebody must see,
 * unless it is one of those that a delivery's line tells. */
#include "sendmail.h"

static const char *const notes[] = {
    /* transcripts (log.c, srvrsmtp.c, usersmtp.c) */
    "--- ", "<-- ", ">>> ", "<<< ", "rset",
    /* the daemon (daemon.c, main.c, queue.c) */
    "started as: ", "starting daemon (", "restarting ", "stopping daemon", "accepting connections",
    "accepting new messages", "delaying=", "runqueue: ", "grew WorkList", "WorkList ",
    "checkqueuerunner", "rejecting connections on daemon ", "deferring connections on daemon ",
    "have been rejecting connections", "rejecting new messages: ", "POSSIBLE ATTACK from ",
    "Authentication-Warning: ", "gethostbyaddr(",
    /* TLS and logins that came about, or of which a delivery's line tells (tls.c, usersmtp.c) */
    "STARTTLS", "AUTH=client", "AUTH: available mech", "AUTH warning", "engine=",
    /* a message's way (alias.c, recipient.c, deliver.c, milter.c) */
    "alias ", "alias database ", "forward ", "discarded", "locked", "SMTP outgoing connect on ",
    "makeconnection (", "timeout waiting for input from ", "Milter ", "Milter: ", "quarantine=",
    "ERROR: inconsistent reply", "MCI@",
};
static const char *const parts[] = {
    " aliases, longest ", ": clone ",
    ": fl=0x",                          /* open files, which a SYSERR lists (conf.c dumpfd) */
};

static const char *const words[] = {
    "reject", "refused", "failed", "denied", "timed out", "timeout", "lost ", "error", "failure",
    "cannot", "unable to", "out of memory", "No space left", "SYSERR", "panic", "too many",
    "violation", "unsafe", "low on space",
};

int sendmail_leftover(const struct sendmail_record *r, struct smtplog_event *e)
{
    (void)e;
    if (slice_starts_any(r->text, notes, sizeof notes / sizeof *notes) ||
        slice_holds_any(r->text, parts, sizeof parts / sizeof *parts))
        return SMTPLOG_QUIET;
    return slice_holds_any(r->text, words, sizeof words / sizeof *words) ? SMTPLOG_STRANGE
                                                                   : SMTPLOG_UNKNOWN;
}
