/* trace: the story of a queue id, a Message-ID, an address or a host. */
#include "base/text.h"
#include "cli/asking.h"
#include "report/trace.h"

#include <stdlib.h>

static void print(struct app *app, const struct args *args, const struct trace *t)
{
    struct format_options format = {.style = app->style, .lang = app->lang};
    format_by_name(args_string(args, "format"), &format.format);
    if (format.format != FORMAT_TABLE && format.format != FORMAT_BOX) {
        trace_rows(app->out, t, &format);
        return;
    }
    struct adviser adviser = {.knowledge = knowledge_new(&app->diag), .lang = app->lang};
    struct strbuf text = {0};
    trace_text(&text, t, &adviser, app->style, app->width);
    fwrite(text.ptr, 1, text.len, app->out);
    strbuf_release(&text);
    asking_adviser_release(&adviser);
}

static int run(struct app *app, const struct args *args)
{
    const char *word = args->operands[0];
    const struct period period = {args_number(args, "since", 0),
                                  args_number(args, "until", app->now + 86400)};
    struct trace trace;
    int status = asking_period(app, period);
    if (status != STATUS_DONE)
        return status;
    int failed = store_snapshot_begin(app->store);
    failed |= trace_build(&trace, app->store, word, period);
    store_snapshot_end(app->store);
    if (!failed && trace_is_empty(&trace)) {
        struct strbuf safe = {0};
        text_for_terminal(&safe, slice_str(word));
        diag_error(&app->diag, tr(app->lang, "%s: no failure in the database is of this queue id, "
                                             "Message-ID, address, host or user"), safe.ptr);
        strbuf_release(&safe);
        failed = 1;
    }
    if (!failed)
        print(app, args, &trace);
    trace_release(&trace);
    return failed ? STATUS_FAILED : STATUS_DONE;
}

static const struct option options[] = {
    {.name = "since", .type = OPTION_TIME, .arg = "T",
     .help = N_("of an address, host or user: from this time on")},
    {.name = "until", .type = OPTION_TIME, .arg = "T",
     .help = N_("up to, and not including, this time")},
    {.name = "format", .type = OPTION_CHOICE, .arg = "F", .choices = FORMAT_CHOICES, .def = "table",
     .help = N_("form of the story; all but table: a row an event")},
    OPTION_END,
};

const struct command command_trace = {
    .name = "trace",
        .purpose = N_("tell the story of a queue id, Message-ID, address, host or user"),
    .usage = "ID|ADDRESS",
    .details = N_("Tells what the database knows of one message in order of time: who submitted "
                  "it, each failed attempt with its reply, the final fate, and what the replies "
                  "mean. For an "
                  "address, a host or a user it lists the failures that name it."),
    .options = options, .min_operands = 1, .max_operands = 1, .needs = NEEDS_DB_READ, .run = run,
};
