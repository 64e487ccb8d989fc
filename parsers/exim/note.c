/* note.c - lines that tell of no reply: what became of a message, and noise
 *
 * Many speak of failures that another line carries, so they are listed: a line with such words
 * that is not here and fits no form is reported as strange.
 */
#include "exim.h"

/* OWN: nothing, but these words alone show that the log is Exim's. */
enum tells { NOTHING, OWN, HELD, ENDS };

static const struct note {
    const char *starts;                 /* NULL: anything */
    const char *holds;                  /* NULL: anything */
    enum tells tells;
} notes[] = {
    {"Frozen", NULL, HELD},
    {"frozen by ", NULL, HELD},
    {"Message is frozen", NULL, NOTHING},
    {"Unfrozen ", NULL, NOTHING},
    {"unfrozen by ", NULL, NOTHING},
    {"cancelled by ", NULL, ENDS},
    {"removed by ", NULL, ENDS},
    {"Message removed because ", NULL, ENDS},
    {"Spool file ", " is locked", NOTHING},
    {"no immediate delivery: ", NULL, OWN},
    {NULL, ": error ignored", NOTHING},
    {NULL, ">: pipe transport output: ", NOTHING},
    {"remote host address is the local host", NULL, OWN},       /* "==" follows */
    {"lowest numbered MX record points to local host", NULL, OWN},
    {"peer close after all rcpt responses", NULL, NOTHING},
    {"DKIM", NULL, NOTHING},
    {"PDKIM", NULL, OWN},
    {"DMARC", NULL, NOTHING},
    {"ARC", NULL, NOTHING},
    {"SPF", NULL, NOTHING},
    {"SA: ", NULL, NOTHING},
    {"Warning: ", NULL, NOTHING},
    {"Authentication-Results: ", NULL, NOTHING},
    {"TLS client disconnected cleanly", NULL, OWN},             /* after the TLS error's line */
    {"TLS ALPN ", NULL, NOTHING},
    {"lookup of host \"", " failed in ", NOTHING},                  /* "==" or "**" follows */
    {"invalid message_size_limit: ", NULL, NOTHING},
    {"rescind the above message-accept", NULL, NOTHING},          /* the rejection stands before */
    {"no host name found for IP address ", NULL, OWN},
    {"no IP address found for host ", NULL, OWN},
    {"ident connection to ", NULL, NOTHING},
    {"list matching forced to fail: ", NULL, OWN},              /* +unknown_in_list */
    {"ignoring AUTH=", NULL, OWN},
    {"DNS list lookup defer", NULL, OWN},
    {"configured error code starts with incorrect digit", NULL, OWN},
    {"Exim configuration error", NULL, OWN},
    {"SMTP connection outbound ", NULL, NOTHING},                   /* a panel's logwrite */
    {"ETRN ", " received from ", NOTHING},
    {"ATRN ", " received from ", NOTHING},
    {"timed out while reading local message", NULL, NOTHING},
    {"sender verify ", "(making callout connection)", NOTHING},
    {"recipient verify ", "(making callout connection)", NOTHING},
    {"malware acl condition", NULL, NOTHING},
    {"spam acl condition", NULL, NOTHING},
    {"Start queue run", NULL, OWN},
    {"End queue run", NULL, OWN},
    {"cwd=", " args: ", OWN},
    {"exim ", " daemon started: pid=", OWN},
    {"exim ", NULL, NOTHING},
    {"socket bind() to port ", " failed", OWN},
    {"pid ", NULL, NOTHING},
    {"daemon: ", NULL, NOTHING},
    {"SIGHUP received", NULL, NOTHING},
    {NULL, "router: skipped error: ", NOTHING},
    {NULL, "delivering unencrypted to ", NOTHING},
};

static const struct note *note_find(struct smtplog_slice s)
{
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if ((!notes[i].starts || slice_starts(s, notes[i].starts)) &&
            (!notes[i].holds || slice_find(s, notes[i].holds) >= 0))
            return &notes[i];
    return NULL;
}

static int has_words_of_failure(struct smtplog_slice s)
{
    static const char *const words[] = {
        "fail", "error", "reject", "refuse", "defer", "timed out", "timeout", "denied", "abandon",
        "lost", "dropped", "unexpected", "too many",
    };
    return slice_holds_any(s, words, sizeof words / sizeof *words);
}

int exim_note_is_own(struct smtplog_slice text)
{
    const struct note *note = note_find(text);

    return note && note->tells == OWN;
}

int exim_note(const struct exim_record *r, struct smtplog_event *e)
{
    const struct note *note = note_find(r->text);

    if (!note)
        return has_words_of_failure(r->text) ? SMTPLOG_STRANGE : SMTPLOG_UNKNOWN;
    if (note->tells == NOTHING || note->tells == OWN || !r->id.ptr)
        return SMTPLOG_QUIET;
    e->form = note->tells == HELD ? "frozen" : "removed";
    e->kind = SMTPLOG_FACTS;
    if (note->tells == ENDS) {
        e->flags = SMTPLOG_MESSAGE_ENDS;
        return SMTPLOG_SAID;
    }
    e->kind = SMTPLOG_FAILURE;          /* the failure itself stands in the line before */
    e->flags = SMTPLOG_NOT_FINAL;
    e->direction = SMTPLOG_LOCAL;
    e->disposition = SMTPLOG_HELD;
    e->origin = SMTPLOG_BY_LOCAL;
    e->text = r->text;
    return SMTPLOG_SAID;
}
