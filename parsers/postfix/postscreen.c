/* postscreen.c - the zombie blocker: clients as "[ip]:port", never a queue id
 *
 * Which action a failed test leads to is configured and not logged.  With "drop" the client gets a
 * 521 and is disconnected at once, which the next line tells; with "enforce" a rejected RCPT
 * follows; with "ignore" nothing. */
#include "pieces.h"
#include "postfix.h"

/* What happens to a client, none of it a reply; in the order of how often it is seen. */
static const char *const happenings[] = {
    "PASS NEW ", "PASS OLD ", "ALLOWLISTED ", "WHITELISTED ", "ALLOWLIST VETO ", "WHITELIST VETO ",
    "HANGUP after ",
};

/* Tests; a client that is dropped for one hears 521 with this enhanced code. */
struct test {
    const char *starts, *form, *enhanced;
    uint32_t phase;                     /* 0: of the command behind "after" */
};
static const struct test tests[] = {
    /* postscreen_early.c psc_early_event */
    {"PREGREET ", "screen-pregreet", "5.5.1", SMTPLOG_CONNECT},
    {"DNSBL rank ", "screen-dnsbl", "5.7.1", SMTPLOG_CONNECT},
    /* postscreen.c psc_service */
    {"DENYLISTED ", "screen-denylisted", "5.3.2", SMTPLOG_CONNECT},
    {"BLACKLISTED ", "screen-denylisted", "5.3.2", SMTPLOG_CONNECT},
    /* postscreen_smtpd.c psc_smtpd_read_event */
    {"COMMAND PIPELINING ", "screen-pipelining", "5.5.1", 0},
    {"BARE NEWLINE ", "screen-bare-newline", "5.5.1", 0},
    {"NON-SMTP COMMAND ", "screen-non-smtp", "5.7.0", SMTPLOG_OTHER},
};

/* What postscreen learns of a client; session and peer are address and port, for it logs no
 * process of its own for each. */
static int say_fact(struct smtplog_slice c, const char *form, uint32_t flags,
                    struct smtplog_event *e)
{
    struct endpoint client;
    struct smtplog_slice session = c;

    if (!endpoint_scan(&c, &client))
        return SMTPLOG_QUIET;
    e->kind = SMTPLOG_FACTS;
    e->form = form;
    e->flags |= flags;
    e->direction = SMTPLOG_INBOUND;
    e->session = slice_head(session, (size_t)(c.ptr - session.ptr));
    endpoint_is_peer(&client, e);
    if (scan_lit(&c, ": "))
        e->helo = helo_said(c);         /* PREGREET shows what came too early */
    return SMTPLOG_SAID;
}

/* "TEST from [ip]:port after COMMAND: sample", "TEST [ip]:port": a refusal if a
 * disconnection follows at once. */
static int say_test(const struct test *test, struct smtplog_slice c, struct smtplog_event *e)
{
    struct smtplog_slice text = c, rest;

    scan_lit(&c, test->starts);
    if (!scan_until_lit(&c, "from ", &rest) && !scan_until_lit(&c, "for ", &rest))
        rest = slice_of(c.ptr, 0);
    if (say_fact(c, test->form, 0, e) != SMTPLOG_SAID)
        return SMTPLOG_QUIET;
    text = slice_trim(slice_head(text, (size_t)(rest.ptr + rest.len - text.ptr)));
    e->kind = SMTPLOG_FAILURE;
    e->origin = SMTPLOG_BY_LOCAL;
    e->disposition = SMTPLOG_REJECTED;
    e->code = 521;
    e->enhanced = slice_str(test->enhanced);
    e->text = text;
    e->flags |= SMTPLOG_CODE_IMPLIED;
    e->wait = SMTPLOG_WAIT_HABIT;
    e->awaits = POSTFIX_DISCONNECTED;
    e->phase = test->phase;
    if (!e->phase && scan_until_lit(&c, " after ", &rest))
        e->phase = form_phase(c);
    return SMTPLOG_SAID;
}

