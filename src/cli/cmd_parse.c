/* parse: the same reading as ingest with no database; events as lines of JSON. */
#include "cli/asking.h"
#include "cli/confine.h"

#include <unistd.h>

/* The database's key, so that a name has one word in both; without one, a key of this run. */
static void choose_key(struct app *app, const struct args *args, struct ingest_options *options)
{
    options->anonymity = asking_anonymity(args);
    if (options->anonymity == ANONYMITY_NONE)
        return;
    struct store *s = app->db_path && access(app->db_path, R_OK) == 0
        ? store_open(app->db_path, STORE_READ, &app->unheard) : NULL;
    if (!s || store_key(s, &options->key))
        options->key = mask_key_new();
    store_close(s);
}

/* Reads and judges lines as ingest does, and keeps nothing. */
static int run(struct app *app, const struct args *args)
{
    struct reading_set reading;
    struct ingest_totals totals = {0};

    int status = reading_begin(&reading, app, args);
    if (status == STATUS_DONE) {
        choose_key(app, args, &reading.options);
        reading.options.exports = args_given(args, "export");
        reading.options.export_format = export_format_named(args_string(args, "export"));
        confine(app, &reading, NULL, 0);
        if (ingest_to_json(app->out, &reading.options, &totals) != 0)
            status = STATUS_FAILED;
        if (totals.lines == 0 && app->diag.errors == 0 && !reading_is_interrupted()) {
            reading_tell_nothing(&reading);
            status = STATUS_FAILED;
        }
    }
    reading_end(&reading);
    return reading_is_interrupted() ? STATUS_FAILED : status;
}

static const struct option options[] = {
    READING_OPTIONS,
    {.name = "export", .type = OPTION_CHOICE, .arg = "FORMAT", .choices = EXPORT_FORMATS,
     .when_bare = "ndjson", .help = N_("rows for a column store, as export writes them")},
    ASKING_ANONYMITY, OPTION_END,
};

const struct command command_parse = {
    .name = "parse", .purpose = N_("print what mail logs say as lines of JSON"),
    .usage = "[PATH...]",
    .details = N_("Reads logs, plain or compressed, folders, or - for standard input, and prints "
                  "one JSON object for each failure or intermediate reply; its keys are the "
                  "columns of the view events. Without PATH it reads the configured logs, else "
                  "those in the usual places. The hashes of --anonymize are those of the "
                  "database, if there is one; else they hold for this run."),
    .options = options, .max_operands = -1, .needs = NEEDS_NOTHING, .run = run,
};
