/* data.c - lines of a message that was being read (collect.c, srvrsmtp.c smtp_data)
 *
 * All come after 354.  A client that hangs up leaves the 354 itself. */
#include "sendmail.h"

/* "NAME" or "[ip]" alone, and the sender, as the client gave it.  The sender line follows, with
 * the address to the name. */
static int scan_collect(const struct form_context *ctx, struct smtplog_event *e)
{
    sendmail_peer(ctx->state, ctx->rest, e);
    if (e->queue_id.ptr)
        sendmail_hint_put(ctx->state, e->queue_id);
    sendmail_await_sender(e);
    return SMTPLOG_SAID;
}

#define SAYS SENDMAIL_SAYS
/* What stands between brackets is the client's own. */
#define NEW "collect: relay=(?<rest>.*?), from=<?(?<sender>.*?)>?, info="
#define OLD " on connection from (?<rest>.*), (?:from|sender)=<?(?<sender>.*?)>?"
#define SYSERR "(?:SYSERR\\(.*?\\): )?"

const struct form sendmail_data_forms[] = {
    {"premature-end", "collect: premature EOM: ", NULL, NULL, NULL, {0},
     "collect.c collect: the next line tells it with its sender"},
    {"hang-up-in-data", NULL, "info=unexpected close", NEW "(?<text>unexpected close)",
     scan_collect,
     SAYS(EOD, ABORTED, 354, NULL, 0), "collect.c collect, since 8.17.1.9"},
    {"hang-up-in-data-old", "collect: unexpected close on connection from ", NULL,
     "collect: (?<text>unexpected close)" OLD "$", scan_collect,
     SAYS(EOD, ABORTED, 354, NULL, 0), "collect.c collect"},
    {"data-timeout", NULL, "info=read timeout", SYSERR NEW "(?<text>read timeout)",
     scan_collect,
     SAYS(EOD, REJECTED, 421, "4.4.1", 354), "collect.c collect, since 8.17.1.9"},
    {"data-error", NULL, "info=I/O error", SYSERR NEW "(?<text>I/O error)", scan_collect,
     SAYS(EOD, REJECTED, 421, "4.4.1", 354), "collect.c collect, since 8.17.1.9"},
    {"data-timeout-old", NULL, "collect: ",
     SYSERR "collect: (?<text>(?:read timeout|I/O error))" OLD "$",
     scan_collect, SAYS(EOD, REJECTED, 421, "4.4.1", 354), "collect.c collect"},
    {"bare-byte-replaced", NULL, "status=replaced", "collect: relay=", NULL, {0},
     "collect.c collect: accepted"},
    {"bare-byte", NULL, "not allowed, where=", NEW "(?<text>Bare .* not allowed), where=",
     scan_collect, SAYS(EOD, REJECTED, 421, "4.5.0", 354),
     "collect.c collect: 421 unless replaced"},
    {"headers-too-large", "headers too large (", " during message collect",
     "(?<text>headers too large \\(\\d+ max\\)) from (?<rest>.*) during message collect",
     scan_collect,
     SAYS(EOD, REJECTED, 552, "5.6.0", 354), "collect.c collect"},
    {"header-overflow", "header overflow from ", NULL,
     "(?<text>header overflow) from (?<rest>.*) during message collect", scan_collect,
     SAYS(EOD, REJECTED, 552, "5.6.0", 354), "collect.c collect"},
    {"too-big", "message size (", ") exceeds maximum (",
     "(?<text>message size \\((?<size>\\d+)\\) exceeds maximum \\(\\d+\\))", scan_collect,
     SAYS(EOD, REJECTED, 552, "5.2.3", 354), "collect.c collect"},
    {"cannot-write", NULL, "collect: Cannot write ", SYSERR "(?<text>collect: Cannot write .*)",
     scan_collect, SAYS(EOD, REJECTED, 421, "4.3.0", 354), "collect.c collect, dferror"},
    {"no-space", NULL, "Out of disk space for temp file", SYSERR "(?<text>Out of disk space.*)",
     scan_collect, SAYS(EOD, REJECTED, 421, "4.3.1", 354), "collect.c dferror"},
};
const size_t sendmail_data_forms_len = sizeof sendmail_data_forms / sizeof *sendmail_data_forms;
