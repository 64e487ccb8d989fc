/* exim.c - the Exim parser's door: whose record it is, and which room reads it */
#include "exim.h"
#include "token.h"

#include <stdlib.h>

/* Nothing is read before the first line: the table of forms compiles its rows as it meets
 * them. */
static void *exim_open(const struct smtplog_host *host)
{
    struct exim *x = calloc(1, sizeof *x);

    if (!x)
        return NULL;
    x->tags = host->setting(host->to, "tags");
    if (!(x->inbound = exim_inbound_forms(host))) {
        free(x);
        x = NULL;
    }
    return x;
}

static void exim_close(void *state)
{
    struct exim *x = state;

    if (x)
        form_set_free(x->inbound);
    free(x);
}

enum claim { NOT_OURS, IF_PROVEN, OURS };

/* In syslog Exim's tag is a word of the configuration, so under another tag an id
 * with a flag behind must do.  The stamp of its own files many programs have: some
 * line must prove the file.  A line without any tag (a page of logs) must prove itself. */
static enum claim claim_of(const struct exim_record *r)
{
    const struct smtplog_line *line = r->line;

    if (slice_starts(line->tag, "exim") || slice_in_list(line->tag, r->state->tags))
        return OURS;
    if (line->flags & SMTPLOG_LINE_MTA_STAMP)
        return r->state->proven ? OURS : IF_PROVEN;
    if (!line->tag.len)
        return IF_PROVEN;
    if (slice_starts(line->tag, "postfix"))
        return NOT_OURS;
    return r->id.ptr && (exim_is_arrival(r->text) || exim_is_delivery(r->text) ||
                         slice_starts(r->text, "Completed")) ? OURS : NOT_OURS;
}

static int completed(const struct exim_record *r, struct smtplog_event *e)
{
    if (!r->id.ptr)
        return SMTPLOG_NOT_MINE;
    e->form = "completed";
    e->kind = SMTPLOG_FACTS;
    e->flags = SMTPLOG_MESSAGE_ENDS;
    return SMTPLOG_SAID;
}

/* Rooms are asked in this order; the first whose opening words fit and that does not decline
 * answers. */
static const struct room {
    const char *starts;                 /* NULL: anything */
    int (*read)(const struct exim_record *r, struct smtplog_event *e);
    int (*is_for)(struct smtplog_slice text);   /* asked before, as most lines are of these; NULL:
                                                   the room itself tells */
} rooms[] = {
    {NULL, exim_delivery, exim_is_delivery},
    {NULL, exim_arrival, exim_is_arrival},
    {"Completed", completed, NULL},
    {"H=", exim_reject, NULL}, {"U=", exim_reject, NULL}, {"F=", exim_reject, NULL},
    {"DSH=", exim_reject, NULL}, {"DS H=", exim_reject, NULL}, {"I=", exim_reject, NULL},
    {"Ci=", exim_reject, NULL},
    {"SMTP syntax error in ", exim_synprot, NULL},
    {"SMTP protocol error in ", exim_synprot, NULL},
    {NULL, exim_inbound, NULL},
    {NULL, exim_auth, NULL},
    {NULL, exim_attempt, NULL},
    {NULL, exim_note, NULL},
};

/* A known form with a message id, a client's address or name, or words that no other program
 * has. */
static int proves(const struct exim_record *r, const struct room *room, int result,
                  const struct smtplog_event *e)
{
    if (result == SMTPLOG_SAID)
        return r->id.ptr || ((e->peer_ip.ptr || e->helo.ptr) && room->read != exim_attempt);
    return room->read == exim_note && exim_note_is_own(r->text);
}

/* Takes the message id off and asks the rooms in order.  A line that only seems to be Exim's must
 * prove itself by what its room made of it (proves()). */
static int exim_parse(void *state, const struct smtplog_line *line, struct smtplog_event *e)
{
    struct exim_record r = {state, line, {NULL, 0}, line->body};
    enum claim claim;

    while (scan_lit(&r.text, " "))
        ;
    exim_id_scan(&r.text, &r.id);
    while (scan_lit(&r.text, " "))
        ;
    if ((claim = claim_of(&r)) == NOT_OURS)
        return SMTPLOG_NOT_MINE;
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        int result;
        if (rooms[i].starts ? !slice_starts(r.text, rooms[i].starts)
                            : rooms[i].is_for && !rooms[i].is_for(r.text))
            continue;
        e->process = SLICE_LIT("exim");
        e->queue_id = r.id;
        result = rooms[i].read(&r, e);
        if (result != SMTPLOG_NOT_MINE && claim == IF_PROVEN) {
            if (!proves(&r, &rooms[i], result, e))
                return SMTPLOG_NOT_MINE;
            r.state->proven |= (line->flags & SMTPLOG_LINE_MTA_STAMP) != 0;
        }
        if (result == SMTPLOG_SAID) {
            e->identity = line->body;
            exim_tell_twin(r.state, line, e);
        }
        if (result != SMTPLOG_NOT_MINE)
            return result;
        memset(e, 0, sizeof *e);
    }
    return claim == OURS ? SMTPLOG_QUIET : SMTPLOG_NOT_MINE;
}

/* As long as nothing has proven the file to be Exim's, each answer hangs on the lines before. */
static int exim_alone(void *state, const struct smtplog_line *line, struct smtplog_event *e)
{
    struct exim *x = state;

    x->in_order = (line->flags & SMTPLOG_LINE_MTA_STAMP) && !x->proven;
    int result = exim_parse(x, line, e);
    return x->in_order ? SMTPLOG_IN_ORDER : result;
}

static const char *const samples[] = {
    "2026-01-02 03:04:05 1vbXyz-0001AB-CD <= a@example.org H=mx.example.net [192.0.2.10] P=esmtps "
    "S=550 id=x1@example.org",
    "2026-01-02 03:04:05 1vbXyz-000000012Ab-3cDe ** b@example.net R=dnslookup T=remote_smtp "
    "H=mx.example.net [192.0.2.25]: SMTP error from remote mail server after RCPT TO:"
    "<b@example.net>: 550 5.1.1 no such user",
    "2026-01-02 03:04:05 H=(mail.example.com) [192.0.2.1] F=<a@example.com> temporarily rejected "
    "RCPT <b@example.org>: Greylisted, please try again later",
    "2026-01-02 03:04:05 login authenticator failed for (mail.example.com) [192.0.2.1]: 535 "
    "Incorrect authentication data (set_id=bob)",
    NULL,
};

static const struct smtplog_option options[] = {
    {"tags", "", "further tags in syslog that are this server's (its syslog_processname)"},
    {NULL, NULL, NULL},
};

SMTPLOG_PARSER(exim) = {
    SMTPLOG_PARSER_HEAD,
    .name = "exim",
    .summary = "Exim 4: main, reject and panic log, or syslog",
    .samples = samples,
    .options = options,
    .wordings = exim_wordings,
    .fronts = exim_fronts,
    .made = exim_id_made,
    .check = exim_check_forms,
    .open = exim_open,
    .close = exim_close,
    .parse = exim_parse,
    .alone = exim_alone,
};
