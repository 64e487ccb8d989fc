/* status: what was read, how far, and what was not understood. */
#include "cli/command.h"
#include "render/status_show.h"
#include "store/query.h"

/* One snapshot: the sources add up to the totals. */
static int run(struct app *app, const struct args *args)
{
    struct format_options format = {.width = app->out_is_terminal ? app->width : 0,
                                    .style = app->style, .lang = app->lang};
    struct status status;
    int failed = store_snapshot_begin(app->store);
    failed |= status_build(&status, app->store, STATUS_ALWAYS);
    store_snapshot_end(app->store);
    if (failed) {
        status_release(&status);
        return STATUS_FAILED;
    }
    format_by_name(args_string(args, "format"), &format.format);
    if (format_is_laid_out(format.format)) {
        struct strbuf text = {0};
        status_text(&text, &status, app->width, app->style, app->lang);
        fwrite(text.ptr, 1, text.len, app->out);
        strbuf_release(&text);
    } else {
        status_rows(app->out, &status, &format);
    }
    status_release(&status);
    return STATUS_DONE;
}

static const struct option options[] = {
    {.name = "format", .type = OPTION_CHOICE, .arg = "F", .choices = FORMAT_CHOICES,
     .def = "table",
     .help = N_("how the logs are listed")},
    OPTION_JSON, OPTION_CSV,
    OPTION_END,
};

const struct command command_status = {
    .name = "status", .purpose = N_("show which logs were read, how far and how well"),
    .details = N_("Lists the logs in the database with their lines, how many of them were "
                  "understood, "
                  "and samples of lines that look like failures in no known form."),
    .options = options, .needs = NEEDS_DB_READ, .pages = 1, .run = run,
};
