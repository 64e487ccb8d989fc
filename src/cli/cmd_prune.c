/* prune: forget what is older than is needed; the hourly counts stay. */
#include "cli/command.h"
#include "base/units.h"
#include "cli/when.h"
#include "render/format.h"
#include "query/period.h"
#include "store/store.h"

/* An option, else the configuration's setting, else 0: not wanted.  A status. */
static int age(struct app *app, const struct args *args, const char *option, const char *field,
               const char *setting, int64_t *out)
{
    *out = args_number(args, option, 0);
    if (*out || !setting || when_duration(setting, out))
        return STATUS_DONE;
    diag_error(&app->diag,
               tr(app->lang, "the setting %s: %s is no length of time; accepted are %s"), field,
               setting, when_durations_accepted);
    return STATUS_USAGE;
}

/* How many and from before which day, as words. */
struct words { struct strbuf count, day; };

static struct words words_of(struct app *app, int64_t events, int64_t before)
{
    struct words w = {0};
    lang_count(&w.count, events, app->lang);
    period_rfc3339(&w.day, before);
    return w;
}

static void words_free(struct words *w)
{
    strbuf_release(&w->count);
    strbuf_release(&w->day);
}

static int64_t day_before(const struct app *app, int64_t seconds)
{
    int64_t before = app->now - seconds;
    return before - ((before % DAY) + DAY) % DAY;
}

/* Events go, sums by the hour stay: how much failed last year can still be told. */
static int keep_only(struct app *app, int64_t seconds, int quiet)
{
    int64_t before = day_before(app, seconds), gone = store_prune(app->store, before);
    struct words w = words_of(app, gone, before);
    if (gone >= 0 && !quiet)
        diag_note(&app->diag,
                  tr_n(app->lang, "%s event from before %s is gone; the counts by hour stay",
                       "%s events from before %s are gone; the counts by hour stay",
                       (uint64_t)gone),
                  w.count.ptr, w.day.ptr);
    words_free(&w);
    return gone < 0 ? STATUS_FAILED : STATUS_DONE;
}

/* The counts are kept; whom they were about is not. */
static int anonymize(struct app *app, int64_t seconds, int quiet)
{
    int64_t before = day_before(app, seconds), masked = store_anonymize(app->store, before);
    struct words w = words_of(app, masked, before);
    if (masked >= 0 && !quiet)
        diag_note(&app->diag, tr_n(app->lang, "%s event from before %s names nobody any more",
                                   "%s events from before %s name nobody any more",
                                   (uint64_t)masked), w.count.ptr, w.day.ptr);
    words_free(&w);
    return masked < 0 ? STATUS_FAILED : STATUS_DONE;
}

/* Without an age nothing is done, and that is told: a prune that guessed would lose data. */
static int run(struct app *app, const struct args *args)
{
    int64_t keep = 0, name = 0;
    int quiet = args_flag(args, "quiet");
    int status = age(app, args, "keep", "Keep", app->config.keep, &keep);
    if (status == STATUS_DONE)
        status = age(app, args, "anonymize-after", "Anonymize-After", app->config.anonymize_after,
                     &name);
    if (status == STATUS_DONE && !keep && !name)
        return command_misused(app, N_("how much to keep is not said: --keep 90d, or Keep in the "
                                       "configuration"));
    if (status == STATUS_DONE && keep)
        status = keep_only(app, keep, quiet);
    if (status == STATUS_DONE && name)
        status = anonymize(app, name, quiet);
    return status;
}

static const struct option options[] = {
    {.name = "keep", .type = OPTION_DURATION, .arg = "AGE",
     .help = N_("keep the events of this length of time: 90d; if not given, what Keep in the "
                "configuration says")},
    {.name = "anonymize-after", .type = OPTION_DURATION, .arg = "AGE",
     .help = N_("make older events name nobody: 30d; if not given, what Anonymize-After in the "
                "configuration says")},
    {.name = "quiet", .letter = 'q', .type = OPTION_FLAG, .help = N_("do not say how much went")},
    OPTION_END,
};

const struct command command_prune = {
    .name = "prune", .purpose = N_("forget the events older than an age; the counts by hour stay"),
    .details = N_("Deletes events, messages, reply texts and addresses of the days (UTC) that are "
                  "older than --keep. Counts by hour and the denominators of rates stay, so that "
                  "trends go back further. The file does not shrink; its room is used again. In "
                  "events older than --anonymize-after, local parts of addresses and user names "
                  "become hashes that are the same throughout the database, and texts of replies "
                  "lose what varies; domains, hosts and IP addresses stay."),
    .options = options, .needs = NEEDS_DB_CHANGE, .run = run,
};
