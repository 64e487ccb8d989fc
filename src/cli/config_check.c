/* What reading alone cannot find: a value may be a word, and still no length of time, no zone, no
 * file.  A nightly job that stops at one is found out too late. */
#include "cli/config_check.h"

#include "base/mem.h"
#include "base/zone.h"
#include "classify/classify.h"
#include "cli/parsers.h"
#include "cli/when.h"
#include "input/stream.h"
#include "mail/mail.h"
#include "site/site.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is wrong with a value is added to `why`; nothing: it is good. */
typedef void check_value(struct app *app, const char *value, struct strbuf *why);

static void check_duration(struct app *app, const char *value, struct strbuf *why)
{
    int64_t seconds;
    if (!when_duration(value, &seconds))
        strbuf_fmt(why, tr(app->lang, "not a length of time; accepted: %s"),
                   tr(app->lang, when_durations_accepted));
}

static void check_zone(struct app *app, const char *value, struct strbuf *why)
{
    if (!zone_is_known(value))
        strbuf_str(why, tr(app->lang, "no time zone is named so; names are such as Europe/Berlin "
                                      "or UTC"));
}

static void check_anonymize(struct app *app, const char *value, struct strbuf *why)
{
    static const char *const words[] = {"no", "yes", "clients"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(value, words[i]) == 0)
            return;
    strbuf_str(why, tr(app->lang, "not one of no, yes, clients"));
}

static void check_addresses(struct app *app, const char *value, struct strbuf *why)
{
    if (!mail_address_ok(value))
        strbuf_str(why, tr(app->lang, "not an address that mail can go to"));
}

static void check_program(struct app *app, const char *value, struct strbuf *why)
{
    (void)app;
    if (strchr(value, '/') && access(value, X_OK) != 0)
        strbuf_str(why, strerror(errno));
}

/* Of a folder that is to be there: it is one, and can be looked into. */
static void check_folder(struct app *app, const char *value, struct strbuf *why)
{
    struct stat st;
    (void)app;
    if (stat(value, &st) != 0 || (S_ISDIR(st.st_mode) && access(value, R_OK | X_OK) != 0))
        strbuf_str(why, strerror(errno));
    else if (!S_ISDIR(st.st_mode))
        strbuf_str(why, strerror(ENOTDIR));
}

/* The folder that a path stands in; the caller frees. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return mem_str(".");
    return slash == path ? mem_str("/") : mem_strn(path, (size_t)(slash - path));
}

/* Made by `nightly` if only the one above it is there. */
static void check_made_folder(struct app *app, const char *value, struct strbuf *why)
{
    struct stat st;
    char *above = folder_of(value);
    if (stat(value, &st) == 0 || errno != ENOENT)
        check_folder(app, value, why);
    else if (stat(above, &st) != 0)
        strbuf_fmt(why, "%s: %s", above, strerror(errno));
    free(above);
}

static void check_database(struct app *app, const char *value, struct strbuf *why)
{
    struct stat st;
    if (stat(value, &st) != 0 ? errno != ENOENT : !S_ISREG(st.st_mode))
        strbuf_str(why, tr(app->lang, "no file that a database can be kept in"));
}

/* A pattern that meets nothing is told, for the log that it was meant for is not read. */
static void check_path(struct app *app, const char *pattern, struct strbuf *why)
{
    glob_t found = {0};
    const char *gap = why->len ? "; " : "";
    if (strcmp(pattern, "-") == 0 || glob(pattern, 0, NULL, &found) == GLOB_NOMATCH)
        strbuf_fmt(why, tr(app->lang, "%s%s: no file is named so"), gap, pattern);
    for (size_t i = 0; i < found.gl_pathc; i++, gap = "; ")
        if (access(found.gl_pathv[i], R_OK) != 0)
            strbuf_fmt(why, "%s%s: %s", gap, found.gl_pathv[i], strerror(errno));
    globfree(&found);
}

