/* From argv to a command's run(): options, configuration, language, colour, database. */
#include "cli/command.h"
#include "cli/help.h"
#include "render/format.h"
#include "base/nearest.h"
#include "base/zone.h"
#include "input/packing.h"
#include "input/stream.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#ifndef SMTPLOG_VERSION
#define SMTPLOG_VERSION "0"
#endif

const struct option global_options[] = {
    {.name = "db", .type = OPTION_STRING, .arg = "FILE",
     .help = N_("the database, instead of the configured or usual one")},
    {.name = "config", .type = OPTION_STRING, .arg = "FILE",
     .help = N_("read this configuration file and no other")},
    {.name = "color", .type = OPTION_CHOICE, .arg = "WHEN", .choices = "auto|always|never",
     .help = N_("when to colour the output")},
    {.name = "lang", .type = OPTION_CHOICE, .arg = "LANG", .choices = "en|ru",
     .help = N_("language of texts for people")},
    {.name = "no-pager", .type = OPTION_FLAG,
     .help = N_("print long results at once, not through a pager")},
    {.name = "no-sandbox", .type = OPTION_FLAG,
     .help = N_("reading logs, do not give up the rights that it does not take")},
    {.name = "help", .letter = 'h', .type = OPTION_FLAG, .help = N_("print this help")},
    {.name = "version", .letter = 'V', .type = OPTION_FLAG, .help = N_("print the version")},
    OPTION_END,
};

int command_misused(struct app *app, const char *fmt, ...)
{
    char *sentence = NULL;
    va_list args;
    va_start(args, fmt);
    int n = vasprintf(&sentence, tr(app->lang, fmt), args);
    va_end(args);
    if (n >= 0)
        diag_error(&app->diag, "%s", sentence);
    free(sentence);
    return command_see_help(app);
}

/* The line after a complaint. */
int command_see_help(struct app *app)
{
    fprintf(app->err, tr(app->lang, "See smtplog %s%s--help.\n"), app->command ? app->command : "",
            app->command ? " " : "");
    return STATUS_USAGE;
}

/* The language has to be known before the first complaint: --lang wherever it stands. */
static const struct lang *early_lang(int argc, char *const *argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            return lang_by_name(argv[i + 1]);
        if (strncmp(argv[i], "--lang=", 7) == 0)
            return lang_by_name(argv[i] + 7);
    }
    return NULL;
}

int command_unknown(struct app *app, const char *word)
{
    struct nearest near = {0};
    struct strbuf list = {0};
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            nearest_offer(&near, word, commands[i]->name);
    nearest_list(&near, &list, "");
    int status = list.len
        ? command_misused(app, N_("no command is named %s; did you mean %s?"), word, list.ptr)
        : command_misused(app, N_("no command is named %s"), word);
    strbuf_release(&list);
    return status;
}

/* A word of a setting that is none of those accepted is told, and left out. */
static void complain_setting(struct app *app, enum config_setting setting, const char *words)
{
    struct strbuf where = {0};
    config_where(&where, &app->config, setting);
    diag_warning(&app->diag, tr(app->lang, "%s: %s: %s: not one of %s; it is ignored"),
                 strbuf_text(&where), config_field(setting),
                 config_value(&app->config, setting), words);
    strbuf_release(&where);
}

/* 1 unless it is switched off. */
static int choose_sandbox(struct app *app, const struct args *args)
{
    const char *word = config_in_force(&app->config, CONFIG_sandbox);
    int is_no = strcasecmp(word, "no") == 0;
    if (!is_no && strcasecmp(word, "yes") != 0)
        complain_setting(app, CONFIG_sandbox, "yes, no");
    return !args_flag(args, "no-sandbox") && !is_no;
}

static void complain_language(struct app *app)
{
    struct strbuf names = {0};
    lang_names(&names, ", ");
    complain_setting(app, CONFIG_language, names.ptr);
    strbuf_release(&names);
}

/* Options before configuration. A setting that cannot be costs a complaint, not the run: a job
 * at night must not stop for a colour. */
static void take_settings(struct app *app, const struct args *args)
{
    static const char *const whens[] = {"auto", "always", "never"};
    const char *lang = args_string(args, "lang"), *color = args_string(args, "color");
    lang = lang ? lang : app->config.language;
    color = color ? color : config_in_force(&app->config, CONFIG_color);
    if (lang && lang_by_name(lang))
        app_speak(app, lang_by_name(lang));
    else if (lang)
        complain_language(app);
    size_t when = 0;
    while (when < 3 && strcmp(color, whens[when]) != 0)
        when++;
    if (when < 3)
        app->color = (enum style_when)when;
    else
        complain_setting(app, CONFIG_color, "auto, always, never");
    app->sandbox = choose_sandbox(app, args);
    app->style = style_for(app->color, app->out_is_terminal, getenv);
    app->db_path = config_database(&app->config, args_string(args, "db"), geteuid() == 0, getenv);
}

static int check_operands(struct app *app, const struct command *c, const struct args *args)
{
    if (args->len < (size_t)c->min_operands)
        return command_misused(app, N_("something is missing: smtplog %s %s"), c->name, c->usage);
    if (c->max_operands >= 0 && args->len > (size_t)c->max_operands)
        return command_misused(app, N_("one word too many: %s"), args->operands[c->max_operands]);
    return STATUS_DONE;
}

