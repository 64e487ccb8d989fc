/* ingest: logs into the database, each line exactly once. */
#include "cli/confine.h"
#include "cli/follow.h"
#include "ingest/publish.h"

/* The knowledge goes into the database before the lines do: views join causes with their
 * texts. */
static int run(struct app *app, const struct args *args)
{
    const int follows = args_flag(args, "follow"), quiet = args_flag(args, "quiet");
    struct reading_set reading;
    struct ingest_totals totals = {0};

    int status = reading_begin(&reading, app, args);
    if (status != STATUS_DONE) {
        reading_end(&reading);
        return status;
    }
    reading.options.tell_left_out = !quiet;
    reading.options.quiet = quiet;
    int failed = publish_knowledge(app->store, reading.classifier, &app->diag) != 0;
    confine(app, &reading, NULL, GUARD_CHANGE);
    if (!failed)
        failed = follows ? follow_logs(app, &reading, quiet, &totals)
                         : ingest_to_store(app->store, &reading.options, &totals);
    if (!failed && !follows && totals.files + totals.unchanged == 0 && app->diag.errors == 0) {
        reading_tell_nothing(&reading);
        failed = 1;
    }
    if (!failed)
        failed = store_pack(app->store, reading.options.now) != STORE_OK;
    reading_end(&reading);
    if (!quiet)
        reading_tell(app, &totals);
    /* an interrupt is how --follow ends */
    int broke_off = reading_is_interrupted() && !follows;
    if (broke_off && !failed)
        diag_note(&app->diag, "interrupted; run it again to go on");
    return failed || broke_off ? STATUS_FAILED : STATUS_DONE;
}

static const struct option options[] = {
    READING_OPTIONS,
    {.name = "follow", .letter = 'f', .type = OPTION_FLAG,
     .help = N_("go on reading as the logs grow, until interrupted")},
    {.name = "quiet", .letter = 'q', .type = OPTION_FLAG, .help = N_("do not say what was read")},
    OPTION_END,
};

const struct command command_ingest = {
    .name = "ingest", .purpose = N_("read mail logs into the database, each line exactly once"),
    .usage = "[PATH...]",
    .details = N_("Reads logs, plain or compressed, folders, or - for standard input. Rotated, "
                  "renamed, compressed or repeated files are known by their content, and a run "
                  "that was interrupted is continued where it stood. Without PATH it reads the "
                  "configured logs, else those in the usual places under /var/log."),
    .options = options, .max_operands = -1, .needs = NEEDS_DB_WRITE, .run = run,
};
