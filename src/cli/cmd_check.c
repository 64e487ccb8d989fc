/* check: is the mail OK, for Nagios, Icinga and whatever speaks their convention: one line, the
 * status as exit status (0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN), figures behind a bar.  The
 * convention is that of the monitoring-plugins guidelines, so wrong words of --fail-if are
 * UNKNOWN, and a stranger's bar must not begin the figures. */
#include "cli/asking.h"
#include "cli/command.h"
#include "cli/limit.h"
#include "phrase/health_say.h"
#include "report/health.h"

#include "base/text.h"

enum { CHECK_OK, CHECK_WARNING, CHECK_CRITICAL, CHECK_UNKNOWN };

/* What is to be printed; the worst that was found so far. */
struct checking {
    struct app *app;
    const struct args *args;
    struct health health;
    int is_built;                       /* `health` stands */
    struct adviser adviser;
    struct strbuf text;
    int status;
    struct strbuf limits[HEALTH_COUNTS + 1];    /* thresholds, of counts and of what is to do */
};

static void say_text(struct strbuf *out, struct smtplog_slice text)
{
    size_t start = out->len;
    text_for_terminal(out, text);
    for (size_t i = start; i < out->len; i++)
        if (out->ptr[i] == '|' || out->ptr[i] == '\n')
            out->ptr[i] = ' ';
}

/* label=value[unit];warning;critical;least */
static void print_figures(const struct checking *c, struct strbuf *line)
{
    int64_t age = c->health.last_line ? c->app->now - c->health.last_line : 0;
    strbuf_str(line, " |");
    for (unsigned i = 0; i < HEALTH_COUNTS; i++)
        strbuf_fmt(line, " %s=%lld;;%s;0", health_count_word(i),
                   (long long)c->health.figures[i].now,
                   c->limits[i].len ? c->limits[i].ptr : "");
    strbuf_fmt(line, " todo=%zu;;%s;0", c->health.yours,
               c->limits[HEALTH_COUNTS].len ? c->limits[HEALTH_COUNTS].ptr : "");
    if (!c->health.last_line)
        return;
    strbuf_fmt(line, " age=%llds;;", (long long)age);
    if (args_given(c->args, "max-age"))
        strbuf_fmt(line, "%lld", (long long)args_number(c->args, "max-age", 0));
    strbuf_str(line, ";0");
}

/* The one line of a monitoring plug-in: service, status, a sentence, and behind a bar the
 * figures. */
static void print(const struct checking *c)
{
    static const char *const words[] = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};
    struct strbuf line = {0};
    strbuf_fmt(&line, "SMTPLOG %s - ", words[c->status]);
    say_text(&line, strbuf_view(&c->text));
    if (c->is_built)
        print_figures(c, &line);
    fprintf(c->app->out, "%s\n", line.ptr);
    strbuf_release(&line);
}

static void add(struct checking *c, int status, struct smtplog_slice text)
{
    if (c->text.len)
        strbuf_char(&c->text, ' ');
    strbuf_slice(&c->text, text);
    if (c->status != CHECK_UNKNOWN)
        c->status = status > c->status ? status : c->status;
}

/* A log that has stopped tells of no failure: without this the check would be green for ever. */
static void judge_age(struct checking *c)
{
    const struct lang *lang = c->app->lang;
    struct strbuf text = {0}, age = {0};
    int64_t most = args_number(c->args, "max-age", 0), is = c->app->now - c->health.last_line;
    if (most && (!c->health.last_line || is > most)) {
        period_length(&age, is, lang);
        strbuf_fmt(&text, tr(lang, "The last log line is %s old."), age.ptr);
        add(c, CHECK_CRITICAL, strbuf_view(&text));
    }
    strbuf_release(&text);
    strbuf_release(&age);
}

/* Of several limits on one count the last is told. */
static void note_threshold(struct checking *c, const struct limit *limit)
{
    struct strbuf text = {0};
    if (limit_threshold(&text, limit)) {
        strbuf_clear(&c->limits[limit->which]);
        strbuf_slice(&c->limits[limit->which], strbuf_view(&text));
    }
    strbuf_release(&text);
}

/* The limits given on the command line: one that is passed is critical; one that is no limit
 * makes the whole answer unknown, since a check that checks nothing must not be green. */
