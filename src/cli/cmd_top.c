/* top: the top offenders of a period, grouped, with their share, trend and explanation. */
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/watch.h"
#include "render/health_text.h"
#include "render/top_brief.h"
#include "render/top_rows.h"
#include "render/top_text.h"

#include "base/text.h"

#include <stdlib.h>

enum { EXPLAIN = 5 };

/* A top, and for people the verdict of its period. */
struct answer {
    struct top top;
    struct health health;
    int has_health;
};

/* For people the page, for programs the rows. */
static void print(struct app *app, const struct args *args, const struct answer *a,
                  const struct adviser *adviser)
{
    struct format_options format = {.width = app->out_is_terminal ? app->width : 0,
                                    .style = app->style, .lang = app->lang, .spreadsheet = 1};
    format_by_name(args_string(args, "format"), &format.format);
    if (!format_is_laid_out(format.format)) {
        top_rows(app->out, &a->top, &format, adviser);
        return;
    }
    struct strbuf text = {0};
    const struct text_options options = {
        .adviser = adviser, .style = app->style, .width = app->width,
        .explain = (int)args_number(args, "explain", EXPLAIN),
    };
    if (args_flag(args, "brief"))
        top_brief(&text, &a->top, &a->health, &options,
                  screen_rows(fileno(app->terminal), getenv) - 1);
    else
        top_text(&text, &a->top, &a->health, &options);
    fwrite(text.ptr, 1, text.len, app->out);
    strbuf_release(&text);
}

/* What the verdict needs: every cause, without a filter. */
static int asks_for_all(const struct top_options *o)
{
    return o->key == GROUP_CAUSE && o->unit == UNIT_EVENTS && filter_is_any(&o->filter);
}

/* The verdict comes from what is asked for, if that is all, or else from a top of its own, which
 * is gone before the asked one is built: a million reasons are not held twice. */
static int build(struct app *app, const struct args *args, struct answer *a,
                 const struct top_options *asked)
{
    struct top_options options = *asked;
    enum format format;
    options.course = 1;
    a->has_health = format_by_name(args_string(args, "format"), &format) &&
                    format_is_laid_out(format);
    if (asks_for_all(asked))
        options.groups = 0;
    int failed = store_snapshot_begin(app->store);
    if (a->has_health && !asks_for_all(asked))
        failed |= health_of_period(&a->health, app->store, asked->period, app->now, NULL);
    failed |= top_build(&a->top, app->store, &options);
    if (a->has_health && asks_for_all(asked))
        failed |= health_build(&a->health, app->store, &a->top, app->now);
    store_snapshot_end(app->store);
    if (asks_for_all(asked))
        top_limit(&a->top, asked->groups);
    return failed;
}

static int read_options(struct app *app, const struct args *args, struct top_options *options)
{
    const struct period usual = {.until = app->now};
    *options = (struct top_options){.groups = (int)args_number(args, "groups", 0)};
    group_key_by_name(args_string(args, "by"), &options->key);
    group_unit_by_name(args_string(args, "count"), &options->unit);
    int status = asking_filter(app, args, &options->filter);
    return status == STATUS_DONE ? asking_period(app, args, usual, &options->period) : status;
}

static void release(struct answer *a)
{
    if (a->has_health)
        health_release(&a->health);
    top_release(&a->top);
}

/* That there are no data is an answer of its own, and no list of zero groups. */
static int once(struct app *app, const struct args *args, const struct top_options *options,
                const struct adviser *adviser)
{
    struct answer a = {.has_health = 0};
    int failed = build(app, args, &a, options), status = STATUS_DONE;
    int no_data = !failed && top_no_data(&a.top);
    if (no_data)
        status = asking_no_data(app, options->period, &a.top.coverage);
    if (failed)
        status = STATUS_FAILED;
    else if (!no_data || a.health.len)
        print(app, args, &a, adviser);
    release(&a);
    return status;
}

/* ---- Again and again ---------------------------------------------------------------------- */

