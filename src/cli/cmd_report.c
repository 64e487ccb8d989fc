/* report: the nightly report on a period. */
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/mailing.h"
#include "cli/replace.h"
#include "mail/mail.h"
#include "render/report_data.h"
#include "render/report_html.h"
#include "render/report_markdown.h"
#include "render/report_text.h"

#include <string.h>

enum { GROUPS = 10 };

enum way { WAY_TEXT, WAY_HTML, WAY_MARKDOWN, WAY_JSON, WAY_CSV, WAYS };
static const struct { const char *name, *suffixes; } ways[WAYS] = {
    [WAY_TEXT] = {"text", ".txt .text"}, [WAY_HTML] = {"html", ".html .htm"},
    [WAY_MARKDOWN] = {"markdown", ".md .markdown"},
    [WAY_JSON] = {"json", ".json"}, [WAY_CSV] = {"csv", ".csv"},
};

/* The way that a suffix names, "" text; WAYS: none. */
static enum way way_of_suffix(const char *dot)
{
    for (unsigned i = 0; dot && i < WAYS; i++) {
        const char *at = strstr(ways[i].suffixes, dot);
        if (at && strchr(" ", at[strlen(dot)]))
            return i;
    }
    return dot ? WAYS : WAY_TEXT;
}

/* By --format, else by the suffix of -o, else text. */
static enum way choose_way(const char *format, const char *path)
{
    const char *name = path ? strrchr(path, '/') : NULL;
    for (unsigned i = 0; i < WAYS; i++)
        if (format && strcmp(format, ways[i].name) == 0)
            return i;
    name = name ? name + 1 : path;
    return way_of_suffix(name && *name ? strrchr(name + 1, '.') : NULL);
}

/* Files are read elsewhere: no colour, and a width that fits a mail. */
static void render(struct strbuf *out, struct app *app, const struct args *args,
                   const struct report *r, const struct adviser *adviser, enum way way,
                   int to_file)
{
    const struct style plain = {0};
    const struct text_options text = {
        .adviser = adviser, .explain = (int)args_number(args, "explain", 0),
        .style = to_file ? plain : app->style,
        .width = to_file || !app->out_is_terminal ? TEXT_WIDTH : app->width,
    };
    switch (way) {
    case WAY_TEXT: report_text(out, r, &text); break;
    case WAY_HTML:
        report_html(out, r, &(struct html_options){.adviser = adviser, .explain = text.explain});
        break;
    case WAY_MARKDOWN: report_markdown(out, r, &text); break;
    case WAY_JSON: report_json(out, r, adviser); break;
    case WAY_CSV: report_csv(out, r, adviser); break;
    default: break;
    }
}

/* To the file or to standard output. */
static int print(struct app *app, const struct args *args, const struct report *r,
                 const struct adviser *adviser)
{
    const char *path = args_string(args, "output");
    enum way way = choose_way(args_string(args, "format"), path);
    int to_file = path && strcmp(path, "-") != 0, status = STATUS_DONE;
    struct strbuf out = {0};
    render(&out, app, args, r, adviser, way, to_file);
    if (!to_file)
        fwrite(out.ptr, 1, out.len, app->out);
    else if (replace_file(path, strbuf_view(&out), &app->diag) != 0)
        status = STATUS_FAILED;
    strbuf_release(&out);
    return status;
}

/* What is mailed is printed only if a file was named too. */
static int deliver(struct app *app, const struct args *args, struct report *r)
{
    const char *to = args_string(args, "mail-to");
    int status = STATUS_DONE;
    struct adviser adviser;
    asking_adviser(app, &adviser);
    if (!to || args_given(args, "output"))
        status = print(app, args, r, &adviser);
    if (to && !(args_flag(args, "quiet-if-clean") && report_is_clean(r)) &&
        mailing_send(app, r, &adviser, (int)args_number(args, "explain", 0), to) != 0)
        status = STATUS_FAILED;
    asking_adviser_release(&adviser);
    return status;
}

/* What cannot be (a format, an address, a filter) is told before anything is read. */
static int run(struct app *app, const struct args *args)
{
    struct period period;
    int status = asking_period(app, args, period_yesterday(app->now), &period);
    if (status != STATUS_DONE)
        return status;
    struct filter filter;
    status = asking_filter(app, args, &filter);
    if (status != STATUS_DONE)
        return status;
    if (args_given(args, "mail-to") && !mail_address_ok(args_string(args, "mail-to")))
        return command_misused(app, N_("--mail-to %s: not an address that mail can go to"),
                               args_string(args, "mail-to"));
    const char *path = args_string(args, "output");
    if (choose_way(args_string(args, "format"), path) == WAYS)
        return command_misused(app, N_("--output %s: no form has this suffix; they are .txt, "
                                       ".html, .md, .json, .csv, or give --format"), path);
    if (asking_anonymous(app, args) != STATUS_DONE)
        return STATUS_FAILED;
    const struct report_options options = {
        .period = period, .now = app->now, .filter = filter,
        .groups = (int)args_number(args, "groups", GROUPS)};
    struct report r;
    int failed = store_snapshot_begin(app->store);
    failed |= report_build(&r, app->store, &options);
    store_snapshot_end(app->store);
    if (failed)
        status = STATUS_FAILED;
    else if (report_no_data(&r))
        status = asking_no_data(app, period, &r.top.coverage);
    if (!failed && (!report_no_data(&r) || r.health.len))  /* silence is told too */
        status |= deliver(app, args, &r);
    report_release(&r);
    return status;
}

static const struct option options[] = {
    ASKING_PERIOD(NULL, NULL, N_("from this time on; without it the report is on yesterday")),
    {.name = "format", .type = OPTION_CHOICE, .arg = "F", .choices = "text|html|markdown|json|csv",
     .help = N_("form of the report; without it the suffix of --output decides")},
    OPTION_JSON, OPTION_CSV,
    {.name = "output", .letter = 'o', .type = OPTION_STRING, .arg = "FILE",
     .help = N_("write the report to this file, whole or not at all")},
    {.name = "mail-to", .type = OPTION_STRING, .arg = "ADDR[,ADDR]",
     .help = N_("mail the report, as text and HTML, instead of printing it")},
    {.name = "quiet-if-clean", .type = OPTION_FLAG,
     .help = N_("mail nothing if nothing failed")},
    {.name = "groups", .letter = 'n', .type = OPTION_INT, .arg = "N", .def = "10", .min = 1,
     .max = 1000, .help = N_("top offenders a section")},
    {.name = "explain", .type = OPTION_INT, .arg = "N", .def = "5", .min = 0, .max = 48,
     .help = N_("explain the first N groups")},
    ASKING_FILTERS,
    ASKING_ANONYMITY,
    OPTION_END,
};

const struct command command_report = {
    .name = "report", .usage = ASKING_PERIOD_USAGE, .max_operands = -1,
        .purpose = N_("write the report on a day: what changed and what needs attention"),
    .details = N_("Summary with the change to the day and the week before, what needs attention "
                  "now, top offenders with explanations, providers, hosts, failed logins, hours, "
                  "and how well "
                  "the logs were understood. Without --since it is on yesterday. A filter, as top "
                  "takes them, leaves the failures that it names: verdict, counts and deliveries "
                  "are of all mail, and left out then."),
    .options = options, .needs = NEEDS_DB_READ, .pages = 1, .run = run,
};
