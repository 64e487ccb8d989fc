/* A parser in a few lines, in the shapes that a registry must take or refuse: built once for each,
 * with one of the TOY_ words set. */
#include <smtplog/parser.h>
#include <smtplog/scan.h>

#ifndef TOY_ABI
#define TOY_ABI SMTPLOG_PARSER_ABI
#endif
#ifndef TOY_NAME
#define TOY_NAME "toy"
#endif
#ifndef TOY_SAMPLE
#define TOY_SAMPLE "2026-01-02T03:04:05Z mx1 toymta[1]: refused 550 no such user"
#endif

#ifndef TOY_SIZE
#define TOY_SIZE sizeof(struct smtplog_parser)
#endif
#ifndef TOY_FAULTS
#define TOY_FAULTS 0u
#endif
#ifndef TOY_OPENS
#define TOY_OPENS 1
#endif

struct toy {
    const struct smtplog_host *host;
    const char *tag;
};

static unsigned check(const struct smtplog_host *host)
{
    if (TOY_FAULTS)
        host->warn(host->to, "a table is wrong");
    return TOY_FAULTS;
}

static struct toy toy;      /* one stream at a time is enough here */

static void *open_stream(const struct smtplog_host *host)
{
    toy = (struct toy){host, host->setting(host->to, "tag")};
    if (host->setting(host->to, "nonsense"))
        host->warn(host->to, "a name that is not in the table has a value");
    return TOY_OPENS ? &toy : NULL;
}

static void close_stream(void *state)
{
    ((struct toy *)state)->tag = NULL;
}

static int parse(void *state, const struct smtplog_line *line, struct smtplog_event *event)
{
    const struct toy *t = state;
    struct smtplog_slice c = line->body;
    if (!slice_is(line->tag, t->tag))
        return SMTPLOG_NOT_MINE;
    if (scan_lit(&c, "odd "))
        t->host->warn(t->host->to, "odd indeed");
    if (!scan_lit(&c, "refused "))
        return SMTPLOG_QUIET;
    event->kind = SMTPLOG_FAILURE;
    event->direction = SMTPLOG_INBOUND;
    event->disposition = SMTPLOG_REJECTED;
    event->origin = SMTPLOG_BY_LOCAL;
    event->reply = c;
    return SMTPLOG_SAID;
}

static const char *const samples[] = {TOY_SAMPLE, NULL};
static const struct smtplog_option options[] = {
    {"tag", "toymta", "the tag in syslog"},
    {NULL, NULL, NULL},
};

SMTPLOG_PARSER(toy) = {
    .abi = TOY_ABI, .size = TOY_SIZE, .name = TOY_NAME, .summary = "a toy", .samples = samples,
    .options = options, .check = check, .open = open_stream, .close = close_stream, .parse = parse,
};
