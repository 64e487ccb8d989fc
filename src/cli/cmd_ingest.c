/* ingest: logs into the database, each line exactly once. */
#include "cli/confine.h"
#include "base/units.h"
#include "ingest/publish.h"
#include "ingest/resume.h"

#include <time.h>

enum { FOLLOW_SECONDS = 1 };

static void add_totals(struct ingest_totals *sum, const struct ingest_totals *t)
{
    sum->files += t->files;
    sum->unchanged = t->unchanged;
    sum->lines += t->lines;
    sum->recognised += t->recognised;
    sum->events += t->events;
    sum->duplicates += t->duplicates;
    sum->strange += t->strange;
    sum->foreign += t->foreign;
    sum->unframed += t->unframed;
    sum->unknown += t->unknown;
}

static int64_t seconds_up(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec;
}

/* Reads again every second: an unchanged file costs a stat, a grown or rotated one is known by
 * its content.  Hours are packed as they end.  `begun`: seconds_up() at app->now. */
static int follow(struct app *app, struct reading_set *reading, int64_t begun,
                  struct ingest_totals *sum)
{
    struct timespec pause = {.tv_sec = FOLLOW_SECONDS};
    struct ingest_totals totals;
    struct resume_memory memory = {0};
    int64_t packed = app->now / HOUR;
    int failed = store_pack(app->store, app->now) != STORE_OK;

    reading->options.memory = &memory;
    while (!failed && !reading_is_interrupted()) {
        nanosleep(&pause, NULL);
        reading->options.now = app->now + seconds_up() - begun;
        if (reading_is_interrupted())
            break;
        app->diag.errors = 0;
        reading->options.tell_left_out = 0;
        failed = ingest_to_store(app->store, &reading->options, &totals) != 0;
        add_totals(sum, &totals);
        if (!failed && reading->options.now / HOUR != packed) {
            packed = reading->options.now / HOUR;
            failed = store_pack(app->store, reading->options.now) != STORE_OK;
        }
    }
    reading->options.memory = NULL;
    resume_forget(&memory);
    return failed;
}

static int run(struct app *app, const struct args *args)
{
    struct reading_set reading;
    struct ingest_totals totals = {0};
    int64_t begun = seconds_up();
    int failed;

    int status = reading_begin(&reading, app, args);
    if (status != STATUS_DONE) {
        reading_end(&reading);
        return status;
    }
    reading.options.tell_left_out = !args_flag(args, "quiet");
    failed = publish_knowledge(app->store, reading.classifier, &app->diag) != 0;
    confine(app, &reading, NULL, GUARD_CHANGE);
    failed = failed || ingest_to_store(app->store, &reading.options, &totals) != 0;
    if (!failed && args_flag(args, "follow"))
        failed = follow(app, &reading, begun, &totals);
    else if (!failed && totals.files + totals.unchanged == 0 && app->diag.errors == 0) {
        reading_tell_nothing(&reading);
        failed = 1;
    }
    if (!failed)
        failed = store_pack(app->store, reading.options.now) != STORE_OK;
    reading_end(&reading);
    if (!args_flag(args, "quiet"))
        reading_tell(app, &totals);
    /* an interrupt is how --follow ends */
    return failed || (reading_is_interrupted() && !args_flag(args, "follow")) ? STATUS_FAILED
                                                                              : STATUS_DONE;
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
