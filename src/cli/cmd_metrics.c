/* metrics: what the database counts, for a monitoring system's collector of text files.  A timer
 * writes the file; whoever scrapes never waits for the database and never locks it. */
#include "cli/command.h"
#include "cli/replace.h"
#include "render/prometheus.h"

static int run(struct app *app, const struct args *args)
{
    const char *path = args_string(args, "output");
    struct strbuf out = {0};
    int status = STATUS_DONE;
    int failed = store_snapshot_begin(app->store);
    failed |= prometheus_metrics(&out, app->store, SMTPLOG_VERSION);
    store_snapshot_end(app->store);
    if (failed)
        status = STATUS_FAILED;         /* half of the counters would be a wrong answer */
    else if (!path || strcmp(path, "-") == 0)
        fwrite(out.ptr, 1, out.len, app->out);
    else if (replace_file(path, strbuf_view(&out), &app->diag) != 0)
        status = STATUS_FAILED;
    strbuf_release(&out);
    return status;
}

static const struct option options[] = {
    {.name = "output", .letter = 'o', .type = OPTION_STRING, .arg = "FILE",
     .help = N_("write to FILE, whole or not at all")},
    OPTION_END,
};

const struct command command_metrics = {
    .name = "metrics", .purpose = N_("print counters for Prometheus"),
    .details = N_("In the text format of Prometheus, for the textfile collector of its node "
                  "exporter.\n"
                  "Counters never go back: not when old events are pruned or databases are "
                  "merged.\n"),
    .options = options, .needs = NEEDS_DB_READ, .run = run,
};