static void check_journal(struct app *app, const char *value, struct strbuf *why)
{
    if (strcasecmp(value, "no") == 0)
        return;
    if (!stream_reads_journals())
        strbuf_str(why, tr(app->lang, "this smtplog was built without libsystemd"));
    else if (strcasecmp(value, "yes") != 0)
        check_folder(app, value, why);
}

static void check_plugin(struct app *app, const char *file, struct strbuf *why)
{
    struct registry *r = registry_new(&app->diag);      /* tells what is wrong */
    if (registry_load(r, file) != 0)
        strbuf_fmt(why, tr(app->lang, "%s%s: this parser cannot be loaded"),
                   why->len ? "; " : "", file);
    registry_free(r);
}

/* Of folders whose files are read too: their faults are told with file and line. */
static void check_rules(struct app *app, const char *value, struct strbuf *why)
{
    check_folder(app, value, why);
    if (why->len)
        return;
    struct classifier *c = classifier_new(value, &app->diag);
    classifier_version(c);              /* reads them */
    classifier_free(c);
}

static void check_forms(struct app *app, const char *value, struct strbuf *why)
{
    check_folder(app, value, why);
    if (!why->len)
        site_free(site_load(value, &app->diag));
}

/* Calls check() for each of the words that the value is parted in. */
static void each_word(struct app *app, const char *value, struct strbuf *why, check_value *check)
{
    char *words = mem_str(value), *rest = words, *word;
    while ((word = strsep(&rest, " \t\n")))
        if (*word)
            check(app, word, why);
    free(words);
}

static void check_paths(struct app *app, const char *value, struct strbuf *why)
{
    each_word(app, value, why, check_path);
}

static void check_plugins(struct app *app, const char *value, struct strbuf *why)
{
    each_word(app, value, why, check_plugin);
}

/* Of the parsers that can be loaded: the others are told of at Plugins. */
static void check_option(struct app *app, const char *word, struct strbuf *why)
{
    struct registry *r = registry_new(&app->unheard);
    char *files = mem_str(app->config.plugins ? app->config.plugins : ""), *rest = files, *file;
    while ((file = strsep(&rest, " \t\n")))
        if (*file)
            registry_load(r, file);
    if (!parsers_set(r, word)) {
        char *known = registry_options(r);
        strbuf_fmt(why, tr(app->lang, "%sno parser has an option %s; there are: %s"),
                   why->len ? "; " : "", word, known);
        free(known);
    }
    free(files);
    registry_free(r);
}

static void check_options(struct app *app, const char *value, struct strbuf *why)
{
    each_word(app, value, why, check_option);
}

static check_value *const checks[CONFIG_SETTINGS] = {
    [CONFIG_database] = check_database, [CONFIG_paths] = check_paths,
    [CONFIG_journal] = check_journal,
    [CONFIG_sendmail] = check_program, [CONFIG_time_zone] = check_zone,
    [CONFIG_plugins] = check_plugins, [CONFIG_parser_options] = check_options,
    [CONFIG_keep] = check_duration, [CONFIG_anonymize_after] = check_duration,
    [CONFIG_anonymize] = check_anonymize, [CONFIG_rules] = check_rules,
    [CONFIG_forms] = check_forms,
    [CONFIG_mail_to] = check_addresses, [CONFIG_mail_from] = check_addresses,
    [CONFIG_report_folder] = check_made_folder,
};

void config_check(struct app *app)
{
    struct strbuf where = {0}, why = {0};
    for (enum config_setting i = 0; i < CONFIG_SETTINGS; i++) {
        const char *value = config_value(&app->config, i);
        if (!value || !*value || !checks[i])
            continue;
        checks[i](app, value, &why);
        if (why.len) {
            config_where(&where, &app->config, i);
            diag_error(&app->diag, "%s: %s: %s: %s", strbuf_text(&where), config_field(i), value,
                       why.ptr);
        }
        strbuf_clear(&where);
        strbuf_clear(&why);
    }
    strbuf_release(&where);
    strbuf_release(&why);
}