/* What postscreen tells of a client: tests it fails, states, its end. */
static int say_happening(struct smtplog_slice c, struct smtplog_event *e)
{
    struct smtplog_slice skipped;

    if (!c.len || c.ptr[0] < 'A' || c.ptr[0] > 'Z')
        return SMTPLOG_NOT_MINE;        /* all of these are in capitals */
    if (scan_lit(&c, "CONNECT from "))
        return say_fact(c, "screen-connect", SMTPLOG_SESSION_BEGINS, e);
    if (scan_lit(&c, "DISCONNECT ")) {
        e->tells = POSTFIX_DISCONNECTED;
        return say_fact(c, "screen-disconnect", SMTPLOG_SESSION_ENDS, e);
    }
    for (size_t i = 0; i < sizeof happenings / sizeof *happenings; i++)
        if (scan_lit(&c, happenings[i])) {
            scan_until_lit(&c, " from ", &skipped);
            return say_fact(c, "screen-state", 0, e);
        }
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        if (slice_starts(c, tests[i].starts))
            return say_test(&tests[i], c, e);
    return SMTPLOG_NOT_MINE;
}

/* The dialogue's key is the endpoint as printed. */
static void set_session(const struct postfix_record *r, struct smtplog_event *e)
{
    ptrdiff_t at = slice_find(r->rest, " from [");
    struct smtplog_slice c, key;
    struct endpoint client;

    if (at < 0)
        return;
    key = c = slice_from(r->rest, (size_t)at + 6);
    if (endpoint_scan(&c, &client))
        e->session = slice_head(key, (size_t)(c.ptr - key.ptr));
}

/* postscreen drops the connection with these; 421 and 554 in postscreen_smtpd.c psc_smtpd_*. */
const struct form postfix_postscreen_forms[] = {
    {"screen-time-limit", "COMMAND TIME LIMIT from ", NULL,
     "(?<text>COMMAND TIME LIMIT) from " POSTFIX_CLIENT "(?: after (?<stage>.*))?",
     NULL, POSTFIX_SAYS(0, SMTPLOG_ABORTED, 421, "4.4.2", 0), "psc_smtpd_time_event"},
    {"screen-limit", "COMMAND ", " LIMIT from ",
     "(?<text>COMMAND (?:COUNT|LENGTH) LIMIT) from " POSTFIX_CLIENT "(?: after (?<stage>.*))?",
     NULL, POSTFIX_SAYS(0, SMTPLOG_ABORTED, 421, NULL, 0), "psc_smtpd_read_event"},
    {"screen-no-recipient", "DATA without valid RCPT from ", NULL,
     "(?<text>DATA without valid RCPT) from " POSTFIX_CLIENT,
     /* the rejected RCPT before it is the failure */
     NULL, POSTFIX_SAYS(SMTPLOG_DATA, SMTPLOG_REJECTED, 554, "5.5.1", SMTPLOG_NOT_FINAL),
     "psc_data_cmd"},
    {"screen-no-recipient-bdat", "BDAT without valid RCPT from ", NULL,
     "(?<text>BDAT without valid RCPT) from " POSTFIX_CLIENT,
     NULL, POSTFIX_SAYS(SMTPLOG_DATA, SMTPLOG_REJECTED, 554, "5.5.1", SMTPLOG_NOT_FINAL),
     "psc_bdat_cmd"},
    {"screen-no-server", "cannot connect to service ", NULL, "(?<text>.*)",
     NULL, POSTFIX_SAYS(SMTPLOG_CONNECT, SMTPLOG_REJECTED, 421, "4.3.2", 0), "psc_send_socket"},
    {"screen-getpeername", "getpeername: ", " -- dropping this connection", "(?<text>.*)",
     NULL, POSTFIX_SAYS(SMTPLOG_CONNECT, SMTPLOG_REJECTED, 421, "4.3.2", 0), "psc_endpt_lookup"},
};
const size_t postfix_postscreen_forms_len =
    sizeof postfix_postscreen_forms / sizeof *postfix_postscreen_forms;

/* smtpd logs the same, but has a name in front of the address, be it "unknown". */
static int client_is_bare(const struct postfix_record *r)
{
    struct smtplog_slice c = r->rest, action, stage;
    return scan_until(&c, ':', &action) && scan_until(&c, '[', &stage) &&
           slice_ends(stage, " from ");
}

int postfix_postscreen(const struct postfix_record *r, struct smtplog_event *e)
{
    int result = SMTPLOG_NOT_MINE;

    if (r->severity == POSTFIX_INFO) {
        result = say_happening(r->rest, e);
        if (result != SMTPLOG_NOT_MINE)
            return result;
        if (!r->guessing || client_is_bare(r))
            result = postfix_access(r, e);
    }
    if (result == SMTPLOG_NOT_MINE)
        result = postfix_match(r, POSTFIX_POSTSCREEN_FORMS, e);
    if (result == SMTPLOG_SAID)
        set_session(r, e);
    return result;
}
