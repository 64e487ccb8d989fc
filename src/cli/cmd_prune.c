/* prune: forget what is older than is needed; the hourly counts stay. */
#include "cli/command.h"
#include "cli/when.h"
#include "report/format.h"
#include "report/period.h"
#include "store/store.h"

enum { DAY = 86400 };                   /* the store forgets by days, UTC */

/* --keep, else the configuration's Keep, else 0: all.  A status. */
static int keep_seconds(struct app *app, const struct args *args, int64_t *out)
{
    *out = args_number(args, "keep", 0);
    if (*out || !app->config.keep)
        return STATUS_DONE;
    if (when_duration(app->config.keep, out))
        return STATUS_DONE;
    diag_error(&app->diag, tr(app->lang, "the setting Keep: %s is no length of time; accepted are %s"),
               app->config.keep, when_durations_accepted);
    return STATUS_USAGE;
}

static int keep_only(struct app *app, int64_t seconds, int quiet)
{
    struct strbuf day = {0}, count = {0};
    int64_t before = app->now - seconds;
    before -= ((before % DAY) + DAY) % DAY;
    int64_t gone = store_prune(app->store, before);
    if (gone >= 0 && !quiet) {
        period_rfc3339(&day, before);
        format_count(&count, gone, app->lang);
        diag_note(&app->diag, tr_n(app->lang, "%s event from before %s is gone; the counts by hour stay",
                                   "%s events from before %s are gone; the counts by hour stay",
                                   (uint64_t)gone), count.ptr, day.ptr);
    }
    strbuf_release(&day);
    strbuf_release(&count);
    return gone < 0 ? STATUS_FAILED : STATUS_DONE;
}

static int run(struct app *app, const struct args *args)
{
    int64_t seconds;
    int status = keep_seconds(app, args, &seconds);
    if (status != STATUS_DONE)
        return status;
    if (!seconds)
        return command_misused(app, N_("how much to keep is not said: --keep 90d, or Keep in the "
                                       "configuration"));
    return keep_only(app, seconds, args_flag(args, "quiet"));
}

static const struct option options[] = {
    {.name = "keep", .type = OPTION_DURATION, .arg = "AGE",
     .help = N_("keep the events of this length of time: 90d; if not given, what Keep in the "
                "configuration says")},
    {.name = "quiet", .letter = 'q', .type = OPTION_FLAG, .help = N_("do not say how much went")},
    OPTION_END,
};

const struct command command_prune = {
    .name = "prune", .purpose = N_("forget the events older than an age; the counts by hour stay"),
    .details = N_("Deletes events, messages, reply texts and addresses of the days (UTC) that are older "
                  "than --keep. Counts by hour and the denominators of rates stay, so that trends go "
                  "back further. The file does not shrink; its room is used again."),
    .options = options, .needs = NEEDS_DB_CHANGE, .run = run,
};