static void judge_limits(struct checking *c)
{
    const char *words;
    struct strbuf text = {0};
    for (size_t at = 0; (words = args_list(c->args, "fail-if", &at));) {
        struct limit limit;
        strbuf_clear(&text);
        if (!limit_read(&limit, words)) {
            strbuf_fmt(&text, tr(c->app->lang, "--fail-if %s: not one of the counts with a limit, "
                                               "such as \"bounced > 5%%\"."), words);
            c->status = CHECK_UNKNOWN;
            add(c, CHECK_UNKNOWN, strbuf_view(&text));
            continue;
        }
        note_threshold(c, &limit);
        if (limit_is_passed(&limit, &c->health)) {
            strbuf_fmt(&text, "%s.", words);
            add(c, CHECK_CRITICAL, strbuf_view(&text));
        }
    }
    strbuf_release(&text);
}

/* The verdict, and what presses most. */
static void judge_health(struct checking *c)
{
    static const int statuses[HEALTH_LEVELS] = {
        [HEALTH_LEVEL_OK] = CHECK_OK, [HEALTH_LEVEL_WARNING] = CHECK_WARNING,
        [HEALTH_LEVEL_CRITICAL] = CHECK_CRITICAL,
    };
    struct strbuf text = {0};
    health_say_verdict(&text, &c->health, c->app->lang);
    if (c->health.len) {
        strbuf_char(&text, ' ');
        health_say_fault(&text, &c->health, &c->health.troubles[0], &c->adviser);
    }
    add(c, statuses[health_level(&c->health)], strbuf_view(&text));
    strbuf_release(&text);
}

/* One snapshot, so that an ingest beside it does not change figures half-way. */
static int build(struct checking *c, struct period period)
{
    int no_data;
    int failed = store_snapshot_begin(c->app->store);
    failed |= health_of_period(&c->health, c->app->store, period, c->app->now, &no_data);
    store_snapshot_end(c->app->store);
    c->is_built = !failed;
    if (no_data && !c->health.len)
        c->status = CHECK_UNKNOWN;
    return failed;
}

/* A monitor takes 2 for CRITICAL, and shows standard output alone. */
static int misused(struct app *app)
{
    fprintf(app->out, "SMTPLOG UNKNOWN - %s\n",
            tr(app->lang, "wrong usage: see smtplog check --help"));
    return CHECK_UNKNOWN;
}

/* Whatever goes wrong is UNKNOWN and says so: a monitor takes any other answer for good news or
 * an alarm. */
static int run(struct app *app, const struct args *args)
{
    struct checking c = {.app = app, .args = args};
    const struct period usual = {args_number(args, "since", 0),
                                 args_number(args, "until", app->now)};
    struct period period;
    int status = asking_period(app, args, usual, &period);
    if (status != STATUS_DONE)
        return misused(app);
    if (!app->store || build(&c, period)) {
        c.status = CHECK_UNKNOWN;
        strbuf_str(&c.text, tr(app->lang, "There is no database that can be read."));
    } else {
        asking_adviser(app, &c.adviser);
        judge_age(&c);
        judge_health(&c);
        judge_limits(&c);
        asking_adviser_release(&c.adviser);
    }
    print(&c);
    health_release(&c.health);
    strbuf_release(&c.text);
    for (size_t i = 0; i <= HEALTH_COUNTS; i++)
        strbuf_release(&c.limits[i]);
    return c.status;
}

static const struct option options[] = {
    ASKING_PERIOD("24h", "now", N_("judge the mail from this time on")),
    {.name = "max-age", .type = OPTION_DURATION, .arg = "D",
     .help = N_("critical if the last log line is older: 15m, 2h")},
    {.name = "fail-if", .type = OPTION_LIST, .arg = "LIMIT",
     .help = N_("critical if a count passes a limit: \"bounced > 5%\", \"waiting >= 100\"; may be "
                "given again")},
    OPTION_END,
};

const struct command command_check = {
    .name = "check", .usage = ASKING_PERIOD_USAGE, .max_operands = -1,
    .purpose = N_("say in one line whether the mail is OK, for a monitor"),
    .details = N_("One line and an exit status in the convention of Nagios and Icinga plug-ins: 0 "
                  "OK, 1 warning, 2 critical, 3 unknown, figures behind a bar. It judges as the "
                  "report does. Counts for --fail-if: delivered, waiting, bounced, refused, "
                  "failed_logins, todo; waiting and bounced also in percent of what was to be "
                  "delivered."),
    .options = options, .needs = NEEDS_DB_IF_ANY, .run = run, .misused = misused,
};
