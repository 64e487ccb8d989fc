/* export: rows for a column store.  The cursor moves when the output is whole: a file in its place
 * on the disk, a stream flushed. */
#include "cli/command.h"
#include "cli/replace.h"
#include "export/export.h"

#include <string.h>

/* An explicit period marks nothing, so it only reads. */
static int open_store(struct app *app, const struct args *args)
{
    const struct command as = {.needs = args_given(args, "since") ? NEEDS_DB_READ
                                                                  : NEEDS_DB_CHANGE};
    return command_open_store(app, &as);
}

/* Where the rows go; STATUS_DONE once they are there. */
static int write_rows(struct app *app, struct exporting *x, const char *path)
{
    struct replacing file = {0};
    int is_file = path && strcmp(path, "-") != 0;
    if (is_file && replace_begin(&file, path, &app->diag) != 0)
        return STATUS_FAILED;
    x->out = is_file ? file.out : app->out;
    int failed = export_rows(x);
    if (is_file)
        failed |= replace_end(&file, !failed, &app->diag);
    else if (fflush(app->out) != 0 || ferror(app->out))
        failed = -1;                    /* the dispatcher tells why */
    if (!failed && export_confirm(x) != STORE_OK)
        failed = -1;
    return failed ? STATUS_FAILED : STATUS_DONE;
}

/* The database is opened for writing, for it remembers what was exported. */
static int run(struct app *app, const struct args *args)
{
    struct exporting x = {
        .table = args_string(args, "table"), .now = app->now,
        .format = export_format_named(args_string(args, "format")),
        .has_since = args_given(args, "since"), .since = args_number(args, "since", 0),
    };
    int status = open_store(app, args);
    if (status != STATUS_DONE)
        return status;
    x.store = app->store;
    return write_rows(app, &x, args_string(args, "output"));
}

static const struct option options[] = {
    {.name = "since", .type = OPTION_TIME, .arg = "T",
     .help = N_("all rows from this time on, sent before or not; nothing is marked as sent")},
    {.name = "table", .type = OPTION_CHOICE, .arg = "TABLE", .choices = EXPORT_TABLES,
     .def = "events", .help = N_("which rows")},
    {.name = "format", .type = OPTION_CHOICE, .arg = "FORMAT", .choices = EXPORT_FORMATS,
     .def = "ndjson", .help = N_("how to write them")},
    {.name = "output", .letter = 'o', .type = OPTION_STRING, .arg = "FILE",
     .help = N_("write to FILE, whole or not at all")},
    OPTION_END,
};

const struct command command_export = {
    .name = "export", .purpose = N_("write rows for a column store such as ClickHouse"),
    .details = N_("Events and hourly counts go out once, in order of time; the next run sends "
                  "what is new, and what has changed since with a higher version: a sender that "
                  "became known later, another cause. What was sent is noted in the database when "
                  "the output is whole. Small tables go out whole each time. event_key is the "
                  "same however often an event is sent, from whatever database, and as "
                  "`parse --export` writes it.\n"),
    .options = options, .needs = NEEDS_NOTHING, .run = run,
};