/* 1 for tables and texts, 0 for what a program reads. */
static int is_for_people(const struct command *c, const struct args *args)
{
    int has_format = c && option_named(c->options, "format");
    const char *word = has_format ? args_string(args, "format") : NULL;
    enum format format;
    if (word && format_by_name(word, &format) && format_is_for_programs(format))
        return 0;
    return !c || c->pages || args_flag(args, "help");
}

/* What stands between a command (NULL: the overview) and a terminal. */
static void begin_screen(struct app *app, const struct command *c, const struct args *args)
{
    const struct screen_wish wish = {
        .fd = fileno(app->out), .is_terminal = app->out_is_terminal && fileno(app->out) >= 0,
        .is_styled = app->style.on,
        .for_people = is_for_people(c, args), .pages = !args_flag(args, "no-pager"),
        .foreign = app->lang != lang_by_name("en"), .width = app->width,
    };
    app->terminal = app->out;
    FILE *out = screen_begin(&app->screen, &wish, getenv);
    app->out = out ? out : app->out;
    app->style.links &= screen_has_links(&app->screen);
}

static int flush_out(FILE *out)
{
    int error = fflush(out) != 0 ? errno : 0;
    if (!error && ferror(out))          /* an earlier write failed: why, the next one tells */
        error = write(fileno(out), "\n", 1) < 0 ? errno : EIO;
    return error;
}

/* Results that could not be written are a failure, whatever the command says. */
static int finish(struct app *app, int status)
{
    int error = app->screen.out ? screen_end(&app->screen) : flush_out(app->out);
    app->out = app->terminal ? app->terminal : app->out;
    app_tell_late(app);
    if (error && error != EPIPE)
        diag_error(&app->diag, tr(app->lang, "cannot write the results: %s"), strerror(error));
    return status == STATUS_DONE && app->diag.errors ? STATUS_FAILED : status;
}

/* Times would be printed in UTC, and stamps without a zone be read so, without a word. */
static void judge_zone(struct app *app)
{
    const char *zone = getenv("TZ");
    if (zone && *zone && !zone_is_known(zone))
        diag_warning(&app->diag, "TZ=%s: no time zone is named so; UTC is used", zone);
}

static int run(struct app *app, const struct command *c, const struct args *args)
{
    judge_zone(app);
    int status = check_operands(app, c, args);
    if (status == STATUS_DONE && c->before)
        status = c->before(app, args);
    if (status == STATUS_DONE)
        status = command_open_store(app, c);
    if (status == STATUS_DONE)
        status = c->run(app, args);
    command_close_store(app);
    return status;
}

/* Reads the words behind the command's name, then the settings. */
static int read_rest(struct app *app, struct args *args, const struct command *c, int argc,
                     char *const *argv, int at)
{
    app->command = c->name;
    args->rows[0] = c->options;
    if (args_read(args, argc, argv, at, 0, &app->diag) < 0)
        return command_see_help(app);
    if (args_flag(args, "help") || args_flag(args, "version"))
        return STATUS_DONE;
    if (config_read(&app->config, "", args_string(args, "config"), getenv, &app->diag) < 0)
        return STATUS_USAGE;
    take_settings(app, args);
    args->lang = app->lang;
    return STATUS_DONE;
}

/* The version, and what this build can read: packings depend on the libraries that it found. */
static void tell_version(const struct app *app)
{
    const struct packing *p;

    fprintf(app->out, "smtplog %s\n%s", SMTPLOG_VERSION, tr(app->lang, "reads logs plain"));
    for (size_t i = 0; (p = packing_at(i)); i++)
        fprintf(app->out, ", %s", p->name);
    if (stream_reads_journals())
        fputs(tr(app->lang, ", and the journal of systemd"), app->out);
    fputc('\n', app->out);
}

/* Options may stand before the command or behind it; --help and --version do without
 * configuration and database. */
static int dispatch(struct app *app, struct args *args, int argc, char *const *argv)
{
    int at = args_read(args, argc, argv, 1, 1, &app->diag);
    if (at < 0)
        return command_see_help(app);
    const struct command *c = at < argc ? command_by_name(argv[at]) : NULL;
    if (at < argc && !c)
        return command_unknown(app, argv[at]);
    if (c) {
        int status = read_rest(app, args, c, argc, argv, at + 1);
        if (status != STATUS_DONE)
            return status == STATUS_USAGE && c->misused ? c->misused(app) : status;
    }
    if (args_flag(args, "version")) {
        tell_version(app);
        return STATUS_DONE;
    }
    begin_screen(app, c, args);
    if (args_flag(args, "help")) {
        if (c)
            help_command(app, c);
        else
            help_overview(app);
        return STATUS_DONE;
    }
    return c ? run(app, c, args) : command_misused(app, N_("no command is given"));
}

int command_main(struct app *app, int argc, char *const *argv)
{
    const struct lang *lang = early_lang(argc, argv);
    struct args args = {.now = app->now, .rows = {NULL, global_options}};
    app_speak(app, lang ? lang : app->lang);
    args.lang = app->lang;
    int status = finish(app, dispatch(app, &args, argc, argv));
    args_release(&args);
    return status;
}
