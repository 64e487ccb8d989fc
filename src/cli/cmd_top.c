/* top: the top offenders of a period, grouped, with their share, trend and explanation. */
#include "cli/asking.h"
#include "cli/command.h"
#include "render/top_rows.h"
#include "render/top_text.h"

enum { EXPLAIN = 5 };

static void print(struct app *app, const struct args *args, const struct top *t,
                  const struct adviser *adviser)
{
    struct format_options format = {.width = app->out_is_terminal ? app->width : 0,
                                    .style = app->style, .lang = app->lang};
    format_by_name(args_string(args, "format"), &format.format);
    if (format.format != FORMAT_TABLE && format.format != FORMAT_BOX) {
        top_rows(app->out, t, &format, adviser);
        return;
    }
    struct strbuf text = {0};
    const struct text_options options = {
        .adviser = adviser, .style = app->style, .width = app->width,
        .explain = (int)args_number(args, "explain", EXPLAIN),
    };
    top_text(&text, t, &options);
    fwrite(text.ptr, 1, text.len, app->out);
    strbuf_release(&text);
}

static int run(struct app *app, const struct args *args)
{
    struct top_options options = {.period = {args_number(args, "since", 0),
                                             args_number(args, "until", app->now)}};
    struct adviser adviser;
    struct top top;
    int status = asking_filter(app, args, &options.filter);
    if (status == STATUS_DONE)
        status = asking_period(app, options.period);
    if (status == STATUS_DONE)
        status = asking_anonymous(app, args);
    if (status != STATUS_DONE)
        return status;
    group_key_by_name(args_string(args, "by"), &options.key);
    group_unit_by_name(args_string(args, "count"), &options.unit);
    options.groups = (int)args_number(args, "groups", 0);
    int failed = store_snapshot_begin(app->store);
    failed |= top_build(&top, app->store, &options);
    store_snapshot_end(app->store);
    if (failed) {
        status = STATUS_FAILED;
    } else if (top_no_data(&top)) {
        status = asking_no_data(app, options.period, &top.coverage);
    } else {
        asking_adviser(app, &adviser);
        print(app, args, &top, &adviser);
        asking_adviser_release(&adviser);
    }
    top_release(&top);
    return status;
}

static const struct option options[] = {
    {.name = "since", .type = OPTION_TIME, .arg = "T", .def = "24h",
     .help = N_("from this time on: 24h, 7d, yesterday, 18:00, 2026-11-22, ...")},
    {.name = "until", .type = OPTION_TIME, .arg = "T", .def = "now",
     .help = N_("up to, and not including, this time")},
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
    {.name = "format", .type = OPTION_CHOICE, .arg = "F", .choices = FORMAT_CHOICES, .def = "table",
     .help = N_("how the groups are written")},
    ASKING_ANONYMITY,
    OPTION_END,
};

const struct command command_top = {
    .name = "top", .purpose = N_("show the top offenders of a period, and explain them"),
    .details = N_("Groups the failures of the period in three sections: permanent, transient, "
                  "intermediate. Each group is compared with the equal period before; the most "
                  "frequent ones are explained: what it means, when you see it, how to fix it, who "
                  "must act."),
    .options = options, .needs = NEEDS_DB_READ, .run = run,
};
