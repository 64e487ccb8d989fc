/* nightly: everything that a night needs, in one command for a timer. */
#include "base/mem.h"
#include "cli/reading.h"
#include "cli/steps.h"
#include "query/period.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>

struct night {
    struct app *app;
    const char *folder, *mail_to;               /* NULL: not wanted */
    const char *anonymity;                      /* an option of `report`; NULL: none */
    int quiet_if_clean, recursive;
};

/* What the setting Anonymize adds to `report`.  A word that is none of these is told: a report
 * that names people because of a slip cannot be called back. */
static const struct { const char *word, *option; } anonymities[] = {
    {"no", NULL}, {"yes", "--anonymize"}, {"clients", "--anonymize-clients"},
};

/* A word that is wrong must not send names: no report is written then. */
static int choose_anonymity(struct night *n)
{
    const char *word = config_in_force(&n->app->config, CONFIG_anonymize);
    for (size_t i = 0; i < sizeof anonymities / sizeof *anonymities; i++)
        if (strcasecmp(word, anonymities[i].word) == 0) {
            n->anonymity = anonymities[i].option;
            return STATUS_DONE;
        }
    diag_error(&n->app->diag, tr(n->app->lang, "the setting Anonymize: %s is not one of no, yes, "
                                               "clients; no report is written"), word);
    return STATUS_FAILED;
}

static int read_logs(struct night *n)
{
    const char *const words[] = {"ingest", "--quiet", n->recursive ? "--recursive" : NULL, NULL};
    return step_run_apart(n->app, words);
}

/* "FOLDER/2026-11-22.html", by the local day that the report is on; owned by the caller. */
static char *report_path(const struct night *n)
{
    time_t day = (time_t)period_yesterday(n->app->now).since;
    struct tm tm;
    localtime_r(&day, &tm);
    return mem_fmt("%s/%04d-%02d-%02d.html", n->folder, tm.tm_year + 1900, tm.tm_mon + 1,
                   tm.tm_mday);
}

/* The folder is made for owner and group alone: reports name people. */
static int write_file(struct night *n)
{
    if (mkdir(n->folder, 0750) != 0 && errno != EEXIST) {
        diag_error(&n->app->diag, "%s: %s", n->folder, strerror(errno));
        return STATUS_FAILED;
    }
    char *path = report_path(n);
    const char *const words[] = {"report", "--output", path, n->anonymity, NULL};
    int status = step_run(n->app, words);
    free(path);
    return status;
}

/* To the folder; to standard output if it is wanted nowhere else: cron mails what it is given. */
static int report(struct night *n)
{
    if (choose_anonymity(n) != STATUS_DONE)
        return STATUS_FAILED;
    if (n->folder)
        return write_file(n);
    const char *const words[] = {"report", n->anonymity, NULL};
    return n->mail_to ? STATUS_DONE : step_run(n->app, words);
}

/* An operator who gave no address wants no mail. */
static int mail(struct night *n)
{
    const char *words[] = {"report", "--mail-to", n->mail_to, NULL, NULL, NULL};
    size_t len = 3;
    if (!n->mail_to)
        return STATUS_DONE;
    if (choose_anonymity(n) != STATUS_DONE)
        return STATUS_FAILED;
    if (n->anonymity)
        words[len++] = n->anonymity;
    if (n->quiet_if_clean)
        words[len] = "--quiet-if-clean";
    return step_run(n->app, words);
}

static int prune(struct night *n)
{
    const char *const words[] = {"prune", "--quiet", NULL};
    const struct config *c = &n->app->config;
    return c->keep || c->anonymize_after ? step_run(n->app, words) : STATUS_DONE;
}

static const struct {
    const char *name;
    int (*run)(struct night *n);
} steps[] = {{"ingest", read_logs}, {"report", report}, {"mail", mail}, {"prune", prune}};
enum { STEPS = sizeof steps / sizeof *steps };

/* Which steps a list "report,mail" names, as bits; 0: one of its words is none. */
static unsigned steps_named(const char *list)
{
    unsigned named = 0;
    while (*list) {
        size_t len = strcspn(list, ","), i = 0;
        while (i < STEPS &&
               (strlen(steps[i].name) != len || strncmp(steps[i].name, list, len) != 0))
            i++;
        if (i == STEPS)
            return 0;
        named |= 1u << i;
        list += len + (list[len] == ',');
    }
    return named;
}

/* The steps in their order, whatever was asked first; one that fails is told in the status, and
 * the others are done all the same. */
static int run(struct app *app, const struct args *args)
{
    struct night n = {.app = app, .folder = app->config.report_folder,
                      .mail_to = app->config.mail_to,
                      .quiet_if_clean = args_flag(args, "quiet-if-clean"),
                      .recursive = args_flag(args, "recursive")};
    const char *list = args_string(args, "steps");
    unsigned named = steps_named(list);
    int failed = 0;
    if (!named)
        return command_misused(app, N_("--steps %s: each is one of ingest, report, mail, prune"),
                               list);
    if (!freopen("/dev/null", "r", app->in))    /* a path "-" in the configuration must not wait */
        diag_warning(&app->diag, "/dev/null: %s", strerror(errno));
    for (size_t i = 0; i < STEPS && !reading_is_interrupted(); i++)
        if (named >> i & 1)
            failed |= steps[i].run(&n) != STATUS_DONE;
    return failed || reading_is_interrupted() ? STATUS_FAILED : STATUS_DONE;
}

static const struct option options[] = {
    {.name = "steps", .type = OPTION_STRING, .arg = "LIST", .def = "ingest,report,mail,prune",
     .help = N_("only these of its steps; they are taken in this order")},
    {.name = "quiet-if-clean", .type = OPTION_FLAG, .help = N_("mail nothing if nothing failed")},
    {.name = "recursive", .letter = 'r', .type = OPTION_FLAG,
     .help = N_("read the folders within folders too")},
    OPTION_END,
};

const struct command command_nightly = {
    .name = "nightly", .purpose = N_("read the logs, report on yesterday, forget what is old"),
    .details = N_("For a timer or cron: reads the configured logs; writes yesterday's report into "
                  "Report-Folder and mails it to Mail-To, or prints it if neither is configured, "
                  "without names if Anonymize is configured; forgets what is older than Keep and "
                  "Anonymize-After, where these are configured. "
                  "A step that fails does not keep the others from being done. It never reads "
                  "standard input."),
    .options = options, .needs = NEEDS_NOTHING, .run = run,
};
