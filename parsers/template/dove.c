/* dove.c - a parser to begin one's own from: the made-up mail server Dove
 *
 * Dove writes through syslog under the tag "dove" and has one line for each thing that happens,
 * so all of it is a table; a server whose lines lean on each other keeps what it must remember
 * in the state that open_stream() makes.  README.md beside the parsers tells the order in which
 * one works.
 *
 * Copy the folder, put your server's name in the place of Dove's, and build it with its
 * CMakeLists.txt or with the line of parsers/README.md.  -DBROKEN adds a row that is wrong in two
 * ways: what check() and the host say then is what you will meet when you mistype an expression.
 */
#include "form.h"

/* One row a form of line: what must stand in it, what it says, and the server's function that
 * prints it, where the next author will look whether the form is still true. */
static const struct form forms[] = {
    {"taken", "from=", NULL, "from=<(?<sender>[^>]*)> id=(?<queue_id>\\w+)$", NULL,
     {.kind = SMTPLOG_FACTS, .flags = SMTPLOG_MESSAGE_BEGINS}, "dove_take()"},
    {"returned", "back ", NULL,
     "back id=(?<queue_id>\\w+) to=<(?<recipient>[^>]*)> "
     "at (?<peer_name>[^[]*)\\[(?<peer_ip>[^]]*)\\]: (?<reply>.*)$", NULL,
     {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_OUTBOUND, .phase = SMTPLOG_RCPT,
      .disposition = SMTPLOG_BOUNCED, .origin = SMTPLOG_BY_REMOTE}, "dove_return()"},
    {"heard", "heard ", NULL,
     "heard id=(?<queue_id>\\w+) to=<(?<recipient>[^>]*)> (?<text>.*)$", NULL,
     {.kind = SMTPLOG_FAILURE, .direction = SMTPLOG_OUTBOUND, .phase = SMTPLOG_RCPT, .code = 550,
      .disposition = SMTPLOG_BOUNCED, .origin = SMTPLOG_BY_REMOTE}, "dove_hear()"},
#ifdef BROKEN
    {"returned", "b", NULL, "b(?<colour>", NULL, {.kind = SMTPLOG_FACTS}, "dove_fail()"},
#endif
};
enum { FORMS = sizeof forms / sizeof *forms };

static unsigned check(const struct smtplog_host *host)
{
    return form_check(forms, FORMS, host);
}

static void *open_stream(const struct smtplog_host *host)
{
    return form_set_new(forms, FORMS, host);
}

static void close_stream(void *state)
{
    form_set_free(state);
}

/* Another program's line is left to the next parser.  Words of failure in no known form are
 * strange: the operator is shown them, so nothing that Dove learns to say is lost in silence. */
static int parse(void *state, const struct smtplog_line *line, struct smtplog_event *event)
{
    if (!slice_is(line->tag, "dove"))
        return SMTPLOG_NOT_MINE;
    event->process = SLICE_LIT("dove");
    int result = form_set_match(state, state, line, line->body, event);
    if (result != SMTPLOG_NOT_MINE)
        return result;
    return slice_find(line->body, "error") >= 0 ? SMTPLOG_STRANGE : SMTPLOG_QUIET;
}

/* How this server's log words what another server said; see enum smtplog_wording_role. */
static const struct smtplog_wording wordings[] = {
    {"mailbox full of doves cooed after ", SMTPLOG_BEFORE_COMMAND, 0},
    {NULL, 0, 0},
};

/* Looked at whenever the plug-in is loaded: a parser that no longer reads them is refused. */
static const char *const samples[] = {
    "Nov 22 10:00:00 mx1 dove[7]: from=<a@example.org> id=A1",
    "Nov 22 10:00:01 mx1 dove[7]: back id=A1 to=<b@example.net> at mx.example.net[192.0.2.9]: "
    "550 5.1.1 No such user",
    NULL,
};

SMTPLOG_PARSER(dove) = {
    SMTPLOG_PARSER_HEAD, .name = "dove", .summary = "Dove 1", .samples = samples,
    .wordings = wordings, .check = check,
    .open = open_stream, .close = close_stream, .parse = parse,
};