/* One screen; its last line tells how to go on. */
static void draw(struct watch *w, const struct args *args, const struct top_options *options,
                 const struct adviser *adviser)
{
    struct answer a = {.has_health = 0};
    struct strbuf text = {0}, foot = {0};
    const struct text_options look = {.adviser = adviser, .style = w->app->style,
                                      .width = w->columns};
    const struct lang *lang = w->app->lang;
    if (build(w->app, args, &a, options))
        strbuf_fmt(&text, "%s\n", tr(lang, "The database could not be read; it is tried again."));
    else
        top_brief(&text, &a.top, &a.health, &look, w->rows - 1);
    period_clock(&foot, w->app->now);
    strbuf_fmt(&foot, tr_n(lang, "   again every %d second; q ends",
                           "   again every %d seconds; q ends", (uint64_t)w->seconds), w->seconds);
    text_fit(&text, strbuf_view(&foot), w->columns - 1);
    strbuf_char(&text, '\n');
    watch_draw(w, strbuf_view(&text));
    strbuf_release(&text);
    strbuf_release(&foot);
    release(&a);
}

/* Time goes on between two drawings, so the period is read anew each time. */
static int watch(struct app *app, const struct args *args, struct top_options *options,
                 const struct adviser *adviser)
{
    enum format format;
    struct watch w;
    int seconds = (int)args_number(args, "watch", 0), status;
    if (!format_by_name(args_string(args, "format"), &format) || !format_is_laid_out(format) ||
        !watch_begin(&w, app, seconds))
        return command_misused(app, N_("--watch draws on a terminal alone, and no --format for "
                                       "programs"));
    do {
        app->now = app_clock();
        status = read_options(app, args, options);
        if (status == STATUS_DONE)
            draw(&w, args, options, adviser);
    } while (status == STATUS_DONE && watch_wait(&w));
    watch_end(&w);
    return status;
}

static int run(struct app *app, const struct args *args)
{
    struct top_options options;
    struct adviser adviser;
    int status = read_options(app, args, &options);
    if (status == STATUS_DONE)
        status = asking_anonymous(app, args);
    if (status != STATUS_DONE)
        return status;
    asking_adviser(app, &adviser);
    status = args_given(args, "watch") ? watch(app, args, &options, &adviser)
                                       : once(app, args, &options, &adviser);
    asking_adviser_release(&adviser);
    return status;
}

static const struct option options[] = {
    ASKING_PERIOD("24h", "now",
                  N_("from this time on: 24h, 7d, yesterday, 18:00, 2026-11-22, ...")),
    {.name = "by", .type = OPTION_CHOICE, .arg = "KEY", .choices = GROUP_CHOICES, .def = "cause",
     .help = N_("what makes a group")},
    ASKING_FILTERS,
    {.name = "count", .type = OPTION_CHOICE, .arg = "WHAT", .choices = UNIT_CHOICES,
     .def = "events",
     .help = N_("what is counted; a recipient or message counts once, where it failed last")},
    {.name = "groups", .letter = 'n', .type = OPTION_INT, .arg = "N", .def = "10", .min = 0,
     .max = 1000000, .help = N_("groups a section; 0: all")},
    {.name = "explain", .type = OPTION_INT, .arg = "N", .def = "5", .min = 0, .max = 48,
     .help = N_("explain the first N groups")},
    {.name = "brief", .letter = 'b', .type = OPTION_FLAG,
     .help = N_("one screen: the verdict, troubles in a line each, the first groups")},
    {.name = "watch", .letter = 'w', .type = OPTION_INT, .arg = "SECONDS",
     .when_bare = "2", .min = 1, .max = 86400, .help = N_("draw one screen again and again")},
    {.name = "format", .type = OPTION_CHOICE, .arg = "F", .choices = FORMAT_CHOICES,
     .def = "table",
     .help = N_("how the groups are written")},
    OPTION_JSON, OPTION_CSV,
    {.name = "spreadsheet", .type = OPTION_FLAG},       /* of sql; here csv is always guarded */
    ASKING_ANONYMITY,
    OPTION_END,
};

const struct command command_top = {
    .name = "top", .usage = ASKING_PERIOD_USAGE, .max_operands = -1,
    .purpose = N_("show the top offenders of a period, and explain them"),
    .details = N_("Groups the failures of the period in three sections: permanent, transient, "
                  "intermediate. Each group is compared with the equal period before; the most "
                  "frequent ones are explained: what it means, when you see it, how to fix it, "
                  "who must act."),
    .options = options, .needs = NEEDS_DB_READ, .pages = 1,
    .run = run,
};
