/* A parser in a few lines, in the shapes that a registry must take or refuse: built once for each,
 * with TOY_ABI, TOY_NAME or TOY_SAMPLE set. */
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

static int parse(void *state, const struct smtplog_line *line, struct smtplog_event *event)
{
    struct smtplog_slice c = line->body;
    (void)state;
    if (!slice_is(line->tag, "toymta"))
        return SMTPLOG_NOT_MINE;
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

SMTPLOG_PARSER(toy) = {
    .abi = TOY_ABI, .name = TOY_NAME, .summary = "a toy", .samples = samples, .parse = parse,
};
